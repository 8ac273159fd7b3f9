//! What a crawler noted when it fetched a page: its address, the day, the encoding that the server named.

use encoding_rs::Encoding;

use super::{address, stable_id, timestamp};
use crate::model::{Article, Capture, Format, Input, PublishedFrom};
use crate::text::calendar;

/// Minutes by which the clocks on earth are ahead of UTC at most.
const EARLIEST_ZONE: i64 = 14 * 60;

/// The address that was fetched.
pub(super) fn address(input: &Input) -> Option<String> {
    let url = input.capture.as_ref()?.url.as_deref()?;
    address::absolute(url, None).filter(|url| address::host(url).is_some())
}

/// The bytes in UTF-8 where the server named another encoding and they are not UTF-8 anyway.
pub(super) fn recoded(bytes: &[u8], capture: &Capture) -> Option<Vec<u8>> {
    let encoding = Encoding::for_label(capture.charset.as_deref()?.as_bytes())?;
    let marked = Encoding::for_bom(bytes).is_some();
    if marked || encoding == encoding_rs::UTF_8 || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    Some(
        encoding
            .decode_without_bom_handling(bytes)
            .0
            .into_owned()
            .into_bytes(),
    )
}

/// Fills in the address of an article that stands alone in what was fetched, and takes out dates that lie behind the day
/// on which it was.
pub(super) fn settle(article: &mut Article, capture: &Capture) {
    if matches!(article.format, Format::Text | Format::Dump) && article.url.is_none() {
        article.url = capture
            .url
            .clone()
            .filter(|url| address::host(url).is_some());
        let host = article.url.as_deref().and_then(address::host);
        article.publisher = article.publisher.take().or_else(|| host.map(str::to_owned));
        article.id = stable_id(article);
    }
    let Some(fetched) = capture.fetched.as_deref().and_then(minute) else {
        return;
    };
    let late = |written: &str| minute(written).is_some_and(|minute| minute > fetched);
    if article.modified.as_deref().is_some_and(late) {
        article.modified = None;
    }
    if article.published.as_deref().is_some_and(late) {
        let day = article.url.as_deref().and_then(address::day);
        let day = day.filter(|day| !late(&day.to_string()));
        article.published_date = day;
        article.published = day.map(|day| day.to_string());
        article.published_from = day.map(|_| PublishedFrom::Url);
    }
}

/// The minute of a point in time, counted from 1970 in UTC. Where no zone is given, it is the earliest one that it can be.
fn minute(written: &str) -> Option<i64> {
    let stamp = timestamp::parse(written)?;
    let epoch = calendar::day(1970, 1, 1)?;
    let days = calendar::days_between(epoch, stamp.day)?;
    let number = |at: usize| stamp.written.get(at..at + 2)?.parse::<i64>().ok();
    let time = number(11)
        .zip(number(14))
        .map_or(0, |(hours, minutes)| hours * 60 + minutes);
    Some(days * 24 * 60 + time - offset(&stamp.written).unwrap_or(EARLIEST_ZONE))
}

/// The minutes by which the zone of a point in time is ahead of UTC.
fn offset(written: &str) -> Option<i64> {
    if written.ends_with('Z') {
        return Some(0);
    }
    let zone = written.get(written.len().checked_sub(6)?..)?;
    let sign = match zone.as_bytes()[0] {
        b'+' => 1,
        b'-' if written.len() > 10 => -1,
        _ => return None,
    };
    let (hours, minutes) = zone[1..].split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Locator;

    const TEXT: &str = "The ferry between the two islands will run again from Monday, the harbour office said, after a \
                        winter of repairs, and the first trip will be free of charge for all who live there.";

    fn page(head: &str, charset: Option<&str>, bytes: Option<Vec<u8>>) -> Article {
        let html = format!(
            "<title>Ferry runs again</title>{head}<article><p>{TEXT} <a href=/fares>Fares</a></p></article>"
        );
        let locator = Locator {
            path: "a.warc#1".into(),
            record: None,
        };
        let mut input = Input::new(locator, bytes.unwrap_or(html.into_bytes()));
        input.capture = Some(Box::new(Capture {
            url: Some("https://quay.example/2025/06/20/ferry".to_owned()),
            fetched: Some("2025-06-21T10:00:00Z".to_owned()),
            charset: charset.map(str::to_owned),
        }));
        super::super::read(&input).remove(0).unwrap().article
    }

    #[test]
    fn the_address_that_was_fetched_stands_in() {
        let article = page("", None, None);
        assert_eq!(
            article.url.as_deref(),
            Some("https://quay.example/2025/06/20/ferry")
        );
        assert_eq!(article.publisher.as_deref(), Some("quay.example"));
        assert_eq!(article.links[0].url, "https://quay.example/fares");
        assert_eq!(article.published_from, Some(PublishedFrom::Url));
        let canonical = page("<link rel=canonical href='/news/ferry'>", None, None);
        assert_eq!(
            canonical.url.as_deref(),
            Some("https://quay.example/news/ferry")
        );
    }

    #[test]
    fn nothing_is_published_after_it_was_fetched() {
        let published = |time: &str| {
            let meta = format!("<meta property='article:published_time' content='{time}'>");
            let article = page(&meta, None, None);
            (article.published.unwrap(), article.published_from.unwrap())
        };
        for kept in [
            "2025-06-21T10:00:00Z",
            "2025-06-21T19:30:00+10:00",
            "2025-06-22",
            "2025-06-21T23:00:00",
        ] {
            assert_eq!(published(kept), (kept.to_owned(), PublishedFrom::Meta));
        }
        for late in [
            "2025-06-21T10:01:00Z",
            "2025-06-23",
            "2031-01-01T00:00:00+02:00",
        ] {
            assert_eq!(
                published(late),
                ("2025-06-20".to_owned(), PublishedFrom::Url)
            );
        }
    }

    #[test]
    fn the_encoding_that_the_server_named_counts() {
        let cyrillic = encoding_rs::KOI8_R
            .encode("<p>Паром снова ходит между островами, сообщили в порту.")
            .0;
        let article = page("", Some("koi8-r"), Some(cyrillic.to_vec()));
        assert!(article.text.contains("Паром снова"));
        let plain = "<p>Кто объявил неверно, тому не верят: паром ходит."
            .as_bytes()
            .to_vec();
        assert!(page("", Some("latin1"), Some(plain)).text.contains("Кто"));
    }
}
