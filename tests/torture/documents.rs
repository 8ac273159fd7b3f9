//! Documents that are hard on parsers: HTML, JSON, text.

use serde_json::json;

use super::{Either, Fails, IsRead, folder, newscorp, run, run_to_end, text, times, torture};

fn page(body: &str) -> String {
    format!("<!doctype html><html><head><title>A page</title></head><body>{body}</body></html>")
}

#[test]
fn html_that_nests() {
    let n = 5_000 * times();
    for (name, body) in [
        ("div.html", "<div>".repeat(n) + "x"),
        (
            "div-closed.html",
            "<div>".repeat(n) + "x" + &"</div>".repeat(n),
        ),
        ("list.html", "<ul><li>".repeat(n) + "x"),
        ("tables.html", "<table><tr><td>".repeat(n) + "x"),
        ("foster.html", "<table>".to_owned() + &"<b>x".repeat(n)),
        ("svg.html", "<svg>".to_owned() + &"<g>".repeat(n)),
        ("quotes.html", "<blockquote>".repeat(n) + "x"),
        ("templates.html", "<template>".repeat(n) + "x"),
    ] {
        torture(name, page(&body), Either);
    }
}

#[test]
fn html_formatting_that_is_never_closed() {
    let n = 2_000 * times();
    let distinct: String = (0..n).map(|i| format!("<b id={i}>")).collect();
    for (name, body) in [
        ("distinct.html", distinct + &"<p>x</p>".repeat(n / 10)),
        (
            "adoption.html",
            "<a>".repeat(n) + &"<i>".repeat(n) + &"</a>".repeat(n),
        ),
        ("fonts.html", "<p><font color=r>x".repeat(n)),
        ("nobr.html", "<nobr>x".repeat(n)),
    ] {
        torture(name, page(&body), Either);
    }
}

#[test]
fn html_floods() {
    let n = 100_000 * times();
    let attributes: String = (0..n / 20).map(|i| format!(" a{i}=1")).collect();
    for (name, content) in [
        ("attributes.html", page(&format!("<p{attributes}>x</p>"))),
        ("less.html", "<".repeat(n)),
        ("amp.html", "&".repeat(n)),
        ("nul.html", "<p>".to_owned() + &"\0".repeat(n)),
        ("paragraphs.html", "<p>a".repeat(n / 8)),
        ("comment.html", page(&("<!--".to_owned() + &"-".repeat(n)))),
        (
            "attribute.html",
            page(&("<p a=\"".to_owned() + &">".repeat(n))),
        ),
        ("tag.html", page(&("<p ".to_owned() + &"a".repeat(n)))),
        (
            "script.html",
            page(&("<script>".to_owned() + &"<!--<script>".repeat(n / 12))),
        ),
        (
            "entities.html",
            page(&"&CounterClockwiseContourIntegral".repeat(n / 32)),
        ),
        (
            "numbers.html",
            page(&"&#0;&#xD800;&#x110000;&#99999999999999;&#x80;&#-1; a".repeat(n / 50)),
        ),
        (
            "unclosed.html",
            "<!doctype html><html><body><p>The harbour bridge <a hre".to_owned(),
        ),
    ] {
        torture(name, content, Either);
    }
    torture("empty.html", "", Fails);
}

#[test]
fn json_that_nests_or_is_huge() {
    let n = 20_000 * times();
    torture("arrays.json", "[".repeat(n), Fails);
    torture(
        "objects.json",
        "{\"a\":".repeat(n) + "1" + &"}".repeat(n),
        Fails,
    );
    let script = format!(
        "<script type=\"application/ld+json\">{}</script><p>x",
        "[".repeat(n)
    );
    torture("ld.html", page(&script), Either);
    let mut post = post();
    for i in 0..n / 10 {
        post[format!("key{i}")] = json!(i);
    }
    torture("keys.json", post.to_string(), IsRead);
    let digits =
        post.to_string()
            .replacen("\"id\":1", &format!("\"id\":1{}", "0".repeat(n / 10)), 1);
    torture("digits.json", digits, Either);
    let bomb = json!({"id": 1, "title": {"rendered": "t"}, "content": {"rendered": "<div>".repeat(n) + "x"}});
    torture("bomb.json", bomb.to_string(), Either);
}

fn post() -> serde_json::Value {
    json!({
        "id": 1, "date": "2025-06-21T10:00:00", "link": "https://example.org/a", "type": "post",
        "title": {"rendered": "Harbour bridge reopens"},
        "content": {"rendered": "<p>The harbour bridge reopened on Monday.</p>"},
    })
}

#[test]
fn json_that_is_none() {
    let whole = post().to_string();
    torture("cut.json", &whole[..whole.len() - 30], Fails);
    torture("empty.json", "", Fails);
    torture("other.json", "{\"hello\": [1, 2, 3]}", Fails);
    torture(
        "nan.json",
        whole.replacen("\"id\":1", "\"id\":1e999,\"n\":NaN", 1),
        Either,
    );
    torture(
        "twice.json",
        whole.replacen("\"id\":1", "\"id\":1,\"content\":7", 1),
        Either,
    );
}

#[test]
fn json_in_odd_characters() {
    let whole = post().to_string();
    let odd = |from: &str, to: &[u8]| {
        let (before, after) = whole.split_once(from).unwrap();
        [before.as_bytes(), to, after.as_bytes()].concat()
    };
    torture(
        "surrogate.json",
        odd("Monday", b"\\ud800 Monday \\udfff"),
        Either,
    );
    torture("bytes.json", odd("Monday", b"\xff Monday \xc3\x28"), Either);
    torture(
        "nul.json",
        odd("Monday", b"Mon\\u0000day\\u001b[31m"),
        Either,
    );
    torture(
        "bom.json",
        [b"\xef\xbb\xbf", whole.as_bytes()].concat(),
        IsRead,
    );
    torture("wide.json", wide(&whole), IsRead);
    let line = json!({"text": "The harbour bridge reopened on Monday, Ms López said."}).to_string();
    let lines = [&line, "{bad", &line, &line]
        .map(|line| line.to_owned() + "\r\n")
        .concat();
    for name in ["wide.ndjson", "wide.dat"] {
        let records = torture(name, wide(&lines), Fails);
        assert_eq!(records.len(), 3, "{name}");
        assert!(
            records[2]["article"]["text"]
                .as_str()
                .unwrap()
                .contains("López")
        );
    }
}

/// UTF-16 with its mark.
fn wide(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn one_bad_record_costs_itself_only() {
    let line = |id: usize| {
        json!({"id": id.to_string(), "text": "The harbour bridge reopened."}).to_string()
    };
    let mut lines: Vec<String> = (0..60).map(line).collect();
    let bad = [
        "{bad",
        "",
        "null",
        "[]",
        "{\"id\":5}",
        "{\"id\":\"x\",\"text\":7}",
    ];
    lines.splice(30..30, bad.map(str::to_owned));
    assert_eq!(torture("mixed.ndjson", lines.join("\n"), Fails).len(), 60);
    let mut posts = vec![post(); 60];
    posts[30] = json!({"id": 500, "title": 3, "content": {"rendered": 4}});
    assert_eq!(
        torture("posts.json", json!(posts).to_string(), Fails).len(),
        59
    );
}

#[test]
fn a_line_that_begins_like_another_file_costs_itself_only() {
    let record = |id: usize| json!({"id": id.to_string(), "text": "The harbour bridge reopened."});
    for mark in [
        &b"WARC/1.0"[..],
        b"BZh91AY&SY",
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b\x08",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"\xff\xfe\0\0",
        b"\xff\xfe",
        b"\xfe\xff",
    ] {
        let lines = format!("\n{}\n{}\n", record(1), record(2));
        let bytes = [mark, lines.as_bytes()].concat();
        let records = torture("begins.ndjson", &bytes, Either);
        assert_eq!(records.len(), 2, "{mark:?}");
        let root = folder(&[("begins", &bytes)]);
        let file = || std::fs::File::open(root.path().join("begins")).unwrap();
        let mut filter = newscorp();
        filter.args(["ingest", "-q", "--one-to-one", "-"]);
        let ran = run_to_end(filter.stdin(file()));
        let out = ran.records();
        assert_eq!((ran.code(), out.len()), (0, 3), "{mark:?}");
        assert!(out[0]["error"].is_object() && out[2]["article"].is_object());
        let mut filter = newscorp();
        filter.args(["ingest", "--input-format", "ndjson", "-"]);
        assert_eq!(run_to_end(filter.stdin(file())).records().len(), 2);
    }
}

#[test]
fn a_first_line_that_is_no_record_costs_itself_only() {
    let record = json!({"text": "The harbour bridge reopened."}).to_string();
    for first in ["null", "Loading ...", "[]", "<br>", "\"x\""] {
        for name in ["a.dat", "a.json", "a.ndjson"] {
            let lines = [first, &record, "", &record, &record].join("\n");
            assert_eq!(torture(name, lines, Fails).len(), 3, "{name} {first}");
        }
    }
    let text = ["A title", &record, &record, "This is", "a text of records."].join("\n");
    assert_eq!(torture("a.txt", text, IsRead).len(), 1);
}

#[test]
fn a_text_of_records_stays_as_it_is() {
    let odd = "A\u{2028}B\u{85}C\r\nD\u{200b}E\u{feff} 12 km\u{a0}away \u{1f600} e\u{301} said Lopez.\0 END";
    let line = json!({"id": "odd", "text": odd}).to_string();
    let records = torture("odd.ndjson", line, IsRead);
    assert_eq!(records[0]["article"]["text"], odd);
}

#[test]
fn one_long_line() {
    let n = times() << 20;
    let sentence = "The harbour bridge cost $4.5 million, Ms Lopez said on 3 May 2024. ";
    torture("line.txt", sentence.repeat(n / 16 / sentence.len()), IsRead);
    let record = json!({"text": sentence.repeat(n / 16 / sentence.len())});
    torture("line.ndjson", record.to_string() + "\n", IsRead);
    for (name, piece) in [
        ("word.txt", "a"),
        ("digits.txt", "1"),
        ("groups.txt", "1,"),
        ("slashes.txt", "1/2/"),
        ("quotes.txt", "\u{201c}"),
        ("brackets.txt", "("),
        ("said.txt", "said "),
        ("names.txt", "Aa Bb "),
        ("millions.txt", "million "),
        ("days.txt", "Monday 3 May 2024 to "),
        ("accents.txt", "\u{301}"),
        ("stops.txt", "Mr. "),
        ("points.txt", "1."),
        ("dashes.txt", "-a"),
    ] {
        torture(name, piece.repeat(n / 32 / piece.len()), Either);
    }
    let spoken = "\"the bridge is open and ".to_owned();
    torture(
        "spoken.txt",
        "He said: ".to_owned() + &spoken + &spoken[1..].repeat(n / 16 / spoken.len()),
        IsRead,
    );
}

#[test]
fn a_line_above_the_limit_costs_itself_only() {
    let line = "a ".repeat(times().max(70) << 19);
    torture("line.txt", &line, Fails);
    let records =
        format!("{{\"text\":\"{line}\"}}\n{{\"text\":\"The harbour bridge is open.\"}}\n");
    assert_eq!(torture("line.ndjson", records, Fails).len(), 1);
}

#[test]
fn a_first_line_above_the_limit_costs_itself_only() {
    let record = |length: usize| json!({"text": "a ".repeat(length)}).to_string();
    let (long, short) = (record(1_000), record(50));
    let cut = &long[..1_500];
    for (lines, expected) in [
        ([&long, &short, &long, &short].map(String::as_str), 2),
        (["", &long, &long, &short], 1),
        ([cut, &short, &short, ""], 2),
        ([&short, &long, &short, &long], 2),
    ] {
        let bytes = lines.join("\n") + "\n";
        for name in ["a.ndjson", "a.json", "a.dat", "-"] {
            let root = folder(&[(name, &bytes)]);
            let path = root.path().join(name);
            let path = if name == "-" { "-" } else { text(&path) };
            let mut command = newscorp();
            command.args(["ingest", "--max-size", "1K", path]);
            command.stdin(std::fs::File::open(root.path().join(name)).unwrap());
            let ran = run_to_end(&mut command);
            assert_eq!(
                (ran.code(), ran.records().len()),
                (1, expected),
                "{name} {}",
                ran.said
            );
            assert!(
                ran.said.contains("the line is longer than 1 KiB"),
                "{}",
                ran.said
            );
        }
    }
    // One long document is refused as such.
    let whole = json!({"items": [long]}).to_string() + "\n";
    let root = folder(&[("a.json", &whole)]);
    let ran = run(&["ingest", "--max-size", "1K", text(root.path())]);
    assert!(ran.said.contains("larger than 1 KiB"), "{}", ran.said);
}

#[test]
fn many_names() {
    let names: String = (0..2_000 * times())
        .map(|i| format!("Mr Alan{i:x} Bake{i:x} said so. "))
        .collect();
    torture("names.txt", names, IsRead);
}

#[test]
fn text_that_is_none() {
    let noise: Vec<u8> = (0_u32..100_000)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    torture("noise.txt", noise, Fails);
    torture("empty.txt", "", Fails);
    torture("blank.txt", " \n\t\r".repeat(25_000 * times()), Fails);
    torture(
        "picture.txt",
        [&b"\x89PNG\r\n\x1a\n"[..], &[7; 500]].concat(),
        Either,
    );
    torture(
        "bidi.txt",
        "\u{202e}The\u{202c} \u{200d}harbour\u{2066} bridge\u{2069} was shut. ".repeat(200),
        IsRead,
    );
    torture(
        "bytes.txt",
        b"The harbour \xff\xfe\xc3\x28\xf0\x9f\x98 bridge reopened, Lopez said. ".repeat(50),
        Either,
    );
    torture("nul.txt", super::GOOD.replace(' ', "\0 "), Either);
    assert_eq!(torture("wide.txt", wide(super::GOOD), IsRead).len(), 1);
    let four: Vec<u8> = super::GOOD
        .chars()
        .flat_map(|c| u32::from(c).to_be_bytes())
        .collect();
    torture("four.txt", [&b"\0\0\xfe\xff"[..], &four].concat(), Either);
}
