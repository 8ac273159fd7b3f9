//! Whom and what an article relies on for its facts, as it says so itself.
//!
//! That is: an outlet or agency that it credits; the agency whose report it prints, by its dateline or its last line
//! (then the sources quoted there are the agency's, and only the outlets that are credited count besides); an unnamed
//! source that tells a fact, not one that is merely quoted; a document; an authority that gives a figure, or whoever
//! is credited with one by "according to"; and who told a fact to this very outlet. Somebody who only speaks is a
//! speaker, no source that the article stands on.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words;
use crate::model::{
    Article, Basis, Block, Claim, CueKind, Entity, Record, SourceForm, SourceKind, Sourcing, Span,
    Style,
};
use crate::text::lexicon;
use crate::text::name::plain;

/// How far into a text its dateline reaches, and how far from its end its credit, in bytes.
const HEAD: usize = 100;
const TAIL: usize = 60;
/// How far behind its cue a claim names whom it was told to, or in what.
const HEARER: usize = 40;

/// A reliance of an article: where it says so, on whom or what, and of which kind that is.
#[derive(Clone, Debug)]
pub(super) struct Relied {
    pub(super) span: Span,
    pub(super) on: String,
    pub(super) basis: Basis,
}

/// The reliances of an article in text order, each source once.
pub(super) fn relies(record: &Record) -> Vec<Relied> {
    let mut found = credited(record);
    match agency(record) {
        Some((span, on)) => found.push(Relied {
            span,
            on,
            basis: Basis::Agency,
        }),
        None => found.extend(
            record
                .claims
                .iter()
                .flatten()
                .filter_map(|c| source(record, c)),
        ),
    }
    found.sort_by_key(|relied| (relied.span.start, relied.span.end));
    let mut seen: FxHashSet<String> = FxHashSet::default();
    found.retain(|relied| seen.insert(plain(&relied.on)));
    let earlier: Vec<Relied> = found.clone();
    found.retain(|relied| !again(relied, &earlier));
    found
}

/// Who is quoted and referred to in an article, by kind.
pub(super) fn sourcing(record: &Record, relied: &[Relied]) -> Sourcing {
    let mut found = Sourcing::default();
    for claim in record
        .claims
        .iter()
        .flatten()
        .filter(|c| c.nested_in.is_none())
    {
        let Some(part) = &claim.source.part else {
            continue;
        };
        if claim.source.form == Some(SourceForm::Pronoun) && claim.source.entity.is_none() {
            continue;
        }
        let name = named(record, claim).map(|entity| entity.name.clone());
        let name = name.unwrap_or_else(|| part.of(&record.article.text).into_owned());
        let list = match (claim.cue.kind, claim.source.kind) {
            (CueKind::NoComment, _) => &mut found.declined,
            (CueKind::Say | CueKind::Write | CueKind::Show | CueKind::Deny, kind) => match kind {
                SourceKind::Person | SourceKind::Organization => &mut found.named,
                SourceKind::Document => &mut found.documents,
                SourceKind::Anonymous if is_unnamed(&name) => &mut found.anonymous,
                _ => continue,
            },
            _ => continue,
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }
    let outlets = relied
        .iter()
        .filter(|relied| matches!(relied.basis, Basis::Outlet | Basis::Agency));
    found.outlets = outlets.map(|relied| relied.on.clone()).collect();
    found
        .named
        .retain(|name| !found.outlets.iter().any(|outlet| same_outlet(outlet, name)));
    found
}

/// The outlets that an article credits, itself aside.
fn credited(record: &Record) -> Vec<Relied> {
    let own = record.article.publisher.as_deref().unwrap_or("");
    let citations = record.citations.iter().flatten();
    citations
        .filter(|citation| !same_outlet(&citation.outlet, own))
        .map(|citation| Relied {
            span: citation.span,
            on: citation.outlet.clone(),
            basis: Basis::Outlet,
        })
        .collect()
}

/// Where an article credits another outlet, each time.
pub(super) fn credits(record: &Record) -> Vec<(Span, String)> {
    let found = credited(record).into_iter();
    found.map(|relied| (relied.span, relied.on)).collect()
}

/// Where the text begins behind its dateline or the byline before it.
pub(super) fn head_end(article: &Article) -> u32 {
    let text = &article.text;
    if let Some((span, _)) = byline(text, &article.blocks) {
        return span.end;
    }
    let behind = dateline(text)
        .map(|(span, _)| span.end as usize)
        .or_else(|| placed(text));
    let Some(behind) = behind else {
        return 0;
    };
    let rest = &text[behind..];
    let marks = rest.len()
        - rest
            .trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', ':'])
            .len();
    u32::try_from(behind + marks).unwrap_or(0)
}

/// The end of a place in capitals with a dash or a colon behind it: "OSLO, Norway -".
fn placed(text: &str) -> Option<usize> {
    let head = &text[..text.floor_char_boundary(TAIL)];
    let marks = [" - ", " \u{2013} ", " \u{2014} ", ": ", " : ", "\u{2014}"];
    let end = marks.iter().filter_map(|mark| head.find(mark)).min()?;
    (is_placed(&text[..end]) && !text[..end].contains(". ")).then_some(end)
}

/// Whether words are a place in capitals, with where it is or the day behind a comma: "OSLO, Norway", "NEW DELHI/MUMBAI, March 3".
fn is_placed(words: &str) -> bool {
    let (place, _) = words.split_once(',').unwrap_or((words, ""));
    let upper = |c: char| c.is_uppercase() || !c.is_alphabetic();
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && place.chars().all(upper)
}

/// Whether two names are of one outlet: the same but for the article before them and an edition behind.
pub(super) fn same_outlet(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let edition = |long: &str, short: &str| editions(long).any(|name| name == short);
    !a.is_empty() && !b.is_empty() && (a == b || edition(&a, &b) || edition(&b, &a))
}

/// The plain name of an outlet without the words behind it that name an edition, one after another.
pub(super) fn editions(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        let (bare, last) = name.rsplit_once(' ')?;
        words::is("edition", last).then_some(bare)
    })
    .skip(1)
}

/// The agency whose report an article prints, and where it says so; none where the article is the agency's own.
fn agency(record: &Record) -> Option<(Span, String)> {
    let article = &record.article;
    let own = article.publisher.as_deref().unwrap_or("");
    let given = article.dateline.agency.clone();
    let given = given.map(|agency| (Span::new(0, 0), agency));
    let found = given
        .or_else(|| dateline(&article.text))
        .or_else(|| byline(&article.text, &article.blocks))
        .or_else(|| last_line(&article.text, own));
    found.filter(|(_, agency)| !same_outlet(agency, own))
}

/// `PLACE (Agency) -` at the start of a text.
fn dateline(text: &str) -> Option<(Span, String)> {
    let open = text.find('(').filter(|&at| at > 1 && at < HEAD)?;
    let close = open + text[open..].find(')')?;
    let placed = text.chars().next().is_some_and(char::is_uppercase);
    let mark = text[close + 1..].trim_start().chars().next()?;
    let dashed = matches!(mark, '-' | '\u{2013}' | '\u{2014}' | ':');
    let mut sentences = text[..open].split(". ").skip(1);
    let sentence = sentences.any(|next| next.starts_with(char::is_uppercase));
    let agency = text[open + 1..close].trim();
    let known = is_placed(text[..open].trim_end()) || is_agency(agency);
    (placed && dashed && known && !sentence && close < HEAD + TAIL)
        .then(|| (Span::at(0, close + 1), agency.to_owned()))
}

/// `PLACE Agency` as a paragraph of its own before the text.
fn byline(text: &str, blocks: &[Block]) -> Option<(Span, String)> {
    let span = blocks.first()?.span;
    let line = span.of(text).trim();
    let (place, agency) = line.split_once(' ')?;
    let short = line.len() < HEAD && !line.ends_with(['.', '?', '!', '\u{201d}', '"']);
    let placed = place.len() > 2 && place.chars().all(char::is_uppercase);
    (short && placed && is_agency(agency)).then(|| (span, agency.trim().to_owned()))
}

/// `(Agency/Outlet)` or `AGENCY` at the end of a text.
fn last_line(text: &str, own: &str) -> Option<(Span, String)> {
    let end = text.trim_end().len();
    let body = &text[..end];
    let from = body.rfind(['(', '.', '!', '?', '\u{201d}', '"', '\n', '-', '\u{2013}'])?;
    let open = body[from..].chars().next()?;
    if end - from > TAIL {
        return None;
    }
    let behind = from + open.len_utf8();
    let line = body[behind..].trim_start();
    let inside = line.trim_end_matches(')');
    let credit = inside
        .split('/')
        .map(str::trim)
        .find(|part| !same_outlet(part, own))?;
    let shouted = credit.contains(' ') && !credit.chars().any(char::is_lowercase);
    let fits = open == '(' || shouted;
    let start = if open == '(' { from } else { end - line.len() };
    (fits && is_agency(credit)).then(|| (Span::at(start, end), credit.to_owned()))
}

static AGENCY: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../data/corpus/agency.txt")).collect());

/// Whether a short line of capitalised words has a word of agencies.
fn is_agency(line: &str) -> bool {
    let words = || line.split([' ', '\t', '\n', '/', '-']);
    words().count() < 6
        && words().all(|word| word.chars().next().is_some_and(char::is_uppercase) || word.len() < 4)
        && words().any(|word| AGENCY.contains(word.to_lowercase().as_str()))
}

/// The source of a claim, where the article stands on it.
fn source(record: &Record, claim: &Claim) -> Option<Relied> {
    let tells = matches!(
        claim.cue.kind,
        CueKind::Say | CueKind::Write | CueKind::Show
    );
    let part = claim
        .source
        .part
        .as_ref()
        .filter(|_| tells && claim.nested_in.is_none())?;
    let words = part.of(&record.article.text).into_owned();
    let basis = basis(record, claim, &words)?;
    let on = named(record, claim).map_or(words, |entity| entity.name.clone());
    Some(Relied {
        span: hull(claim, part.hull()),
        on,
        basis,
    })
}

fn basis(record: &Record, claim: &Claim, words: &str) -> Option<Basis> {
    let indirect = claim.style != Style::Direct;
    let credited = cue_is(record, claim, "according to");
    let figures = gives_figure(record, claim);
    match claim.source.kind {
        _ if claim.source.form == Some(SourceForm::Pronoun) && !to_us(record, claim) => None,
        SourceKind::Document => Some(Basis::Document),
        SourceKind::Anonymous if indirect && is_unnamed(words) => Some(Basis::Anonymous),
        _ if credited && is_document(words) && !is_unnamed(words) => Some(Basis::Document),
        SourceKind::Organization if behind(record, claim).is_some_and(is_paper) => {
            Some(Basis::Document)
        }
        SourceKind::Organization if indirect && says(record, claim) && (figures || credited) => {
            Some(Basis::Authority)
        }
        SourceKind::Anonymous if credited => Some(Basis::Authority),
        SourceKind::Person if credited && figures => Some(Basis::Authority),
        SourceKind::Person | SourceKind::Anonymous
            if claim.style == Style::Indirect && to_us(record, claim) =>
        {
            Some(Basis::Authority)
        }
        _ => None,
    }
}

/// Whether a claim is told in a verb of speech, not shown by a deed nor put behind a colon.
fn says(record: &Record, claim: &Claim) -> bool {
    claim.cue.kind == CueKind::Say && !cue_is(record, claim, ":")
}

fn named<'r>(record: &'r Record, claim: &Claim) -> Option<&'r Entity> {
    let id = claim.source.entity?;
    record.entities.as_ref()?.get(id.0 as usize)
}

/// From the source to its cue.
fn hull(claim: &Claim, source: Span) -> Span {
    let cue = claim
        .cue
        .part
        .as_ref()
        .map_or(source, crate::model::Part::hull);
    Span::new(source.start.min(cue.start), source.end.max(cue.end))
}

fn cue_is(record: &Record, claim: &Claim, words: &str) -> bool {
    let cue = claim.cue.part.as_ref();
    cue.is_some_and(|part| part.of(&record.article.text).eq_ignore_ascii_case(words))
}

/// Whether what is said has a figure.
fn gives_figure(record: &Record, claim: &Claim) -> bool {
    let figures = record.figures.as_deref().unwrap_or_default();
    let content = claim.content.iter().flat_map(|content| &content.spans);
    let mut content = content.filter(|span| !span.is_empty());
    content.any(|span| {
        let first = figures.partition_point(|figure| figure.span.start < span.start);
        let mut near = figures[first..]
            .iter()
            .take_while(|f| f.span.start < span.end);
        near.any(|figure| span.contains(figure.span))
    })
}

static WORDS: LazyLock<[FxHashSet<&'static str>; 4]> = LazyLock::new(|| {
    let table = include_str!("../../data/claims/words.tsv");
    ["document", "anonymous", "anonymity", "outlet_end"].map(|name| lexicon::group(table, name))
});

fn has_word(list: usize, text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WORDS[list].contains(word))
}

/// Whether words name a document: their head is one, which stands before what it is of or who saw it.
fn is_document(words: &str) -> bool {
    let lower = words.to_lowercase();
    let heads = lower
        .split(' ')
        .take_while(|word| !words::is("behind", word))
        .filter(|word| !word.ends_with("'s") && !word.ends_with("\u{2019}s"));
    heads
        .last()
        .is_some_and(|head| has_word(0, head) || has_word(0, &format!("{head}s")))
}

/// Whether a source is unnamed for its own sake: a number of people, somebody of a kind that talks unnamed, not a crowd.
fn is_unnamed(words: &str) -> bool {
    let lower = words.to_lowercase();
    let first = lower.split(' ').next().unwrap_or("");
    let counted =
        lexicon::classes(first).any(crate::text::Class::NUMBER_WORD) || words::is("some", first);
    let close = [
        "familiar with",
        "close to",
        "briefed on",
        "knowledge of",
        "not to be named",
    ];
    counted && has_word(1, words)
        || has_word(2, words)
        || close.iter().any(|phrase| lower.contains(phrase))
}

/// The words behind the cue of a claim.
fn behind<'r>(record: &'r Record, claim: &Claim) -> Option<&'r str> {
    let cue = claim.cue.part.as_ref()?.hull();
    let rest = record.article.text.get(cue.end as usize..)?;
    Some(rest[..rest.floor_char_boundary(HEARER)].trim_start())
}

/// Whether a body says it in a paper of its own: "said in a joint statement".
fn is_paper(behind: &str) -> bool {
    let mut words = behind.split(|c: char| !c.is_alphanumeric());
    words.next() == Some("in")
        && matches!(words.next(), Some("a" | "an" | "its" | "their"))
        && words.take(2).any(|word| has_word(0, word))
}

/// Whether a claim was told to the outlet itself.
fn to_us(record: &Record, claim: &Claim) -> bool {
    let Some(behind) = behind(record, claim) else {
        return false;
    };
    let lower = behind.to_lowercase();
    let told: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    match told.as_slice() {
        ["this" | "our", what, ..] => WORDS[3].contains(what) || words::is("ours", what),
        [first, second, ..] => {
            let name = if *first == "the" { second } else { first };
            let own = record
                .article
                .publisher
                .as_deref()
                .unwrap_or("")
                .to_lowercase();
            name.len() > 2
                && own
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == *name)
        }
        _ => false,
    }
}

/// Whether a source is one named before, taken up again: "The officials", "the communiqué".
fn again(relied: &Relied, all: &[Relied]) -> bool {
    let lower = relied.on.to_lowercase();
    let Some(head) = lower.strip_prefix("the ") else {
        return false;
    };
    let head = head
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    matches!(relied.basis, Basis::Anonymous | Basis::Document)
        && all.iter().any(|earlier| {
            earlier.span.start < relied.span.start
                && (earlier.basis == relied.basis)
                && (earlier.on.to_lowercase().contains(head) || relied.basis == Basis::Document)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_go_by_their_names_without_articles() {
        assert!(same_outlet("The Velmar Courier", "Velmar Courier"));
        assert!(same_outlet("Radio Isla", "Radio Isla Online"));
        assert!(same_outlet("BBC News Online", "BBC"));
        assert!(!same_outlet("The Times", "The Times of India"));
        assert!(!same_outlet("Velmar", "Velmar Courier"));
        assert!(!same_outlet("Velmar Radio", "Velmar News"));
        assert!(!same_outlet("Velmar Courier", "Velmar Post"));
        assert!(!same_outlet("", "Velmar Post"));
    }

    #[test]
    fn a_dateline_names_the_agency() {
        let (span, agency) = dateline("OSLO, March 3 (Nordic Wire) \u{2014} The gate").unwrap();
        assert_eq!((span.end, agency.as_str()), (27, "Nordic Wire"));
        assert!(dateline("The mayor (right) spoke - at length").is_none());
        assert!(dateline("The gate shut. It (the old one) - fell").is_none());
        assert!(dateline("Paris (AFP) - The gate").is_some());
        let body = "The Nordic Gate Authority (NGA) \u{2013} the regulator \u{2013} shut it.";
        assert!(dateline(body).is_none());
    }

    #[test]
    fn a_place_in_capitals_is_no_part_of_the_text() {
        let end = |text: &str| placed(text);
        assert_eq!(end("OSLO, Norway \u{2014} The gate shut"), Some(12));
        assert_eq!(end("NEW DELHI/MUMBAI: The gate shut"), Some(16));
        assert_eq!(end("NATO allies paid for the gate \u{2013} a record"), None);
        assert_eq!(end("Oslo - The gate shut"), None);
        assert_eq!(
            end(&format!("OSLO {}- The gate", "\u{e9}".repeat(99))),
            None
        );
    }

    #[test]
    fn people_who_know_a_document_are_none() {
        assert!(is_document("the report"));
        assert!(is_document("a report by the town"));
        assert!(is_document("court papers seen by the Post"));
        assert!(!is_document("two officials familiar with the report"));
        assert!(!is_document("the report\u{2019}s author"));
        assert!(!is_document("an official"));
    }

    #[test]
    fn a_credit_line_names_the_agency() {
        let last = |text| last_line(text, "Velmar Post").map(|(_, agency)| agency);
        assert_eq!(
            last("The gate shut. (Nordic Press/Velmar Post)").as_deref(),
            Some("Nordic Press")
        );
        assert_eq!(
            last("The gate shut. NORDIC NEWS SERVICE").as_deref(),
            Some("NORDIC NEWS SERVICE")
        );
        let place = |text: &'static str| last_line(text, "Velmar Post").unwrap().0.of(text);
        assert_eq!(place("The gate shut. (Nordic Press)"), "(Nordic Press)");
        let shouted = "The gate shut.  NORDIC NEWS \u{c5}S)";
        assert_eq!(place(shouted), "NORDIC NEWS \u{c5}S)");
        assert_eq!(last("The gate shut. He told the press"), None);
        assert_eq!(last("The gate (the old one)"), None);
    }

    #[test]
    fn unnamed_sources_are_not_crowds() {
        assert!(is_unnamed("two senior officials"));
        assert!(is_unnamed("sources familiar with the matter"));
        assert!(!is_unnamed("police"));
        assert!(!is_unnamed("residents of the quarter"));
    }
}
