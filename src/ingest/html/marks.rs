//! What the names of an element (class, id, role, itemprop) say of its use on the page: see `src/data/html/marks.txt`.

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::page::Element;
use super::tag::Tag;

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// Holds the body of an article.
    pub(super) const BODY: Self = Self(1);
    /// Holds the article, perhaps with more.
    pub(super) const MAIN: Self = Self(1 << 1);
    /// Is no part of an article's text.
    pub(super) const DROP: Self = Self(1 << 2);
    /// Says what a picture shows, or whose it is.
    pub(super) const CAPTION: Self = Self(1 << 3);
    /// Is not shown.
    pub(super) const HIDDEN: Self = Self(1 << 4);
    /// Holds what readers say.
    pub(super) const COMMENTS: Self = Self(1 << 5);
    /// Names the authors.
    pub(super) const BYLINE: Self = Self(1 << 6);
    /// Gives a date.
    pub(super) const DATE: Self = Self(1 << 7);
    /// Is the headline.
    pub(super) const TITLE: Self = Self(1 << 8);
    /// Is the line below the headline.
    pub(super) const SUMMARY: Self = Self(1 << 9);

    /// Whether it holds any of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn named(name: &str) -> Self {
        match name {
            "body" => Self::BODY,
            "main" => Self::MAIN,
            "drop" => Self::DROP,
            "caption" => Self::CAPTION,
            "hidden" => Self::HIDDEN,
            "comments" => Self::COMMENTS,
            "byline" => Self::BYLINE,
            "date" => Self::DATE,
            "title" => Self::TITLE,
            "summary" => Self::SUMMARY,
            _ => Self(0),
        }
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Phrases of at most three words, and `=name` for whole names.
static PHRASES: LazyLock<FxHashMap<&'static str, Marks>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&'static str, Marks> = FxHashMap::default();
    let mut mark = Marks::default();
    for line in crate::text::lexicon::entries(include_str!("../../data/html/marks.txt")) {
        if let Some(name) = line.strip_prefix('[') {
            mark = Marks::named(name.trim_end_matches(']'));
            continue;
        }
        for phrase in line.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            *phrases.entry(phrase).or_default() |= mark;
        }
    }
    phrases
});

/// Reads the names of elements; keeps its buffers.
#[derive(Default)]
pub(super) struct Namer<'a> {
    /// The class names of the page so far; most stand there many times.
    classes: FxHashMap<&'a str, Marks>,
    /// The words of a name, each followed by a space.
    words: String,
    starts: Vec<usize>,
}

impl<'a> Namer<'a> {
    /// The marks of an element.
    pub(super) fn marks(&mut self, tag: Tag, element: &'a Element) -> Marks {
        let mut marks = Marks::default();
        let named = !matches!(tag, Tag::Body | Tag::Html);
        for attr in &element.attrs {
            let value = &*attr.value;
            match &*attr.name.local {
                "class" if named => {
                    for class in value.split_ascii_whitespace().take(24) {
                        marks |= self.class(class);
                    }
                }
                "id" | "data-testid" | "data-component" | "data-qa" if named => {
                    marks |= self.name(value);
                }
                "itemprop" => marks |= itemprop(value),
                "role" => marks |= role(value),
                "style" if is_invisible(value) => marks |= Marks::HIDDEN,
                "hidden" => marks |= Marks::HIDDEN,
                "aria-hidden" if value.eq_ignore_ascii_case("true") => marks |= Marks::HIDDEN,
                _ => {}
            }
        }
        marks
    }

    fn class(&mut self, class: &'a str) -> Marks {
        if let Some(marks) = self.classes.get(class) {
            return *marks;
        }
        let marks = self.name(class);
        self.classes.insert(class, marks);
        marks
    }

    /// The marks of one class name or id.
    fn name(&mut self, name: &str) -> Marks {
        if name.len() > 80 {
            return Marks::default();
        }
        self.split(name);
        let mut marks = Marks::default();
        for first in 0..self.starts.len() {
            for count in 1..=3.min(self.starts.len() - first) {
                marks |= self.look_up(first, count);
            }
        }
        if self.starts.len() == 1 {
            self.words.insert(0, '=');
            marks |= PHRASES
                .get(self.words.trim_end())
                .copied()
                .unwrap_or_default();
        }
        marks
    }

    fn look_up(&self, first: usize, count: usize) -> Marks {
        let end = self
            .starts
            .get(first + count)
            .copied()
            .unwrap_or(self.words.len());
        let phrase = self.words[self.starts[first]..end].trim_end();
        PHRASES.get(phrase).copied().unwrap_or_default()
    }

    /// Splits a name into lower-case words at marks, digits and the humps of camel case.
    fn split(&mut self, name: &str) {
        self.words.clear();
        self.starts.clear();
        let mut before = ' ';
        for c in name.chars() {
            if c.is_alphabetic() {
                let hump = before.is_lowercase() && c.is_uppercase();
                if !before.is_alphabetic() || hump {
                    if !self.words.is_empty() {
                        self.words.push(' ');
                    }
                    self.starts.push(self.words.len());
                }
                match c.is_ascii() {
                    true => self.words.push(c.to_ascii_lowercase()),
                    false => self.words.extend(c.to_lowercase()),
                }
            }
            before = c;
        }
    }
}

fn itemprop(value: &str) -> Marks {
    value
        .split_ascii_whitespace()
        .fold(Marks::default(), |marks, name| {
            marks
                | match name {
                    "articleBody" => Marks::BODY,
                    "headline" => Marks::TITLE,
                    "author" => Marks::BYLINE,
                    "datePublished" => Marks::DATE,
                    "caption" => Marks::CAPTION,
                    "comment" => Marks::COMMENTS,
                    _ => Marks::default(),
                }
        })
}

fn role(value: &str) -> Marks {
    match value.trim() {
        "main" | "article" => Marks::MAIN,
        "navigation" | "banner" | "complementary" | "contentinfo" | "search" | "menu"
        | "menubar" | "dialog" | "alertdialog" | "alert" | "form" | "toolbar" | "tablist"
        | "tooltip" => Marks::DROP,
        _ => Marks::default(),
    }
}

fn is_invisible(style: &str) -> bool {
    let mut declarations = style.split(';').filter_map(|d| d.split_once(':'));
    declarations.any(|(name, value)| {
        let value = value.trim();
        match name.trim() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::page::Step;
    use super::*;

    fn of(html: &str) -> Marks {
        let page = super::super::tree::parse(html, super::super::tokenizer::Attributes::Read);
        let element = page.walk().find_map(|step| match step {
            Step::Open(element) if element.name() == "x" => Some(element),
            _ => None,
        });
        Namer::default().marks(Tag::Other, element.unwrap())
    }

    #[test]
    fn names_are_read_by_their_words() {
        assert!(of("<x class='c-article-body'>").any(Marks::BODY));
        assert!(of("<x class='articleBody wide'>").any(Marks::BODY));
        assert!(of("<x id='post_content'>").any(Marks::BODY));
        assert!(of("<x class='socialShare2'>").any(Marks::DROP));
        assert!(!of("<x class='shareholder-letter'>").any(Marks::DROP));
        assert!(!of("<x class='content-list'>").any(Marks::MAIN));
        assert!(of("<x class='content'>").any(Marks::MAIN));
    }

    #[test]
    fn roles_and_styles_count() {
        assert!(of("<x role=navigation>").any(Marks::DROP));
        assert!(of("<x style='color:red; display: none'>").any(Marks::HIDDEN));
        assert!(of("<x itemprop='articleBody text'>").any(Marks::BODY));
    }
}
