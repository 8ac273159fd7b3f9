//! Units, percent signs and currencies: which one stands at a token.

use super::lists::{POUNDS_OF, TIMES, WEIGHT};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::number::Number;
use crate::text::{Class, Text, lexicon};

/// A unit as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    /// Its name: `%`, an ISO 4217 code, or the unit in the singular.
    pub(super) name: &'static str,
    /// What it does to the number: 0.01 for cents, 1e6 for "MUSD".
    pub(super) scale: f64,
    /// The index of the token after it.
    pub(super) end: usize,
}

/// What names a unit after its first token: the further tokens, and the unit.
#[derive(Debug)]
struct Form {
    rest: Vec<&'static str>,
    name: &'static str,
    scale: f64,
}

/// Units by the first token of their forms, the longest first.
#[derive(Debug, Default)]
pub(super) struct Forms(FxHashMap<&'static str, Vec<Form>>);

/// Units by their forms in lower case, and by their case-exact abbreviations.
static UNIT_WORDS: LazyLock<Forms> = LazyLock::new(|| Forms::read(UNITS, 1, 1.0));
static UNIT_MARKS: LazyLock<Forms> = LazyLock::new(|| Forms::read(UNITS, 2, 1.0));
static PERCENTS: LazyLock<Forms> =
    LazyLock::new(|| Forms::read(include_str!("../../data/figures/percent.tsv"), 1, 1.0));
static CURRENCY_WORDS: LazyLock<Forms> = LazyLock::new(|| {
    let mut all = Forms::read(CURRENCIES, 1, 1.0);
    for (first, cents) in Forms::read(CURRENCIES, 3, 0.01).0 {
        all.0.entry(first).or_default().extend(cents);
    }
    all.longest_first();
    all
});
static CURRENCY_MARKS: LazyLock<Forms> = LazyLock::new(|| Forms::read(CURRENCIES, 2, 1.0));

/// Currency marks by their last token, for what stands before a number.
static MARKS_BEFORE: LazyLock<Forms> = LazyLock::new(|| {
    let mut all = Forms::default();
    for (first, forms) in &CURRENCY_MARKS.0 {
        for form in forms {
            let mut tokens = vec![*first];
            tokens.extend(&form.rest);
            tokens.reverse();
            all.0.entry(tokens[0]).or_default().push(Form {
                rest: tokens[1..].to_vec(),
                ..*form
            });
        }
    }
    all.longest_first();
    all
});

const UNITS: &str = include_str!("../../data/figures/units.tsv");
const CURRENCIES: &str = include_str!("../../data/figures/currencies.tsv");

impl Forms {
    /// Reads a column of a table whose first is the name: forms parted by semicolons, "fils/1000" for the thousandth part.
    pub(super) fn read(table: &'static str, column: usize, scale: f64) -> Self {
        let mut all = Self::default();
        for line in lexicon::entries(table) {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or("");
            for form in columns.nth(column - 1).unwrap_or("").split(';') {
                all.add(name, form.trim(), scale);
            }
        }
        all.longest_first();
        all
    }

    fn add(&mut self, name: &'static str, form: &'static str, scale: f64) {
        let part = form
            .split_once('/')
            .and_then(|(form, parts)| Some((form, parts.parse::<f64>().ok()?)));
        let (form, scale) = part.map_or((form, scale), |(form, parts)| (form, 1.0 / parts));
        let tokens = pieces(form);
        if let Some((&first, rest)) = tokens.split_first() {
            self.0.entry(first).or_default().push(Form {
                rest: rest.to_vec(),
                name,
                scale,
            });
        }
    }

    fn longest_first(&mut self) {
        for entry in self.0.values_mut() {
            entry.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
        }
    }

    /// All units whose longest form begins at `at`; `read` gives a token.
    pub(super) fn at<'t>(&self, at: usize, read: impl Fn(usize) -> &'t str) -> Vec<Unit> {
        let forms = self.0.get(read(at)).map_or(&[][..], Vec::as_slice);
        let Some((longest, _)) = matching(forms, at, &read) else {
            return Vec::new();
        };
        let fits = |form: &&Form| form.rest == longest.rest;
        let unit = |form: &Form| form.unit(at + 1 + form.rest.len());
        forms.iter().filter(fits).map(unit).collect()
    }

    fn lookup<'t>(&self, at: usize, read: impl Fn(usize) -> &'t str) -> Option<Unit> {
        let (form, end) = matching(self.0.get(read(at))?, at, &read)?;
        Some(form.unit(end))
    }
}

impl Form {
    const fn unit(&self, end: usize) -> Unit {
        Unit {
            name: self.name,
            scale: self.scale,
            end,
        }
    }
}

/// The tokens of a form, as the tokeniser parts them: `US$` is two.
fn pieces(form: &'static str) -> Vec<&'static str> {
    let text = Text::new(form, &[]);
    (0..text.len()).map(|i| text.word(i)).collect()
}

/// The longest of `forms` whose further tokens stand at `at + 1`; `read` gives a token.
fn matching<'a, 't>(
    forms: &'a [Form],
    at: usize,
    read: impl Fn(usize) -> &'t str,
) -> Option<(&'a Form, usize)> {
    forms.iter().find_map(|form| {
        let fits = form
            .rest
            .iter()
            .enumerate()
            .all(|(i, piece)| read(at + 1 + i) == *piece);
        fits.then_some((form, at + 1 + form.rest.len()))
    })
}

/// Steps over a hyphen between a number and its unit: "3-inch", "five-per-cent".
fn after_hyphen(text: &Text<'_>, at: usize) -> usize {
    let glued = Class::DASH | Class::GLUED;
    let joins = text.class(at).all(glued) && text.class(at + 1).all(Class::WORD | Class::GLUED);
    at + usize::from(joins && text.word(at).chars().count() == 1)
}

/// "%", "per cent", "percentage points", "basis points" at `at`.
pub(super) fn percent(text: &Text<'_>, at: usize) -> Option<Unit> {
    let at = after_hyphen(text, at);
    let unit = PERCENTS.lookup(at, |i| text.lower(i))?;
    let other_case = matches!(text.lower(at), "pc" | "pp" | "pct") && text.is(at, Class::CAPITAL);
    (is_whole(text, unit.end) && !other_case).then_some(unit)
}

/// The unit of measure that stands at `at`, right after a number; abbreviations only `after_digits`.
pub(super) fn measure(text: &Text<'_>, at: usize, after_digits: bool) -> Option<Unit> {
    let at = after_hyphen(text, at);
    let word = UNIT_WORDS
        .lookup(at, |i| text.lower(i))
        .filter(|unit| is_whole(text, unit.end));
    if word.is_some() || !after_digits {
        return word;
    }
    UNIT_MARKS
        .lookup(at, |i| text.word(i))
        .filter(|unit| is_whole(text, unit.end) && !is_other_word(text, at, unit.end))
}

/// Whether a unit that ends at `end` is no piece of a longer word.
fn is_whole(text: &Text<'_>, end: usize) -> bool {
    !(text.is(end, Class::GLUED) && text.is(end, Class::WORD | Class::NUMBER))
}

/// Whether an abbreviation is more likely a word or a name: "2 in" before a noun, "5 A", "3 V".
fn is_other_word(text: &Text<'_>, at: usize, end: usize) -> bool {
    let glued = text.is(at, Class::GLUED);
    let word = text.word(at);
    if word == "in" {
        return text.is(end, Class::WORD | Class::NUMBER) || glued && text.is(end, Class::DASH);
    }
    if word == "s" && glued {
        return true;
    }
    let letter = word.chars().count() == 1 && text.is(at, Class::WORD);
    letter && !glued && (text.is(at, Class::CAPITAL) || text.is(at, Class::DOTTED))
        || matches!(word, "\u{201d}" | "''") && (!glued || text.is(at, Class::QUOTE_END))
}

/// The currency whose mark or code ends right before the token `start`, and the index where it begins.
pub(super) fn currency_before(text: &Text<'_>, start: usize) -> Option<(Unit, usize)> {
    let last = start.checked_sub(1)?;
    let hyphen = text.class(last).all(Class::DASH | Class::GLUED) && text.is(start, Class::GLUED);
    let last = last.checked_sub(usize::from(hyphen))?;
    let read = |back: usize| last.checked_sub(back).map_or("", |i| text.word(i));
    let (form, tokens) = matching(MARKS_BEFORE.0.get(read(0))?, 0, read)?;
    let begin = start - tokens - usize::from(hyphen);
    let letters = text.is(begin, Class::WORD);
    let glued = text.is(begin, Class::GLUED)
        && letters
        && text.is(begin.wrapping_sub(1), Class::WORD | Class::NUMBER);
    let lone_letter =
        letters && tokens == 1 && text.word(begin).len() == 1 && !text.is(start, Class::GLUED);
    let word = tokens == 1 && letters && text.word(begin) == "U.S." || hyphen && letters;
    (!glued && !lone_letter && !word).then(|| (form.unit(start), begin))
}

/// The currency that stands at `at`, right after a number: "dollars", "Canadian cents", "USD", "€".
pub(super) fn currency_after(text: &Text<'_>, at: usize) -> Option<Unit> {
    let at = after_hyphen(text, at);
    let word = CURRENCY_WORDS
        .lookup(at, |i| text.lower(i))
        .filter(|unit| is_whole(text, unit.end) && !is_bare_letter(text, at));
    word.or_else(|| {
        CURRENCY_MARKS
            .lookup(at, |i| text.word(i))
            .filter(|unit| is_whole(text, unit.end) && marks_after(text, at, unit.end))
    })
}

/// Whether a mark after a number belongs to it: three-letter codes do, "$" unless a number follows it, letters do not.
fn marks_after(text: &Text<'_>, at: usize, end: usize) -> bool {
    if text.is(at, Class::WORD) {
        let code = text.word(at).len() == 3 && end == at + 1;
        return code || end > at + 1 && !text.is(end, Class::NUMBER);
    }
    !text.is(end, Class::NUMBER) || text.is(at, Class::GLUED) && !text.is(end, Class::GLUED)
}

/// "p" and "c" are pence and cents only when glued to digits.
fn is_bare_letter(text: &Text<'_>, at: usize) -> bool {
    text.word(at).len() == 1 && text.is(at, Class::WORD) && !text.is(at, Class::GLUED)
}

/// Whether a unit measures time.
pub(super) fn is_time(name: &str) -> bool {
    TIMES.contains(name)
}

/// Whether the pounds that end before `end` are a weight: "a 500-pound bomb", "two pounds of meat", "weighs 90 pounds".
pub(super) fn is_weight(text: &Text<'_>, number: &Number, end: usize) -> bool {
    let start = number.tokens.range().start;
    if number.magnitude >= 1e6 || text.lower(end - 1) == "sterling" || text.lower(end - 1) == "quid"
    {
        return false;
    }
    let hyphen = text.is(number.end(), Class::DASH);
    let money = POUNDS_OF.contains(text.lower(end + 1));
    let stuff = text.lower(end) == "of" && !money && text.lower(end + 1).len() > 2;
    let near = (start.saturating_sub(10)..start).chain(end..end + 3);
    hyphen || stuff || near.into_iter().any(|i| WEIGHT.contains(text.lower(i)))
}
