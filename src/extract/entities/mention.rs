//! Finds the mentions of names: what the tagger says, with the bounds and kinds mended where the text is sure.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{beside, dateline, mend, region, words};
use crate::model::{Article, EntityKind, Span};
use crate::text::tagger::{self, Model};
use crate::text::{Class, Text, TokenSpan};

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) tokens: TokenSpan,
    pub(super) span: Span,
    pub(super) kind: EntityKind,
}

/// The mentions in text order, without overlap.
pub(super) fn find(text: &Text<'_>, model: &Model, article: &Article) -> Vec<Mention> {
    let kinds: Vec<Option<EntityKind>> = model.kinds().iter().map(|name| kind(name)).collect();
    let mut mentions = Vec::new();
    for tagged in tagger::tag(text, model) {
        let Some(kind) = kinds.get(tagged.kind).copied().flatten() else {
            continue;
        };
        if let Some(tokens) = trim(text, tagged.tokens, kind) {
            mentions.push(Mention::new(text, tokens, kind));
        }
    }
    let mut mentions = mend::mend(text, model, mentions);
    drop_plurals(text, &mut mentions);
    agree(text, &mut mentions);
    region::settle(text, model, &mut mentions);
    beside::settle(text, model, article, &mut mentions);
    dateline::settle(text, &article.dateline, &mut mentions);
    add_repeated(text, &mut mentions);
    mentions
}

impl Mention {
    /// The mention that `tokens` are.
    pub(super) fn new(text: &Text<'_>, tokens: TokenSpan, kind: EntityKind) -> Self {
        Self {
            tokens,
            span: text.span(tokens),
            kind,
        }
    }
}

fn kind(name: &str) -> Option<EntityKind> {
    Some(match name {
        "person" => EntityKind::Person,
        "organization" => EntityKind::Organization,
        "location" => EntityKind::Location,
        "group" => EntityKind::Group,
        "event" => EntityKind::Event,
        "law" => EntityKind::Law,
        "work" => EntityKind::Work,
        "product" => EntityKind::Product,
        _ => return None,
    })
}

/// Cuts articles, titles, possessives and stray marks off the ends of a name; none where nothing is left.
fn trim(text: &Text<'_>, tokens: TokenSpan, kind: EntityKind) -> Option<TokenSpan> {
    let mut range = tokens.range();
    while range.len() > 1 && drops_first(text, range.start, kind) {
        range.start += 1;
    }
    while range.len() > 1 && drops_last(text, range.end - 1, range.start) {
        range.end -= 1;
    }
    let named = range
        .clone()
        .any(|index| text.is(index, Class::WORD | Class::NUMBER | Class::ADDRESS));
    let pronoun = range.len() == 1
        && text.is(range.start, Class::PRONOUN)
        && !text.is(range.start, Class::ALL_CAPS);
    (named && !pronoun).then(|| TokenSpan::at(range.start, range.end))
}

fn drops_first(text: &Text<'_>, index: usize, kind: EntityKind) -> bool {
    let lower = text.lower(index);
    let person = kind == EntityKind::Person;
    matches!(lower, "the" | "a" | "an") && kind != EntityKind::Work
        || text.is(index, Class::MARK | Class::POSSESSIVE)
        || person && words::is_honorific(lower)
        || person && words::is_title(lower) && text.is(index + 1, Class::CAPITAL)
}

fn drops_last(text: &Text<'_>, index: usize, start: usize) -> bool {
    let class = text.class(index);
    let word = text.word(index);
    let closes = matches!(word, ")" | "]" | "\"" | "\u{201d}" | "\u{2019}");
    let opened = closes
        && (start..index)
            .any(|i| matches!(text.word(i), "(" | "[" | "\"" | "\u{201c}" | "\u{2018}"));
    class.any(Class::POSSESSIVE)
        || class.any(Class::MARK) && !opened && !matches!(word, "!" | "?" | "+")
}

/// Drops single plurals that are capitalised only as the first word of a sentence, heading or table cell, where the
/// document also writes them small: `Lakes | Depth`.
fn drop_plurals(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let opens = |index: usize| {
        let sentence = text.sentences.get(text.sentence_of(index));
        sentence.is_some_and(|s| s.range().start == index)
            || index
                .checked_sub(1)
                .is_some_and(|i| text.is(i, Class::MARK))
    };
    let plural = |m: &Mention| {
        let first = m.tokens.range().start;
        m.tokens.len() == 1
            && !matches!(m.kind, EntityKind::Person | EntityKind::Group)
            && !text.is(first, Class::ALL_CAPS)
            && text.lower(first).len() > 3
            && text.lower(first).ends_with('s')
    };
    let suspects: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| plural(m))
        .map(|m| text.lower(m.tokens.range().start))
        .collect();
    if suspects.is_empty() {
        return;
    }
    let mut small: FxHashSet<&str> = FxHashSet::default();
    let mut large: FxHashSet<&str> = FxHashSet::default();
    for index in 0..text.len() {
        let lower = text.lower(index);
        if suspects.contains(lower) && !text.is(index, Class::CAPITAL) {
            small.insert(lower);
        } else if suspects.contains(lower) && !opens(index) {
            large.insert(lower);
        }
    }
    mentions.retain(|m| {
        let lower = text.lower(m.tokens.range().start);
        !(plural(m) && small.contains(lower) && !large.contains(lower))
    });
}

/// The counts of the kinds that a string was found as, with the first place of each.
type Votes = FxHashMap<EntityKind, (usize, usize)>;

/// Gives all mentions of the same string the kind that most of them have.
fn agree(text: &Text<'_>, mentions: &mut [Mention]) {
    let mut votes: FxHashMap<&str, Votes> = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        let kinds = votes.entry(mention.span.of(text.source())).or_default();
        kinds.entry(mention.kind).or_insert((0, at)).0 += 1;
    }
    for mention in mentions {
        let kinds = &votes[mention.span.of(text.source())];
        let best = kinds
            .iter()
            .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
        if let Some((&kind, _)) = best.filter(|_| kinds.len() > 1) {
            mention.kind = kind;
        }
    }
}

/// The longest name, in tokens, that is looked for again.
const LONGEST: usize = 6;

/// Adds the places where a found name stands again without having been found.
fn add_repeated(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let mut known: FxHashMap<&str, EntityKind> = FxHashMap::default();
    for mention in mentions.iter().filter(|m| m.tokens.len() <= LONGEST) {
        if is_sure(text, mention) {
            known.insert(mention.span.of(text.source()), mention.kind);
        }
    }
    let mut found = Vec::with_capacity(mentions.len());
    let mut at = 0;
    for mention in mentions.iter() {
        add_between(text, at, mention.tokens.range().start, &known, &mut found);
        found.push(*mention);
        at = mention.tokens.range().end;
    }
    add_between(text, at, text.len(), &known, &mut found);
    *mentions = found;
}

/// Whether a name can be told from common words wherever it stands.
fn is_sure(text: &Text<'_>, mention: &Mention) -> bool {
    let first = mention.tokens.range().start;
    let named = matches!(
        mention.kind,
        EntityKind::Person | EntityKind::Organization | EntityKind::Location
    );
    mention.tokens.len() > 1
        || named && text.is(first, Class::CAPITAL) && !text.is(first, Class::FUNCTION)
}

fn add_between(
    text: &Text<'_>,
    start: usize,
    end: usize,
    known: &FxHashMap<&str, EntityKind>,
    found: &mut Vec<Mention>,
) {
    let mut at = start;
    while at < end {
        let longest = LONGEST.min(end - at);
        let hit = (1..=longest)
            .rev()
            .filter(|_| text.is(at, Class::CAPITAL))
            .map(|length| TokenSpan::at(at, at + length))
            .find_map(|tokens| Some((tokens, *known.get(text.slice(tokens))?)));
        match hit.filter(|(tokens, _)| stands_alone(text, *tokens)) {
            Some((tokens, kind)) => {
                found.push(Mention::new(text, tokens, kind));
                at = tokens.range().end;
            }
            None => at += 1,
        }
    }
}

/// Whether no capitalised word stands beside the tokens: it would be part of another name.
fn stands_alone(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let single = range.len() == 1;
    let after = text.is(range.end, Class::CAPITAL) && !text.is(range.end, Class::SENTENCE_START);
    let before = range.start.checked_sub(1).is_some_and(|index| {
        text.is(index, Class::CAPITAL)
            && !text.is(range.start, Class::SENTENCE_START)
            && !words::is_role(text.lower(index))
            && !text.is(index, Class::FUNCTION)
    });
    let common = single
        && text.is(range.start, Class::SENTENCE_START)
        && text.is(range.start, Class::FUNCTION);
    !(single && (after || before) || common)
}
