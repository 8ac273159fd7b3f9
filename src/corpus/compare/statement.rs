//! The statements of an article: its clauses, each with what it says as features that clauses of other articles can share.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::denied::is_denied;
use super::stance::{Stance, Stances};
use super::{provenance, words};
use crate::corpus::background;
use crate::model::{
    BlockKind, CueKind, DateKind, Entity, EntityKind, Figure, FigureKind, Record, Span,
};
use crate::text::term::{stem, term};
use crate::text::{Class, Quotation, Text, TokenSpan, lexicon};

/// How many words a clause has at least.
const WORDS: usize = 3;
/// How many tokens the subject of a sentence has at most that stands apart from its verb.
const SUBJECT: usize = 12;
/// The longest quotation of several sentences that is one statement, in bytes.
const QUOTATION: u32 = 160;
/// How many tokens behind an "and" may bring the verb of its clause.
const CLAUSE: usize = 16;
/// How many tokens of a list its last "and" may stand behind a comma.
const LISTED: usize = 5;
/// How many tokens behind an "and" tell of a count of its own.
const COUNTED: usize = 5;
/// How many words of a quotation make a feature.
const QUOTED: usize = 4;

/// What kind of thing a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A figure that is telling by itself: with a unit, or greater than a dozen.
    Figure,
    /// A small bare count.
    Count,
    /// A date, by its value.
    Date,
    /// A length of time.
    Duration,
    /// A person.
    Person,
    /// Anything else that has a name.
    Name,
    /// A content word.
    Word,
    /// A run of quoted words.
    Quote,
    /// That somebody says nothing, in whatever words.
    Silence,
}

/// Something that a clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Feature {
    pub(super) kind: Kind,
    pub(super) id: u64,
}

impl Feature {
    fn new(kind: Kind, text: &str) -> Self {
        Self {
            kind,
            id: xxh3_64(text.as_bytes()),
        }
    }

    /// A figure that is no ordinal.
    pub(super) fn figure(figure: &Figure) -> Option<Self> {
        let value = figure.value.or(figure.high)?;
        let unit = figure.unit.as_deref();
        let telling = value > 12.0 || !unit_of(figure.kind, unit).is_empty();
        let kind = if telling { Kind::Figure } else { Kind::Count };
        let counts = figure.kind != FigureKind::Ordinal;
        let key = match (figure.kind, figure.low.zip(figure.high)) {
            (FigureKind::Score, Some((one, other))) => format!("{one}-{other}"),
            _ => figure_key(figure.kind, value, unit),
        };
        counts.then(|| Self::new(kind, &key))
    }

    /// Somebody or something with a name.
    pub(super) fn entity(entity: &Entity) -> Self {
        let person = entity.kind == EntityKind::Person;
        Self::new(if person { Kind::Person } else { Kind::Name }, &entity.key)
    }

    /// A content word or one of its synonyms.
    pub(super) fn word(stem: &str) -> Self {
        Self {
            kind: Kind::Word,
            id: u64::from(background::id("en", stem)),
        }
    }
}

/// A clause.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) span: Span,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// In order, each once.
    pub(super) features: Vec<Feature>,
    /// The days that its dates and times are of, in order.
    pub(super) days: Vec<u64>,
    /// Whether it only tells who speaks.
    pub(super) speaker: bool,
    /// What others can contradict.
    pub(super) stance: Stance,
}

impl Statement {
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.features.iter().any(|feature| feature.kind == kind)
    }
}

static SYNONYMS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = lexicon::entries(include_str!("../../data/corpus/synonyms.tsv"));
    let mut groups = FxHashMap::default();
    for (name, words) in lines.filter_map(|line| line.split_once('\t')) {
        for word in words.split(' ') {
            groups.insert(stem(word).into_owned(), name);
        }
    }
    groups
});

static OPENERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../data/corpus/clauses.txt")).collect());

/// The word that stands for a stem and its synonyms.
pub(super) fn sense(stem: &str) -> &str {
    SYNONYMS.get(stem).copied().unwrap_or(stem)
}

/// The feature of a content word or one of its synonyms.
pub(super) fn term_feature(text: &Text<'_>, token: usize) -> Option<Feature> {
    let empty = words::is("empty", text.lower(token));
    let term = term(text, token).filter(|term| term.stem.len() > 2 && !empty)?;
    Some(Feature::word(sense(&term.stem)))
}

/// The statements of an article in text order.
pub(super) fn statements(record: &Record, text: &Text<'_>) -> Vec<Statement> {
    let mut clauses = Clauses::new(record, text);
    clauses.figures(record, text);
    clauses.dates(record);
    clauses.entities(record);
    clauses.quotations(text);
    clauses.words(record, text);
    clauses.speakers(record);
    clauses.silences(record);
    let mut found = clauses.found;
    let stances = Stances::of(record, text);
    for statement in &mut found {
        let silent = statement.has(Kind::Silence);
        statement.stance = stances.stance(text, statement.span, silent);
        statement.features.sort_unstable();
        statement.features.dedup();
    }
    found
}

/// The value of a figure for comparing: its number and unit.
pub(super) fn figure_key(kind: FigureKind, value: f64, unit: Option<&str>) -> String {
    format!("{value} {}", unit_of(kind, unit))
}

/// The unit that two figures must share to be of one kind.
pub(super) fn unit_of(kind: FigureKind, unit: Option<&str>) -> &str {
    match kind {
        FigureKind::Percent => "%",
        FigureKind::Money | FigureKind::Quantity | FigureKind::Range => unit.unwrap_or(""),
        _ => "",
    }
}

struct Clauses {
    found: Vec<Statement>,
    /// What is a finding already and no content word.
    taken: Vec<Span>,
}

impl Clauses {
    fn new(record: &Record, text: &Text<'_>) -> Self {
        let mut found = Vec::new();
        let head = text.token_at(provenance::head_end(&record.article));
        for (number, &sentence) in text.sentences.iter().enumerate() {
            let begin = head.max(sentence.start as usize);
            if begin >= sentence.end as usize {
                continue;
            }
            let sentence = TokenSpan::at(begin, sentence.end as usize);
            let block = text.block_of(sentence.start as usize);
            let heading = record
                .article
                .blocks
                .get(block)
                .is_some_and(|b| b.kind == BlockKind::Heading);
            if !heading {
                let before = found.len();
                split(text, sentence, number, &mut found);
                rejoin(text, before, &mut found);
            }
        }
        Self {
            found,
            taken: Vec::new(),
        }
    }

    /// The clause at a byte offset.
    fn at(&mut self, offset: u32) -> Option<&mut Statement> {
        let after = self.found.partition_point(|s| s.span.start <= offset);
        let statement = self.found.get_mut(after.checked_sub(1)?)?;
        (offset < statement.span.end).then_some(statement)
    }

    fn put(&mut self, span: Span, feature: Feature) {
        self.taken.push(span);
        if let Some(statement) = self.at(span.start) {
            statement.features.push(feature);
        }
    }

    fn figures(&mut self, record: &Record, text: &Text<'_>) {
        for figure in record.figures.iter().flatten() {
            let feature = Feature::figure(figure);
            if is_denied(text, text.tokens_in(figure.span).range()) {
                self.taken.push(figure.span);
            } else if let Some(feature) = feature {
                self.put(figure.span, feature);
            }
        }
    }

    fn dates(&mut self, record: &Record) {
        for date in record.dates.iter().flatten() {
            let kind = match date.kind {
                DateKind::Duration => Kind::Duration,
                DateKind::Set => continue,
                _ if date.value.contains("REF") => continue,
                _ => Kind::Date,
            };
            let clock = date
                .value
                .split_once('T')
                .is_some_and(|(_, time)| time.contains(':'));
            let most = if clock { 16 } else { 10 };
            let value = date.value.get(..most).unwrap_or(&date.value);
            self.put(date.span, Feature::new(kind, value));
            let day = value.get(..10).unwrap_or(value);
            if let Some(statement) = self.at(date.span.start).filter(|_| kind == Kind::Date) {
                statement.days.push(xxh3_64(day.as_bytes()));
            }
        }
    }

    fn entities(&mut self, record: &Record) {
        for entity in record.entities.iter().flatten() {
            for &mention in &entity.mentions {
                self.put(mention, Feature::entity(entity));
            }
        }
    }

    fn quotations(&mut self, text: &Text<'_>) {
        for quotation in &text.quotations {
            let words: Vec<usize> = quotation
                .inner()
                .range()
                .filter(|&at| text.is(at, Class::WORD | Class::NUMBER))
                .collect();
            for run in words.windows(QUOTED) {
                let joined: Vec<&str> = run.iter().map(|&at| text.lower(at)).collect();
                let start = text.tokens[run[0]].span.start;
                if let Some(statement) = self.at(start) {
                    statement
                        .features
                        .push(Feature::new(Kind::Quote, &joined.join(" ")));
                }
            }
        }
    }

    /// Marks the clauses that have a speaker and his verb, and nothing of what is said.
    fn speakers(&mut self, record: &Record) {
        let telling = [Kind::Figure, Kind::Count, Kind::Date, Kind::Duration];
        for claim in record.claims.iter().flatten() {
            let (Some(cue), Some(content)) = (&claim.cue.part, &claim.content) else {
                continue;
            };
            if let Some(statement) = self.at(cue.hull().start)
                && !content.spans.iter().any(|c| c.overlaps(statement.span))
                && !telling.iter().any(|&kind| statement.has(kind))
            {
                statement.speaker = true;
            }
        }
    }

    /// Marks the clauses that tell of somebody who says nothing.
    fn silences(&mut self, record: &Record) {
        for claim in record.claims.iter().flatten() {
            let cue = claim
                .cue
                .part
                .as_ref()
                .filter(|_| claim.cue.kind == CueKind::NoComment);
            let statement = cue.and_then(|cue| self.at(cue.hull().start));
            if let Some(statement) = statement {
                statement.features.push(Feature::new(Kind::Silence, ""));
                statement.speaker = false;
            }
        }
    }

    fn words(&mut self, record: &Record, text: &Text<'_>) {
        self.taken.sort_unstable();
        let cues = record
            .claims
            .iter()
            .flatten()
            .filter_map(|claim| claim.cue.part.as_ref());
        let cues: FxHashSet<u32> = cues
            .flat_map(|part| &part.spans)
            .map(|span| span.start)
            .collect();
        for token in 0..text.len() {
            let span = text.tokens[token].span;
            let Some(feature) = term_feature(text, token) else {
                continue;
            };
            let before = self
                .taken
                .partition_point(|taken| taken.start <= span.start);
            let taken = self.taken[..before]
                .iter()
                .rev()
                .take(4)
                .any(|taken| span.start < taken.end);
            if taken || cues.contains(&span.start) {
                continue;
            }
            if let Some(statement) = self.at(span.start) {
                statement.features.push(feature);
            }
        }
    }
}

/// Appends the clauses of a sentence: parted at commas, semicolons, colons, dashes and the words that open a clause,
/// where both parts have words enough.
fn split(text: &Text<'_>, sentence: TokenSpan, number: usize, found: &mut Vec<Statement>) {
    let first = found.len();
    let mut start = sentence.start as usize;
    for at in sentence.range() {
        // "After 61 minutes" tells when, and is no clause.
        let when =
            matches!(text.lower(at), "after" | "before") && text.is(at + 2, Class::TIME_UNIT);
        let opens = at > start
            && OPENERS.contains(text.lower(at))
            && !text.is(at, Class::GLUED)
            && !when
            && !joins_nouns(text, start, at, sentence.end as usize);
        let parted = at > start
            && parts(text, at - 1)
            && !text.is(at, Class::QUOTE_END)
            && !(text.word(at - 1) == "," && lists(text, at, sentence.end as usize));
        if (opens || parted) && quotation_at(text, at).is_none() {
            put(text, TokenSpan::at(start, at), number, first, found);
            start = at;
        }
    }
    put(
        text,
        TokenSpan::at(start, sentence.end as usize),
        number,
        first,
        found,
    );
}

/// Whether an "and" joins nouns, not clauses: no verb stands before it, or none behind, in its clause. What has a number of its own is told apart all
/// the same: "29 cases and three deaths".
fn joins_nouns(text: &Text<'_>, start: usize, at: usize, end: usize) -> bool {
    let behind = at + 1..end.min(at + CLAUSE);
    let mut clause = behind.take_while(|&at| {
        !text.is(at, Class::MARK) && !OPENERS.contains(text.lower(at)) && !parts(text, at)
    });
    let verb = |at: usize| {
        let word = text.lower(at);
        let told = word.len() > 3 && word.ends_with("ed") || text.is(at, Class::CUE);
        // The United States state nothing.
        let told = told && !text.is(at, Class::CAPITAL);
        told || text.is(at, Class::PRONOUN)
            || words::is("auxiliary", word)
            || words::is("finite", word)
            || words::denies(word)
    };
    let number = Class::NUMBER | Class::NUMBER_WORD;
    let day = |at: usize| {
        let month = |at: usize| text.is(at, Class::MONTH);
        month(at + 1) || at > 0 && month(at - 1)
    };
    let counts = |at: usize| text.is(at, number) && !day(at);
    let counted = || (at + 1..at + 1 + COUNTED).any(counts);
    text.lower(at) == "and" && !counted() && (!clause.any(verb) || !(start..at).any(verb))
}

/// Whether a comma before a token parts the nouns of a list: "in Vardo, | Hammerfest and Kirkenes".
fn lists(text: &Text<'_>, at: usize, end: usize) -> bool {
    let mut near = at..end.min(at + LISTED);
    let and = near.find(|&at| text.lower(at) == "and");
    let capital = |at: usize| text.is(at, Class::CAPITAL);
    and.is_some_and(|and| {
        (at..and).all(capital) && capital(and + 1) && joins_nouns(text, at, and, end)
    })
}

/// The quotation that a token stands in, its marks and its first word aside.
fn quotation_at(text: &Text<'_>, at: usize) -> Option<Quotation> {
    text.quotation_at(at).filter(|quotation| {
        let inner = quotation.inner().range();
        at > inner.start && inner.contains(&at)
    })
}

/// Joins the first clause of a sentence to the one before where both are of one quotation that is short.
fn rejoin(text: &Text<'_>, at: usize, found: &mut Vec<Statement>) {
    let Some(before) = at.checked_sub(1).filter(|_| at < found.len()) else {
        return;
    };
    let (last, next) = (found[before].span, found[at].span);
    let quoted = |offset: u32| quotation_at(text, text.token_at(offset));
    let begins = quoted(next.start);
    let short = next.end - last.start < QUOTATION;
    if begins.is_some() && begins == quoted(last.end.saturating_sub(1)) && short {
        found[before].span = Span::new(last.start, next.end);
        found.remove(at);
    }
}

/// Whether a clause ends with the token at `at`: after a mark, or after the quotation mark behind it.
fn parts(text: &Text<'_>, at: usize) -> bool {
    if text.is(at, Class::QUOTE_END) {
        return at > 0 && matches!(text.word(at - 1), "," | ";" | ":");
    }
    let spaced =
        text.is(at, Class::DASH) && !text.is(at, Class::GLUED) && !text.is(at + 1, Class::GLUED);
    spaced
        || matches!(text.word(at), "," | ";" | ":" | "\u{2014}") && !text.is(at + 1, Class::GLUED)
}

/// Whether a clause begins with the verb of the one before, which is nothing but its subject: "The director, Ann Marsh, | was
/// jailed". A number there tells something of its own: "Ann Marsh, 61, | was jailed".
fn is_cut(text: &Text<'_>, tokens: TokenSpan, before: Span) -> bool {
    let verb = |at: usize| words::is("auxiliary", text.lower(at));
    let subject = text.tokens_in(before).range();
    let tells = |at: usize| verb(at) || text.is(at, Class::NUMBER);
    verb(tokens.start as usize) && subject.len() < SUBJECT && !subject.into_iter().any(tells)
}

/// Appends a clause, or lengthens the one before it in the sentence where one of both is too short or lacks its verb.
fn put(
    text: &Text<'_>,
    tokens: TokenSpan,
    number: usize,
    first: usize,
    found: &mut Vec<Statement>,
) {
    let words = |span: Span| {
        let tokens = text.tokens_in(span).range();
        tokens
            .filter(|&at| text.is(at, Class::WORD | Class::NUMBER))
            .count()
    };
    let span = text.span(tokens);
    if span.is_empty() {
        return;
    }
    if let Some(last) = found.get_mut(first..).and_then(<[Statement]>::last_mut)
        && (words(span) < WORDS || words(last.span) < WORDS || is_cut(text, tokens, last.span))
    {
        last.span = Span::new(last.span.start, span.end);
        return;
    }
    found.push(Statement {
        span,
        sentence: number,
        features: Vec::new(),
        days: Vec::new(),
        speaker: false,
        stance: Stance::default(),
    });
}
