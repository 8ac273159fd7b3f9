//! What a figure is about: the whole that it is a share of, what is measured or counted, and what it is given for each of.
//!
//! In the order of trust: "3.5% of GDP" names the whole; a noun after the figure is what it counts ("179 new tankers",
//! "a $40 billion contract"); a noun before "of", "at", "to" is what is measured ("a loss of $8.6 billion", "raise its
//! budget to 2%"); a verb of change or level has it as its subject ("sales fell 3%"); and a figure that is said in other words right
//! after another ("8% to $85.7 million", "$1.4 billion, or 48 cents a share") shares what that one is about.

mod left;

use super::lists::{
    CHANGE_NOUNS, CHANGES, COMPARATIVES, DIMENSIONS, EACH, GOVERNS, LOOSE, STEPS, VERBS_BETWEEN,
};
use super::{Found, phrase};
use crate::model::FigureKind;
use crate::text::{Class, Text, TokenSpan};

/// Reads "a share", "per head", "an hour" after the figure and moves its end over it.
pub(super) fn per(text: &Text<'_>, figure: &mut Found) {
    if figure.kind == FigureKind::Ordinal || figure.kind == FigureKind::Score {
        return;
    }
    let at = figure.end;
    let noun = at + 1;
    if text.lower(at) == "per"
        && let Some(end) = per_many(text, noun)
    {
        figure.per = Some(plain(text, TokenSpan::at(noun, end)));
        figure.end = end;
        return;
    }
    let each = match text.lower(at) {
        "per" => text.is(noun, Class::WORD),
        "for" => {
            let each =
                matches!(text.lower(noun), "each" | "every") && text.is(noun + 1, Class::WORD);
            return if each && figure.unit.is_some() {
                figure.per = Some(text.lower(noun + 1).to_owned());
                figure.end = noun + 2;
            };
        }
        "a" | "an" | "each" | "every" => {
            figure.unit.is_some()
                && !matches!(
                    text.lower(noun + 1),
                    "ago" | "earlier" | "before" | "later" | "after"
                )
                && (text.is(noun, Class::TIME_UNIT) || EACH.contains(text.lower(noun)))
        }
        "apiece" => {
            figure.end = at + 1;
            return;
        }
        "/" if text.is(at, Class::GLUED) => text.class(noun).all(Class::WORD | Class::GLUED),
        _ => return,
    };
    let unit_holds_it = figure.unit.is_some_and(|unit| unit.contains(" per "));
    if each && !unit_holds_it {
        figure.per = Some(text.lower(noun).to_owned());
        figure.end = noun + 1;
    }
}

/// The end of "square metre", "100,000 people" at `at`, after "per".
fn per_many(text: &Text<'_>, at: usize) -> Option<usize> {
    let noun = phrase::is_noun_like(text, at + 1);
    let many = text.is(at, Class::NUMBER) && noun || matches!(text.lower(at), "square" | "cubic");
    (many && text.is(at + 1, Class::WORD)).then_some(at + 2)
}

/// What a figure is about, as found so far; later figures inherit it.
#[derive(Clone, Copy, Debug, Default)]
struct About {
    of: Option<TokenSpan>,
    subject: Option<TokenSpan>,
    /// Whether the subject is given for each of what `per` names: "earnings", of "48 cents a share".
    shared_out: bool,
}

impl About {
    fn subject(subject: TokenSpan) -> Self {
        Self {
            subject: Some(subject),
            ..Self::default()
        }
    }

    const fn is_empty(&self) -> bool {
        self.of.is_none() && self.subject.is_none()
    }
}

/// Fills `of` and `subject` of every figure.
pub(super) fn resolve(text: &Text<'_>, found: &mut [Found]) {
    let mut abouts: Vec<About> = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let about = about(text, found, &abouts, index);
        let figure = &mut found[index];
        figure.of = about.of.map(|span| plain(text, span));
        figure.subject = about.subject.map(|span| plain(text, span));
        if let Some(noun) = about.subject {
            counted_per(text, figure, noun);
        }
        if let (true, Some(subject), Some(each)) = (about.shared_out, &figure.subject, &figure.per)
        {
            figure.subject = Some(format!("{subject} per {each}"));
        }
        abouts.push(about);
    }
}

/// "9,000 vehicles a day": what a count is given for each of, after what it counts.
fn counted_per(text: &Text<'_>, figure: &mut Found, noun: TokenSpan) {
    let (start, end) = (noun.range().start, noun.range().end);
    let counts = figure.kind == FigureKind::Count && start >= figure.end && figure.per.is_none();
    let each = match text.lower(end) {
        "per" => text.is(end + 1, Class::WORD),
        "a" | "an" | "each" | "every" => text.is(end + 1, Class::TIME_UNIT),
        _ => false,
    };
    let past = matches!(text.lower(end + 2), "ago" | "earlier" | "before" | "later");
    if counts && each && !past {
        figure.per = Some(text.lower(end + 1).to_owned());
    }
}

/// What a figure was before is about the same as what it became: both say what either says.
pub(super) fn share(found: &mut [Found]) {
    for index in 0..found.len() {
        let Some(later) = found[index].later else {
            continue;
        };
        let (subject, of) = (found[later].subject.clone(), found[later].of.clone());
        if subject.is_some() {
            found[index].subject = subject;
        } else {
            found[later].subject = found[index].subject.clone();
        }
        if found[index].of.is_none() {
            found[index].of = of;
        }
        for end in [index, later] {
            let figure = &mut found[end];
            figure.subject = figure
                .subject
                .take()
                .filter(|subject| figure.of.as_ref() != Some(subject));
        }
    }
}

/// The words of a phrase with single spaces.
fn plain(text: &Text<'_>, span: TokenSpan) -> String {
    let slice = text.slice(span);
    if slice.contains(['\n', '\t']) || slice.contains("  ") {
        return slice.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    slice.to_owned()
}

fn about(text: &Text<'_>, found: &[Found], abouts: &[About], index: usize) -> About {
    let figure = &found[index];
    if !figure.is_amount() {
        return About::default();
    }
    if let Some(side) = side(text, found, index) {
        return About::subject(side);
    }
    let mut about = after(text, figure);
    if about.is_empty()
        && let Some(next) = coordinated(text, found, index)
    {
        about = after(text, next);
    }
    if about.subject.is_none() && (about.of.is_none() || governed(text, figure)) {
        let left = left::before(text, found, abouts, index);
        about.subject = left.subject;
        about.shared_out = left.shared_out;
    }
    if about.is_empty() {
        about.subject = purpose(text, figure);
    }
    if about.is_empty() && (is_elliptic(text, found, index) || is_of_them(text, found, index)) {
        return abouts.last().copied().unwrap_or_default();
    }
    if about.subject == about.of {
        about.subject = None;
    }
    about
}

/// "52.3% for Smith to 46.1% for Jones": whom a share is for, where the one beside it names the other.
fn side(text: &Text<'_>, found: &[Found], index: usize) -> Option<TokenSpan> {
    let named = |figure: &Found| {
        figure.unit == Some("%")
            && text.lower(figure.end) == "for"
            && text.is(figure.end + 1, Class::CAPITAL)
            && !text.is(figure.end + 1, Class::MONTH | Class::WEEKDAY)
    };
    let beside = |other: Option<&Found>| {
        other.is_some_and(|other| named(other) && other.begin.abs_diff(found[index].begin) <= 9)
    };
    let pair =
        beside(index.checked_sub(1).and_then(|i| found.get(i))) || beside(found.get(index + 1));
    let figure = &found[index];
    (named(figure) && pair)
        .then(|| phrase::right(text, figure.end + 1, sentence_end(text, figure)))
        .flatten()
}

/// The next figure where the noun stands after it for both: "killed 102 and 21 people".
fn coordinated<'f>(text: &Text<'_>, found: &'f [Found], index: usize) -> Option<&'f Found> {
    let figure = &found[index];
    let next = found.get(index + 1)?;
    let joined =
        next.begin == figure.end + 1 && matches!(text.lower(figure.end), "and" | "or" | "," | "to");
    (joined && figure.unit.is_none() && next.unit.is_none() && next.kind == FigureKind::Count)
        .then_some(next)
}

/// "offered $78 million for the plant", "$5 million to fund a search": what money is for.
fn purpose(text: &Text<'_>, figure: &Found) -> Option<TokenSpan> {
    if !matches!(figure.kind, FigureKind::Money | FigureKind::Range) || figure.unit.is_none() {
        return None;
    }
    let limit = sentence_end(text, figure);
    let at = skip_bracket(text, figure.end);
    let noun = match text.lower(at) {
        "for" => phrase::right(text, at + 1, limit),
        "to" if text.is(at + 1, Class::WORD) => phrase::right(text, at + 2, limit),
        _ => None,
    };
    noun.filter(|&noun| !is_time(text, noun))
}

/// Whether a phrase names a time: "third quarter", "2019".
fn is_time(text: &Text<'_>, noun: TokenSpan) -> bool {
    noun.range()
        .any(|i| text.is(i, Class::TIME_UNIT | Class::MONTH | Class::WEEKDAY))
        || text.is(noun.start as usize, Class::NUMBER)
}

/// Whether what is left of a share can say what it measures: a preposition or verb of level, no bare subject of a sentence.
fn governed(text: &Text<'_>, figure: &Found) -> bool {
    figure
        .begin
        .checked_sub(1)
        .is_some_and(|i| GOVERNS.contains(text.lower(i)) || CHANGES.contains_key(text.lower(i)))
}

/// The measures of a whole economy.
fn is_output(word: &str) -> bool {
    matches!(word, "GDP" | "GNP" | "GNI")
}

/// The token after the sentence of `figure`.
fn sentence_end(text: &Text<'_>, figure: &Found) -> usize {
    let last = figure.tokens.range().end.saturating_sub(1);
    text.sentences
        .get(text.sentence_of(last))
        .map_or(0, |sentence| sentence.range().end)
}

/// "double the budget", "doubled its profits", "twice the price": a multiple before what it multiplies.
fn multiplies(text: &Text<'_>, figure: &Found) -> bool {
    figure.kind == FigureKind::Ratio
        && (figure.unit.is_some()
            || figure.tokens.len() == 1
                && !text.is(
                    figure.tokens.range().start,
                    Class::NUMBER | Class::NUMBER_WORD,
                ))
        && matches!(
            text.lower(figure.end),
            "the" | "its" | "their" | "his" | "her" | "our"
        )
}

/// What the words after the figure say.
fn after(text: &Text<'_>, figure: &Found) -> About {
    let limit = sentence_end(text, figure);
    let at = skip_bracket(text, figure.end);
    if at >= limit {
        return About::default();
    }
    if figure.per.is_some() {
        return About::default();
    }
    if text.lower(at) == "of" {
        return of(text, figure, at + 1);
    }
    let halved = text.lower(at.wrapping_sub(1)) == "half";
    if halved
        && matches!(
            text.lower(at),
            "the" | "its" | "their" | "all" | "his" | "her"
        )
    {
        return of(text, figure, at);
    }
    if is_output(text.word(at)) {
        return About {
            of: Some(TokenSpan::at(at, at + 1)),
            subject: phrase::right(text, at + 1, limit),
            shared_out: false,
        };
    }
    let quoted =
        text.is(at, Class::QUOTE) || matches!(text.word(at), "\"" | "\u{201c}" | "\u{2018}" | "'");
    let article = matches!(text.lower(figure.begin.wrapping_sub(1)), "a" | "an" | "the");
    if quoted && !article && governed(text, figure) {
        return About::default();
    }
    let hyphen = usize::from(text.class(at).all(Class::DASH | Class::GLUED));
    let start = at + hyphen + usize::from(matches!(text.lower(at), "more" | "other" | "out"));
    if text.is(start, Class::FUNCTION) && !text.is(start, Class::ALL_CAPS) && start == at {
        return inside(text, figure, start).map_or_else(About::default, About::subject);
    }
    phrase::right(text, start, limit)
        .filter(|&noun| belongs(text, figure, noun))
        .map_or_else(About::default, |noun| {
            About::subject(of_change(text, noun, limit).unwrap_or(noun))
        })
}

/// Whether a noun phrase right after the figure belongs to it: always to a count; to others as what they modify.
fn belongs(text: &Text<'_>, figure: &Found, noun: TokenSpan) -> bool {
    let first = text.lower(noun.start as usize);
    let compared = noun.len() == 1 && COMPARATIVES.contains(first);
    if compared
        || is_predicate(text, figure, noun)
        || has_own_verb(text, figure, noun)
        || figure.kind == FigureKind::Quantity && DIMENSIONS.contains(first)
    {
        return false;
    }
    let verb = figure.unit.is_some()
        && noun.len() == 1
        && phrase::is_plural(text, noun.start as usize)
        && phrase::is_noun_like(text, noun.end as usize);
    if verb {
        return false;
    }
    let counts =
        figure.unit.is_none() && matches!(figure.kind, FigureKind::Count | FigureKind::Range);
    let aged = figure.unit == Some("year") && text.lower(figure.tokens.range().end - 1) != "old";
    counts || !first.ends_with("ing") && !is_time(text, noun) && !aged
}

/// "is 63 per cent full": a word after a share that a form of "be" stands before.
fn is_predicate(text: &Text<'_>, figure: &Found, noun: TokenSpan) -> bool {
    let before = figure.begin.checked_sub(1).map_or("", |i| text.lower(i));
    figure.unit.is_some()
        && noun.len() == 1
        && !phrase::is_plural(text, noun.range().start)
        && matches!(before, "is" | "are" | "was" | "were" | "be" | "been")
}

/// "the 0.6 percent economists had expected": a noun whose verb takes the figure as its object.
fn has_own_verb(text: &Text<'_>, figure: &Found, noun: TokenSpan) -> bool {
    figure.unit.is_some()
        && figure
            .begin
            .checked_sub(1)
            .is_some_and(|i| text.lower(i) == "the")
        && matches!(
            text.lower(noun.range().end),
            "had" | "have" | "has" | "was" | "were" | "is" | "are" | "would"
        )
}

/// "$30 million in stock": what money consists of.
fn inside(text: &Text<'_>, figure: &Found, at: usize) -> Option<TokenSpan> {
    let limit = sentence_end(text, figure);
    if multiplies(text, figure) {
        return phrase::right(text, at, limit);
    }
    if figure.kind != FigureKind::Money || text.lower(at) != "in" {
        return None;
    }
    phrase::right(text, at + 1, limit)
        .filter(|&noun| !is_time(text, noun) && !text.is(noun.start as usize, Class::CAPITAL))
}

/// "a 3% rise in prices" is about prices.
fn of_change(text: &Text<'_>, noun: TokenSpan, limit: usize) -> Option<TokenSpan> {
    let end = noun.end as usize;
    let change = noun
        .end
        .checked_sub(1)
        .is_some_and(|i| CHANGE_NOUNS.contains(text.lower(i as usize)));
    (change && noun.len() <= 2 && matches!(text.lower(end), "in" | "of" | "to"))
        .then(|| phrase::right(text, end + 1, limit))
        .flatten()
}

/// "of GDP", "of Ford's workforce", "of them": a share, count or sum has its whole; a measure of stuff has its subject.
fn of(text: &Text<'_>, figure: &Found, at: usize) -> About {
    let limit = sentence_end(text, figure);
    let mut start = at;
    while start < at + 6
        && (text.is(start, Class::NUMBER | Class::NUMBER_WORD | Class::MAGNITUDE)
            || LOOSE.contains(text.lower(start))
            || matches!(
                text.lower(start),
                "the" | "its" | "all" | "their" | "a" | "$"
            ))
    {
        start += 1;
    }
    let noun = if is_output(text.word(start)) {
        Some(TokenSpan::at(start, start + 1))
    } else {
        phrase::right(text, start, limit).or_else(|| phrase::right(text, at, limit))
    };
    let within = figure
        .begin
        .checked_sub(1)
        .is_some_and(|i| text.lower(i) == "within");
    if within {
        return About::default();
    }
    if matches!(figure.kind, FigureKind::Quantity) || figure.vague {
        return noun.map_or_else(About::default, About::subject);
    }
    About {
        of: noun,
        ..About::default()
    }
}

/// Steps over a conversion in brackets: "5.2 million (US$4 million) package".
fn skip_bracket(text: &Text<'_>, at: usize) -> usize {
    if text.word(at) == ")" {
        return at + 1;
    }
    if text.word(at) != "(" {
        return at;
    }
    let close = (at + 1..at + 16).find(|&i| text.word(i) == ")");
    let money = (at + 1..at + 5).any(|i| text.is(i, Class::NUMBER));
    close.filter(|_| money).map_or(at, |i| i + 1)
}

/// "27 people came, nine of them late": part of what the figure before counts, in the same sentence.
fn is_of_them(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    let at = found[index].end;
    let them = text.lower(at) == "of" && matches!(text.lower(at + 1), "them" | "whom" | "which");
    them && index.checked_sub(1).is_some_and(|i| {
        let (before, figure) = (&found[i], &found[index]);
        before.unit.is_none() && text.sentence_of(before.begin) == text.sentence_of(figure.begin)
    })
}

/// Whether what comes after the token at `at` has a verb or a clause of its own.
fn ends_clause(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let verb = phrase::is_participle(text, at) && word != "compared"
        || VERBS_BETWEEN.contains(word)
        || CHANGES.get(word).is_some() && !STEPS.contains(word) && text.lower(at + 1) != "from";
    verb || word == ";"
}

/// Whether the figure says another in other words, or goes on a list whose noun is not repeated.
fn is_elliptic(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    index.checked_sub(1).is_some_and(|i| {
        let gap = found[i].end..found[index].begin;
        gap.len() <= 9
            && !gap.clone().any(|i| ends_clause(text, i))
            && text.sentence_of(found[i].begin) == text.sentence_of(found[index].begin)
    })
}
