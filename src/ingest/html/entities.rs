//! Character references: in markup as the standard has them; in text that is no markup also escaped twice.

use std::borrow::Cow;

use memchr::memchr;

/// A text with its character references resolved.
pub(in crate::ingest) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let (decoded, used) = reference(after).unwrap_or(('&', 0));
        out.push(decoded);
        let after = &after[used..];
        let next = memchr(b'&', after.as_bytes()).unwrap_or(after.len());
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    Cow::Owned(out)
}

/// The character that the reference after an ampersand means, and how many bytes that reference has.
fn reference(after: &str) -> Option<(char, usize)> {
    let end = after.as_bytes().iter().take(12).position(|b| *b == b';')?;
    // Escaped twice: `&amp;#8217;`.
    if &after[..end] == "amp" {
        let inner = reference_of_amp(&after[end + 1..]);
        return Some(inner.map_or(('&', end + 1), |(c, used)| (c, end + 1 + used)));
    }
    Some((named(&after[..end])?, end + 1))
}

fn reference_of_amp(after: &str) -> Option<(char, usize)> {
    let end = after.as_bytes().iter().take(12).position(|b| *b == b';')?;
    let name = &after[..end];
    (name.starts_with('#') || name.len() > 1 && name != "amp").then_some(())?;
    Some((named(name)?, end + 1))
}

fn named(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some(numeric(code));
    }
    let key = format!("{name};");
    let codes = html5ever::data::NAMED_ENTITIES.get(key.as_str())?;
    char::from_u32(codes.0).filter(|_| codes.1 == 0)
}

/// The character of a number; those between 128 and 159 are read as windows-1252, as browsers do.
fn numeric(code: u32) -> char {
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        let byte = [byte];
        let text = encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&byte)
            .0;
        return text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(code)
        .filter(|c| *c != '\0')
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The one or two characters that the reference behind an ampersand of a page means, and how many bytes it has.
/// As in browsers, old names count without their semicolon, but not in an attribute where the word goes on.
pub(super) fn reference_in_markup(
    after: &str,
    in_attribute: bool,
) -> Option<((char, Option<char>), usize)> {
    if let Some(number) = after.strip_prefix('#') {
        let (code, used) = number_in_markup(number)?;
        return Some(((numeric(code), None), used + 1));
    }
    let mut found = None;
    let names = after.bytes().enumerate();
    for (at, _) in names.take_while(|(_, b)| b.is_ascii_alphanumeric() || *b == b';') {
        // The table holds the beginnings of names, too.
        match html5ever::data::NAMED_ENTITIES.get(&after[..=at]) {
            Some((0, _)) => {}
            Some(codes) => found = Some((codes, at + 1)),
            None => break,
        }
    }
    let ((first, second), used) = found?;
    let next = after.as_bytes().get(used);
    let goes_on = next.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'=');
    if in_attribute && goes_on && !after[..used].ends_with(';') {
        return None;
    }
    let second = char::from_u32(*second).filter(|c| *c != '\0');
    Some(((char::from_u32(*first)?, second), used))
}

/// The code behind `&#`, and how many bytes it has with its semicolon.
fn number_in_markup(number: &str) -> Option<(u32, usize)> {
    let (digits, base) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let count = digits
        .bytes()
        .take_while(|b| char::from(*b).is_digit(base))
        .count();
    (count > 0).then_some(())?;
    let code = u32::from_str_radix(&digits[..count], base).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits[count..].starts_with(';'));
    Some((code, number.len() - digits.len() + count + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        assert_eq!(
            decode("Tom &amp; Ann&#8217;s &quot;x&quot; &#x2014; &eacute;"),
            "Tom & Ann’s \"x\" — é"
        );
        assert_eq!(decode("&amp;#039;"), "'");
        assert_eq!(decode("&#146;&#0;"), "’\u{fffd}");
        assert_eq!(decode("R&D; AT&T &nothing; &"), "R&D; AT&T &nothing; &");
    }
}
