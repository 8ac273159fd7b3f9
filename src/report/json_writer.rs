//! JSON straight into a string, in the order in which it is written.

use std::fmt::Write;

use super::hidden::is_turning;

/// What stands before the first of an array of objects, between two, and after the last: one object a line.
pub(super) const ARRAY: (&str, &str, &str) = ("[\n", ",\n", "\n]\n");

/// One array of the objects that `write` makes of items.
pub(super) fn array_of<T>(
    items: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    let (head, between, tail) = ARRAY;
    out.push_str(head);
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            out.push_str(between);
        }
        write(item, out);
    }
    out.push_str(tail);
}

/// The objects that `write` makes of items, a line each.
pub(super) fn lines_of<T>(
    items: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    for item in items {
        write(item, out);
        out.push('\n');
    }
}

/// Writes JSON values one after another; commas come by themselves.
pub(super) struct JsonWriter<'o> {
    out: &'o mut String,
    /// Whether a value stands before the next one in the same object or array.
    follows: bool,
}

impl<'o> JsonWriter<'o> {
    pub(super) const fn new(out: &'o mut String) -> Self {
        Self {
            out,
            follows: false,
        }
    }

    /// An object whose fields `fields` writes.
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.nested('{', '}', fields);
    }

    /// An array with an element for each of `items`.
    pub(super) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut element: impl FnMut(&mut Self, T),
    ) {
        self.nested('[', ']', |json| {
            for item in items {
                element(json, item);
            }
        });
    }

    fn nested(&mut self, open: char, close: char, content: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push(open);
        self.follows = false;
        content(self);
        self.out.push(close);
        self.follows = true;
    }

    /// The key of the value that is written next.
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.string(key);
        self.out.push(':');
        self.follows = false;
        self
    }

    /// A string.
    pub(super) fn string(&mut self, value: &str) {
        self.comma();
        self.out.push('"');
        escape(value, self.out);
        self.out.push('"');
    }

    /// A whole number.
    pub(super) fn number(&mut self, value: u64) {
        self.comma();
        let _ = write!(self.out, "{value}");
    }

    /// A number that is always written as a float (`5.0`); null where there is none or it is not finite.
    pub(super) fn float(&mut self, value: Option<f64>) {
        match value.filter(|value| value.is_finite()) {
            Some(value) => {
                self.comma();
                let _ = write!(self.out, "{value:?}");
            }
            None => self.null(),
        }
    }

    /// A number as it is written already.
    pub(super) fn literal(&mut self, value: &str) {
        self.comma();
        self.out.push_str(value);
    }

    /// True or false.
    pub(super) fn bool(&mut self, value: bool) {
        self.comma();
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Null.
    pub(super) fn null(&mut self) {
        self.comma();
        self.out.push_str("null");
    }

    /// Writes the comma that parts a value from the one before.
    fn comma(&mut self) {
        if self.follows {
            self.out.push(',');
        }
        self.follows = true;
    }
}

/// Which bytes begin a character that may have to be escaped; those of most texts do not.
const MAY_BE_SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = matches!(byte, 0x22 | 0x5c | 0..=0x1f | 0x7f | 0xc2 | 0xe2);
        byte += 1;
    }
    special
};

/// Appends `value` with everything escaped that JSON asks for, and what else would break lines or terminals: C1 controls,
/// the Unicode line ends, and what turns the reading direction. To whoever reads JSON they are the same.
fn escape(value: &str, out: &mut String) {
    out.reserve(value.len() + 1);
    let (mut plain, mut next) = (0, 0);
    while let Some(step) = value.as_bytes()[next..]
        .iter()
        .position(|&byte| MAY_BE_SPECIAL[usize::from(byte)])
    {
        let at = next + step;
        let Some(letter) = value[at..].chars().next() else {
            break;
        };
        next = at + letter.len_utf8();
        let special = matches!(letter, '"' | '\\' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
            || is_turning(letter);
        if !special {
            continue;
        }
        out.push_str(&value[plain..at]);
        plain = at + letter.len_utf8();
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
        }
    }
    out.push_str(&value[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut out = String::new();
        let odd = "\"\\\n\0\u{85}\u{2028}é😀\u{1b}\u{202e}\u{2068}\u{200f}\u{201d}";
        JsonWriter::new(&mut out).object(|json| {
            json.key("s").string(odd);
            json.key("n").null();
            json.key("f")
                .array([5.0, 1e21, -0.5, f64::NAN], |json, value| {
                    json.float(Some(value));
                });
            json.key("u").number(7);
            json.key("o").object(|json| json.key("b").bool(true));
        });
        assert!(!out.contains(['\u{85}', '\u{2028}', '\u{202e}', '\u{2068}']));
        assert!(out.contains("\u{200f}\u{201d}"));
        assert!(out.contains("[5.0,1e21,-0.5,null]"), "{out}");
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(value["s"], odd);
        assert_eq!(value["u"], 7);
        assert_eq!(value["o"]["b"], true);
    }
}
