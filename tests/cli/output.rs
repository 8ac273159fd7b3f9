//! Where results go and in which form.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{ARTICLE, code, feed, folder, ids, line, newscorp, records, run, stderr, stdout, text};

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let root = folder(&[
        ("in/a.txt", ARTICLE),
        ("out.ndjson", "what was there before\n"),
    ]);
    let (input, out) = (root.path().join("in"), root.path().join("out.ndjson"));
    let output = run(&["extract", "-o", text(&out), text(&input)]);
    assert_eq!((code(&output), stdout(&output)), (0, ""));
    let whole = fs::read_to_string(&out).unwrap();
    assert_eq!(whole.lines().count(), 1);
    fs::write(input.join("b.txt"), "").unwrap();
    let output = run(&["extract", "--strict", "-o", text(&out), text(&input)]);
    assert_eq!(code(&output), 1);
    assert!(
        stderr(&output).contains("out.ndjson is not written"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), whole);
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        2,
        "no temporary file is left"
    );
}

#[test]
fn a_run_that_reads_nothing_leaves_the_file_as_it_was() {
    let root = folder(&[
        ("empty.txt", ""),
        ("a.txt", ARTICLE),
        ("out.ndjson", "before\n"),
    ]);
    let out = root.path().join("out.ndjson");
    let empty = root.path().join("empty.txt");
    for (input, exit) in [("no/such", 2), (text(&empty), 1)] {
        let output = run(&["extract", input, "-o", text(&out)]);
        assert_eq!(code(&output), exit);
        assert!(stderr(&output).contains("out.ndjson is not written, as no input could be read"));
        assert_eq!(fs::read_to_string(&out).unwrap(), "before\n");
    }
    let output = run(&[
        "extract",
        "no/such",
        "-o",
        text(&root.path().join("new.csv")),
    ]);
    assert_eq!(code(&output), 2);
    assert!(!root.path().join("new.csv").exists());
    let good = root.path().join("a.txt");
    let output = run(&["extract", "no/such", text(&good), "-o", text(&out)]);
    assert_eq!(code(&output), 1);
    assert!(
        fs::read_to_string(&out)
            .unwrap()
            .starts_with("{\"article\"")
    );
}

#[test]
fn the_ending_of_the_output_tells_its_format() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let input = root.path().join("a.txt");
    let written = |name: &str, more: &[&str]| {
        let out = root.path().join(name);
        let arguments = [&["ingest", text(&input), "-o", text(&out)], more].concat();
        assert_eq!(code(&run(&arguments)), 0);
        fs::read_to_string(&out).unwrap()
    };
    assert!(written("o.csv", &[]).starts_with("id,"));
    assert!(written("o.JSON", &[]).starts_with("[\n{"));
    assert!(written("o.txt", &[]).starts_with("Harbour bridge reopens"));
    for other in ["o.ndjson", "o.jsonl", "o"] {
        assert!(written(other, &[]).starts_with("{\"article\""));
    }
    assert!(written("o.csv", &["--format", "ndjson"]).starts_with("{\"article\""));
    for other in ["found.log", "run.v2", "x.bak", "o.2025"] {
        assert!(written(other, &[]).starts_with("{\"article\""), "{other}");
    }
    for (other, command) in [
        ("o.xml", "ingest"),
        ("o.TSV", "entities"),
        ("o.pdf", "report"),
    ] {
        let out = root.path().join(other);
        let output = run(&[command, text(&input), "-o", text(&out)]);
        assert_eq!((code(&output), out.exists()), (2, false), "{other}");
    }
}

#[test]
fn what_may_be_an_article_is_not_written_over() {
    let root = folder(&[("in/a.txt", ARTICLE)]);
    let input = root.path().join("in");
    for (name, again) in [("x.ndjson", 0), ("x.html", 0), ("x.txt", 2), ("x.md", 2)] {
        let out = input.join(name);
        let arguments = ["extract", text(&input), "-o", text(&out)];
        assert_eq!(code(&run(&arguments)), 0, "{name}");
        let output = run(&arguments);
        assert_eq!(code(&output), again, "{name}");
        let told = stderr(&output).contains("it cannot be told that newscorp wrote it");
        assert_eq!(told, again == 2, "{}", stderr(&output));
        fs::remove_file(out).unwrap();
    }
}

#[test]
fn the_output_is_not_read_as_input() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let out = root.path().join("out.ndjson");
    for _ in 0..2 {
        let output = run(&["extract", "-o", text(&out), text(root.path())]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 1);
    }
    let redirected = root.path().join("redirected.ndjson");
    let file = fs::File::create(&redirected).unwrap();
    let input = text(root.path());
    let status = newscorp()
        .args(["extract", "--glob", "!out.ndjson", input])
        .stdout(file)
        .status();
    assert!(status.unwrap().success());
    assert_eq!(fs::read_to_string(&redirected).unwrap().lines().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_fatal() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = newscorp()
        .args(["extract", text(root.path())])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("newscorp: cannot write to standard output: "));
}

#[test]
fn every_form_of_every_command() {
    let root = folder(&[("a.txt", ARTICLE), ("b.txt", ARTICLE)]);
    let path = text(root.path());
    for command in [
        "extract", "ingest", "entities", "dates", "figures", "claims",
    ] {
        let output = run(&[command, "--format", "json", path]);
        let array: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
        assert!(array.is_array(), "{command}");
        let rows = records(&run(&[command, path]));
        assert_eq!(
            array.as_array().unwrap(),
            &rows,
            "{command}: NDJSON in a pipe"
        );
        let csv = run(&[command, "--format", "csv", path]);
        let mut table = csv::Reader::from_reader(csv.stdout.as_slice());
        assert_eq!(
            table.records().map(Result::unwrap).count(),
            rows.len(),
            "{command}"
        );
        let plain = run(&[command, "--format", "text", path]);
        assert!(
            !stdout(&plain).contains('\u{1b}') && !plain.stdout.is_empty(),
            "{command}"
        );
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let coloured = |wish: &[&str], variables: &[(&str, &str)]| {
        let mut command = newscorp();
        command
            .args(["extract", "--format", "text", text(root.path())])
            .args(wish);
        command.envs(variables.iter().copied());
        stdout(&command.output().unwrap()).contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(
        &[],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn only_the_wanted_layers_are_filled() {
    let root = folder(&[("a.ndjson", &line("a"))]);
    let path = root.path().join("a.ndjson");
    let all = run(&["extract", "--only", "dates,figures", text(&path)]);
    let record = &records(&all)[0];
    assert!(record["dates"].is_array() && record["figures"].is_array());
    assert!(
        record["entities"].is_null() && record["claims"].is_null() && record["citations"].is_null()
    );
    let none = &records(&run(&["ingest", text(&path)]))[0];
    assert!(none["dates"].is_null());
}

#[test]
fn unknown_languages_keep_their_article() {
    let text_of = "Die Hafenbrücke wurde am Montag nach zwei Monaten wieder für den Verkehr geöffnet, sagte die \
                   Ingenieurin der Stadt. Die Reparatur kostete mehr als vier Millionen Euro, und der Verkehr ist um \
                   zwölf Prozent gesunken.";
    let article = serde_json::json!({"id": "de", "text": text_of, "language": "de"});
    let root = folder(&[("a.ndjson", &format!("{article}\n{}", line("en")))]);
    let output = run(&["extract", text(root.path())]);
    assert_eq!(
        (code(&output), ids(&output)),
        (0, vec!["de".to_owned(), "en".to_owned()])
    );
    assert!(records(&output)[0]["claims"].is_null());
    assert_eq!(
        stderr(&output),
        "newscorp: 1 article in a language that the extractors do not know (de 1); the findings are null\n"
    );
    assert_eq!(stderr(&run(&["extract", "-q", text(root.path())])), "");
}

#[test]
fn inputs_are_listed_without_being_read_further() {
    let root = folder(&[
        ("a.txt", ARTICLE),
        ("b.ndjson", &line("x")),
        ("c.html", "<!doctype html><p>x"),
    ]);
    let output = run(&["extract", "--list-inputs", text(root.path())]);
    let listed: Vec<(String, u64)> = records(&output)
        .iter()
        .map(|input| {
            (
                input["format"].as_str().unwrap().to_owned(),
                input["record"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    let expected = [("text", 0), ("ndjson", 1), ("html", 0)];
    assert_eq!(
        listed,
        expected.map(|(format, record)| (format.to_owned(), record))
    );
    let plain = run(&[
        "extract",
        "--list-inputs",
        "--format",
        "text",
        text(root.path()),
    ]);
    assert!(
        stdout(&plain)
            .lines()
            .nth(1)
            .unwrap()
            .ends_with("/b.ndjson:1")
    );
}

#[test]
fn a_file_that_is_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.ndjson");
    fs::write(&path, "{\"text\": \"The bridge reopened on Monday.\"}\n").unwrap();
    let before = fs::read(&path).unwrap();
    let name = path.to_str().unwrap();
    for option in ["-o", "--errors"] {
        let output = run(&["ingest", name, option, name]);
        assert_eq!(code(&output), 2);
        assert!(
            stderr(&output).contains("would be written over"),
            "{}",
            stderr(&output)
        );
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn shells_and_man_are_served() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert_eq!(code(&output), 0);
        assert!(stdout(&output).contains("one-to-one"), "{shell}");
    }
    let output = run(&["man"]);
    let pages = stdout(&output);
    assert!(pages.contains(".TH newscorp 1") && pages.contains("newscorp\\-compare"));
}

#[test]
fn the_text_of_pages_is_taken_from_where_it_is_said_to_be() {
    let page = b"<html><title>Ferry</title><body><main><p>The ferry was late on Monday, the captain said.</p></main>\
                 <div id=notes><p>Tides are high.</p></div></body></html>";
    let text = |select: &str| {
        let output = feed(&["ingest", "--select", select, "-"], page);
        assert_eq!(code(&output), 0);
        let records = records(&output);
        records[0]["article"]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(text("#notes"), "Tides are high.");
    assert!(text("#nowhere").starts_with("The ferry was late"));
    let output = run(&["ingest", "--select", "p >", "fixtures"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--select"));
}

#[test]
fn an_article_in_a_folder_that_is_read_is_not_written_over() {
    let html = "<html><body><p>The ferry was late on Monday.</p></body></html>";
    let folder = folder(&[("page.html", html), ("a.txt", ARTICLE)]);
    let page = folder.path().join("page.html");
    let report = || {
        newscorp()
            .args(["report", "-o"])
            .args([&page, folder.path()])
            .output()
            .unwrap()
    };
    let output = report();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("lies among what is read"));
    fs::remove_file(&page).unwrap();
    assert_eq!(code(&report()), 0);
    // What an earlier run wrote is written again.
    assert_eq!(code(&report()), 0);
}

#[test]
fn a_name_that_promises_another_format_is_refused() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let refused = |command: &str, name: &str| {
        let out = folder.path().join(name);
        let input = folder.path().join("a.txt");
        let output = run(&[command, text(&input), "-o", text(&out)]);
        assert!(!out.exists() || code(&output) == 0);
        (code(&output) == 2).then(|| stderr(&output).to_owned())
    };
    assert!(
        refused("ingest", "x.html")
            .unwrap()
            .contains("only `report` and `extract` write HTML")
    );
    assert!(
        refused("claims", "x.docx")
            .unwrap()
            .contains("ends in .docx")
    );
    assert!(
        refused("report", "x.csv")
            .unwrap()
            .contains("a page is HTML, not .csv")
    );
    for (command, name) in [
        ("extract", "x"),
        ("extract", "x.jsonl"),
        ("claims", "x.md"),
        ("report", "x.html"),
    ] {
        assert_eq!(refused(command, name), None);
    }
    let written = fs::read_to_string(folder.path().join("x.md")).unwrap();
    assert!(
        written.contains("| who | what |\n| --- | --- |\n| **Maria Lopez**"),
        "{written}"
    );
}

#[test]
fn only_what_a_run_wrote_is_written_over_in_a_folder_that_is_read() {
    let article = "{\"article_id\":17,\"text\":\"The ferry was late on Monday.\"}\n";
    let folder = folder(&[
        ("a.txt", ARTICLE),
        ("b.ndjson", article),
        ("phones.csv", "name,phone\nJo,555\n"),
    ]);
    let over = |name: &str| {
        let out = folder.path().join(name);
        code(&run(&["entities", text(folder.path()), "-o", text(&out)]))
    };
    let path = |name: &str| folder.path().join(name);
    assert_eq!((over("b.ndjson"), over("phones.csv")), (2, 2));
    assert_eq!(fs::read_to_string(path("b.ndjson")).unwrap(), article);
    fs::remove_file(path("b.ndjson")).unwrap();
    for own in ["names.json", "names.csv", "names.ndjson"] {
        assert_eq!((over(own), over(own)), (0, 0), "{own}");
        if own != "names.ndjson" {
            fs::remove_file(path(own)).unwrap();
        }
    }
    // An article behind what was written is one too.
    let grown = fs::read_to_string(path("names.ndjson")).unwrap() + article;
    fs::write(path("names.ndjson"), &grown).unwrap();
    assert_eq!(over("names.ndjson"), 2);
    assert_eq!(fs::read_to_string(path("names.ndjson")).unwrap(), grown);
}

#[test]
fn what_an_earlier_run_wrote_of_nothing_or_beside_the_pattern_is_written_over() {
    let root = folder(&[("a.txt", "Nothing here."), ("notes.md", "mine\n")]);
    let inner = text(root.path());
    let out = root.path().join("out.json");
    for _ in 0..2 {
        let output = run(&["dates", inner, "-f", "json", "-o", text(&out)]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
    let out = root.path().join("notes.md");
    let over = ["dates", inner, "--glob", "*.txt", "-o", text(&out)];
    assert_eq!(code(&run(&over)), 0);
    // With the pattern it would be read.
    fs::write(&out, "mine, and long enough to be an article\n").unwrap();
    let over = ["dates", inner, "--glob", "*.md", "-o", text(&out)];
    leaves(&out, newscorp().args(over));
}

/// Whether a run is refused, and leaves a file as it was.
fn leaves(file: &Path, command: &mut Command) {
    let before = fs::read(file).unwrap();
    let output = command.output().unwrap();
    assert_eq!(code(&output), 2, "{command:?}: {}", stderr(&output));
    assert!(
        stderr(&output).contains("another name") && fs::read(file).unwrap() == before,
        "{command:?}: {}",
        stderr(&output)
    );
}

#[test]
fn whatever_way_leads_to_an_article_it_is_not_written_over() {
    let article = "{\"text\":\"The ferry was late on Monday, Jo Reed said.\"}\n";
    let root = folder(&[("in/a.txt", ARTICLE), ("in/n.ndjson", article)]);
    let path = |name: &str| root.path().join(name);
    let (article, list, inner) = (path("in/n.ndjson"), path("list"), path("in"));
    fs::write(&list, format!("{}\n{}\n", text(&inner), text(&article))).unwrap();
    for option in ["-o", "--errors"] {
        let listed = ["extract", "-q", "--files-from", text(&list), option];
        leaves(&article, newscorp().args(listed).arg(&article));
        leaves(&list, newscorp().args(listed).arg(&list));
        let live = ["extract", "-q", "-", option];
        let feed = fs::File::open(&article).unwrap();
        leaves(&article, newscorp().args(live).arg(&article).stdin(feed));
    }
    #[cfg(unix)]
    {
        let linked = path("linked");
        fs::create_dir(&linked).unwrap();
        std::os::unix::fs::symlink(&inner, linked.join("in")).unwrap();
        let over = ["extract", "-q", text(&linked), "-o"];
        leaves(&article, newscorp().args(over).arg(&article));
    }
}

#[test]
fn models_and_what_they_are_made_of_are_not_written_over() {
    let root = folder(&[("a.txt", ARTICLE), ("data", "x\n"), ("lists", "y\n")]);
    let path = |name: &str| root.path().join(name);
    let (input, data, lists) = (path("a.txt"), path("data"), path("lists"));
    let named = ["extract", text(&input), "--model", text(&data), "-o"];
    leaves(&data, newscorp().args(named).arg(&data));
    let train = ["model", "train", "entities", "--data", text(&data)];
    for output in [&data, &lists] {
        let mut command = newscorp();
        command.args(train).arg("--clusters").arg(&lists);
        command.arg("--gazetteer").arg(&lists);
        leaves(output, command.arg("-o").arg(output));
    }
}

#[test]
fn failures_replace_nothing_but_failures() {
    let root = folder(&[("a.txt", ARTICLE), ("notes", "mine\n"), ("empty", "")]);
    let path = |name: &str| root.path().join(name);
    let (input, notes, out) = (path("a.txt"), path("notes"), path("out"));
    let failing = ["extract", "-q", text(&input), "no/such", "--errors"];
    leaves(&notes, newscorp().args(failing).arg(&notes));
    let errors = path("empty");
    for _ in 0..2 {
        let output = newscorp().args(failing).arg(&errors).output().unwrap();
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&errors).unwrap().lines().count(), 1);
    }
    // Results are no failures.
    assert_eq!(code(&run(&["ingest", text(&input), "-o", text(&out)])), 0);
    leaves(&out, newscorp().args(failing).arg(&out));
    fs::remove_file(&out).unwrap();
    // A failure that a crash has cut is one.
    let cut = fs::read_to_string(&errors).unwrap().repeat(2);
    fs::write(&errors, &cut[..cut.len() - 9]).unwrap();
    let output = newscorp().args(failing).arg(&errors).output().unwrap();
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let output = newscorp()
        .args(failing)
        .args([&out, Path::new("-o"), &out])
        .output();
    let output = output.unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("would go to one file") && !out.exists());
}

#[test]
fn going_on_does_not_replace_what_there_is() {
    let lines = "{\"text\":\"One ferry.\"}\n{\"text\":\"Two ferries.\"}\n";
    let root = folder(&[("x.ndjson", lines)]);
    let (input, out) = (root.path().join("x.ndjson"), root.path().join("out.ndjson"));
    let all = ["ingest", text(&input), "-o", text(&out)];
    assert_eq!(code(&run(&all)), 0);
    let before = fs::read(&out).unwrap();
    let done = format!("{}:1", text(&input));
    let output = run(&[&all[..], &["--after", &done]].concat());
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains(">> "), "{}", stderr(&output));
    assert_eq!(fs::read(&out).unwrap(), before);
    fs::remove_file(&out).unwrap();
    assert_eq!(code(&run(&[&all[..], &["--after", &done]].concat())), 0);
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn standard_streams_by_name_are_written_on_where_others_left_them() {
    let root = folder(&[("a.txt", ARTICLE), ("log", "")]);
    let log = root.path().join("log");
    let program = env!("CARGO_BIN_EXE_newscorp");
    let input = root.path().join("a.txt");
    let script = r#"exec >"$2" 2>&1; echo first; "$0" ingest -f ndjson "$1" no/such -q -o /dev/stdout --errors /dev/stderr; echo last"#;
    let status = Command::new("sh")
        .args(["-c", script, program])
        .args([&input, &log])
        .status();
    assert!(status.unwrap().success());
    let written = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("first", "last"));
    assert!(written.contains("{\"article\":") && written.contains("{\"error\":"));
}

#[test]
fn a_list_that_is_none_is_said() {
    let root = folder(&[("list", &"x".repeat(70_000))]);
    let list = root.path().join("list");
    let output = run(&["extract", "--files-from", text(&list)]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("longer than 64 KiB"));
}

#[test]
fn what_a_run_writes_is_not_read_and_that_is_said() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let out = root.path().join("out.ndjson");
    let arguments = ["extract", text(root.path()), "-o", text(&out)];
    assert_eq!(stderr(&run(&arguments)), "");
    let output = run(&arguments);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("did not read 1 file that this run writes"));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 1);
    let quiet = run(&["extract", "-q", text(root.path()), "-o", text(&out)]);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn an_ending_of_a_format_that_is_not_written_needs_one() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let input = root.path().join("a.txt");
    let out = root.path().join("x.xlsx");
    let output = run(&["extract", text(&input), "-o", text(&out)]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("ends in .xlsx"));
    for name in ["x", "x.jsonl", "x.xyz", "run.2025"] {
        let out = root.path().join(name);
        assert_eq!(
            code(&run(&["extract", text(&input), "-o", text(&out)])),
            0,
            "{name}"
        );
    }
    let output = run(&["dates", text(&input), "--format", "csv", "-o", text(&out)]);
    assert_eq!(code(&output), 0);
}

#[test]
fn a_selector_that_matches_nothing_is_named() {
    let page = b"<html><body><div class=story><p>The harbour bridge will reopen on Monday after two years, the city said.</p></div></body></html>";
    let output = feed(&["ingest", "--select", "div.none", "-"], page);
    assert_eq!(records(&output).len(), 1);
    assert!(stderr(&output).contains("--select matched no text on 1 page"));
    let output = feed(&["ingest", "--select", "div.story", "-"], page);
    assert_eq!(stderr(&output), "");
}
