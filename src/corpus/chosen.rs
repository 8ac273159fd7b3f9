//! Which claims of an article are asked for: by whom, about what, in what style.

use crate::model::{Claim, Entity, Record, SourceKind, Span, Style};
use crate::text::name::plain;

/// The claims that are asked for. All that is set has to hold; the default asks for all claims.
#[derive(Clone, Debug, Default)]
pub struct ClaimFilter {
    by: Vec<Vec<String>>,
    about: Vec<Vec<String>>,
    /// Only those all of whose words are quoted.
    pub direct: bool,
    /// Only those whose source has no name.
    pub anonymous: bool,
}

impl ClaimFilter {
    /// Only those of one of `names`, and about one of `words`, where any are given. Names are compared without regard to
    /// case and accents; a part of a name is enough.
    #[must_use]
    pub fn new(names: &[String], words: &[String]) -> Self {
        let keys = |texts: &[String]| texts.iter().map(|text| key(text)).collect();
        Self {
            by: keys(names),
            about: keys(words),
            ..Self::default()
        }
    }

    /// For every claim of the record whether it is asked for.
    #[must_use]
    pub fn choose(&self, record: &Record) -> Vec<bool> {
        let entities = record.entities.as_deref().unwrap_or(&[]);
        let named: Vec<&Entity> = entities
            .iter()
            .filter(|entity| self.about.iter().any(|words| is_called(entity, words)))
            .collect();
        let claims = record.claims.iter().flatten();
        claims
            .map(|claim| {
                (!self.direct || claim.style == Style::Direct)
                    && (!self.anonymous || claim.source.kind == SourceKind::Anonymous)
                    && (self.by.is_empty() || self.is_by(record, claim))
                    && (self.about.is_empty() || self.is_about(record, claim, &named))
            })
            .collect()
    }

    /// Whether the source is called so: by its entity's names, else by its own words or the speaker's post.
    fn is_by(&self, record: &Record, claim: &Claim) -> bool {
        let entities = record.entities.as_deref().unwrap_or(&[]);
        let entity = claim.source.entity;
        let entity = entity.and_then(|id| entities.get(id.0 as usize));
        let part = claim.source.part.as_ref();
        let written = part.filter(|_| entity.is_none());
        let written = written.map(|part| key(&part.of(&record.article.text)));
        let role = claim.source.role.as_deref().map(key);
        self.by.iter().any(|words| {
            let holds = |text: &Option<Vec<String>>| {
                text.as_ref().is_some_and(|text| holds_all(text, words))
            };
            entity.is_some_and(|entity| is_called(entity, words)) || holds(&written) || holds(&role)
        })
    }

    /// Whether the content has the words one after another, or names one of `named` in other words.
    fn is_about(&self, record: &Record, claim: &Claim, named: &[&Entity]) -> bool {
        let Some(content) = &claim.content else {
            return false;
        };
        let said = key(&content.of(&record.article.text));
        let inside = |span: &Span| content.spans.iter().any(|piece| piece.contains(*span));
        let mut entities = named.iter();
        self.about.iter().any(|words| holds_run(&said, words))
            || entities.any(|e| e.mentions.iter().chain(&e.references).any(inside))
    }
}

/// The words of a text as they are compared.
fn key(text: &str) -> Vec<String> {
    plain(text).split(' ').map(str::to_owned).collect()
}

fn is_called(entity: &Entity, words: &[String]) -> bool {
    let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.any(|name| holds_all(&key(name), words))
}

/// Whether all of `words` are among those of `text`.
fn holds_all(text: &[String], words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word))
}

/// Whether `words` follow each other in `text`, the last also with an ending of its plural.
fn holds_run(text: &[String], words: &[String]) -> bool {
    let Some((last, before)) = words.split_last() else {
        return true;
    };
    text.windows(words.len()).any(|run| {
        let ending = run[before.len()].strip_prefix(last.as_str());
        run.starts_with(before) && matches!(ending, Some("" | "s" | "es"))
    })
}
