//! Which files of a folder are wanted.

use std::path::Path;

use globset::{Error, GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns for the files of folders: `*.html`, `2025/**/*.json`, `!*-draft.*`.
///
/// A pattern without a slash is matched against the name, one with a slash against the path below the given folder.
/// The wanted ones are those that match a plain pattern, if there is any, and none that begins with `!`.
///
/// Members of an archive that was given are asked like files of a folder. An archive in a folder was asked itself: of its
/// members, those are left out that match a pattern with `!`.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    wanted: Patterns,
    unwanted: Patterns,
}

#[derive(Clone, Debug, Default)]
struct Patterns {
    names: GlobSet,
    paths: GlobSet,
}

impl Globs {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// The first pattern that is not a valid glob.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let (unwanted, wanted): (Vec<&str>, Vec<&str>) = patterns
            .into_iter()
            .partition(|pattern| pattern.starts_with('!'));
        Ok(Self {
            wanted: Patterns::new(&wanted)?,
            unwanted: Patterns::new(&unwanted)?,
        })
    }

    /// What the patterns say of a file, given its path below the folder; nothing where there is no plain pattern.
    pub(super) fn verdict(&self, below: &Path) -> Option<bool> {
        if self.refuses(below) {
            return Some(false);
        }
        (!self.wanted.is_empty()).then(|| self.wanted.matches(below))
    }

    /// Whether a pattern with `!` leaves the file out.
    pub(super) fn refuses(&self, below: &Path) -> bool {
        self.unwanted.matches(below)
    }
}

impl Patterns {
    fn new(patterns: &[&str]) -> Result<Self, Error> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            let pattern = pattern.trim_start_matches('!');
            let glob = |pattern: &str| GlobBuilder::new(pattern).literal_separator(true).build();
            if pattern.contains('/') {
                paths.add(glob(
                    pattern.trim_start_matches("./").trim_start_matches('/'),
                )?);
            } else {
                names.add(glob(pattern)?);
            }
        }
        Ok(Self {
            names: names.build()?,
            paths: paths.build()?,
        })
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.paths.is_empty()
    }

    fn matches(&self, below: &Path) -> bool {
        below
            .file_name()
            .is_some_and(|name| self.names.is_match(name))
            || self.paths.is_match(below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(patterns: &[&str], path: &str) -> Option<bool> {
        Globs::new(patterns.iter().copied())
            .unwrap()
            .verdict(Path::new(path))
    }

    #[test]
    fn a_pattern_without_slash_is_for_names() {
        assert_eq!(verdict(&["*.html"], "2025/06/a.html"), Some(true));
        assert_eq!(verdict(&["*.html"], "2025/06/a.txt"), Some(false));
        assert_eq!(verdict(&[], "a.txt"), None);
    }

    #[test]
    fn a_pattern_with_slash_is_for_paths() {
        assert_eq!(verdict(&["2025/*.txt"], "2025/a.txt"), Some(true));
        assert_eq!(verdict(&["2025/*.txt"], "2025/06/a.txt"), Some(false));
        assert_eq!(verdict(&["/2025/**"], "2025/06/a.txt"), Some(true));
    }

    #[test]
    fn an_exclamation_mark_takes_out() {
        assert_eq!(verdict(&["!*-draft.*"], "a-draft.txt"), Some(false));
        assert_eq!(verdict(&["!*-draft.*"], "a.txt"), None);
        assert_eq!(verdict(&["*.txt", "!b*"], "b.txt"), Some(false));
        assert!(Globs::new(["a["]).is_err());
    }
}
