//! Stories: the articles of each, and who copies whom.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use super::Form;
use super::csv;
use super::json_writer::{array_of, lines_of};
use super::markdown::line;
use super::table::Cell;
use super::terminal::{Ink, Page, Phrase, Style};
use super::text::{long, range};
use super::wire::{object, write};
use crate::model::{Copy, Day, Story, StoryArticle};

/// As a table: one row an article.
pub(super) const COLUMNS: &[&str] = &[
    "story",
    "story_title",
    "story_first_day",
    "story_last_day",
    "article_id",
    "article_publisher",
    "article_date",
    "article_title",
    "article_path",
    "copy_of",
    "containment",
];

/// Stories, in the order given, as a whole output.
#[must_use]
pub fn stories(stories: &[Story], form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text(style) => text(stories, style, &mut out),
        Form::Markdown => {
            for (number, story) in stories.iter().enumerate() {
                out.push_str(if number > 0 { "\n" } else { "" });
                story_markdown(story, &mut out);
            }
        }
        Form::Json => array_of(stories, &mut out, object),
        Form::Ndjson => lines_of(stories, &mut out, object),
        Form::Csv => {
            csv::header(COLUMNS, &mut out);
            stories.iter().for_each(|story| rows(story, &mut out));
        }
    }
    out
}

object! {
    /// Articles that tell of one event: a line of `stories`.
    pub(super) struct StoryLine<'a> {
        /// `s` and a hash of the ids of its articles.
        story: &'a str,
        /// The title of the article that is most like the others.
        title: Option<&'a str>,
        /// The day on which the first of them was published.
        first_day: Option<Day>,
        /// The day on which the last of them was published.
        last_day: Option<Day>,
        /// The ids of the articles, the earlier before the later, those without a day last.
        articles: Vec<&'a str>,
        /// Which of them repeat another.
        copies: Vec<CopyOf<'a>>,
    }
}

object! {
    /// An article that repeats another one of its story.
    pub(super) struct CopyOf<'a> {
        /// The id of the later article.
        article: &'a str,
        /// The id of the earlier one.
        of: &'a str,
        /// How much of the shorter of the two stands in the other, 0 to 1.
        containment: f64,
    }
}

fn object(story: &Story, out: &mut String) {
    let id = |at: usize| story.articles[at].id.as_str();
    let copies = story.copies.iter().map(|copy| CopyOf {
        article: id(copy.article),
        of: id(copy.of),
        containment: rounded(copy),
    });
    let line = StoryLine {
        story: &story.id,
        title: story.title.as_deref(),
        first_day: story.first_day,
        last_day: story.last_day,
        articles: ids(story),
        copies: copies.collect(),
    };
    write(&line, out);
}

/// The ids of the articles.
pub(super) fn ids(story: &Story) -> Vec<&str> {
    let articles = story.articles.iter();
    articles.map(|article| article.id.as_str()).collect()
}

/// The containment to three decimals.
pub(super) fn rounded(copy: &Copy) -> f64 {
    (copy.containment * 1000.0).round() / 1000.0
}

/// What the article at `position` is a copy of.
fn copy_of(story: &Story, position: usize) -> Option<&Copy> {
    story.copies.iter().find(|copy| copy.article == position)
}

fn rows(story: &Story, out: &mut String) {
    for (position, article) in story.articles.iter().enumerate() {
        let copy = copy_of(story, position);
        csv::row(
            &[
                Cell::text(&story.id),
                Cell::maybe(story.title.as_ref()),
                Cell::day(story.first_day),
                Cell::day(story.last_day),
                Cell::text(&article.id),
                Cell::maybe(article.publisher.as_ref()),
                Cell::day(article.day),
                Cell::maybe(article.title.as_ref()),
                Cell::Text(article.locator.path.to_string_lossy()),
                copy.map_or(Cell::Null, |copy| Cell::text(&story.articles[copy.of].id)),
                Cell::float(copy.map(rounded)),
            ],
            out,
        );
    }
}

/// A block a story: its title, its days, then a numbered line an article.
fn text(stories: &[Story], style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    for (number, story) in stories.iter().enumerate() {
        if number > 0 {
            page.blank();
        }
        block(story, &mut page);
    }
}

/// The title and days of a story, and its articles.
pub(super) fn block(story: &Story, page: &mut Page<'_>) {
    let title = story.title.as_deref().unwrap_or("(without title)");
    page.paragraph(0, &Phrase::new(Ink::Title, title));
    page.paragraph(0, &Phrase::new(Ink::Faint, &span(story)));
    for (position, article) in story.articles.iter().enumerate() {
        let label = format!("{} {}", position + 1, outlet(article));
        page.row(&Phrase::new(Ink::Name, &label), &told(story, position), 0);
    }
}

/// `3 articles, 2–4 April 2024`
fn span(story: &Story) -> String {
    let count = story.articles.len();
    let noun = if count == 1 { "article" } else { "articles" };
    let days = story.first_day.zip(story.last_day);
    let days = days.map(|(first, last)| format!(", {}", range(first, last)));
    format!("{count} {noun}{}", days.unwrap_or_default())
}

/// A story as Markdown: its title, its days, a numbered line an article.
pub(super) fn story_markdown(story: &Story, out: &mut String) {
    let title = story.title.as_deref().unwrap_or("(without title)");
    let _ = writeln!(out, "# {}\n\n*{}*\n", line(title), span(story));
    for (position, article) in story.articles.iter().enumerate() {
        let day = article.day.map_or_else(|| "undated".to_owned(), long);
        let title = article.title.as_deref().map(line);
        let title = title.map(|title| format!(": {title}")).unwrap_or_default();
        let label = line(&outlet(article));
        let _ = write!(out, "{}. **{label}**, {day}{title}", position + 1);
        if let Some(copy) = copy_of(story, position) {
            let share = (copy.containment * 100.0).round();
            let _ = write!(out, " (repeats {share}% of {})", copy.of + 1);
        }
        out.push('\n');
    }
}

/// The outlet of an article, or the file's name where none is known.
pub(super) fn outlet(article: &StoryArticle) -> Cow<'_, str> {
    publisher_or_file(article.publisher.as_deref(), &article.locator.path)
}

/// The publisher, or the file's name where none is known.
pub(super) fn publisher_or_file<'a>(publisher: Option<&'a str>, path: &'a Path) -> Cow<'a, str> {
    match publisher {
        Some(publisher) => Cow::Borrowed(publisher),
        None => path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy(),
    }
}

/// The day and title of an article, and what it repeats.
fn told(story: &Story, position: usize) -> Phrase {
    let article = &story.articles[position];
    let day = article.day.map_or_else(|| "undated".to_owned(), long);
    let mut phrase = Phrase::new(Ink::Day, &day);
    if let Some(title) = &article.title {
        phrase.push(Ink::Plain, &format!(" {title}"));
    }
    if let Some(copy) = copy_of(story, position) {
        let share = (copy.containment * 100.0).round();
        phrase.push(
            Ink::Figure,
            &format!(" — repeats {share}% of {}", copy.of + 1),
        );
    }
    phrase
}
