//! Bytes to text: byte-order marks, declared charsets, UTF-8, else a guess.
//!
//! Bytes that are valid UTF-8 are taken as such whatever they are declared to be: other encodings of real text are
//! hardly ever valid UTF-8, wrong declarations are common. Bytes that mean nothing become U+FFFD, never an error.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

use crate::source;

/// How many bytes of a page are searched for its charset declaration.
const DECLARATION_WINDOW: usize = 4096;

/// Whether bytes may give a text of more than `most` bytes: in UTF-8 a letter takes up to three times as many as in other
/// encodings. Those that are UTF-8 as they stand, with nothing `packed` in them, do not grow.
pub(super) fn outgrows(bytes: &[u8], most: usize, packed: bool) -> bool {
    let grows = || packed || std::str::from_utf8(bytes).is_err();
    bytes.len() > most || bytes.len() > most / 3 && grows()
}

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

/// The text of a part of a document in XML whose beginning declares the charset.
#[must_use]
pub(super) fn decode_part<'a>(bytes: &'a [u8], head: &[u8]) -> Cow<'a, str> {
    decode_declared(bytes, declared(head))
}

fn decode_declared<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Cow<'a, str> {
    let bytes = &bytes[source::false_mark(bytes).unwrap_or(0)..];
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
    fn what_may_outgrow_a_text_is_known_before_it_is_decoded() {
        let (utf_8, latin) = ("Bj\u{f6}rn".as_bytes(), b"Bj\xf6rn".as_slice());
        assert!(!outgrows(utf_8, 6, false) && outgrows(utf_8, 5, false));
        assert!(!outgrows(latin, 15, false) && outgrows(latin, 14, false));
        assert!(!outgrows(utf_8, 18, true) && outgrows(utf_8, 17, true));
        for odd in [
            b"\xff".as_slice(),
            b"\x80",
            &"\u{20ac}".encode_utf16().next().unwrap().to_le_bytes(),
        ] {
            assert!(decode(odd).len() <= 3 * odd.len());
        }
    }

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
    fn undeclared_code_pages_are_told_by_their_letters() {
        use encoding_rs::{
            BIG5, EUC_JP, EUC_KR, GBK, ISO_8859_2, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
            WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
        };
        for (encoding, text) in [
            (
                WINDOWS_1252,
                "Der Fährmann öffnet das Café früh, die Brücke bleibt für alle gesperrt.",
            ),
            (
                WINDOWS_1251,
                "Паром между островами снова пойдёт с понедельника, сообщила служба порта.",
            ),
            (
                KOI8_R,
                "Паром между островами снова пойдёт с понедельника, сообщила служба порта.",
            ),
            (
                WINDOWS_1250,
                "Prom między wyspami znów będzie pływać od poniedziałku, ogłosił urząd żeglugi.",
            ),
            (
                ISO_8859_2,
                "Prom między wyspami znów będzie pływać od poniedziałku, ogłosił urząd żeglugi.",
            ),
            (
                WINDOWS_1253,
                "Το πλοίο ανάμεσα στα δύο νησιά θα ταξιδέψει ξανά από τη Δευτέρα, είπε το λιμεναρχείο.",
            ),
            (
                WINDOWS_1254,
                "Adalar arasındaki vapur pazartesi günü yeniden çalışacak, dedi liman başkanlığı.",
            ),
            (
                WINDOWS_1255,
                "המעבורת בין שני האיים תפליג שוב מיום שני, כך מסר משרד הנמל בהודעתו.",
            ),
            (
                WINDOWS_1256,
                "ستبحر العبارة بين الجزيرتين من جديد ابتداء من يوم الاثنين كما قال مكتب الميناء.",
            ),
            (
                SHIFT_JIS,
                "二つの島を結ぶフェリーは月曜日から再び運航すると、港の事務所が発表しました。",
            ),
            (
                EUC_JP,
                "二つの島を結ぶフェリーは月曜日から再び運航すると、港の事務所が発表しました。",
            ),
            (
                EUC_KR,
                "두 섬을 잇는 여객선이 월요일부터 다시 운항한다고 항만 사무소가 밝혔다.",
            ),
            (
                GBK,
                "连接两座岛屿的渡轮将于星期一恢复运行，港口办公室在一份声明中说。",
            ),
            (
                BIG5,
                "連接兩座島嶼的渡輪將於星期一恢復運行，港口辦公室在一份聲明中說。",
            ),
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(decode(&bytes), text, "{}", encoding.name());
        }
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
