//! The elements that a reader of articles tells apart.

/// An element by its name, or a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Text,
    Html,
    Body,
    Head,
    Article,
    Main,
    Section,
    Div,
    Paragraph,
    /// `h1` to `h6` by their number.
    Heading(u8),
    Quote,
    Preformatted,
    List,
    Item,
    Table,
    Row,
    Cell,
    Caption,
    Figure,
    Aside,
    Nav,
    Footer,
    Header,
    Form,
    Rule,
    Break,
    Link,
    Time,
    Title,
    Meta,
    LinkElement,
    Base,
    /// Never text of an article: scripts, frames, controls, media.
    Skipped,
    /// Another element that stands as a block of its own.
    Block,
    /// Any other: part of a line.
    Other,
}

impl Tag {
    /// The element of that name.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "html" => Self::Html,
            "body" => Self::Body,
            "head" => Self::Head,
            "article" => Self::Article,
            "main" => Self::Main,
            "section" => Self::Section,
            "div" => Self::Div,
            "p" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "blockquote" | "q-block" => Self::Quote,
            "pre" => Self::Preformatted,
            "ul" | "ol" | "dl" | "menu" | "dir" => Self::List,
            "li" | "dt" | "dd" => Self::Item,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "figcaption" | "caption" => Self::Caption,
            "figure" => Self::Figure,
            "aside" => Self::Aside,
            "nav" => Self::Nav,
            "footer" => Self::Footer,
            "header" => Self::Header,
            "form" => Self::Form,
            "hr" => Self::Rule,
            "br" => Self::Break,
            "a" => Self::Link,
            "time" => Self::Time,
            "title" => Self::Title,
            "meta" => Self::Meta,
            "link" => Self::LinkElement,
            "base" => Self::Base,
            "script" | "style" | "noscript" | "template" | "iframe" | "object" | "applet"
            | "svg" | "math" | "button" | "select" | "textarea" | "input" | "option"
            | "datalist" | "canvas" | "video" | "audio" | "picture" | "img" | "map" | "embed"
            | "dialog" | "noembed" | "noframes" | "frameset" | "label" | "progress" => {
                Self::Skipped
            }
            "address" | "center" | "details" | "summary" | "fieldset" | "hgroup" | "tbody"
            | "thead" | "tfoot" | "legend" | "search" => Self::Block,
            _ => Self::Other,
        }
    }

    /// Whether it stands on lines of its own.
    pub(super) const fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Text
                | Self::Break
                | Self::Link
                | Self::Time
                | Self::Other
                | Self::Skipped
                | Self::Meta
                | Self::LinkElement
                | Self::Base
                | Self::Title
        )
    }

    /// Whether it can hold an article.
    pub(super) const fn is_container(self) -> bool {
        matches!(
            self,
            Self::Article
                | Self::Main
                | Self::Section
                | Self::Div
                | Self::Cell
                | Self::Body
                | Self::Block
                | Self::Form
                | Self::Other
        )
    }
}
