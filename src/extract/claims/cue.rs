//! The lexicon of attribution cues: which words can show that something is attributed, and what they take.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::CueKind;

/// What a cue takes; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames(u16);

impl Frames {
    /// A clause, with or without "that".
    pub(super) const CLAUSE: Self = Self(1);
    /// A quotation, also before it: `"…," he said`.
    pub(super) const QUOTATION: Self = Self(2);
    /// A noun phrase: "criticised the plan".
    pub(super) const NOUN: Self = Self(4);
    /// A to-infinitive: "wants to leave".
    pub(super) const INFINITIVE: Self = Self(8);
    /// A hearer and a to-infinitive: "urged them to leave".
    pub(super) const HEARER_INFINITIVE: Self = Self(16);
    /// A hearer and a clause: "told them that".
    pub(super) const HEARER_CLAUSE: Self = Self(32);
    /// An indirect question: "asked whether".
    pub(super) const QUESTION: Self = Self(64);

    /// A passive that tells hearsay: "is expected to".
    pub(super) const HEARSAY: Self = Self(128);

    /// Nothing: "She refused."
    pub(super) const ALONE: Self = Self(1024);

    /// Only what can be cited says it so: "the study suggests", not "the move suggests".
    pub(super) const EVIDENCE: Self = Self(512);
    /// A clause with "that" or a question word only: "found that".
    pub(super) const STRICT: Self = Self(256);

    /// The union of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds any of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set that letters name in the data.
    pub(super) fn parse(letters: &str) -> Self {
        letters.chars().fold(Self::default(), |frames, letter| {
            Self(frames.0 | Self::of(letter).0)
        })
    }

    const fn of(letter: char) -> Self {
        match letter {
            't' => Self::CLAUSE,
            'q' => Self::QUOTATION,
            'n' => Self::NOUN,
            'i' => Self::INFINITIVE,
            'o' => Self::HEARER_INFINITIVE,
            'a' => Self::HEARER_CLAUSE,
            'w' => Self::QUESTION,
            'h' => Self::HEARSAY,
            's' => Self::STRICT,
            'e' => Self::EVIDENCE,
            'z' => Self::ALONE,
            _ => Self(0),
        }
    }
}

/// One row of the lexicon.
#[derive(Debug)]
pub(super) struct Cue {
    /// The kind of attribution.
    pub(super) kind: CueKind,
    /// What it takes.
    pub(super) frames: Frames,
    /// The prepositions that make one cue with it: "called for".
    pub(super) prepositions: Vec<&'static str>,
    /// Its word class and forms, as the data give them.
    pub(super) class: WordClass,
    /// The forms, the base form first.
    pub(super) forms: Vec<&'static str>,
}

/// The word classes of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    /// said
    Verb,
    /// statement
    Noun,
    /// confident
    Adjective,
}

/// The forms that a word can be; a set, since "put" is base, past and participle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shapes(u8);

impl Shapes {
    /// say
    pub(super) const BASE: Self = Self(1);
    /// says
    pub(super) const THIRD: Self = Self(2);
    /// saying
    pub(super) const GERUND: Self = Self(4);
    /// The union of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// said, wrote
    pub(super) const PAST: Self = Self(8);
    /// said, written
    pub(super) const PARTICIPLE: Self = Self(16);

    /// Whether it holds any of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a word can be as a cue.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// The verb and the forms of it that the word can be.
    pub(super) verb: Option<(u16, Shapes)>,
    /// The noun.
    pub(super) noun: Option<u16>,
    /// The adjective.
    pub(super) adjective: Option<u16>,
}

/// The lexicon.
pub(super) struct Lexicon {
    /// The rows.
    pub(super) cues: Vec<Cue>,
    words: FxHashMap<&'static str, Reading>,
}

impl Lexicon {
    /// What a lower-case word can be as a cue.
    pub(super) fn get(&self, lower: &str) -> Option<Reading> {
        self.words.get(lower).copied()
    }

    /// The row with a number that [`Reading`] gave.
    pub(super) fn cue(&self, row: u16) -> &Cue {
        &self.cues[usize::from(row)]
    }

    fn load(table: &'static str) -> Self {
        let cues: Vec<Cue> = table.lines().filter_map(parse).collect();
        let mut words: FxHashMap<&'static str, Reading> = FxHashMap::default();
        for (row, cue) in (0_u16..).zip(&cues) {
            for (position, form) in cue.forms.iter().enumerate() {
                let reading = words.entry(form).or_default();
                match cue.class {
                    WordClass::Verb => add_verb(reading, row, position, cue.forms.len()),
                    WordClass::Noun => reading.noun = Some(row),
                    WordClass::Adjective => reading.adjective = Some(row),
                }
            }
        }
        Self { cues, words }
    }
}

fn add_verb(reading: &mut Reading, row: u16, position: usize, forms: usize) {
    let shape = match position {
        0 => Shapes::BASE,
        1 => Shapes::THIRD,
        2 => Shapes::GERUND,
        3 if forms == 4 => Shapes(Shapes::PAST.0 | Shapes::PARTICIPLE.0),
        3 => Shapes::PAST,
        _ => Shapes::PARTICIPLE,
    };
    let (row, before) = reading.verb.unwrap_or((row, Shapes::default()));
    reading.verb = Some((row, Shapes(before.0 | shape.0)));
}

fn parse(line: &'static str) -> Option<Cue> {
    let mut columns = line.split('\t');
    let kind = kind(columns.next()?)?;
    let class = match columns.next()? {
        "verb" => WordClass::Verb,
        "noun" => WordClass::Noun,
        _ => WordClass::Adjective,
    };
    let frames = Frames::parse(columns.next()?);
    let prepositions = columns.next()?.split(' ').filter(|p| *p != "-").collect();
    let forms = columns.next()?.split(' ').collect();
    Some(Cue {
        kind,
        frames,
        prepositions,
        class,
        forms,
    })
}

/// The kind of cue by its name in the data.
pub(super) fn kind(name: &str) -> Option<CueKind> {
    Some(match name {
        "say" => CueKind::Say,
        "write" => CueKind::Write,
        "think" => CueKind::Think,
        "want" => CueKind::Want,
        "plan" => CueKind::Plan,
        "stance" => CueKind::Stance,
        "show" => CueKind::Show,
        "deny" => CueKind::Deny,
        "no_comment" => CueKind::NoComment,
        "hearsay" => CueKind::Hearsay,
        _ => return None,
    })
}

/// The lexicon of the program.
pub(super) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::load(include_str!("../../data/claims/cues.tsv")));
