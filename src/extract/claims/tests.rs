//! Runs the examples of `src/data/claims/examples.tsv`, and texts of several sentences.

use super::{find, reading, tag};
use crate::extract::claims::cue::{LEXICON, WordClass};
use crate::model::{
    Article, Block, BlockKind, Citation, CitationKind, Claim, Entity, EntityId, EntityKind, Format,
    Locator, SourceForm, SourceKind, Span, Style,
};
use crate::text::Text;

/// A sentence without its marks, and the marked parts by their opening mark.
fn unmark(marked: &str) -> (String, Vec<(char, String)>) {
    let mut plain = String::new();
    let mut parts = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for letter in marked.chars() {
        match letter {
            '{' | '<' | '[' => open.push((letter, plain.len())),
            '}' | '>' | ']' => {
                let (mark, start) = open.pop().unwrap();
                parts.push((mark, plain[start..].trim_end_matches(',').to_owned()));
            }
            other => plain.push(other),
        }
    }
    (plain, parts)
}

pub(super) fn sources(claim: &Claim, text: &str) -> Option<String> {
    claim
        .source
        .part
        .as_ref()
        .map(|part| part.hull().of(text).to_owned())
}

pub(super) fn contents(claim: &Claim, text: &str) -> Vec<String> {
    let pieces = claim.content.iter().flat_map(|part| &part.spans);
    pieces
        .map(|span| span.of(text).trim_end_matches(',').to_owned())
        .collect()
}

pub(super) fn article(text: &str) -> Article {
    let locator = Locator {
        path: "article".into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.text = text.to_owned();
    article
}

pub(super) fn claims(source: &str) -> Vec<Claim> {
    let article = article(source);
    find(&Text::new(source, &[]), &article, &[]).claims
}

#[test]
fn every_example_gives_its_claim() {
    let mut wrong = Vec::new();
    for line in include_str!("../../data/claims/examples.tsv").lines() {
        let Some((rule, marked)) = line.split_once('\t') else {
            continue;
        };
        let (text, parts) = unmark(marked);
        let found = claims(&text);
        let of = |mark: char| -> Vec<String> {
            let parts = parts.iter().filter(|(m, _)| *m == mark);
            parts.map(|(_, part)| part.clone()).collect()
        };
        let good = if rule == "none" {
            found.is_empty()
        } else {
            let matches = |claim: &&Claim| {
                sources(claim, &text).map(|s| s.trim_end_matches(',').to_owned())
                    == of('{').first().cloned()
                    && claim
                        .cue
                        .part
                        .as_ref()
                        .map(|p| p.hull().of(&text).to_owned())
                        == of('<').first().cloned()
                    && contents(claim, &text) == of('[')
            };
            found.iter().filter(matches).count() == 1
        };
        if !good {
            let got: Vec<_> = found
                .iter()
                .map(|c| (sources(c, &text), contents(c, &text)))
                .collect();
            wrong.push(format!("{rule}: {marked}\n  {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_verb_that_takes_a_clause_is_found_with_one() {
    let mut lost = Vec::new();
    for cue in &LEXICON.cues {
        if cue.class != WordClass::Verb || !cue.frames.any(super::cue::Frames::CLAUSE) {
            continue;
        }
        let sentence = format!("The minister {} that the road was closed.", cue.forms[3]);
        let text = Text::new(&sentence, &[]);
        if tag::tag(&reading::Reader::new(&text), super::label::Names::default()).is_empty() {
            lost.push(cue.forms[3]);
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

pub(super) fn person(name: &str, text: &str) -> Entity {
    let mentions = text
        .match_indices(name)
        .map(|(at, n)| Span::at(at, at + n.len()))
        .collect();
    Entity {
        key: name.to_lowercase(),
        kind: EntityKind::Person,
        name: name.to_owned(),
        aliases: Vec::new(),
        role: Some("Prime Minister".to_owned()),
        roles: Vec::new(),
        mentions,
        references: Vec::new(),
    }
}

#[test]
fn pronouns_and_descriptions_mean_the_source_before() {
    let text = "Anna Berg welcomed Carl Roth. She said it was late. The prime minister said more would come. \
                A U.S. official said no. He said it twice.";
    let article = article(text);
    let entities = [person("Anna Berg", text), person("Carl Roth", text)];
    let claims = find(&Text::new(text, &[]), &article, &entities).claims;
    let who = |start: &str| {
        let at = u32::try_from(text.find(start).unwrap()).unwrap();
        let claim = claims
            .iter()
            .find(|c| c.source.part.as_ref().is_some_and(|p| p.hull().start == at));
        claim.map(|c| (c.source.entity, c.source.kind))
    };
    assert_eq!(
        who("She said"),
        Some((Some(EntityId(0)), SourceKind::Person))
    );
    assert_eq!(
        who("The prime minister"),
        Some((Some(EntityId(0)), SourceKind::Person))
    );
    assert_eq!(who("He said it"), Some((None, SourceKind::Anonymous)));
}

#[test]
fn who_means_the_person_before_the_apposition() {
    let text = "It came from Anna Berg, a top official, who advocated for peace.";
    let entities = [person("Anna Berg", text)];
    let claims = find(&Text::new(text, &[]), &article(text), &entities).claims;
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].source.entity, Some(EntityId(0)));
    assert_eq!(claims[0].source.form, Some(SourceForm::Pronoun));
}

#[test]
fn a_noun_lends_its_source_to_no_verb() {
    let text = "Lopes rejected U.S. calls for talks, stating, “We decide.”";
    let found = claims(text);
    let stated = found.iter().find(|c| c.style == Style::Direct);
    assert_eq!(
        stated.and_then(|c| sources(c, text)).as_deref(),
        Some("Lopes")
    );
}

#[test]
fn an_agency_that_the_text_does_not_hold_is_not_cited() {
    let mut article = article("It rained.");
    article.dateline.agency = Some("PEN".to_owned());
    assert!(
        find(&Text::new("It rained.", &[]), &article, &[])
            .citations
            .is_empty()
    );
}

#[test]
fn the_agency_of_a_dateline_is_found_below_a_lead_and_before_a_long_character() {
    let lead = "The harbour is shut. ".repeat(13);
    let text = format!("{lead}\n\nPORTSEA (Reuters) - It rained.");
    let mut below = article(&text);
    below.blocks = [
        Span::at(0, lead.len()),
        Span::at(lead.len() + 2, text.len()),
    ]
    .map(|span| Block {
        kind: BlockKind::Paragraph,
        span,
    })
    .to_vec();
    let text = format!(
        "PORTSEA (Reuters) - {}\u{2019}s boats lie still.",
        "a".repeat(179)
    );
    for mut article in [below, article(&text)] {
        article.dateline.place = Some("PORTSEA".to_owned());
        article.dateline.agency = Some("Reuters".to_owned());
        let found = find(&Text::new(&article.text, &[]), &article, &[]);
        assert_eq!(found.citations.len(), 1, "{}", article.text);
        assert_eq!(found.citations[0].span.of(&article.text), "Reuters");
    }
}

#[test]
fn quotations_go_on_with_the_same_speaker() {
    let text = "“We are done,” Lopes said. “We will not come back here.” That was on Friday.";
    let found = claims(text);
    assert_eq!(found.len(), 1);
    assert_eq!(contents(&found[0], text).len(), 2);
    assert_eq!(found[0].style, Style::Direct);
}

#[test]
fn a_quoted_heading_is_nobodys_speech() {
    let found = claims(
        "“We are late,” Ms Tan said. “Very late.” “Some of us will sell up” Boats are for sale.",
    );
    let last = contents(
        &found[0],
        "“We are late,” Ms Tan said. “Very late.” “Some of us will sell up” Boats are for sale.",
    );
    assert!(
        !last.iter().any(|piece| piece.contains("sell up")),
        "{last:?}"
    );
}

#[test]
fn a_claim_inside_another_names_it() {
    let text = "Tokyo left after Washington demanded that it pay, the Harbour Post reported.";
    let found = claims(text);
    assert_eq!(found.len(), 2);
    assert!(found[0].nested_in.is_none());
    assert_eq!(found[1].nested_in.map(|c| c.0), Some(0));
}

fn citations(source: &str) -> Vec<Citation> {
    let article = article(source);
    find(&Text::new(source, &[]), &article, &[]).citations
}

#[test]
fn papers_that_share_a_short_name_are_told_apart() {
    let cases = [
        ("", "The Times"),
        ("The New York Times is sold. ", "New York Times"),
        ("The Financial Times is sold. ", "The Times"),
        (
            "The Los Angeles Times and the Financial Times are sold. ",
            "Los Angeles Times",
        ),
    ];
    for (before, outlet) in cases {
        let found = citations(&format!("{before}The Times reported that it rained."));
        let found: Vec<&str> = found.iter().map(|c| c.outlet.as_str()).collect();
        assert_eq!(found, [outlet], "{before}");
    }
    for (publisher, is_own) in [
        ("The New York Times", true),
        ("Portsea Times", true),
        ("Financial Times", false),
        ("Straits Times", false),
        ("Sometimes", false),
    ] {
        let source = "The Times reported that it rained.";
        let mut article = article(source);
        article.publisher = Some(publisher.to_owned());
        let found = find(&Text::new(source, &[]), &article, &[]).citations;
        assert_eq!(found.is_empty(), is_own, "{publisher}");
    }
}

#[test]
fn outlets_are_credited() {
    let cases = [
        (
            "The Financial Times reported on Friday that it rained.",
            "Financial Times",
            CitationKind::Reported,
        ),
        (
            "An official told Reuters that it rained.",
            "Reuters",
            CitationKind::Told,
        ),
        (
            "It rained, according to a Nikkei report.",
            "Nikkei",
            CitationKind::Citing,
        ),
        (
            "It rained, the minister said in an interview with the BBC.",
            "BBC",
            CitationKind::Told,
        ),
        (
            "An aide, speaking anonymously to the Financial Times, was silent.",
            "Financial Times",
            CitationKind::Told,
        ),
        (
            "The army left, state television said, citing Kyodo.",
            "Kyodo News",
            CitationKind::Citing,
        ),
    ];
    for (text, outlet, kind) in cases {
        let found = citations(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(
            (found[0].outlet.as_str(), found[0].kind),
            (outlet, kind),
            "{text}"
        );
    }
    assert!(citations("He works for Reuters in Oslo.").is_empty());
}

pub(super) fn named(kind: EntityKind, name: &str, text: &str) -> Entity {
    Entity {
        kind,
        role: None,
        ..person(name, text)
    }
}

#[test]
fn outlets_of_no_list_are_known_by_their_names_and_their_place() {
    let cases = [
        (
            "The mayor told the Velmar Courier that it rained.",
            "Velmar Courier",
            true,
        ),
        (
            "The Velmar Courier first reported that it rained.",
            "Velmar Courier",
            true,
        ),
        ("It rained, the mayor told Radio Nine.", "Radio Nine", true),
        (
            "It rained, she told The Meridian in an interview.",
            "Meridian",
            true,
        ),
        (
            "The story was first reported by Dagen Norr.",
            "Dagen Norr",
            true,
        ),
        (
            "The Meridian reported on Friday that it rained.",
            "Meridian",
            true,
        ),
        (
            "The Pentagon reported on Friday that it rained.",
            "Pentagon",
            false,
        ),
        (
            "The Velmar Post Office said that it rained.",
            "Velmar Post Office",
            false,
        ),
        ("She told Velmar Bank that it rained.", "Velmar Bank", false),
    ];
    for (text, name, outlet) in cases {
        let entities = [named(EntityKind::Organization, name, text)];
        let found = find(&Text::new(text, &[]), &article(text), &entities).citations;
        let names: Vec<&str> = found.iter().map(|c| c.outlet.as_str()).collect();
        let wanted: &[&str] = if outlet { &[name] } else { &[] };
        assert_eq!(names, wanted, "{text}");
    }
}

#[test]
fn the_outlet_that_was_spoken_to_carries_the_claim() {
    for text in [
        "The road is closed, the mayor told Radio Nine on Friday.",
        "The mayor, speaking to Radio Nine, said the road was closed.",
        "The mayor said in an interview with Radio Nine that the road was closed.",
        "The mayor said the road was closed in an interview with Radio Nine.",
        "The road is closed, the mayor said in an interview with Radio Nine.",
    ] {
        let entities = [named(EntityKind::Organization, "Radio Nine", text)];
        let claims = find(&Text::new(text, &[]), &article(text), &entities).claims;
        assert_eq!(claims.len(), 1, "{text}");
        assert_eq!(
            claims[0].source.via.as_deref(),
            Some("Radio Nine"),
            "{text}"
        );
        assert!(
            !contents(&claims[0], text).concat().contains("interview"),
            "{text}"
        );
    }
}

#[test]
fn a_post_is_held_by_the_name_behind_it() {
    for (text, name, kind, source) in [
        (
            "His deputy, Ana Lopes, was blunter: “We are late, and it will cost us.”",
            "Ana Lopes",
            EntityKind::Person,
            SourceKind::Person,
        ),
        (
            "His neighbour, the retired judge Ana Lopes, said it rained.",
            "Ana Lopes",
            EntityKind::Person,
            SourceKind::Person,
        ),
        (
            "It rained, the operator, North Lines, said.",
            "North Lines",
            EntityKind::Organization,
            SourceKind::Organization,
        ),
    ] {
        let entities = [named(kind, name, text)];
        let claims = find(&Text::new(text, &[]), &article(text), &entities).claims;
        assert_eq!(claims.len(), 1, "{text}");
        let found = (claims[0].source.entity, claims[0].source.kind);
        assert_eq!(found, (Some(EntityId(0)), source), "{text}");
    }
}

#[test]
fn a_short_quotation_behind_its_speaker_goes_on() {
    let text = "“I walked the whole night,” she says. “Twice.” Then she went home.";
    let found = claims(text);
    assert_eq!(found.len(), 1);
    assert_eq!(contents(&found[0], text)[1], "“Twice.”");
}

#[test]
fn those_who_are_cited_claim_it_too() {
    let text = "The paper, citing two officials familiar with it, said the envoy had left.";
    let found: Vec<_> = claims(text)
        .iter()
        .map(|c| (sources(c, text), contents(c, text)))
        .collect();
    let content = vec!["the envoy had left".to_owned()];
    assert_eq!(
        found,
        [
            (Some("The paper".to_owned()), content.clone()),
            (Some("two officials familiar with it".to_owned()), content),
        ]
    );
    let reasons = "She left early, citing the storm, and said it would rain.";
    assert!(
        claims(reasons)
            .iter()
            .all(|c| sources(c, reasons).as_deref() != Some("the storm"))
    );
}

/// The claims of an article whose blocks are of the given kinds.
pub(super) fn claims_of(parts: &[(BlockKind, &str)]) -> (String, Vec<Claim>) {
    let mut article = article("");
    for (kind, content) in parts {
        article.push_block(*kind, content);
    }
    let text = article.text.clone();
    let claims = find(&Text::new(&text, &article.blocks), &article, &[]).claims;
    (text, claims)
}

/// Every sentence of `examples.tsv`.
fn sentences() -> impl Iterator<Item = String> {
    let lines = include_str!("../../data/claims/examples.tsv").lines();
    lines.filter_map(|line| Some(unmark(line.split_once('\t')?.1).0))
}

#[test]
fn blocks_without_a_token_change_no_claim() {
    let plain = BlockKind::Paragraph;
    let said = "“The sea does not wait for a vote.”".to_owned();
    for sentence in sentences().chain([said]) {
        let told = |parts: &[(BlockKind, &str)]| -> Vec<_> {
            let (text, found) = claims_of(parts);
            let told = found
                .iter()
                .map(|claim| (sources(claim, &text), contents(claim, &text)));
            told.collect()
        };
        let own = (plain, sentence.as_str());
        let void = (plain, "\u{6}\u{6}");
        assert_eq!(told(&[void, own, void]), told(&[own]), "{sentence}");
    }
}

#[test]
fn a_text_may_begin_anywhere_in_a_sentence() {
    for sentence in sentences() {
        for token in &Text::new(&sentence, &[]).tokens {
            let rest = &sentence[token.span.start as usize..];
            for text in [rest.to_owned(), format!(", {rest}"), format!("“ {rest}")] {
                for claim in claims(&text) {
                    assert!(
                        contents(&claim, &text).iter().all(|part| !part.is_empty()),
                        "{text}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_name_under_a_quotation_is_its_speaker() {
    let (quote, plain) = (BlockKind::Quote, BlockKind::Paragraph);
    let said = "The sea does not wait for a vote.";
    for parts in [
        vec![
            (plain, "It rained."),
            (quote, said),
            (quote, "Ana Lopes, harbour master"),
        ],
        vec![
            (plain, "“The sea does not wait for a vote.”"),
            (plain, "— Ana Lopes, harbour master"),
        ],
        vec![(
            plain,
            "“The sea does not wait for a vote.” — Ana Lopes, harbour master",
        )],
    ] {
        let (text, found) = claims_of(&parts);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(
            sources(&found[0], &text).as_deref(),
            Some("Ana Lopes, harbour master")
        );
        assert!(
            contents(&found[0], &text)[0].contains("does not wait"),
            "{text}"
        );
        assert_eq!(found[0].style, Style::Direct);
    }
    let (_, none) = claims_of(&[
        (plain, "It rained all day."),
        (plain, "— Ana Lopes, reporter"),
    ]);
    assert!(none.is_empty());
}

#[test]
fn the_first_person_in_a_quotation_is_its_speaker() {
    let text = "“I lost my house,” Ana Lopes said. “We fled.” She said: “He told me, ‘I will pay.’” \
                I think so. North Lines said: “We regret our part in World War I.”";
    let entities = [
        named(EntityKind::Person, "Ana Lopes", text),
        named(EntityKind::Organization, "North Lines", text),
    ];
    let found = find(&Text::new(text, &[]), &article(text), &entities).references;
    let words: Vec<_> = found
        .iter()
        .map(|(id, span)| (id.0, span.of(text)))
        .collect();
    assert_eq!(
        words,
        [(0, "I"), (0, "my"), (0, "me"), (1, "We"), (1, "our")]
    );
}

#[test]
fn who_asks_in_an_interview_says_nothing_and_initials_name_who_answers() {
    let parts = [
        "Britta Moll met Sanna Lind, who ran the mill.",
        "BM: How was it?",
        "SL: It was cold. We froze.",
        "BM: Was it hard?",
        "SL: It was hard.",
    ];
    let mut article = article("");
    for part in parts {
        article.push_block(BlockKind::Paragraph, part);
    }
    let text = article.text.clone();
    let entities = [person("Britta Moll", &text), person("Sanna Lind", &text)];
    let claims = find(&Text::new(&text, &article.blocks), &article, &entities).claims;
    let who: Vec<_> = claims.iter().map(|claim| claim.source.entity).collect();
    assert_eq!(who, [Some(EntityId(1)), Some(EntityId(1))]);
}

#[test]
fn the_place_of_a_dateline_is_no_speaker() {
    let text = "LIMA: The road is closed, the minister said. Lima police said it was shut.";
    let mut article = article(text);
    article.dateline.place = Some("LIMA".to_owned());
    let claims = find(&Text::new(text, &[]), &article, &[]).claims;
    let who: Vec<_> = claims
        .iter()
        .filter_map(|claim| sources(claim, text))
        .collect();
    assert_eq!(who, ["the minister", "Lima police"]);
    assert_eq!(contents(&claims[0], text), ["The road is closed"]);
}
