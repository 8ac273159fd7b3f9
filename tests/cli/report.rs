//! The page that `newscorp report` writes; `tests/browser/report.py` uses it in a browser.

use std::collections::HashSet;

use regex::Regex;

use super::{code, feed, run, stderr, stdout, text};

/// All that stands in the first group of `pattern`.
fn all<'p>(pattern: &str, page: &'p str) -> Vec<&'p str> {
    let pattern = Regex::new(pattern).unwrap();
    let found = pattern.captures_iter(page);
    found.map(|found| found.get(1).unwrap().as_str()).collect()
}

#[test]
fn every_link_of_the_page_leads_somewhere_in_it() {
    let output = run(&["report", "fixtures"]);
    assert_eq!(code(&output), 0);
    let page = stdout(&output);
    let places = all(r#"\bid="?([\w-]+)"#, page);
    let distinct: HashSet<&str> = places.iter().copied().collect();
    assert_eq!(places.len(), distinct.len());
    let links = all(r##"href="#([^"]*)""##, page);
    assert!(links.len() > 100);
    assert!(links.iter().all(|link| distinct.contains(link)));
}

#[test]
fn the_page_asks_for_nothing_else() {
    let output = run(&["report", "fixtures/story"]);
    let page = stdout(&output);
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    for wrong in ["src=", "<link", "@import", "url("] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert_eq!(all(r#"href="(https?:[^"]*)""#, page).len(), 3);
}

#[test]
fn an_article_that_contradicts_itself_has_a_section() {
    let article = "PORTSEA, 21 June 2025 - A ferry sank off Portsea on Tuesday, killing eight people, police said. \
                   The nine dead were all from the village of Ostrava.\n";
    let output = feed(&["report", "-"], article.as_bytes());
    let page = stdout(&output);
    assert!(page.contains("<h3>Inside one article</h3>"));
    assert!(page.contains("conflict inside one article"));
    assert!(!page.contains("Where they differ"));
}

#[test]
fn extract_as_html_is_the_same_page() {
    let page = run(&["report", "fixtures/story"]).stdout;
    assert_eq!(
        run(&["extract", "--format", "html", "fixtures/story"]).stdout,
        page
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("found.html");
    assert_eq!(
        code(&run(&["extract", "fixtures/story", "-o", text(&file)])),
        0
    );
    assert_eq!(std::fs::read(&file).unwrap(), page);
    for wrong in [["--only", "dates"], ["--one-to-one", "-q"]] {
        let told = run(&[
            &["extract", "--format", "html", "fixtures/story"],
            &wrong[..],
        ]
        .concat());
        assert_eq!(code(&told), 2);
    }
    assert_eq!(
        code(&run(&["claims", "--format", "html", "fixtures/story"])),
        2
    );
}

#[test]
fn what_an_article_says_stays_text() {
    let article = r#"{"title": "<script>a</script>", "url": "javascript:alert(1)", "publisher": "\"><b>",
        "text": "The </script><img src=x> said \u001b[31m it was late & Maria Lopez {{ x }} said \u202eno."}"#;
    let output = feed(&["report", "-"], article.replace('\n', "").as_bytes());
    assert_eq!(code(&output), 0);
    let page = stdout(&output);
    assert_eq!(page.matches("<script").count(), 1);
    for wrong in ["<img", "\"><b>", "javascript:", "\u{1b}", "\u{202e}"] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert!(page.contains("{{ x }}") && page.contains("&amp;"));
}

#[test]
fn behind_a_nested_claim_the_outer_one_goes_on() {
    let article = "The report said the mayor said \u{201c}the bridge is closed to all lorries\u{201d}, and it warned of floods.\n";
    let output = feed(&["report", "-"], article.as_bytes());
    let page = stdout(&output);
    assert!(page.contains("title=\"direct, the mayor\">\u{201c}the bridge"));
    assert!(page.contains("title=\"mixed, The report\">, and "));
}

#[test]
fn whom_articles_call_otherwise_is_linked_in_all_of_them() {
    let article = |id: &str, name: &str| {
        format!(
            "{{\"id\": \"{id}\", \"title\": \"Portsea bridge reopens\", \"published\": \"2025-06-21\", \"text\": \"\
             Portsea bridge reopened on Saturday after a repair of 12 million euros, mayor {name} said. \
             {name} thanked the workers of the Portsea harbour board for the repair of the bridge.\"}}\n"
        )
    };
    let lines = article("a", "Ana Lopes") + &article("b", "Lopes");
    let output = feed(&["report", "-"], lines.as_bytes());
    let page = stdout(&output);
    let (_, names) = page.split_once("<td><bdi>Ana Lopes</bdi></td>").unwrap();
    let (row, _) = names.split_once("</tr>").unwrap();
    assert_eq!(row.matches("href=").count(), 2, "{row}");
}

#[test]
fn a_page_is_no_table() {
    let output = run(&["report", "--format", "csv", "fixtures/story"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("leave out --format"));
    let output = run(&[
        "extract",
        "--format",
        "html",
        "-o",
        "found.csv",
        "fixtures/story",
    ]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("a page is HTML, not .csv"));
}

#[test]
fn the_same_articles_give_the_same_page() {
    let page = |jobs: &str| run(&["report", "-j", jobs, "fixtures"]).stdout;
    assert!(page("1") == page("3"));
}
