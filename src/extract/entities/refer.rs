//! Pronouns and descriptions that mean a person or an organization, where only one can be meant.
//!
//! A pronoun means the one person of its own sentence so far and the sentence before, unless the paragraph before last
//! is between them; "the minister" the one person with such a role, "the ministry" the one organization so called.

use rustc_hash::FxHashMap;

use super::mention::Mention;
use super::words;
use crate::model::{EntityKind, Span};
use crate::text::{Class, Text};

/// The references to each group of mentions, in text order.
pub(super) fn find(
    text: &Text<'_>,
    mentions: &[Mention],
    groups: &[Vec<usize>],
    roles: &[Vec<Span>],
) -> Vec<Vec<Span>> {
    let mut owner = vec![0; mentions.len()];
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            owner[member] = group;
        }
    }
    let described = describe(text, mentions, groups, roles);
    let mut found = vec![Vec::new(); groups.len()];
    let mut persons = Persons::default();
    let mut next = 0;
    for sentence in &text.sentences {
        persons.next_sentence(text.block_of(sentence.range().start));
        for index in sentence.range() {
            while let Some(mention) = mentions
                .get(next)
                .filter(|m| m.tokens.range().start <= index)
            {
                if mention.kind == EntityKind::Person {
                    persons.see(owner[next]);
                }
                next += 1;
            }
            if is_pronoun(text, index) {
                if let Some(person) = persons.only() {
                    found[person].push(text.tokens[index].span);
                    persons.see(person);
                }
            } else if let Some(&Some(group)) =
                description(text, index).and_then(|head| described.get(head))
            {
                found[group].push(text.tokens[index].span.join(text.tokens[index + 1].span));
                if mentions[groups[group][0]].kind == EntityKind::Person {
                    persons.see(group);
                }
            }
        }
    }
    found
}

/// The persons that a pronoun can mean.
#[derive(Default)]
struct Persons {
    before: Vec<usize>,
    here: Vec<usize>,
    block: usize,
}

impl Persons {
    fn next_sentence(&mut self, block: usize) {
        self.before = std::mem::take(&mut self.here);
        if block > self.block + 1 {
            self.before.clear();
        }
        self.block = block;
    }

    fn see(&mut self, person: usize) {
        if !self.here.contains(&person) && self.here.len() < 3 {
            self.here.push(person);
        }
    }

    /// The only person of this sentence so far, else of the one before.
    fn only(&self) -> Option<usize> {
        match (self.here.as_slice(), self.before.as_slice()) {
            ([one], []) | ([], [one]) => Some(*one),
            ([one], [other]) if one == other => Some(*one),
            _ => None,
        }
    }
}

fn is_pronoun(text: &Text<'_>, index: usize) -> bool {
    matches!(text.lower(index), "he" | "she") && !text.is(index, Class::ALL_CAPS)
}

/// The head of a description of two words that begins at `index`: `the minister`.
fn description<'t>(text: &'t Text<'_>, index: usize) -> Option<&'t str> {
    let head = text.lower(index + 1);
    let ends = text.is(
        index + 2,
        Class::MARK | Class::FUNCTION | Class::CUE | Class::POSSESSIVE,
    ) && !text.is(index + 2, Class::DASH)
        && !matches!(text.lower(index + 2), "of" | "for");
    let small = !text.is(index + 1, Class::CAPITAL);
    (text.lower(index) == "the" && small && ends && index + 2 < text.len()).then_some(head)
}

/// For each noun the one group that it describes; none where there are several.
fn describe(
    text: &Text<'_>,
    mentions: &[Mention],
    groups: &[Vec<usize>],
    roles: &[Vec<Span>],
) -> FxHashMap<String, Option<usize>> {
    let mut described: FxHashMap<String, Option<usize>> = FxHashMap::default();
    let mut add = |noun: &str, group: usize| {
        let known = described.entry(noun.to_owned()).or_insert(Some(group));
        if *known != Some(group) {
            *known = None;
        }
    };
    for (group, members) in groups.iter().enumerate() {
        for role in &roles[group] {
            for index in text.tokens_in(*role).range() {
                if words::is_role(text.lower(index)) {
                    add(text.lower(index), group);
                }
            }
        }
        if mentions[members[0]].kind == EntityKind::Organization {
            for &member in members {
                for index in mentions[member].tokens.range() {
                    if words::is_generic(text.lower(index)) && text.lower(index).len() > 3 {
                        add(text.lower(index), group);
                    }
                    if words::is_company(text.lower(index)) {
                        add("company", group);
                    }
                }
            }
        }
    }
    forget_common(text, roles, &mut described);
    described
}

/// Takes out the nouns that somebody without a name goes by: `a defence official`.
fn forget_common(
    text: &Text<'_>,
    roles: &[Vec<Span>],
    described: &mut FxHashMap<String, Option<usize>>,
) {
    let mut named = vec![false; text.len()];
    for role in roles.iter().flatten() {
        named[text.tokens_in(*role).range()].fill(true);
    }
    for (index, named) in named.into_iter().enumerate().skip(1) {
        let common = !named && text.lower(index - 1) != "the" && !text.is(index, Class::CAPITAL);
        if let Some(group) = described.get_mut(text.lower(index)).filter(|_| common) {
            *group = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(source: &str, names: &[(&str, EntityKind)]) -> Vec<String> {
        let text = Text::new(source, &[]);
        let mentions: Vec<Mention> = names
            .iter()
            .map(|&(name, kind)| {
                let at = source.find(name).unwrap();
                Mention::new(&text, text.tokens_in(Span::at(at, at + name.len())), kind)
            })
            .collect();
        let groups: Vec<Vec<usize>> = (0..mentions.len()).map(|at| vec![at]).collect();
        let roles = super::super::role::find(&text, &mentions, &groups);
        let found = find(&text, &mentions, &groups, &roles);
        found
            .iter()
            .flatten()
            .map(|span| span.of(source).to_owned())
            .collect()
    }

    #[test]
    fn only_what_can_mean_one_alone_is_a_reference() {
        use EntityKind::{Organization, Person};
        let li = ("Ana Li", Person);
        assert_eq!(references("Ana Li won. She wept.", &[li]), ["She"]);
        assert!(references("Ana Li met Bo Tan. She wept.", &[li, ("Bo Tan", Person)]).is_empty());
        assert_eq!(
            references(
                "Trade minister Ana Li won. Later the minister, in tears, left.",
                &[li]
            ),
            ["the minister"]
        );
        assert!(references("Ana Li, a tax official, won. A police official fell, and the official, in tears, left.", &[li]).is_empty());
        assert_eq!(
            references(
                "The Toba Ministry paid. So the ministry, it said, won.",
                &[("Toba Ministry", Organization)]
            ),
            ["the ministry"]
        );
    }
}
