//! Index terms: the content words of a text, cut to a stem, as retrieval counts them.

use std::borrow::Cow;

use super::{Class, Text};

/// A content word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'t> {
    /// The word in lower case without its endings.
    pub stem: Cow<'t, str>,
    /// What it looks like.
    pub shape: Shape,
    /// The token that it is.
    pub token: usize,
}

/// What a term looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word in lower case.
    Word,
    /// A word that begins with a capital.
    Capital,
    /// A number.
    Number,
}

/// The terms of `text` in its order: words and numbers without function words, pronouns and days of the week.
pub fn terms<'t>(text: &'t Text<'_>) -> impl Iterator<Item = Term<'t>> {
    (0..text.len()).filter_map(|token| term(text, token))
}

/// The term that the token at `token` is; none for marks and for words that say nothing of a text's subject.
#[must_use]
pub fn term<'t>(text: &'t Text<'_>, token: usize) -> Option<Term<'t>> {
    let empty = Class::FUNCTION | Class::PRONOUN | Class::WEEKDAY | Class::POSSESSIVE;
    let class = text.class(token);
    if !class.any(Class::WORD | Class::NUMBER) || class.any(empty) && !class.any(Class::ALL_CAPS) {
        return None;
    }
    let lower = text.lower(token);
    let shape = if class.any(Class::NUMBER) {
        Shape::Number
    } else if class.any(Class::CAPITAL) {
        Shape::Capital
    } else {
        Shape::Word
    };
    (lower.len() > 1).then(|| Term {
        stem: stem(lower),
        shape,
        token,
    })
}

/// Cuts the endings of English inflection: the plural, `-ing`, `-ed` and a final `e`. It asks for no dictionary, so some
/// stems are no words (`talk` for talking, `negotiat` for negotiated); all that counts is that forms of a word meet.
#[must_use]
pub fn stem(lower: &str) -> Cow<'_, str> {
    let cut = |ending: &str, least: usize| {
        lower
            .strip_suffix(ending)
            .filter(|_| lower.len() >= least && lower.is_ascii())
    };
    if let Some(root) = cut("ies", 6) {
        return Cow::Owned(format!("{root}y"));
    }
    let root = cut("ing", 7)
        .or_else(|| cut("ed", 6))
        .or_else(|| cut("es", 6))
        .or_else(|| cut("s", 5).filter(|root| !root.ends_with('s')))
        .unwrap_or(lower);
    let bare = root.strip_suffix('e').filter(|bare| bare.len() >= 4);
    Cow::Borrowed(bare.unwrap_or(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["negotiate", "negotiated", "negotiating"],
            ["agency", "agencies", "agency"],
            ["price", "prices", "price"],
            ["talk", "talks", "talking"],
        ] {
            assert!(
                forms.iter().all(|form| stem(form) == stem(forms[0])),
                "{forms:?}"
            );
        }
        for (lower, kept) in [
            ("press", "press"),
            ("gas", "gas"),
            ("señores", "señores"),
            ("red", "red"),
        ] {
            assert_eq!(stem(lower), kept);
        }
    }

    #[test]
    fn terms_are_the_content_words() {
        let text = Text::new("The WHO's 12 ships were in Oslo on Monday.", &[]);
        let found: Vec<String> = terms(&text).map(|term| term.stem.into_owned()).collect();
        assert_eq!(found, ["who", "12", "ship", "oslo"]);
    }
}
