//! People whose names are spelled in two ways, or who have two posts that exclude each other.

use std::mem;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::spelling::{self, variant};
use super::{Sides, add, contested, fact};
use crate::corpus::compare::Compared;
use crate::corpus::compare::Passage;
use crate::model::{Contrast, Entity, EntityKind, Fact, Record, Span};
use crate::text::lexicon;

/// How far a post may stand from the name, with the name, in bytes.
const FAR: u32 = 100;

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
            let near = near(&entity.mentions, role).iter().map(|&m| role.join(m));
            let near = near.filter(|hull| hull.len() < role.len() + FAR as usize);
            let hull = near.min_by_key(|hull| hull.len()).unwrap_or(role);
            (role.of(&record.article.text).to_lowercase(), hull)
        })
        .chain(before)
        .collect()
}

/// The mentions, which are in order, that stand near a role.
fn near(mentions: &[Span], role: Span) -> &[Span] {
    let from = mentions.partition_point(|mention| mention.start.saturating_add(FAR) < role.start);
    let to = mentions.partition_point(|mention| mention.start < role.end.saturating_add(FAR));
    mentions.get(from..to).unwrap_or_default()
}

/// The post before a name, with or without a comma: "the fisheries minister, Ana Lim".
fn before(text: &str, mention: Span) -> Option<(String, Span)> {
    let lead = text.get(..mention.start as usize)?.trim_end();
    let lead = lead.strip_suffix(',').unwrap_or(lead);
    let mut start = lead.len();
    for _ in 0..2 {
        start = lead[..start].trim_end().rfind([' ', '\n', '.', ','])?;
    }
    let written = lead[start..].trim_start();
    // In lower case it may be longer or shorter.
    let from = u32::try_from(lead.len() - written.len()).ok()?;
    let post = written.to_lowercase();
    let last = post.rsplit(' ').next()?;
    let known = is("of", last) || is("post", last) || is("rank", last);
    (known && !post.contains(['.', ',', '\n'])).then(|| (post, Span::new(from, mention.end)))
}

/// The differing names and posts of a story.
pub(super) fn facts(compared: &Compared<'_>) -> Vec<Fact> {
    let people = People::new(compared);
    let mut facts = people.spellings(compared);
    facts.extend(people.posts(compared));
    facts
}

/// Those whom the articles of a story give a whole name.
struct People<'n> {
    /// Each with the article, one article after another.
    all: Vec<(usize, &'n Named)>,
    /// The names by which they are compared, in the order in which they come first.
    keys: Vec<&'n str>,
    /// The name of each.
    key_of: Vec<usize>,
    /// Who has a name.
    bearers: Vec<Vec<usize>>,
    /// The other spellings of a name.
    variants: Vec<Vec<usize>>,
}

impl<'n> People<'n> {
    fn new(compared: &'n Compared<'_>) -> Self {
        let digests = compared.digests.iter().enumerate();
        let all = digests.flat_map(|(article, digest)| {
            let whole = digest.named.iter().filter(|named| named.key.contains(' '));
            whole.map(move |named| (article, named))
        });
        let all: Vec<(usize, &Named)> = all.collect();
        let (mut keys, mut key_of, mut bearers) = (Vec::new(), Vec::new(), Vec::new());
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, (_, named)) in all.iter().enumerate() {
            let key = *known.entry(&named.key).or_insert(keys.len());
            if key == keys.len() {
                keys.push(named.key.as_str());
                bearers.push(Vec::new());
            }
            key_of.push(key);
            bearers[key].push(at);
        }
        Self {
            variants: spelling::variants(&keys),
            all,
            keys,
            key_of,
            bearers,
        }
    }

    fn spellings(&self, compared: &Compared<'_>) -> Vec<Fact> {
        let named = self.all.iter().zip(&self.key_of);
        let given: FxHashSet<(usize, usize)> = named.map(|(one, &key)| (one.0, key)).collect();
        let mut facts = Vec::new();
        let mut done = vec![false; self.keys.len()];
        for key in 0..self.keys.len() {
            if done[key] {
                continue;
            }
            let first = self.bearers[key][0];
            let (article, named) = self.all[first];
            let apart = |&at: &usize| {
                let other = self.all[at].0;
                at > first && other != article && !given.contains(&(other, key))
            };
            let own = |variant: &&usize| !given.contains(&(article, **variant));
            let others = self.variants[key].iter().filter(own);
            let others = others.filter(|&&variant| self.bearers[variant].iter().any(apart));
            let spelled: Vec<usize> = others.copied().chain([key]).collect();
            if spelled.len() > 1 {
                spelled.iter().for_each(|&key| done[key] = true);
                let about = format!("name of {}", named.name);
                let sides = self.sides(&spelled);
                facts.push(fact(compared, Contrast::Name, about, sides));
            }
        }
        facts
    }

    /// Who writes which of the spellings of a name.
    fn sides(&self, spelled: &[usize]) -> Sides<&'n str> {
        let mut sides = Sides::new();
        for &at in spelled.iter().flat_map(|&key| &self.bearers[key]) {
            let (article, named) = self.all[at];
            let span = named.mention;
            let passage = Passage { article, span };
            add(&mut sides, named.key.as_str(), &named.name, passage);
        }
        sides
    }

    fn posts(&self, compared: &Compared<'_>) -> Vec<Fact> {
        let mut by_key = self.bearers.clone();
        let mut by_ends: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
        for (at, &key) in self.key_of.iter().enumerate() {
            by_ends.entry(ends(self.keys[key])).or_default().push(at);
        }
        let mut facts = Vec::new();
        let mut done = vec![false; self.all.len()];
        for &key in &self.key_of {
            // Who has been taken once is taken out, so that nobody is looked at again for each of many bearers of a name.
            let mut same = by_ends
                .get_mut(&ends(self.keys[key]))
                .map(mem::take)
                .unwrap_or_default();
            for &variant in self.variants[key].iter().chain([&key]) {
                same.append(&mut by_key[variant]);
            }
            same.retain(|&at| !mem::replace(&mut done[at], true));
            same.sort_unstable();
            let people: Vec<(usize, &Named)> = same.iter().map(|&at| self.all[at]).collect();
            let of = |kind: fn(&Post) -> bool| posts_differ(compared, &people, kind);
            let found = of(|post| matches!(post, Post::Rank(_)))
                .or_else(|| of(|post| matches!(post, Post::Field(_))))
                .or_else(|| of(|post| matches!(post, Post::Head(_))));
            facts.extend(found);
        }
        facts
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
pub(super) fn one_name(a: &str, b: &str) -> bool {
    a == b || ends(a) == ends(b) || variant(a, b)
}

/// The first and the last part of a name.
fn ends(name: &str) -> (&str, &str) {
    let mut parts = name.split(' ');
    let first = parts.next().unwrap_or("");
    (first, parts.next_back().unwrap_or(""))
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
    fn a_post_begins_where_it_is_written() {
        // Letters that take another number of bytes in lower case.
        for post in [
            "\u{212a}elvin chair",
            "\u{130}zmir chair",
            "gro\u{1e9e}en chair",
            "\u{212b}ngstr\u{f6}m chair",
        ] {
            let text = format!("At the caf\u{e9} {post}, Kari Holm");
            let name = u32::try_from(text.find("Kari").unwrap()).unwrap();
            let mention = Span::new(name, name + 9);
            let (words, span) = before(&text, mention).unwrap();
            assert_eq!(span.of(&text), format!("{post}, Kari Holm"));
            assert_eq!(words, post.to_lowercase());
        }
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
        assert!(one_name("lucia helena costa", "lucia costa"));
    }
}
