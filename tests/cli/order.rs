//! The same bytes whatever the number of threads and the order in which a folder was filled.

use std::fs;
use std::path::Path;

use super::{ARTICLE, code, folder, ids, line, records, run, stdout, text};

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let root = tempfile::tempdir().unwrap();
    for i in 0..60 {
        let file = root.path().join(format!("{i:02}.txt"));
        fs::write(file, ARTICLE.repeat(1 + i % 7)).unwrap();
    }
    fs::write(
        root.path().join("30.ndjson"),
        [line("x"), "{bad\n".to_owned(), line("y")].concat(),
    )
    .unwrap();
    let one = run(&["extract", "-j", "1", text(root.path())]);
    for jobs in ["2", "4", "16"] {
        let many = run(&["extract", "-j", jobs, text(root.path())]);
        assert_eq!(stdout(&many), stdout(&one));
        assert_eq!((many.stderr, code(&one)), (one.stderr.clone(), 1));
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let names = ["b.txt", "a/z.txt", "a.txt", "A.txt", "é.txt"];
    let mut orders = Vec::new();
    for shift in 0..names.len() {
        let root = tempfile::tempdir().unwrap();
        for i in 0..names.len() {
            let path = root.path().join(names[(i + shift) % names.len()]);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, ARTICLE).unwrap();
        }
        let paths: Vec<String> = records(&run(&["ingest", text(root.path())]))
            .iter()
            .map(|record| {
                record["article"]["input"]["path"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .map(|path| path.strip_prefix(text(root.path())).unwrap().to_owned())
            .collect();
        orders.push(paths);
    }
    assert_eq!(
        orders[0],
        ["/A.txt", "/a/z.txt", "/a.txt", "/b.txt", "/é.txt"]
    );
    assert!(orders.iter().all(|order| *order == orders[0]));
}

#[test]
fn globs_choose_among_the_files_of_folders() {
    let root = folder(&[
        ("a.txt", ARTICLE),
        ("b.md", ARTICLE),
        ("sub/c.txt", ARTICLE),
        ("d.png", ARTICLE),
    ]);
    let count = |globs: &[&str]| {
        let mut arguments = vec!["ingest", text(root.path())];
        for glob in globs {
            arguments.extend(["--glob", glob]);
        }
        records(&run(&arguments)).len()
    };
    assert_eq!(count(&["*.txt"]), 2);
    assert_eq!(count(&["sub/*"]), 1);
    assert_eq!(count(&["!*.md"]), 2);
    assert_eq!(count(&["*.png", "*.md"]), 2);
}

#[test]
fn a_glob_that_an_archive_in_a_folder_matches_is_not_asked_of_its_members() {
    let folder = tempfile::tempdir().unwrap();
    for (fixture, name) in [
        ("bundle.zip", "bundle.zip"),
        ("week.tar.gz", "sub/week.tar.gz"),
    ] {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(format!("fixtures/archive/{fixture}"), to).unwrap();
    }
    let count = |glob: &[&str], path: &Path| {
        let globs = glob.iter().flat_map(|glob| ["--glob", glob]);
        let arguments: Vec<&str> = ["ingest", text(path)].into_iter().chain(globs).collect();
        records(&run(&arguments)).len()
    };
    let (zip, tar) = (
        folder.path().join("bundle.zip"),
        folder.path().join("sub/week.tar.gz"),
    );
    let (in_zip, in_tar) = (count(&[], &zip), count(&[], &tar));
    assert!(in_zip > 1 && in_tar > 1);
    assert_eq!(count(&["*.zip"], folder.path()), in_zip);
    assert_eq!(count(&["*.gz"], folder.path()), in_tar);
    assert_eq!(count(&["*.zip", "sub/*"], folder.path()), in_zip + in_tar);
    // Those with `!` are asked of everything, all of them of an archive that is given.
    assert_eq!(
        count(&["*.zip", "!*.html"], folder.path()),
        in_zip - count(&["*.html"], &zip)
    );
    assert!(count(&["*.html"], &zip) < in_zip);
}

#[test]
fn days_leave_articles_out_and_keep_those_without_one() {
    let article = |id: &str, day: &str| {
        format!("{{\"id\":\"{id}\",\"text\":\"The bridge reopened.\",\"published\":{day}}}\n")
    };
    let lines = [
        article("june", "\"2025-06-21\""),
        article("july", "\"2025-07-01\""),
        article("none", "null"),
    ];
    let root = folder(&[("all.ndjson", &lines.concat())]);
    let file = root.path().join("all.ndjson");
    let output = run(&["ingest", "-v", "--since", "2025-06-22", text(&file)]);
    assert_eq!(ids(&output), ["july", "none"]);
    let counts = String::from_utf8(output.stderr).unwrap();
    assert!(
        counts.contains("1 left out by day, 1 without a day kept"),
        "{counts}"
    );
    assert_eq!(
        ids(&run(&["ingest", "--until", "2025-06-21", text(&file)])),
        ["june", "none"]
    );
}
