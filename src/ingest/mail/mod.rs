//! Mails that carry a text, one or a box of them (mbox): header lines, parts and their encodings, what is sent on, and the
//! marks before the lines of what is answered.

mod coding;
mod header;
mod mime;

use std::borrow::Cow;

use self::mime::Body;
use super::lines::Style;
use super::{IngestError, body, explain, header as framing, html, text, trace};
use crate::model::{Article, Format, Input, Locator, Record};

/// How often a mail can have been sent on.
const SENT_ON: usize = 6;
/// The words that people put above what they send on.
const COVER_WORDS: usize = 60;
/// The most lines of a sender's signature, with the one above them.
const SIGNATURE_LINES: usize = 15;
/// The bytes of a signature in a page.
const LONGEST_SIGNATURE: usize = 600;
/// The line above a mail in a box begins so.
const BOXED: &[u8] = b"From ";

/// Whether a text is a mail, or a box of them.
pub(super) fn is_mail(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    let inner = if first.starts_with("From ") {
        rest
    } else {
        start
    };
    header::split(inner).is_some()
}

/// Reads each mail of an input.
pub(super) fn read(input: &Input) -> Vec<Result<Record, IngestError>> {
    let wide = input.bytes.starts_with(b"\xff\xfe") || input.bytes.starts_with(b"\xfe\xff");
    let bytes = if wide {
        Cow::Owned(super::words(&input.bytes).into_owned().into_bytes())
    } else {
        Cow::Borrowed(input.bytes.as_slice())
    };
    let mails = split_box(trimmed(&bytes));
    let alone = mails.len() < 2;
    let read = mails.into_iter().zip(1..).map(|(mail, number)| {
        let mut locator = input.locator.clone();
        if !alone && locator.record.is_none() {
            locator.record = Some(number);
        }
        let article = one(mail, locator).map(Record::new);
        article.map_err(|error| {
            if alone {
                error
            } else {
                error.of_record(number)
            }
        })
    });
    read.collect()
}

/// The bytes without the byte order mark and the empty lines at their start.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

/// The mails of a box: each begins behind a line `From …` that stands below an empty one and above a header.
fn split_box(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = vec![0];
    for at in memchr::memmem::find_iter(bytes, b"\nFrom ") {
        let above = bytes[..at].trim_ascii_end();
        let blank = bytes[above.len()..=at]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count()
            > 1;
        if blank && bytes[starts[0]..].starts_with(BOXED) && heads_mail(&bytes[at + 1..]) {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| &bytes[start..end])
        .collect()
}

/// Whether a header line stands below the first line.
fn heads_mail(bytes: &[u8]) -> bool {
    let line = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    let next = &bytes[line..bytes.len().min(line + 80)];
    let name = next
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
    let name = name.count();
    name > 0 && next.get(name) == Some(&b':')
}

/// The article of one mail.
fn one(bytes: &[u8], locator: Locator) -> Result<Article, IngestError> {
    let bytes = match bytes.starts_with(BOXED) {
        true => memchr::memchr(b'\n', bytes).map_or(bytes, |end| &bytes[end + 1..]),
        false => bytes,
    };
    let (header, content) = header::split_part(bytes);
    let mut article = Article::empty(locator, Format::Mail);
    header::describe(&mut article, &header);
    match mime::body(&header, content) {
        // In boxes a mark keeps such lines from looking like the next mail.
        Some(Body::Text(words)) => of_words(article, &words.replace("\n>From ", "\nFrom ")),
        Some(Body::Page(page)) => of_page(article, &page),
        None => Err(IngestError::NoArticle(
            "the mail has no text, only attachments",
        )),
    }
}

fn of_words(mut article: Article, words: &str) -> Result<Article, IngestError> {
    let words = unquoted(words);
    let below = sent_on(&mut article, &words);
    let article = text::fill(article, without_signature(below), Style::Quoted)?;
    if trace::is_on() {
        trace::note(trace::Seen {
            locator: article.locator.clone(),
            said: Vec::new(),
            dropped: explain::left_out_of(&words, &article),
        });
    }
    Ok(article)
}

/// What was sent on, where hardly more than that stands in the mail; its own header counts then.
fn sent_on<'t>(article: &mut Article, mut text: &'t str) -> &'t str {
    for _ in 0..SENT_ON {
        let Some(inner) = inner(text) else {
            break;
        };
        text = read_header(article, inner);
    }
    text
}

/// The mail below a line that announces it, with its header.
fn inner(text: &str) -> Option<&str> {
    let (mut at, mut words) = (0, 0);
    for line in text.split_inclusive('\n') {
        at += line.len();
        words += line.split_whitespace().take(COVER_WORDS + 1).count();
        if header::announces_mail(line) {
            return Some(&text[at..]).filter(|inner| header::split(inner).is_some());
        }
        if words > COVER_WORDS {
            return None;
        }
    }
    None
}

/// Takes over what the header of a mail says, and gives the text below it; all of it where there is none.
pub(super) fn read_header<'t>(article: &mut Article, text: &'t str) -> &'t str {
    match header::split(text) {
        Some((header, below)) => {
            header::describe(article, &header);
            below
        }
        None => text,
    }
}

/// The text above the line `-- ` near its end, below which senders say who they are (RFC 3676, 4.3).
fn without_signature(text: &str) -> &str {
    let mut end = text.trim_end().len();
    for _ in 0..SIGNATURE_LINES {
        let Some(start) = text[..end].rfind('\n') else {
            break;
        };
        let line = &text[start + 1..end];
        let above = &text[..start];
        if line.trim_end() == "--" && !above.trim().is_empty() {
            return above;
        }
        end = start;
    }
    text
}

/// The article of a page, without what frames letters to many.
fn of_page(mut article: Article, page: &str) -> Result<Article, IngestError> {
    html::fill_from_fragment(&mut article, page, None);
    unframe(&mut article);
    body::finish(article)
}

/// Takes off the lines above and below the text of a letter: `View in browser`, `Unsubscribe`.
fn unframe(article: &mut Article) {
    let mut whole = Article::empty(article.locator.clone(), article.format);
    std::mem::swap(&mut whole.text, &mut article.text);
    std::mem::swap(&mut whole.blocks, &mut article.blocks);
    std::mem::swap(&mut whole.links, &mut article.links);
    let mut links = whole.links.into_iter().peekable();
    for block in &whole.blocks {
        let range = block.span.range();
        let words = &whole.text[range.clone()];
        let signature = (words == "--" || words.starts_with("-- "))
            && whole.text.len() - range.start < LONGEST_SIGNATURE;
        if range.start * 2 > whole.text.len() && (signature || body::is_end_of_mail(words)) {
            break;
        }
        if framing::is_kicker(words) || body::is_end_of_mail(words) {
            continue;
        }
        article.push_block(block.kind, words);
        let start = article.text.len() - words.len();
        while let Some(link) = links.next_if(|link| link.span.range().end <= range.end) {
            let at = link.span.range();
            if at.start >= range.start {
                let from = start + at.start - range.start;
                let span = crate::model::Span::at(from, from + at.len());
                article.links.push(crate::model::Link { span, ..link });
            }
        }
    }
}

/// The text without the marks before quoted lines, if most of it is quoted: `> The ferry`.
pub(super) fn unquoted(text: &str) -> Cow<'_, str> {
    let marked = |line: &&str| line.trim_start().starts_with('>');
    let quoted = text.lines().filter(marked).count();
    let all = text.lines().filter(|line| !line.trim().is_empty()).count();
    if quoted < 2 || quoted * 2 < all {
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

    const LEDE: &str =
        "The ferry to the outer islands sails again on Monday, the harbour master said.";

    fn articles(mail: &str) -> Vec<Article> {
        let locator = Locator {
            path: "a.eml".into(),
            record: None,
        };
        let input = Input::new(locator, mail.as_bytes().to_vec());
        read(&input)
            .into_iter()
            .map(|read| read.unwrap().article)
            .collect()
    }

    fn article(mail: &str) -> Article {
        assert!(is_mail(mail));
        articles(mail).remove(0)
    }

    #[test]
    fn the_header_of_a_mail_is_metadata() {
        let found = article(&format!(
            "Received: from mail.example\n\tby quay.example; Mon, 3 Nov 2025 20:00:00 +0000\nFrom: \"Ada Quill\" <ada@quay.example>\n\
             To: desk@quay.example\nSubject: Fwd: =?utf-8?Q?F=C3=A4hre?= runs again\n on Monday\nDate: Mon, 03 Nov 2025 21:14:05 +0100\nX-Mailer: none\n\n{LEDE}\n\n-- \nAda Quill\nThe Quay\n",
        ));
        assert_eq!(found.title.as_deref(), Some("Fähre runs again on Monday"));
        assert_eq!(
            found.published.as_deref(),
            Some("2025-11-03T21:14:05+01:00")
        );
        assert_eq!(found.authors, ["Ada Quill"]);
        assert_eq!(found.text, LEDE);
        let found = article(&format!(
            "Von: Redaktion\nBetreff: AW: Fähre fährt\nGesendet: 21. Juni 2025 10:30\n\n{LEDE}\n"
        ));
        assert_eq!(found.title.as_deref(), Some("Fähre fährt"));
        assert_eq!(found.published.as_deref(), Some("2025-06-21T10:30:00"));
        assert!(found.authors.is_empty());
    }

    #[test]
    fn what_is_sent_on_is_the_article() {
        let found = article(&format!(
            "From: Tom Okafor <tom@quay.example>\nSubject: Fwd: look\nDate: 4 Nov 2025\n\nFor the desk.\n\n---------- Forwarded message ---------\n\
             From: Ada Quill <ada@quay.example>\nDate: Mon, 3 Nov 2025\nSubject: Ferry runs again\nTo: Tom\n\n{LEDE}\n"
        ));
        assert_eq!(found.title.as_deref(), Some("Ferry runs again"));
        assert_eq!(found.authors, ["Ada Quill"]);
        assert_eq!(found.published.as_deref(), Some("2025-11-03"));
        assert_eq!(found.text, LEDE);
        let found = article(&format!(
            "From: Tom Okafor <tom@quay.example>\nSubject: Fwd: look\nDate: 4 Nov 2025\n\n---------- Forwarded message ---------\n\
             Date: Mon, 3 Nov 2025\nSubject: Ferry runs again\n\n{LEDE}\n"
        ));
        assert_eq!(found.title.as_deref(), Some("Ferry runs again"));
        assert!(found.authors.is_empty());
    }

    #[test]
    fn signatures_at_the_end_are_left_out() {
        let cut = |text: &str| without_signature(text).trim_end().to_owned();
        assert_eq!(
            cut("It sails.\n\n-- \nJo Park\nDesk editor, tel. 555 0199"),
            "It sails."
        );
        assert_eq!(cut("It sails.\r\n-- \r\nJo Park\r\n"), "It sails.");
        assert_eq!(cut("It sails.\n--\nJo Park\n"), "It sails.");
        assert_eq!(cut("-- \nJo Park"), "-- \nJo Park");
        let long = format!("It sails.\n-- \n{}", "It does.\n".repeat(40));
        assert_eq!(cut(&long), long.trim_end());
    }

    #[test]
    fn pages_in_mails_lose_what_frames_them() {
        let found = article(&format!(
            "From: The Quay Post <news@quay.example>\nSubject: Ferry runs again\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
             <html><body><p><a href=3D\"https://quay.example/v\">View in browser</a></p><p>{LEDE} <a href=3D\"https://quay.example/a\">More</a> of it.</p><p>{LEDE}</p>\
             <p>-- <br>Ada Quill<br>tel. 555 0199</p><p>You are receiving this email because you asked for it.</p><p>12 Quay Street</p></body></html>\n"
        ));
        assert_eq!(found.publisher.as_deref(), Some("The Quay Post"));
        assert_eq!(found.text, format!("{LEDE} More of it.\n\n{LEDE}"));
        let texts: Vec<&str> = found
            .links
            .iter()
            .map(|link| link.span.of(&found.text))
            .collect();
        assert_eq!(texts, ["More"]);
    }

    #[test]
    fn a_box_gives_each_mail() {
        let mail = |title: &str| {
            format!(
                "From ada@quay.example Mon Nov  3 20:00:00 2025\nFrom: Ada Quill <a@quay.example>\nSubject: {title}\n\n{LEDE}\n\nFrom Monday on it sails twice a day, the harbour master said.\n\n"
            )
        };
        let boxed = format!("{}{}", mail("Ferry runs"), mail("Ferry stops"));
        assert!(is_mail(&boxed));
        for front in ["\u{feff}", "\n", "\u{feff}\r\n"] {
            let framed = format!("{front}{boxed}");
            assert!(is_mail(&framed));
            assert_eq!(articles(&framed).len(), 2, "{front:?}");
        }
        let found = articles(&boxed);
        let titles: Vec<_> = found
            .iter()
            .filter_map(|article| article.title.as_deref())
            .collect();
        assert_eq!(titles, ["Ferry runs", "Ferry stops"]);
        assert_eq!(found[1].locator.record, Some(2));
        assert!(
            found[0]
                .text
                .ends_with("twice a day, the harbour master said.")
        );
    }

    #[test]
    fn marks_of_quoted_lines_go() {
        assert_eq!(unquoted("One\n> two\n>> three\n"), "One\ntwo\nthree\n");
        assert_eq!(unquoted("One > two\n> three\n"), "One > two\n> three\n");
    }
}
