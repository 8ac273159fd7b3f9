//! Titles, posts and trades of persons: before the name (`Foreign Minister Ana Li`) and after it (`Ana Li, a nurse in
//! Hove,`).

use super::mention::Mention;
use super::words;
use crate::model::{EntityKind, Span};
use crate::text::{Class, Text, TokenSpan};

/// The most tokens that a role has.
const LONGEST: usize = 24;

/// The roles of each group of mentions, in text order; none for what is no person.
pub(super) fn find(text: &Text<'_>, mentions: &[Mention], groups: &[Vec<usize>]) -> Vec<Vec<Span>> {
    let taken: Vec<bool> = person_tokens(text, mentions);
    groups
        .iter()
        .map(|group| {
            let mut roles = Vec::new();
            for &at in group {
                let mention = &mentions[at];
                if mention.kind == EntityKind::Person {
                    let found = [
                        before(text, mention.tokens, &taken),
                        after(text, mention.tokens, &taken),
                    ];
                    roles.extend(found.into_iter().flatten().map(|role| text.span(role)));
                }
            }
            roles.sort_unstable();
            roles.dedup();
            roles
        })
        .collect()
}

/// Which tokens belong to the name of a person.
fn person_tokens(text: &Text<'_>, mentions: &[Mention]) -> Vec<bool> {
    let mut taken = vec![false; text.len()];
    for mention in mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        taken[mention.tokens.range()].fill(true);
    }
    taken
}

/// The role that ends right before a name: a role word and what stands with it.
fn before(text: &Text<'_>, name: TokenSpan, taken: &[bool]) -> Option<TokenSpan> {
    let first = text
        .sentences
        .get(text.sentence_of(name.range().start))?
        .range()
        .start;
    let mut end = name.range().start;
    while end > first && words::is_honorific(text.lower(end - 1)) {
        end -= 1;
    }
    if end > first && text.word(end - 1) == "," {
        end -= 1;
    }
    if end == first || taken[end - 1] || !ends_role(text, first, end) {
        return None;
    }
    let mut start = end - 1;
    while start > first
        && end - start < LONGEST
        && !taken[start - 1]
        && goes_with_role(text, start - 1)
    {
        start -= 1;
    }
    let role = trim(text, own_post(text, start, end), end);
    let comma = end < name.range().start && text.word(end) == ",";
    let opened = text.is(
        role.range().start.saturating_sub(1),
        Class::FUNCTION | Class::POSSESSIVE,
    );
    (!comma || opened && role.range().start > first).then_some(role)
}

/// Where the post of the person named at `end` begins: `spokesman for Transport Minister` before a name gives the
/// spokesman's own post first.
fn own_post(text: &Text<'_>, start: usize, end: usize) -> usize {
    if !words::is_role(text.lower(end - 1)) {
        return start;
    }
    let server = (start..end).rfind(|&i| matches!(text.lower(i), "for" | "to"));
    server.map_or(start, |preposition| preposition + 1)
}

/// Whether a role can end before `end`: with a role word, or with the field of one (`Minister of Justice`).
fn ends_role(text: &Text<'_>, first: usize, end: usize) -> bool {
    if words::is_role(text.lower(end - 1)) {
        return true;
    }
    let field = |index: usize| {
        text.is(index, Class::CAPITAL) || matches!(text.word(index), "and" | "," | "&")
    };
    let start = (first.max(end.saturating_sub(8))..end)
        .rev()
        .find(|&index| !field(index));
    start.is_some_and(|of| {
        matches!(text.lower(of), "of" | "for")
            && of > first
            && end - of < 8
            && words::is_role(text.lower(of - 1))
    })
}

/// Whether a token before a role belongs to it: capitalised words, adjectives of rank, hyphened words. A possessor does
/// not: `the company's chair, Ana Li` is a chair.
fn goes_with_role(text: &Text<'_>, index: usize) -> bool {
    let class = text.class(index);
    let lower = text.lower(index);
    if class.any(Class::CAPITAL) && !class.any(Class::FUNCTION) {
        return !class.any(Class::WEEKDAY | Class::MONTH) || words::is_role(lower);
    }
    words::is_role(lower)
        || words::is_rank(lower)
        || matches!(text.word(index), "-" | "of" | "for" | "and" | "&")
        || class.any(Class::GLUED | Class::WORD) && text.word(index + 1) == "-"
        || index > 0 && text.word(index - 1) == "-" && class.any(Class::WORD)
        || class.any(Class::WORD)
            && !class.any(Class::FUNCTION | Class::PRONOUN)
            && words::is_field(lower)
}

/// Takes away what cannot open a role: articles, conjunctions, prepositions, possessive marks.
fn trim(text: &Text<'_>, mut start: usize, end: usize) -> TokenSpan {
    while start + 1 < end
        && (text.is(start, Class::FUNCTION | Class::POSSESSIVE | Class::MARK)
            && !words::is_rank(text.lower(start)))
    {
        start += 1;
    }
    TokenSpan::at(start, end)
}

/// The role in apposition after a name: `, a nurse in Hove,`.
fn after(text: &Text<'_>, name: TokenSpan, taken: &[bool]) -> Option<TokenSpan> {
    let sentence = text
        .sentences
        .get(text.sentence_of(name.range().start))?
        .range();
    let mut start = name.range().end;
    if text.word(start) == "," && text.is(start + 1, Class::NUMBER) && text.word(start + 2) == "," {
        start += 2;
    }
    if text.word(start) != "," || start + 1 >= sentence.end {
        return None;
    }
    start += 1;
    let end = (start..sentence.end)
        .take(LONGEST)
        .find(|&index| ends_apposition(text, index, taken))?;
    let head = (start..end).find(|&index| words::is_role(text.lower(index)))?;
    let clean = (start..head).all(|index| leads_to_head(text, index));
    (clean && head - start < 9).then(|| TokenSpan::at(start, end))
}

/// Whether an apposition is over at `index`.
fn ends_apposition(text: &Text<'_>, index: usize, taken: &[bool]) -> bool {
    let mark = text.is(index, Class::MARK)
        && !matches!(
            text.word(index),
            "-" | "&" | "'" | "\u{2019}" | "/" | "." | "(" | ")"
        );
    let stop = text.is(index, Class::STOP);
    mark || stop || words::opens_clause(text.lower(index)) || taken[index]
}

/// Whether a token can stand between the comma and the head of an apposition.
fn leads_to_head(text: &Text<'_>, index: usize) -> bool {
    let class = text.class(index);
    let lower = text.lower(index);
    let word = class.any(Class::WORD) && !class.any(Class::FUNCTION | Class::PRONOUN);
    words::leads_to_head(lower)
        || word
        || class.any(Class::POSSESSIVE | Class::DASH | Class::NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(source: &str, name: &str) -> Vec<String> {
        let text = Text::new(source, &[]);
        let at = source.find(name).unwrap();
        let span = Span::at(at, at + name.len());
        let mention = Mention::new(&text, text.tokens_in(span), EntityKind::Person);
        let found = find(&text, &[mention], &[vec![0]]);
        found[0]
            .iter()
            .map(|role| role.of(source).to_owned())
            .collect()
    }

    #[test]
    fn roles_stand_before_and_after_a_name() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Kenyan Foreign Minister Ana Li left.",
                &["Kenyan Foreign Minister"],
            ),
            ("On Monday President Ana Li left.", &["President"]),
            (
                "Minister of Trade and Industry Ana Li left.",
                &["Minister of Trade and Industry"],
            ),
            (
                "A spokesman for Transport Minister Ana Li left.",
                &["Transport Minister"],
            ),
            ("Ana Li, a nurse in Hove, left.", &["a nurse in Hove"]),
            (
                "Ana Li, the court's third-ranking judge, left.",
                &["the court's third-ranking judge"],
            ),
            ("The moderator, Ana Li, asked.", &["moderator"]),
            (
                "The company's chief financial officer, Ana Li, asked.",
                &["chief financial officer"],
            ),
            (
                "Kaplan’s chief executive, Ana Li, asked.",
                &["chief executive"],
            ),
            ("The visitors' coach, Ana Li, asked.", &["coach"]),
            ("Their leader, Ana Li, asked.", &["leader"]),
            ("The council's chairman, Dr Ana Li, asked.", &["chairman"]),
            ("Ana Li, 44, whose brother died, asked.", &[]),
            ("Ana Li, 44, a nurse, asked.", &["a nurse"]),
            (
                "Ana Li, a volcanologist in Hove, left.",
                &["a volcanologist in Hove"],
            ),
            ("Yesterday Ana Li, who ran, left.", &[]),
            ("With the minister away, Ana Li left.", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(&roles(source, "Ana Li"), expected, "{source}");
        }
    }
}
