//! Mends what the tagger found where the text or the lists are surer than it is: the kind of a name by its neighbours and
//! by the other names of the document, names in headlines that nothing else bears out. Where a name begins and ends is
//! mended in `bounds`.

use rustc_hash::FxHashSet;

use super::bounds;
use super::mention::Mention;
use super::words;
use crate::model::EntityKind;
use crate::text::gender;
use crate::text::tagger::{Known, Model};
use crate::text::{Class, Text, TokenSpan, name};

/// The mentions as they are to be; what stands within a name that was made longer is none.
pub(super) fn mend(text: &Text<'_>, model: &Model, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut mended = Vec::with_capacity(mentions.len());
    for mut mention in mentions {
        let free = mended.last().map_or(0, |m: &Mention| m.tokens.range().end);
        let within = mention.tokens.range().start < free;
        if within || bounds::is_no_name(text, model, mention.tokens) {
            continue;
        }
        bounds::shift(text, &mut mention, free);
        if let Some(places) = bounds::joined_places(text, model, mention.tokens) {
            mended.extend(places.map(|tokens| Mention::new(text, tokens, EntityKind::Location)));
            continue;
        }
        mended.extend(bounds::split_front(text, model, &mut mention));
        mention.kind = kind(text, model, &mention);
        mended.push(mention);
    }
    return_places(text, model, &mut mended);
    follow_surnames(text, model, &mut mended);
    follow_organizations(text, &mut mended);
    follow_long_forms(text, &mut mended);
    return_countries(text, model, &mut mended);
    drop_headline_words(text, &mut mended);
    mended
}

fn kind(text: &Text<'_>, model: &Model, mention: &Mention) -> EntityKind {
    let range = mention.tokens.range();
    let known = model.known(text, mention.tokens);
    if words::is_event(text.lower(range.end - 1)) && range.len() > 1
        || starts_world_war(text, mention.tokens)
    {
        return EntityKind::Event;
    }
    if bounds::ends_as_company(text, mention) {
        return EntityKind::Organization;
    }
    match mention.kind {
        EntityKind::Law | EntityKind::Event | EntityKind::Product
            if known == Known::ORGANIZATION =>
        {
            EntityKind::Organization
        }
        EntityKind::Location | EntityKind::Work | EntityKind::Product if known == Known::GROUP => {
            EntityKind::Group
        }
        EntityKind::Location if ends_as_organization(text, model, mention.tokens) => {
            EntityKind::Organization
        }
        EntityKind::Location
            if range.len() > 1
                && words::is_body(text.lower(range.end - 1))
                && !known.any(Known::PLACE) =>
        {
            EntityKind::Organization
        }
        EntityKind::Location if is_introduced_person(text, model, mention.tokens) => {
            EntityKind::Person
        }
        EntityKind::Location
        | EntityKind::Organization
        | EntityKind::Work
        | EntityKind::Event
        | EntityKind::Product
            if is_given_name(text, model, mention.tokens) =>
        {
            EntityKind::Person
        }
        EntityKind::Organization
            if leads_followers(text, model, mention.tokens)
                || !known.any(Known::ORGANIZATION) && is_official(text, model, mention.tokens) =>
        {
            EntityKind::Person
        }
        EntityKind::Organization if known == Known::REGION && text.word(range.start + 1) == "-" => {
            EntityKind::Location
        }
        kind => kind,
    }
}

fn starts_world_war(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let first = tokens.range().start;
    tokens.len() > 1 && text.word(first) == "World" && text.word(first + 1) == "War"
}

/// Whether the last words are a well-known organization and nothing else: `Japanese Upper House`.
fn ends_as_organization(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let first = range.end.saturating_sub(3).max(range.start);
    (first..range.end)
        .any(|start| model.known(text, TokenSpan::at(start, range.end)) == Known::ORGANIZATION)
}

/// `Xan Colt, a defence official`: two capitalised words that no list knows as a place, with a role of a person after.
fn is_introduced_person(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let plain = range
        .clone()
        .all(|index| text.is(index, Class::CAPITAL) && !text.is(index, Class::ALL_CAPS));
    let place = model.known(text, tokens).any(Known::PLACE)
        || model
            .known(text, TokenSpan::at(range.end - 1, range.end))
            .any(Known::COUNTRY | Known::REGION);
    if !(2..=3).contains(&range.len()) || !plain || place || text.word(range.end) != "," {
        return false;
    }
    let role = (range.end + 1..range.end + 9)
        .take_while(|&index| !text.is(index, Class::STOP) && text.word(index) != ",");
    let mut role = role
        .map(|index| text.lower(index))
        .skip_while(|word| !words::is_role(word));
    role.next().is_some_and(|head| !words::is_no_persons(head))
}

/// `Xan Colt, the third-ranking defence official,`: introduced as only persons are.
fn is_official(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let start = tokens.range().end + 1;
    let head = (start + 1..start + 8).find(|&index| words::is_role(text.lower(index)));
    let closed = head.is_some_and(|head| {
        words::is_persons_alone(text.lower(head))
            && (text.word(head + 1) == "," || text.is(head + 1, Class::STOP | Class::FUNCTION))
    });
    closed
        && matches!(text.lower(start), "a" | "an" | "the")
        && is_introduced_person(text, model, tokens)
}

/// A given name alone, where no list knows it as something else and no capitalised word or article stands beside it.
fn is_given_name(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let before = range.start.wrapping_sub(1);
    let named = text.is(before, Class::CAPITAL) && !text.is(before, Class::SENTENCE_START);
    range.len() == 1
        && !text.is(range.start, Class::ALL_CAPS)
        && !named
        && !words::is_determiner(text.lower(before))
        && !text.is(range.end, Class::CAPITAL | Class::DASH | Class::NUMBER)
        && model.known(text, tokens) == Known::default()
        && gender::of_given_name(text.word(range.start)).is_some()
}

/// `the Tan administration`
fn leads_followers(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let known = model.known(text, tokens);
    tokens.len() <= 2
        && words::is_follower(text.lower(tokens.range().end))
        && !known.any(Known::PLACE | Known::ORGANIZATION | Known::GROUP)
}

/// Gives single words that are a well-known place back to it, where nobody in the document bears the name.
fn return_places(text: &Text<'_>, model: &Model, mentions: &mut [Mention]) {
    let full: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| m.kind == EntityKind::Person && m.tokens.len() > 1)
        .flat_map(|m| m.tokens.range().map(|index| text.lower(index)))
        .collect();
    let changes: Vec<usize> = (0..mentions.len())
        .filter(|&at| {
            let mention = &mentions[at];
            let first = mention.tokens.range().start;
            let titled = first.checked_sub(1).is_some_and(|before| {
                words::is_honorific(text.lower(before)) || words::is_role(text.lower(before))
            });
            mention.kind == EntityKind::Person
                && mention.tokens.len() == 1
                && !titled
                && !full.contains(text.lower(first))
                && model
                    .known(text, mention.tokens)
                    .any(Known::COUNTRY | Known::REGION)
        })
        .collect();
    for at in changes {
        mentions[at].kind = EntityKind::Location;
    }
}

/// Single words that are the last word of a person's name become persons, unless they are well known as something else;
/// so do longer names that end with a word which is a person elsewhere.
fn follow_surnames(text: &Text<'_>, model: &Model, mentions: &mut [Mention]) {
    let person = |m: &&Mention| m.kind == EntityKind::Person;
    let last = |m: &Mention| text.lower(m.tokens.range().end - 1);
    let full: FxHashSet<&str> = mentions
        .iter()
        .filter(person)
        .filter(|m| m.tokens.len() > 1)
        .map(last)
        .collect();
    let alone: FxHashSet<&str> = mentions
        .iter()
        .filter(person)
        .filter(|m| m.tokens.len() == 1)
        .map(last)
        .collect();
    let changes: Vec<usize> = (0..mentions.len())
        .filter(|&at| {
            let mention = &mentions[at];
            let known = model.known(text, mention.tokens);
            let other = known.any(Known::PLACE | Known::ORGANIZATION | Known::GROUP);
            match (mention.kind, mention.tokens.len()) {
                (EntityKind::Person, _) => false,
                (EntityKind::Location, 2..=3) => !other && alone.contains(last(mention)),
                (_, 1) => !other && full.contains(last(mention)),
                _ => false,
            }
        })
        .collect();
    for at in changes {
        mentions[at].kind = EntityKind::Person;
    }
}

/// A single word after "the" that was taken for a person is the organization whose name ends with it, where no person's
/// name does: `the Courier` of `Valley Courier`.
fn follow_organizations(text: &Text<'_>, mentions: &mut [Mention]) {
    let last = |m: &Mention| text.lower(m.tokens.range().end - 1);
    let ends = |kind: EntityKind| -> FxHashSet<&str> {
        mentions
            .iter()
            .filter(|m| m.kind == kind && m.tokens.len() > 1)
            .map(last)
            .collect()
    };
    let (organizations, persons) = (ends(EntityKind::Organization), ends(EntityKind::Person));
    for mention in mentions {
        let first = mention.tokens.range().start;
        let article = first > 0 && text.lower(first - 1) == "the";
        let single = mention.kind == EntityKind::Person && mention.tokens.len() == 1;
        let word = text.lower(first);
        if single && article && organizations.contains(word) && !persons.contains(word) {
            mention.kind = EntityKind::Organization;
        }
    }
}

/// An acronym in brackets behind the name of an organization that it is of means an organization everywhere.
fn follow_long_forms(text: &Text<'_>, mentions: &mut [Mention]) {
    let written = |m: &Mention| m.span.of(text.source());
    let short = |m: &Mention| m.tokens.len() == 1 && name::is_acronym(written(m));
    let explains = |long: &Mention, m: &Mention| {
        let end = long.tokens.range().end;
        long.kind == EntityKind::Organization
            && short(m)
            && m.tokens.range().start == end + 1
            && text.word(end) == "("
            && text.word(end + 2) == ")"
            && name::acronyms(written(long)).contains(&name::plain(written(m)))
    };
    let explained: FxHashSet<&str> = mentions
        .windows(2)
        .filter(|pair| explains(&pair[0], &pair[1]))
        .map(|pair| written(&pair[1]))
        .collect();
    for mention in mentions {
        if short(mention) && explained.contains(written(mention)) {
            mention.kind = EntityKind::Organization;
        }
    }
}

/// A country that was taken for an organization is its team only where sport is spoken of.
fn return_countries(text: &Text<'_>, model: &Model, mentions: &mut [Mention]) {
    let mut sport: Option<Vec<bool>> = None;
    for mention in mentions {
        if mention.kind != EntityKind::Organization {
            continue;
        }
        let known = model.known(text, mention.tokens);
        if !known.any(Known::COUNTRY) || known.any(Known::ORGANIZATION) {
            continue;
        }
        let sport = sport.get_or_insert_with(|| sentences_of_sport(text));
        let sentence = text.sentence_of(mention.tokens.range().start);
        let near = sentence.saturating_sub(1)..(sentence + 2).min(sport.len());
        if !sport[near].contains(&true) {
            mention.kind = EntityKind::Location;
        }
    }
}

/// For each sentence whether it has a word of sport or a result: `2-1`.
fn sentences_of_sport(text: &Text<'_>) -> Vec<bool> {
    let number = |index: usize| text.is(index, Class::NUMBER);
    let told = |index: usize| {
        let result = || number(index) && text.is(index + 1, Class::DASH) && number(index + 2);
        words::is_of_sport(text.lower(index)) || result()
    };
    let sentences = text.sentences.iter();
    sentences.map(|s| s.range().any(told)).collect()
}

/// Drops what was found in a headline of capitalised words alone, but for persons, places, acronyms and what a list
/// or the rest of the document knows.
fn drop_headline_words(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let headline: Vec<bool> = text
        .sentences
        .iter()
        .map(|&sentence| is_headline(text, sentence))
        .collect();
    let inside = |m: &Mention| {
        headline
            .get(text.sentence_of(m.tokens.range().start))
            .copied()
            .unwrap_or(false)
    };
    let elsewhere: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| !inside(m))
        .map(|m| m.span.of(text.source()))
        .collect();
    let keeps = |m: &Mention| {
        let named = matches!(
            m.kind,
            EntityKind::Person | EntityKind::Location | EntityKind::Group
        );
        named && m.tokens.len() <= 3
            || !inside(m)
            || m.tokens
                .range()
                .all(|index| text.is(index, Class::ALL_CAPS))
            || elsewhere.contains(m.span.of(text.source()))
    };
    let kept: Vec<Mention> = mentions.iter().copied().filter(keeps).collect();
    *mentions = kept;
}

/// Whether a sentence is a line of five or more words, nearly all of them capitalised, without a stop at its end.
pub(super) fn is_headline(text: &Text<'_>, sentence: TokenSpan) -> bool {
    let words = sentence
        .range()
        .filter(|&index| text.is(index, Class::WORD) && text.word(index).len() > 3);
    let (all, capital) = words.fold((0, 0), |(all, capital), index| {
        (
            all + 1,
            capital + usize::from(text.is(index, Class::CAPITAL)),
        )
    });
    all >= 5 && capital * 10 >= all * 8 && !text.is(sentence.range().end - 1, Class::STOP)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that are left of `found`, with their kinds, mended by the lists of the shipped model.
    fn mended(source: &str, found: &[(&str, EntityKind)]) -> Vec<(String, EntityKind)> {
        let text = Text::new(source, &[]);
        let mentions = found.iter().map(|&(name, kind)| {
            let at = source.find(name).unwrap();
            let span = crate::model::Span::at(at, at + name.len());
            Mention::new(&text, text.tokens_in(span), kind)
        });
        let mended = mend(&text, super::super::model().unwrap(), mentions.collect());
        mended
            .iter()
            .map(|m| (m.span.of(source).to_owned(), m.kind))
            .collect()
    }

    #[test]
    fn neighbours_and_lists_are_surer_than_the_tagger() {
        use EntityKind::{Event, Group, Location, Organization, Person};
        let cases = [
            (
                "He met Renée in 1998.",
                "Renée",
                Location,
                vec![("Renée", Person)],
            ),
            (
                "He met Florence in 1998.",
                "Florence",
                Location,
                vec![("Florence", Location)],
            ),
            (
                "Talks between U.S.-Japan officials",
                "U.S.-Japan",
                Organization,
                vec![("U.S.", Location), ("Japan", Location)],
            ),
            (
                "They met Xandra Coltby, a senior official.",
                "Xandra Coltby",
                Location,
                vec![("Xandra Coltby", Person)],
            ),
            (
                "It was Xandra Coltby, the third-ranking defence official, who ran.",
                "Xandra Coltby",
                Organization,
                vec![("Xandra Coltby", Person)],
            ),
            (
                "It was Xandra Coltby, the official said.",
                "Xandra Coltby",
                Organization,
                vec![("Xandra Coltby", Organization)],
            ),
            (
                "the Coltby administration",
                "Coltby administration",
                Organization,
                vec![("Coltby", Person)],
            ),
            (
                "the European allies",
                "European",
                Location,
                vec![("European", Group)],
            ),
            (
                "at the IISS Lake Toba Dialogue",
                "IISS Lake Toba Dialogue",
                Organization,
                vec![("IISS", Organization), ("Lake Toba Dialogue", Event)],
            ),
            (
                "He was Under Secretary of Trade",
                "Under Secretary of Trade",
                Organization,
                vec![],
            ),
            ("The 2+2 was put off", "2+2", Event, vec![]),
            (
                "She praised the \"Harbour First\" policy.",
                "Harbour First",
                Organization,
                vec![],
            ),
            (
                "It means America First, he said.",
                "America",
                Location,
                vec![],
            ),
            (
                "The AUKUS pact was signed.",
                "AUKUS",
                EntityKind::Law,
                vec![("AUKUS", Organization)],
            ),
            (
                "The Japanese Upper House voted.",
                "Japanese Upper House",
                Organization,
                vec![("Japanese", Group), ("Upper House", Organization)],
            ),
            (
                "They met Per-Erik Coltby.",
                "Erik Coltby",
                Person,
                vec![("Per-Erik Coltby", Person)],
            ),
            (
                "The anti-Ana Coltby vote grew.",
                "Ana Coltby",
                Person,
                vec![("Ana Coltby", Person)],
            ),
            (
                "Sold to Coltby Trading Co., Ltd.",
                "Coltby Trading",
                Location,
                vec![("Coltby Trading Co., Ltd.", Organization)],
            ),
            (
                "Norse Coltby AS grew.",
                "Norse Coltby",
                Organization,
                vec![("Norse Coltby AS", Organization)],
            ),
            (
                "They fined Norse Coltby. AS Monaco won.",
                "Norse Coltby",
                Organization,
                vec![("Norse Coltby", Organization)],
            ),
            (
                "Shares of Coltby Oyj fell.",
                "Coltby Oyj",
                Person,
                vec![("Coltby Oyj", Organization)],
            ),
            (
                "At the Coltby Institute, ice melts.",
                "Coltby Institute",
                Location,
                vec![("Coltby Institute", Organization)],
            ),
            (
                "Grain went to Toba Co-op on Friday.",
                "Toba Co",
                Organization,
                vec![("Toba Co-op", Organization)],
            ),
            (
                "Coltby Batteries made a profit.",
                "Coltby Batteries",
                Person,
                vec![("Coltby Batteries", Organization)],
            ),
            (
                "Rain is rare in Honduras in May.",
                "Honduras",
                Organization,
                vec![("Honduras", Location)],
            ),
            (
                "Honduras won the match.",
                "Honduras",
                Organization,
                vec![("Honduras", Organization)],
            ),
            (
                "as Siberia froze",
                "Siberia",
                Person,
                vec![("Siberia", Location)],
            ),
        ];
        for (source, name, kind, expected) in cases {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(n, k)| (n.to_owned(), k))
                .collect();
            assert_eq!(mended(source, &[(name, kind)]), expected, "{source}");
        }
    }

    #[test]
    fn an_acronym_follows_its_long_form() {
        use EntityKind::{Organization, Person};
        let source = "The Toba Land Council (TLC) met. Ana Li (TLD) left.";
        let found = [
            ("Toba Land Council", Organization),
            ("TLC", Person),
            ("Ana Li", Person),
            ("TLD", Person),
        ];
        let kinds: Vec<_> = mended(source, &found).into_iter().map(|(_, k)| k).collect();
        assert_eq!(kinds, [Organization, Organization, Person, Person]);
    }

    #[test]
    fn what_a_longer_name_takes_in_is_no_name_of_its_own() {
        let source = "Ana-".repeat(3_000);
        let text = Text::new(&source, &[]);
        let each = (0..text.len())
            .step_by(2)
            .map(|at| TokenSpan::at(at, at + 1));
        let mentions = each.map(|tokens| Mention::new(&text, tokens, EntityKind::Person));
        let mended = mend(&text, super::super::model().unwrap(), mentions.collect());
        assert_eq!(mended.len(), 1);
    }

    #[test]
    fn a_surname_follows_its_bearer() {
        use EntityKind::{Organization, Person};
        let found = [("Coltby", Organization), ("Ana Coltby", Person)];
        let source = "Coltby lost. Ana Coltby wept.";
        assert!(
            mended(source, &found)
                .iter()
                .all(|(_, kind)| *kind == Person)
        );
    }
}
