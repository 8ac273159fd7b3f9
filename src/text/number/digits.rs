//! Numbers in digits: separators, ordinal endings, fractions, groups after spaces.

use super::words::{parts_of, spelt};
use super::{FRACTIONS, Number, NumberKind, Part, number_word, with_magnitude};
use crate::text::{Class, Text, TokenSpan};

/// The longest run of digits and separators that is a number rather than a code.
const LONGEST_DIGITS: usize = 24;

pub(super) fn digits(text: &Text<'_>, at: usize) -> Option<Number> {
    let (value, decimals) = read_digits(text.word(at))?;
    let number = Number {
        decimals,
        ..Number::digits(value, at, at + 1)
    };
    if text.is(at + 1, Class::GLUED) {
        if is_ordinal_ending(text.lower(at + 1)) && decimals == 0 {
            return Some(Number {
                kind: NumberKind::Ordinal,
                ..number.until(at + 2)
            });
        }
        if let Some(fraction) = slash(text, at) {
            return Some(with_magnitude(text, fraction));
        }
    }
    let number = grouped(text, number);
    let number = mixed(text, number).unwrap_or(number);
    Some(with_magnitude(text, number))
}

fn is_ordinal_ending(ending: &str) -> bool {
    matches!(ending, "st" | "nd" | "rd" | "th")
}

/// The value of digits with their separators, and how many decimals they have; none for versions, addresses and codes.
fn read_digits(word: &str) -> Option<(f64, u8)> {
    if word.len() > LONGEST_DIGITS {
        return None;
    }
    let commas = word.bytes().filter(|&b| b == b',').count();
    let points = word.bytes().filter(|&b| b == b'.').count();
    if commas == 0 && points == 0 {
        return Some((word.parse().ok()?, 0));
    }
    if points > 1 {
        return (commas == 0 && is_grouped(word, '.') && word.ends_with("000"))
            .then(|| word.replace('.', ""))
            .and_then(|plain| Some((plain.parse().ok()?, 0)));
    }
    let (whole, part) = word.split_once('.').unwrap_or((word, ""));
    if part.contains(',') {
        return None;
    }
    let plain = if commas == 0 || is_grouped(whole, ',') {
        word.replace(',', "")
    } else if commas == 1 && points == 0 && word.len() - word.find(',')? <= 3 {
        word.replace(',', ".")
    } else {
        return None;
    };
    let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len());
    Some((plain.parse().ok()?, u8::try_from(decimals).ok()?))
}

/// Groups of three digits, or of two before the last three as in India.
fn is_grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator);
    let first = groups.next().map_or(0, str::len);
    let rest: Vec<usize> = groups.map(str::len).collect();
    let Some((&last, middle)) = rest.split_last() else {
        return true;
    };
    let indian = separator == ',' && first <= 2 && middle.iter().all(|&n| n == 2);
    (1..=3).contains(&first) && last == 3 && (middle.iter().all(|&n| n == 3) || indian)
}

/// `816 000`: groups of three digits after single spaces.
fn grouped(text: &Text<'_>, number: Number) -> Number {
    let (start, mut end) = (number.tokens.range().start, number.end());
    let plain = |at: usize| text.word(at).bytes().all(|b| b.is_ascii_digit());
    let month = start > 0 && text.is(start - 1, Class::MONTH);
    let lone = text.word(start).len() > 3 || text.word(start).starts_with('0');
    let run = start > 0 && text.is(start - 1, Class::NUMBER);
    if month || lone || run || !plain(start) || number.decimals > 0 {
        return number;
    }
    let mut value = number.value;
    while end - start < 5 && text.is(end, Class::NUMBER) && text.word(end).len() == 3 {
        let group: Option<f64> = text.word(end).parse().ok();
        let (Some(group), true, true) = (group, plain(end), is_one_space(text, end)) else {
            break;
        };
        value = value * 1000.0 + group;
        end += 1;
    }
    if end > start + 1 && text.is(end, Class::NUMBER) {
        return number;
    }
    Number {
        value,
        ..number.until(end)
    }
}

/// Whether one space, and no end of line, stands before the token at `at`.
fn is_one_space(text: &Text<'_>, at: usize) -> bool {
    let gap = text.tokens[at - 1].span.end as usize..text.tokens[at].span.start as usize;
    matches!(
        text.source().get(gap),
        Some(" " | "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}")
    )
}

/// `1/2` at `at`, where the part is less than the whole and no date goes on after it.
fn slash(text: &Text<'_>, at: usize) -> Option<Number> {
    let glued = Class::NUMBER | Class::GLUED;
    if !matches!(text.word(at + 1), "/" | "\u{2044}") || !text.class(at + 2).all(glued) {
        return None;
    }
    let above = read_digits(text.word(at))
        .filter(|&(_, decimals)| decimals == 0)?
        .0;
    let below = read_digits(text.word(at + 2))
        .filter(|&(_, decimals)| decimals == 0)?
        .0;
    let goes_on = text.is(at + 3, Class::GLUED) && text.word(at + 3) == "/";
    let before = at > 0 && text.is(at, Class::GLUED) && text.word(at - 1) == "/";
    let part = above > 0.0 && above < below && below <= 1000.0;
    (part && !goes_on && !before).then(|| Number::digits(above / below, at, at + 3).fraction())
}

/// `2 1/2`, `2½`, "2 and a half".
pub(super) fn mixed(text: &Text<'_>, whole: Number) -> Option<Number> {
    let end = whole.end();
    if whole.decimals > 0 {
        return None;
    }
    if let Some(Part::Mark(part)) = number_word(text, end) {
        return Some(
            Number {
                value: whole.value + part,
                ..whole.until(end + 1)
            }
            .fraction(),
        );
    }
    let joint = if text.is(end, Class::DASH) && text.is(end, Class::GLUED) {
        end + 1
    } else {
        end
    };
    let part = text
        .is(joint, Class::NUMBER)
        .then(|| slash(text, joint))
        .flatten()
        .or_else(|| and_a_fraction(text, end))?;
    Some(
        Number {
            value: whole.value + part.value,
            ..whole.until(part.end())
        }
        .fraction(),
    )
}

/// "and a half", "and three quarters", "and one-third" at `at`.
pub(super) fn and_a_fraction(text: &Text<'_>, at: usize) -> Option<Number> {
    if text.lower(at) != "and" {
        return None;
    }
    let number = if text.lower(at + 1) == "a" {
        let &(below, many) = FRACTIONS.get(text.lower(at + 2))?;
        (!many).then(|| Number::words(1.0 / below, at + 1, at + 3))?
    } else {
        match number_word(text, at + 1)? {
            Part::Unit(above) => parts_of(text, above, at + 1, at + 2)?,
            _ => return None,
        }
    };
    let other = matches!(text.lower(number.end()), "of" | "-")
        || text.is(number.end(), Class::WORD) && text.lower(number.end() - 1) != "half";
    (!other || number.end() > at + 2 && text.is(number.end(), Class::FUNCTION | Class::TIME_UNIT))
        .then_some(number)
}

pub(super) fn signed(text: &Text<'_>, start: usize, at: usize) -> Option<Number> {
    let number = if text.is(at, Class::NUMBER) {
        digits(text, at)?
    } else {
        spelt(text, at)?
    };
    let tokens = TokenSpan::at(start, number.end());
    Some(Number {
        value: -number.value,
        tokens,
        ..number
    })
    .filter(|number| number.kind != NumberKind::Ordinal)
}

/// A minus sign: a dash that stands free on the left and is glued to digits.
pub(super) fn sign(text: &Text<'_>, at: usize) -> Option<Number> {
    let dash = matches!(text.word(at), "-" | "\u{2212}" | "\u{2013}");
    let opened = text.is(at, Class::GLUED) && !text.word(at.wrapping_sub(1)).starts_with('(');
    let range = at > 0 && text.is(at - 1, Class::NUMBER);
    (dash && !opened && !range && text.class(at + 1).all(Class::NUMBER | Class::GLUED))
        .then(|| signed(text, at, at + 1))
        .flatten()
}

/// "+62.5", "+3%": a plus sign that stands free on the left, before what is no telephone number.
pub(super) fn plus(text: &Text<'_>, at: usize) -> Option<Number> {
    let free = !text.is(at, Class::GLUED) && text.class(at + 1).all(Class::NUMBER | Class::GLUED);
    let number = free.then(|| digits(text, at + 1)).flatten()?;
    let share = number.decimals > 0 || is_share(text, number.end());
    (number.kind == NumberKind::Cardinal && share).then(|| Number {
        tokens: TokenSpan::at(at, number.end()),
        ..number
    })
}

/// Whether a sign or word of shares stands at `at`.
fn is_share(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "%" | "per" | "percent" | "pct" | "pc")
}

/// ".77", "point 5 percent": a point that stands free on the left; a word only before a share or a magnitude, or where nothing
/// is before it ("at that point 5 people left").
pub(super) fn leading_point(text: &Text<'_>, at: usize) -> Option<Number> {
    let glued = text.is(at + 1, Class::GLUED);
    let written = text.word(at) == "." && glued && !text.is(at, Class::GLUED);
    let after = text.word(at + 1);
    let part = at == 0 || is_share(text, at + 2) || text.is(at + 2, Class::MAGNITUDE);
    let spoken = text.word(at) != "." && part;
    if !(written || spoken) || after.len() > 9 || !after.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = format!("0.{after}").parse().ok()?;
    let number = Number {
        decimals: u8::try_from(after.len()).unwrap_or(u8::MAX),
        ..Number::digits(value, at, at + 2)
    };
    Some(with_magnitude(text, number))
}
