//! Mails that carry a text: the lines of their header, and the marks before the lines of what is answered.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{author, timestamp};
use crate::ingest::credit;
use crate::model::{Article, PublishedFrom};
use crate::text::lexicon;

/// The longest name of a header line, in bytes.
const LONGEST_NAME: usize = 32;
/// The most lines of a header.
const MOST_LINES: usize = 80;

/// What a header line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Subject,
    Date,
    From,
    Other,
}

static FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
    rows()
        .filter_map(|(kind, name)| {
            let field = match kind {
                "subject" => Field::Subject,
                "date" => Field::Date,
                "from" => Field::From,
                "other" => Field::Other,
                _ => return None,
            };
            Some((name, field))
        })
        .collect()
});

/// What mail programs put before the subject of an answer: `re`.
static PREFIXES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    rows()
        .filter_map(|(kind, name)| (kind == "prefix").then_some(name))
        .collect()
});

/// The names in the list, each with what it gives.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::entries(include_str!("../data/ingest/mail_headers.txt"))
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(kind, names)| names.split(" | ").map(move |name| (kind, name)))
}

/// Takes over what the header of a mail says, and gives the text below it; all of it where there is none.
pub(super) fn read<'t>(article: &mut Article, text: &'t str) -> &'t str {
    let start = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    let Some((fields, body)) = split(start) else {
        return text;
    };
    for (field, value) in fields {
        match field {
            Field::Subject => article.title = Some(without_prefix(&value).to_owned()),
            Field::Date => {
                credit::publish(article, timestamp::parse(&value), PublishedFrom::Byline);
            }
            Field::From if article.authors.is_empty() => article.authors = sender(&value),
            Field::From | Field::Other => {}
        }
    }
    body
}

/// The fields of a header that tells its subject and its sender or date, and what follows the empty line below it.
fn split(text: &str) -> Option<(Vec<(Field, String)>, &str)> {
    let mut fields: Vec<(Field, String)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        at += line.len();
        let words = line.trim();
        if words.is_empty() {
            break;
        }
        if let Some((field, value)) = field(line) {
            fields.push((field, value.to_owned()));
        } else if line.starts_with([' ', '\t']) && !fields.is_empty() {
            let value = &mut fields.last_mut()?.1;
            value.push(' ');
            value.push_str(words);
        } else {
            return None;
        }
    }
    let has = |kind: Field| {
        fields
            .iter()
            .any(|(field, value)| *field == kind && !value.is_empty())
    };
    let whole = has(Field::Subject) && (has(Field::From) || has(Field::Date));
    (whole && !text[at..].trim().is_empty()).then(|| (fields, &text[at..]))
}

fn field(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    if name.len() > LONGEST_NAME || name.starts_with(char::is_whitespace) {
        return None;
    }
    let lower = name.to_lowercase();
    let private =
        lower.starts_with("x-") || lower.starts_with("dkim-") || lower.starts_with("arc-");
    let known = FIELDS.get(lower.as_str()).copied();
    known
        .or(private.then_some(Field::Other))
        .map(|field| (field, value.trim()))
}

/// A subject without `Re:` and `Fwd:`.
fn without_prefix(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((front, rest)) = subject.split_once(':')
        && PREFIXES.contains(front.to_ascii_lowercase().as_str())
    {
        subject = rest.trim();
    }
    subject
}

/// The person who sent it: a name of at least two words before the address. A desk is no author.
fn sender(value: &str) -> Vec<String> {
    let value = value.replace('"', "");
    let names = author::people(&value).unwrap_or_default();
    names
        .into_iter()
        .filter(|name| name.contains(' '))
        .collect()
}

/// The text without the marks before quoted lines, if it has such lines: `> The ferry`.
pub(super) fn unquoted(text: &str) -> Cow<'_, str> {
    let marked = |line: &&str| line.trim_start().starts_with('>');
    if text.lines().filter(marked).take(2).count() < 2 {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '>']);
        out.push_str(if marked(&line) { bare } else { line });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Locator};

    fn article(text: &str) -> (Article, String) {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Text);
        let body = read(&mut article, text).to_owned();
        (article, body)
    }

    #[test]
    fn the_header_of_a_mail_is_metadata() {
        let (found, body) = article(
            "Received: from mail.example\n\tby quay.example; Mon, 3 Nov 2025 20:00:00 +0000\nFrom: \"Ada Quill\" <ada@quay.example>\n\
             To: desk@quay.example\nSubject: Fwd: Ferry runs again\n on Monday\nDate: Mon, 03 Nov 2025 21:14:05 +0100\nX-Mailer: none\n\nThe ferry sails.\n",
        );
        assert_eq!(found.title.as_deref(), Some("Ferry runs again on Monday"));
        assert_eq!(
            found.published.as_deref(),
            Some("2025-11-03T21:14:05+01:00")
        );
        assert_eq!(found.authors, ["Ada Quill"]);
        assert_eq!(body, "The ferry sails.\n");
        let (found, _) = article(
            "Von: Redaktion\nBetreff: AW: Fähre fährt\nGesendet: 21. Juni 2025 10:30\n\nSie fährt.\n",
        );
        assert_eq!(found.title.as_deref(), Some("Fähre fährt"));
        assert_eq!(found.published.as_deref(), Some("2025-06-21T10:30:00"));
        assert!(found.authors.is_empty());
    }

    #[test]
    fn other_texts_have_no_header() {
        for text in [
            "Date: 3 November 2025\nSource: The Quay\n\nThe ferry sails.",
            "Subject: Ferry\nDate: 3 November 2025\nThe ferry sails.\n\nIt does.",
            "From: Ada\nSubject: Ferry\n",
            "Ferry runs again\n\nThe ferry sails.",
        ] {
            assert_eq!(article(text).1, text);
            assert_eq!(article(text).0.title, None);
        }
    }

    #[test]
    fn marks_of_quoted_lines_go() {
        assert_eq!(unquoted("One\n> two\n>> three\n"), "One\ntwo\nthree\n");
        assert_eq!(unquoted("One > two\n> three\n"), "One > two\n> three\n");
    }
}
