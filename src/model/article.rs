//! The article, whatever format it was collected in.

use super::names::names;
use super::{Day, Format, Locator, Span};

/// A news article: what is known of it and its text.
#[derive(Clone, Debug)]
pub struct Article {
    /// The id that the input gave, else `a` and a hash of URL, or of publisher, title and text.
    pub id: String,
    /// Where it was read from.
    pub locator: Locator,
    /// The format it was read in.
    pub format: Format,
    /// The address of the page, canonical where the input says so.
    pub url: Option<String>,
    /// The outlet, as it calls itself, else the host of the URL.
    pub publisher: Option<String>,
    /// The headline without the site's name.
    pub title: Option<String>,
    /// The line below the headline.
    pub subtitle: Option<String>,
    /// The people who wrote it; never a site or a section.
    pub authors: Vec<String>,
    /// When it was published, as found: RFC 3339, or a day.
    pub published: Option<String>,
    /// The day it was published, as the outlet's own calendar has it.
    pub published_date: Option<Day>,
    /// Which evidence gave `published`.
    pub published_from: Option<PublishedFrom>,
    /// When it was last changed, as found.
    pub modified: Option<String>,
    /// The language as an ISO 639-1 code.
    pub language: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// The keywords that the outlet gave it.
    pub tags: Vec<String>,
    /// Place and agency of the line that opens the text.
    pub dateline: Dateline,
    /// The article's text without its title: blocks parted by a blank line (`\n\n`), unless the input gave the text.
    pub text: String,
    /// The blocks of `text`, in order, without overlap.
    pub blocks: Vec<Block>,
    /// The links in `text`.
    pub links: Vec<Link>,
}

impl Article {
    /// How many words the text has: what stands between white space.
    #[must_use]
    pub fn words(&self) -> usize {
        let (mut words, mut inside) = (0, false);
        for (at, byte) in self.text.bytes().enumerate() {
            let space = match byte {
                0..0x80 => byte == b' ' || byte.wrapping_sub(b'\t') < 5,
                // Inside a character.
                0x80..0xc0 => continue,
                0xc2 | 0xe1..=0xe3 => self.text[at..].starts_with(char::is_whitespace),
                _ => false,
            };
            words += usize::from(!space & !inside);
            inside = !space;
        }
        words
    }

    /// An article without any content, to be filled by the reader of a format.
    #[must_use]
    pub fn empty(locator: Locator, format: Format) -> Self {
        Self {
            id: String::new(),
            locator,
            format,
            url: None,
            publisher: None,
            title: None,
            subtitle: None,
            authors: Vec::new(),
            published: None,
            published_date: None,
            published_from: None,
            modified: None,
            language: None,
            section: None,
            tags: Vec::new(),
            dateline: Dateline::default(),
            text: String::new(),
            blocks: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Appends a block to `text`, parted from the one before by a blank line.
    pub fn push_block(&mut self, kind: BlockKind, content: &str) {
        Block::append(&mut self.text, &mut self.blocks, kind, content);
    }
}

/// What a dateline says: `ISLAMABAD (PEN) :`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The place, as written.
    pub place: Option<String>,
    /// The agency, as written.
    pub agency: Option<String>,
}

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
}

impl Block {
    /// Appends a block to a text and its blocks, parted from the one before by a blank line.
    pub fn append(text: &mut String, blocks: &mut Vec<Self>, kind: BlockKind, content: &str) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(content);
        let span = Span::at(start, text.len());
        blocks.push(Self { kind, span });
    }
}

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A subheading.
    Heading,
    /// A paragraph of prose.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A quotation set off from the text.
    Quote,
    /// A row of a table.
    Table,
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, absolute where that can be known.
    pub url: String,
    /// The linked words.
    pub span: Span,
}

/// The evidence that a publication date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFrom {
    /// Structured data of the page (`datePublished`).
    JsonLd,
    /// A meta element, or the date field of an API or feed.
    Meta,
    /// A `<time>` element.
    Time,
    /// A line of the byline kind in the visible text.
    Byline,
    /// The same, but it only says when the article was updated.
    Updated,
    /// The address of the page.
    Url,
    /// The dateline.
    Dateline,
}

names!(BlockKind {
    Heading = "heading",
    Paragraph = "paragraph",
    ListItem = "list_item",
    Quote = "quote",
    Table = "table",
});

names!(PublishedFrom {
    JsonLd = "json-ld",
    Meta = "meta",
    Time = "time",
    Byline = "byline",
    Updated = "updated",
    Url = "url",
    Dateline = "dateline",
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> usize {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Text);
        article.text = text.to_owned();
        article.words()
    }

    #[test]
    fn every_white_space_parts_words() {
        for space in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            assert_eq!(
                words(&format!("{space}a{space}{space}b{space}")),
                2,
                "{space:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn words_are_what_white_space_parts(
            text in "([a-z ]|[\\s\u{80}-\u{ff}]|[\u{1600}-\u{1700}\u{1ff0}-\u{3010}]|.)*",
        ) {
            prop_assert_eq!(words(&text), text.split_whitespace().count());
        }
    }
}
