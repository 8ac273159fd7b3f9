//! What a letter is that acts on where it is shown instead of being seen: known once for terminals, pages and messages.

/// Whether a letter drives a terminal, breaks lines, turns the reading direction of what follows, or is not seen at all.
///
/// Joiners are not among them: letters of several scripts and emoji are shaped by them.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    let marks = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}') || is_turning(letter);
    let breaks = matches!(letter, '\u{2028}' | '\u{2029}');
    let nothing = matches!(letter, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}');
    letter.is_control() || marks || breaks || nothing
}

/// Whether a letter turns the reading direction of all that follows, up to another one: embeddings, overrides, isolates.
/// The marks that texts in Arabic and Hebrew need beside numbers and stops are not among them.
pub(super) const fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_told_from_what_is_seen() {
        let acts =
            "\u{1b}\u{9b}\u{7f}\n\u{61c}\u{200e}\u{202e}\u{2028}\u{2066}\u{2069}\u{200b}\u{feff}";
        assert!(acts.chars().all(is_hidden));
        assert!("\u{202a}\u{202e}\u{2066}\u{2069}".chars().all(is_turning));
        assert!(!"\u{61c}\u{200f}\u{2029}a".chars().any(is_turning));
        assert!(
            !"a é東\u{301}\u{200d}\u{200c}\u{fe0f}😀"
                .chars()
                .any(is_hidden)
        );
    }
}
