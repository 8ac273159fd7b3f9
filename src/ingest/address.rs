//! Addresses: made absolute, their host, and the day that some of them carry.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::timestamp;
use crate::model::Day;
pub(in crate::ingest) use crate::text::address::host;
use crate::text::address::is_web;
use crate::text::{calendar, lexicon};

static SECOND_LEVELS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/ingest/second_levels.txt")).collect());

/// `href` as an absolute web address, seen from the page at `base`; none where it leads to no page.
pub(in crate::ingest) fn absolute(href: &str, base: Option<&str>) -> Option<String> {
    let href = href.trim().trim_matches('\0');
    if href.is_empty() || href.starts_with('#') || href.contains(char::is_whitespace) {
        return None;
    }
    if is_web(href) {
        return Some(href.to_owned());
    }
    if has_scheme(href) {
        return None;
    }
    let base = base.filter(|base| is_web(base))?;
    let scheme_end = base.find("://")? + 3;
    if let Some(rest) = href.strip_prefix("//") {
        return Some(format!("{}//{rest}", &base[..scheme_end - 2]));
    }
    let host_end = base[scheme_end..]
        .find(['/', '?', '#'])
        .map_or(base.len(), |i| scheme_end + i);
    if href.starts_with('/') {
        return Some(format!("{}{href}", &base[..host_end]));
    }
    let path = &base[..base[host_end..]
        .find(['?', '#'])
        .map_or(base.len(), |i| host_end + i)];
    let directory = path[host_end..]
        .rfind('/')
        .map_or(path.len(), |i| host_end + i);
    let glue = if href.starts_with('?') { "" } else { "/" };
    let directory = if href.starts_with('?') {
        path
    } else {
        &path[..directory]
    };
    Some(up(format!("{directory}{glue}{href}"), host_end))
}

/// Resolves `.` and `..` at the beginning of what was appended to a directory.
fn up(address: String, host_end: usize) -> String {
    if !address.contains("/.") {
        return address;
    }
    let (host, path) = address.split_at(host_end);
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{host}/{}{query}", parts.join("/"))
}

/// Whether the address begins with a scheme: `mailto:`, `javascript:`.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or("");
    address[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// The part of a host that all hosts of one site share: `quay.example` of `feeds.quay.example`, `quay.co.uk` of
/// `news.quay.co.uk`.
pub(super) fn site(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let Some((top, second)) = dots.next().zip(dots.next()) else {
        return host;
    };
    let shared = host.len() - top == 3 && SECOND_LEVELS.contains(&host[second + 1..top]);
    let before = if shared { dots.next() } else { Some(second) };
    before.map_or(host, |dot| &host[dot + 1..])
}

/// The day in the path of an address: `/2025/06/21/`, `/2025-06-21-title`, `/2025/jun/21/`, `/20250621/`.
pub(super) fn day(address: &str) -> Option<Day> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let mut numbers: Vec<&str> = Vec::new();
    for part in path.split(['/', '-', '_', '.']).skip(1) {
        let digits = part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty();
        if digits || numbers.len() == 1 && month(part).is_some() {
            if let Some(day) = compact(part) {
                return Some(day);
            }
            numbers.push(part);
            if let [.., year, month, day] = numbers[..]
                && let Some(day) = civil(year, month, day)
            {
                return Some(day);
            }
        } else {
            numbers.clear();
        }
    }
    None
}

fn compact(digits: &str) -> Option<Day> {
    if digits.len() != 8 {
        return None;
    }
    civil(&digits[..4], &digits[4..6], &digits[6..])
}

fn civil(year: &str, month: &str, day: &str) -> Option<Day> {
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    let year = year
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))?;
    calendar::day(year, self::month(month)?, day.parse().ok()?)
}

/// The month that a part of an address names, by its number or its English name.
fn month(part: &str) -> Option<u8> {
    let named = || timestamp::month(&part.to_ascii_lowercase()).filter(|_| part.is_ascii());
    if part.len() > 9 {
        return None;
    }
    part.parse().ok().filter(|_| part.len() <= 2).or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_site_share_its_name() {
        for (host, expected) in [
            ("quay.example", "quay.example"),
            ("a.feeds.quay.example", "quay.example"),
            ("news.quay.co.uk", "quay.co.uk"),
            ("quay.co.uk", "quay.co.uk"),
            ("feeds.tid.se", "tid.se"),
            ("host", "host"),
        ] {
            assert_eq!(site(host), expected);
        }
    }

    #[test]
    fn addresses_are_made_absolute() {
        let base = Some("https://quay.example/news/2024/ferry.html?x=1");
        let of = |href| absolute(href, base);
        assert_eq!(
            of("//cdn.example/a").as_deref(),
            Some("https://cdn.example/a")
        );
        assert_eq!(of("/b?c").as_deref(), Some("https://quay.example/b?c"));
        assert_eq!(
            of("d.html").as_deref(),
            Some("https://quay.example/news/2024/d.html")
        );
        assert_eq!(of("../e").as_deref(), Some("https://quay.example/news/e"));
        assert_eq!(
            of("?p=2").as_deref(),
            Some("https://quay.example/news/2024/ferry.html?p=2")
        );
        assert_eq!(absolute("/b", None), None);
        assert_eq!(of("javascript:alert(1)"), None);
        assert_eq!(of("mailto:a@b.example"), None);
        assert_eq!(
            absolute("x", Some("https://quay.example")).as_deref(),
            Some("https://quay.example/x")
        );
    }

    #[test]
    fn days_stand_in_paths() {
        let of = |address| day(address).map(|day| day.to_string());
        assert_eq!(
            of("https://quay.example/2024/03/02/ferry").as_deref(),
            Some("2024-03-02")
        );
        assert_eq!(
            of("https://quay.example/ferry-2024-03-02.html").as_deref(),
            Some("2024-03-02")
        );
        assert_eq!(
            of("https://quay.example/a/20240302/x").as_deref(),
            Some("2024-03-02")
        );
        assert_eq!(
            of("https://quay.example/2024/mar/02/x").as_deref(),
            Some("2024-03-02")
        );
        assert_eq!(of("https://quay.example/2024/may-day/02/x"), None);
        assert_eq!(of("https://quay.example/2024/13/02/x"), None);
        assert_eq!(of("https://quay.example/2024/03/ferry"), None);
    }
}
