//! Records to read on a terminal: who said what, figures, dates and names, short and aligned.

mod claims;
mod dates;
mod figures;
mod head;
mod names;
mod overview;
mod tally;

pub(super) use claims::{Speaker, entity};
pub(super) use dates::{long, range, when};
pub(super) use figures::about;
pub use figures::parted;
pub(super) use names::SECTIONS;

use super::terminal::{Page, Style};
use super::{Choice, RecordFormat, markdown};
use crate::model::{Claim, Record};

/// Which parts of a record are shown below its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// All findings.
    All,
    /// What is known of the article, and how it begins.
    Overview,
    /// Only the dates; an article without one is left out, as with the following.
    Dates,
    /// Only the figures.
    Figures,
    /// Only the claims.
    Claims,
}

/// Records as text.
pub(super) struct Text {
    pub(super) parts: Parts,
    /// How it looks on a terminal; without it, Markdown is written.
    pub(super) style: Option<Style>,
    /// Which claims are shown, where not all are.
    pub(super) choice: Option<Choice>,
}

impl RecordFormat for Text {
    fn record(&self, record: &Record, out: &mut String) {
        let claims = self.claims(record);
        if self.is_left_out(record, &claims) {
            return;
        }
        if self.style.is_none() {
            markdown::head(&record.article, out);
        }
        let mut page = page(out, self.style);
        page.headings = self.parts == Parts::All;
        if self.style.is_some() {
            head::write(record, &mut page);
        }
        match self.parts {
            Parts::All => {
                claims::write(record, &claims, &mut page);
                figures::write(record, &mut page);
                dates::write(record, &mut page);
                names::write(record, &mut page);
            }
            Parts::Overview => overview::write(record, &mut page),
            Parts::Dates => dates::write(record, &mut page),
            Parts::Figures => figures::write(record, &mut page),
            Parts::Claims => claims::write(record, &claims, &mut page),
        }
    }

    fn between(&self) -> &str {
        match self.style {
            Some(_) => "\n\n",
            None => markdown::BETWEEN,
        }
    }
}

fn page(out: &mut String, style: Option<Style>) -> Page<'_> {
    match style {
        Some(style) => Page::new(out, style),
        None => Page::markdown(out),
    }
}

/// The dates of a record as rows of their own: the day, the words, the article.
pub(super) fn date_rows(record: &Record, style: Option<Style>) -> Vec<String> {
    let row = |date| {
        let mut out = String::new();
        match style {
            Some(style) => dates::row(record, date, &mut Page::new(&mut out, style)),
            None => dates::item(record, date, &mut out),
        }
        out
    };
    record.dates.iter().flatten().map(row).collect()
}

impl Text {
    /// The claims that are shown.
    fn claims<'r>(&self, record: &'r Record) -> Vec<&'r Claim> {
        let all = record.claims.iter().flatten();
        match &self.choice {
            None => all.collect(),
            Some(choice) => {
                let chosen = all.zip(choice(record));
                chosen
                    .filter(|(_, keep)| *keep)
                    .map(|(claim, _)| claim)
                    .collect()
            }
        }
    }

    fn is_left_out(&self, record: &Record, claims: &[&Claim]) -> bool {
        match self.parts {
            Parts::All | Parts::Overview => false,
            Parts::Dates => record.dates.iter().flatten().next().is_none(),
            Parts::Figures => record.figures.iter().flatten().next().is_none(),
            Parts::Claims => claims.is_empty(),
        }
    }
}
