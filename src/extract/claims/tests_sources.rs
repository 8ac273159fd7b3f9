//! Whom sources mean that are no names, and who carries what they say.

use super::find;
use super::tests::{article, claims, claims_of, contents, named, person, sources};
use crate::model::BlockKind::Paragraph;
use crate::model::{Claim, CueKind, Entity, EntityId, EntityKind, SourceKind};
use crate::text::Text;

/// The name of the source's entity of the claim whose source reads so.
fn meant<'e>(text: &str, entities: &'e [Entity], source: &str) -> Option<&'e str> {
    let found = find(&Text::new(text, &[]), &article(text), entities).claims;
    let claim = found
        .iter()
        .find(|c| sources(c, text).as_deref() == Some(source))?;
    let id = claim.source.entity?.0 as usize;
    entities.get(id).map(|e| e.name.as_str())
}

#[test]
fn the_seat_of_a_firm_is_not_the_firm() {
    let text = "The Omaha, Nebraska-based maker of cereals said that income rose.";
    let town = named(EntityKind::Organization, "Omaha", text);
    let source = "The Omaha, Nebraska-based maker of cereals";
    assert_eq!(meant(text, &[town], source), None);
}

#[test]
fn a_name_behind_a_victim_is_not_that_of_the_kin() {
    let text = "The son of one victim, Edith Mallory, noticed that money was missing.";
    let victim = person("Edith Mallory", text);
    let source = "The son of one victim, Edith Mallory";
    assert_eq!(meant(text, &[victim], source), None);
}

#[test]
fn a_shortened_title_is_the_post() {
    let text = "Gov. Ana Lopes left Hove. It rained. The governor, who flew there, warned that it was late.";
    let source = "The governor, who flew there";
    for (post, expected) in [("Gov.", Some("Ana Lopes")), ("Lt. Gov.", None)] {
        let mut holder = person("Ana Lopes", text);
        holder.role = Some(post.to_owned());
        assert_eq!(meant(text, &[holder], source), expected, "{post}");
    }
}

#[test]
fn a_pronoun_that_speaks_stands_without_its_auxiliary() {
    for text in [
        "They've told me I'll get a refund.",
        "They\u{2019}ve told me I'll get a refund.",
    ] {
        let found = claims(text);
        assert_eq!(sources(&found[0], text).as_deref(), Some("They"));
    }
}

#[test]
fn a_description_means_the_body_that_its_words_name() {
    let text = "The Electoral Commission of Freedonia met Norr Steel Ltd. It rained. Some wept. Others left. \
                A crowd sang. The commission said it was late.";
    let body = named(
        EntityKind::Organization,
        "Electoral Commission of Freedonia",
        text,
    );
    let firm = named(EntityKind::Organization, "Norr Steel Ltd", text);
    let all = [body, firm];
    assert_eq!(
        meant(text, &all, "The commission"),
        Some("Electoral Commission of Freedonia")
    );
    let text = text.replace("The commission said", "The company said");
    assert_eq!(meant(&text, &all, "The company"), Some("Norr Steel Ltd"));
    let text = text.replace("The company said", "The finance ministry said");
    assert_eq!(meant(&text, &all, "The finance ministry"), None);
}

#[test]
fn the_company_is_no_outlet_and_no_court() {
    let text = "Boorara Iron was in the Appeal Court on Monday, the Harbour Courier reported. Boorara Iron lost. The company said it was late.";
    let all = [
        named(EntityKind::Organization, "Boorara Iron", text),
        named(EntityKind::Organization, "Appeal Court", text),
        named(EntityKind::Organization, "Harbour Courier", text),
    ];
    assert_eq!(meant(text, &all, "The company"), Some("Boorara Iron"));
    let text = text.replace("The company said", "The group said");
    assert_eq!(meant(&text, &all, "The group"), Some("Boorara Iron"));
}

#[test]
fn a_post_names_its_holder_but_not_the_deputys() {
    let text = "Ana Berg met Bo Roth. It rained. Some wept. The prime minister said it was late.";
    let mut deputy = person("Bo Roth", text);
    deputy.role = Some("Deputy Prime Minister".to_owned());
    let all = [person("Ana Berg", text), deputy];
    assert_eq!(meant(text, &all, "The prime minister"), Some("Ana Berg"));
}

#[test]
fn she_is_the_person_of_the_article_unless_a_stranger_comes_between() {
    let text = "Maria Kehoe was born in Cobh. Maria Kehoe sang. It rained. The hall was full. The band was good. \
                The tea was cold. She said it was late.";
    let all = [person("Maria Kehoe", text)];
    assert_eq!(meant(text, &all, "She"), Some("Maria Kehoe"));
    let text = text.replace("The tea was cold", "A nurse came in");
    assert_eq!(meant(&text, &all, "She"), None);
}

#[test]
fn a_name_behind_one_of_them_is_its_own() {
    let text = "Three residents fled. One of them, Bulama Modu, said he had counted 14 bodies.";
    let all = [person("Bulama Modu", text)];
    assert_eq!(
        meant(text, &all, "One of them, Bulama Modu"),
        Some("Bulama Modu")
    );
}

fn carried(text: &str, source: &str) -> Option<String> {
    let entities = [named(EntityKind::Organization, "Reuters", text)];
    let found = find(&Text::new(text, &[]), &article(text), &entities).claims;
    let says = |c: &&Claim| sources(c, text).as_deref() == Some(source);
    found.iter().find(says)?.source.via.clone()
}

#[test]
fn what_an_outlet_reports_of_somebody_is_carried_by_it() {
    for text in [
        "The talks had failed, the minister said, Reuters reported.",
        "Reuters reported that the minister said the talks had failed.",
    ] {
        assert_eq!(
            carried(text, "the minister").as_deref(),
            Some("Reuters"),
            "{text}"
        );
    }
    let text = "Speaking to the BBC, Kim said the plan was dead.";
    assert_eq!(carried(text, "Kim").as_deref(), Some("BBC"));
    let text = "Reuters reported that it had asked the mill.";
    assert_eq!(carried(text, "it"), None);
}

#[test]
fn an_attribution_of_an_attribution_is_no_part_of_it() {
    let text = "The talks had failed, the minister said, Reuters reported.";
    let found = claims(text);
    let all: Vec<_> = found.iter().map(|c| contents(c, text)).collect();
    assert_eq!(
        all,
        [
            vec!["The talks had failed, the minister said"],
            vec!["The talks had failed"]
        ]
    );
}

#[test]
fn an_attribution_between_subject_and_verb_takes_both() {
    let text = "The Times reported that Lopes, according to two aides, wanted to resign.";
    let found = claims(text);
    let aides = found
        .iter()
        .find(|c| sources(c, text).as_deref() == Some("two aides"))
        .unwrap();
    assert_eq!(contents(aides, text), ["Lopes", "wanted to resign"]);
    assert!(aides.nested_in.is_some());
}

#[test]
fn a_paragraph_left_open_belongs_to_the_speaker_of_the_next() {
    let (text, found) = claims_of(&[
        (Paragraph, "“The road is closed. It will stay closed."),
        (Paragraph, "“We have no money,” Lopes said."),
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(contents(&found[0], &text).len(), 2);
}

#[test]
fn a_speaker_of_a_transcript_may_speak_once() {
    let (text, found) = claims_of(&[
        (Paragraph, "LOPES: The road is closed."),
        (Paragraph, "KIM: You did not say so."),
        (Paragraph, "LOPES: I did. We had no money."),
    ]);
    let who: Vec<_> = found.iter().filter_map(|c| sources(c, &text)).collect();
    assert_eq!(who, ["LOPES", "KIM", "LOPES"]);
}

#[test]
fn neither_of_two_names_is_a_pair() {
    let text = "Neither Rosa Kim nor Ivan Petrov would comment.";
    let all = [person("Rosa Kim", text), person("Ivan Petrov", text)];
    let found = find(&Text::new(text, &[]), &article(text), &all).claims;
    assert_eq!(found[0].source.kind, SourceKind::Person);
    assert_eq!(found[0].source.entity, None);
}

#[test]
fn a_poll_holds_both_of_its_figures() {
    let text =
        "A survey of 900 adults found that 54 percent back the ban, while 31 percent oppose it.";
    let found = claims(text);
    let ends = contents(&found[0], text);
    assert!(ends[0].ends_with("oppose it"), "{ends:?}");
}

#[test]
fn a_body_is_known_by_its_trade_or_what_it_goes_by() {
    use EntityKind::Organization;
    let text = "The United Nations sent food. A member of the Hill Centre party wept. The world body said that it rained. The party said that it snowed.";
    let all = [
        named(Organization, "United Nations", text),
        named(Organization, "Hill Centre", text),
    ];
    assert_eq!(meant(text, &all, "The world body"), Some("United Nations"));
    assert_eq!(meant(text, &all, "The party"), Some("Hill Centre"));
    let text = "The Vane Trust has the map. The mine-clearing charity confirmed that it was real.";
    let all = [named(Organization, "Vane Trust", text)];
    assert_eq!(
        meant(text, &all, "The mine-clearing charity"),
        Some("Vane Trust")
    );
}

#[test]
fn a_force_is_not_its_spokesman() {
    let text = "Ben Archi, a spokesman for the task force, said it rained. The air force said that it snowed. The spokesman said that it was late.";
    let mut archi = person("Ben Archi", text);
    archi.role = Some("a spokesman for the task force".to_owned());
    let all = [archi];
    assert_eq!(meant(text, &all, "The air force"), None);
    assert_eq!(meant(text, &all, "The spokesman"), Some("Ben Archi"));
}

#[test]
fn one_of_a_country_is_the_only_person_from_there() {
    let text = "Errol Fair (Jamaica) beat Jan Steen of Utrecht after a long and wet day at the old track. “It was me alone,” the Jamaican said.";
    let all = [
        person("Errol Fair", text),
        person("Jan Steen", text),
        named(EntityKind::Group, "Jamaican", text),
    ];
    assert_eq!(meant(text, &all, "the Jamaican"), Some("Errol Fair"));
    let text = &text.replace("(Jamaica) ", "");
    let all = [
        person("Jan Steen", text),
        named(EntityKind::Group, "Jamaican", text),
    ];
    assert_eq!(meant(text, &all, "the Jamaican"), None);
}

#[test]
fn who_would_not_speak_is_no_speaker() {
    for text in [
        "Neither the Treasury nor Downing Street would comment.",
        "No one at the firm would say why.",
        "None of the directors responded to a request for comment.",
    ] {
        let found = claims(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].cue.kind, CueKind::NoComment, "{text}");
        assert!(found[0].negated, "{text}");
    }
    let found = claims("The Treasury would not comment.");
    assert!(!found[0].negated, "the cue holds the negation itself");
}

#[test]
fn sentences_that_begin_with_marks_are_read() {
    for text in [
        ", each percent Company added, once dubbed",
        "“",
        "” said, “",
        ", said. , bet, said that",
        "until , reported",
    ] {
        claims(text);
    }
}

#[test]
fn a_bare_nationality_means_the_only_person_before() {
    let text = "United manager Anders Holm was furious. “It is a joke,” the Dane said.";
    let entities = [
        person("Anders Holm", text),
        named(EntityKind::Person, "Dane", text),
    ];
    let found = find(&Text::new(text, &[]), &article(text), &entities).claims;
    assert_eq!(found[0].source.entity, Some(EntityId(0)));
    let two = "Anders Holm met Carl Roth. “It is a joke,” the Dane said.";
    let entities = [person("Anders Holm", two), person("Carl Roth", two)];
    let found = find(&Text::new(two, &[]), &article(two), &entities).claims;
    assert_eq!(found[0].source.entity, None);
}

#[test]
fn a_couple_with_appositions_is_nobody_alone() {
    let text = "Dr Ali Rahman, 44, a surgeon, and his wife, Sara Rahman, 42, a judge, said they were delighted.";
    let entities = [person("Ali Rahman", text), person("Sara Rahman", text)];
    let found = find(&Text::new(text, &[]), &article(text), &entities).claims;
    let source = (found[0].source.entity, found[0].source.kind);
    assert_eq!(source, (None, SourceKind::Person));
    let text = "Ana Lopes, a judge, and a friend of Carl Roth, said it was late.";
    let entities = [person("Ana Lopes", text), person("Carl Roth", text)];
    let found = find(&Text::new(text, &[]), &article(text), &entities).claims;
    assert_eq!(found[0].source.entity, Some(EntityId(0)));
}
