//! Tokens.
//!
//! A word is a run of letters, digits and inner apostrophes that begins with a letter; the possessive is a token of its
//! own. A number is a run of digits with inner points and commas; what follows it (`7.2bn`, `3rd`) is the next token.
//! Hyphens always part words, so that `third-ranking` and `15-20%` are built up by whoever needs them: tokens without
//! white space before them are [`Class::GLUED`]. Abbreviations keep their full stop.

use super::{Class, lexicon};
use crate::model::Span;

/// A token: where it stands and its classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub class: Class,
}

/// Appends the tokens of `source[span]`; `lower` is `source` in lower case at the same offsets.
pub(super) fn tokenize(source: &str, lower: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut at = span.range().start;
    let end = span.range().end;
    let mut glued = false;
    while let Some(first) = source.get(at..end).and_then(|rest| rest.chars().next()) {
        if is_space(first) {
            at += first.len_utf8();
            glued = false;
            continue;
        }
        let rest = source.get(at..end).unwrap_or("");
        let (length, shape) = read(rest, first, tokens.last().filter(|_| glued), source);
        let token = Span::at(at, at + length);
        let mut class = shape;
        if glued {
            class |= Class::GLUED;
        }
        if shape.any(Class::WORD) {
            class |= lexicon::classes(token.of(lower));
        }
        tokens.push(Token { span: token, class });
        at += length;
        glued = true;
    }
}

/// White space for the tokeniser: also the marks that have no width.
fn is_space(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{00ad}' | '\u{200e}' | '\u{200f}'
        )
        || letter.is_control()
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{02bc}')
}

/// The length and shape of the token at the start of `rest`, which begins with `first`.
fn read(rest: &str, first: char, before: Option<&Token>, source: &str) -> (usize, Class) {
    if first.is_ascii_digit() {
        return (number_length(rest), Class::NUMBER);
    }
    if let Some(length) = address_length(rest, first) {
        return (length, Class::ADDRESS);
    }
    if first.is_alphanumeric() {
        return word(rest, first);
    }
    if is_apostrophe(first)
        && before.is_some_and(|token| token.class.any(Class::WORD | Class::NUMBER))
    {
        return apostrophe(rest, first, before, source);
    }
    mark(rest, first)
}

fn apostrophe(rest: &str, first: char, before: Option<&Token>, source: &str) -> (usize, Class) {
    let mut after = rest[first.len_utf8()..].chars();
    let letter = after.next();
    let ends = after.next().is_none_or(|next| !next.is_alphanumeric());
    if letter.is_some_and(|s| matches!(s, 's' | 'S')) && ends {
        return (first.len_utf8() + 1, Class::POSSESSIVE);
    }
    let plural = before.is_some_and(|token| token.span.of(source).ends_with(['s', 'S']));
    let class = if plural && letter.is_none_or(|next| !next.is_alphanumeric()) {
        Class::POSSESSIVE
    } else {
        Class::NONE
    };
    (first.len_utf8(), Class::MARK | class)
}

fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let inner =
            matches!(byte, b'.' | b',') && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !inner {
            break;
        }
        length += 1;
    }
    length
}

/// The length of a URL, e-mail address, @handle or #tag at the start of `rest`.
fn address_length(rest: &str, first: char) -> Option<usize> {
    let run = || {
        rest.find(|c: char| is_space(c) || matches!(c, '<' | '>' | '"' | ')' | ']' | '\u{201d}'))
            .unwrap_or(rest.len())
    };
    let trimmed = |length: usize| {
        rest[..length]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\''])
            .len()
    };
    match first {
        'h' | 'H'
            if rest
                .get(..7)
                .is_some_and(|s| s.eq_ignore_ascii_case("http://")) =>
        {
            Some(trimmed(run()))
        }
        'h' | 'H'
            if rest
                .get(..8)
                .is_some_and(|s| s.eq_ignore_ascii_case("https://")) =>
        {
            Some(trimmed(run()))
        }
        'w' if rest.starts_with("www.") => Some(trimmed(run())),
        '#' | '@' => {
            let length = rest[1..]
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .map_or(rest.len(), |n| n + 1);
            (length > 1 && rest[1..].starts_with(char::is_alphabetic)).then_some(length)
        }
        _ if first.is_alphanumeric() => mail_length(rest),
        _ => None,
    }
}

fn mail_length(rest: &str) -> Option<usize> {
    let local = rest
        .bytes()
        .take(64)
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')))?;
    if rest.as_bytes().get(local) != Some(&b'@') {
        return None;
    }
    let host = rest[local + 1..]
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')));
    let length = host.map_or(rest.len(), |n| local + 1 + n);
    let trimmed = rest[..length].trim_end_matches(['.', '-']);
    trimmed[local + 1..].contains('.').then_some(trimmed.len())
}

fn word(rest: &str, first: char) -> (usize, Class) {
    let mut length = word_length(rest);
    let mut class = Class::WORD;
    let letters = &rest[..length];
    if first.is_uppercase() {
        class |= Class::CAPITAL;
        if letters.chars().count() > 1 && !letters.chars().any(char::is_lowercase) {
            class |= Class::ALL_CAPS;
        }
    }
    if let Some(dotted) = dotted_length(rest, length) {
        length = dotted;
        class |= Class::DOTTED;
    }
    (length, class)
}

/// Letters and digits, with apostrophes between letters that are no possessive (`O'Brien`, `didn't`).
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let joins = is_apostrophe(letter) && at > 0 && {
            let after = rest[at + letter.len_utf8()..].chars();
            let mut next = after.take(2);
            match (next.next(), next.next()) {
                (Some('s' | 'S'), follow) => follow.is_some_and(char::is_alphabetic),
                (Some(one), _) => one.is_alphabetic(),
                _ => false,
            }
        };
        if !(letter.is_alphanumeric() || joins || is_combining(letter)) {
            break;
        }
        length = at + letter.len_utf8();
    }
    length
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}' | '\u{200c}' | '\u{200d}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05c7}'
        | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{3099}' | '\u{309a}')
}

/// The length of `rest[..length]` with its full stops, where they belong to it: `U.S.`, `a.m.`, `J.`, `Mr.`.
fn dotted_length(rest: &str, length: usize) -> Option<usize> {
    if rest.as_bytes().get(length) != Some(&b'.') {
        return None;
    }
    let word = &rest[..length];
    if word.chars().count() == 1 {
        return Some(initials_length(rest, length));
    }
    super::sentence::is_abbreviation(word).then_some(length + 1)
}

/// `U.S.`, `p.m.`, `J.`, `D.C.`: single letters each with a full stop; the last stop may be missing (`U.S`).
fn initials_length(rest: &str, first: usize) -> usize {
    let mut length = first + 1;
    loop {
        let mut next = rest[length..].chars();
        let Some(letter) = next.next().filter(|c| c.is_alphabetic()) else {
            return length;
        };
        let after = next.next();
        if after == Some('.') {
            length += letter.len_utf8() + 1;
        } else if after.is_none_or(|c| !c.is_alphanumeric()) {
            return length + letter.len_utf8();
        } else {
            return length;
        }
    }
}

fn mark(rest: &str, first: char) -> (usize, Class) {
    let run = |mark: char| rest.chars().take_while(|&c| c == mark).count() * mark.len_utf8();
    match first {
        '.' => (run('.'), Class::MARK | Class::STOP),
        '!' | '?' | '\u{2026}' | '\u{3002}' => (first.len_utf8(), Class::MARK | Class::STOP),
        '-' => (run('-'), Class::MARK | Class::DASH),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => (first.len_utf8(), Class::MARK | Class::DASH),
        '`' | '\'' if rest[1..].starts_with(first) => (2, Class::MARK),
        _ => (first.len_utf8(), Class::MARK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let lower = source.to_lowercase();
        tokenize(source, &lower, Span::at(0, source.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(source)).collect()
    }

    #[test]
    fn tokens_are_as_the_module_says() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Japan's U.S.-made F-35s",
                &["Japan", "'s", "U.S.", "-", "made", "F", "-", "35", "s"],
            ),
            (
                "US$7.2bn (15-20%)",
                &["US", "$", "7.2", "bn", "(", "15", "-", "20", "%", ")"],
            ),
            (
                "didn’t O'Brien workers' end",
                &["didn’t", "O'Brien", "workers", "'", "end"],
            ),
            (
                "Mr. J. Smith left at 5 p.m. today.",
                &[
                    "Mr.", "J.", "Smith", "left", "at", "5", "p.m.", "today", ".",
                ],
            ),
            (
                "See https://a.org/x, or a.b@c.org.",
                &["See", "https://a.org/x", ",", "or", "a.b@c.org", "."],
            ),
            (
                "#tag @you 1,000.5 U.S ",
                &["#tag", "@you", "1,000.5", "U.S"],
            ),
            ("wait... what", &["wait", "...", "what"]),
        ];
        for (source, expected) in cases {
            assert_eq!(&words(source), expected, "{source}");
        }
    }
}
