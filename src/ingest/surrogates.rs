//! Lone surrogates in JSON: programs that cut strings by UTF-16 units write them, no string can hold them.

use std::borrow::Cow;

/// The text of some JSON with the escape of every lone surrogate (`\ud83d`) replaced by that of U+FFFD.
pub(super) fn mend(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += offset;
        let (unit, next) = (code_unit(json, at), code_unit(json, at + 6));
        match (unit, next) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // Two characters at least: the second may be a backslash too.
            _ => at = (at + 2).min(json.len()),
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    mended.push_str(&json[copied..]);
    Cow::Owned(mended)
}

/// The UTF-16 unit that is escaped at byte `at`.
fn code_unit(json: &str, at: usize) -> Option<u32> {
    let escape = json.as_bytes().get(at..at + 6)?;
    let digits = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_surrogates_are_replaced() {
        let cases = [
            (r#""a\ud800b""#, r#""a\ufffdb""#),
            (r#""\udfff\ud83d""#, r#""\ufffd\ufffd""#),
            (
                r#""\ud83d\ude00 \\ud800 \n\u00e9""#,
                r#""\ud83d\ude00 \\ud800 \n\u00e9""#,
            ),
            (r#""\uD83D\uD83D\uDE00""#, r#""\ufffd\uD83D\uDE00""#),
            ("\\", "\\"),
            ("\\é", "\\é"),
        ];
        for (json, expected) in cases {
            assert_eq!(mend(json), expected, "{json}");
        }
    }
}
