//! Pronouns and descriptions that mean a person or an organization, where only one can be meant.
//!
//! A pronoun means the one person of its own sentence so far and the sentence before who can be a man, or a woman, as
//! titles, roles and given names tell, unless the paragraph before last is between them; "the minister" the one person
//! with such a role, "the ministry" the one organization so called.

use rustc_hash::FxHashMap;

use super::mention::Mention;
use super::words;
use crate::model::{EntityKind, Span};
use crate::text::gender::{self, Gender};
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
    let genders = genders(text, mentions, groups, roles);
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
                    persons.see(Some(owner[next]), genders[owner[next]]);
                }
                next += 1;
            }
            if let Some(gender) = pronoun(text, index) {
                if let Some(person) = persons.only(gender) {
                    found[person].push(text.tokens[index].span);
                    persons.see(Some(person), genders[person]);
                }
            } else if let Some(gender) = unnamed(text, index, mentions.get(next)) {
                persons.see(None, Some(gender));
            } else if let Some(&Some(group)) =
                description(text, index).and_then(|head| described.get(head))
            {
                found[group].push(text.tokens[index].span.join(text.tokens[index + 1].span));
                if mentions[groups[group][0]].kind == EntityKind::Person {
                    persons.see(Some(group), genders[group]);
                }
            }
        }
    }
    found
}

/// What titles, roles and the given name tell of each group of mentions.
fn genders(
    text: &Text<'_>,
    mentions: &[Mention],
    groups: &[Vec<usize>],
    roles: &[Vec<Span>],
) -> Vec<Option<Gender>> {
    let titled = |&member: &usize| {
        let range = mentions[member].tokens.range();
        let before = (range.start.saturating_sub(2)..range.start).rev();
        let title = before.map(|i| text.lower(i)).find(|&word| word != ".");
        let first = text.lower(range.start);
        let first = gender::of_word(first).filter(|_| range.len() > 1);
        first.or_else(|| title.and_then(gender::of_word))
    };
    let role = |&span: &Span| {
        let mut words = text.tokens_in(span).range().rev();
        words.find_map(|index| gender::of_word(text.lower(index)))
    };
    let given = |&member: &usize| {
        let range = mentions[member].tokens.range();
        let first = (range.len() > 1).then(|| text.word(range.start))?;
        gender::of_given_name(first)
    };
    let of = |(members, roles): (&Vec<usize>, &Vec<Span>)| {
        let titled = members.iter().find_map(titled);
        let told = titled.or_else(|| roles.iter().find_map(role));
        told.or_else(|| members.iter().find_map(given))
    };
    groups.iter().zip(roles).map(of).collect()
}

/// The persons that a pronoun can mean, with their gender; none for somebody without a name.
#[derive(Default)]
struct Persons {
    before: Vec<Candidate>,
    here: Vec<Candidate>,
    block: usize,
    /// Whether the sentence before was passed over.
    passed: bool,
}

type Candidate = (Option<usize>, Option<Gender>);

/// Where a sentence has so many persons, a pronoun is not safe.
const CROWD: usize = 8;

impl Persons {
    /// A sentence without persons is passed over once, where the gender of all persons before it is known.
    fn next_sentence(&mut self, block: usize) {
        let known = self.before.iter().all(|(_, gender)| gender.is_some());
        self.passed = self.here.is_empty() && known && !self.passed;
        if !self.passed {
            self.before = std::mem::take(&mut self.here);
        }
        if block > self.block + 1 {
            self.before.clear();
        }
        self.block = block;
    }

    fn see(&mut self, person: Option<usize>, gender: Option<Gender>) {
        let candidate = (person, gender);
        if !self.here.contains(&candidate) && self.here.len() < CROWD {
            self.here.push(candidate);
        }
    }

    /// The only person of this sentence so far and the one before who can be of `gender`.
    fn only(&self, gender: Gender) -> Option<usize> {
        if self.here.len().max(self.before.len()) == CROWD {
            return None;
        }
        let all = self.here.iter().chain(&self.before);
        let mut fitting = all.filter(|&&(_, known)| known.is_none_or(|known| known == gender));
        let &(person, _) = fitting.next()?;
        fitting
            .all(|&(other, _)| other == person)
            .then_some(person)?
    }
}

/// The gender that a pronoun in the place of a subject tells.
pub(super) fn pronoun(text: &Text<'_>, index: usize) -> Option<Gender> {
    match text.lower(index) {
        _ if text.is(index, Class::ALL_CAPS) => None,
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender of somebody who goes by a noun without a name: `a spokeswoman`. `next` is the next mention.
fn unnamed(text: &Text<'_>, index: usize, next: Option<&Mention>) -> Option<Gender> {
    let gender = gender::of_word(text.lower(index))?;
    let named = next.is_some_and(|next| next.tokens.range().start <= index + 2);
    (!named && !text.is(index, Class::CAPITAL)).then_some(gender)
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
        let names = [("Ana Li", Person), ("Peter Tan", Person)];
        assert_eq!(
            references("Ana Li met Peter Tan. She wept.", &names),
            ["She"]
        );
        let told = "Mrs Li met a man. He wept. Then she left, and her mother said she did.";
        assert_eq!(references(told, &[("Li", Person)]), ["she"]);
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
