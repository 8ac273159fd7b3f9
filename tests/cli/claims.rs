//! Which claims `newscorp claims` prints.

use serde_json::{Value, json};

use super::{ARTICLE, code, feed, folder, run, stderr, stdout, text};

/// The contents of the claims that are chosen by `options`.
fn chosen(options: &[&str]) -> Vec<String> {
    let text = "Prime Minister Ana Lopes said the tariffs would fall. “It is late,” she added. Lopes told reporters \
                the United Nations was silent. An official said the U.N. had left.";
    let article = json!({"text": text, "language": "en"}).to_string();
    let arguments = [&["claims", "--format", "json", "-"], options].concat();
    let output = feed(&arguments, article.as_bytes());
    assert_eq!(code(&output), 0);
    let rows: Vec<Value> = serde_json::from_str(stdout(&output)).unwrap();
    let contents = rows.iter().filter_map(|row| row["content_text"].as_str());
    contents.map(str::to_owned).collect()
}

#[test]
fn claims_are_chosen_by_their_speaker() {
    assert_eq!(chosen(&["--by", "lopes"]).len(), 3);
    assert_eq!(chosen(&["--by", "Ána LOPES"]).len(), 3);
    assert_eq!(chosen(&["--by", "official"]).len(), 1);
    assert_eq!(chosen(&["--by", "Lop"]), Vec::<String>::new());
    assert_eq!(chosen(&["--by", "Lopes", "--by", "official"]).len(), 4);
}

#[test]
fn claims_are_chosen_by_what_they_are_about() {
    assert_eq!(chosen(&["--about", "tariff"]), ["the tariffs would fall"]);
    assert_eq!(chosen(&["--about", "all"]), Vec::<String>::new());
    assert_eq!(
        chosen(&["--by", "Lopes", "--about", "United Nations"]),
        ["the United Nations was silent"]
    );
}

#[test]
fn claims_are_chosen_by_style_and_kind() {
    assert_eq!(chosen(&[]).len(), 4);
    assert_eq!(chosen(&["--direct"]), ["“It is late,”"]);
    assert_eq!(chosen(&["--anonymous"]), ["the U.N. had left"]);
}

#[test]
fn a_name_that_claims_nothing_is_named() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let input = root.path().join("a.txt");
    let output = run(&["claims", "--by", "Nobody", text(&input)]);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    assert_eq!(stderr(&output), "newscorp: no claim is by Nobody\n");
    let missing = root.path().join("missing.txt");
    let output = run(&["claims", "--by", "Nobody", text(&missing)]);
    assert_eq!(code(&output), 2);
    assert!(!stderr(&output).contains("no claim"), "{}", stderr(&output));
}
