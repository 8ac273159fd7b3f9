//! Joins mentions of the same thing: equal keys first, then a person's parts of the name, acronyms and short forms of
//! organizations, and what brackets introduce. Everything is looked up by key, so that time grows with the text alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearer;
use super::choose::{Choice, Chosen};
use super::mention::Mention;
use super::words;
use crate::model::EntityKind;
use crate::text::{Class, Text, TokenSpan, name};

/// A name of the document: mentions with the same kind and key.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) kind: EntityKind,
    /// The name without marks, not yet made one with other well-known names.
    pub(super) plain: String,
    pub(super) first: usize,
    pub(super) mentions: Vec<usize>,
    /// Told apart from somebody of the very same name.
    namesake: bool,
}

impl Form {
    /// Whether the other name is the last part of this one, but for "Jr." and the like.
    pub(super) fn has_surname(&self, other: &Self) -> bool {
        let bare = self.plain.rsplit_once(' ');
        let bare = bare.filter(|(_, last)| words::is_generation(last));
        let whole = bare.map_or(self.plain.as_str(), |(rest, _)| rest);
        whole == other.plain || ends_with_words(whole, &other.plain)
    }

    /// Whether this name ends with the other, which is another one.
    fn is_longer(&self, other: &Self) -> bool {
        ends_with_words(&self.plain, &other.plain)
    }
}

/// Whether the last words of a name, but not all of them, are those of another: "Ana Lopes" is no end of "Diana Lopes".
fn ends_with_words(name: &str, end: &str) -> bool {
    let rest = name.strip_suffix(end);
    rest.is_some_and(|rest| rest.ends_with(' '))
}

/// The most forms that a short form is tried against.
const CANDIDATES: usize = 8;
/// How far into a block the brackets of a dateline open, in tokens.
const LONGEST_DATELINE: usize = 10;

/// The mentions of each thing, as positions in `mentions`, in the order of their first mention.
pub(super) fn group(text: &Text<'_>, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let forms = forms(text, mentions);
    let mut joined = Joined((0..forms.len()).collect());
    let index = Index::new(text, mentions, &forms);
    join_same(text, mentions, &forms, &mut joined);
    join_brackets(text, mentions, &forms, &mut joined);
    let choice = Choice::new(text, mentions, &forms);
    for (at, form) in forms.iter().enumerate() {
        if let Some(long) = index.long_form(at, form, &forms)
            && !is_agency(text, mentions, form)
            && choice.is_one(at, long)
        {
            joined.join(at, long);
        }
    }
    let mut owner: Vec<usize> = vec![0; mentions.len()];
    for (at, form) in forms.iter().enumerate() {
        let several = if is_agency(text, mentions, form) {
            Vec::new()
        } else {
            index.several(at, form, &mut joined)
        };
        let chosen = choice.of(at, &several);
        for (&mention, chosen) in form.mentions.iter().zip(chosen) {
            owner[mention] = match chosen {
                Chosen::Form(form) => joined.root(form),
                Chosen::Another => forms.len() + at,
            };
        }
    }
    collect(&owner)
}

/// Whether an acronym stands first in the brackets of a dateline, `HOVE (AP) —`, so that it is an agency's and no short form
/// of a name that comes later: `Alpine Power`.
fn is_agency(text: &Text<'_>, mentions: &[Mention], form: &Form) -> bool {
    let range = mentions[form.first].tokens.range();
    let Some(open) = range.start.checked_sub(1).filter(|&i| text.word(i) == "(") else {
        return false;
    };
    let block = text.blocks.get(text.block_of(open));
    let near = block.is_some_and(|block| open - block.range().start <= LONGEST_DATELINE);
    let closes = text.word(range.end) == ")" && text.is(range.end + 1, Class::DASH);
    form.kind == EntityKind::Organization && near && closes && text.is(range.start, Class::ALL_CAPS)
}

fn collect(owner: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    for (mention, &root) in owner.iter().enumerate() {
        let place = *places.entry(root).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(mention);
    }
    groups
}

/// Forms that were found to be the same, as a forest.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

fn forms(text: &Text<'_>, mentions: &[Mention]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut places: FxHashMap<(EntityKind, String), usize> = FxHashMap::default();
    let mut namesakes = Namesakes::default();
    for (at, mention) in mentions.iter().enumerate() {
        let mut plain = name::plain(mention.span.of(text.source()));
        if mention.kind == EntityKind::Group {
            plain = singular(&plain);
        }
        let same = places.get(&(mention.kind, plain.clone())).copied();
        let namesake = same.is_some_and(|same| {
            let last = forms[same].mentions.last().map(|&last| &mentions[last]);
            namesakes.is_one(text, same, mention, last)
        });
        let place = match same {
            Some(same) if namesake => *namesakes.form.entry(same).or_insert(forms.len()),
            Some(same) => same,
            None => forms.len(),
        };
        if place == forms.len() {
            if !namesake {
                places.insert((mention.kind, plain.clone()), place);
            }
            forms.push(Form {
                kind: mention.kind,
                plain,
                first: at,
                mentions: Vec::new(),
                namesake,
            });
        }
        forms[place].mentions.push(at);
    }
    forms
}

/// Persons of the very same name, told apart once and by their titles from then on.
#[derive(Default)]
struct Namesakes {
    /// The form of the second for the form of the first.
    form: FxHashMap<usize, usize>,
    /// The titles of the second, for the form of the first.
    titles: FxHashMap<usize, String>,
}

impl Namesakes {
    /// Whether a mention of the form `same` is of the second bearer of the name; `last` is the mention before it.
    fn is_one(
        &mut self,
        text: &Text<'_>,
        same: usize,
        mention: &Mention,
        last: Option<&Mention>,
    ) -> bool {
        if mention.kind != EntityKind::Person || mention.tokens.len() < 2 {
            return false;
        }
        if let Some(known) = self.titles.get(&same) {
            return bearer::title(text, mention.tokens).is_some_and(|title| title == known);
        }
        let sentence = |mention: &Mention| text.sentence_of(mention.tokens.range().start);
        let beside = last.is_some_and(|last| sentence(last) == sentence(mention));
        let told = beside && bearer::is_namesake(text, mention.tokens);
        if told {
            let title = bearer::title(text, mention.tokens).unwrap_or_default();
            self.titles.insert(same, title.to_owned());
        }
        told
    }
}

fn singular(group: &str) -> String {
    group
        .strip_suffix('s')
        .filter(|one| one.len() > 3)
        .unwrap_or(group)
        .to_owned()
}

/// Joins forms whose keys are those of one well-known thing.
fn join_same(text: &Text<'_>, mentions: &[Mention], forms: &[Form], joined: &mut Joined) {
    let mut keys: FxHashMap<(EntityKind, String), usize> = FxHashMap::default();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| !form.namesake) {
        let key = name::key(mentions[form.first].span.of(text.source()));
        let first = *keys.entry((form.kind, key)).or_insert(at);
        joined.join(first, at);
    }
}

/// Joins `Long Name (LN)`, `Long Name, or LN`, `Long Name, known by its acronym LN`.
fn join_brackets(text: &Text<'_>, mentions: &[Mention], forms: &[Form], joined: &mut Joined) {
    let mut form_of = vec![0; mentions.len()];
    for (at, form) in forms.iter().enumerate() {
        for &mention in &form.mentions {
            form_of[mention] = at;
        }
    }
    for (at, pair) in mentions.windows(2).enumerate() {
        let [long, short] = pair else { continue };
        let (long_name, short_name) = (long.span.of(text.source()), short.span.of(text.source()));
        let fits = name::is_acronym(short_name)
            && match introduction(text, long.tokens, short.tokens) {
                Introduction::None => false,
                Introduction::Loose => name::abbreviates(short_name, long_name),
                Introduction::Said => {
                    name::abbreviates(short_name, long_name) || is_rest(short_name, long_name)
                }
            };
        if fits && long.kind == short.kind && long.kind != EntityKind::Person {
            joined.join(form_of[at], form_of[at + 1]);
        }
    }
}

/// How a text introduces a short form after a name.
enum Introduction {
    /// Not at all.
    None,
    /// By a bracket or by "or".
    Loose,
    /// By words that say that it is one.
    Said,
}

/// What stands between a name and the short form after it.
fn introduction(text: &Text<'_>, long: TokenSpan, short: TokenSpan) -> Introduction {
    let (mut at, end) = (long.range().end, short.range().start);
    let closes = text.word(short.range().end);
    if text.word(at) == "(" && at + 1 == end && closes == ")" {
        return Introduction::Loose;
    }
    at += usize::from(matches!(text.word(at), "," | "("));
    if at + 1 == end && text.lower(at) == "or" {
        return Introduction::Loose;
    }
    let known = (at..end.min(at + 3)).any(|i| words::introduces(text.lower(i)));
    let called = |i: usize| words::stands_between(text.lower(i));
    if known && end - at <= 7 && (at..end).all(called) {
        return Introduction::Said;
    }
    Introduction::None
}

/// Whether a short form ends with the acronym of a name whose first words are left out: `HWA`, `Water Authority`.
fn is_rest(short: &str, long: &str) -> bool {
    let short = name::plain(short);
    name::acronyms(long)
        .iter()
        .any(|acronym| short.ends_with(acronym.as_str()))
}

/// The short forms that the names of the document can have.
#[derive(Default)]
struct Index {
    /// Short form to the forms it can stand for, in text order.
    short: FxHashMap<(EntityKind, String), Vec<usize>>,
}

impl Index {
    fn new(text: &Text<'_>, mentions: &[Mention], forms: &[Form]) -> Self {
        let places: FxHashSet<&str> = forms
            .iter()
            .filter(|form| form.kind == EntityKind::Location)
            .map(|form| form.plain.as_str())
            .collect();
        let mut index = Self::default();
        for (at, form) in forms.iter().enumerate() {
            let written = mentions[form.first].span.of(text.source());
            for short in short_forms(form, written) {
                if short != form.plain
                    && !(form.kind == EntityKind::Organization && places.contains(short.as_str()))
                {
                    index.add(form.kind, short, at);
                }
            }
        }
        index
    }

    fn add(&mut self, kind: EntityKind, short: String, form: usize) {
        let forms = self.short.entry((kind, short)).or_default();
        if forms.len() < CANDIDATES && forms.last() != Some(&form) {
            forms.push(form);
        }
    }

    fn candidates(&self, form: &Form) -> &[usize] {
        self.short
            .get(&(form.kind, form.plain.clone()))
            .map_or(&[], Vec::as_slice)
    }

    /// The one form that `form` is short for.
    fn long_form(&self, at: usize, form: &Form, forms: &[Form]) -> Option<usize> {
        match *self.candidates(form) {
            [one] if one != at => Some(one),
            [one, other] if forms[other].is_longer(&forms[one]) => Some(other),
            _ => None,
        }
    }

    /// The different things that `form` can be short for, where there is more than one.
    fn several(&self, at: usize, form: &Form, joined: &mut Joined) -> Vec<usize> {
        let candidates: Vec<usize> = self
            .candidates(form)
            .iter()
            .copied()
            .filter(|&c| c != at)
            .collect();
        let roots: FxHashSet<usize> = candidates.iter().map(|&c| joined.root(c)).collect();
        match (roots.len(), candidates.first()) {
            (0, _) | (_, None) => Vec::new(),
            (1, Some(&one)) => vec![one],
            _ => candidates,
        }
    }
}

/// The forms by which a document can call the bearer of a name for short.
fn short_forms(form: &Form, written: &str) -> Vec<String> {
    let words: Vec<&str> = form.plain.split(' ').collect();
    if words.len() < 2 || words.len() > 12 {
        return Vec::new();
    }
    match form.kind {
        EntityKind::Person => person_forms(&words),
        EntityKind::Organization => organization_forms(&words, written),
        EntityKind::Location => place_forms(&words, written),
        EntityKind::Group => Vec::new(),
        EntityKind::Event | EntityKind::Law | EntityKind::Work | EntityKind::Product => {
            name::acronyms(written)
        }
    }
}

fn person_forms(words: &[&str]) -> Vec<String> {
    let (words, whole) = match words {
        [rest @ .., last] if words::is_generation(last) => (rest, Some(rest.join(" "))),
        _ => (words, None),
    };
    let [first, .., last] = words else {
        return words.iter().map(|&word| word.to_owned()).collect();
    };
    let mut forms: Vec<String> = (1..words.len())
        .map(|start| words[start..].join(" "))
        .collect();
    forms.extend(whole);
    forms.push((*first).to_owned());
    if words.len() > 2 {
        forms.push(format!("{first} {last}"));
        forms.push(words[..words.len() - 1].join(" "));
    }
    if let Some(initial) = first.chars().next() {
        forms.push(format!("{initial} {last}"));
    }
    forms
}

fn organization_forms(words: &[&str], written: &str) -> Vec<String> {
    let mut forms = name::acronyms(written);
    let telling = |part: &[&str]| {
        let whole = !part.is_empty()
            && !words::is_small(part[0])
            && part.last().is_some_and(|last| !words::is_small(last));
        whole
            && !part.iter().all(|word| {
                words::is_generic(word) || words::is_corporate(word) || words::is_small(word)
            })
    };
    let cut = words
        .iter()
        .position(|word| words::is_small(word))
        .unwrap_or(words.len());
    for end in 1..words.len().min(cut + 1) {
        let whole = end == 1 || words::is_corporate(words[end]) || end == cut;
        if whole && telling(&words[..end]) {
            forms.push(words[..end].join(" "));
        }
    }
    for start in 1..words.len() {
        let parted = words[..start].iter().any(|word| words::is_small(word));
        if !parted && telling(&words[start..]) {
            forms.push(words[start..].join(" "));
        }
    }
    forms.extend(
        words
            .last()
            .filter(|last| words::is_membership(last))
            .map(|&last| last.to_owned()),
    );
    forms
}

fn place_forms(words: &[&str], written: &str) -> Vec<String> {
    let mut forms = name::acronyms(written);
    if let [rest @ .., last] = words
        && words::ends_place(last)
    {
        forms.push(rest.join(" "));
    }
    if let [first, "of", rest @ ..] = words
        && words::begins_place(first)
    {
        forms.push(rest.join(" "));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Groups `names`, given with their kinds, that stand in this order in a text.
    fn grouped(names: &[(&str, EntityKind)]) -> Vec<Vec<usize>> {
        let source = names
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(" ; ");
        let text = Text::new(&source, &[]);
        let mut at = 0;
        let mentions: Vec<Mention> = names
            .iter()
            .map(|&(name, kind)| {
                let span = Span::at(at, at + name.len());
                at += name.len() + 3;
                Mention {
                    tokens: text.tokens_in(span),
                    span,
                    kind,
                }
            })
            .collect();
        group(&text, &mentions)
    }

    #[test]
    fn the_agency_of_a_dateline_is_no_short_form_of_a_firm() {
        let groups = |source: &str| {
            let text = Text::new(source, &[]);
            let names = ["AP", "Alpine Power"].map(|name| {
                let at = source.find(name).unwrap();
                let tokens = text.tokens_in(Span::at(at, at + name.len()));
                Mention::new(&text, tokens, EntityKind::Organization)
            });
            group(&text, &names).len()
        };
        assert_eq!(
            groups("HOVE (AP) \u{2014} Rain fell, Alpine Power said."),
            2
        );
        assert_eq!(groups("It was AP that won. Alpine Power is glad."), 1);
    }

    #[test]
    fn parts_of_a_name_mean_its_bearer() {
        use EntityKind::Person;
        let names = [
            "Amina Yusuf",
            "Yusuf",
            "Aung San Suu Kyi",
            "Suu Kyi",
            "Amina",
            "Joe B. Tan",
            "Joe Tan",
            "J. Tan",
        ];
        assert_eq!(
            grouped(&names.map(|n| (n, Person))),
            [vec![0, 1, 4], vec![2, 3], vec![5, 6, 7]]
        );
    }

    #[test]
    fn words_introduce_short_forms() {
        let cases = [
            (
                "The Lake Board, known as MLB, met.",
                "Lake Board",
                "MLB",
                true,
            ),
            (
                "The Mere Lake Board, or MLB, met.",
                "Mere Lake Board",
                "MLB",
                true,
            ),
            (
                "The Junta de Obras, known by its acronym JDO, met.",
                "Junta de Obras",
                "JDO",
                true,
            ),
            ("The Lake Board, or ZQX, met.", "Lake Board", "ZQX", false),
            ("The Lake Board met as MLB sat.", "Lake Board", "MLB", false),
        ];
        for (source, long, short, one) in cases {
            let text = Text::new(source, &[]);
            let mentions = [long, short].map(|name| {
                let at = source.find(name).unwrap();
                let tokens = text.tokens_in(Span::at(at, at + name.len()));
                Mention::new(&text, tokens, EntityKind::Organization)
            });
            assert_eq!(group(&text, &mentions).len() == 1, one, "{source}");
        }
    }

    #[test]
    fn a_surname_of_two_means_the_last_one_named() {
        use EntityKind::Person;
        let names = ["Ana Li", "Bo Li", "Li", "Ana Li", "Li"];
        assert_eq!(
            grouped(&names.map(|n| (n, Person))),
            [vec![0, 3, 4], vec![1, 2]]
        );
    }

    #[test]
    fn a_name_that_ends_in_the_letters_of_another_is_not_its_longer_form() {
        use EntityKind::Person;
        for (one, other, last) in [
            ("Ana Lopes", "Diana Lopes", "Lopes"),
            ("Ella Tan", "Gabriella Tan", "Tan"),
        ] {
            let names = [one, other, one, last].map(|n| (n, Person));
            assert_eq!(grouped(&names), [vec![0, 2, 3], vec![1]], "{last}");
        }
        let names = ["Mary Ann Lopes", "Ann Lopes", "Lopes"].map(|n| (n, Person));
        assert_eq!(grouped(&names), [vec![0, 1, 2]]);
    }

    #[test]
    fn organizations_have_acronyms_and_short_forms() {
        use EntityKind::{Location, Organization};
        let names = [
            "Bank of Tuvalu",
            "Northern Fisheries Board",
            "NFB",
            "Kite Motors Ltd",
            "Kite",
            "National Bank",
        ];
        assert_eq!(
            grouped(&names.map(|n| (n, Organization))),
            [vec![0], vec![1, 2], vec![3, 4], vec![5]]
        );
        let names = [
            ("U.S.", Location),
            ("Japan Airlines", Organization),
            ("Japan", Location),
            ("America", Location),
        ];
        assert_eq!(grouped(&names), [vec![0, 3], vec![1], vec![2]]);
    }
}
