//! Tables: columns that are named once, and cells that no spreadsheet runs.

use super::{code, folder, run, stderr, stdout, text};

/// An article all of whose words try to be formulas.
fn hostile() -> String {
    let text = "=cmd()! @SUM said \"=1+1, the +harbour bridge; -2 reopened,\" Maria Lopez said on Monday. -5 per cent of +people \
                agreed. \"@SUM(A1) is open,\" =Maria Lopez said.";
    let article = |id: &str| {
        serde_json::json!({
            "id": id, "title": "=HYPERLINK(\"x\")", "text": format!("{text}\n\n=2+3 @home on 21 June 2025."),
            "publisher": "@SUM(1+1)", "url": "-1+1", "published": "2025-06-21", "authors": ["+1", "=2"], "tags": ["\u{ff1d}3"],
        })
    };
    format!("{}\n{}\n", article("=a"), article("+b"))
}

#[test]
fn no_cell_of_any_table_is_a_formula() {
    let folder = folder(&[("=in/@a.ndjson", &hostile())]);
    let input = folder.path().join("=in");
    let commands: [&[&str]; 10] = [
        &["extract"],
        &["ingest"],
        &["entities"],
        &["dates"],
        &["dates", "--by-date"],
        &["figures"],
        &["claims"],
        &["stories"],
        &["compare"],
        &["timeline"],
    ];
    for command in commands {
        let output = run(&[command, &["--format", "csv", text(&input)]].concat());
        assert_eq!(code(&output), 0, "{command:?} {}", stderr(&output));
        let mut rows = csv::Reader::from_reader(stdout(&output).as_bytes());
        let mut names: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rows.headers().unwrap().len(), "{command:?}");
        let mut count = 0;
        for row in rows.records() {
            count += 1;
            for cell in &row.unwrap() {
                let formula = cell
                    .trim_start()
                    .starts_with(['=', '+', '-', '@', '\u{ff1d}']);
                assert!(
                    !formula || cell.parse::<f64>().is_ok(),
                    "{command:?}: {cell}"
                );
            }
        }
        let bare = ["entities", "timeline", "compare", "stories"].contains(&command[0]);
        assert!(count > 0 || bare, "{command:?} {}", stdout(&output));
    }
}
