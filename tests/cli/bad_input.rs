//! What cannot be read is named with its cause, and costs nothing but itself.

use std::fs;

use super::{ARTICLE, code, folder, ids, line, records, run, stderr, stdout, text};

/// The line on standard error that names a path.
fn complaint<'a>(errors: &'a str, path: &str) -> &'a str {
    let mut lines = errors.lines().filter(|line| line.contains(path));
    let line = lines
        .next()
        .unwrap_or_else(|| panic!("{path} is not named in {errors}"));
    assert_eq!(lines.next(), None, "{path} is named twice");
    line
}

#[test]
fn every_broken_file_is_named_once_with_its_cause() {
    let output = run(&["extract", "tests/broken"]);
    assert_eq!(code(&output), 1);
    let errors = stderr(&output);
    for (path, cause) in [
        ("api_error.json", "No route was found"),
        ("blank.txt", "empty"),
        ("cut.txt.gz", "ends too early"),
        ("cut.warc.gz#2", "ends too early"),
        ("cut.zip", "ends too early"),
        ("damaged.txt.xz", "damaged"),
        ("empty.ndjson", "empty"),
        ("empty.txt", "empty"),
        ("lies.warc#1", "length"),
        ("mixed.ndjson:2:", "not valid JSON"),
        ("mixed.ndjson:4:", "null"),
        ("mixed.ndjson:5:", "no article"),
        ("mixed.ndjson:6:", "text"),
        ("mixed.ndjson:7:", "text"),
        ("nested.tar#inner.zip", "inside of an archive"),
        ("no_article.json", "no article"),
        ("noise.txt", "binary"),
        ("picture.txt", "an image"),
        ("pictures.tar.gz", "1 file passed over"),
        ("torn.rss", "not well-formed XML"),
        ("truncated.json", "not valid JSON"),
        ("twice.txt.gz", "compressed twice"),
    ] {
        let line = complaint(errors, path);
        assert!(line.starts_with("newscorp: tests/broken/"), "{line}");
        assert!(line.contains(cause), "{line} does not say {cause}");
    }
    assert_eq!(errors.lines().count(), 22, "{errors}");
}

#[test]
fn what_can_be_read_beside_it_is_printed() {
    let output = run(&["ingest", "tests/broken"]);
    let texts: Vec<String> = records(&output)
        .iter()
        .map(|record| record["article"]["text"].to_string())
        .collect();
    let count = |words: &str| texts.iter().filter(|text| text.contains(words)).count();
    assert_eq!(count("harbour bridge reopened"), 4);
    assert_eq!(
        count("Night trams will run"),
        1,
        "behind a record that lies"
    );
    assert_eq!(
        count("swing bridge over the Holm"),
        1,
        "before the end of an archive"
    );
    assert_eq!(
        count("The new school"),
        1,
        "beside an archive in an archive"
    );
    assert_eq!(
        count("reprinted its tide tables"),
        1,
        "before the damage of a feed"
    );
    assert_eq!(texts.len(), 8);
    assert!(
        texts.iter().any(|text| text.contains("Señor Muñoz")),
        "a wrong charset is seen through"
    );
    assert!(
        texts.iter().any(|text| text.contains("“Traffic fell")),
        "UTF-16 is read"
    );
}

#[test]
fn a_missing_path_costs_itself_only() {
    let root = folder(&[("a.txt", ARTICLE)]);
    let output = run(&["extract", "no/such.txt", text(root.path())]);
    assert_eq!((code(&output), records(&output).len()), (1, 1));
    assert_eq!(
        stderr(&output),
        "newscorp: no/such.txt: no such file or folder; check the path\n"
    );
}

#[test]
fn a_folder_without_articles_is_no_input() {
    let root = folder(&[("a.png", "x"), ("b/c.css", "y")]);
    let output = run(&["extract", text(root.path())]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output)
            .ends_with(": no article in this folder: 2 files passed over, as they hold none\n")
    );
    let beside = folder(&[("a.txt", ARTICLE)]);
    let output = run(&["extract", text(root.path()), text(beside.path())]);
    assert_eq!((code(&output), records(&output).len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder(&[("a.txt", ARTICLE), ("locked.txt", ARTICLE)]);
    let locked = root.path().join("locked.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&locked).is_ok() {
        return; // Root reads everything.
    }
    let output = run(&["extract", text(root.path())]);
    assert_eq!((code(&output), records(&output).len()), (1, 1));
    assert!(complaint(stderr(&output), "locked.txt").contains("no permission"));
}

#[cfg(unix)]
#[test]
fn odd_names_cannot_drive_the_terminal() {
    let root = folder(&[("esc\u{1b}[31m\nline.txt", "")]);
    let output = run(&["extract", text(root.path())]);
    assert_eq!(stderr(&output).lines().count(), 1);
    assert!(stderr(&output).contains("esc\\u{1b}[31m\\nline.txt: the input is empty"));
}

#[cfg(unix)]
#[test]
fn a_folder_is_walked_without_reading_pipes_or_files_twice() {
    use std::os::unix::fs::symlink;
    let root = folder(&[("a.txt", ARTICLE), (".hidden.txt", ARTICLE)]);
    symlink(".", root.path().join("self")).unwrap();
    symlink("a.txt", root.path().join("b.txt")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(root.path().join("pipe.txt"))
        .status();
    let pipes = usize::from(made.is_ok_and(|status| status.success()));
    let output = run(&["extract", "-v", text(root.path())]);
    assert_eq!((code(&output), records(&output).len()), (0, 1));
    let counts = stderr(&output);
    assert!(counts.contains("1 input, 1 article"), "{counts}");
    assert!(counts.contains("link to what is read anyway 2"), "{counts}");
    assert_eq!(counts.matches("pipe, socket or device 1").count(), pipes);
}

#[test]
fn many_failures_are_cut_short_and_kept_in_a_file() {
    let root = tempfile::tempdir().unwrap();
    for i in 0..300 {
        fs::write(root.path().join(format!("{i:03}.txt")), "").unwrap();
    }
    let errors = tempfile::tempdir().unwrap();
    let list = errors.path().join("errors.ndjson");
    let output = run(&["extract", text(root.path())]);
    assert_eq!(stderr(&output).lines().count(), 101);
    assert!(stderr(&output).ends_with(
        "newscorp: 200 more failed and are not named here; `--errors FILE` takes them all\n"
    ));
    let output = run(&["extract", "--errors", text(&list), text(root.path())]);
    assert_eq!(code(&output), 1);
    let kept = fs::read_to_string(list).unwrap();
    assert_eq!(kept.lines().count(), 300);
    let first: serde_json::Value = serde_json::from_str(kept.lines().next().unwrap()).unwrap();
    assert!(
        first["error"]["path"]
            .as_str()
            .unwrap()
            .ends_with("/000.txt")
    );
    assert_eq!(first["error"]["kind"], "no_article");
}

#[test]
fn strict_ends_at_the_first_failure() {
    let root = folder(&[
        ("a.txt", ARTICLE),
        ("b.txt", ""),
        ("c.txt", ARTICLE),
        ("d.txt", ""),
    ]);
    let output = run(&["extract", "--strict", text(root.path())]);
    assert_eq!((code(&output), records(&output).len()), (1, 1));
    assert_eq!(stderr(&output).lines().count(), 1);
}

#[test]
fn one_bad_line_of_many_costs_itself_only() {
    let lines = [line("a"), "{bad json\n".to_owned(), line("b")].concat();
    let root = folder(&[("all.ndjson", &lines)]);
    let output = run(&["extract", text(root.path())]);
    assert_eq!(ids(&output), ["a", "b"]);
    assert_eq!(code(&output), 1);
    assert!(complaint(stderr(&output), "all.ndjson:2:").contains("not valid JSON"));
}

#[test]
fn an_option_of_another_command_is_told_where_it_belongs() {
    for only in [&["--only", "claims"][..], &["--only"]] {
        let output = run(&[&["claims", "fixtures"], only].concat());
        assert_eq!(code(&output), 2);
        let said = stderr(&output);
        assert!(said.contains("newscorp extract --only claims"), "{said}");
    }
}

#[test]
fn wrong_usage_is_told_from_bad_input() {
    for wrong in [
        &["extract", "--no-such-flag"][..],
        &["extract", "--since", "2025-02-30", "x"],
        &[
            "extract",
            "--since",
            "2025-02-02",
            "--until",
            "2025-02-01",
            "x",
        ],
        &["extract", "--glob", "a[", "x"],
        &["extract", "--jobs", "0", "x"],
        &["extract", "--one-to-one", "--format", "csv", "x"],
        &["extract", "-o", "/no/such/folder/x", "x"],
        &["extract", "--files-from", "/no/such/list"],
        &["no-such-command"],
        &[],
    ] {
        let output = run(wrong);
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(
            stdout(&output).is_empty() && !stderr(&output).is_empty(),
            "{wrong:?}"
        );
    }
}

#[test]
fn what_cannot_be_read_or_written_is_said_once_and_plainly() {
    for arguments in [
        &["extract", "--files-from", "/no/list"][..],
        &["extract", "-o", "/no/folder/out", "."],
        &["extract", "--errors", "/no/folder/out", "."],
        &["model", "eval", "--data", "/no/data"],
        &["model", "info", "--model", "/no/model"],
    ] {
        let output = run(arguments);
        let said = stderr(&output);
        assert_eq!((code(&output), said.lines().count()), (2, 1), "{said}");
        assert!(said.contains("/no/") && said.contains("no such"), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
}

#[test]
fn a_path_without_a_command_is_pointed_to_extract() {
    let output = run(&["fixtures", "tests"]);
    assert_eq!(code(&output), 2);
    assert_eq!(
        stderr(&output),
        "newscorp: a command comes first; to read fixtures: newscorp extract fixtures\n"
    );
    assert!(stderr(&run(&["no-such-thing"])).contains("unrecognized subcommand"));
}

#[test]
fn bad_models_and_training_data_are_named() {
    let folder = folder(&[
        ("foreign.model", "PK\u{3}\u{4}, an archive of another kind"),
        ("column.tsv", "Bo\tB-PER\nno tab\n"),
        (
            "corpus.xml",
            "<corpus>\n<article id=\"a\">\n<p><per e=\"1\">Li</p></article></corpus>",
        ),
        ("good.tsv", "Bo\tB-PER\n"),
        ("clusters.tsv", "bo\t1\t2\t3\nli\t1\n"),
        ("none.tsv", ""),
    ]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let output = path("out.model");
    let train = |data: &str, clusters: &str, gazetteer: &str| {
        let lists = [
            "--clusters",
            &path(clusters),
            "--gazetteer",
            &path(gazetteer),
        ]
        .map(str::to_owned);
        let first = ["model", "train", "entities", "--data", &path(data)].map(str::to_owned);
        let mut arguments = [first.as_slice(), &lists].concat();
        arguments.extend(["-o".to_owned(), output.clone()]);
        run(&arguments)
    };
    let model = path("foreign.model");
    for (output, words) in [
        (
            run(&["extract", "--model", &model, "fixtures"]),
            ["foreign.model", "not a newscorp model"],
        ),
        (
            run(&["model", "info", "--model", &model]),
            ["foreign.model", "not a newscorp model"],
        ),
        (
            train("column.tsv", "none.tsv", "none.tsv"),
            ["column.tsv: line 2", "no tab"],
        ),
        (
            train("corpus.xml", "none.tsv", "none.tsv"),
            ["corpus.xml: line 3", "<per>"],
        ),
        (
            train("good.tsv", "clusters.tsv", "none.tsv"),
            ["clusters.tsv: line 2", "three numbers"],
        ),
        (
            train("good.tsv", "none.tsv", "clusters.tsv"),
            ["clusters.tsv: line 1", "a type from 0 to 7"],
        ),
    ] {
        let said = stderr(&output);
        assert_eq!((code(&output), said.lines().count()), (2, 1), "{said}");
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
}
