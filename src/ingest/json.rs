//! JSON as it is found in pages and in answers of servers: with raw line breaks in strings, lone surrogates, `NaN`,
//! numbers beyond all range, bytes of a warning before it. What can be meant in one way only is repaired.

use std::borrow::Cow;

use memchr::memchr2;

/// In so many bytes the complaints of a server before its answer end.
const NOTICES: usize = 4096;

/// The JSON in `text` with what `serde_json` would refuse put right; borrowed where there is nothing to do.
pub(super) fn repair(text: &str) -> Cow<'_, str> {
    let mut repair = Repair {
        text,
        out: String::new(),
        copied: 0,
    };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        at = match byte {
            b'"' => repair.string(at + 1),
            b'-' | b'0'..=b'9' | b'N' | b'I' => repair.number(at),
            _ => at + 1,
        };
    }
    if repair.copied == 0 {
        return Cow::Borrowed(text);
    }
    repair.out.push_str(&text[repair.copied..]);
    Cow::Owned(repair.out)
}

/// Where the JSON begins in a text that has something else in front, such as a warning.
pub(super) fn start(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with(['{', '[']) {
        return text;
    }
    let begin = ["{\"", "[{", "{ ", "{\n"]
        .iter()
        .filter_map(|s| text.find(s))
        .min();
    begin.map_or(text, |at| &text[at..])
}

/// The JSON below what PHP complains of in front of its answer: `Notice: … on line 3`.
pub(super) fn behind_notice(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(NOTICES)];
    let begin = ["\n{\"", "\n[{"]
        .iter()
        .filter_map(|s| head.find(s))
        .min()?;
    head[..begin]
        .contains(" on line ")
        .then(|| &text[begin + 1..])
}

struct Repair<'a> {
    text: &'a str,
    out: String,
    copied: usize,
}

impl Repair<'_> {
    fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.out.push_str(&self.text[self.copied..start]);
        self.out.push_str(with);
        self.copied = end;
    }

    /// Goes over a string whose content begins at `at`; gives the position after its closing mark.
    fn string(&mut self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        loop {
            let next = memchr2(b'"', b'\\', &bytes[at..]).map_or(bytes.len(), |i| at + i);
            self.controls(at, next);
            match bytes.get(next) {
                Some(b'\\') => at = self.escape(next),
                Some(_) => return next + 1,
                None => return bytes.len(),
            }
        }
    }

    /// Writes raw control characters as spaces.
    fn controls(&mut self, from: usize, to: usize) {
        for at in from..to {
            if self.text.as_bytes()[at] < b' ' {
                self.replace(at, at + 1, " ");
            }
        }
    }

    /// Goes over the escape whose backslash stands at `at`.
    fn escape(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(b'u') => self.unit(at),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => at + 2,
            _ => {
                self.replace(at, at + 1, "");
                at + 1
            }
        }
    }

    /// Goes over `\uXXXX`; half a surrogate pair becomes the replacement character.
    fn unit(&mut self, at: usize) -> usize {
        let Some(code) = self.code(at) else {
            self.replace(at, at + 1, "");
            return at + 1;
        };
        match code {
            0xd800..=0xdbff if matches!(self.code(at + 6), Some(0xdc00..=0xdfff)) => at + 12,
            0xd800..=0xdfff => {
                self.replace(at, at + 6, "\\ufffd");
                at + 6
            }
            _ => at + 6,
        }
    }

    fn code(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then_some(())?;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Goes over a number, or a word that stands for none.
    fn number(&mut self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let len = rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
            .count();
        let word = &self.text[at..at + len];
        let finite = word.parse::<f64>().is_ok_and(f64::is_finite);
        if !finite {
            self.replace(at, at + len, "null");
        }
        at + len.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Value {
        serde_json::from_str(&repair(text)).unwrap()
    }

    #[test]
    fn good_json_is_borrowed() {
        assert!(matches!(
            repair(r#"{"a":"b \ud83d\udea2 \n","n":[1,-2.5e3]}"#),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn what_can_be_meant_in_one_way_is_repaired() {
        assert_eq!(read("{\"a\":\"line\nbreak\"}"), json!({"a": "line break"}));
        assert_eq!(
            read(r#"{"a":"x \ud800 y \udfff"}"#),
            json!({"a": "x \u{fffd} y \u{fffd}"})
        );
        assert_eq!(
            read(r#"{"a":NaN,"b":-Infinity,"c":1e999}"#),
            json!({"a": null, "b": null, "c": null})
        );
        assert_eq!(read(r#"{"a":"it\'s"}"#), json!({"a": "it's"}));
        assert_eq!(read(&format!("[{}]", "9".repeat(4000))), json!([null]));
        let long = "9".repeat(43);
        assert_eq!(repair(&long), long);
    }

    #[test]
    fn a_warning_before_it_is_skipped() {
        assert_eq!(
            start("\u{feff}<b>Warning</b>: x in y\n{\"id\":1}"),
            "{\"id\":1}"
        );
        assert_eq!(start("plain"), "plain");
    }
}
