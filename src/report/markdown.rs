//! Articles as Markdown (CommonMark with tables): the title, a line on where it is from, the blocks of the text.
//!
//! What Markdown would take for markup in the words of an article is escaped, so that they are read as they were written.

use std::fmt::Write;

use super::RecordFormat;
use super::hidden::is_hidden;
use super::terminal::visible;
use crate::model::{Article, Block, BlockKind, Link, Record};

/// Addresses that a reader may follow from a text.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// What stands between two articles: a rule.
pub(super) const BETWEEN: &str = "\n---\n\n";

/// Articles one after another, parted by rules.
pub(super) struct Markdown;

impl RecordFormat for Markdown {
    fn record(&self, record: &Record, out: &mut String) {
        let article = &record.article;
        head(article, out);
        let mut before = None;
        for block in &article.blocks {
            let list = before == Some(BlockKind::ListItem) && block.kind == BlockKind::ListItem;
            let table = before == Some(BlockKind::Table) && block.kind == BlockKind::Table;
            if !list && !table {
                out.push('\n');
            }
            write(article, *block, !table, out);
            before = Some(block.kind);
        }
    }

    fn between(&self) -> &str {
        BETWEEN
    }
}

/// The title, then authors, publisher and day, then the address.
pub(super) fn head(article: &Article, out: &mut String) {
    let title = article.title.as_deref().unwrap_or("(without title)");
    let _ = writeln!(out, "# {}", escaped(title));
    if let Some(subtitle) = &article.subtitle {
        let _ = writeln!(out, "\n**{}**", escaped(subtitle));
    }
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(format!("By {}", article.authors.join(", ")));
    }
    parts.extend(article.publisher.clone());
    parts.extend(article.published_date.map(|day| day.to_string()));
    if !parts.is_empty() {
        let _ = writeln!(out, "\n*{}*", escaped(&parts.join(" · ")));
    }
    if let Some(url) = article.url.as_deref().filter(|url| is_followed(url)) {
        let _ = writeln!(out, "\n<{}>", address(url));
    }
}

/// Writes a block; the first row of a table is its head.
fn write(article: &Article, block: Block, opens: bool, out: &mut String) {
    let text = inline(article, block);
    let lead = match block.kind {
        BlockKind::Heading => "## ",
        BlockKind::Paragraph => "",
        BlockKind::ListItem => "- ",
        BlockKind::Quote => "> ",
        BlockKind::Table => return row(block.span.of(&article.text), opens, out),
    };
    let next = match block.kind {
        BlockKind::Quote => "\\\n> ",
        BlockKind::ListItem => "\\\n  ",
        BlockKind::Heading => " ",
        BlockKind::Paragraph | BlockKind::Table => "\\\n",
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let _ = writeln!(out, "{lead}{}", lines.join(next));
}

/// A row of a table, whose cells the text parts by ` | `.
fn row(text: &str, opens: bool, out: &mut String) {
    let cells: Vec<String> = text
        .split(" | ")
        .map(|cell| escaped(cell).replace('|', "\\|"))
        .collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
    if opens {
        let _ = writeln!(out, "|{}", " --- |".repeat(cells.len()));
    }
}

/// The words of a block with its links.
fn inline(article: &Article, block: Block) -> String {
    let (start, end) = (block.span.start, block.span.end);
    let inside = |link: &&Link| {
        start <= link.span.start && link.span.start < link.span.end && link.span.end <= end
    };
    let mut out = String::new();
    let mut at = start;
    for link in article.links.iter().filter(inside) {
        if link.span.start < at || !is_followed(&link.url) {
            continue;
        }
        out.push_str(&escaped(
            &article.text[at as usize..link.span.start as usize],
        ));
        // An exclamation mark would make a picture of the link.
        if out.ends_with('!') {
            out.insert(out.len() - 1, '\\');
        }
        let words = escaped(link.span.of(&article.text));
        let _ = write!(out, "[{words}](<{}>)", address(&link.url));
        at = link.span.end;
    }
    out + &escaped(&article.text[at as usize..end as usize])
}

fn is_followed(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| url.starts_with(scheme))
}

/// An address fit to stand in `<…>`, in which everything is seen.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_control() || c.is_whitespace() => out.push_str("%20"),
            c if is_hidden(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// Words on one line in which nothing is markup.
pub(super) fn line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    escaped(&words.join(" "))
}

/// Words in which nothing is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let line = visible(line);
        let line_start = out.len();
        for (at, c) in line.char_indices() {
            let special = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
                '&' => line[at + 1..]
                    .starts_with(|next: char| next == '#' || next.is_ascii_alphabetic()),
                '#' | '>' | '+' | '-' | '=' => out[line_start..].trim().is_empty(),
                '.' | ')' => {
                    let follows = line[at + 1..].chars().next();
                    follows.is_none_or(char::is_whitespace) && is_number(&out[line_start..])
                }
                _ => false,
            };
            if special {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Whether a line so far would begin an ordered list if a full stop followed.
fn is_number(line: &str) -> bool {
    let line = line.trim_start();
    (1..=9).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Locator, Span};

    #[test]
    fn words_stay_words() {
        for (written, expected) in [
            (
                "2*3 and a_b [sic] <b> `x` ~y~",
                "2\\*3 and a\\_b \\[sic\\] \\<b> \\`x\\` \\~y\\~",
            ),
            ("# 5 - and # 6", "\\# 5 - and # 6"),
            ("- no item", "\\- no item"),
            ("1984. A year", "1984\\. A year"),
            ("6.5% more", "6.5% more"),
            ("It was 1984. A year", "It was 1984. A year"),
            ("AT&T &amp; R & D", "AT\\&T \\&amp; R & D"),
            ("a\n> b", "a\n\\> b"),
        ] {
            assert_eq!(escaped(written), expected);
        }
    }

    #[test]
    fn blocks_have_their_marks() {
        let locator = Locator {
            path: "a".into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Html);
        article.title = Some("Ferry *runs* again".to_owned());
        article.authors = vec!["Ada Quill".to_owned()];
        article.url = Some("https://quay.example/a b\u{202e}".to_owned());
        for (kind, text) in [
            (BlockKind::Paragraph, "See the!fares and that."),
            (BlockKind::Heading, "Fares"),
            (BlockKind::ListItem, "Adults: 4"),
            (BlockKind::ListItem, "Dogs: free"),
            (BlockKind::Quote, "At last."),
            (BlockKind::Table, "Day | Trips"),
            (BlockKind::Table, "Monday | 12"),
        ] {
            article.push_block(kind, text);
        }
        article.links = vec![
            Link {
                url: "https://quay.example/(fares)".to_owned(),
                span: Span::at(8, 13),
            },
            Link {
                url: "javascript:alert(1)".to_owned(),
                span: Span::at(18, 22),
            },
        ];
        let mut out = String::new();
        Markdown.record(&Record::new(article), &mut out);
        assert_eq!(
            out,
            "# Ferry \\*runs\\* again\n\n*By Ada Quill*\n\n<https://quay.example/a%20b%E2%80%AE>\n\n\
             See the\\![fares](<https://quay.example/(fares)>) and that.\n\n## Fares\n\n- Adults: 4\n- Dogs: free\n\n\
             > At last.\n\n| Day | Trips |\n| --- | --- |\n| Monday | 12 |\n"
        );
    }
}
