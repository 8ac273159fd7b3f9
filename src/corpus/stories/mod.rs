//! Stories: the articles of a corpus, grouped by the event that they tell, and who copies whom.
//!
//! Articles are compared by their weighted terms; each is first helped along by the few most like it, so that two short
//! or differently angled pieces meet through a third; then average-link clustering joins what is alike. Every parameter
//! was set on the development sets of `stories` benches and on the project's own articles, alone and in small samples.

mod cluster;
mod copies;
mod similar;
mod vector;

use std::cmp::Reverse;

use xxhash_rust::xxh3::Xxh3;

use crate::model::{Article, Copy, Day, Story, StoryArticle};
use crate::text::{Text, calendar};
use copies::Shingles;
use vector::{Counts, Vector};

/// From which average likeness two groups of articles tell one story.
const ALIKE: f32 = 0.34;
/// How many of the articles most like it help an article along, and by which share of their likeness.
const NEIGHBOURS: usize = 3;
const SHARE: f32 = 0.75;
/// The terms that an article has with what it got from others.
const TERMS: usize = 192;
/// Days between two articles that cost nothing, and the further days after which they count as half as alike.
const FREE_DAYS: f32 = 7.0;
const HALF_DAYS: f32 = 60.0;

/// What is kept of an article until all have been read.
#[derive(Debug)]
pub struct Sketch {
    head: StoryArticle,
    published: Option<String>,
    counts: Counts,
    shingles: Shingles,
    length: usize,
}

impl Sketch {
    /// The sketch of one article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let text = Text::new(&article.text, &article.blocks);
        Self {
            head: StoryArticle {
                id: article.id.clone(),
                locator: article.locator.clone(),
                title: article.title.clone(),
                publisher: article.publisher.clone(),
                day: article.published_date,
            },
            published: article.published.clone(),
            counts: Counts::of(article, &text),
            shingles: Shingles::of(&text),
            length: article.text.len(),
        }
    }

    /// The order in which a story has its articles: the earlier before the later, then the longer before the shorter.
    fn order(&self) -> impl Ord + '_ {
        let undated = self.head.day.is_none();
        let head = &self.head;
        (
            undated,
            head.day,
            self.published.as_deref(),
            Reverse(self.length),
            &head.id,
            &head.locator.path,
            head.locator.record,
        )
    }
}

/// Stories, each with the positions that its articles have among those that were grouped.
pub type Grouped = Vec<(Story, Vec<usize>)>;

/// The articles of a corpus, grouped into stories, those of the most articles first; each with the positions that its
/// articles have in `articles`.
#[must_use]
pub fn grouped(articles: Vec<Sketch>) -> Grouped {
    grouped_unless(articles, || false).unwrap_or_default()
}

/// What [`grouped`] gives; none once `stopped` says so, which is asked article by article.
#[must_use]
pub fn grouped_unless(articles: Vec<Sketch>, stopped: impl Fn() -> bool) -> Option<Grouped> {
    let mut articles: Vec<(usize, Sketch)> = articles.into_iter().enumerate().collect();
    articles.sort_by(|(_, a), (_, b)| a.order().cmp(&b.order()));
    let (places, articles): (Vec<usize>, Vec<Sketch>) = articles.into_iter().unzip();
    let (pairs, met) = likenesses(&articles, &stopped);
    let groups = cluster::cluster(&met, &pairs, ALIKE, &stopped);
    let central = central(&groups, articles.len(), &pairs);
    drop(pairs);
    let wanted = groups.iter().take_while(|_| !stopped());
    let mut stories: Grouped = wanted
        .map(|group| {
            let places = group.iter().map(|&at| places[at as usize]).collect();
            (story(group, &articles, &central), places)
        })
        .collect();
    stories.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    (!stopped()).then_some(stories)
}

/// How much alike the articles are that can be of one story, and of each whether those behind it were compared with it.
fn likenesses(articles: &[Sketch], stopped: &impl Fn() -> bool) -> (Vec<similar::Pair>, Vec<bool>) {
    let counts: Vec<&Counts> = articles.iter().map(|article| &article.counts).collect();
    let plain = vector::vectors(&counts);
    let near = similar::nearest(&plain, NEIGHBOURS, stopped);
    let helped: Vec<Vector> = plain
        .iter()
        .zip(&near)
        .map(|(own, near)| {
            let others = near
                .iter()
                .map(|&(at, alike)| (&plain[at as usize], SHARE * alike));
            own.with(others, TERMS)
        })
        .collect();
    let day = |at: u32| articles[at as usize].head.day;
    let scale = |a, b| nearness(day(a), day(b));
    let pairs = similar::pairs(&helped, scale, ALIKE, stopped);
    (pairs, similar::met(&helped))
}

/// Of each article how much it is like the others of its group together, in millionths.
fn central(groups: &[Vec<u32>], articles: usize, pairs: &[similar::Pair]) -> Vec<u64> {
    let mut group_of = vec![0; articles];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|&at| group_of[at as usize] = number);
    }
    let mut central = vec![0; articles];
    for &(a, b, likeness) in pairs {
        let (a, b) = (a as usize, b as usize);
        if group_of[a] == group_of[b] {
            let likeness = (likeness * 1e6) as u64;
            central[a] += likeness;
            central[b] += likeness;
        }
    }
    central
}

fn order(story: &Story) -> impl Ord + '_ {
    (
        Reverse(story.articles.len()),
        story.first_day.is_none(),
        story.first_day,
        &story.id,
    )
}

/// What remains of a likeness over the days between two articles; all of it where a day is not known.
fn nearness(a: Option<Day>, b: Option<Day>) -> f32 {
    let days = a.zip(b).and_then(|(a, b)| calendar::days_between(a, b));
    let days = days.map_or(0.0, |days| days.unsigned_abs() as f32);
    1.0 / (1.0 + (days - FREE_DAYS).max(0.0) / HALF_DAYS)
}

fn story(group: &[u32], articles: &[Sketch], central: &[u64]) -> Story {
    let members: Vec<&Sketch> = group.iter().map(|&at| &articles[at as usize]).collect();
    let days = || members.iter().filter_map(|member| member.head.day);
    Story {
        id: id(&members),
        title: title(group, &members, central),
        first_day: days().min(),
        last_day: days().max(),
        copies: copies(&members),
        articles: members.iter().map(|member| member.head.clone()).collect(),
    }
}

/// `s` and a hash of the ids of its articles, whatever their order.
fn id(members: &[&Sketch]) -> String {
    let mut ids: Vec<&str> = members
        .iter()
        .map(|member| member.head.id.as_str())
        .collect();
    ids.sort_unstable();
    let mut hash = Xxh3::new();
    for id in ids {
        hash.update(id.as_bytes());
        hash.update(&[0]);
    }
    format!("s{:016x}", hash.digest())
}

/// The title of the article most like the others; of several, the first one's.
fn title(group: &[u32], members: &[&Sketch], central: &[u64]) -> Option<String> {
    let titled = (0..group.len()).filter(|&at| members[at].head.title.is_some());
    let centre = titled.max_by_key(|&at| (central[group[at] as usize], Reverse(at)))?;
    members[centre].head.title.clone()
}

/// Which articles repeat an earlier one: each with the one that it has most of.
fn copies(members: &[&Sketch]) -> Vec<Copy> {
    let shingles: Vec<&Shingles> = members.iter().map(|member| &member.shingles).collect();
    let mut best: Vec<Option<(f64, usize)>> = vec![None; members.len()];
    for (of, article, share) in copies::contained(&shingles) {
        if share >= copies::LEAST && best[article].is_none_or(|(most, _)| share > most) {
            best[article] = Some((share, of));
        }
    }
    let found = best.iter().enumerate();
    found
        .filter_map(|(article, best)| {
            let (containment, of) = (*best)?;
            Some(Copy {
                article,
                of,
                containment,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(articles: Vec<Sketch>) -> Vec<Story> {
        let found = grouped(articles).into_iter();
        found.map(|(story, _)| story).collect()
    }
    use crate::model::{Format, Locator};

    const HARBOUR: &str = "The port of Vardo will close for nine days in May while divers mend the lock gate, harbour master Nils Aune said. Trawlers will be sent to Kirkenes.";
    const CABINET: &str = "Prime Minister Amara Diallo named nine ministers on Friday and kept the finance portfolio for herself, ending a month of coalition talks in Conakry.";

    fn sketch(id: &str, title: &str, text: &str, day: u8) -> Sketch {
        let locator = Locator {
            path: format!("{id}.txt").into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Text);
        article.id = id.to_owned();
        article.language = Some("en".to_owned());
        article.title = Some(title.to_owned());
        article.text = text.to_owned();
        article.published_date = calendar::day(2024, 4, day);
        Sketch::of(&article)
    }

    fn corpus() -> [Sketch; 4] {
        [
            sketch("a", "Vardo port to close", HARBOUR, 2),
            sketch("b", "Diallo names cabinet", CABINET, 5),
            sketch(
                "c",
                "Lock gate shuts Vardo",
                "Vardo harbour shuts for nine days in May: divers mend the lock gate, and trawlers go to Kirkenes, says Nils Aune.",
                3,
            ),
            sketch("d", "Port closes", &format!("{HARBOUR} More follows."), 4),
        ]
    }

    fn ids(story: &Story) -> Vec<&str> {
        story
            .articles
            .iter()
            .map(|article| article.id.as_str())
            .collect()
    }

    #[test]
    fn articles_meet_by_their_event_in_any_order() {
        let found = stories(corpus().into());
        assert_eq!(
            found.iter().map(ids).collect::<Vec<_>>(),
            [vec!["a", "c", "d"], vec!["b"]]
        );
        assert_eq!(
            (
                found[0].copies.len(),
                found[0].copies[0].article,
                found[0].copies[0].of
            ),
            (1, 2, 0)
        );
        let mut turned: Vec<Sketch> = corpus().into();
        turned.reverse();
        assert_eq!(stories(turned), found);
    }

    #[test]
    fn a_story_of_any_number_of_articles_is_one() {
        let of = |story: &str, text: &str, count: usize| -> Vec<Sketch> {
            let all = 0..count;
            all.map(|at| {
                let title = format!("{story} {at}");
                sketch(&format!("{story}{at}"), &title, text, 3)
            })
            .collect()
        };
        let mut articles = of("Vardo port", HARBOUR, 400);
        articles.extend(of("Diallo cabinet", CABINET, 150));
        let found = stories(articles);
        let sizes: Vec<usize> = found.iter().map(|story| story.articles.len()).collect();
        assert_eq!(sizes, [400, 150]);
    }

    #[test]
    fn grouping_ends_when_it_is_stopped() {
        assert!(grouped_unless(corpus().into(), || true).is_none());
        // At whatever step it is.
        let mut last = None;
        for step in 0..100 {
            let asked = std::cell::Cell::new(0);
            let stopped = || asked.replace(asked.get() + 1) >= step;
            let found = grouped_unless(corpus().into(), stopped);
            last = found.map(|stories| stories.len());
            assert!(last.is_none_or(|stories| stories == 2));
        }
        assert_eq!(last, Some(2));
    }

    #[test]
    fn a_town_in_common_is_no_story() {
        let found = stories(vec![
            sketch(
                "a",
                "Measles cases in Ostrava rise",
                "Doctors in Ostrava have confirmed 48 cases of measles since April, the health office said. Two children are in intensive care.",
                2,
            ),
            sketch(
                "b",
                "Ostrava wins the derby",
                "Baník Ostrava beat Opava on Saturday before 4,200 spectators. “We were too polite in the first half,” coach Hana Kral said.",
                3,
            ),
        ]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn the_same_event_of_another_year_is_another_story() {
        assert!(nearness(calendar::day(2023, 4, 2), calendar::day(2024, 4, 2)) < 0.2);
        assert!(nearness(None, calendar::day(2024, 4, 2)) > 0.99);
    }
}
