//! Compressed files, archives and web archives that lie.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Either, Fails, GOOD, IsRead, folder, run, text, times, torture};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A byte, so many million times, packed.
fn bomb(byte: u8, millions: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..millions {
        encoder.write_all(&[byte; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn compressed_files() {
    let whole = packed(GOOD.repeat(40).as_bytes());
    torture("cut.txt.gz", &whole[..whole.len() - 12], Either);
    torture("short.txt.gz", &whole[..12], Fails);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x55;
    torture("flipped.txt.gz", flipped, Either);
    torture(
        "noise.txt.gz",
        [&b"\x1f\x8b\x08\x00"[..], &[0xa7; 500]].concat(),
        Fails,
    );
    torture("twice.txt.gz", packed(&whole), Fails);
    for (name, magic) in [
        ("a.txt.zst", &b"\x28\xb5\x2f\xfd"[..]),
        ("a.txt.bz2", b"BZh91AY&SY"),
        ("a.txt.xz", b"\xfd7zXZ\0"),
        ("a.zip", b"PK\x03\x04"),
    ] {
        torture(name, [magic, &[0xff; 200]].concat(), Fails);
    }
}

#[test]
fn what_unpacks_to_too_much_is_given_up() {
    torture("bomb.txt.gz", bomb(b'a', 80 * times()), Fails);
    torture("bomb.html.gz", bomb(b'<', 80 * times()), Fails);
}

#[test]
fn archives_that_lie() {
    let member = |name: &str, size: &str, content: &[u8]| tar_member(name, size, content);
    let good = member("a.txt", "00000000400", &[b'a'; 256]);
    let end = vec![0; 1024];
    torture(
        "long.tar",
        [member("b.txt", "77777777777", b"x"), good.clone()].concat(),
        Either,
    );
    torture(
        "odd.tar",
        [member("b.txt", "9x9", b"x"), good.clone(), end.clone()].concat(),
        Either,
    );
    torture(
        "up.tar",
        [
            member("../../etc/a.txt", "00000000400", &[b'a'; 256]),
            end.clone(),
        ]
        .concat(),
        Either,
    );
    torture("cut.tar", &good[..600], Either);
    torture("many.tar", [good.repeat(50), end].concat(), IsRead);
}

/// A member of a tar archive, with whatever size its header claims.
fn tar_member(name: &str, size: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[100..107].copy_from_slice(b"0000644");
    header[124..124 + size.len()].copy_from_slice(size.as_bytes());
    header[156] = b'0';
    header[257..263].copy_from_slice(b"ustar\0");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    header.extend_from_slice(content);
    header.resize(header.len().next_multiple_of(512), 0);
    header
}

const HTTP: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

fn record(http: &str, body: &str, length: Option<&str>) -> String {
    let block = format!("{http}\r\n{body}");
    let length = length.map_or_else(|| block.len().to_string(), str::to_owned);
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2025-06-21T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

fn story() -> String {
    let paragraph = "<p>The harbour bridge reopened on Monday, city engineer Maria Lopez said, after repairs.</p>";
    format!(
        "<html><body><article><h1>Harbour bridge</h1>{}</article></body></html>",
        paragraph.repeat(6)
    )
}

#[test]
fn web_archives_that_lie() {
    let story = story();
    let good = record(HTTP, &story, None);
    assert_eq!(torture("good.warc", good.repeat(3), IsRead).len(), 3);
    assert_eq!(
        torture("good.warc.gz", packed(good.as_bytes()).repeat(3), IsRead).len(),
        3
    );
    let whole = packed(good.as_bytes()).repeat(3);
    assert!(torture("cut.warc.gz", &whole[..whole.len() - 40], Either).len() >= 2);
    for (name, length) in [
        ("long.warc", "1000000"),
        ("huge.warc", "1000000000000000000"),
        ("over.warc", "99999999999999999999999"),
        ("negative.warc", "-5"),
        ("short.warc", "100"),
        ("word.warc", "many"),
    ] {
        let lie = record(HTTP, &story, Some(length));
        let found = torture(name, lie + &good.replace("org/a", "org/good"), Either);
        let last = found
            .last()
            .and_then(|last| last["article"]["url"].as_str());
        assert_eq!(last, Some("https://example.org/good"), "{name}");
    }
    let coded = |header: &str, body: &str| record(&format!("{HTTP}{header}\r\n"), body, None);
    torture(
        "chunks.warc",
        coded(
            "Transfer-Encoding: chunked",
            &format!("ffffffff\r\n{story}"),
        ),
        Either,
    );
    torture(
        "coding.warc",
        coded("Content-Encoding: gzip, br", &story),
        Either,
    );
    torture(
        "headers.warc",
        "WARC/1.0\r\n".to_owned() + &"X-A: b\r\n".repeat(20_000 * times()),
        Either,
    );
    torture("only.warc", "WARC/1.0\r\n", Either);
}

/// Files of all kinds that have to be opened, cut anywhere, are named; what is a text under such a name is read.
#[test]
fn files_that_are_cut_within_their_first_bytes() {
    let tar = [
        tar_member("a.txt", "00000000144", &[b'a'; 100]),
        vec![0; 1024],
    ]
    .concat();
    let read = |name: &str| fs::read(format!("fixtures/archive/{name}")).unwrap();
    for (name, whole) in [
        ("a.tar", tar.clone()),
        ("a.tar.gz", read("week.tar.gz")),
        ("a.zip", read("bundle.zip")),
        ("a.txt.xz", read("lantern.txt.xz")),
        ("a.txt.zst", read("school.txt.zst")),
        ("a.ndjson.bz2", read("briefs.ndjson.bz2")),
        ("a.warc.gz", read("crawl.warc.gz")),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n".to_vec()),
    ] {
        for length in [1, 2, 3, 5, 8, 13] {
            assert!(
                torture(name, &whole[..length], Fails).is_empty(),
                "{name} {length}"
            );
        }
    }
    for length in [60, 100, 300, 511] {
        assert!(torture("a.tar", &tar[..length], Fails).is_empty());
        assert!(torture("a.tgz", packed(&tar[..length]), Fails).is_empty());
    }
    let mut damaged = read("week.tar.gz");
    damaged[0] = 0x9f;
    torture("a.tar.gz", damaged, Fails);
    for name in ["a.html.gz", "a.zip", "a.warc", "a.txt.xz"] {
        torture(name, GOOD, IsRead);
    }
    let ran = run(&["ingest", text(folder(&[("a.zip", "P")]).path())]);
    assert!(
        ran.said.contains("its name says zip, but it is cut off"),
        "{}",
        ran.said
    );
}
