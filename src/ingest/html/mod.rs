//! HTML pages.

mod authors;
mod blocks;
mod body;
mod dates;
mod dom;
pub(super) mod entities;
mod evidence;
mod explain;
mod headline;
mod jsonld;
mod lead;
mod lines;
mod marks;
mod metadata;
mod page;
mod prepass;
mod select;
mod shown;
mod tag;
mod tokenizer;
mod tree;

pub use self::select::Selector;

use self::blocks::RawBlock;
use self::tokenizer::Attributes;
use super::{IngestError, address, captured, credit, encoding, markup, mojibake, stable_id, trace};
use crate::ingest::Notes;
use crate::model::{Article, Format, Input, Link, Span};

/// Reads the article of a page, its text from what `select` matches where that is given and matches any.
pub(super) fn read(
    input: &Input,
    select: Option<&Selector>,
    notes: &mut Notes,
) -> Result<Article, IngestError> {
    let text = mojibake::repair(encoding::decode_html(&input.bytes));
    let stripped = prepass::strip(&text);
    let attributes = select.map_or(Attributes::Read, |_| Attributes::All);
    let page = tree::parse(&stripped.html, attributes);
    let dom = dom::Dom::new(&page);
    let evidence = evidence::Evidence::new(&dom);
    let structured = jsonld::read(&stripped.json_ld);
    let mut article = Article::empty(input.locator.clone(), Format::Html);
    article.url = captured::address(input);
    let (base, headline) = metadata::fill(&mut article, &dom, &evidence, &structured);
    let selected = select.and_then(|select| select::blocks(select, &page, &dom));
    notes.unselected += u64::from(select.is_some() && selected.is_none());
    let found = selected
        .unwrap_or_else(|| or_structured(body::find(&dom, headline), structured.body.as_deref()));
    let (blocks, credits) = lines::clean(&found, article.title.as_deref(), &article.authors);
    write(&mut article, blocks, base.as_deref());
    credit::add(&mut article, credits);
    if article.text.is_empty() {
        return Err(if text.trim().is_empty() {
            IngestError::Empty
        } else {
            IngestError::NoArticle(
                "the page has no text outside of its menus and scripts; fetch it as a browser shows it",
            )
        });
    }
    article.language = language(
        &article.text,
        metadata::declared_language(&evidence, &structured),
    );
    credit::add_dateline(&mut article);
    article.id = stable_id(&article);
    if trace::is_on() {
        trace::note(explain::page(
            &article,
            &dom,
            &evidence,
            &structured,
            &found,
        ));
    }
    Ok(article)
}

/// The language of the text. What is declared counts, but not against a text in which another one is seen clearly:
/// sites declare their template's language.
fn language(text: &str, declared: Option<String>) -> Option<String> {
    let seen = crate::text::language::detect(text).map(str::to_owned);
    match (seen, declared) {
        (Some(seen), Some(declared)) if text.len() < 400 || seen != "en" && declared != "en" => {
            Some(declared)
        }
        (seen, declared) => seen.or(declared),
    }
}

/// What the page shows, or the text in its structured data where the page shows little of it.
fn or_structured(shown: Vec<RawBlock>, body: Option<&str>) -> Vec<RawBlock> {
    let length: usize = shown.iter().map(|block| block.text.len()).sum();
    match body {
        Some(body) if body.len() > 400 && length * 5 < body.len() * 2 => {
            let body = entities::decode(body);
            let lines = body.split('\n').map(line).filter(|line| !line.is_empty());
            lines.map(RawBlock::paragraph).collect()
        }
        _ => shown,
    }
}

/// Fills an article with the text of a fragment of HTML, and with what the credit lines in it say.
pub(super) fn fill_from_fragment(article: &mut Article, fragment: &str, base: Option<&str>) {
    let page = is_marked_up(fragment)
        .then(|| tree::parse(&prepass::strip(fragment).html, Attributes::Read));
    let dom = page.as_ref().map(dom::Dom::new);
    let found = match &dom {
        Some(dom) => body::whole(dom),
        None => paragraphs(fragment),
    };
    let (blocks, credits) = lines::clean(&found, article.title.as_deref(), &article.authors);
    write(article, blocks, base);
    credit::add(article, credits);
    if let Some(dom) = dom.filter(|_| trace::is_on()) {
        trace::note(explain::fragment(article, &dom, &found));
    }
}

/// Whether a fragment has blocks of its own; a plain text parts its paragraphs by blank lines.
fn is_marked_up(fragment: &str) -> bool {
    ["<p", "<div", "<br", "<li", "<h", "</"]
        .iter()
        .any(|tag| fragment.contains(tag))
}

fn paragraphs(text: &str) -> Vec<RawBlock> {
    let parts = text.split("\n\n").flat_map(|part| part.split("\r\n\r\n"));
    parts
        .map(line)
        .filter(|part| !part.is_empty())
        .map(RawBlock::paragraph)
        .collect()
}

/// The text of a line of HTML: `Ports &amp; <em>ships</em>`.
pub(super) fn line(html: &str) -> String {
    if !html.contains('<') {
        return markup::single_spaced(&entities::decode(html));
    }
    let page = tree::parse(&prepass::strip(html).html, Attributes::Read);
    dom::Dom::new(&page).text(0, 2000)
}

/// Writes blocks and their links into an article.
fn write(article: &mut Article, blocks: Vec<RawBlock>, base: Option<&str>) {
    for block in blocks {
        article.push_block(block.kind, &block.text);
        let offset = article.text.len() - block.text.len();
        for link in block.links {
            if let Some(url) = address::absolute(&link.href, base) {
                let span = Span::at(offset + link.start, offset + link.end);
                article.links.push(Link { url, span });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Locator, PublishedFrom};

    const ONE: &str = "The ferry between the two islands will run again from Monday, the harbour office said, after a winter of repairs.";
    const TWO: &str = "Tickets cost four crowns, as before, and bicycles travel free of charge, the office added in its statement.";

    fn page(html: &str) -> Article {
        let input = Input {
            locator: Locator {
                path: "page.html".into(),
                record: None,
            },
            bytes: html.as_bytes().to_vec(),
            format: None,
            capture: None,
            part: None,
        };
        read(&input, None, &mut Notes::default()).unwrap()
    }

    fn texts(article: &Article) -> Vec<&str> {
        article
            .blocks
            .iter()
            .map(|block| block.span.of(&article.text))
            .collect()
    }

    #[test]
    fn menus_captions_and_comments_stay_out() {
        let html = format!(
            "<nav><a href=/>Home</a></nav><article><h1>Ferry runs again</h1><p>{ONE}</p>\
             <figure><figcaption>The ferry in dock, seen from the quay on a grey day in March</figcaption></figure>\
             <p>{TWO}</p><div class=comments><p>I have waited for this since the autumn, and so has my dog.</p></div>\
             </article><footer>All rights reserved</footer>"
        );
        assert_eq!(texts(&page(&html)), [ONE, TWO]);
    }

    #[test]
    fn blocks_are_typed() {
        let html = format!(
            "<article><p>{ONE}</p><h2>Fares</h2><ul><li>Adults: <b>4 crowns</b></li><li><p>Dogs: free</p></li></ul>\
             <blockquote><p>{TWO}</p></blockquote>\
             <table><tr><th>Day</th><th>Trips</th></tr><tr><td>Monday</td><td>12</td></tr></table><p>{TWO} Really.</p></article>"
        );
        let article = page(&html);
        let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Paragraph,
                BlockKind::Heading,
                BlockKind::ListItem,
                BlockKind::ListItem,
                BlockKind::Quote,
                BlockKind::Table,
                BlockKind::Table,
                BlockKind::Paragraph
            ]
        );
        assert_eq!(texts(&article)[2..4], ["Adults: 4 crowns", "Dogs: free"]);
        assert_eq!(texts(&article)[6], "Monday | 12");
    }

    #[test]
    fn the_lead_is_part_of_the_article_wherever_it_stands() {
        let lead = "After two quiet winters, the islands get their only link to the mainland back, and most of the visitors whom they live on.";
        let of = |lead: &str| {
            let html = format!(
                "<header><h1>Ferry runs again</h1>{lead}</header><article class=article-body><p>{ONE}</p><p>{TWO}</p></article>"
            );
            texts(&page(&html))[0].to_owned()
        };
        assert_eq!(of(&format!("<p class=teaser>{lead}</p>")), lead);
        assert_eq!(
            of(&format!("<figure><figcaption>{lead}</figcaption></figure>")),
            ONE
        );
        assert_eq!(of(&format!("<p>{ONE}</p>")), ONE);
        assert_eq!(
            of(
                "<p>By Ada Quill, reporter on the islands desk, published on 2 March 2024 in Port Velmar</p>"
            ),
            ONE
        );
        assert_eq!(
            of(
                "<p>Subscribe to our newsletter and sign up for alerts, so that you never miss a boat.</p>"
            ),
            ONE
        );
    }

    #[test]
    fn a_short_article_stands_against_long_lists() {
        let more =
            format!("<div class=related><h3><a href=/x>Bus fares</a></h3><p>{TWO} {ONE}</p></div>")
                .repeat(9);
        let html = format!(
            "<h1>Ferry runs again</h1><div class=article-body><p>{ONE}</p><p>{TWO}</p></div><div>{more}</div>"
        );
        assert_eq!(texts(&page(&html)), [ONE, TWO]);
    }

    #[test]
    fn tables_in_figures_are_kept() {
        let html = format!(
            "<article><p>{ONE}</p><figure><table><tr><td>Monday</td><td>12</td></tr></table></figure>\
             <figure><img src=x><p>The ferry in dock, seen from the quay on a grey day in March.</p></figure><p>{TWO}</p></article>"
        );
        assert_eq!(texts(&page(&html)), [ONE, "Monday | 12", TWO]);
    }

    #[test]
    fn quotations_keep_whose_words_they_are() {
        let of = |end: &str| {
            let html = format!(
                "<article><p>{ONE}</p><blockquote><p>{TWO}</p>{end}</blockquote><p>{ONE} Again.</p></article>"
            );
            let article = page(&html);
            assert_eq!(article.blocks[2].kind, BlockKind::Quote);
            texts(&article)[2].to_owned()
        };
        assert_eq!(of("<cite>Ada Quill</cite>"), "— Ada Quill");
        assert_eq!(
            of("<footer>– Ada Quill, <cite>The Quay</cite></footer>"),
            "— Ada Quill, The Quay"
        );
        assert_eq!(
            of("<p>— <cite><a href='https://quay.example/ada'>Ada Quill</a></cite></p>"),
            "— Ada Quill"
        );
        let html =
            format!("<p>{ONE}</p><blockquote>{TWO} As <cite>The Quay</cite> wrote.</blockquote>");
        assert_eq!(page(&html).blocks.len(), 2);
    }

    #[test]
    fn links_are_absolute_and_lie_on_their_words() {
        let html = format!(
            "<link rel=canonical href=https://quay.example/news/ferry><article><p>{ONE} See <a href='../fares'> the\n fares</a>.</p></article>"
        );
        let article = page(&html);
        let link = &article.links[0];
        assert_eq!(link.url, "https://quay.example/fares");
        assert_eq!(link.span.of(&article.text), "the fares");
    }

    #[test]
    fn line_breaks_part_paragraphs_only_where_sentences_end() {
        let html = format!("<div class=article-body>{ONE}<br>{TWO}<br>and so<br>on</div>");
        assert_eq!(texts(&page(&html)), [ONE, TWO, "and so on"]);
    }

    #[test]
    fn names_that_mislead_are_not_followed() {
        let html = format!(
            "<div class='page has-sidebar'><div class=sidebar-content><p>{ONE}</p></div><div class=social-news><p>{TWO}</p></div>\
             <div class=more-news><p>{TWO} It thanked all who had waited, and promised coffee on the first trip.</p></div></div>"
        );
        assert!(page(&html).text.contains("four crowns"));
    }

    #[test]
    fn the_structured_text_stands_in_for_a_page_that_shows_little() {
        let body = format!("{ONE} {TWO} {ONE}\\n\\n{TWO} {ONE}");
        let html = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry runs again","articleBody":"{body}"}}</script><p>Please enable scripts.</p>"#
        );
        let article = page(&html);
        assert_eq!(article.blocks.len(), 2);
        assert_eq!(article.title.as_deref(), Some("Ferry runs again"));
    }

    #[test]
    fn authors_come_from_what_names_them_most_fully() {
        let of = |head: &str, body: &str| {
            page(&format!(
                "{head}<h1>Ferry runs again</h1>{body}<p>{ONE}</p><p>{TWO}</p>"
            ))
            .authors
        };
        let ld = r#"<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Ada Quill"}}</script>"#;
        let links = "<div>By <a href=/author/quill>Ada Quill</a> and <a href=/author/okafor>Tom Okafor</a></div>";
        assert_eq!(of(ld, links), ["Ada Quill", "Tom Okafor"]);
        let reviewed = "<div>By <a href=/author/quill>Ada Quill</a>. Medically reviewed by <a href=/author/ruiz>Ana Ruiz</a></div>";
        assert_eq!(of(ld, reviewed), ["Ada Quill"]);
        assert_eq!(
            of(
                "",
                "<a rel=author href=/author/fan>View all posts by harbour_fan</a>"
            ),
            ["harbour_fan"]
        );
        assert_eq!(of("", "<div class=author>Insights</div>"), [""; 0]);
        assert_eq!(
            of(
                "",
                "<div class=author><div>Ada Quill</div><div>Harbour Growth</div></div>"
            ),
            ["Ada Quill"]
        );
        let reference = "<ol><li><meta itemprop=author content='Bo Lind, Cy Marsh'>Lind and Marsh 1988</li></ol>";
        assert_eq!(
            of("<meta name=dc.creator content='Ada Quill'>", reference),
            ["Ada Quill"]
        );
    }

    #[test]
    fn an_earlier_day_beside_the_headline_counts_where_publication_and_change_are_one() {
        let of = |published: &str, modified: &str, shown: &str, url: &str| {
            let html = format!(
                r#"<link rel=canonical href="https://quay.example/{url}"><script type="application/ld+json">{{"@type":"Article","datePublished":"{published}","dateModified":"{modified}"}}</script><h1>Ferry runs again</h1><div>{shown}</div><p>{ONE}</p><p>{TWO}</p>"#
            );
            page(&html).published.unwrap_or_default()
        };
        let (one, later) = ("2025-06-12T10:00:01Z", "2025-06-20T08:00:00Z");
        assert_eq!(of(one, one, "November 2, 2022", "ferry"), "2022-11-02");
        assert_eq!(of(one, later, "November 2, 2022", "ferry"), one);
        assert_eq!(of(one, one, "July 2, 2025", "ferry"), one);
        assert_eq!(of(one, one, "June 11, 2025", "2025/06/12/ferry"), one);
        assert_eq!(
            of("2025-11-01", "2025-11-01", "January 11, 2025", "ferry"),
            "2025-11-01"
        );
    }

    #[test]
    fn a_time_marked_as_publication_counts_more_than_a_plain_day_of_the_head() {
        let html = format!(
            "<meta name=date content=2022-01-21><h1>Ferry</h1><time itemprop=datePublished datetime=2022-01-27>27 January</time><p>{ONE}</p><p>{TWO}</p>"
        );
        assert_eq!(page(&html).published.as_deref(), Some("2022-01-27"));
    }

    #[test]
    fn dates_rest_on_their_evidence() {
        let of = |head: &str, body: &str| {
            let html = format!(
                "<html lang=de><head>{head}</head><h1>Fähre fährt wieder</h1>{body}<p>{ONE}</p><p>{TWO}</p><footer>© 2019 Der Kai</footer>"
            );
            let article = page(&html);
            (
                article.published_date.map(|day| day.to_string()),
                article.published_from,
            )
        };
        let day = |day: &str, from| (Some(day.to_owned()), Some(from));
        let meta = "<meta property='article:published_time' content='2024-03-02T23:30:00-05:00'>";
        assert_eq!(of(meta, ""), day("2024-03-02", PublishedFrom::Meta));
        assert_eq!(
            of("", "<time datetime=2024-03-04>vorgestern</time>"),
            day("2024-03-04", PublishedFrom::Time)
        );
        assert_eq!(
            of("", "<p class=datum>02.03.2024</p>"),
            day("2024-03-02", PublishedFrom::Byline)
        );
        let address = "<link rel=canonical href=https://kai.example/2024/03/05/faehre>";
        assert_eq!(of(address, ""), day("2024-03-05", PublishedFrom::Url));
        let changed = "<meta property='article:modified_time' content='2024-03-09'>";
        assert_eq!(of(changed, ""), day("2024-03-09", PublishedFrom::Updated));
        assert_eq!(of("", ""), (None, None));
    }

    #[test]
    fn the_day_is_the_one_that_readers_saw() {
        let of = |body: &str| {
            let html = format!(
                "<html lang=de><meta property='article:published_time' content='2024-03-03T02:30:00Z'>\
                 <h1>Fähre fährt wieder</h1>{body}<p>{ONE}</p><p>{TWO}</p>"
            );
            page(&html).published.unwrap()
        };
        assert_eq!(of(""), "2024-03-03T02:30:00Z");
        let there = "<time datetime=2024-03-02T21:30:00-05:00>gestern</time>";
        assert_eq!(of(there), "2024-03-02T21:30:00-05:00");
        let later = "<time datetime=2024-03-02T22:07:00-05:00>gestern</time>";
        assert_eq!(of(later), "2024-03-03T02:30:00Z");
    }

    #[test]
    fn days_are_seen_where_they_are_shown() {
        let of = |before: &str, behind: &str| {
            let html = format!(
                "<html lang=de><div class=top><span class=date>9. März 2024</span></div>{before}<h1>Fähre fährt wieder</h1>\
                 {behind}<p>{ONE}</p><p>{TWO}</p><div class=more><small>8. März 2024</small></div>"
            );
            let article = page(&html);
            article.published_date.map(|day| day.to_string())
        };
        let day = Some("2024-03-02".to_owned());
        assert_eq!(of("<small>02.03.24</small>", ""), day);
        assert_eq!(
            of(
                "",
                "<div>Von <b>Ada Quill</b> <span>02.03.2024</span></div>"
            ),
            day
        );
        let changed =
            "<time class=published-date datetime=2024-03-02>Aktualisiert am 02.03.2024</time>";
        let html = format!("<h1>Fähre fährt wieder</h1>{changed}<p>{ONE}</p><p>{TWO}</p>");
        assert_eq!(page(&html).published_from, Some(PublishedFrom::Updated));
        let foot = "<footer>This page was last edited on 2 March 2024, at 10:00 (UTC).</footer>";
        let html = format!("<h1>Ferry runs again</h1><p>{ONE}</p><p>{TWO}</p>{foot}");
        assert_eq!(page(&html).published_from, Some(PublishedFrom::Updated));
        let alone = format!(
            "<h1>Ferry runs again</h1><p>{}</p><p>Posted on 2 March 2024</p>",
            ONE.repeat(20)
        );
        assert_eq!(page(&alone).published_from, Some(PublishedFrom::Byline));
    }

    #[test]
    fn authors_are_people_and_not_the_site() {
        let of = |head: &str, body: &str| {
            let html = format!(
                "<meta property=og:site_name content='The Quay'>{head}<h1>Ferry runs again</h1>{body}<p>{ONE}</p><p>{TWO}</p>"
            );
            page(&html).authors
        };
        assert_eq!(
            of(
                "<meta name=author content='By Ada Quill and Ben I. Ohm'>",
                ""
            ),
            ["Ada Quill", "Ben I. Ohm"]
        );
        assert_eq!(
            of(
                "<meta name=author content='The Quay'>",
                "<div class=byline>By Ada Quill</div>"
            ),
            ["Ada Quill"]
        );
        assert_eq!(
            of("", "<a href=/authors/ada-quill/>Ada Quill</a>"),
            ["Ada Quill"]
        );
        assert_eq!(of("", ""), [""; 0]);
    }

    #[test]
    fn pages_without_text_are_failures() {
        for bytes in ["", "  ", "<html><script>x</script>"] {
            let input = Input {
                locator: Locator {
                    path: "page.html".into(),
                    record: None,
                },
                bytes: bytes.as_bytes().to_vec(),
                format: None,
                capture: None,
                part: None,
            };
            assert!(read(&input, None, &mut Notes::default()).is_err());
        }
    }
}
