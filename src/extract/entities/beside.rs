//! Kinds of names told by what stands right beside them: streets and addresses, the ends of a journey, landforms, the
//! letters behind a barrister's name, the author who reported; and names that are none: species, ticker symbols.

use super::mention::Mention;
use super::words;
use crate::model::{Article, EntityKind};
use crate::text::tagger::{Known, Model};
use crate::text::{Class, Text, TokenSpan};

/// The shortest Latin name of a species, behind that of its genus, in letters.
const SHORTEST_SPECIES: usize = 6;

/// Settles the kinds of such names and drops those that are none.
pub(super) fn settle(
    text: &Text<'_>,
    model: &Model,
    article: &Article,
    mentions: &mut Vec<Mention>,
) {
    lengthen_firms(text, mentions);
    let mut before: Option<Mention> = None;
    for mention in mentions.iter_mut() {
        if let Some(kind) = told(text, model, article, mention, before) {
            mention.kind = kind;
        }
        before = Some(*mention);
    }
    drop_species(text, mentions);
    mentions.retain(|m| !is_ticker(text, m.tokens));
}

/// The kind that a name's neighbours tell; `before` is the name before it.
fn told(
    text: &Text<'_>,
    model: &Model,
    article: &Article,
    mention: &Mention,
    before: Option<Mention>,
) -> Option<EntityKind> {
    let tokens = mention.tokens;
    let known = model.known(text, tokens);
    match mention.kind {
        EntityKind::Person if is_street(text, tokens) => Some(EntityKind::Location),
        EntityKind::Organization if is_learned(text, tokens) => Some(EntityKind::Person),
        EntityKind::Organization | EntityKind::Location
            if is_reporter(text, article, tokens) && known == Known::default() =>
        {
            Some(EntityKind::Person)
        }
        EntityKind::Organization if known.any(Known::ORGANIZATION) => None,
        EntityKind::Organization => {
            let place = is_landform(text, tokens)
                || before.is_some_and(|b| {
                    ends_journey(text, b, tokens) || ends_address(text, b, tokens)
                });
            place.then_some(EntityKind::Location)
        }
        _ => None,
    }
}

/// `40, of Mill Lane`: a street behind somebody's age, no person.
fn is_street(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    (2..=3).contains(&range.len())
        && words::is_street(text.lower(range.end - 1))
        && is_home(text, range.start)
        && !text.is(range.end, Class::POSSESSIVE)
}

/// Whether an age and "of" stand before the token: `, 40, of`.
fn is_home(text: &Text<'_>, at: usize) -> bool {
    let Some(age) = at.checked_sub(3) else {
        return false;
    };
    text.is(age, Class::NUMBER) && text.word(age + 1) == "," && text.lower(age + 2) == "of"
}

/// The town behind a street: `Mill Lane, Leeds`.
fn ends_address(text: &Text<'_>, before: Mention, tokens: TokenSpan) -> bool {
    let street = before.tokens.range();
    before.kind == EntityKind::Location
        && words::is_street(text.lower(street.end - 1))
        && is_home(text, street.start)
        && text.word(street.end) == ","
        && tokens.range().start == street.end + 1
}

/// The second end of a journey: `from London to Manchester`, `between London and Manchester`.
fn ends_journey(text: &Text<'_>, before: Mention, tokens: TokenSpan) -> bool {
    let (first, second) = (before.tokens.range(), tokens.range());
    let opener = first.start.checked_sub(1).map(|i| text.lower(i));
    let joins = text.lower(first.end);
    let pair =
        opener == Some("from") && joins == "to" || opener == Some("between") && joins == "and";
    let alone = second.len() == 1 && !text.is(second.start, Class::ALL_CAPS);
    before.kind == EntityKind::Location && pair && second.start == first.end + 1 && alone
}

/// `the Mid-Atlantic Ridge`: what ends as only mountains, seas and the like do.
fn is_landform(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let article = range.start > 0 && text.lower(range.start - 1) == "the";
    let title = text.is(range.end, Class::CAPITAL);
    let named = range
        .clone()
        .all(|i| text.is(i, Class::CAPITAL | Class::DASH));
    range.len() > 1 && named && article && !title && words::is_landform(text.lower(range.end - 1))
}

/// `Arkwright KC`: the letters of a Queen's or King's Counsel stand behind names of persons.
fn is_learned(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let last = range.end - 1;
    let name = |i: usize| text.is(i, Class::CAPITAL) && !text.is(i, Class::ALL_CAPS);
    range.len() > 1 && matches!(text.word(last), "KC" | "QC") && (range.start..last).all(name)
}

/// `Ortega reported from Hove`: the surname of one of the article's authors.
fn is_reporter(text: &Text<'_>, article: &Article, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let surname =
        |author: &String| author.split_whitespace().last() == Some(text.word(range.start));
    range.len() == 1
        && matches!(
            text.lower(range.end),
            "reported" | "contributed" | "reports" | "covers"
        )
        && article.authors.iter().any(surname)
}

/// Gives a firm the first word of its name back, where the short form behind it was taken for all: `of Harcore ISI`.
fn lengthen_firms(text: &Text<'_>, mentions: &mut [Mention]) {
    let mut free = 0;
    for mention in mentions {
        let range = mention.tokens.range();
        if mention.kind == EntityKind::Organization
            && range.start >= free + 2
            && starts_earlier(text, mention.tokens)
        {
            let tokens = TokenSpan::at(range.start - 1, range.end);
            *mention = Mention::new(text, tokens, EntityKind::Organization);
        }
        free = range.end;
    }
}

/// Whether the capitalised word before an acronym is part of a name with it, since a preposition leads to both.
fn starts_earlier(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let first = range.start - 1;
    let word = text.class(first);
    let plain = word.all(Class::WORD | Class::CAPITAL)
        && !word.any(
            Class::ALL_CAPS
                | Class::SENTENCE_START
                | Class::FUNCTION
                | Class::MONTH
                | Class::WEEKDAY
                | Class::GLUED,
        );
    let lower = text.lower(first);
    let title = words::is_role(lower) || words::is_title(lower) || words::is_field(lower);
    let led = matches!(text.lower(first - 1), "of" | "at");
    let unknown = !words::is_generic(lower) && !words::is_rank(lower);
    range.len() == 1
        && text.is(range.start, Class::ALL_CAPS)
        && !text.is(range.start, Class::GLUED)
        && (2..=4).contains(&text.word(range.start).len())
        && plain
        && !title
        && led
        && unknown
}

/// `(NYSE: TRF)`: what stands for a share on an exchange, and for nothing in the text.
fn is_ticker(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let colon = range.start.checked_sub(2);
    range.len() == 1
        && text.is(range.start, Class::ALL_CAPS)
        && colon.is_some_and(|i| text.word(i + 1) == ":" && words::is_exchange(text.lower(i)))
}

/// Drops the names of genera before that of a species, `Norvicetus sabriae`, wherever they stand.
fn drop_species(text: &Text<'_>, mentions: &mut Vec<Mention>) {
    let source = text.source();
    let genera: Vec<&str> = mentions
        .iter()
        .filter(|m| m.tokens.len() == 1 && is_species(text.word(m.tokens.range().end)))
        .map(|m| m.span.of(source))
        .collect();
    if !genera.is_empty() {
        let genera: rustc_hash::FxHashSet<&str> = genera.into_iter().collect();
        mentions.retain(|m| !genera.contains(m.span.of(source)));
    }
}

/// Whether a small word has an ending that only Latin names of species have: `sabriae`, `hovensis`.
fn is_species(word: &str) -> bool {
    let latin = ["iae", "ensis", "oides"];
    word.len() >= SHORTEST_SPECIES
        && latin.iter().any(|ending| word.ends_with(ending))
        && word.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Locator, Span};

    /// The names that are left of `found`, with their kinds.
    fn settled(source: &str, found: &[(&str, EntityKind)]) -> Vec<(String, EntityKind)> {
        let text = Text::new(source, &[]);
        let locator = Locator {
            path: "article".into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Text);
        article.authors = vec!["Ana Coltby".to_owned()];
        let mut mentions: Vec<Mention> = found
            .iter()
            .map(|&(name, kind)| {
                let at = source.find(name).unwrap();
                let span = Span::at(at, at + name.len());
                Mention::new(&text, text.tokens_in(span), kind)
            })
            .collect();
        settle(
            &text,
            super::super::model().unwrap(),
            &article,
            &mut mentions,
        );
        mentions
            .iter()
            .map(|m| (m.span.of(source).to_owned(), m.kind))
            .collect()
    }

    #[test]
    fn neighbours_tell_the_kind() {
        use EntityKind::{Location, Organization, Person};
        let cases = [
            (
                "Ana Li, 40, of Toba Lane, denied it.",
                "Toba Lane",
                Person,
                vec![("Toba Lane", Location)],
            ),
            (
                "It was won by Toba Lane of Hove.",
                "Toba Lane",
                Person,
                vec![("Toba Lane", Person)],
            ),
            (
                "The focus is on Toba Lane.",
                "Toba Lane",
                Person,
                vec![("Toba Lane", Person)],
            ),
            (
                "A Coltby quorum met.",
                "Coltby",
                Organization,
                vec![("Coltby", Organization)],
            ),
            (
                "She mapped the Coltby Ridge.",
                "Coltby Ridge",
                Organization,
                vec![("Coltby Ridge", Location)],
            ),
            (
                "She runs Coltby Ridge.",
                "Coltby Ridge",
                Organization,
                vec![("Coltby Ridge", Organization)],
            ),
            (
                "The judge, Coltby KC, left.",
                "Coltby KC",
                Organization,
                vec![("Coltby KC", Person)],
            ),
            (
                "Coltby reported from Hove.",
                "Coltby",
                Organization,
                vec![("Coltby", Person)],
            ),
            (
                "Toba reported from Hove.",
                "Toba",
                Organization,
                vec![("Toba", Organization)],
            ),
            ("Shares (NYSE: TOB) fell.", "TOB", Organization, vec![]),
            ("Coltbycetus sabriae swam.", "Coltbycetus", Person, vec![]),
            (
                "It was told by Ana of Coltby ISI.",
                "ISI",
                Organization,
                vec![("Coltby ISI", Organization)],
            ),
            (
                "It was told by President ISI.",
                "ISI",
                Organization,
                vec![("ISI", Organization)],
            ),
        ];
        for (source, name, kind, expected) in cases {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(n, k): (&str, EntityKind)| (n.to_owned(), k))
                .collect();
            assert_eq!(settled(source, &[(name, kind)]), expected, "{source}");
        }
    }

    #[test]
    fn the_ends_of_journeys_and_addresses_are_places() {
        use EntityKind::{Location, Organization};
        let kinds = |source: &str, first: &str, second: &str| {
            let found = [(first, Location), (second, Organization)];
            settled(source, &found).last().map(|(_, kind)| *kind)
        };
        let train = kinds("Trains from Hove to Toba stop.", "Hove", "Toba");
        assert_eq!(train, Some(Location));
        let address = kinds("He, 40, of Toba Lane, Coltby, left.", "Toba Lane", "Coltby");
        assert_eq!(address, Some(Location));
        let side = kinds("The win in Hove gave Toba the cup.", "Hove", "Toba");
        assert_eq!(side, Some(Organization));
    }
}
