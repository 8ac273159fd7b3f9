//! Numbers in words.

use super::digits::{and_a_fraction, mixed};
use super::{
    AFTER_FRACTION, BEFORE_FRACTION, Before, FRACTIONS, LONGEST, Number, NumberKind, ORDINALS,
    Part, Use, magnitude, number_word, with_magnitude,
};
use crate::text::{Class, Text};

/// A number that begins with a number word, a magnitude or an ordinal.
pub(super) fn spelt(text: &Text<'_>, at: usize) -> Option<Number> {
    if text.is(at, Class::ORDINAL_WORD) {
        let value = *ORDINALS.get(text.lower(at))?;
        if let Some(&(below, false)) = FRACTIONS.get(text.lower(at))
            && is_ranked(text, at)
        {
            return Some(Number::words(1.0 / below, at, at + 1).fraction());
        }
        return Some(Number {
            kind: NumberKind::Ordinal,
            ..Number::words(value, at, at + 1)
        });
    }
    if let Some((value, using)) = magnitude(text, at) {
        return match using {
            Use::Plural => Some(plural(text, value, at)),
            Use::Word if at == 0 || !text.is(at, Class::GLUED) => Some(with_magnitude(
                text,
                Number {
                    magnitude: value,
                    ..Number::words(value, at, at + 1)
                },
            )),
            Use::Word | Use::Letter => None,
        };
    }
    match number_word(text, at)? {
        Part::Mark(value) => {
            Some(with_magnitude(text, Number::digits(value, at, at + 1)).fraction())
        }
        Part::Half => Some(half(text, at)),
        Part::Vague(value) => vague(text, value, at, at + 1),
        Part::Noun(_) => None,
        Part::Unit(_) | Part::Teen(_) | Part::Tens(_) => cardinal(text, at),
    }
}

/// "wait for a fifth.": after some prepositions it is one more of them.
fn is_ordered(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    matches!(before, "for" | "on" | "with" | "in")
}

/// "the poorest fifth of households", "the top third of the table".
fn is_ranked(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |i| text.lower(i));
    let rank = before.ends_with("est") || matches!(before, "top" | "bottom" | "upper" | "lower");
    rank && text.lower(at + 1) == "of"
}

/// "hundreds", "tens of thousands", "hundreds of thousands".
fn plural(text: &Text<'_>, value: f64, at: usize) -> Number {
    let (mut value, mut end) = (value, at + 1);
    if text.lower(end) == "of"
        && let Some((magnitude, Use::Plural)) = magnitude(text, end + 1)
    {
        value *= magnitude;
        end += 2;
    }
    Number {
        vague: true,
        magnitude: value,
        ..Number::words(value, at, end)
    }
}

/// "several hundred", "a few dozen": a vague number needs a magnitude to be one.
fn vague(text: &Text<'_>, value: f64, start: usize, end: usize) -> Option<Number> {
    let number = with_magnitude(text, Number::words(value, start, end));
    (number.magnitude > 1.0).then_some(Number {
        vague: true,
        ..number
    })
}

/// "half", "half a million", "half-million", "half a dozen"; "half a percent" ends before its unit.
fn half(text: &Text<'_>, at: usize) -> Number {
    let number = Number::words(0.5, at, at + 1).fraction();
    let article = usize::from(matches!(text.lower(at + 1), "a" | "of"));
    let scaled = with_magnitude(text, number.until(at + 1 + article));
    if scaled.magnitude > 1.0 && text.lower(at + 1) != "of" {
        return Number {
            kind: NumberKind::Cardinal,
            ..scaled
        };
    }
    number.until(at + 1 + usize::from(text.lower(at + 1) == "a"))
}

/// "a dozen", "a few hundred", "a couple", "a third of", "a half".
pub(super) fn article(text: &Text<'_>, at: usize) -> Option<Number> {
    if text.class(at + 1).any(Class::MAGNITUDE) {
        let (value, using) = magnitude(text, at + 1)?;
        let number = Number {
            magnitude: value,
            ..Number::words(value, at, at + 2)
        };
        return (using == Use::Word).then(|| tail(text, number));
    }
    match number_word(text, at + 1) {
        Some(Part::Vague(value)) => return vague(text, value, at, at + 2),
        Some(Part::Noun(value)) if text.lower(at + 2) == "of" || text.lower(at + 1) != "score" => {
            let of = usize::from(text.lower(at + 2) == "of");
            let scaled = with_magnitude(text, Number::words(value, at, at + 2 + of));
            let end = if scaled.magnitude > 1.0 {
                scaled.end()
            } else {
                at + 2
            };
            return Some(scaled.until(end));
        }
        _ => {}
    }
    let (below, many) = *FRACTIONS.get(text.lower(at + 1))?;
    if let Some((value, Use::Word)) = magnitude(text, at + 2)
        && !many
    {
        return Some(Number::words(value / below, at, at + 3));
    }
    (!many && below > 2.0 && is_part(text, below, at))
        .then(|| Number::words(1.0 / below, at, at + 2).fraction())
}

/// Whether "a third", "a fifth" at `at` is a part rather than one more: by the words before and after it.
fn is_part(text: &Text<'_>, below: f64, at: usize) -> bool {
    let part = at
        .checked_sub(1)
        .map_or(Some(&Before::Part), |i| BEFORE_FRACTION.get(text.lower(i)));
    let after = text.lower(at + 2);
    let alone = !text.is(at + 2, Class::WORD);
    let last = below > 4.0 && alone && !is_ordered(text, at);
    let said = after == "of" || part.is_some() || last || below != 4.0 && !alone;
    let loose = part == Some(&Before::Exactness)
        && !(text.is(at + 2, Class::DASH) || matches!(after, "time" | "and" | "or"));
    let hyphen = usize::from(text.class(at + 2).all(Class::DASH | Class::GLUED));
    let of_point = below == 4.0 && matches!(text.lower(at + 2 + hyphen), "point" | "percentage");
    AFTER_FRACTION.contains(after) || loose || of_point || said && ends_fraction(text, at + 2)
}

/// What may follow a magnitude in words: "a hundred and six", "a million two hundred thousand".
fn tail(text: &Text<'_>, number: Number) -> Number {
    let mut sum = Sum::default();
    sum.magnitude(number.value);
    let start = sum.joint(text, number.end());
    let end = Some(sum.read(text, start)).filter(|end| *end > start);
    let end = end.unwrap_or(number.end());
    let scaled = sum.total() > number.value;
    let number = Number {
        value: sum.total(),
        magnitude: if scaled { 1.0 } else { number.magnitude },
        ..number.until(end)
    };
    if scaled {
        number
    } else {
        and_a_half(text, number)
    }
}

/// "a million and a half": a part of the magnitude that is added to it.
pub(super) fn and_a_half(text: &Text<'_>, number: Number) -> Number {
    let part = (number.magnitude >= 1000.0)
        .then(|| and_a_fraction(text, number.end()))
        .flatten();
    part.map_or(number, |part| Number {
        value: number.value + part.value * number.magnitude,
        ..number.until(part.end())
    })
}

/// A cardinal in words, or the ordinal or fraction that it turns into at its end.
fn cardinal(text: &Text<'_>, at: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let end = sum.read(text, at);
    if end == at {
        return None;
    }
    let last = sum.last_magnitude();
    let number = Number {
        magnitude: last,
        ..Number::words(sum.total(), at, end)
    };
    if sum.small()
        && let Some(parts) = parts_of(text, sum.total(), at, end)
    {
        return Some(with_magnitude(text, parts));
    }
    if let Some(value) = ordinal_after(text, &sum, end) {
        let joint = ordinal_joint(text, &sum, end);
        return Some(Number {
            value,
            kind: NumberKind::Ordinal,
            ..number.until(end + joint + 1)
        });
    }
    if let Some(spoken) = spoken_point(text, number) {
        return Some(with_magnitude(text, spoken));
    }
    if last > 1.0 {
        return Some(and_a_half(text, number));
    }
    Some(mixed(text, number).map_or(number, |mixed| with_magnitude(text, mixed)))
}

/// "two point two", "nought point zero three", "two hundred point seventy-one".
fn spoken_point(text: &Text<'_>, number: Number) -> Option<Number> {
    let at = number.end() + 1;
    if text.lower(at - 1) != "point" {
        return None;
    }
    let digit = |i: usize| match number_word(text, i) {
        Some(Part::Unit(value)) => Some(value),
        _ => None,
    };
    let hyphen = usize::from(text.is(at + 1, Class::DASH));
    let (part, decimals, end) = match number_word(text, at)? {
        Part::Unit(tenths) => digit(at + 1).map_or((tenths * 10.0, 1, at + 1), |more| {
            (tenths * 10.0 + more, 2, at + 2)
        }),
        Part::Tens(tens) => {
            let unit = digit(at + 1 + hyphen);
            let end = unit.map_or(at + 1, |_| at + 2 + hyphen);
            (tens + unit.unwrap_or(0.0), 2, end)
        }
        _ => return None,
    };
    Some(Number {
        value: super::with_hundredths(number.value, part),
        magnitude: 1.0,
        decimals,
        ..number.until(end)
    })
}

/// "two-thirds", "one half", "three quarters of": the parts after `above` at `end`.
pub(super) fn parts_of(text: &Text<'_>, above: f64, start: usize, end: usize) -> Option<Number> {
    let dash = text.word(end) == "-";
    let at = end + usize::from(dash);
    let &(below, many) = FRACTIONS.get(text.lower(at))?;
    #[expect(clippy::float_cmp, reason = "small whole numbers are exact")]
    let agrees = many == (above != 1.0) && above > 0.0;
    let time = below == 4.0 && !dash && text.lower(at + 1) != "of";
    let noun = !many && !dash && below != 2.0 && !ends_fraction(text, at + 1);
    (agrees && !time && !noun).then(|| Number::words(above / below, start, at + 1).fraction())
}

/// Whether what stands after "third", "fifth" lets it be a part rather than a place in an order.
fn ends_fraction(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let joint = text.is(at, Class::DASH) && text.is(at, Class::GLUED);
    let goes_on = matches!(word, "and" | "or") || text.is(at, Class::PRONOUN);
    matches!(
        word,
        "percent" | "per" | "time" | "percentage" | "point" | "mile"
    ) || !joint && !goes_on && (!text.is(at, Class::WORD) || text.is(at, Class::FUNCTION))
}

/// The value of "twenty-first", "two hundred and third" whose cardinal part ends at `end`.
fn ordinal_after(text: &Text<'_>, sum: &Sum, end: usize) -> Option<f64> {
    let value = *ORDINALS.get(text.lower(end + ordinal_joint(text, sum, end)))?;
    if value >= 100.0 {
        return Some(sum.total() * value).filter(|_| sum.small());
    }
    sum.takes(value).then(|| sum.total() + value)
}

/// How many tokens stand between a cardinal and the ordinal that ends it: a glued hyphen, or "and".
fn ordinal_joint(text: &Text<'_>, sum: &Sum, end: usize) -> usize {
    let and = sum.last >= 100.0 && text.lower(end) == "and";
    usize::from(and || text.class(end).all(Class::DASH | Class::GLUED))
}

/// A cardinal in words as it is added up: whole groups, and the group below a thousand that is being read.
#[derive(Debug, Default)]
struct Sum {
    done: f64,
    group: f64,
    last: f64,
}

impl Sum {
    fn total(&self) -> f64 {
        self.done + self.group
    }

    /// Whether it is a plain number below a hundred, of which there can be parts.
    fn small(&self) -> bool {
        self.done == 0.0 && self.last < 100.0
    }

    /// The magnitude that ended it, 1 where something came after.
    fn last_magnitude(&self) -> f64 {
        if self.last >= 100.0 || self.last == 12.0 && self.group != 12.0 {
            self.last
        } else {
            1.0
        }
    }

    /// Whether `value`, below a hundred, can come next: nothing yet, after a magnitude, or a unit after tens.
    fn takes(&self, value: f64) -> bool {
        let tens = self.last >= 20.0 && self.last < 100.0;
        self.last == 0.0 && self.total() == 0.0
            || self.last >= 100.0
            || tens && value < 10.0 && value > 0.0
    }

    fn add(&mut self, value: f64) {
        self.group += value;
        self.last = if value == 0.0 || value == 12.0 {
            1.0
        } else {
            value
        };
    }

    fn magnitude(&mut self, magnitude: f64) {
        if magnitude <= 100.0 {
            self.group = self.group.max(1.0) * magnitude;
        } else if self.group == 0.0 {
            self.done = self.done.max(1.0) * magnitude;
        } else if magnitude > self.done {
            self.done = self.total() * magnitude;
            self.group = 0.0;
        } else {
            self.done += self.group * magnitude;
            self.group = 0.0;
        }
        self.last = magnitude;
    }

    /// Reads words from `at` on and gives the index after the last that belongs to the number.
    fn read(&mut self, text: &Text<'_>, at: usize) -> usize {
        let mut end = at;
        let mut next = at;
        while next < at + LONGEST {
            if let Some(Part::Unit(value) | Part::Teen(value) | Part::Tens(value)) =
                number_word(text, next)
            {
                if !self.takes(value) {
                    break;
                }
                self.add(value);
            } else if let Some((value, Use::Word | Use::Plural)) = magnitude(text, next)
                && self.total() > 0.0
                && self.multiplies(value)
            {
                self.magnitude(value);
            } else {
                break;
            }
            end = next + 1;
            next = self.joint(text, end);
        }
        end
    }

    /// Whether a magnitude can come next: "two hundred", "two hundred thousand", "three thousand million".
    fn multiplies(&self, magnitude: f64) -> bool {
        if magnitude <= 100.0 {
            return self.group > 0.0 && self.group < 100.0 && self.last < 100.0;
        }
        self.group > 0.0 && (self.done == 0.0 || self.done > magnitude || self.last > 100.0)
            || self.group == 0.0 && self.last < magnitude
    }

    /// Steps over what joins the parts of a number: a glued hyphen, or "and" where only tens and units follow.
    fn joint(&self, text: &Text<'_>, end: usize) -> usize {
        let part = Class::NUMBER_WORD | Class::MAGNITUDE;
        let tens = self.last >= 20.0 && self.last < 100.0;
        if text.word(end) == "-"
            && tens
            && matches!(number_word(text, end + 1), Some(Part::Unit(_)))
        {
            return end + 1;
        }
        if text.class(end).all(Class::DASH | Class::GLUED) {
            return if text.class(end + 1).any(part) {
                end + 1
            } else {
                end
            };
        }
        if self.last >= 100.0
            && matches!(text.lower(end), "and" | "&")
            && self.only_small(text, end + 1)
        {
            return end + 1;
        }
        end
    }

    /// Whether what begins at `at` is a number below a hundred and no more, so that "and" joins it to this one.
    fn only_small(&self, text: &Text<'_>, at: usize) -> bool {
        let mut next = at;
        match number_word(text, at) {
            Some(Part::Unit(_) | Part::Teen(_)) => next += 1,
            Some(Part::Tens(_)) => {
                next += 1;
                let unit = next + usize::from(text.is(next, Class::DASH));
                if matches!(number_word(text, unit), Some(Part::Unit(_))) {
                    next = unit + 1;
                }
            }
            _ => return false,
        }
        if FRACTIONS.contains_key(text.lower(next)) {
            return false;
        }
        let unit = text.lower(next) == "hundred" && self.last > 100.0
            || self.last <= 100.0
                && magnitude(text, next).is_some_and(|(value, _)| value >= 1000.0);
        unit || !text.is(next, Class::MAGNITUDE)
    }
}
