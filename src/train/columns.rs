//! Reads column files: a token and its label (`B-PER`, `I-PER`, `O`) a line, parted by a tab, a blank line between
//! sentences, `-DOCSTART-` before a document. The text is put together again, so that training sees the same tokens
//! as reading does.

use super::TrainError;
use super::document::{Document, KindSet, Name};
use crate::model::{BlockKind, Span};

/// Reads the documents of a file.
///
/// # Errors
/// Where a line has no label or one that is not known: with its line.
pub(super) fn read(source: &str) -> Result<Vec<Document>, TrainError> {
    let mut documents = vec![Document::default()];
    let mut sentence = Sentence::default();
    let mut other = false;
    for (number, line) in source.lines().enumerate() {
        let line = line.trim_end();
        let start = line.starts_with("-DOCSTART-");
        if line.is_empty() || start {
            sentence.finish(documents.last_mut());
            if start && documents.last().is_some_and(|d| !d.text.is_empty()) {
                documents.push(Document::default());
            }
            continue;
        }
        let (word, label) = line
            .split_once('\t')
            .ok_or_else(|| TrainError::at(number + 1, "no tab between token and label"))?;
        let label = Label::read(label.trim())
            .ok_or_else(|| TrainError::at(number + 1, &format!("unknown label '{label}'")))?;
        other |= label.kinds() == KindSet::OTHER;
        sentence.push(word, label);
    }
    sentence.finish(documents.last_mut());
    documents.retain(|document| !document.text.is_empty());
    if !other {
        for document in &mut documents {
            document.unmarked = KindSet::OTHER;
        }
    }
    Ok(documents)
}

#[derive(Clone, Copy)]
enum Label {
    Outside,
    Begin(KindSet),
    Inside(KindSet),
}

impl Label {
    fn read(label: &str) -> Option<Self> {
        if label == "O" {
            return Some(Self::Outside);
        }
        let (place, kind) = label.split_once('-')?;
        let kinds = match kind {
            "PER" => KindSet::one(0),
            "ORG" => KindSet::one(1),
            "LOC" => KindSet::one(2),
            "MISC" => KindSet::OTHER,
            _ => return None,
        };
        match place {
            "B" | "S" => Some(Self::Begin(kinds)),
            "I" | "E" => Some(Self::Inside(kinds)),
            _ => None,
        }
    }

    const fn kinds(self) -> KindSet {
        match self {
            Self::Outside => KindSet::NONE,
            Self::Begin(kinds) | Self::Inside(kinds) => kinds,
        }
    }
}

#[derive(Default)]
struct Sentence {
    text: String,
    names: Vec<Name>,
    quoted: bool,
    inside: bool,
}

impl Sentence {
    fn push(&mut self, word: &str, label: Label) {
        if self.spaced(word) {
            self.text.push(' ');
        }
        self.quoted ^= word == "\"";
        let start = self.text.len();
        self.text.extend(word.split_whitespace());
        let end = self.text.len();
        match (label, self.names.last_mut()) {
            (Label::Inside(_), Some(name)) if self.inside => {
                name.span = name.span.join(Span::at(start, end));
            }
            (Label::Outside, _) => {}
            (Label::Begin(kinds) | Label::Inside(kinds), _) => self.names.push(Name {
                span: Span::at(start, end),
                kinds,
            }),
        }
        self.inside = !matches!(label, Label::Outside);
    }

    /// Whether white space stands before `word`.
    fn spaced(&self, word: &str) -> bool {
        let closes = matches!(
            word,
            "." | ","
                | ";"
                | ":"
                | "?"
                | "!"
                | ")"
                | "]"
                | "}"
                | "%"
                | "'"
                | "'s"
                | "’s"
                | "'S"
                | "n't"
                | "'ll"
                | "'re"
                | "'ve"
                | "'m"
                | "'d"
                | "’"
                | "..."
                | "…"
                | "''"
        );
        let open = self.text.ends_with(['(', '[', '{', '$', '£', '€', '#'])
            || self.quoted && self.text.ends_with('"');
        !(self.text.is_empty() || closes || open || self.quoted && word == "\"")
    }

    /// Makes a block of it and begins the next sentence.
    fn finish(&mut self, document: Option<&mut Document>) {
        let sentence = std::mem::take(self);
        let (Some(document), false) = (document, sentence.text.is_empty()) else {
            return;
        };
        document.push_block(BlockKind::Paragraph, &sentence.text);
        let offset = document.blocks.last().map_or(0, |block| block.span.start);
        document.names.extend(sentence.names.iter().map(|name| {
            let start = name.span.start + article_length(name.span.of(&sentence.text));
            Name {
                span: Span::new(offset + start, offset + name.span.end),
                kinds: name.kinds,
            }
        }));
    }
}

/// The length of an article at the start of a name: in our scheme it is no part of it.
fn article_length(name: &str) -> u32 {
    let articles = ["the ", "The ", "THE ", "a ", "an ", "A ", "An "];
    articles
        .into_iter()
        .find(|article| name.starts_with(article))
        .map_or(0, |article| {
            Span::<crate::model::Byte>::at(0, article.len()).end
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_a_text_with_names() {
        let source = "-DOCSTART-\tx\n\nThe\tB-ORG\nHague\tI-ORG\n's\tO\n\"\tO\nbest\tO\n\"\tO\nAnn\tB-PER\nLi\tB-PER\n.\tO\n\nEnd\tO\n";
        let documents = read(source).unwrap();
        let document = &documents[0];
        assert_eq!(document.text, "The Hague's \"best\" Ann Li.\n\nEnd");
        let names: Vec<_> = document
            .names
            .iter()
            .map(|n| n.span.of(&document.text))
            .collect();
        assert_eq!(names, ["Hague", "Ann", "Li"]);
        assert_eq!(document.unmarked, KindSet::OTHER);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(
            read("a\tO\nb X\n").unwrap_err().to_string(),
            "line 2: no tab between token and label"
        );
        assert!(read("a\tB-FOO\n").is_err());
    }
}
