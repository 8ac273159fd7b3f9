//! The files of a folder, in a stable order: depth first, names sorted bytewise, hidden ones left out.
//!
//! Nothing is visited twice: a symbolic link is followed unless it leads to what is read anyway.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::kind::{self, Handling};
use super::{Globs, SourceError};

/// A file of a folder, or why there is none.
#[derive(Debug)]
pub(super) enum Entry {
    File(PathBuf),
    /// Passed over, with the name of what it is.
    Skipped(&'static str),
    Failed(PathBuf, SourceError),
}

/// The walk over one folder.
pub(super) struct Walk {
    root: PathBuf,
    /// The folders that are open, each with the names that are left in it, last first.
    open: Vec<(PathBuf, Vec<Box<OsStr>>)>,
    /// Where links led: folders and files, by their true paths; the root is one.
    reached: BTreeSet<PathBuf>,
    files: u64,
    skipped: u64,
    failed: u64,
    /// How many files no pattern wanted.
    unwanted: u64,
    ended: bool,
}

impl Walk {
    /// Opens a folder.
    pub(super) fn new(root: PathBuf) -> io::Result<Self> {
        Ok(Self {
            reached: BTreeSet::from([fs::canonicalize(&root)?]),
            open: vec![(root.clone(), names(&root)?)],
            root,
            files: 0,
            skipped: 0,
            failed: 0,
            unwanted: 0,
            ended: false,
        })
    }

    /// The next entry; the last one of a folder without any file says so.
    pub(super) fn next(&mut self, globs: &Globs) -> Option<Entry> {
        let entry = loop {
            let Some((folder, names)) = self.open.last_mut() else {
                return self.end();
            };
            let Some(name) = names.pop() else {
                self.open.pop();
                continue;
            };
            let path = folder.join(&*name);
            if let Some(entry) = self.visit(path, globs) {
                break entry;
            }
        };
        match entry {
            Entry::File(_) => self.files += 1,
            Entry::Skipped(_) => self.skipped += 1,
            Entry::Failed(..) => self.failed += 1,
        }
        Some(entry)
    }

    fn end(&mut self) -> Option<Entry> {
        let nothing = self.files + self.failed == 0 && !self.ended;
        self.ended = true;
        let (skipped, unwanted) = (self.skipped, self.unwanted);
        let error = if unwanted > 0 {
            SourceError::NoMatch { unwanted }
        } else {
            SourceError::NoFiles { skipped }
        };
        nothing.then(|| Entry::Failed(self.root.clone(), error))
    }

    /// Opens a folder, or says what a file is; nothing for what is left out without a word.
    fn visit(&mut self, path: PathBuf, globs: &Globs) -> Option<Entry> {
        let looked = fs::symlink_metadata(&path).and_then(|seen| {
            if seen.is_symlink() {
                self.follow(&path)
            } else {
                Ok(Some(seen))
            }
        });
        match looked {
            Ok(Some(seen)) if seen.is_dir() => self.enter(path),
            Ok(Some(seen)) => self.file(path, &seen, globs),
            Ok(None) => Some(Entry::Skipped("link to what is read anyway")),
            Err(_) if path.is_symlink() => Some(Entry::Failed(path, SourceError::DeadLink)),
            Err(error) => Some(Entry::Failed(path, error.into())),
        }
    }

    /// What a link leads to, unless that is read anyway or has been reached before.
    fn follow(&mut self, link: &Path) -> io::Result<Option<Metadata>> {
        let end = fs::canonicalize(link)?;
        let seen = fs::metadata(&end)?;
        if self.is_reached(&end) {
            return Ok(None);
        }
        self.reached.insert(end);
        Ok(Some(seen))
    }

    /// Whether the walk comes by `end` without the link, has been there, or would start anew above itself.
    fn is_reached(&self, end: &Path) -> bool {
        let below = |tree: &Path| end.strip_prefix(tree).is_ok_and(|rest| !hidden(rest));
        let from = (Bound::Included(end), Bound::Unbounded);
        let above = self.reached.range::<Path, _>(from).next();
        above.is_some_and(|tree| tree.starts_with(end))
            || end
                .ancestors()
                .any(|tree| self.reached.contains(tree) && below(tree))
    }

    fn enter(&mut self, path: PathBuf) -> Option<Entry> {
        match names(&path) {
            Ok(names) => {
                self.open.push((path, names));
                None
            }
            Err(error) => Some(Entry::Failed(path, error.into())),
        }
    }

    fn file(&mut self, path: PathBuf, seen: &Metadata, globs: &Globs) -> Option<Entry> {
        if !seen.is_file() {
            return Some(Entry::Skipped("pipe, socket or device"));
        }
        let below = path.strip_prefix(&self.root).unwrap_or(&path);
        match globs.verdict(below) {
            Some(false) => {
                self.unwanted += 1;
                return None;
            }
            Some(true) => return Some(Entry::File(path)),
            None => {}
        }
        match kind::by_name(&path) {
            Some(kind) if kind.handling == Handling::Skip => Some(Entry::Skipped(kind.name)),
            _ => Some(Entry::File(path)),
        }
    }
}

/// The names in a folder that are not hidden, sorted so that the first one is popped first.
fn names(folder: &Path) -> io::Result<Vec<Box<OsStr>>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            names.push(name.into_boxed_os_str());
        }
    }
    names.sort_unstable_by(|a, b| b.as_encoded_bytes().cmp(a.as_encoded_bytes()));
    names.shrink_to_fit();
    Ok(names)
}

fn hidden(path: &Path) -> bool {
    path.iter()
        .any(|part| part.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(root: &Path) -> (Vec<String>, Vec<String>, u64) {
        let (mut files, mut failed) = (Vec::new(), Vec::new());
        let mut walk = Walk::new(root.to_path_buf()).unwrap();
        let globs = Globs::default();
        let below = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
        while let Some(entry) = walk.next(&globs) {
            match entry {
                Entry::File(path) => files.push(below(&path)),
                Entry::Failed(path, error) => failed.push(format!("{}: {error}", below(&path))),
                Entry::Skipped(_) => {}
            }
        }
        (files, failed, walk.skipped)
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        root
    }

    #[test]
    fn files_come_sorted_by_byte_and_without_hidden_ones() {
        let root = folder(&[
            "b.txt",
            "a/z.txt",
            "a.txt",
            "B.txt",
            ".git/x.txt",
            "a/.h",
            "c.png",
        ]);
        let (files, failed, skipped) = walk(root.path());
        assert_eq!(files, ["B.txt", "a/z.txt", "a.txt", "b.txt"]);
        assert!(failed.is_empty());
        assert_eq!(skipped, 1);
    }

    #[test]
    fn a_folder_without_articles_is_a_failure() {
        let root = folder(&["a.png", "b/c.css"]);
        let (files, failed, _) = walk(root.path());
        assert!(files.is_empty());
        assert_eq!(
            failed,
            [": no article in this folder: 2 files passed over, as they hold none"]
        );
    }

    #[test]
    fn patterns_that_leave_nothing_are_named_as_the_cause() {
        let root = folder(&["a.txt", "b/c.txt"]);
        let globs = Globs::new(["*.html"]).unwrap();
        let mut walk = Walk::new(root.path().to_path_buf()).unwrap();
        let Some(Entry::Failed(_, error)) = walk.next(&globs) else {
            panic!()
        };
        assert_eq!(
            error.to_string(),
            "none of its 2 files matches --glob; check the pattern, or leave it out"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once_and_never_in_circles() {
        use std::os::unix::fs::symlink;
        let outside = folder(&["far/x.txt"]);
        let root = folder(&["in/a.txt"]);
        let link = |to: &Path, name: &str| symlink(to, root.path().join(name)).unwrap();
        link(Path::new("."), "self");
        link(Path::new("in/a.txt"), "same.txt");
        link(outside.path(), "out1");
        link(outside.path(), "out2");
        link(Path::new("gone"), "dead.txt");
        symlink(root.path(), outside.path().join("far/back")).unwrap();
        let (files, failed, skipped) = walk(root.path());
        assert_eq!(files, ["in/a.txt", "out1/far/x.txt"]);
        assert_eq!(failed.len(), 1);
        assert!(failed[0].starts_with("dead.txt: a link"), "{failed:?}");
        assert_eq!(skipped, 4);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_hidden_folder_is_followed() {
        let root = folder(&[".store/1"]);
        std::os::unix::fs::symlink(".store/1", root.path().join("a.txt")).unwrap();
        assert_eq!(walk(root.path()).0, ["a.txt"]);
    }
}
