//! Several articles of one story.

use serde_json::{Value, json};

use super::{code, feed, folder, newscorp, run, stderr, stdout, text};

fn compare(articles: &[(&str, &str, &str)]) -> Value {
    let lines: String = articles
        .iter()
        .map(|(id, outlet, text)| {
            let article = json!({"id": id, "publisher": outlet, "text": text, "published": "2024-04-02", "language": "en"});
            format!("{article}\n")
        })
        .collect();
    let output = feed(&["compare", "--format", "json", "-"], lines.as_bytes());
    assert_eq!(code(&output), 0);
    serde_json::from_str(stdout(&output)).unwrap()
}

const HARBOUR: [(&str, &str, &str); 2] = [
    (
        "a",
        "The Vardo Post",
        "The port of Vardo will close in May, harbour master Nils Aune said. Some 140 dockers were sent home \
         without pay. The lock gate cost 12.4 million euros in 1998.",
    ),
    (
        "b",
        "Fjord Radio",
        "In May the port of Vardo will close, said Nils Aune, the harbour master. The union counts 160 dockers who \
         were sent home. In 1998 the lock gate cost 12.4 million euros.",
    ),
];

#[test]
fn a_figure_is_agreed_on_or_differs() {
    let found = compare(&HARBOUR);
    let facts = found[0]["facts"].as_array().unwrap();
    let of = |kind: &'static str| facts.iter().filter(move |fact| fact["kind"] == kind);
    assert!(of("agreed").any(|fact| fact["about"].as_str().unwrap().contains("12.4 million")));
    let differ = of("differ").next().unwrap();
    let sides = differ["sides"].as_array().unwrap();
    let mut values: Vec<&str> = sides
        .iter()
        .map(|side| side["value"].as_str().unwrap())
        .collect();
    values.sort_unstable();
    assert_eq!(values, ["140", "160"]);
    assert_eq!(differ["origins"].as_array().unwrap().len(), 2);
}

/// What two articles agree on and what they differ in, as they are told.
fn told(a: &str, b: &str) -> [Vec<String>; 2] {
    let found = compare(&[("a", "The Vardo Post", a), ("b", "Fjord Radio", b)]);
    let facts = found[0]["facts"].as_array().unwrap();
    ["agreed", "differ"].map(|kind| {
        let of = facts.iter().filter(|fact| fact["kind"] == kind);
        of.map(|fact| fact["about"].as_str().unwrap().to_owned())
            .collect()
    })
}

#[test]
fn a_deed_that_one_denies_is_not_agreed_on() {
    let [agreed, differ] = told(
        "A blast at the Vardo cannery hurt nine workers, the fire chief said. Police arrested the plant manager, Viktor Hale.",
        "Nine workers were hurt in a blast at the cannery in Vardo. The plant manager, Viktor Hale, has not been arrested, \
         police said.",
    );
    assert_eq!(agreed.len(), 1, "{agreed:?}");
    assert!(agreed[0].contains("ine workers"), "{agreed:?}");
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(differ[0].starts_with("arrest: "), "{differ:?}");
}

#[test]
fn a_plan_that_one_denies_is_a_difference() {
    let [agreed, differ] = told(
        "The former mayor of Vardo, Alan Pryce, was jailed for taking bribes worth 310,000 euros. Pryce will appeal.",
        "Alan Pryce took bribes worth 310,000 euros as mayor of Vardo, a court found. Pryce will not appeal, a friend said.",
    );
    let has = |word: &str| agreed.iter().any(|about| about.contains(word));
    assert!(has("310,000") && !has("appeal"), "{agreed:?}");
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(differ[0].starts_with("appeal: "), "{differ:?}");
}

#[test]
fn what_differs_in_an_agreement_is_given_both_ways() {
    let [agreed, differ] = told(
        "Sixteen workers died in an explosion at the Vardo chemical plant on Sunday night. The roof fell in, officials said.",
        "An explosion at the chemical plant in Vardo late on Saturday killed 16 workers. Its owner, Arne Moe, was shocked.",
    );
    assert_eq!(differ.len(), 1, "{differ:?}");
    let both = ["[Sunday night/Saturday]", "[Saturday/Sunday night]"];
    let given = |about: &String| both.iter().any(|both| about.contains(both));
    assert!(agreed.iter().any(given), "{agreed:?}");
}

#[test]
fn the_fates_of_many_exclude_none() {
    let [_, differ] = told(
        "Two workers are missing after the blast at the Vardo cannery, fire chief Anna Berg said.",
        "Four workers were rescued after the blast at the Vardo cannery, fire chief Anna Berg said.",
    );
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn an_agreement_is_worded_with_its_subject_and_with_what_both_say() {
    let [agreed, _] = told(
        "The former mayor of Vardo, Alan Pryce, was jailed for four years for taking bribes worth 310,000 euros from a dredger.",
        "In a ruling that shook the town and that the council of Hammerfest has awaited since the spring, the former mayor Alan \
         Pryce was jailed for four years for bribes worth 310,000 euros by a court in Vardo.",
    );
    let wanted = "The former mayor of Vardo, Alan Pryce, was jailed for four years";
    assert!(agreed[0].starts_with(wanted), "{agreed:?}");
}

#[test]
fn who_declines_to_comment_is_agreed_on_in_any_words() {
    let [agreed, _] = told(
        "Norway cancelled talks on cod quotas in Vardo with Iceland. The fisheries ministry declined to comment.",
        "The talks on cod quotas of Norway and Iceland were cancelled. The fisheries ministry did not respond to questions.",
    );
    assert!(
        agreed.iter().any(|about| about.contains("ministry")),
        "{agreed:?}"
    );
}

#[test]
fn a_bare_figure_is_of_what_stands_near_it() {
    let [_, differ] = told(
        "The ferry Amity sank off Vardo with 74 passengers on board although it was licensed for 60, the coast guard said.",
        "The ferry Amity, which sank off Vardo, was licensed for 70 passengers, the ministry said. Its captain, Nils Aune, lives.",
    );
    assert_eq!(differ.len(), 1, "{differ:?}");
    assert!(differ[0].contains("licensed"), "{differ:?}");
}

#[test]
fn what_an_article_says_twice_is_agreed_on_once() {
    let [agreed, _] = told(
        "Norway will raise its defence spending to 3.5 percent of GDP, minister Anna Berg said in Vardo. \
         Berg wants defence spending of 3.5 percent of GDP.",
        "Minister Anna Berg of Norway said that defence spending will rise to 3.5 percent of GDP. \
         The 3.5 percent of GDP for defence spending is what Norway promised.",
    );
    let told = agreed
        .iter()
        .filter(|about| about.contains("3.5 percent"))
        .count();
    assert_eq!(told, 1, "{agreed:?}");
}

#[test]
fn who_denies_it_does_not_agree() {
    let [agreed, _] = told(
        "Vardo Ravens lost to Kiberg before 31,000 people in the cup final. Defender Kate Orr was sent off for a second yellow card, the referee said.",
        "The Ravens of Vardo were beaten by Kiberg in the cup final before 31,000 people. Kate Orr was not sent off for a second yellow card, her coach said.",
    );
    let has = |word: &str| agreed.iter().any(|about| about.contains(word));
    assert!(has("31,000") && !has("yellow"), "{agreed:?}");
}

#[test]
fn the_order_of_the_articles_makes_no_difference() {
    let [a, b] = HARBOUR;
    assert_eq!(compare(&[a, b]), compare(&[b, a]));
}

#[test]
fn passages_are_code_points_of_the_text() {
    let found = compare(&HARBOUR);
    for fact in found[0]["facts"].as_array().unwrap() {
        for passage in fact["sides"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|side| side["support"].as_array().unwrap())
        {
            let (_, _, text) = HARBOUR
                .iter()
                .find(|(id, ..)| passage["article"] == *id)
                .unwrap();
            let at = |key: &str| usize::try_from(passage[key].as_u64().unwrap()).unwrap();
            let slice: String = text
                .chars()
                .skip(at("start"))
                .take(at("end") - at("start"))
                .collect();
            assert_eq!(passage["text"], slice);
        }
    }
}

#[test]
fn one_article_alone_is_no_story() {
    let [a, _] = HARBOUR;
    assert_eq!(compare(&[a]), json!([]));
}

#[test]
fn one_article_alone_is_said_on_stderr() {
    let article = json!({"id": "a", "text": HARBOUR[0].2, "language": "en"});
    let output = feed(&["compare", "-"], format!("{article}\n").as_bytes());
    assert_eq!(code(&output), 0);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("one article alone"), "{told}");
}

#[test]
fn a_timeline_has_the_days_of_one_article_or_several() {
    let lines: String = HARBOUR
        .iter()
        .map(|(id, outlet, text)| {
            let article = json!({"id": id, "publisher": outlet, "text": text, "published": "2024-04-02", "language": "en"});
            format!("{article}\n")
        })
        .collect();
    let output = feed(&["timeline", "--format", "ndjson", "-"], lines.as_bytes());
    assert_eq!(code(&output), 0);
    let events: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let days: Vec<&str> = events
        .iter()
        .map(|event| event["first_day"].as_str().unwrap())
        .collect();
    assert_eq!(days, ["1998-01-01", "2024-05-01"]);
    assert_eq!(events[1]["support"].as_array().unwrap().len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_to_hear_a_note_is_no_reason_to_print_nothing() {
    let article = json!({"id": "a", "text": HARBOUR[0].2, "language": "en"}).to_string();
    let root = folder(&[("a.ndjson", &article)]);
    for command in ["timeline", "stories"] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = newscorp()
            .args([command, "--format", "ndjson", text(root.path())])
            .stderr(full)
            .output()
            .unwrap();
        let wanted = run(&[command, "--format", "ndjson", text(root.path())]);
        assert!(!stderr(&wanted).is_empty(), "{command} has a note");
        assert_eq!(code(&output), 0);
        assert_eq!(stdout(&output), stdout(&wanted));
    }
}

/// What one article says against itself: what about, and the two versions.
fn against_itself(text: &str) -> Vec<(String, String, String)> {
    let found = compare(&[("a", "The Vardo Post", text)]);
    let stories = found.as_array().unwrap().iter();
    let facts = stories.flat_map(|story| story["facts"].as_array().unwrap());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    facts
        .map(|fact| {
            assert_eq!(fact["kind"], "differ");
            let sides = &fact["sides"];
            (
                word(&fact["about"]),
                word(&sides[0]["value"]),
                word(&sides[1]["value"]),
            )
        })
        .collect()
}

#[test]
fn an_article_alone_is_shown_where_it_contradicts_itself() {
    for (text, about, a, b) in [
        (
            "A ferry sank off Vardo on Tuesday, killing eight people, police said. \
             The nine dead were all from the village of Kiberg.",
            "number of people",
            "eight",
            "nine",
        ),
        (
            "Rescuers pulled 41 passengers from the water. All 43 passengers had life jackets.",
            "number of passengers",
            "41",
            "43",
        ),
        (
            "The council approved a 4.2 million euro loan for the harbour on Monday. \
             The 2.4 million euro loan will be paid back in ten years.",
            "figure for loan",
            "4.2 million euro",
            "2.4 million euro",
        ),
        (
            "Nils Aune, 54, the harbour master, resigned on Monday. The 55-year-old Aune has worked there since March.",
            "age of Nils Aune",
            "54",
            "55-year-old",
        ),
        (
            "Nils Hornik resigned on Monday. Mayor Eva Lund thanked Hornik for his work. “I am tired,” Hornek said.",
            "name of Nils Hornik",
            "Nils Hornik",
            "Hornek",
        ),
    ] {
        let expected = vec![(about.to_owned(), a.to_owned(), b.to_owned())];
        assert_eq!(against_itself(text), expected, "{text}");
    }
}

#[test]
fn what_can_both_be_right_is_no_contradiction() {
    for text in [
        "Three people died at the scene and two in hospital after a crash near Tana on Monday. \
         The five dead were from Kiberg. The toll rose to six on Tuesday.",
        "Air strikes killed 50 people on Tuesday. A strike on a school killed 47 people, officials said.",
        "A storm damaged 12 boats in Vardo on Monday. The 14 boats in Kiberg harbour were not hit.",
        "About 3,000 people lost power on Monday. The grid company counted 2,986 people in the dark.",
        "Police said eight people were killed in the crash on Monday. The hospital said nine people were killed in the crash.",
        "Six men and three women were killed on Monday when a bus crashed near Tana. The nine dead were pilgrims.",
        "A bus crashed near Tana on Monday, killing 12 people. In 2019 the bus crash near Tana killed 13 people.",
        "The toll was raised from eight to nine on Tuesday. Eight people were killed when the ferry sank.",
    ] {
        assert_eq!(against_itself(text), [], "{text}");
    }
}

/// What two articles agree on and what they differ in that tell one decision in other words, and then each of these sentences.
fn apart(a: &str, b: &str) -> [Vec<String>; 2] {
    let [agreed, differ] = told(
        &format!(
            "The council of Vardo voted on Monday to build a new bridge over the Tarn river for 12 million euros. {a}"
        ),
        &format!(
            "Vardo will get a new bridge over the Tarn river, the council decided on Monday. It costs 12 million euros. {b}"
        ),
    );
    let told = |about: &String| about.contains("ridge") || about.contains("12 million");
    assert!(agreed.iter().any(told), "{agreed:?}");
    let beside = |about: &String| !told(about) && !about.contains("council");
    [agreed.into_iter().filter(beside).collect(), differ]
}

#[test]
fn what_cannot_both_be_true_is_not_agreed_on() {
    for (a, b) in [
        (
            "Shares in builder Hask AG were up 6.5 percent.",
            "Shares in builder Hask AG were down 6.5 percent.",
        ),
        (
            "Thieves stole tools worth 40,000 euros.",
            "The town took a 40,000 euro loan from a bank.",
        ),
        (
            "Nearly 500 people protested.",
            "More than 500 people protested outside the hall.",
        ),
        (
            "Two workers died when the old ferry sank in 2019.",
            "Nobody died when the old ferry sank in 2019.",
        ),
        (
            "Deputy mayor Yasmin Oke will open the market on May 2.",
            "Councillor Jim Pugh will open the market on May 2.",
        ),
        (
            "Hask AG admitted that the old ferry was overdue for repair.",
            "Hask AG denied that the old ferry was overdue for repair.",
        ),
    ] {
        let [agreed, _] = apart(a, b);
        assert!(agreed.is_empty(), "{a} {b}: {agreed:?}");
    }
}

#[test]
fn opposites_are_a_difference() {
    for (a, b) in [
        (
            "Shares in builder Hask AG rose 6.5 percent.",
            "Shares in builder Hask AG fell 6.5 percent.",
        ),
        (
            "A report found that Mayor Hart had broken the rules of procurement.",
            "A report cleared Mayor Hart of breaking the rules of procurement.",
        ),
        (
            "Councillors voted 23 to 19 for the plan.",
            "Councillors voted 23 to 17 for the plan.",
        ),
    ] {
        let [agreed, differ] = apart(a, b);
        assert!(agreed.is_empty(), "{a} {b}: {agreed:?}");
        assert_eq!(differ.len(), 1, "{a} {b}: {differ:?}");
    }
}

#[test]
fn who_wins_against_a_loser_agrees_with_him() {
    let [agreed, differ] = apart(
        "Norway won the cup final with 31,000 in the stands.",
        "Iceland lost the cup final with 31,000 in the stands.",
    );
    assert_eq!(agreed.len(), 1, "{agreed:?}");
    assert!(differ.is_empty(), "{differ:?}");
}
