//! People whose names are spelled in two ways, or who have two posts that exclude each other.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Sides, add, contested, fact};
use crate::corpus::compare::Compared;
use crate::corpus::compare::Passage;
use crate::model::{Contrast, Entity, EntityKind, Fact, Record, Span};
use crate::text::lexicon;

/// How far a post may stand from the name, in bytes.
const NEAR: u32 = 40;

/// Somebody whom an article names.
#[derive(Clone, Debug)]
pub(in crate::corpus::compare) struct Named {
    key: String,
    name: String,
    mention: Span,
    /// The posts that the article gives, with the name where it stands beside.
    posts: Vec<(String, Span)>,
}

/// The people of an article.
pub(in crate::corpus::compare) fn named(record: &Record) -> Vec<Named> {
    let entities = record.entities.iter().flatten();
    let people = entities.filter(|entity| entity.kind == EntityKind::Person);
    people
        .filter_map(|entity| {
            Some(Named {
                key: entity.key.clone(),
                name: entity.name.clone(),
                mention: *entity.mentions.first()?,
                posts: posts(record, entity),
            })
        })
        .collect()
}

fn posts(record: &Record, entity: &Entity) -> Vec<(String, Span)> {
    let before = entity
        .mentions
        .iter()
        .filter_map(|&mention| before(&record.article.text, mention));
    let roles = entity.roles.iter();
    roles
        .map(|&role| {
            let near = entity.mentions.iter().map(|mention| role.join(*mention));
            let near = near.filter(|hull| hull.len() < role.len() + 60 + NEAR as usize);
            let hull = near.min_by_key(|hull| hull.len()).unwrap_or(role);
            (role.of(&record.article.text).to_lowercase(), hull)
        })
        .chain(before)
        .collect()
}

/// The post before a name, with or without a comma: "the fisheries minister, Ana Lim".
fn before(text: &str, mention: Span) -> Option<(String, Span)> {
    let lead = text.get(..mention.start as usize)?.trim_end();
    let lead = lead.strip_suffix(',').unwrap_or(lead);
    let mut start = lead.len();
    for _ in 0..2 {
        start = lead[..start].trim_end().rfind([' ', '\n', '.', ','])?;
    }
    let post = lead[start..].trim_start().to_lowercase();
    let last = post.rsplit(' ').next()?;
    let known = is("of", last) || is("post", last) || is("rank", last);
    let from = u32::try_from(lead.len() - post.len()).ok()?;
    (known && !post.contains(['.', ',', '\n'])).then(|| (post, Span::new(from, mention.end)))
}

/// The differing names and posts of a story.
pub(super) fn facts(compared: &Compared<'_>) -> Vec<Fact> {
    let mut all: Vec<(usize, &Named)> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        let whole = digest.named.iter().filter(|named| named.key.contains(' '));
        all.extend(whole.map(|named| (article, named)));
    }
    let mut facts = spellings(compared, &all);
    facts.extend(differing_posts(compared, &all));
    facts
}

fn spellings(compared: &Compared<'_>, all: &[(usize, &Named)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut done: FxHashSet<&str> = FxHashSet::default();
    for (index, &(article, named)) in all.iter().enumerate() {
        if !done.insert(&named.key) {
            continue;
        }
        let has = |article: usize, key: &str| {
            compared.digests[article]
                .named
                .iter()
                .any(|named| named.key == key)
        };
        let variants: FxHashSet<&str> = all[index + 1..]
            .iter()
            .filter(|(other, its)| *other != article && variant(&named.key, &its.key))
            .filter(|(other, its)| !has(*other, &named.key) && !has(article, &its.key))
            .map(|(_, its)| its.key.as_str())
            .collect();
        if variants.is_empty() {
            continue;
        }
        let mut sides: Sides<&str> = Sides::new();
        for &(article, its) in all
            .iter()
            .filter(|(_, its)| its.key == named.key || variants.contains(its.key.as_str()))
        {
            done.insert(&its.key);
            let passage = Passage {
                article,
                span: its.mention,
            };
            add(&mut sides, its.key.as_str(), &its.name, passage);
        }
        facts.push(fact(
            compared,
            Contrast::Name,
            format!("name of {}", named.name),
            sides,
        ));
    }
    facts
}

/// Whether two names are spellings of one: as many parts, all the same but one, and that one or two letters apart; or
/// two parts that are one letter apart each.
fn variant(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if a.len() != b.len() {
        return false;
    }
    let odd: Vec<(&str, &str)> = a
        .iter()
        .copied()
        .zip(b.iter().copied())
        .filter(|(x, y)| x != y)
        .collect();
    let long = |x: &str| x.chars().count() > 3;
    match odd.as_slice() {
        [(x, y)] => {
            long(x) && edits_at_most(2, x, y)
                || a.len() > 1
                    && x.len() > 2
                    && y.len() > x.len()
                    && y.starts_with(x)
                    && y.len() < x.len() + 5
                || a.len() > 1
                    && y.len() > 2
                    && x.len() > y.len()
                    && x.starts_with(y)
                    && x.len() < y.len() + 5
        }
        [(x, y), (v, w)] => [(x, y), (v, w)]
            .iter()
            .all(|(x, y)| long(x) && edits_at_most(1, x, y)),
        _ => false,
    }
}

/// Whether so many letters added, taken out or changed make one string the other (Levenshtein 1965). The time grows with the
/// strings times 3 to the power of `most`.
pub(in crate::corpus::compare) fn edits_at_most(most: u32, a: &str, b: &str) -> bool {
    let Some(fewer) = most.checked_sub(1) else {
        return a == b;
    };
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (from_a, from_b) = (a.as_str(), b.as_str());
        match (a.next(), b.next()) {
            (None, None) => return true,
            (x, y) if x == y => {}
            (x, y) => {
                return x.is_some() && edits_at_most(fewer, a.as_str(), from_b)
                    || y.is_some() && edits_at_most(fewer, from_a, b.as_str())
                    || x.is_some() && y.is_some() && edits_at_most(fewer, a.as_str(), b.as_str());
            }
        }
    }
}

/// What a post is compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Post {
    Rank(String),
    Head(String),
    Field(String),
}

static WORDS: LazyLock<FxHashMap<&'static str, FxHashSet<&'static str>>> =
    LazyLock::new(|| lexicon::groups(include_str!("../../../data/corpus/posts.tsv")));

fn is(list: &str, word: &str) -> bool {
    WORDS.get(list).is_some_and(|words| words.contains(word))
}

/// What posts a description gives that exclude others of their kind; none for a former or a deputy one.
fn kinds(post: &str) -> Vec<Post> {
    let words: Vec<&str> = post
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .collect();
    if words.iter().any(|word| is("past", word)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, &word) in words.iter().enumerate() {
        if is("rank", word) && at + 1 == words.len() {
            found.push(Post::Rank(word.to_owned()));
        }
        if is("of", word) && at > 0 && is("field", words[at - 1]) {
            found.push(Post::Field(
                words[at - 1]
                    .replace("defence", "defense")
                    .replace("labour", "labor"),
            ));
        }
    }
    // "director of the board": the first head before "of" is the post.
    let head = words
        .iter()
        .take_while(|word| !matches!(**word, "of" | "at" | "for" | "in"))
        .last();
    if let Some(head) = head.filter(|head| is("post", head)) {
        let head = if head.starts_with("chair") {
            "chair"
        } else {
            head
        };
        found.push(Post::Head(head.replace("woman", "man")));
    }
    found
}

/// Whether two names are of one person: the same but for middle parts that one leaves out.
pub(super) fn one_person(a: &str, b: &str) -> bool {
    let ends = |name: &str| -> (String, String) {
        let mut parts = name.split(' ');
        let first = parts.next().unwrap_or("").to_owned();
        (first, parts.next_back().unwrap_or("").to_owned())
    };
    a == b || ends(a) == ends(b) || variant(a, b)
}

fn differing_posts(compared: &Compared<'_>, all: &[(usize, &Named)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut done: Vec<bool> = vec![false; all.len()];
    for index in 0..all.len() {
        let same: Vec<usize> = (index..all.len())
            .filter(|&at| !done[at] && one_person(&all[index].1.key, &all[at].1.key))
            .collect();
        for &at in &same {
            done[at] = true;
        }
        let people: Vec<(usize, &Named)> = same.iter().map(|&at| all[at]).collect();
        let of = |kind: fn(&Post) -> bool| posts_differ(compared, &people, kind);
        let found = of(|post| matches!(post, Post::Rank(_)))
            .or_else(|| of(|post| matches!(post, Post::Field(_))))
            .or_else(|| of(|post| matches!(post, Post::Head(_))));
        facts.extend(found);
    }
    facts
}

/// The differing posts of one kind of one person; none where an article gives two of them itself.
fn posts_differ(
    compared: &Compared<'_>,
    people: &[(usize, &Named)],
    kind: fn(&Post) -> bool,
) -> Option<Fact> {
    let mut sides: Sides<Post> = Sides::new();
    let mut given: Vec<(usize, Post)> = Vec::new();
    for &(article, named) in people {
        for (words, span) in &named.posts {
            for post in kinds(words).into_iter().filter(kind) {
                given.push((article, post.clone()));
                let passage = Passage {
                    article,
                    span: *span,
                };
                add(&mut sides, post, words, passage);
            }
        }
    }
    let name = &people.first()?.1.name;
    contested(compared, &given)
        .then(|| fact(compared, Contrast::Post, format!("post of {name}"), sides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        assert!(variant("rogelio tan", "rogelia tan"));
        assert!(variant("ana silvera", "ana silveira"));
        assert!(variant("mohammed ghouse", "mohamed gouse"));
        assert!(!variant("rogelio silvera", "rogelia magtoto"));
        assert!(
            !variant("ana lim", "ana lee"),
            "short names differ by little"
        );
        assert!(!variant("hideo tanaka", "tanaka"));
    }

    #[test]
    fn edits_are_letters_added_taken_out_or_changed() {
        for (most, a, b) in [
            (0, "ndoye", "ndoye"),
            (1, "ndoye", "ndaye"),
            (1, "ndoye", "ndoy"),
            (1, "doye", "ndoye"),
            (1, "münz", "munz"),
            (2, "silvera", "silveiro"),
            (2, "ab", ""),
        ] {
            assert!(edits_at_most(most, a, b), "{a} {b}");
            assert!(edits_at_most(most, b, a), "{b} {a}");
            assert!(most == 0 || !edits_at_most(most - 1, a, b), "{a} {b}");
        }
        let long = "ab".repeat(50_000);
        assert!(edits_at_most(2, &format!("x{long}"), &format!("{long}y")));
        assert!(!edits_at_most(
            2,
            &format!("xx{long}"),
            &format!("{long}yy")
        ));
    }

    #[test]
    fn posts_that_exclude_each_other() {
        assert_eq!(
            kinds("the foreign minister"),
            [Post::Field("foreign".into())]
        );
        assert_eq!(
            kinds("coast guard commander"),
            [Post::Rank("commander".into())]
        );
        assert_eq!(
            kinds("director of inspection"),
            [Post::Head("director".into())]
        );
        assert_eq!(kinds("a former president"), []);
        assert!(one_person("lucia helena costa", "lucia costa"));
    }
}
