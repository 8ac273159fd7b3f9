//! Reads the project's own annotated articles: XML of `<article>`s with inline marks, as `src/data/training/GUIDE.md`
//! says. Only the names are read here; the title becomes the first block.

use super::TrainError;
use super::document::{Document, KindSet, Name};
use crate::model::{BlockKind, Span};

/// The elements that mark names, in the order of the kinds.
const ELEMENTS: [&str; 8] = ["per", "org", "loc", "grp", "evt", "law", "wrk", "prd"];

/// Reads the articles of a file.
///
/// # Errors
/// Where an element is not closed, or closed by another: with its line.
pub(super) fn read(source: &str) -> Result<Vec<Document>, TrainError> {
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some(length) = source[at..].find('<') {
        reader.text(&source[at..at + length]);
        let open = at + length;
        let close = source[open..].find('>').map(|n| open + n);
        let line = || 1 + source[..open].matches('\n').count();
        let Some(close) = close else {
            return Err(TrainError::at(line(), "an element without its '>'"));
        };
        let tag = &source[open + 1..close];
        reader
            .tag(tag)
            .map_err(|cause| TrainError::at(line(), &cause))?;
        at = close + 1;
    }
    match reader.open.pop() {
        Some((open, _)) => {
            let cause = format!("<{open}> is not closed: the file ends too early");
            Err(TrainError::at(source.lines().count(), &cause))
        }
        None => Ok(reader.documents),
    }
}

#[derive(Default)]
struct Reader {
    documents: Vec<Document>,
    document: Document,
    /// The text of the open block, and where the document's text will have it.
    block: Option<String>,
    open: Vec<(String, usize)>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if let Some(block) = &mut self.block {
            let plain = text
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"");
            block.push_str(&plain.replace("&apos;", "'").replace("&amp;", "&"));
        }
    }

    fn tag(&mut self, tag: &str) -> Result<(), String> {
        if tag.starts_with(['?', '!']) || tag.ends_with('/') {
            return Ok(());
        }
        let Some(name) = tag.strip_prefix('/') else {
            let name = tag.split_whitespace().next().unwrap_or("").to_owned();
            if block_kind(&name).is_some() {
                self.block = Some(String::new());
            }
            self.open
                .push((name, self.block.as_ref().map_or(0, String::len)));
            return Ok(());
        };
        match self.open.pop() {
            Some((open, start)) if open == name.trim() => self.close(&open, start),
            Some((open, _)) => return Err(format!("<{open}> is closed by <{tag}>")),
            None => return Err(format!("<{tag}> closes nothing")),
        }
        Ok(())
    }

    fn close(&mut self, name: &str, start: usize) {
        if let Some(kind) = block_kind(name) {
            let block = self.block.take().unwrap_or_default();
            self.document.push_block(kind, &block);
        } else if name == "article" {
            self.documents.push(std::mem::take(&mut self.document));
        } else if let Some(kind) = ELEMENTS.iter().position(|&element| element == name) {
            self.name(kind, start);
        }
    }

    fn name(&mut self, kind: usize, start: usize) {
        let before = self.document.text.len();
        let offset = if before == 0 { 0 } else { before + 2 };
        let end = self.block.as_ref().map_or(0, String::len);
        self.document.names.push(Name {
            span: Span::at(offset + start, offset + end),
            kinds: KindSet::one(kind),
        });
    }
}

fn block_kind(element: &str) -> Option<BlockKind> {
    match element {
        "title" | "h" => Some(BlockKind::Heading),
        "p" => Some(BlockKind::Paragraph),
        "li" => Some(BlockKind::ListItem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_the_text_without_marks_has_them() {
        let source = "<corpus><article id=\"a\"><title><per e=\"1\">Li</per> wins</title>\n\
            <p>Then <con n=\"1\"><per>A &amp; B</per> fell</con>.</p></article></corpus>";
        let documents = read(source).unwrap();
        let document = &documents[0];
        assert_eq!(document.text, "Li wins\n\nThen A & B fell.");
        let names: Vec<_> = document
            .names
            .iter()
            .map(|n| n.span.of(&document.text))
            .collect();
        assert_eq!(names, ["Li", "A & B"]);
    }

    #[test]
    fn a_wrong_mark_is_named_with_its_line() {
        let error = read("<corpus>\n<article><p><per>x</p></article>").unwrap_err();
        assert_eq!(error.to_string(), "line 2: <per> is closed by </p>");
        let error = read("<corpus>\n<article><p>x</p>\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2: <article> is not closed: the file ends too early"
        );
    }
}
