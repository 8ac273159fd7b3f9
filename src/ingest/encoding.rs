//! Bytes to text: byte-order marks, declared charsets, UTF-8, else a guess.
//!
//! Bytes that are valid UTF-8 are taken as such whatever they are declared to be: other encodings of real text are
//! hardly ever valid UTF-8, wrong declarations are common. Bytes that mean nothing become U+FFFD, never an error.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// How many bytes of a page are searched for its charset declaration.
const DECLARATION_WINDOW: usize = 4096;

/// The text of plain bytes; borrowed where they are UTF-8.
#[must_use]
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decode_declared(bytes, None)
}

/// The text of an HTML page, whose own declaration of its charset counts where the bytes are not UTF-8.
#[must_use]
pub(super) fn decode_html(bytes: &[u8]) -> Cow<'_, str> {
    decode_declared(bytes, declared(bytes))
}

fn decode_declared<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some(text) = utf_32(bytes) {
        return Cow::Owned(text);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if declared == Some(ISO_2022_JP) && memchr(0x1b, bytes).is_some() {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = match declared {
        _ if mostly_utf_8(bytes) => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// UTF-32 with its mark. Tried before UTF-16, whose little-endian mark begins the same.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let to_unit: fn([u8; 4]) -> u32 = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => u32::from_le_bytes,
        [0, 0, 0xfe, 0xff] => u32::from_be_bytes,
        _ => return None,
    };
    let (units, rest) = bytes[4..].as_chunks::<4>();
    let decoded = units
        .iter()
        .map(|&unit| char::from_u32(to_unit(unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
    let cut = (!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    Some(decoded.chain(cut).collect())
}

/// UTF-16 without a mark: Latin letters leave every second byte zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if pairs < 8 => None,
        () if odd * 4 > pairs * 3 && even * 8 < pairs => Some(UTF_16LE),
        () if even * 4 > pairs * 3 && odd * 8 < pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Whether the bytes are UTF-8 with some damage: more good sequences than bad bytes.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = &bytes[..bytes.len().min(1 << 16)];
    if head.is_ascii() {
        return WINDOWS_1252;
    }
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset that a page declares in `<meta charset>`, `http-equiv` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_WINDOW)].to_ascii_lowercase();
    let encoding = memmem::find_iter(&head, b"charset")
        .map(|at| at + b"charset".len())
        .chain(memmem::find(&head[..head.len().min(200)], b"encoding").map(|at| at + 8))
        .find_map(|at| Encoding::for_label(label(&head[at..])?))?;
    Some(match encoding {
        // A page whose ASCII markup could be read is in none of these.
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

/// The label after `charset`: `="utf-8"`, ` = utf-8;`.
fn label(after: &[u8]) -> Option<&[u8]> {
    let value = after.trim_ascii_start().strip_prefix(b"=")?;
    let value = value.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    let end = value
        .iter()
        .position(|b| b"\"'; \t\r\n/>?".contains(b))
        .unwrap_or(value.len());
    Some(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_is_borrowed_and_its_mark_dropped() {
        assert!(matches!(
            decode("Brücke".as_bytes()),
            Cow::Borrowed("Brücke")
        ));
        assert_eq!(decode(b"\xef\xbb\xbfharbour"), "harbour");
    }

    #[test]
    fn marks_tell_the_wide_encodings() {
        let units = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            decode(&[&[0xff, 0xfe][..], &units("Łódź")].concat()),
            "Łódź"
        );
        assert_eq!(
            decode(&units("no mark, but wide all the same")),
            "no mark, but wide all the same"
        );
        let wide: Vec<u8> = "\u{feff}a🚢"
            .chars()
            .flat_map(|c| (c as u32).to_le_bytes())
            .collect();
        assert_eq!(decode(&wide), "a🚢");
        assert_eq!(decode(&wide[..wide.len() - 1]), "a\u{fffd}");
    }

    #[test]
    fn a_page_is_read_in_the_charset_it_declares() {
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>\xb1";
        assert!(decode_html(page).ends_with('ą'));
        let page = b"<meta charset=\"shift_jis\"><p>\x93\xfa\x96{";
        assert!(decode_html(page).ends_with("日本"));
        let page = b"<?xml version=\"1.0\" encoding=\"koi8-r\"?>\xd7\xcf\xc4\xc1";
        assert!(decode_html(page).ends_with("вода"));
    }

    #[test]
    fn utf_8_counts_more_than_a_wrong_declaration() {
        let page = "<meta charset=iso-8859-1><p>Kraków".as_bytes();
        assert!(decode_html(page).ends_with("Kraków"));
        let latin = b"<meta charset=utf-8><p>Se\xf1or Mu\xf1oz said.";
        assert!(decode_html(latin).ends_with("Señor Muñoz said."));
    }

    #[test]
    fn damage_becomes_the_replacement_character() {
        let some = ["Żółw i ".as_bytes(), b"\xff", " jeż".as_bytes()].concat();
        assert_eq!(decode(&some), "Żółw i \u{fffd} jeż");
    }
}
