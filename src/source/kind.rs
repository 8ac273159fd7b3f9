//! What the name or the first bytes of a file say about its being no article. The list is `data/file_types.tsv`.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A type of file that is not read as an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileType {
    pub(super) handling: Handling,
    /// A noun: `image`, `gzip file`.
    pub(super) name: &'static str,
    /// What a user can do about it; empty where there is nothing.
    pub(super) advice: &'static str,
    endings: Vec<&'static str>,
    magic: Vec<Vec<u8>>,
}

/// What is done about such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handling {
    /// It holds no article: passed over in a folder.
    Skip,
    /// There may be articles in it, once it is unpacked by another program.
    Packed,
}

static TYPES: LazyLock<Vec<FileType>> = LazyLock::new(|| {
    include_str!("../data/file_types.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(parse)
        .collect()
});

static BY_ENDING: LazyLock<FxHashMap<&'static str, &'static FileType>> = LazyLock::new(|| {
    TYPES
        .iter()
        .flat_map(|kind| kind.endings.iter().map(move |&ending| (ending, kind)))
        .collect()
});

fn parse(line: &'static str) -> Option<FileType> {
    let mut columns = line.split('\t');
    let handling = match columns.next()? {
        "skip" => Handling::Skip,
        _ => Handling::Packed,
    };
    Some(FileType {
        handling,
        name: columns.next()?,
        advice: columns.next()?,
        endings: columns.next()?.split_whitespace().collect(),
        magic: columns
            .next()
            .unwrap_or("")
            .split_whitespace()
            .map(unhex)
            .collect(),
    })
}

fn unhex(digits: &str) -> Vec<u8> {
    (0..digits.len() / 2)
        .filter_map(|i| u8::from_str_radix(digits.get(2 * i..2 * i + 2)?, 16).ok())
        .collect()
}

/// What the ending of the name says.
pub(super) fn by_name(path: &Path) -> Option<&'static FileType> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    BY_ENDING.get(ending.as_str()).copied()
}

/// What the first bytes say.
pub(super) fn by_content(head: &[u8]) -> Option<&'static FileType> {
    TYPES
        .iter()
        .find(|kind| kind.magic.iter().any(|magic| head.starts_with(magic)))
}

/// Whether the name says that every line is a record. The ending of a packing, as in `a.ndjson.gz`, stands behind that.
pub(super) fn names_lines(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("");
    let packed = ["gz", "zst", "bz2", "xz"]
        .iter()
        .any(|name| ending.eq_ignore_ascii_case(name));
    let inner = path.file_stem().filter(|_| packed).map(Path::new);
    inner
        .unwrap_or(path)
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| {
            ["ndjson", "jsonl", "jsonlines"]
                .iter()
                .any(|name| ending.eq_ignore_ascii_case(name))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_articles_from_other_files() {
        let handling = |name: &str| by_name(Path::new(name)).map(|kind| kind.handling);
        assert_eq!(handling("photo.JPG"), Some(Handling::Skip));
        assert_eq!(handling("crawl.7z"), Some(Handling::Packed));
        for article in [
            "a.txt",
            "a.html",
            "a.json",
            "a",
            "a.php",
            "a.htm",
            "2025.06",
            "a.warc.gz",
            "a.zip",
        ] {
            assert_eq!(handling(article), None, "{article}");
        }
    }

    #[test]
    fn first_bytes_tell_what_a_wrong_name_hides() {
        assert_eq!(
            by_content(b"Rar!\x1a\x07\0").map(|k| k.name),
            Some("rar archive")
        );
        assert_eq!(by_content(b"%PDF-1.7").map(|k| k.name), Some("PDF"));
        assert_eq!(by_content(b"Rare birds"), None);
        assert_eq!(by_content(b""), None);
    }

    #[test]
    fn every_row_of_the_list_is_whole() {
        let rows = include_str!("../data/file_types.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for row in rows {
            assert_eq!(row.split('\t').count(), 5, "{row}");
        }
        let endings: usize = TYPES.iter().map(|kind| kind.endings.len()).sum();
        assert_eq!(endings, BY_ENDING.len(), "an ending stands in two rows");
        assert!(
            TYPES
                .iter()
                .flat_map(|kind| &kind.magic)
                .all(|m| m.len() > 1)
        );
    }
}
