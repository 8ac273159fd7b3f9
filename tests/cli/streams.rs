//! Standard input and output as pipes: inside shells and inside other engines.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

use super::{ARTICLE, code, feed, folder, ids, line, newscorp, records, run, stderr, stdout, text};

#[test]
fn a_pipe_is_read_with_and_without_a_dash() {
    let lines = [line("a"), line("b"), line("c")].concat();
    for arguments in [&["extract"][..], &["extract", "-"]] {
        let output = feed(arguments, lines.as_bytes());
        assert_eq!(
            (code(&output), ids(&output)),
            (0, vec!["a".into(), "b".into(), "c".into()])
        );
    }
    let output = feed(&["ingest", "-"], ARTICLE.as_bytes());
    assert_eq!(records(&output)[0]["article"]["input"]["path"], "-");
}

#[test]
fn a_document_over_several_lines_is_one_document() {
    let post = "{\n  \"id\": 1,\n  \"date\": \"2025-06-21T10:00:00\",\n  \"title\": {\"rendered\": \"Harbour bridge reopens\"},\n  \
                \"content\": {\"rendered\": \"<p>The harbour bridge reopened on Monday, officials said.</p>\"}\n}\n";
    let output = feed(&["ingest"], post.as_bytes());
    assert_eq!(
        (code(&output), records(&output).len()),
        (0, 1),
        "{}",
        stderr(&output)
    );
}

#[test]
fn records_of_newscorp_are_read_back() {
    let first = feed(&["extract"], line("a").as_bytes());
    let again = feed(&["extract"], &first.stdout);
    let strip = |mut record: serde_json::Value| {
        record["article"]["input"] = serde_json::Value::Null;
        record
    };
    let (first, again) = (records(&first).remove(0), records(&again).remove(0));
    assert_eq!(strip(first), strip(again));
}

#[test]
fn an_answer_comes_before_the_end_of_the_input() {
    let mut child = newscorp()
        .arg("extract")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let (sender, answers) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut answer = String::new();
        while output.read_line(&mut answer).is_ok_and(|read| read > 0) {
            let _ = sender.send(std::mem::take(&mut answer));
        }
    });
    for id in ["first", "second"] {
        input.write_all(line(id).as_bytes()).unwrap();
        input.flush().unwrap();
        let answer = answers.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(answer.ends_with('\n') && answer.contains(id));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let lines: String = (0..2000).map(|i| line(&i.to_string())).collect();
    let root = folder(&[("all.ndjson", &lines)]);
    let mut child = newscorp()
        .args(["extract", text(root.path())])
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut first).unwrap();
    drop(reader);
    let output = child.wait_with_output().unwrap();
    assert!(first.ends_with('\n'));
    assert_eq!((code(&output), stderr(&output)), (0, ""));
}

#[test]
fn one_line_out_for_each_line_in() {
    let bad = "{\"id\":\"no-text\"}\n\n{bad json\nnull\n[]\n";
    let lines = format!("{}{bad}{}", line("a"), line("b").trim_end());
    let output = feed(&["extract", "--one-to-one"], lines.as_bytes());
    assert_eq!(code(&output), 0);
    let records = records(&output);
    assert_eq!(records.len(), 7);
    assert_eq!(records[0]["article"]["id"], "a");
    assert_eq!(records[1]["id"], "no-text");
    for (number, record) in (2..).zip(&records[1..6]) {
        assert_eq!(record["error"]["line"], number);
        assert!(record["error"]["message"].is_string());
    }
    assert_eq!(records[6]["article"]["id"], "b");
    assert_eq!(
        stderr(&output),
        "newscorp: 5 records failed; they are in the output as errors\n"
    );
}

#[test]
fn no_line_in_gives_no_line_out() {
    let output = feed(&["extract", "--one-to-one"], b"");
    assert_eq!(
        (code(&output), stdout(&output), stderr(&output)),
        (0, "", "")
    );
    let output = feed(&["extract"], b"");
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).starts_with("newscorp: standard input: the input is empty"));
}

#[test]
fn paths_are_taken_from_a_list() {
    let root = folder(&[("a.txt", ARTICLE), ("b c.txt", ARTICLE)]);
    let (a, b) = (root.path().join("a.txt"), root.path().join("b c.txt"));
    let list = format!("{}\n\n{}\r\nno/such.txt\n", text(&a), text(&b));
    let output = feed(&["extract", "--files-from", "-"], list.as_bytes());
    assert_eq!((code(&output), records(&output).len()), (1, 2));
    let output = feed(
        &["extract", "--one-to-one", "--files-from", "-"],
        list.as_bytes(),
    );
    assert_eq!((code(&output), records(&output).len()), (0, 3));
    let kept = root.path().join("list");
    std::fs::write(&kept, list).unwrap();
    assert_eq!(
        records(&run(&["ingest", "--files-from", text(&kept)])).len(),
        2
    );
    let output = feed(&["extract", "--files-from", "-"], b"\n");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("names no path"));
}
