//! The outlets that an article credits: as sources of claims, as hearers, in "citing X", by links, and in its dateline.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::press;
use super::reading::{Kinds, Reader};
use crate::model::{Article, Citation, CitationKind, Entity, Span};
use crate::text::address::host;
use crate::text::outlets::{Outlet, outlets};
use crate::text::{Class, TokenSpan};

/// In so many bytes a dateline has named its agency.
const DATELINE: usize = 200;

/// A name as words, and the number of its outlet.
type Name = (Vec<&'static str>, usize);

/// The outlets by their hosts and names.
struct Outlets {
    list: Vec<Outlet>,
    /// The names in text, as words, by their first word; the longest first.
    names: FxHashMap<&'static str, Vec<Name>>,
    /// What several outlets call themselves for short, by their usual names.
    short: FxHashMap<&'static str, &'static str>,
}

static OUTLETS: LazyLock<Outlets> = LazyLock::new(load);

fn load() -> Outlets {
    let list: Vec<Outlet> = outlets().collect();
    let mut names: FxHashMap<&'static str, Vec<Name>> = FxHashMap::default();
    for (number, outlet) in list.iter().enumerate() {
        for words in outlet.names().map(words) {
            if let Some(&first) = words.first() {
                names.entry(first).or_default().push((words, number));
            }
        }
    }
    for entries in names.values_mut() {
        entries.sort_by_key(|(words, outlet)| (std::cmp::Reverse(words.len()), *outlet));
    }
    let short = list.iter().filter_map(|row| Some((row.name, row.short()?)));
    let short = short.collect();
    Outlets { list, names, short }
}

/// The tokens that a name is written in; the tokeniser parts at hyphens, possessives and marks.
fn words(name: &'static str) -> Vec<&'static str> {
    let mut words = Vec::new();
    for word in name.split(' ') {
        let mut rest = word;
        while let Some(at) = rest.find(['-', '/', '&', '\'']) {
            let length = if rest[at..].starts_with("'s") { 2 } else { 1 };
            words.extend([&rest[..at], &rest[at..at + length]]);
            rest = &rest[at + length..];
        }
        words.push(rest);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// An outlet's name in the text.
pub(super) struct Mention<'e> {
    /// The outlet.
    pub(super) outlet: &'e str,
    /// Where its name stands.
    pub(super) tokens: TokenSpan,
}

/// A credit to an outlet.
pub(super) struct Credit<'e> {
    outlet: &'e str,
    kind: CitationKind,
    /// The words of the credit.
    tokens: TokenSpan,
}

/// The outlets that the text names, in text order, and how it credits them.
pub(super) struct Press<'e> {
    mentions: Vec<Mention<'e>>,
    credits: Vec<Credit<'e>>,
}

impl<'e> Press<'e> {
    /// Reads the outlets of the list, and the entities that read as outlets.
    pub(super) fn new(r: &Reader<'_, '_>, entities: &'e [Entity], drafts: &[Draft]) -> Self {
        let roles = Roles::new(drafts);
        let mut mentions = listed(r);
        press::add(r, entities, &mut mentions, |name| {
            credit(r, &roles, drafts, name).map(|(kind, _)| kind)
        });
        let credits = mentions
            .iter()
            .filter_map(|mention| {
                let (kind, tokens) = credit(r, &roles, drafts, mention.tokens)?;
                let outlet = mention.outlet;
                Some(Credit {
                    outlet,
                    kind,
                    tokens,
                })
            })
            .collect();
        Self { mentions, credits }
    }

    /// The first outlet that is named in `tokens`.
    pub(super) fn named_in(&self, tokens: TokenSpan) -> Option<&'e str> {
        let from = self
            .mentions
            .partition_point(|mention| mention.tokens.start < tokens.start);
        let mention = self.mentions.get(from)?;
        (mention.tokens.end <= tokens.end).then_some(mention.outlet)
    }

    /// The outlet that is said in `tokens` to have been spoken to: "in an interview with the BBC".
    pub(super) fn told_in(&self, tokens: TokenSpan) -> Option<&'e str> {
        let from = self
            .credits
            .partition_point(|credit| credit.tokens.start < tokens.start);
        let mut inside = self.credits[from..]
            .iter()
            .take(4)
            .take_while(|credit| credit.tokens.end <= tokens.end);
        inside
            .find(|credit| credit.kind == CitationKind::Told)
            .map(|credit| credit.outlet)
    }
}

/// How the text credits the outlet named at `name`, and in which words.
fn credit(
    r: &Reader<'_, '_>,
    roles: &Roles,
    drafts: &[Draft],
    name: TokenSpan,
) -> Option<(CitationKind, TokenSpan)> {
    roles.of(r, drafts, name).or_else(|| by_words(r, name))
}

/// The credits of the article in text order; those of the dateline first.
pub(super) fn find(r: &Reader<'_, '_>, article: &Article, press: &Press<'_>) -> Vec<Citation> {
    let credits = press.credits.iter().map(|credit| Citation {
        outlet: credit.outlet.to_owned(),
        span: r.text.span(credit.tokens),
        kind: credit.kind,
    });
    let mut found: Vec<Citation> = credits.collect();
    found.extend(links(article));
    found.sort_by(|a, b| (a.span, &a.outlet).cmp(&(b.span, &b.outlet)));
    let own = article.publisher.as_deref().unwrap_or("");
    let own_short = own_short(own);
    found.retain(|citation| {
        !same_name(&citation.outlet, own) && Some(citation.outlet.as_str()) != own_short
    });
    let mut all: Vec<Citation> = agency(article).into_iter().collect();
    all.extend(found);
    all
}

/// The name by which a publisher calls itself as others do too; one that is not in the list is taken to do so if its name ends
/// in it: "Portsea Times".
fn own_short(publisher: &str) -> Option<&'static str> {
    let is_known = |row: &&Outlet| row.names().any(|name| same_name(name, publisher));
    if let Some(row) = OUTLETS.list.iter().find(is_known) {
        return row.short();
    }
    let mut short = OUTLETS.list.iter().filter_map(|row| row.short());
    short.find(|short| {
        let rest = publisher.strip_suffix(short.trim_start_matches("The "));
        rest.is_some_and(|rest| rest.ends_with(' '))
    })
}

fn same_name(outlet: &str, publisher: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    bare(outlet) == bare(publisher)
}

/// The names of the list that stand in the text.
fn listed(r: &Reader<'_, '_>) -> Vec<Mention<'static>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < r.text.len() {
        let hit = r
            .text
            .is(at, Class::CAPITAL)
            .then(|| name_at(r, at))
            .flatten();
        if let Some((outlet, end)) = hit {
            found.push(Mention {
                outlet: OUTLETS.list[outlet].name,
                tokens: TokenSpan::at(at, end),
            });
            at = end;
        } else {
            at += 1;
        }
    }
    name_in_full(&mut found);
    found
}

/// Gives a paper that is called for short the full name that stands before it; without one it is left as it is.
fn name_in_full(mentions: &mut [Mention<'static>]) {
    let mut full: FxHashMap<&str, &'static str> = FxHashMap::default();
    for mention in mentions {
        if let Some(short) = OUTLETS.short.get(mention.outlet) {
            full.insert(short, mention.outlet);
        } else if let Some(named) = full.get(mention.outlet) {
            mention.outlet = named;
        }
    }
}

/// The outlet whose name begins at `at`, and the end of the name.
fn name_at(r: &Reader<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let entries = OUTLETS.names.get(r.text.word(at))?;
    let (words, outlet) = entries.iter().find(|(words, _)| {
        words
            .iter()
            .enumerate()
            .all(|(i, word)| r.text.word(at + i) == *word)
    })?;
    let end = at + words.len();
    let longer = r.text.is(end, Class::CAPITAL)
        && words.len() == 1
        && !r.text.is(end, Class::SENTENCE_START);
    let inner = at > 0
        && r.text.is(at - 1, Class::CAPITAL)
        && r.lower(at - 1) != "the"
        && !r.text.is(at - 1, Class::SENTENCE_START)
        && !r.text.is(at, Class::ALL_CAPS);
    (!longer && !inner).then_some((*outlet, end))
}

/// Which tokens are sources and hearers.
struct Roles {
    /// Spans of sources and hearers, in text order, with their claims and whether they are hearers.
    spans: Vec<(TokenSpan, usize, bool)>,
}

impl Roles {
    fn new(drafts: &[Draft]) -> Self {
        let mut spans = Vec::new();
        for (number, draft) in drafts.iter().enumerate() {
            spans.extend(draft.source.map(|s| (s, number, false)));
            spans.extend(draft.hearer.map(|s| (s, number, true)));
        }
        spans.sort_unstable();
        Self { spans }
    }

    /// The credit that a name in the role of a source or hearer gives.
    fn of(
        &self,
        r: &Reader<'_, '_>,
        drafts: &[Draft],
        name: TokenSpan,
    ) -> Option<(CitationKind, TokenSpan)> {
        let after = self
            .spans
            .partition_point(|(span, _, _)| span.start <= name.start);
        let near = self.spans[..after].iter().rev().take(4);
        let &(span, number, hearer) = near.into_iter().find(|(span, _, _)| span.contains(name))?;
        let draft = &drafts[number];
        let cue = draft.cue.unwrap_or(name);
        let kind = match r.lower(cue.range().start) {
            _ if hearer => CitationKind::Told,
            "according" => CitationKind::Citing,
            _ => CitationKind::Reported,
        };
        let carries = hearer || names_head(r, span, name);
        let whole = cue.join(name);
        let near = whole.len() <= 30;
        carries.then_some((kind, if near { whole } else { name }))
    }
}

/// Whether a source is the outlet or its report, and not somebody who is said to work for it.
fn names_head(r: &Reader<'_, '_>, source: TokenSpan, name: TokenSpan) -> bool {
    let before = source.range().start..name.range().start;
    before
        .clone()
        .all(|i| r.comma(i) || r.is(i, Kinds::OUTLET_FILLER) || r.text.is(i, Class::CAPITAL))
}

/// The credit that the words around a name give: "citing X", "an interview with X", "X reported".
fn by_words(r: &Reader<'_, '_>, name: TokenSpan) -> Option<(CitationKind, TokenSpan)> {
    let range = name.range();
    let floor = range.start.saturating_sub(5);
    for at in (floor..range.start).rev() {
        match r.lower(at) {
            "citing" | "cited" | "quoting" | "quoted" => {
                return Some((CitationKind::Citing, TokenSpan::at(at, range.end)));
            }
            "told" | "telling" | "tells" => {
                return Some((CitationKind::Told, TokenSpan::at(at, range.end)));
            }
            "interview" if matches!(r.lower(at + 1), "with" | "for" | "on") => {
                return Some((CitationKind::Told, TokenSpan::at(at, range.end)));
            }
            _ if r.is(at, Kinds::REPORT) && matches!(r.lower(at + 1), "by" | "in" | "from") => {
                return Some((CitationKind::Citing, TokenSpan::at(at, range.end)));
            }
            "speaking" | "spoke" | "speaks" if speaks_to(r, at, range.start) => {
                return Some((CitationKind::Told, TokenSpan::at(at, range.end)));
            }
            _ if r.comma(at) || r.is(at, Kinds::CREDIT_FILLER) => {}
            _ if r.text.is(at, Class::CAPITAL) || r.is(at, Kinds::ADVERB) => {}
            _ => break,
        }
    }
    if r.is(range.end, Kinds::OWN_REPORT) && r.lower(range.end) != "reports" {
        return Some((
            CitationKind::Citing,
            TokenSpan::at(range.start, range.end + 1),
        ));
    }
    let first = r.lower(range.end) == "first" && r.is(range.end + 1, Kinds::CREDITS);
    let reported = first || r.is(range.end, Kinds::CREDITS);
    reported.then(|| {
        (
            CitationKind::Reported,
            TokenSpan::at(range.start, range.end + 1 + usize::from(first)),
        )
    })
}

/// Whether "speaking" at `at` is to the one whose name begins at `name`: "speaking anonymously to the".
fn speaks_to(r: &Reader<'_, '_>, at: usize, name: usize) -> bool {
    (at + 1..name).any(|i| matches!(r.lower(i), "to" | "with"))
}

/// The outlets whose pages are linked.
fn links(article: &Article) -> Vec<Citation> {
    let own = article.url.as_deref().and_then(host);
    let credit = |link: &crate::model::Link| {
        let host = host(&link.url)?;
        let outlet = by_host(host)?;
        let other = own.is_none_or(|own| !own.eq_ignore_ascii_case(host));
        other.then(|| Citation {
            outlet: outlet.to_owned(),
            span: link.span,
            kind: CitationKind::Link,
        })
    };
    article.links.iter().filter_map(credit).collect()
}

fn by_host(host: &str) -> Option<&'static str> {
    let known = |outlet: &&Outlet| outlet.hosts().any(|known| known.eq_ignore_ascii_case(host));
    OUTLETS.list.iter().find(known).map(|outlet| outlet.name)
}

/// Where the dateline may stand: at the head of the first paragraph or, below a lead, of the second.
fn dateline(article: &Article) -> impl Iterator<Item = Span> {
    let text = &article.text;
    let paragraphs = article.blocks.iter().take(2);
    let starts = paragraphs.map(|block| block.span.start as usize);
    let first = article.blocks.is_empty().then_some(0);
    let spans = first.into_iter().chain(starts).map(|start| {
        let end = text.floor_char_boundary(start + DATELINE);
        Span::at(start, end)
    });
    // The one that begins with the place, if any.
    let place = article.dateline.place.as_deref().unwrap_or_default();
    let led = spans
        .clone()
        .filter(move |span| span.of(text).starts_with(place));
    led.chain(spans)
}

/// The agency of the dateline.
fn agency(article: &Article) -> Option<Citation> {
    let agency = article.dateline.agency.as_deref()?;
    let outlet = outlet_in(agency).unwrap_or(agency);
    let start = dateline(article).find_map(|span| {
        let at = span.of(&article.text).find(agency)?;
        Some(span.start as usize + at)
    })?;
    Some(Citation {
        outlet: outlet.to_owned(),
        span: Span::at(start, start + agency.len()),
        kind: CitationKind::Agency,
    })
}

/// The outlet of the list that a short text names.
fn outlet_in(text: &str) -> Option<&'static str> {
    let text = crate::text::Text::new(text, &[]);
    listed(&Reader::new(&text))
        .first()
        .map(|mention| mention.outlet)
}
