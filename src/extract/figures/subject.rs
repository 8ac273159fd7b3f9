//! What a figure is about: the whole that it is a share of, what is measured or counted, and what it is given for each of.
//!
//! In the order of trust: "3.5% of GDP" names the whole; a noun after the figure is what it counts ("179 new tankers",
//! "a $40 billion contract"); a noun before "of", "at", "to" is what is measured ("a loss of $8.6 billion", "raise its
//! budget to 2%"); a verb of change or level has it as its subject ("sales fell 3%"); and a figure that is said in other words right
//! after another ("8% to $85.7 million", "$1.4 billion, or 48 cents a share") shares what that one is about.

use super::lists::{CHANGE_NOUNS, CHANGES, STOP_WORDS};
use super::{Found, phrase};
use crate::model::FigureKind;
use crate::text::{Class, Text, TokenSpan};

/// How far left of a figure the verb is looked for that governs it, in tokens.
const VERB_REACH: usize = 12;

/// How many attached phrases are stepped over to the noun that they hang on: "the cost of the repair of the bridge".
const ATTACHED: usize = 3;

/// Reads "a share", "per head", "an hour" after the figure and moves its end over it.
pub(super) fn per(text: &Text<'_>, figure: &mut Found) {
    if figure.kind == FigureKind::Ordinal || figure.kind == FigureKind::Score {
        return;
    }
    let at = figure.end;
    let noun = at + 1;
    let each = match text.lower(at) {
        "per" => text.is(noun, Class::WORD),
        "a" | "an" | "each" | "every" => {
            figure.unit.is_some()
                && (text.is(noun, Class::TIME_UNIT)
                    || matches!(
                        text.lower(noun),
                        "share"
                            | "barrel"
                            | "head"
                            | "person"
                            | "tonne"
                            | "ton"
                            | "ounce"
                            | "pound"
                            | "gallon"
                            | "litre"
                            | "liter"
                            | "unit"
                            | "bushel"
                            | "kilo"
                            | "kilogram"
                            | "piece"
                            | "ticket"
                            | "copy"
                            | "night"
                            | "bottle"
                            | "seat"
                            | "vote"
                            | "dozen"
                            | "mile"
                            | "household"
                    ))
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

/// What a figure is about, as found so far; later figures inherit it.
#[derive(Clone, Debug, Default)]
struct About {
    of: Option<TokenSpan>,
    subject: Option<TokenSpan>,
}

/// Fills `of` and `subject` of every figure.
pub(super) fn resolve(text: &Text<'_>, found: &mut [Found]) {
    let mut abouts: Vec<About> = Vec::with_capacity(found.len());
    for index in 0..found.len() {
        let about = about(text, found, &abouts, index);
        let words = |span: TokenSpan| plain(text, span);
        found[index].of = about.of.map(words);
        found[index].subject = about.subject.map(words);
        abouts.push(about);
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
    if figure.kind == FigureKind::Ordinal || figure.kind == FigureKind::Score {
        return About::default();
    }
    let mut about = after(text, figure);
    if about.subject.is_none()
        && !(is_share(figure) && about.of.is_some() && !governed(text, figure))
    {
        about.subject = before(text, found, abouts, index);
    }
    if about.subject.is_none() && about.of.is_none() && is_elliptic(text, found, index) {
        return abouts.last().cloned().unwrap_or_default();
    }
    if about.subject == about.of {
        about.subject = None;
    }
    about
}

/// Whether what is left of a share can say what it measures: a preposition or verb of level, no bare subject of a sentence.
fn governed(text: &Text<'_>, figure: &Found) -> bool {
    figure.begin.checked_sub(1).is_some_and(|i| {
        matches!(
            text.lower(i),
            "to" | "at"
                | "by"
                | "from"
                | "beyond"
                | "above"
                | "below"
                | "the"
                | "of"
                | "towards"
                | "toward"
                | "a"
                | "current"
                | "*"
        ) || CHANGES.contains_key(text.lower(i))
    })
}

const fn is_share(figure: &Found) -> bool {
    matches!(figure.kind, FigureKind::Percent | FigureKind::Ratio)
        || matches!(figure.kind, FigureKind::Range)
}

/// What the words after the figure say.
fn after(text: &Text<'_>, figure: &Found) -> About {
    let at = skip_bracket(text, figure.end);
    if matches!(text.lower(at), "of" | "in" | "on")
        && figure.end != figure.tokens.range().end
        && figure.per.is_some()
    {
        return About::default();
    }
    if text.lower(at) == "of" {
        return of(text, figure, at + 1);
    }
    if let Some(whole) = whole_word(text, at) {
        return About {
            of: Some(whole),
            subject: phrase::right(text, at + 1),
        };
    }
    let hyphen = usize::from(text.class(at).all(Class::DASH | Class::GLUED));
    let start = at + hyphen;
    if text.is(start, Class::FUNCTION)
        && !matches!(text.lower(start), "more" | "out")
        && hyphen == 0
    {
        return inside(text, figure, start);
    }
    let noun = phrase::right(
        text,
        start + usize::from(matches!(text.lower(start), "more" | "other" | "out")),
    )
    .filter(|_| is_glued_noun(text, figure, start));
    match noun {
        Some(noun) => About {
            of: None,
            subject: Some(of_change(text, noun).unwrap_or(noun)),
        },
        None => About::default(),
    }
}

/// Whether a noun phrase right after the figure belongs to it: always for counts; after money and shares only as a modifier.
fn is_glued_noun(text: &Text<'_>, figure: &Found, at: usize) -> bool {
    let counts = matches!(figure.kind, FigureKind::Count)
        || figure.kind == FigureKind::Range && figure.unit.is_none();
    let verbal = text.lower(at).ends_with("ing")
        || text.is(at, Class::CAPITAL) && !counts && figure.per.is_some();
    counts || !verbal && figure.per.is_none() && figure.unit != Some("year")
}

/// "$30 million in stock", "5% in value": money and measures say what they are in.
fn inside(text: &Text<'_>, figure: &Found, at: usize) -> About {
    let stuff = figure.kind == FigureKind::Money && text.lower(at) == "in";
    About {
        of: None,
        subject: stuff
            .then(|| phrase::right(text, at + 1))
            .flatten()
            .filter(|noun| !text.is(noun.start as usize, Class::CAPITAL)),
    }
}

/// "a 3% rise in prices" is about prices.
fn of_change(text: &Text<'_>, noun: TokenSpan) -> Option<TokenSpan> {
    let end = noun.end as usize;
    let change = noun
        .end
        .checked_sub(1)
        .is_some_and(|i| CHANGE_NOUNS.contains(text.lower(i as usize)));
    (change && noun.len() <= 2 && matches!(text.lower(end), "in" | "of" | "to"))
        .then(|| phrase::right(text, end + 1))
        .flatten()
}

/// "of GDP", "of Ford's workforce", "of them": a share, count or sum has its whole; a measure of stuff has its subject.
fn of(text: &Text<'_>, figure: &Found, at: usize) -> About {
    let mut start = at;
    while start < at + 4
        && (text.is(start, Class::NUMBER | Class::NUMBER_WORD | Class::MAGNITUDE)
            || matches!(
                text.lower(start),
                "the" | "its" | "all" | "their" | "a" | "$" | "about"
            ))
    {
        start += 1;
    }
    let noun = phrase::right(text, start).or_else(|| phrase::right(text, at));
    let share = !matches!(figure.kind, FigureKind::Quantity) && !figure.vague;
    if share {
        About {
            of: noun,
            subject: None,
        }
    } else {
        About {
            of: None,
            subject: noun,
        }
    }
}

/// "5% GDP": a whole right after a share.
fn whole_word(text: &Text<'_>, at: usize) -> Option<TokenSpan> {
    matches!(text.word(at), "GDP" | "GNP" | "GNI").then(|| TokenSpan::at(at, at + 1))
}

/// Steps over a conversion in brackets: "5.2 million (US$4 million) package".
fn skip_bracket(text: &Text<'_>, at: usize) -> usize {
    if text.word(at) != "(" {
        return at;
    }
    let close = (at + 1..at + 9).find(|&i| text.word(i) == ")");
    let money = (at + 1..at + 4).any(|i| text.is(i, Class::NUMBER));
    close.filter(|_| money).map_or(at, |i| i + 1)
}

/// Whether the figure says another in other words, or goes on a list whose noun is not repeated.
fn is_elliptic(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    index.checked_sub(1).is_some_and(|i| {
        let gap = found[i].end..found[index].begin;
        gap.len() <= 9 && text.sentence_of(found[i].begin) == text.sentence_of(found[index].begin)
    })
}

/// What the words before the figure say.
fn before(text: &Text<'_>, found: &[Found], abouts: &[About], index: usize) -> Option<TokenSpan> {
    let figure = &found[index];
    let floor = text
        .sentences
        .get(text.sentence_of(figure.begin))?
        .range()
        .start;
    let at = skip_back(text, figure.begin, floor);
    let last = at.checked_sub(1).filter(|&i| i >= floor)?;
    let previous = index
        .checked_sub(1)
        .filter(|&i| found[i].end + 4 >= at && found[i].begin >= floor);
    let inherited = || previous.and_then(|i| abouts[i].subject);
    let word = text.lower(last);
    if word == "," && figure.unit == Some("year") || word == "aged" {
        return name_before(text, last, floor);
    }
    if matches!(word, "(" | "or" | "," | "and") {
        let bracket = word == "(" && previous.is_none();
        return inherited().or_else(|| bracket.then(|| phrase::left(text, last, floor)).flatten());
    }
    if CHANGES.contains_key(word) || STOP_WORDS.contains(word) && !is_preposition(word) {
        return inherited_step(text, found, abouts, index, last)
            .or_else(|| clause_subject(text, last, floor));
    }
    if is_preposition(word) {
        return previous
            .filter(|&i| found[i].end == last)
            .and_then(|i| abouts[i].subject)
            .or_else(|| governing(text, last, floor))
            .or_else(inherited);
    }
    if text.is(last, Class::FUNCTION) {
        return clause_subject(text, last, floor);
    }
    noun_before(text, at, floor)
}

/// "sales rose 3% to $5 million": nothing to inherit where the verb stands right before.
fn inherited_step(
    text: &Text<'_>,
    found: &[Found],
    abouts: &[About],
    index: usize,
    verb: usize,
) -> Option<TokenSpan> {
    let previous = index.checked_sub(1)?;
    let close = found[previous].end + 3 >= verb && matches!(text.lower(verb), "up" | "down");
    close.then(|| abouts[previous].subject).flatten()
}

/// Steps back over articles, adjectives of size and marks that stand before a figure.
fn skip_back(text: &Text<'_>, from: usize, floor: usize) -> usize {
    let mut at = from;
    while at > floor
        && from - at < 5
        && (matches!(
            text.lower(at - 1),
            "a" | "an"
                | "the"
                | "its"
                | "their"
                | "record"
                | "total"
                | "net"
                | "previous"
                | "current"
                | "only"
                | "just"
                | "additional"
                | "another"
                | "further"
                | "earlier"
                | "whopping"
                | "mere"
                | "estimated"
                | "respectively"
                | "more"
                | "than"
                | "already"
                | "now"
                | "this"
                | "that"
                | "between"
        ) || matches!(
            text.word(at - 1),
            "*" | "\"" | "\u{201c}" | "\u{2018}" | "~"
        ))
    {
        at -= 1;
    }
    at
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "to" | "at"
            | "by"
            | "from"
            | "of"
            | "beyond"
            | "above"
            | "below"
            | "towards"
            | "toward"
            | "around"
            | "worth"
            | "with"
            | "for"
            | "as"
            | "over"
            | "under"
            | "on"
            | "in"
            | "than"
            | "against"
            | "between"
            | "about"
            | "near"
            | "into"
            | "per"
    )
}

/// The name that an age follows: "Jo Tan, 49,".
fn name_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let end = if end > floor && text.word(end - 1) == "," {
        end - 1
    } else {
        end
    };
    let mut start = end;
    while start > floor
        && text.is(start - 1, Class::CAPITAL)
        && !text.is(start - 1, Class::FUNCTION)
    {
        start -= 1;
    }
    (start < end).then(|| TokenSpan::at(start.max(end.saturating_sub(5)), end))
}

/// What stands before a preposition: a noun phrase, or a verb whose subject is meant.
fn governing(text: &Text<'_>, preposition: usize, floor: usize) -> Option<TokenSpan> {
    let at = preposition;
    let before = at.checked_sub(1).filter(|&i| i >= floor)?;
    if matches!(text.lower(at), "of" | "to" | "at" | "by" | "from" | "in")
        && CHANGE_NOUNS.contains(text.lower(before))
        && !(before > floor
            && phrase::is_noun_like(text, before - 1)
            && !CHANGES.contains_key(text.lower(before - 1)))
    {
        let noun = text.lower(before).to_owned();
        return clause_subject(text, before, floor).or_else(|| {
            (!CHANGES.contains_key(noun.as_str()) || noun == "loss")
                .then(|| TokenSpan::at(before, at))
        });
    }
    if CHANGES.contains_key(text.lower(before))
        || text.is(before, Class::FUNCTION)
        || STOP_WORDS.contains(text.lower(before))
    {
        return clause_subject(text, before, floor);
    }
    noun_before(text, at, floor)
}

/// The noun phrase that ends before `end`, or the one that it hangs on: "a sharp rise in the price of oil".
fn noun_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let mut noun = phrase::left(text, bracket_before(text, end, floor), floor)?;
    for _ in 0..ATTACHED {
        let start = skip_back(text, noun.start as usize, floor);
        let Some(joint) = start.checked_sub(1).filter(|&i| i > floor) else {
            break;
        };
        if !matches!(
            text.lower(joint),
            "in" | "from" | "for" | "on" | "at" | "by" | "during" | "of"
        ) {
            break;
        }
        let of = text.lower(joint) == "of";
        let Some(head) = phrase::left(text, joint, floor) else {
            break;
        };
        if of
            && (CHANGE_NOUNS.contains(text.lower(head.end as usize - 1))
                || matches!(
                    text.lower(head.end as usize - 1),
                    "number" | "share" | "percentage" | "proportion" | "amount"
                ))
        {
            break;
        }
        noun = head;
    }
    Some(noun)
}

/// The start of a bracket that ends before `end`, or `end`.
fn bracket_before(text: &Text<'_>, end: usize, floor: usize) -> usize {
    if end > floor && text.word(end - 1) == ")" {
        let low = floor.max(end.saturating_sub(10));
        return (low..end)
            .rev()
            .find(|&i| text.word(i) == "(")
            .unwrap_or(end);
    }
    end
}

/// The subject of the verb at `verb`: the noun phrase left of it and of its auxiliaries; with "which", what that stands for.
fn clause_subject(text: &Text<'_>, verb: usize, floor: usize) -> Option<TokenSpan> {
    let low = floor.max(verb.saturating_sub(VERB_REACH));
    let mut at = verb;
    while at > low {
        let before = at - 1;
        let word = text.lower(before);
        let auxiliary = (text.is(before, Class::FUNCTION)
            || STOP_WORDS.contains(word)
            || CHANGES.contains_key(word)
            || CHANGE_NOUNS.contains(word))
            && !matches!(
                word,
                "and" | "but" | "while" | "as" | "if" | "when" | "after"
            );
        let relative = matches!(word, "which" | "that" | "who") && before > low;
        if relative {
            at = if text.word(before - 1) == "," {
                before - 1
            } else {
                before
            };
            return noun_before(text, at, floor);
        }
        if word == "," {
            return past_comma(text, before, low, floor);
        }
        if !auxiliary {
            break;
        }
        at = before;
    }
    noun_before(text, at, floor)
}

/// "The index, the main gauge of shares, fell": the noun before the words between two commas.
fn past_comma(text: &Text<'_>, comma: usize, low: usize, floor: usize) -> Option<TokenSpan> {
    let open = (low..comma).rev().find(|&i| text.word(i) == ",");
    match open {
        Some(open) => noun_before(text, open, floor),
        None => noun_before(text, comma, floor),
    }
}
