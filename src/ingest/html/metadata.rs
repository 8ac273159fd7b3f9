//! Metadata of a page, each with its evidence: structured data first, meta elements, then what the page shows.

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::headline::{self, squeeze};
use super::jsonld::Structured;
use super::{authors, dates};
use crate::ingest::markup::single_spaced;
use crate::ingest::tags::distinct;
use crate::ingest::{address, language_code, timestamp};
use crate::model::Article;

/// Fills in what the page says of its article, but the language, which needs the text. An address that the article has
/// already is the one that was fetched; the page may know a better one. Gives the address that relative
/// ones are seen from, and the node of the headline.
pub(super) fn fill(
    article: &mut Article,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
) -> (Option<String>, Option<usize>) {
    let fetched = article.url.take();
    article.url = url(evidence, structured, fetched.as_deref());
    let host = article
        .url
        .as_deref()
        .and_then(address::host)
        .map(str::to_owned);
    let site = evidence
        .first(Fact::Site)
        .map(single_spaced)
        .filter(|s| is_site_name(s));
    article.publisher = site
        .clone()
        .or_else(|| structured.publisher.clone())
        .or_else(|| host.clone());
    let names: Vec<&str> = [&site, &structured.publisher, &host]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let headline = headline::find(evidence, structured, &names);
    let in_title = headline
        .text
        .as_deref()
        .and_then(|headline| site_in_title(&evidence.title, headline, host.as_deref()));
    if site.is_none() && structured.publisher.is_none() {
        article.publisher = in_title.or_else(|| article.publisher.take());
    }
    article.title.clone_from(&headline.text);
    article.subtitle = structured
        .subtitle
        .clone()
        .or_else(|| subtitle(dom, headline.node));
    article.authors = authors::find(dom, evidence, structured, headline.node, &names);
    dates::fill(article, dom, evidence, structured, headline.node);
    let modified = structured
        .modified
        .as_deref()
        .or_else(|| evidence.first(Fact::Modified));
    article.modified = article
        .modified
        .take()
        .or_else(|| Some(timestamp::parse(modified?)?.written));
    article.section = structured
        .section
        .clone()
        .or_else(|| evidence.first(Fact::Section).map(single_spaced));
    article.tags = tags(evidence, structured);
    let base = evidence
        .base
        .and_then(|base| address::absolute(base, article.url.as_deref()));
    (base.or_else(|| article.url.clone()), headline.node)
}

/// The language that the page declares, as a code of two letters.
pub(super) fn declared_language(
    evidence: &Evidence<'_>,
    structured: &Structured,
) -> Option<String> {
    let declared = [
        evidence.language,
        structured.language.as_deref(),
        evidence.first(Fact::Language),
    ];
    let mut codes = declared.into_iter().flatten().filter_map(language_code);
    codes.find(|code| code.len() == 2)
}

fn url(evidence: &Evidence<'_>, structured: &Structured, fetched: Option<&str>) -> Option<String> {
    let said = evidence.all(Fact::Url);
    let all = evidence
        .canonical
        .into_iter()
        .chain(said)
        .chain(structured.url.as_deref())
        .chain(fetched);
    let mut whole = all
        .clone()
        .filter_map(|url| address::absolute(url, fetched))
        .filter(|url| address::host(url).is_some());
    // A canonical address that leads to the front page is a mistake of the site.
    let front = |url: &str| url.trim_end_matches('/').matches('/').count() <= 2;
    whole
        .clone()
        .find(|url| !front(url))
        .or_else(|| whole.next())
}

/// The name of the site behind the headline in `<title>`, if the host, where one is known, is called so too.
fn site_in_title(title: &str, headline: &str, host: Option<&str>) -> Option<String> {
    let rest = title.strip_prefix(headline)?;
    let name = rest
        .rsplit(['|', '-', '–', '—', '·', '•', '»'])
        .next()?
        .trim();
    let same = host.is_none_or(|host| squeeze(host).contains(&squeeze(name)));
    let words = name.split_whitespace().count();
    (rest.len() > name.len() && (1..=5).contains(&words) && same && squeeze(name).len() > 2)
        .then(|| name.to_owned())
}

/// Whether a value is a name and no address or handle.
fn is_site_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 80 && !name.starts_with('@') && !name.contains("://")
}

fn tags(evidence: &Evidence<'_>, structured: &Structured) -> Vec<String> {
    let mut tags = structured.tags.clone();
    if tags.is_empty() {
        let values = evidence.best(Fact::Tag);
        let parted = values.iter().flat_map(|value| value.split([',', ';']));
        tags = parted.map(single_spaced).collect();
    }
    distinct(tags)
}

/// The line below the headline, where an element is named so.
fn subtitle(dom: &Dom<'_>, headline: Option<usize>) -> Option<String> {
    let from = headline?;
    let mut letters = 0;
    for at in dom.nodes[from].end as usize..dom.nodes.len() {
        let node = &dom.nodes[at];
        letters += node.text.len();
        if letters > 600 || node.tag == super::tag::Tag::Heading(1) {
            return None;
        }
        if node.marks.any(super::marks::Marks::SUMMARY) && (20..320).contains(&node.all.letters) {
            return Some(dom.text(at, 600));
        }
    }
    None
}
