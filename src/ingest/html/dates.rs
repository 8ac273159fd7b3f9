//! When a page was published, and which evidence says so.
//!
//! Structured data counts more than meta elements, these more than what the page shows, that more than its address.
//! A date that says only when the page was updated comes last. Copyright years are never read. The day is that of the
//! outlet's readers: where a page gives its time in UTC and shows the same moment in its own zone, the latter is taken.

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::jsonld::Structured;
use super::marks::Marks;
use super::shown::{self, ABOVE, REACH};
use super::tag::Tag;
use crate::ingest::timestamp::{self, Timestamp};
use crate::ingest::{address, byline, credit};
use crate::model::{Article, PublishedFrom};
use crate::text::calendar;

/// Fills in the day of publication.
pub(super) fn fill(
    article: &mut Article,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
    headline: Option<usize>,
) {
    let told = structured_date(structured)
        .map(|stamp| (stamp, PublishedFrom::JsonLd))
        .or_else(|| Some((meta(evidence, Fact::Published)?, PublishedFrom::Meta)));
    let told = told.map(
        |(stamp, from)| match local(&stamp, dom, evidence, headline, article) {
            Some(local) => (local, from),
            None => match earlier(&stamp, dom, evidence, structured, headline)
                .filter(|_| !is_in_address(&stamp, article))
            {
                Some(shown) => (shown, PublishedFrom::Byline),
                None => (stamp, from),
            },
        },
    );
    let mut updated = None;
    let found = told
        .or_else(|| Some((marked_time(dom, evidence)?, PublishedFrom::Time)))
        .or_else(|| Some((meta(evidence, Fact::Day)?, PublishedFrom::Meta)))
        .or_else(|| {
            Some((
                time(dom, evidence, headline, &mut updated)?,
                PublishedFrom::Time,
            ))
        })
        .or_else(|| {
            let address = article.url.as_deref().and_then(in_address);
            let shown = shown::find(dom, evidence, headline, &mut updated);
            Some(match (shown, address) {
                // What stands on the page can be the day of something else, what stands in its address hardly.
                (Some(shown), Some(address)) if !is_near(&shown, &address) => {
                    (address, PublishedFrom::Url)
                }
                (Some(shown), _) => (shown, PublishedFrom::Byline),
                (None, address) => (address?, PublishedFrom::Url),
            })
        })
        .or_else(|| {
            Some((
                last_change(evidence, structured)
                    .or(updated)
                    .or_else(|| shown::last_edit(dom))?,
                PublishedFrom::Updated,
            ))
        });
    if let Some((stamp, from)) = found {
        credit::publish(article, Some(stamp), from);
    }
}

fn is_near(one: &Timestamp, other: &Timestamp) -> bool {
    calendar::days_between(one.day, other.day).is_some_and(|days| days.abs() <= 1)
}

fn structured_date(structured: &Structured) -> Option<Timestamp> {
    timestamp::parse(structured.published.as_deref()?)
}

fn meta(evidence: &Evidence<'_>, fact: Fact) -> Option<Timestamp> {
    evidence.all(fact).into_iter().find_map(timestamp::parse)
}

/// The time as the readers of the outlet saw it, if the page gives it in UTC, and shows the same moment in another zone where
/// it is another day.
fn local(
    stamp: &Timestamp,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    headline: Option<usize>,
    article: &Article,
) -> Option<Timestamp> {
    let universal = stamp.written.ends_with('Z') || stamp.written.ends_with("+00:00");
    let moment = moment(stamp).filter(|_| universal)?;
    let words = |at: usize| timestamp::parse(&dom.text(at, 120));
    let times = near(dom, evidence, headline);
    let attributes = times.iter().filter_map(|at| time_at(dom, *at));
    let seen = attributes.chain(times.iter().filter_map(|at| words(*at)));
    let line = || shown::find(dom, evidence, headline, &mut None);
    let day = || in_address(article.url.as_deref()?);
    seen.chain(line())
        .find_map(|other| same_moment(moment, stamp, &other))
        .or_else(|| day().filter(|day| is_day_before(day, stamp)))
}

/// An earlier day beside the headline, where the time of publication is that of the last change: systems that write both
/// when the whole site goes out again know the true day only from the page.
fn earlier(
    stamp: &Timestamp,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
    headline: Option<usize>,
) -> Option<Timestamp> {
    let changed = last_change(evidence, structured)?;
    let together = match (moment(stamp), moment(&changed)) {
        (Some(one), Some(other)) => one - other < 5 && other - one < 1,
        _ => stamp.written == changed.written,
    };
    let behind = together || stamp.day > changed.day;
    let shown = behind.then(|| shown::beside(dom, evidence, headline))??;
    let swapped = shown.day.month == stamp.day.day && shown.day.day == stamp.day.month;
    (shown.day < stamp.day && !swapped).then_some(shown)
}

/// Whether the address of the article names that day.
fn is_in_address(stamp: &Timestamp, article: &Article) -> bool {
    let day = article.url.as_deref().and_then(address::day);
    day == Some(stamp.day)
}

/// Whether an address names the day before that of a time in UTC: it was written west of Greenwich.
fn is_day_before(day: &Timestamp, stamp: &Timestamp) -> bool {
    let night = stamp.written.get(11..13).is_some_and(|hour| hour < "09");
    night && calendar::days_between(day.day, stamp.day) == Some(1)
}

/// `other` with its zone, if it is another day and the same minute as `stamp`, whose minute of the epoch is `moment`. Where
/// `other` has no zone, a difference of whole quarters of an hour is its offset.
fn same_moment(moment: i64, stamp: &Timestamp, other: &Timestamp) -> Option<Timestamp> {
    if other.day == stamp.day || other.written.len() < 19 {
        return None;
    }
    let behind = self::moment(other)? - moment;
    if other.written.len() > 19 && other.written[19..].contains(['+', '-', 'Z']) {
        return (behind.abs() <= 1).then(|| other.clone());
    }
    let sign = if behind < 0 { '-' } else { '+' };
    let (hours, minutes) = (behind.abs() / 60, behind.abs() % 60);
    (behind != 0 && hours <= 14 && minutes % 15 == 0).then(|| Timestamp {
        written: format!("{}{sign}{hours:02}:{minutes:02}", &other.written[..19]),
        day: other.day,
    })
}

/// The minute of a time, counted in UTC from a fixed day; without a zone, as if it were UTC.
fn moment(stamp: &Timestamp) -> Option<i64> {
    const ORIGIN: crate::model::Day = crate::model::Day {
        year: 2000,
        month: 1,
        day: 1,
    };
    let number = |range: std::ops::Range<usize>| stamp.written.get(range)?.parse::<i64>().ok();
    let zone = stamp.written.get(19..)?;
    let offset = zone.rfind(['+', '-']).map_or(Some(0), |at| {
        let sign = if zone[at..].starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = zone[at + 1..].split_once(':')?;
        Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
    })?;
    let days = calendar::days_between(ORIGIN, stamp.day)?;
    Some(days * 1440 + number(11..13)? * 60 + number(14..16)? - offset)
}

fn last_change(evidence: &Evidence<'_>, structured: &Structured) -> Option<Timestamp> {
    let said = structured
        .modified
        .as_deref()
        .into_iter()
        .chain(evidence.all(Fact::Modified));
    said.into_iter().find_map(timestamp::parse)
}

fn in_address(url: &str) -> Option<Timestamp> {
    let day = address::day(url)?;
    Some(Timestamp {
        written: day.to_string(),
        day,
    })
}

/// The `<time>` next to the headline that is no list of others. One whose words say that it is the last change is put aside.
fn time(
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    headline: Option<usize>,
    updated: &mut Option<Timestamp>,
) -> Option<Timestamp> {
    let read = |at: usize| {
        let stamp = time_at(dom, at)?;
        if !is_change(dom, at) {
            return Some(stamp);
        }
        updated.get_or_insert(stamp);
        None
    };
    named_date(dom).or_else(|| near(dom, evidence, headline).into_iter().find_map(read))
}

/// The `<time>` that is marked as the publication.
fn marked_time(dom: &Dom<'_>, evidence: &Evidence<'_>) -> Option<Timestamp> {
    let is_marked = |at: usize| {
        dom.attr(at, "itemprop") == Some("datePublished")
            || dom.attr(at, "pubdate").is_some()
            || dom
                .attr(at, "class")
                .is_some_and(|c| c.contains("published") && !c.contains("updated"))
    };
    let marked = evidence.times.iter().copied().filter(|at| is_marked(*at));
    let published = marked.filter(|at| !is_change(dom, *at));
    published.into_iter().find_map(|at| time_at(dom, at))
}

/// What a `<time>` says, in its attribute or its words.
fn time_at(dom: &Dom<'_>, at: usize) -> Option<Timestamp> {
    let written = dom.attr(at, "datetime").filter(|d| !d.trim().is_empty());
    written
        .and_then(timestamp::parse)
        .or_else(|| timestamp::parse(&dom.text(at, 120)))
}

/// Whether the words of an element say that it is the time of the last change, and of no publication.
fn is_change(dom: &Dom<'_>, at: usize) -> bool {
    let line = dom.text(at, 120);
    byline::read(&line).is_some_and(|line| line.updated.is_some() && line.published.is_none())
}

/// The `<time>` elements below the headline, then those just above it.
fn near(dom: &Dom<'_>, evidence: &Evidence<'_>, headline: Option<usize>) -> Vec<usize> {
    let from = headline.unwrap_or(0);
    let below = evidence.times.iter().copied().filter(|at| *at > from);
    let below = below.filter(|at| shown::is_shown(dom, *at));
    let (mut read, mut letters) = (from, 0);
    let below = below.take_while(|at| {
        let new = dom.nodes[read..*at].iter();
        letters += new.map(|node| node.text.trim().len()).sum::<usize>();
        read = *at;
        letters < REACH
    });
    let above = evidence.times.iter().rev().copied();
    let above = above.filter(|at| *at < from && at + ABOVE > from);
    below.chain(above).collect()
}

/// The element that microdata marks as the day of publication.
fn named_date(dom: &Dom<'_>) -> Option<Timestamp> {
    let marked = dom
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.tag != Tag::Meta && node.element.is_some());
    let in_rdfa = |at: usize| {
        let property = dom.attr(at, "property").unwrap_or("");
        property.ends_with("datePublished")
            || property.ends_with("dateCreated")
            || property == "dc:date"
    };
    marked
        .filter(|(at, node)| {
            node.marks.any(Marks::DATE) && dom.attr(*at, "itemprop").is_some() || in_rdfa(*at)
        })
        .find_map(|(at, _)| {
            let written = dom.attr(at, "content").or_else(|| dom.attr(at, "datetime"));
            written
                .and_then(timestamp::parse)
                .or_else(|| timestamp::parse(&dom.text(at, 120)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> Option<String> {
        let (one, other) = (
            timestamp::parse(one).unwrap(),
            timestamp::parse(other).unwrap(),
        );
        same_moment(moment(&one).unwrap(), &one, &other).map(|stamp| stamp.written)
    }

    #[test]
    fn the_same_moment_in_another_zone_is_known() {
        let night = "2023-12-23T03:22:07Z";
        assert_eq!(
            same(night, "2023-12-22T22:22:07-0500").as_deref(),
            Some("2023-12-22T22:22:07-05:00")
        );
        assert_eq!(
            same(night, "Dec 22, 2023 10:22 PM EST").as_deref(),
            Some("2023-12-22T22:22:00-05:00")
        );
        assert_eq!(
            same(night, "December 22, 2023 at 8:52 p.m.").as_deref(),
            Some("2023-12-22T20:52:00-06:30")
        );
        assert_eq!(same(night, "December 22, 2023 at 8:47 p.m."), None);
        assert_eq!(same(night, "2023-12-22T22:22:07-06:00"), None);
        assert_eq!(same(night, "2023-12-22"), None);
        assert_eq!(same(night, "2023-12-23 03:22:07"), None);
    }
}
