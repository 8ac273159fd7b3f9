//! The number grammar, which dates and figures share.
//!
//! [`parse`] reads the number that begins at a token: digits with separators (`1,000`, `1.5`, `1 000`), words
//! ("twenty-five", "three hundred and six", "half a million"), both with magnitudes ("2.5bn", "12 lakh"), fractions
//! ("2 1/2", "two-thirds"), ordinals ("3rd", "twenty-first") and vague numbers ("dozens", "several hundred"). It knows nothing
//! of what a number counts, nor whether it is part of a name: that is for its callers.

mod digits;
mod words;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, Text, TokenSpan, lexicon};

/// The longest number that is read, in tokens: no text makes the reader look further.
const LONGEST: usize = 24;

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value in full ("2.5 billion" is 2.5e9); the least that a vague number means.
    pub value: f64,
    /// Where it stands, with its magnitude and its ordinal ending.
    pub tokens: TokenSpan,
    /// What kind of number it is.
    pub kind: NumberKind,
    /// Whether it is spelt out: "three", "half a million"; "3 million" is not.
    pub in_words: bool,
    /// Whether it says no exact number: "dozens", "several hundred".
    pub vague: bool,
    /// How many digits stand after the decimal point.
    pub decimals: u8,
    /// The magnitude that ends it, 1 where there is none: 1e6 in "2.5 million".
    pub magnitude: f64,
}

/// The kinds of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// How many: "3", "three", "1.5 million".
    Cardinal,
    /// Which one: "3rd", "third".
    Ordinal,
    /// A part or a mixed number: "1/2", "two-thirds", "2½".
    Fraction,
}

impl Number {
    fn digits(value: f64, start: usize, end: usize) -> Self {
        Self {
            value,
            tokens: TokenSpan::at(start, end),
            kind: NumberKind::Cardinal,
            in_words: false,
            vague: false,
            decimals: 0,
            magnitude: 1.0,
        }
    }

    fn words(value: f64, start: usize, end: usize) -> Self {
        Self {
            in_words: true,
            ..Self::digits(value, start, end)
        }
    }

    fn fraction(self) -> Self {
        Self {
            kind: NumberKind::Fraction,
            ..self
        }
    }

    fn until(self, end: usize) -> Self {
        Self {
            tokens: TokenSpan::at(self.tokens.range().start, end),
            ..self
        }
    }

    /// The index of the token after the number.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.tokens.end as usize
    }
}

/// The part that a word plays in the grammar of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    /// 0 to 9.
    Unit(f64),
    /// 10 to 19.
    Teen(f64),
    /// 20, 30, … 90.
    Tens(f64),
    /// "half".
    Half,
    /// A fraction as one character.
    Mark(f64),
    /// "several", "few".
    Vague(f64),
    /// "couple", "pair", "score".
    Noun(f64),
}

/// The use of a magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Word,
    Plural,
    Letter,
}

type Table<T> = FxHashMap<&'static str, T>;

static NUMBERS: LazyLock<Table<Part>> = LazyLock::new(|| {
    table(
        include_str!("../../data/words/number.tsv"),
        |value, part| match part {
            "unit" => Part::Unit(value),
            "teen" => Part::Teen(value),
            "tens" => Part::Tens(value),
            "half" => Part::Half,
            "mark" => Part::Mark(value),
            "vague" => Part::Vague(value),
            _ => Part::Noun(value),
        },
    )
});

static MAGNITUDES: LazyLock<Table<(f64, Use)>> = LazyLock::new(|| {
    table(
        include_str!("../../data/words/magnitude.tsv"),
        |value, part| match part {
            "plural" => (value, Use::Plural),
            "letter" => (value, Use::Letter),
            _ => (value, Use::Word),
        },
    )
});

static ORDINALS: LazyLock<Table<f64>> = LazyLock::new(|| {
    table(include_str!("../../data/words/ordinal.tsv"), |value, _| {
        value
    })
});

/// What fraction words divide by, and whether they are plural.
static FRACTIONS: LazyLock<Table<(f64, bool)>> = LazyLock::new(|| {
    table(
        include_str!("../../data/words/fraction.tsv"),
        |value, part| (value, part == "many"),
    )
});

/// What a word before "a third" tells: that it is a part, or how exact a part it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Part,
    Exactness,
}

static BEFORE_FRACTION: LazyLock<Table<Before>> = LazyLock::new(|| {
    let words = |group, before| {
        lexicon::group(FRACTION_CONTEXT, group)
            .into_iter()
            .map(move |word| (word, before))
    };
    words("before", Before::Part)
        .chain(words("exactness", Before::Exactness))
        .collect()
});

static AFTER_FRACTION: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::group(FRACTION_CONTEXT, "after"));

const FRACTION_CONTEXT: &str = include_str!("../../data/words/fraction_context.tsv");

fn table<T>(list: &'static str, make: impl Fn(f64, &str) -> T) -> Table<T> {
    lexicon::entries(list)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let word = columns.next()?;
            let value = columns.next()?.parse().ok()?;
            Some((word, make(value, columns.next().unwrap_or(""))))
        })
        .collect()
}

/// The number that begins at token `at`, if one does. Looks at no more than a fixed number of tokens.
#[must_use]
pub fn parse(text: &Text<'_>, at: usize) -> Option<Number> {
    let class = text.class(at);
    if class.any(Class::NUMBER) {
        return digits::digits(text, at);
    }
    if class.any(Class::NUMBER_WORD | Class::MAGNITUDE | Class::ORDINAL_WORD) {
        return words::spelt(text, at);
    }
    match text.lower(at) {
        "a" | "an" => words::article(text, at),
        "minus" | "negative" if at == 0 || text.lower(at - 1) != "or" => {
            digits::signed(text, at, at + 1)
        }
        "+" => digits::plus(text, at),
        "." | "point" if text.is(at + 1, Class::NUMBER) => digits::leading_point(text, at),
        _ if class.any(Class::DASH) => digits::sign(text, at),
        _ => None,
    }
}

/// `value` times `by` in decimals, where `by` is a power of ten: 2.3 times a million is 2300000, 2.3 times a hundredth is
/// 0.023. A float stands for the shortest decimal that gives it, so that no digit of the text is lost.
#[must_use]
pub fn times(value: f64, by: f64) -> f64 {
    let (up, down) = if by < 1.0 {
        (1.0, (1.0 / by).round())
    } else {
        (by, 1.0)
    };
    if value.fract() == 0.0 || !value.is_finite() {
        return value * up / down;
    }
    let moved = power_of_ten(up)
        .zip(power_of_ten(down))
        .and_then(|(up, down)| moved(value, up - down));
    moved.unwrap_or(value * up / down)
}

/// `value` and so many hundredths, in decimals.
#[must_use]
pub fn with_hundredths(value: f64, hundredths: f64) -> f64 {
    (times(value, 100.0) + hundredths) / 100.0
}

/// The exponent of a power of ten up to 10^30.
fn power_of_ten(by: f64) -> Option<i32> {
    let mut power = 1.0;
    for exponent in 0..=30 {
        if power >= by {
            return (power <= by).then_some(exponent);
        }
        power *= 10.0;
    }
    None
}

/// `value` with its decimal point moved to the right by `places`.
fn moved(value: f64, places: i32) -> Option<f64> {
    let written = format!("{value:e}");
    let (digits, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    format!("{digits}e{}", exponent + places).parse().ok()
}

/// The number with the magnitudes after it, if any stand there.
fn with_magnitude(text: &Text<'_>, number: Number) -> Number {
    let mut number = number;
    for _ in 0..2 {
        let joint = usize::from(text.class(number.end()).all(Class::DASH | Class::GLUED));
        let at = number.end() + joint;
        if joint > 0 && !text.class(at).all(Class::MAGNITUDE | Class::GLUED) {
            break;
        }
        let Some(magnitude) = multiplier(text, &number, at) else {
            break;
        };
        number = Number {
            value: times(number.value, magnitude),
            magnitude: number.magnitude * magnitude,
            ..number.until(at + 1)
        };
    }
    words::and_a_half(text, number)
}

/// What the token at `at` multiplies `number` by.
fn multiplier(text: &Text<'_>, number: &Number, at: usize) -> Option<f64> {
    if !number.in_words && text.is(at, Class::GLUED) && is_letter_magnitude(text, at) {
        match text.word(at) {
            "M" | "MM" => return Some(1e6),
            "b" => return Some(1e9),
            _ => {}
        }
    }
    let (magnitude, using) = magnitude(text, at)?;
    let letter = using == Use::Letter && (number.in_words || !is_letter_magnitude(text, at));
    (!letter && number.magnitude <= magnitude && text.lower(at) != "tens").then_some(magnitude)
}

/// Whether the letters at `at` are a magnitude: `k` must be glued, and no letter or digit goes on after it.
fn is_letter_magnitude(text: &Text<'_>, at: usize) -> bool {
    let single = text.word(at).len() == 1;
    let ends = !text.is(at + 1, Class::GLUED) || !text.is(at + 1, Class::NUMBER | Class::WORD);
    ends && (!single || text.is(at, Class::GLUED)) && text.word(at) != "MIL"
}

fn magnitude(text: &Text<'_>, at: usize) -> Option<(f64, Use)> {
    text.is(at, Class::MAGNITUDE)
        .then(|| MAGNITUDES.get(text.lower(at)).copied())
        .flatten()
}

fn number_word(text: &Text<'_>, at: usize) -> Option<Part> {
    text.is(at, Class::NUMBER_WORD)
        .then(|| NUMBERS.get(text.lower(at)).copied())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(source: &str) -> Option<(f64, String)> {
        let text = Text::new(source, &[]);
        parse(&text, 0).map(|n| (n.value, text.slice(n.tokens).to_owned()))
    }

    #[test]
    fn numbers_in_digits_and_words() {
        let cases: &[(&str, f64, &str)] = &[
            ("1,000 men", 1000.0, "1,000"),
            ("12,34,567 votes", 1_234_567.0, "12,34,567"),
            ("816 000 t", 816_000.0, "816 000"),
            ("1.5 of", 1.5, "1.5"),
            ("7.2bn.", 7.2e9, "7.2bn"),
            ("40-million", 4e7, "40-million"),
            ("12 lakh people", 1.2e6, "12 lakh"),
            ("100k", 1e5, "100k"),
            ("2 1/2 times", 2.5, "2 1/2"),
            ("2½ times", 2.5, "2½"),
            ("¾ inch", 0.75, "¾"),
            ("3/4 of it", 0.75, "3/4"),
            ("2 and a half years", 2.5, "2 and a half"),
            (".77 points", 0.77, ".77"),
            ("point 77", 0.77, "point 77"),
            ("-3 degrees", -3.0, "-3"),
            ("minus three degrees", -3.0, "minus three"),
            ("twenty-five men", 25.0, "twenty-five"),
            ("three hundred and six men", 306.0, "three hundred and six"),
            ("two hundred and three hundred", 200.0, "two hundred"),
            ("a dozen eggs", 12.0, "a dozen"),
            ("two dozen eggs", 24.0, "two dozen"),
            ("half a million men", 5e5, "half a million"),
            ("half a dozen", 6.0, "half a dozen"),
            ("half of them", 0.5, "half"),
            ("two and a half million", 2.5e6, "two and a half million"),
            ("a million and a half", 1.5e6, "a million and a half"),
            ("two-thirds of", 2.0 / 3.0, "two-thirds"),
            ("one third of", 1.0 / 3.0, "one third"),
            ("a quarter of", 0.25, "a quarter"),
            ("a quarter", 0.25, "a quarter"),
            ("three thousand million", 3e9, "three thousand million"),
            (
                "two million three hundred thousand",
                2.3e6,
                "two million three hundred thousand",
            ),
            ("two point two million", 2.2e6, "two point two million"),
            ("a hundred and seven men", 107.0, "a hundred and seven"),
            (
                "four hundred and eighty thousand men",
                480_000.0,
                "four hundred and eighty thousand",
            ),
            ("+62.5 per cent", 62.5, "+62.5"),
            ("a fifth.", 0.2, "a fifth"),
            ("a third lower", 1.0 / 3.0, "a third"),
            ("7 121", 7121.0, "7 121"),
            ("7\n121", 7.0, "7"),
            ("twelve and six", 12.0, "twelve"),
        ];
        for &(source, value, slice) in cases {
            let (got, at) = first(source).unwrap_or((f64::NAN, String::new()));
            assert!(
                (got - value).abs() < 1e-9 * value.abs().max(1.0),
                "{source}: {got}"
            );
            assert_eq!(at, slice, "{source}");
        }
    }

    #[test]
    fn ordinals_fractions_and_vague_numbers_are_marked() {
        let number = |source: &str| {
            let text = Text::new(source, &[]);
            parse(&text, 0).unwrap()
        };
        for (source, value) in [
            ("3rd", 3.0),
            ("third", 3.0),
            ("twenty-first", 21.0),
            ("two hundred and third", 203.0),
        ] {
            let ordinal = number(source);
            assert_eq!(ordinal.kind, NumberKind::Ordinal, "{source}");
            assert!((ordinal.value - value).abs() < 1e-9, "{source}");
        }
        assert_eq!(number("two-thirds of it").kind, NumberKind::Fraction);
        assert!(number("tens of thousands of people").vague);
        assert!(number("a few hundred people").vague);
        assert!(!number("a hundred people").vague);
        assert_eq!(number("2.50 dollars").decimals, 2);
        assert!(number("2.5 million").magnitude > 1.0);
    }

    #[test]
    fn a_point_in_time_is_no_decimal_point() {
        let at = |source| parse(&Text::new(source, &[]), 2).map(|number| number.value);
        assert_eq!(at("At that point 5 people left."), None);
        assert_eq!(at("Rates rose point 5 percent."), Some(0.5));
    }

    #[test]
    fn decimals_stay_exact() {
        for (source, value) in [
            ("2.3 million", 2_300_000.0),
            ("1.1bn", 1_100_000_000.0),
            ("8.12 lakh crore", 8_120_000_000_000.0),
            ("0.1", 0.1),
            ("4.35mn", 4_350_000.0),
            ("two point three five", 2.35),
        ] {
            assert_eq!(first(source).map(|n| n.0), Some(value), "{source}");
        }
        assert_eq!(times(2.3, 0.01), 0.023);
        assert_eq!(with_hundredths(20.1, 43.0), 20.53);
    }

    #[test]
    fn codes_and_plain_words_are_no_numbers() {
        for source in [
            "1.2.3",
            "192.168.0.1",
            "1,2,3,4",
            "a man",
            "point of order",
            "several men",
            "a score",
            "+82 10",
            "a third man",
            "1111111111111111111111111111",
        ] {
            assert_eq!(first(source), None, "{source}");
        }
    }
}
