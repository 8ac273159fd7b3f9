//! What is found across articles.

use super::{Day, EntityKind, Locator};

/// Somebody or something that articles of a corpus name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusEntity {
    /// The key that its mentions are joined by: see [`super::Entity::key`]. Of several who share one, all but the one of
    /// the most articles have something that tells them apart behind it, in brackets.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its full name in most articles.
    pub name: String,
    /// The other names, those of the most articles first.
    pub aliases: Vec<String>,
    /// Its titles and posts, those of the most articles first.
    pub roles: Vec<String>,
    /// The articles that name it, by their place among those whose names were counted, in order.
    pub articles: Vec<u32>,
    /// How often they do.
    pub mentions: u64,
    /// The first day on which such an article was published, as far as they tell.
    pub first_day: Option<Day>,
    /// The last one.
    pub last_day: Option<Day>,
}

/// Articles that tell of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// `s` and a hash of the ids of its articles.
    pub id: String,
    /// The title of the article that is most like the others.
    pub title: Option<String>,
    /// The day on which the first of them was published.
    pub first_day: Option<Day>,
    /// The day on which the last of them was published.
    pub last_day: Option<Day>,
    /// The articles, the earlier before the later, those without a day last.
    pub articles: Vec<StoryArticle>,
    /// Which of them repeat another.
    pub copies: Vec<Copy>,
}

/// What is said of an article among the others of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryArticle {
    /// Its id.
    pub id: String,
    /// Where it was read from.
    pub locator: Locator,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// The day of its publication.
    pub day: Option<Day>,
}

/// An article that repeats another one of its story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copy {
    /// The position of the later article in the story.
    pub article: usize,
    /// The position of the earlier one.
    pub of: usize,
    /// How much of the shorter of the two stands in the other, 0 to 1: the share of its runs of five words.
    pub containment: f64,
}
