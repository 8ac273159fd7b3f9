//! Who said what: the speaker on the left, the words that attribute and what is said on the right.

use rustc_hash::FxHashMap;

use super::tally::Tally;
use crate::model::{Claim, Entity, Part, Record, SourceForm, SourceKind, Span, Style};
use crate::report::terminal::{Ink, Page, Phrase};

/// How many characters of a description are shown on the left.
const LONGEST_SPEAKER: usize = 80;

/// How much may stand between a cue and what is said, in bytes.
const LONGEST_HEARER: usize = 48;

pub(super) fn write(record: &Record, claims: &[&Claim], page: &mut Page<'_>) {
    if claims.is_empty() {
        return;
    }
    page.heading("Who said what");
    page.columns_are(["who", "what"]);
    let mut last = None;
    let mut introduced = Tally::new();
    for claim in claims {
        let speaker = Speaker::of(record, claim);
        let same = last.as_ref() == Some(&speaker.name);
        let mut left = Phrase::default();
        if !same {
            left = speaker.phrase(introduced.add(speaker.name.clone()));
        }
        let indent = if claim.nested_in.is_some() { 4 } else { 0 };
        page.row(&left, &said(record, claim), indent);
        last = Some(speaker.name);
    }
    credits(record, page);
}

/// Who is said to have said something, as reports name him.
pub(in crate::report) struct Speaker {
    pub(in crate::report) name: String,
    pub(in crate::report) role: Option<String>,
    ink: Ink,
}

impl Speaker {
    pub(in crate::report) fn of(record: &Record, claim: &Claim) -> Self {
        let source = &claim.source;
        let entity = entity(record, claim);
        let written = source
            .part
            .as_ref()
            .map(|part| part.of(&record.article.text));
        let name = match (entity, written) {
            // What the text says at length is better than the bare name.
            (Some(entity), Some(written)) if source.form == Some(SourceForm::Description) => {
                shortened(&format!("{} ({written})", entity.name))
            }
            (Some(entity), _) => entity.name.clone(),
            (None, Some(written)) => shortened(&written),
            (None, None) => "(nobody named)".to_owned(),
        };
        let ink = match source.kind {
            SourceKind::Person | SourceKind::Organization => Ink::Name,
            SourceKind::None => Ink::Faint,
            SourceKind::Document | SourceKind::Anonymous => Ink::Plain,
        };
        let role = source
            .role
            .clone()
            .or_else(|| entity.and_then(|e| e.role.clone()));
        let role = role.filter(|role| !name.contains(role.as_str()));
        Self { name, role, ink }
    }

    /// The name, at its first appearance with the role.
    fn phrase(&self, first: bool) -> Phrase {
        let phrase = Phrase::new(self.ink, &self.name);
        match self.role.as_deref().filter(|_| first) {
            Some(role) => phrase.and(Ink::Plain, ", ").and(Ink::Faint, role),
            None => phrase,
        }
    }
}

/// A description at length, cut between two words.
fn shortened(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(LONGEST_SPEAKER) else {
        return text.to_owned();
    };
    let end = text[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", text[..end].trim_end_matches([',', ' ']))
}

/// The entity that says something, where it is known.
pub(in crate::report) fn entity<'a>(record: &'a Record, claim: &Claim) -> Option<&'a Entity> {
    let entities = record.entities.as_deref().unwrap_or(&[]);
    entities.get(claim.source.entity?.0 as usize)
}

/// The cue and the content.
fn said(record: &Record, claim: &Claim) -> Phrase {
    let mut phrase = Phrase::default();
    let cue = claim.cue.part.as_ref().filter(|_| !is_woven_in(claim));
    let cue = cue.map(|cue| cue.of(&record.article.text));
    if let Some(cue) = &cue {
        phrase.push(Ink::Faint, &leading(cue));
    }
    if let Some(told) = told(record, claim) {
        phrase.push(Ink::Faint, told);
    } else if let Some(via) = &claim.source.via {
        phrase.push(Ink::Faint, &format!(" (to {via})"));
    } else if cue.is_some_and(|cue| cue.ends_with("told")) {
        // The words stand before it, and whom they were for, is not known.
        phrase.push(Ink::Faint, ":");
    }
    if let Some(content) = &claim.content {
        if !phrase.is_empty() {
            phrase.push(Ink::Plain, " ");
        }
        match claim.style {
            _ if is_woven_in(claim) => {
                push_content(&mut phrase, content.hull().of(&record.article.text));
            }
            Style::Direct => phrase.push(Ink::Quote, &in_marks(&content.of(&record.article.text))),
            Style::Indirect | Style::Mixed => {
                push_content(&mut phrase, &content.of(&record.article.text));
            }
        }
    }
    for (holds, note) in [(claim.hedged, "hedged"), (claim.negated, "denied")] {
        if holds {
            phrase.push(Ink::Faint, &format!(" [{note}]"));
        }
    }
    phrase
}

/// A cue as it stands before what is said: `according to` needs a colon, verbs do not.
fn leading(cue: &str) -> String {
    let lower = cue.to_lowercase();
    if lower.starts_with("according") {
        lower + ":"
    } else {
        cue.to_owned()
    }
}

/// Who was told, or where, if that stands between the cue and what is said: ` the council`, ` in a statement`.
fn told<'a>(record: &'a Record, claim: &Claim) -> Option<&'a str> {
    let (cue, content) = (claim.cue.part.as_ref()?, claim.content.as_ref()?);
    let (start, end) = (cue.hull().end, content.hull().start);
    let source = claim.source.part.as_ref().map(Part::hull);
    if start >= end || source.is_some_and(|source| source.start < end && start < source.end) {
        return None;
    }
    let words = Span::new(start, end).of(&record.article.text).trim_end();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.');
    (words.len() <= LONGEST_HEARER && words.starts_with(' ') && words.chars().all(plain))
        .then_some(words)
}

/// Content with its words in curly quotation marks shown as such.
fn push_content(phrase: &mut Phrase, content: &str) {
    for (number, piece) in content.split_inclusive('”').enumerate() {
        let opening = piece.find('“').filter(|_| piece.ends_with('”'));
        let (plain, quoted) = piece.split_at(opening.unwrap_or(piece.len()));
        // A piece that only ends a quotation began before the content did.
        let begun = number == 0 && opening.is_none() && piece.ends_with('”');
        phrase.push(if begun { Ink::Quote } else { Ink::Plain }, plain);
        phrase.push(Ink::Quote, quoted);
    }
}

/// Whether the cue stands inside what is said, and nobody says it: `Prices are expected to rise`.
fn is_woven_in(claim: &Claim) -> bool {
    let (Some(cue), Some(content)) = (&claim.cue.part, &claim.content) else {
        return false;
    };
    claim.source.part.is_none() && content.hull().contains(cue.hull())
}

/// A quotation in its marks.
fn in_marks(quotation: &str) -> String {
    if quotation.starts_with(['“', '"', '‘', '\'', '«', '„', '`', '”']) {
        quotation.to_owned()
    } else {
        format!("“{quotation}”")
    }
}

/// The outlets that the article credits, each with the ways it does.
fn credits(record: &Record, page: &mut Page<'_>) {
    let mut outlets: Tally<&str> = Tally::new();
    let mut ways: FxHashMap<&str, Tally<&str>> = FxHashMap::default();
    for citation in record.citations.iter().flatten() {
        outlets.add(&citation.outlet);
        let of_it = ways.entry(&citation.outlet).or_insert_with(Tally::new);
        of_it.add(citation.kind.name());
    }
    if outlets.counts.is_empty() {
        return;
    }
    if !page.headings {
        return;
    }
    page.heading("Relies on");
    page.columns_are(["outlet", "how"]);
    for (outlet, _) in outlets.counts {
        let kinds = ways.get(outlet).map_or(&[][..], |ways| &ways.counts).iter();
        let kinds: Vec<String> = kinds.map(|(kind, times)| times_of(kind, *times)).collect();
        let right = Phrase::new(Ink::Faint, &kinds.join(", "));
        page.row(&Phrase::new(Ink::Name, outlet), &right, 0);
    }
}

/// A word with how often it holds.
fn times_of(word: &str, times: usize) -> String {
    if times > 1 {
        format!("{word} ×{times}")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Cue, CueKind, Format, Locator, Source};
    use crate::report::Style as Look;

    /// The line that is printed of a claim with its source, cue and content at these words of `text`.
    fn line(text: &str, [source, cue, content]: [&str; 3]) -> String {
        let part = |words: &str| {
            let start = text.find(words).unwrap();
            let spans = vec![Span::at(start, start + words.len())];
            Part { spans }
        };
        let path = "a".into();
        let mut record = Record::new(Article::empty(Locator { path, record: None }, Format::Text));
        record.article.text = text.to_owned();
        record.claims = Some(vec![Claim {
            span: Span::at(0, text.len()),
            style: Style::Indirect,
            source: Source {
                part: Some(part(source)),
                entity: None,
                role: None,
                kind: SourceKind::Person,
                form: None,
                via: None,
            },
            cue: Cue {
                part: Some(part(cue)),
                kind: CueKind::Say,
            },
            content: Some(part(content)),
            nested_in: None,
            hedged: false,
            negated: false,
        }]);
        let mut out = String::new();
        let (color, width) = (false, 100);
        let claims: Vec<&Claim> = record.claims.iter().flatten().collect();
        write(
            &record,
            &claims,
            &mut Page::new(&mut out, Look { color, width }),
        );
        let rows = out.lines().skip(2).map(str::trim);
        let words: Vec<&str> = rows.flat_map(str::split_whitespace).collect();
        words.join(" ")
    }

    #[test]
    fn who_was_told_stands_between() {
        let parts = ["Ms Oyelaran", "told", "that it leaks"];
        assert_eq!(
            line("Ms Oyelaran told the council that it leaks.", parts),
            "Ms Oyelaran told the council that it leaks"
        );
        let parts = ["Ms Oyelaran", "told", "It leaks"];
        assert_eq!(
            line("It leaks, Ms Oyelaran told the council.", parts),
            "Ms Oyelaran told: It leaks"
        );
        let parts = ["Ms Oyelaran", "said", "it leaks"];
        assert_eq!(
            line("There, said Ms Oyelaran, it leaks.", parts),
            "Ms Oyelaran said it leaks"
        );
    }

    #[test]
    fn long_descriptions_are_cut_between_words() {
        let cut = shortened(&"word, ".repeat(20));
        assert!(cut.ends_with("word…") && cut.chars().count() <= LONGEST_SPEAKER + 1);
        assert_eq!(shortened("two people"), "two people");
    }
}
