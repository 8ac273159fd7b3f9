//! Why the articles of an input came out as they did.

use rustc_hash::FxHashSet;

use super::{
    IngestError, Notes, Options, address, captured, lines, mail, read_with, sniff, trace, words,
};
use crate::model::{Article, Dropped, Evidence, Explanation, Format, Input, PublishedFrom};
use crate::text::{language, lexicon};

/// Lines up to this length, in bytes, may stand in an article by chance.
const SHORT: usize = 40;

/// What gives the fields in each format: `src/data/ingest/evidence.tsv`.
fn usual(format: &str, field: &str) -> &'static str {
    let rows = lexicon::entries(include_str!("../data/ingest/evidence.tsv"));
    let mut rows = rows.filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    });
    let of = |(formats, wanted, _): &(&str, &str, &str)| {
        *wanted == field
            && formats
                .split(' ')
                .any(|known| known == format || known == "*")
    };
    rows.find(of)
        .map_or("the input", |(_, _, evidence)| evidence)
}

/// Explains each article of an input.
#[must_use]
pub fn explain(input: &Input, options: &Options) -> Vec<Result<Explanation, IngestError>> {
    let (records, mut seen) = trace::collect(|| read_with(input, options, &mut Notes::default()));
    let explained = records.into_iter().map(|record| {
        let article = record?.article;
        Ok(of_article(input, &article, seen.remove(&article.locator)))
    });
    explained.collect()
}

fn of_article(input: &Input, article: &Article, seen: Option<trace::Seen>) -> Explanation {
    let (said, dropped) = match seen {
        Some(seen) => (seen.said, seen.dropped),
        None => (Vec::new(), left_out(input, article)),
    };
    let why = if input.format.is_some() {
        usual("*", "asked")
    } else {
        usual(sniff(input).name(), "reader")
    };
    let fields = fields(article).into_iter().map(|(field, value)| Evidence {
        field,
        from: evidence(input, article, &said, field, &value),
        value,
    });
    // What is said of the text is no value of it: that there is only an excerpt.
    let of_text = said.iter().filter(|(field, ..)| *field == "text");
    let of_text = of_text.map(|(field, value, from)| Evidence {
        field,
        value: value.clone(),
        from: (*from).to_owned(),
    });
    Explanation {
        locator: article.locator.clone(),
        format: article.format,
        why,
        fields: fields.chain(of_text).collect(),
        dropped,
    }
}

/// What is known of an article, in the order of the record.
fn fields(article: &Article) -> Vec<(&'static str, String)> {
    let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
    let place = [&article.dateline.place, &article.dateline.agency];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    let all = [
        ("url", article.url.clone()),
        ("publisher", article.publisher.clone()),
        ("title", article.title.clone()),
        ("subtitle", article.subtitle.clone()),
        ("authors", list(&article.authors)),
        ("published", article.published.clone()),
        ("modified", article.modified.clone()),
        ("language", article.language.clone()),
        ("section", article.section.clone()),
        ("tags", list(&article.tags)),
        ("dateline", (!place.is_empty()).then(|| place.join(", "))),
    ];
    all.into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

/// What gave a field: the elements that say the same, else what usually gives it in that format.
fn evidence(
    input: &Input,
    article: &Article,
    said: &[(&'static str, String, &'static str)],
    field: &str,
    value: &str,
) -> String {
    let captured = input
        .capture
        .as_ref()
        .and_then(|capture| capture.url.as_deref());
    match field {
        "published" => {
            let from = article.published_from.map_or("", PublishedFrom::name);
            return usual(from, "published").to_owned();
        }
        "language" if language::detect(&article.text) == Some(value) => {
            return usual("*", "words").to_owned();
        }
        "url" if captured == Some(value) => return usual("*", "captured").to_owned(),
        _ => {}
    }
    let mut agree: Vec<&str> = Vec::new();
    for (of, other, source) in said {
        if *of == field && agrees(value, other) && !agree.contains(source) {
            agree.push(source);
        }
    }
    let host = article.url.as_deref().and_then(address::host);
    if agree.is_empty() && field == "publisher" && host == Some(value) {
        return usual("*", "host").to_owned();
    }
    if agree.is_empty() {
        return usual(article.format.name(), field).to_owned();
    }
    agree.join(", ")
}

/// Whether one of two values is the other or a part of it, marks and letter case aside.
fn agrees(value: &str, other: &str) -> bool {
    let squeeze = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (value, other) = (squeeze(value), squeeze(other));
    !other.is_empty() && (value.contains(&other) || other.contains(&value))
}

/// What a reader of texts left out, which notes nothing.
fn left_out(input: &Input, article: &Article) -> Vec<Dropped> {
    if !matches!(article.format, Format::Text | Format::Dump) {
        return Vec::new();
    }
    let recoded = input
        .capture
        .as_ref()
        .and_then(|capture| captured::recoded(&input.bytes, capture));
    let text = words(recoded.as_deref().unwrap_or(&input.bytes));
    let text = match article.format {
        Format::Text => mail::unquoted(&text),
        _ => text,
    };
    left_out_of(&text, article)
}

/// The blocks of a text that are not in the article's.
pub(super) fn left_out_of(text: &str, article: &Article) -> Vec<Dropped> {
    let style = match article.format {
        Format::Dump => lines::Style::Bare,
        _ => super::text::style(text, &article.locator),
    };
    let blocks = lines::blocks_in(text, style);
    let references = super::links::references(text);
    let own: FxHashSet<&str> = article
        .blocks
        .iter()
        .map(|block| block.span.of(&article.text))
        .collect();
    let is_kept =
        |text: &str| own.contains(text) || text.len() > SHORT && article.text.contains(text);
    let kept: Vec<bool> = blocks
        .iter()
        .map(|block| is_kept(super::markup::linked(&block.text, &references).0.trim()))
        .collect();
    let (first, last) = (
        kept.iter().position(|&kept| kept),
        kept.iter().rposition(|&kept| kept),
    );
    let why = |at: usize| match (first, last) {
        (Some(first), _) if at < first => usual("*", "before"),
        (_, Some(last)) if at > last => usual("*", "behind"),
        _ => usual("*", "between"),
    };
    let dropped = blocks
        .iter()
        .zip(&kept)
        .enumerate()
        .filter(|(_, (_, kept))| !**kept);
    dropped
        .map(|(at, (block, _))| Dropped {
            text: block.text.to_string(),
            why: why(at),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Locator;

    fn explained(name: &str, text: &str) -> Explanation {
        let locator = Locator {
            path: name.into(),
            record: None,
        };
        explain(
            &Input::new(locator, text.as_bytes().to_vec()),
            &Options::default(),
        )
        .remove(0)
        .unwrap()
    }

    #[test]
    fn what_was_mended_is_not_left_out() {
        let mail = "Subject: Ferry runs again\nFrom: Ada Quill <ada@quay.example>\n\n\
                    > The ferry sails on Monday, and it wonâ€™t be late.\n> Itâ€™s free for all who live there.\n";
        let found = explained("a.txt", mail);
        let dropped: Vec<&str> = found
            .dropped
            .iter()
            .map(|dropped| dropped.text.as_str())
            .collect();
        assert!(dropped.is_empty(), "{dropped:?}");
        let title = found.fields.iter().find(|field| field.field == "title");
        assert_eq!(title.unwrap().from, "the subject");
    }

    #[test]
    fn every_field_has_its_evidence() {
        let one = "The ferry between the two islands will run again from Monday, the harbour office said, after a winter of repairs.";
        let html = format!(
            "<html><head><title>Ferry runs again | The Quay</title><meta property=og:site_name content='The Quay'>\
             <meta property=article:published_time content=2025-06-21></head><nav><a href=/>Home page</a></nav><article>\
             <h1>Ferry runs again</h1><p>{one}</p><p>{one} Really.</p><div class=comments><p>I have waited for it for months.</p></div></article></html>"
        );
        let found = explained("a.html", &html);
        let from = |field: &str| {
            let mut fields = found.fields.iter();
            fields
                .find(|evidence| evidence.field == field)
                .unwrap()
                .from
                .as_str()
        };
        assert!(from("title").starts_with("<h1>"), "{}", from("title"));
        assert!(from("publisher").starts_with("meta og:site_name"));
        assert!(from("published").starts_with("a meta element"));
        assert!(from("language").contains("words"));
        let dropped: Vec<&str> = found
            .dropped
            .iter()
            .map(|dropped| dropped.text.as_str())
            .collect();
        assert!(
            dropped.contains(&"I have waited for it for months."),
            "{dropped:?}"
        );
        assert!(!dropped.contains(&one));
    }

    #[test]
    fn every_format_says_why_it_was_taken() {
        for format in Format::ALL {
            assert_ne!(
                usual(format.name(), "reader"),
                "the input",
                "{}",
                format.name()
            );
        }
        for &from in PublishedFrom::ALL {
            assert_ne!(
                usual(from.name(), "published"),
                "the input",
                "{}",
                from.name()
            );
        }
    }
}
