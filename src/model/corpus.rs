//! What is found across articles.

use super::EntityKind;

/// Somebody or something that articles of a corpus name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusEntity {
    /// The key that its mentions are joined by: see [`super::Entity::key`].
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its full name in most articles.
    pub name: String,
    /// The other names, those of the most articles first.
    pub aliases: Vec<String>,
    /// Its titles and posts, those of the most articles first.
    pub roles: Vec<String>,
    /// How many articles name it.
    pub articles: u64,
    /// How often they do.
    pub mentions: u64,
}
