//! Whether words and given names tell of a man or of a woman.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{lexicon, name};

/// The gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// A man.
    Male,
    /// A woman.
    Female,
}

/// Lower-case words, and given names apart from them.
struct Lists {
    words: FxHashMap<&'static str, Gender>,
    given: FxHashMap<&'static str, Gender>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |wanted: [&str; 2]| {
        let lines = lexicon::entries(include_str!("../data/names/gender.tsv"));
        let lists = lines.filter_map(|line| line.split_once('\t'));
        let genders = [Gender::Male, Gender::Female];
        let of = |name: &str| Some(genders[wanted.iter().position(|&list| list == name)?]);
        lists
            .filter_map(|(name, words)| Some((of(name)?, words)))
            .flat_map(|(gender, words)| words.split(' ').map(move |word| (word, gender)))
            .collect()
    };
    Lists {
        words: list(["male", "female"]),
        given: list(["male_given", "female_given"]),
    }
});

/// What a lower-case title, noun of a role or kinship, or pronoun tells: `mr`, `spokeswoman`, `she`.
#[must_use]
pub fn of_word(lower: &str) -> Option<Gender> {
    LISTS.words.get(lower).copied()
}

/// Whose a given name mostly is, whatever its case and the marks on its letters: `Renée`.
#[must_use]
pub fn of_given_name(name: &str) -> Option<Gender> {
    LISTS.given.get(name::plain(name).as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_given_names_are_kept_apart() {
        assert_eq!(of_word("spokeswoman"), Some(Gender::Female));
        assert_eq!(of_word("sir"), Some(Gender::Male));
        assert_eq!(of_word("minister"), None);
        assert_eq!(of_given_name("Maria"), Some(Gender::Female));
        assert_eq!(of_given_name("JOHN"), Some(Gender::Male));
        assert_eq!(of_given_name("Renée"), Some(Gender::Female));
        assert_eq!(of_given_name("Sir"), None);
        assert_eq!(of_word("john"), None);
    }
}
