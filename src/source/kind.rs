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

/// The endings of what is packed, alone and of a tar archive, and the name of the packing.
const PACKINGS: [(&str, &str, &str); 4] = [
    ("gz", "tgz", "gzip"),
    ("zst", "tzst", "zstd"),
    ("bz2", "tbz2", "bzip2"),
    ("xz", "txz", "xz"),
];

/// What a name says of a file that has to be opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) name: &'static str,
    /// No such file has fewer bytes.
    pub(super) shortest: usize,
}

impl Claim {
    const TAR: Self = Self::new("tar", 512);

    const fn new(name: &'static str, shortest: usize) -> Self {
        Self { name, shortest }
    }

    fn of_archive(ending: &str) -> Option<Self> {
        match ending {
            "tar" => Some(Self::TAR),
            "zip" => Some(Self::new("zip", 22)),
            "warc" => Some(Self::new("WARC", 16)),
            _ => None,
        }
    }
}

/// What the name says that a file has to be opened as, once what packs it has been taken off if there is anything.
pub(super) fn claim(path: &Path, packed: bool) -> Option<Claim> {
    let outer = ending(path);
    let packing = PACKINGS
        .iter()
        .find(|(one, tar, _)| outer == *one || outer == *tar);
    match packing {
        Some((_, _, name)) if !packed => Some(Claim::new(name, 14)),
        Some((_, tar, _)) if outer == *tar => Some(Claim::TAR),
        Some(_) => Claim::of_archive(&ending(path.file_stem()?.as_ref())),
        None => Claim::of_archive(&outer),
    }
}

fn ending(path: &Path) -> String {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.unwrap_or("").to_ascii_lowercase()
}

/// Whether the name says that every line is a record. The ending of a packing, as in `a.ndjson.gz`, stands behind that.
pub(super) fn names_lines(path: &Path) -> bool {
    let outer = ending(path);
    let packed = PACKINGS.iter().any(|(one, ..)| outer == *one);
    let inner = path.file_stem().filter(|_| packed).map(Path::new);
    let named = inner.map_or(outer, ending);
    ["ndjson", "jsonl", "jsonlines"].contains(&named.as_str())
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
    fn names_claim_what_has_to_be_opened() {
        let name = |path: &str, packed| claim(Path::new(path), packed).map(|claim| claim.name);
        for (path, packed, expected) in [
            ("a.gz", false, Some("gzip")),
            ("a.txt.XZ", false, Some("xz")),
            ("a.txt.gz", true, None),
            ("a.tgz", false, Some("gzip")),
            ("a.tgz", true, Some("tar")),
            ("a.tar.zst", true, Some("tar")),
            ("a.warc.gz", true, Some("WARC")),
            ("a.warc", false, Some("WARC")),
            ("a.zip", false, Some("zip")),
            ("a.txt", false, None),
            ("gz", false, None),
        ] {
            assert_eq!(name(path, packed), expected, "{path}");
        }
        assert!(names_lines(Path::new("a.jsonl.gz")) && names_lines(Path::new("a.NDJSON")));
        assert!(!names_lines(Path::new("a.gz")) && !names_lines(Path::new("a.ndjson.txt")));
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
