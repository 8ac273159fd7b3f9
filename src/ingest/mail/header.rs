//! The lines of a mail's header: which they are, and what they say of the article.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::coding;
use crate::ingest::{author, credit, language_code, timestamp};
use crate::model::{Article, PublishedFrom};
use crate::text::lexicon;

/// The longest name of a header line, in bytes.
const LONGEST_NAME: usize = 40;
/// The most lines of a header.
const MOST_LINES: usize = 1000;

/// What a header line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Subject,
    Date,
    From,
    /// A line that people see.
    Other,
    /// A line that only programs write.
    Technical,
}

static FIELDS: LazyLock<FxHashMap<&'static str, Field>> = LazyLock::new(|| {
    rows()
        .filter_map(|(kind, name)| {
            let field = match kind {
                "subject" => Field::Subject,
                "date" => Field::Date,
                "from" => Field::From,
                "other" => Field::Other,
                "technical" => Field::Technical,
                _ => return None,
            };
            Some((name, field))
        })
        .collect()
});

/// What mail programs put before the subject of an answer: `re`.
static PREFIXES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| of_kind("prefix"));

/// What stands between dashes above a mail that is sent on.
static FORWARDED: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| of_kind("forward"));

/// What desks call themselves by: `Press Office`. They are neither people nor outlets.
static DESKS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| of_kind("desk"));

fn of_kind(wanted: &str) -> FxHashSet<&'static str> {
    rows()
        .filter_map(|(kind, name)| (kind == wanted).then_some(name))
        .collect()
}

/// The names in the list, each with what it gives.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::entries(include_str!("../../data/ingest/mail_headers.txt"))
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(kind, names)| names.split(" | ").map(move |name| (kind, name)))
}

/// The header of a mail or of a part of one.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Names in lower case, and values with their lines joined.
    lines: Vec<(String, String)>,
}

impl Header {
    /// The value of the first line of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut lines = self.lines.iter();
        lines
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of the first line that gives the field, decoded.
    fn value(&self, wanted: Field) -> Option<Cow<'_, str>> {
        let of =
            |(name, value): &&(String, String)| field(name) == Some(wanted) && !value.is_empty();
        let (_, value) = self.lines.iter().find(of)?;
        Some(coding::words(value))
    }

    /// Whether it is the header of a mail: it tells the subject and its sender or date, and no other line stands in it but
    /// those that programs write.
    fn is_whole(&self) -> bool {
        let has = |wanted: Field| self.value(wanted).is_some();
        let fields = || self.lines.iter().map(|(name, _)| field(name));
        let known = fields().all(|field| field.is_some());
        let technical = fields().any(|field| field == Some(Field::Technical));
        has(Field::Subject) && (has(Field::From) || has(Field::Date)) && (known || technical)
    }
}

/// What a line of that lower-case name gives; none where the name is not known.
fn field(name: &str) -> Option<Field> {
    let private = ["x-", "dkim-", "arc-", "list-", "authentication-"];
    FIELDS.get(name).copied().or_else(|| {
        let private = private.iter().any(|front| name.starts_with(front));
        private.then_some(Field::Technical)
    })
}

/// The header at the start of a mail or a part of one, and what follows the empty line below it.
pub(super) fn split_part(bytes: &[u8]) -> (Header, &[u8]) {
    let mut header = Header::default();
    let mut at = 0;
    for _ in 0..MOST_LINES {
        let rest = &bytes[at..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = coding::text(&rest[..end], None);
        let words = line.trim();
        if words.is_empty() {
            at += end;
            break;
        }
        match header.lines.last_mut() {
            Some((_, value)) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(words);
            }
            _ => match name_and_value(words).filter(|_| !line.starts_with([' ', '\t'])) {
                Some(line) => header.lines.push(line),
                None => break,
            },
        }
        at += end;
    }
    (header, &bytes[at..])
}

fn name_and_value(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    if name.is_empty() || name.len() > LONGEST_NAME {
        return None;
    }
    let name = name.to_lowercase();
    let token = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (token || FIELDS.contains_key(name.as_str())).then(|| (name, value.trim().to_owned()))
}

/// The header of a mail at the start of a text, and the text below; none where it is no mail or nothing follows.
pub(super) fn split(text: &str) -> Option<(Header, &str)> {
    let start = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    let (header, below) = split_part(start.as_bytes());
    let body = &start[start.len() - below.len()..];
    let closed = start[..start.len() - below.len()].ends_with("\n\n")
        || start[..start.len() - below.len()].ends_with("\n\r\n");
    (closed && header.is_whole() && !body.trim().is_empty()).then_some((header, body))
}

/// Takes over what the header says.
pub(super) fn describe(article: &mut Article, header: &Header) {
    article.title = header
        .value(Field::Subject)
        .map(|subject| without_prefix(&subject).to_owned());
    article.published = None;
    article.published_date = None;
    let date = header.value(Field::Date);
    let stamp = date.and_then(|date| timestamp::parse(&date));
    credit::publish(article, stamp, PublishedFrom::Meta);
    // Whoever sent the mail on is not the one who wrote it.
    let from = header.value(Field::From).unwrap_or_default();
    article.authors = sender(&from);
    article.publisher = outlet(&from);
    article.language = header.get("content-language").and_then(language_code);
}

/// A subject without `Re:` and `Fwd:`.
fn without_prefix(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((front, rest)) = subject.split_once(':')
        && PREFIXES.contains(front.trim().to_ascii_lowercase().as_str())
    {
        subject = rest.trim();
    }
    subject
}

/// The person who sent it: a name of at least two words before the address. A desk is no author.
fn sender(value: &str) -> Vec<String> {
    let names = author::people(&shown(value)).unwrap_or_default();
    names
        .into_iter()
        .filter(|name| name.contains(' ') && !ends_as_desk(name))
        .collect()
}

/// The outlet that sent it, where it signs by its name: `"The Harbour Post" <news@post.example>`.
fn outlet(value: &str) -> Option<String> {
    let name = shown(value);
    let is_general = |word: &str| {
        let word = word.to_lowercase();
        DESKS.contains(&*word) || author::is(author::Kind::Outlet, &word)
    };
    let desk = ends_as_desk(&name) && name.split_whitespace().all(is_general);
    (!desk && author::names_outlet(&name)).then_some(name)
}

fn ends_as_desk(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or("");
    DESKS.contains(&*last.to_lowercase())
}

/// The name that stands before an address, or behind it in brackets.
fn shown(value: &str) -> String {
    let value = value.replace('"', "");
    if let Some((address, rest)) = value.split_once('(')
        && address.contains('@')
    {
        return rest.trim_end().trim_end_matches(')').trim().to_owned();
    }
    value.split('<').next().unwrap_or("").trim().to_owned()
}

/// Whether a line says that a mail follows that is sent on: `---------- Forwarded message ---------`.
pub(super) fn announces_mail(line: &str) -> bool {
    let line = line.trim();
    line.len() < 80
        && line.starts_with(['-', '_', 'B'])
        && FORWARDED.contains(
            line.trim_matches(['-', '_', ' ', ':'])
                .to_lowercase()
                .as_str(),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_told_from_texts() {
        for (text, mail) in [
            ("From: Ada\nSubject: Ferry\n\nIt sails.", true),
            (
                "Received: a\nX9: 1\nWeather: rain\nSubject: Ferry\nDate: 3 Nov 2025\n\nIt sails.",
                true,
            ),
            (
                "Subject: Ferry\nWeather: rain\nDate: 3 Nov 2025\n\nIt sails.",
                false,
            ),
            (
                "Date: 3 November 2025\nSource: The Quay\n\nThe ferry sails.",
                false,
            ),
            (
                "Subject: Ferry\nDate: 3 November 2025\nThe ferry sails.\n\nIt does.",
                false,
            ),
            ("From: Ada\nSubject: Ferry\n", false),
            ("Ferry runs again\n\nThe ferry sails.", false),
        ] {
            assert_eq!(split(text).is_some(), mail, "{text}");
        }
    }

    #[test]
    fn senders_are_people_or_outlets() {
        assert_eq!(sender("\"Ada Quill\" <ada@quay.example>"), ["Ada Quill"]);
        assert_eq!(sender("ada@quay.example (Ada Quill)"), ["Ada Quill"]);
        assert!(sender("desk@quay.example").is_empty());
        let post = "\"The Harbour Post\" <news@post.example>";
        assert!(sender(post).is_empty());
        assert_eq!(outlet(post).as_deref(), Some("The Harbour Post"));
        for desk in ["Press Office", "The News Desk", "Daily Newsletter"] {
            assert_eq!(outlet(desk), None, "{desk}");
        }
        assert!(sender("Harbour Team <a@quay.example>").is_empty());
        let service = "Quay News Service";
        assert_eq!(outlet(service).as_deref(), Some(service));
        assert_eq!(outlet("Ada Quill <ada@quay.example>"), None);
    }
}
