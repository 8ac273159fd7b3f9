//! Runs the examples of `src/data/claims/examples.tsv`, and texts of several sentences.

use super::{find, reading, tag};
use crate::extract::claims::cue::{LEXICON, WordClass};
use crate::model::{
    Article, Citation, CitationKind, Claim, Entity, EntityId, EntityKind, Format, Locator,
    SourceForm, SourceKind, Span, Style,
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

fn sources(claim: &Claim, text: &str) -> Option<String> {
    claim
        .source
        .part
        .as_ref()
        .map(|part| part.hull().of(text).to_owned())
}

fn contents(claim: &Claim, text: &str) -> Vec<String> {
    let pieces = claim.content.iter().flat_map(|part| &part.spans);
    pieces
        .map(|span| span.of(text).trim_end_matches(',').to_owned())
        .collect()
}

fn article(text: &str) -> Article {
    let locator = Locator {
        path: "article".into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.text = text.to_owned();
    article
}

fn claims(source: &str) -> Vec<Claim> {
    let article = article(source);
    find(&Text::new(source, &[]), &article, &[]).0
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
        if tag::tag(&reading::Reader::new(&text)).is_empty() {
            lost.push(cue.forms[3]);
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

fn person(name: &str, text: &str) -> Entity {
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
    let (claims, _) = find(&Text::new(text, &[]), &article, &entities);
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
    let (claims, _) = find(&Text::new(text, &[]), &article(text), &entities);
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
            .1
            .is_empty()
    );
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
    find(&Text::new(source, &[]), &article, &[]).1
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
