//! The statements of an article: its clauses, each with what it says as features that clauses of other articles can share.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::background;
use crate::model::{BlockKind, DateKind, EntityKind, FigureKind, Record, Span};
use crate::text::term::{stem, term};
use crate::text::{Class, Text, TokenSpan, lexicon};

/// How many words a clause has at least.
const WORDS: usize = 3;
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

    fn word(stem: &str) -> Self {
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

/// The statements of an article in text order.
pub(super) fn statements(record: &Record, text: &Text<'_>) -> Vec<Statement> {
    let mut clauses = Clauses::new(record, text);
    clauses.figures(record);
    clauses.dates(record);
    clauses.entities(record);
    clauses.quotations(text);
    clauses.words(record, text);
    let mut found = clauses.found;
    for statement in &mut found {
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
        for (number, &sentence) in text.sentences.iter().enumerate() {
            let block = text.block_of(sentence.start as usize);
            let heading = record
                .article
                .blocks
                .get(block)
                .is_some_and(|b| b.kind == BlockKind::Heading);
            if !heading {
                split(text, sentence, number, &mut found);
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

    fn figures(&mut self, record: &Record) {
        for figure in record.figures.iter().flatten() {
            let Some(value) = figure.value.or(figure.high) else {
                continue;
            };
            if figure.kind == FigureKind::Ordinal {
                continue;
            }
            let unit = figure.unit.as_deref();
            let telling = value > 12.0 || !unit_of(figure.kind, unit).is_empty();
            let kind = if telling { Kind::Figure } else { Kind::Count };
            self.put(
                figure.span,
                Feature::new(kind, &figure_key(figure.kind, value, unit)),
            );
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
        }
    }

    fn entities(&mut self, record: &Record) {
        for entity in record.entities.iter().flatten() {
            let kind = if entity.kind == EntityKind::Person {
                Kind::Person
            } else {
                Kind::Name
            };
            for &mention in &entity.mentions {
                self.put(mention, Feature::new(kind, &entity.key));
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
            let Some(term) = term(text, token) else {
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
            if taken || cues.contains(&span.start) || term.stem.len() < 3 {
                continue;
            }
            let feature = Feature::word(sense(&term.stem));
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
        let opens = at > start && OPENERS.contains(text.lower(at)) && !text.is(at, Class::GLUED);
        let parted = at > start && parts(text, at - 1) && !text.is(at, Class::QUOTE_END);
        if opens || parted {
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

/// Appends a clause, or lengthens the one before it in the sentence where one of both is too short.
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
        && (words(span) < WORDS || words(last.span) < WORDS)
    {
        last.span = Span::new(last.span.start, span.end);
        return;
    }
    found.push(Statement {
        span,
        sentence: number,
        features: Vec::new(),
    });
}
