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
                    let found = of_mention(text, mention.tokens, &taken);
                    roles.extend(found.map(|role| text.span(role)));
                }
            }
            roles.sort_unstable();
            roles.dedup();
            roles
        })
        .collect()
}

/// The roles that stand with a name.
fn of_mention(
    text: &Text<'_>,
    name: TokenSpan,
    taken: &[bool],
) -> impl Iterator<Item = TokenSpan> + use<> {
    let behind = after(text, name, taken);
    let described = described(text, name, taken).filter(|_| behind.is_none());
    let [post, rank] = before(text, name, taken).map_or([None; 2], |role| part_rank(text, role));
    let told = post.or(rank).or(described).or(behind).is_none();
    let clause = told.then(|| occupation(text, name, taken)).flatten();
    [post, rank, described, behind, clause]
        .into_iter()
        .flatten()
}

/// Parts a rank from the post before it: `Defence Minister General` is a post and a rank.
fn part_rank(text: &Text<'_>, role: TokenSpan) -> [Option<TokenSpan>; 2] {
    let range = role.range();
    let rank = (range.start + 1..range.end)
        .rev()
        .take_while(|&index| {
            text.is(index, Class::CAPITAL) && words::is_title_of_rank(text.lower(index))
        })
        .last()
        .filter(|&rank| {
            let post = text.lower(rank - 1);
            let one = text.lower(rank) == "general" && words::is_general(post);
            words::has_post(post) && !one
        });
    match rank {
        Some(rank) => [
            Some(TokenSpan::at(range.start, rank)),
            Some(TokenSpan::at(rank, range.end)),
        ],
        None => [Some(role), None],
    }
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
    let first = sentence_start(text, name)?;
    let mut end = skip_address(text, first, name.range().start);
    let comma = end > first && text.word(end - 1) == ",";
    end -= usize::from(comma);
    end = skip_brackets(text, first, end);
    if end == first || taken[end - 1] {
        return None;
    }
    let mut start = start_of(text, first, last_head(text, first, end)?, taken);
    if comma {
        start = start_of_apposition(text, first, start, taken);
    }
    let role = trim(text, own_post(text, start, end), end);
    let opener = role.range().start.saturating_sub(1);
    let opened = text.is(opener, Class::FUNCTION | Class::POSSESSIVE)
        || words::is_determiner(text.lower(opener));
    (!comma || opened && role.range().start > first).then_some(role)
}

fn sentence_start(text: &Text<'_>, name: TokenSpan) -> Option<usize> {
    let sentence = text.sentences.get(text.sentence_of(name.range().start))?;
    Some(sentence.range().start)
}

/// The token where forms of address before `end` begin: `Dr`, `(Mrs.)`.
fn skip_address(text: &Text<'_>, first: usize, mut end: usize) -> usize {
    loop {
        let rank = end > first + 1
            && matches!(
                text.word(end - 1),
                "Sir" | "Dame" | "Lord" | "Lady" | "Baroness"
            )
            && words::is_role(text.lower(end - 2));
        if rank || end > first && words::is_honorific(text.lower(end - 1)) {
            end -= 1;
        } else if end > first + 2
            && text.word(end - 1) == ")"
            && words::is_honorific(text.lower(end - 2))
            && text.word(end - 3) == "("
        {
            end -= 3;
        } else {
            return end;
        }
    }
}

/// The token where the bracketed short form that ends at `end` begins: `Regional Commissioner (RC)`.
fn skip_brackets(text: &Text<'_>, first: usize, end: usize) -> usize {
    let short = end > first + 3
        && text.word(end - 1) == ")"
        && text.is(end - 2, Class::ALL_CAPS)
        && text.word(end - 3) == "(";
    if short { end - 3 } else { end }
}

/// The token where the role with the head at `head` begins.
fn start_of(text: &Text<'_>, first: usize, head: usize, taken: &[bool]) -> usize {
    let mut start = head;
    while start > first
        && head - start < LONGEST
        && !taken[start - 1]
        && goes_with_role(text, start - 1)
        && !(text.lower(start - 1) == "of" && is_title_alone(text, start, head))
    {
        start -= 1;
    }
    start
}

/// Whether a capitalised title without anything else stands between `start` and its head, so that "of" before it tells whose
/// something else is: `the Labour Party of President Ana Li`.
fn is_title_alone(text: &Text<'_>, start: usize, head: usize) -> bool {
    text.is(start, Class::CAPITAL)
        && (start..=head).all(|index| {
            let lower = text.lower(index);
            words::is_role(lower) || words::is_rank(lower) || words::is_field(lower)
        })
}

/// Where the role before a comma begins, all of whose words stand between an article or possessor and the head at
/// `start`: `the power minister, Ana Li,`; else at `start`.
fn start_of_apposition(text: &Text<'_>, first: usize, start: usize, taken: &[bool]) -> usize {
    let noun = |index: &usize| {
        text.is(*index, Class::WORD)
            && !text.is(
                *index,
                Class::FUNCTION | Class::PRONOUN | Class::CUE | Class::CAPITAL,
            )
            && !text.lower(*index).ends_with("ed")
            && !words::is_determiner(text.lower(*index))
            && !taken[*index]
    };
    let from = (first.max(start.saturating_sub(3))..start)
        .rev()
        .take_while(noun)
        .last();
    let opened = |from: &usize| {
        *from > first
            && (text.is(*from - 1, Class::POSSESSIVE)
                || words::is_determiner(text.lower(*from - 1)))
    };
    from.filter(opened).unwrap_or(start)
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

/// The most tokens of the field in `Minister of Trade and Industry`.
const FIELD: usize = 7;

/// The head of the role that ends before `end`: its last word, or the one before its field (`Minister of Justice`).
fn last_head(text: &Text<'_>, first: usize, end: usize) -> Option<usize> {
    if words::is_role(text.lower(end - 1)) {
        return Some(end - 1);
    }
    let field = |index: usize| {
        let noun = text.is(index, Class::WORD)
            && !text.is(index, Class::FUNCTION | Class::PRONOUN | Class::CUE);
        noun || matches!(text.word(index), "and" | "," | "&")
    };
    let of = (first.max(end.saturating_sub(FIELD + 1))..end)
        .rev()
        .find(|&index| !field(index))?;
    let small = (of + 1..end).filter(|&index| !text.is(index, Class::CAPITAL));
    let fits = matches!(text.lower(of), "of" | "for" | "on")
        && of > first
        && of + 1 < end
        && small.count() < 4;
    let of_state = of > first + 2 && text.lower(of - 1) == "state" && text.lower(of - 2) == "of";
    let head = if of_state { of - 3 } else { of.checked_sub(1)? };
    (fits && words::is_role(text.lower(head))).then_some(head)
}

/// The role in front of a name in apposition to it: `the chair of the bankers' union, Dr Ana Li,`.
fn described(text: &Text<'_>, name: TokenSpan, taken: &[bool]) -> Option<TokenSpan> {
    let first = sentence_start(text, name)?;
    let titles = |end: usize| {
        (first.max(end.saturating_sub(4))..end)
            .rev()
            .take_while(|&i| {
                text.is(i, Class::CAPITAL)
                    && (words::is_role(text.lower(i)) || words::is_honorific(text.lower(i)))
            })
            .last()
            .unwrap_or(end)
    };
    let comma = titles(skip_address(text, first, titles(name.range().start))).checked_sub(1)?;
    if comma < first || text.word(comma) != "," || text.word(name.range().end) != "," {
        return None;
    }
    let from = (first.max(comma.saturating_sub(LONGEST))..comma)
        .rev()
        .find(|&index| parts_description(text, index, taken))
        .map_or(first, |index| index + 1);
    let head = (from..comma.saturating_sub(1)).find(|&index| {
        words::is_role(text.lower(index))
            && matches!(
                text.lower(index + 1),
                "of" | "for" | "in" | "at" | "on" | "from" | "with"
            )
    })?;
    let kin = words::is_kin(text.lower(head)) && words::is_victim(text.lower(comma - 1));
    if kin {
        return None;
    }
    let start = trim(text, start_of(text, first.max(from), head, taken), comma);
    let at = start.range().start;
    let opened = at == first || at == from || text.is(at - 1, Class::FUNCTION | Class::POSSESSIVE);
    opened.then_some(start)
}

/// Whether a description before a name cannot reach over a token.
fn parts_description(text: &Text<'_>, index: usize, taken: &[bool]) -> bool {
    let class = text.class(index);
    taken[index]
        || class.any(Class::STOP | Class::QUOTE | Class::QUOTE_END | Class::PRONOUN | Class::CUE)
        || matches!(text.word(index), "," | ";" | ":" | "—" | "–")
        || words::opens_clause(text.lower(index))
}

/// Whether a token before a role belongs to it: capitalised words, adjectives of rank, hyphened words. A possessor does
/// not: `the company's chair, Ana Li` is a chair.
fn goes_with_role(text: &Text<'_>, index: usize) -> bool {
    let class = text.class(index);
    let lower = text.lower(index);
    if words::legal_form(text.word(index)).is_some_and(|form| !form.weak) {
        return false;
    }
    if class.any(Class::CAPITAL) && !class.any(Class::FUNCTION) || is_us(text, index) {
        return !class.any(Class::WEEKDAY | Class::MONTH) || words::is_role(lower);
    }
    words::is_role(lower)
        || words::is_rank(lower)
        || matches!(text.word(index), "of" | "for" | "and" | "&")
        || text.word(index) == "-" && class.any(Class::GLUED)
        || class.any(Class::GLUED | Class::WORD) && text.word(index + 1) == "-"
        || index > 0 && text.word(index - 1) == "-" && class.any(Class::WORD)
        || class.any(Class::WORD)
            && !class.any(Class::FUNCTION | Class::PRONOUN)
            && words::is_field(lower)
}

/// Whether the token is the country and not the pronoun: `US Secretary of State`.
fn is_us(text: &Text<'_>, index: usize) -> bool {
    text.word(index) == "US" && !text.is(index + 1, Class::ALL_CAPS)
}

/// Takes away what cannot open a role: articles, conjunctions, prepositions, possessive marks.
fn trim(text: &Text<'_>, mut start: usize, end: usize) -> TokenSpan {
    while start + 1 < end
        && (text.is(start, Class::FUNCTION | Class::POSSESSIVE | Class::MARK)
            && !words::is_rank(text.lower(start))
            && !is_us(text, start))
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
    let start = skip_age(text, name.range().end);
    if text.word(start) != "," || start + 1 >= sentence.end {
        return None;
    }
    let start = start + 1;
    let end = (start..sentence.end)
        .take(LONGEST)
        .find(|&index| ends_apposition(text, index, taken))?;
    let known = (start..end).find(|&index| words::is_role(text.lower(index)));
    let head = known.or_else(|| some_head(text, start, end))?;
    let clean = (start..head).all(|index| leads_to_head(text, index))
        && (text.lower(start) == "one" || !is_plural(text, head));
    let own = !(end < sentence.end && taken[end] && is_post_of_next(text, start, end));
    let whole = TokenSpan::at(start, whole_object(text, end, sentence.end, taken));
    (own && clean && !opens_otherwise(text, start) && head - start < 9).then_some(whole)
}

/// The token after the age behind a name: `, 44`, `(44)`.
fn skip_age(text: &Text<'_>, at: usize) -> usize {
    let number = text.is(at + 1, Class::NUMBER);
    match (text.word(at), text.word(at + 2)) {
        ("(", ")") if number => at + 3,
        (",", ",") if number => at + 2,
        _ => at,
    }
}

/// The head of an apposition that no list has: the noun after `a`, all up to a mark, where it cannot be a time or a deed
/// (`a caster on Igun Street`, but not `a day later`).
fn some_head(text: &Text<'_>, start: usize, end: usize) -> Option<usize> {
    let article = matches!(text.word(start), "a" | "an");
    let marked = text.is(end, Class::STOP) || text.word(end) == ",";
    let head = (start + 1..end)
        .take_while(|&index| !text.is(index, Class::FUNCTION))
        .last()?;
    let mut nouns = start + 1..=head;
    let person = nouns.all(|index| !words::is_no_person_noun(text.lower(index)));
    (article && marked && person && text.is(head, Class::WORD)).then_some(head)
}

/// What a clause says that somebody does for a living: `, who teaches law in Hove,`.
fn occupation(text: &Text<'_>, name: TokenSpan, taken: &[bool]) -> Option<TokenSpan> {
    let sentence = text.sentences.get(text.sentence_of(name.range().start))?;
    let start = skip_age(text, name.range().end) + 1;
    let opened = text.word(start - 1) == "," && text.lower(start) == "who";
    if !opened || !words::is_occupation(text.lower(start + 1)) {
        return None;
    }
    let end = (start + 2..sentence.range().end)
        .take(LONGEST)
        .find(|&index| ends_apposition(text, index, taken))?;
    let end = before_function_words(text, end);
    (end > start + 2).then(|| TokenSpan::at(start, end))
}

/// Whether all that stands before the next name, at `end`, is that one's post: `Ana Li, Finance Minister Bo Tan`.
fn is_post_of_next(text: &Text<'_>, start: usize, end: usize) -> bool {
    let end = skip_address(text, start, end);
    end == start
        || last_head(text, start, end).is_some_and(|head| {
            !(start..head).any(|i| matches!(text.lower(i), "of" | "for" | "to" | "in" | "by"))
        })
}

/// The end of an apposition that would break off at `end` right after a preposition: what that governs goes with it
/// (`the author of "Low Tide"`, `a spokesman for Bo Tan`), else the preposition does not.
fn whole_object(text: &Text<'_>, end: usize, limit: usize, taken: &[bool]) -> usize {
    if !text.is(end - 1, Class::FUNCTION) {
        return end;
    }
    if end < limit && taken[end] {
        return end + (end..limit).take_while(|&index| taken[index]).count();
    }
    let close = (end + 1..limit)
        .take(LONGEST)
        .find(|&index| text.is(index, Class::QUOTE_END))
        .filter(|_| text.is(end, Class::QUOTE));
    close.map_or_else(|| before_function_words(text, end), |index| index + 1)
}

/// The end of what stands before the function words that end at `end`.
fn before_function_words(text: &Text<'_>, end: usize) -> usize {
    end - (0..end)
        .rev()
        .take_while(|&index| text.is(index, Class::FUNCTION))
        .count()
}

/// Whether what begins behind the comma at `start` is no noun: `, of the union,`, `, blamed the minister`.
fn opens_otherwise(text: &Text<'_>, start: usize) -> bool {
    let lower = text.lower(start);
    let verb = text.is(start, Class::CUE) || lower.ends_with("ed");
    let object = |index| text.is(index, Class::FUNCTION | Class::NUMBER) || is_plural(text, index);
    matches!(lower, "of" | "for" | "in" | "at" | "and")
        || verb && object(start + 1)
        || lower.ends_with("ing") && text.is(start + 1, Class::FUNCTION)
}

/// Whether a token is the plural of a post or trade.
fn is_plural(text: &Text<'_>, index: usize) -> bool {
    let lower = text.lower(index);
    lower
        .strip_suffix('s')
        .is_some_and(|one| words::is_role(one) && !words::is_role_word(lower))
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
            (
                "The chairman of the bankers' union, Most Rev. Ana Li, left.",
                &["chairman of the bankers' union"],
            ),
            (
                "A spokesman for the 3rd Army, Lt. Ana Li, left.",
                &["spokesman for the 3rd Army", "Lt."],
            ),
            (
                "The deputy commissioner of police Ana Li left.",
                &["deputy commissioner of police"],
            ),
            (
                "The Regional Commissioner (RC) Ana Li left.",
                &["Regional Commissioner"],
            ),
            ("Harbour chair Dame Ana Li left.", &["Harbour chair"]),
            (
                "Ana Li, the author of “Low Tide”, left.",
                &["the author of “Low Tide”"],
            ),
            ("The power minister, Ana Li, left.", &["power minister"]),
            (
                "The firm’s chief creative officer, Ana Li, left.",
                &["chief creative officer"],
            ),
            ("Ana Li (17), a student, left.", &["a student"]),
            (
                "Ana Li, a caster on Igun Street, left.",
                &["a caster on Igun Street"],
            ),
            ("It was told by Ana Li, a day after the fall.", &[]),
            ("That was won by Ana Li, a move that cost her.", &[]),
            (
                "Ana Li, who teaches law in Hove, left.",
                &["who teaches law in Hove"],
            ),
            ("Ana Li, who left Hove, ran.", &[]),
            ("Ana Li, who runs a $6 billion bank, ran.", &[]),
            ("It was her own lawyer, Ana Li.", &["lawyer"]),
            (
                "Minister of State for Railways Ana Li left.",
                &["Minister of State for Railways"],
            ),
            (
                "US Secretary of State Ana Li left.",
                &["US Secretary of State"],
            ),
            ("They told us Secretary Ana Li left.", &["Secretary"]),
            (
                "Japanese Defence Minister General Ana Li left.",
                &["Japanese Defence Minister", "General"],
            ),
            (
                "Army chief Lieutenant General Ana Li left.",
                &["Army chief", "Lieutenant General"],
            ),
            ("Attorney General Ana Li left.", &["Attorney General"]),
            ("Governor General Ana Li left.", &["Governor General"]),
            ("The Toba Party of President Ana Li won.", &["President"]),
            (
                "The government of Prime Minister Ana Li fell.",
                &["Prime Minister"],
            ),
            (
                "Bank of Toba Governor Ana Li left.",
                &["Bank of Toba Governor"],
            ),
            (
                "Emergency management director Ana Li left.",
                &["Emergency management director"],
            ),
            (
                "Former central banker Ana Li left.",
                &["Former central banker"],
            ),
            ("The son of one victim, Ana Li, wept.", &[]),
            ("(News Wire) - President Ana Li left.", &["President"]),
            ("Ana Li, rested five players.", &[]),
            ("Ana Li, blamed the minister of trade, left.", &[]),
            ("Ana Li, of the Workers' Council, left.", &[]),
            ("He met the head of the union, Ana Li said.", &[]),
            ("Yesterday Ana Li, who ran, left.", &[]),
            ("With the minister away, Ana Li left.", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(&roles(source, "Ana Li"), expected, "{source}");
        }
    }

    #[test]
    fn a_post_right_before_the_next_name_is_that_ones_alone() {
        let cases: &[(&str, &[&str])] = &[
            (
                "President Ana Li, Chancellor Bo Tan and others met.",
                &["President"],
            ),
            (
                "Mayor Ana Li, French Foreign Minister Bo Tan left.",
                &["Mayor"],
            ),
            ("Ana Li, met businessman Bo Tan.", &[]),
            ("Ana Li, Minister of Trade Bo Tan left.", &[]),
            (
                "Ana Li, a spokesman for Bo Tan, left.",
                &["a spokesman for Bo Tan"],
            ),
        ];
        for (source, expected) in cases {
            let text = Text::new(source, &[]);
            let mentions: Vec<Mention> = ["Ana Li", "Bo Tan"]
                .iter()
                .map(|name| {
                    let at = source.find(name).unwrap();
                    let span = Span::at(at, at + name.len());
                    Mention::new(&text, text.tokens_in(span), EntityKind::Person)
                })
                .collect();
            let found = find(&text, &mentions, &[vec![0], vec![1]]);
            let found: Vec<&str> = found[0].iter().map(|role| role.of(source)).collect();
            assert_eq!(&found, expected, "{source}");
        }
    }
}
