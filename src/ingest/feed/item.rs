//! What an item of any feed says, and the article that comes of it.

use super::{Reading, excerpt};
use crate::ingest::notes::Notes;
use crate::ingest::tags::distinct;
use crate::ingest::timestamp::Timestamp;
use crate::ingest::{address, author, credit, html, language_code, stable_id, trace};
use crate::model::{Article, Format, Input, PublishedFrom};
use crate::text::language;

/// What is known of the whole feed.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    /// The address of the site.
    pub(super) link: Option<String>,
    pub(super) language: Option<String>,
    /// The people who write what no item names an author of.
    pub(super) authors: Vec<String>,
}

/// What an item says, as it is written.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) title: Option<String>,
    pub(super) link: Option<String>,
    /// Lines that name people.
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) tags: Vec<String>,
    pub(super) language: Option<String>,
    /// The outlet that an aggregator took it from.
    pub(super) outlet: Option<String>,
    /// The text that the feed calls the content.
    pub(super) content: Option<String>,
    /// The text that it calls a summary or description, which may be all there is.
    pub(super) summary: Option<String>,
}

impl Item {
    /// The article of the item; nothing where it has no text.
    pub(super) fn into_article(
        self,
        channel: &Channel,
        input: &Input,
        number: u64,
        notes: &mut Notes,
    ) -> Reading {
        let mut locator = input.locator.clone();
        locator.record = locator.record.or(Some(number));
        let mut article = Article::empty(locator, Format::Feed);
        let site = channel.link.as_deref();
        let link = self
            .link
            .as_deref()
            .and_then(|link| address::absolute(link.trim(), site));
        article.url = link.filter(|link| address::host(link).is_some());
        article.publisher = publisher(self.outlet, channel, article.url.as_deref());
        article.title = self
            .title
            .map(|title| html::line(&title))
            .filter(|title| !title.is_empty());
        article.authors = people(&self.authors);
        if article.authors.is_empty() {
            article.authors.clone_from(&channel.authors);
        }
        article.tags = tags(&self.tags);
        credit::publish(&mut article, self.published, PublishedFrom::Meta);
        article.modified = self.updated.as_ref().map(|stamp| stamp.written.clone());
        credit::publish(&mut article, self.updated, PublishedFrom::Updated);
        let (text, whole) = match (&self.content, &self.summary) {
            (Some(content), _) => (content, true),
            (None, Some(summary)) => (summary, false),
            (None, None) => {
                notes.pass_over("item of a feed without a text");
                return Ok(None);
            }
        };
        let base = article.url.clone().or_else(|| channel.link.clone());
        html::fill_from_fragment(&mut article, text, base.as_deref());
        if article.text.is_empty() {
            notes.pass_over("item of a feed without a text");
            return Ok(None);
        }
        if !whole && excerpt::is_excerpt(&article.text) {
            notes.excerpts += 1;
            excerpt::trim(&mut article);
            trace::note(trace::Seen::said(
                &article,
                "text",
                "only an excerpt",
                "the summary of the item; the feed has no more",
            ));
        }
        credit::add_dateline(&mut article);
        let declared = [self.language.as_deref(), channel.language.as_deref()];
        article.language = language::detect(&article.text)
            .map(str::to_owned)
            .or_else(|| declared.into_iter().flatten().find_map(language_code));
        article.id = stable_id(&article);
        Ok(Some(article))
    }
}

/// The outlet: the one that the item was taken from; the feed, unless the item lies on another site.
fn publisher(outlet: Option<String>, channel: &Channel, url: Option<&str>) -> Option<String> {
    let (site, host) = (
        channel.link.as_deref().and_then(address::host),
        url.and_then(address::host),
    );
    let elsewhere = site
        .zip(host)
        .is_some_and(|(site, host)| address::site(site) != address::site(host));
    let title = channel
        .title
        .as_deref()
        .map(html::line)
        .filter(|title| !title.is_empty());
    outlet
        .map(|outlet| html::line(&outlet))
        .filter(|outlet| !outlet.is_empty())
        .or(title.filter(|_| !elsewhere))
        .or_else(|| host.or(site).map(str::to_owned))
}

/// The people in lines such as `Ada Quill`, `ada@quay.example (Ada Quill)`.
pub(super) fn people(lines: &[String]) -> Vec<String> {
    let lines = lines.iter().take(author::MOST_AUTHORS);
    author::Names::of(lines.flat_map(|line| {
        let line = html::line(line);
        let inner = line.split_once('(').and_then(|(before, rest)| {
            before
                .contains('@')
                .then(|| rest.trim_end_matches(')').to_owned())
        });
        author::people(inner.as_deref().unwrap_or(&line)).unwrap_or_default()
    }))
}

fn tags(given: &[String]) -> Vec<String> {
    let tags = given.iter().map(|tag| html::line(tag));
    distinct(tags.filter(|tag| !tag.eq_ignore_ascii_case("uncategorized")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_that_of_the_item() {
        let channel = Channel {
            title: Some("Quay &amp; Harbour".to_owned()),
            link: Some("https://feeds.quay.example/".to_owned()),
            ..Channel::default()
        };
        let of = |outlet: Option<&str>, url| {
            publisher(outlet.map(str::to_owned), &channel, Some(url)).unwrap()
        };
        assert_eq!(of(None, "https://www.quay.example/a"), "Quay & Harbour");
        assert_eq!(of(None, "https://tide.example/a"), "tide.example");
        assert_eq!(of(Some("The Tide"), "https://tide.example/a"), "The Tide");
    }

    #[test]
    fn people_are_taken_out_of_addresses() {
        let lines = [
            "ada@quay.example (Ada Quill)",
            "Tom Ashby and Ada Quill",
            "admin",
        ]
        .map(str::to_owned);
        assert_eq!(people(&lines), ["Ada Quill", "Tom Ashby"]);
    }
}
