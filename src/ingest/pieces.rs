//! The pieces of a short line that a date or credit is read from: numbers, words, single marks.

/// A run of digits, a run of letters, or one mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it begins in the line, in bytes.
    pub start: usize,
    /// Whether no white space stands before it.
    pub glued: bool,
}

impl Piece<'_> {
    /// The byte after it.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is a run of digits.
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }

    /// Whether it may name a time zone: `IST`.
    pub(super) fn is_zone_like(&self) -> bool {
        (2..=5).contains(&self.text.len())
            && self.text.bytes().all(|byte| byte.is_ascii_uppercase())
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Space,
    Digit,
    Letter,
    Mark,
}

fn kind(letter: char) -> Kind {
    if letter.is_ascii_digit() {
        Kind::Digit
    } else if letter.is_alphabetic() {
        Kind::Letter
    } else if letter.is_whitespace() {
        Kind::Space
    } else {
        Kind::Mark
    }
}

/// Splits a line into its pieces; also where a capital follows a small letter, as in `DoeDec 20, 2023`.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut glued = false;
    let mut before = Kind::Space;
    let mut lower = false;
    for (start, letter) in line.char_indices() {
        let now = kind(letter);
        if now == Kind::Space {
            glued = false;
        } else {
            let end = start + letter.len_utf8();
            match found.last_mut() {
                Some(last)
                    if glued
                        && now == before
                        && now != Kind::Mark
                        && !(lower && letter.is_uppercase()) =>
                {
                    last.text = &line[last.start..end];
                }
                _ => found.push(Piece {
                    text: &line[start..end],
                    start,
                    glued,
                }),
            }
            glued = true;
        }
        lower = letter.is_lowercase();
        before = now;
    }
    found
}
