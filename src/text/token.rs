//! Tokens.
//!
//! A word is a run of letters, digits and inner apostrophes that begins with a letter; the possessive is a token of its
//! own. A number is a run of digits with inner points and commas; what follows it (`7.2bn`, `3rd`) is the next token.
//! Hyphens always part words, so that `third-ranking` and `15-20%` are built up by whoever needs them: tokens without
//! white space before them are [`Class::GLUED`]. Abbreviations keep their full stop. Of scripts written without spaces
//! every ideograph is a word. Characters without width belong to no token, or to the inside of one.

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
        if is_space(first) || is_ignorable(first) {
            at += first.len_utf8();
            glued &= is_ignorable(first);
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

/// White space for the tokeniser: control characters too.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

/// Characters that show nothing and part nothing: soft hyphens, joiners, marks of writing direction.
fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Ideographs, each of which is a word of its own.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Apostrophes, and the opening mark that some writers put in their place (`Japan‘s`).
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}')
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
        let joint = |token: &Token| {
            let slash =
                source.get(token.span.end as usize - 1..token.span.end as usize) == Some("/");
            slash && token.class.any(Class::GLUED)
        };
        let digits = before.is_some_and(|token| token.class.any(Class::NUMBER) || joint(token));
        return word(rest, first, digits);
    }
    if is_apostrophe(first)
        && !rest[first.len_utf8()..].starts_with(first)
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
    let plural =
        first != '\u{2018}' && before.is_some_and(|t| t.span.of(source).ends_with(['s', 'S']));
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

/// A word; `digits` tells whether it is glued to a number or a slash (`1980s.`, `4p.m.`, `km/h.`).
fn word(rest: &str, first: char, digits: bool) -> (usize, Class) {
    let mut length = word_length(rest);
    length = currency_length(rest, length).unwrap_or(length);
    let mut class = Class::WORD;
    let letters = &rest[..length];
    if first.is_uppercase() {
        class |= Class::CAPITAL;
        if letters.chars().count() > 1 && !letters.chars().any(char::is_lowercase) {
            class |= Class::ALL_CAPS;
        }
    }
    if let Some(dotted) = dotted_length(rest, length).filter(|&l| !digits || l > length + 1) {
        length = dotted;
        class |= Class::DOTTED;
    }
    (length, class)
}

/// The length of a currency code that digits are glued to: `Rs500`, `USD3.14`; of a single letter only before an amount
/// that shows itself: `R4,200`, `K2.5m`.
fn currency_length(rest: &str, length: usize) -> Option<usize> {
    let word = &rest[..length];
    let letters = word.find(|c: char| c.is_ascii_digit())?;
    let code = &word[..letters];
    let after = word[letters..].trim_start_matches(|c: char| c.is_ascii_digit());
    let known = after.len() <= 3 && letters <= 4 && lexicon::is_currency_code(code);
    (known && (letters > 1 || is_amount(&rest[letters..]))).then_some(letters)
}

/// Whether digits are written as an amount: with groups of three, with two decimals, with a magnitude.
fn is_amount(digits: &str) -> bool {
    let whole = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let group = |rest: &str| {
        let bytes = rest.as_bytes();
        bytes.len() > 3
            && bytes[1..4].iter().all(u8::is_ascii_digit)
            && !bytes.get(4).is_some_and(u8::is_ascii_digit)
    };
    let scaled = |rest: &str| {
        let rest = rest.strip_prefix([' ', '-']).unwrap_or(rest);
        ["m", "bn", "million", "billion", "tn", "trillion"]
            .iter()
            .any(|word| {
                rest.strip_prefix(word)
                    .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            })
    };
    let part = whole.strip_prefix('.').map_or(whole, |part| {
        part.trim_start_matches(|c: char| c.is_ascii_digit())
    });
    let cents = whole.starts_with('.')
        && whole.len() - part.len() == 3
        && !part.starts_with(char::is_alphanumeric)
        && !part
            .strip_prefix(['.', '-', '/'])
            .is_some_and(|after| after.starts_with(char::is_alphanumeric));
    whole.starts_with(',') && group(whole) || scaled(part) || cents
}

/// Letters and digits, with apostrophes between letters that are no possessive (`O'Brien`, `didn't`).
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    for (at, letter) in rest.char_indices() {
        if is_ideograph(letter) {
            length = length.max(if at == 0 { letter.len_utf8() } else { at });
            break;
        }
        let inner = is_ignorable(letter) && letter != '\u{200b}' || is_combining(letter);
        let joins = is_apostrophe(letter) && length == at && joins_letters(&rest[at..], letter);
        if !(letter.is_alphanumeric() || joins || inner) {
            break;
        }
        if !is_ignorable(letter) {
            length = at + letter.len_utf8();
        }
        if at == 0 && is_ideograph(letter) {
            break;
        }
    }
    length
}

/// Whether the apostrophe that begins `rest` joins two parts of a word.
fn joins_letters(rest: &str, apostrophe: char) -> bool {
    let mut after = rest[apostrophe.len_utf8()..].chars();
    match (after.next(), after.next()) {
        (Some('s' | 'S'), follow) => follow.is_some_and(char::is_alphabetic),
        (Some(one), _) => one.is_alphabetic(),
        _ => false,
    }
}

/// Combining marks that no letter class has: accents, vowel points, viramas.
fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94f}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}'
        | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
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
    super::sentence::is_abbreviation(word, &rest[length + 1..]).then_some(length + 1)
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
    let (length, class) = match first {
        '.' | '\u{2026}' => (run(first), Class::STOP),
        '!' | '?' | '\u{61f}' | '\u{964}' | '\u{3002}' | '\u{ff01}' | '\u{ff1f}' => {
            (first.len_utf8(), Class::STOP)
        }
        '-' => (run('-'), Class::DASH),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => (first.len_utf8(), Class::DASH),
        '`' | '\'' | '\u{2018}' | '\u{2019}' if rest[first.len_utf8()..].starts_with(first) => {
            (2 * first.len_utf8(), Class::NONE)
        }
        _ => (first.len_utf8(), Class::NONE),
    };
    let combining = rest[length..].chars().take_while(|&c| is_combining(c));
    (
        length + combining.map(char::len_utf8).sum::<usize>(),
        Class::MARK | class,
    )
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
            (
                "Rs500 USD3.14 A380 GBP5m K4,200 R2.5m K9 P2.5",
                &[
                    "Rs", "500", "USD", "3.14", "A380", "GBP", "5", "m", "K", "4,200", "R", "2.5",
                    "m", "K9", "P2", ".", "5",
                ],
            ),
            ("No. 5? No. He", &["No.", "5", "?", "No", ".", "He"]),
            ("inter\u{ad}net x\u{200b}y", &["inter\u{ad}net", "x", "y"]),
            ("e\u{301}te\u{301} \0a", &["e\u{301}te\u{301}", "a"]),
            (
                "the 1980s. 4p.m. at",
                &["the", "1980", "s", ".", "4", "p.m.", "at"],
            ),
            (
                "a ''socialist'' one",
                &["a", "''", "socialist", "''", "one"],
            ),
            ("東京 was カナ", &["東", "京", "was", "カナ"]),
            (
                "ok\u{1f600}\u{1f601}!",
                &["ok", "\u{1f600}", "\u{1f601}", "!"],
            ),
            (
                "Japan‘s ‘new’ rule",
                &["Japan", "‘s", "‘", "new", "’", "rule"],
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(&words(source), expected, "{source}");
        }
    }
}
