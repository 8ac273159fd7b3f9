//! What articles agree and differ on, from their texts on.
#![allow(clippy::unwrap_used, missing_docs)]

use newscorp::corpus::{self, Digest, Sketch};
use newscorp::extract;
use newscorp::model::{Article, Comparison, Fact, FactKind, Format, Layers, Locator, Record};
use newscorp::text::calendar;

/// An article of the tests: its outlet, the day of May on which it came and its text.
type Told<'a> = (&'a str, u8, &'a str);

fn record(number: usize, &(outlet, day, text): &Told<'_>) -> Record {
    let locator = Locator {
        path: format!("{number:04}.txt").into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.id = format!("a{number:04}");
    article.language = Some("en".to_owned());
    article.title = Some("Velmar ferry Aurora".to_owned());
    article.publisher = Some(outlet.to_owned());
    article.text = text.to_owned();
    article.published_date = calendar::day(2024, 5, day);
    let mut record = Record::new(article);
    extract::run(&mut record, Layers::ALL);
    record
}

/// The comparison of articles that tell one story.
fn compared(articles: &[Told<'_>]) -> Comparison {
    let records = articles.iter().enumerate();
    let records: Vec<Record> = records.map(|(number, told)| record(number, told)).collect();
    let sketches = records.iter().map(|record| Sketch::of(&record.article));
    let mut stories = corpus::grouped(sketches.collect());
    assert_eq!(stories.len(), 1, "one story");
    let (story, places) = stories.remove(0);
    let digests = places.iter().map(|&at| Digest::of(&records[at]));
    corpus::compare(story, digests.collect())
}

fn facts(comparison: &Comparison, kind: FactKind) -> Vec<&Fact> {
    let facts = comparison.facts.iter();
    facts.filter(|fact| fact.kind == kind).collect()
}

/// The values of the sides of each difference.
fn differences(articles: &[Told<'_>]) -> Vec<Vec<String>> {
    let comparison = compared(articles);
    let found = facts(&comparison, FactKind::Differ).into_iter();
    let values = |fact: &Fact| {
        fact.sides
            .iter()
            .filter_map(|side| side.value.clone())
            .collect()
    };
    found.map(values).collect()
}

/// Two articles on a ferry, with a sentence more in each.
fn ferry(own: &str, its: &str) -> Vec<Vec<String>> {
    let a = format!(
        "The Velmar ferry Aurora is back in service on Lake Mere, harbour master Kari Holm said. {own}"
    );
    let b = format!("On Lake Mere the Velmar ferry Aurora sails again, Kari Holm said. {its}");
    differences(&[("Alpha Post", 3, &a), ("Beta Mail", 3, &b)])
}

#[test]
fn figures_of_two_things_are_no_slip_of_one() {
    for (own, its) in [
        (
            "Inflation in Norland was 3.2% in April.",
            "Wages of dockers grew by 2.3% last year.",
        ),
        (
            "The town paid 12 million euros for the new quay.",
            "A bakery chain earned 21 million euros.",
        ),
        (
            "Unemployment in Norland rose to 27.5%.",
            "The central bank kept its rate at 2.75%.",
        ),
        (
            "A choir of 1,500 singers came to the park.",
            "Farmers sold 5,100 sheep at the market.",
        ),
    ] {
        assert!(ferry(own, its).is_empty(), "{own} {its}");
    }
    let found = ferry(
        "It was built for 14,825 crowns.",
        "Its price was 14,285 crowns.",
    );
    assert_eq!(found, [["14,825", "14,285"]]);
}

#[test]
fn what_all_articles_of_a_great_story_say_they_agree_on() {
    // Too short to be copies of each other.
    let told = "Velmar ferry Aurora sank and 47 people drowned in Mere.";
    let outlets: Vec<String> = (0..150).map(|at| format!("Paper {at}")).collect();
    let articles: Vec<Told<'_>> = outlets.iter().map(|outlet| (&**outlet, 4, told)).collect();
    let comparison = compared(&articles);
    let agreed = facts(&comparison, FactKind::Agreed);
    let support = agreed.iter().map(|fact| fact.sides[0].support.len());
    assert_eq!(support.max(), Some(150));
    assert!(facts(&comparison, FactKind::Single).is_empty());
}

#[test]
fn a_figure_that_is_set_aside_is_agreed_on_by_nobody() {
    let a = "Floods in Velmar killed 14 people, Gov. Marcus Bell said. Bell flew to Velmar and vowed to help.";
    let b = "Floods in Velmar killed 16 people, Judge Tom Noble said. The toll is higher than the 14 people given by Gov. Marcus Bell.";
    let articles = [("Alpha Post", 3, a), ("Beta Mail", 3, b)];
    assert_eq!(differences(&articles), [["16", "14"]]);
    let comparison = compared(&articles);
    let agreed = facts(&comparison, FactKind::Agreed);
    assert!(
        agreed.iter().all(|fact| !fact.about.contains("14")),
        "{agreed:?}"
    );
    // Of two days they are no difference, but each is told.
    let later = compared(&[("Alpha Post", 3, a), ("Beta Mail", 4, b)]);
    let singles = facts(&later, FactKind::Single);
    let told = |words: &str| singles.iter().any(|fact| fact.about.contains(words));
    assert!(told("14 people") && told("16 people"), "{singles:?}");
}

#[test]
fn what_a_copy_added_is_its_own() {
    let told = "The Velmar ferry Aurora sank on 3 May and 47 passengers drowned in Lake Mere. Captain Nils Aune was held by harbour police in Velmar on the next morning. The operator Mere Lines has paid 12 million euros in fines.";
    let more = "The bow door of the ferry Aurora had been repaired 14 times since January.";
    let copy = format!("{told} {more}");
    let other = "Inspectors in Velmar looked into the loss of the Aurora for a week before they spoke. The ferry's bow door had been repaired 14 times, they found, since January of this year. Divers from Norland will go down to the wreck.";
    let comparison = compared(&[
        ("Alpha Post", 4, told),
        ("Beta Mail", 5, &copy),
        ("Delta Times", 6, other),
    ]);
    let agreed = facts(&comparison, FactKind::Agreed);
    let fact = agreed.iter().find(|fact| fact.about.contains("bow door"));
    assert_eq!(fact.unwrap().origins, ["Beta Mail", "Delta Times"]);
}

#[test]
fn nothing_ends_in_a_conjunction() {
    let a = "The United States put a tariff on steel and fish from Norland on 3 March, killing at least 400 orders and leaving ports idle.";
    let b = "The United States put a tariff on steel and fish from Norland on 5 March, killing at least 400 orders and leaving towns poor.";
    let comparison = compared(&[("Alpha Post", 8, a), ("Beta Mail", 8, b)]);
    let supports = comparison.facts.iter().flat_map(|fact| &fact.sides);
    let texts: Vec<&str> = supports
        .flat_map(|side| &side.support)
        .map(|passage| passage.span.of(&comparison.texts[passage.article]))
        .collect();
    assert!(
        texts.iter().all(|text| !text.ends_with(" and")),
        "{texts:?}"
    );
    assert!(
        texts.iter().any(|text| text.contains("steel and fish")),
        "{texts:?}"
    );
}

#[test]
fn who_is_credited_came_first() {
    let told = "The Velmar ferry Aurora sank on 3 May and 47 passengers drowned in Lake Mere. Captain Nils Aune was held by harbour police in Velmar on the next morning. The operator Mere Lines has paid 12 million euros in fines.";
    let copy = format!("{told} The owner said nothing, Mere Wire reported.");
    let mut records = [
        record(0, &("Alpha Post", 4, &copy)),
        record(1, &("Mere Wire", 5, told)),
    ];
    records[1].article.published_date = None;
    let sketches = records.iter().map(|record| Sketch::of(&record.article));
    let (story, places) = corpus::grouped(sketches.collect()).remove(0);
    let digests = places.iter().map(|&at| Digest::of(&records[at])).collect();
    let comparison = corpus::compare(story, digests);
    let copy = comparison.story.copies[0];
    let outlet = |at: usize| comparison.story.articles[at].publisher.clone().unwrap();
    assert_eq!(
        (outlet(copy.article), outlet(copy.of)),
        ("Alpha Post".to_owned(), "Mere Wire".to_owned())
    );
}

#[test]
fn a_figure_is_set_against_its_like() {
    let own = "Unemployment in Norland, at present 4.4 percent, is seen at 5.3 percent by the end of 2025.";
    let its = "Unemployment in Norland is seen at 5.1 percent by the end of 2025.";
    assert_eq!(ferry(own, its), [["5.3 percent", "5.1 percent"]]);
}
