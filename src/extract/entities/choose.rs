//! Chooses, mention by mention, whom a short form of a name means where several names of the document fit.

use std::cell::OnceCell;

use super::bearer::{self, Bearer};
use super::mention::Mention;
use super::resolve::Form;
use crate::model::EntityKind;
use crate::text::Text;
use crate::text::gender::Gender;

/// Whom a mention means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The bearer of this form.
    Form(usize),
    /// Somebody of the same short form whose full name is not given.
    Another,
}

/// The names of a document and what is told of their bearers, read when it is asked for.
pub(super) struct Choice<'a> {
    text: &'a Text<'a>,
    mentions: &'a [Mention],
    forms: &'a [Form],
    bearers: Vec<OnceCell<Bearer<'a>>>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(text: &'a Text<'a>, mentions: &'a [Mention], forms: &'a [Form]) -> Self {
        Self {
            text,
            mentions,
            forms,
            bearers: vec![OnceCell::new(); forms.len()],
        }
    }

    /// Whether all mentions of the form `at` mean the bearer of the form `long`.
    pub(super) fn is_one(&self, at: usize, long: usize) -> bool {
        let mut chosen = self.of(at, &[long]).into_iter();
        chosen.all(|chosen| chosen == Chosen::Form(long))
    }

    /// Whom each mention of the form `at`, which can be short for `several` forms, means.
    pub(super) fn of(&self, at: usize, several: &[usize]) -> Vec<Chosen> {
        let form = &self.forms[at];
        if form.kind != EntityKind::Person {
            let nearest = |&mention| self.nearest(several, mention).unwrap_or(at);
            let mentions = form.mentions.iter();
            return mentions.map(nearest).map(Chosen::Form).collect();
        }
        let tokens = |&mention: &usize| self.mentions[mention].tokens;
        let addresses: Vec<Option<Gender>> = form
            .mentions
            .iter()
            .map(|mention| bearer::address(self.text, tokens(mention)))
            .collect();
        let told = addresses.iter().copied().flatten().next();
        let short = Short {
            at,
            told,
            mixed: addresses
                .iter()
                .flatten()
                .any(|&gender| told != Some(gender)),
            several,
            main: self.main(form, several),
        };
        let mentions = form.mentions.iter().zip(addresses);
        mentions
            .map(|(&mention, address)| self.one(&short, mention, address))
            .collect()
    }

    fn one(&self, short: &Short<'_>, mention: usize, address: Option<Gender>) -> Chosen {
        let own = Chosen::Form(short.at);
        if short.several.is_empty() {
            let other = short.mixed && address.is_some() && address != short.told;
            return if other { Chosen::Another } else { own };
        }
        if self.is_family(short, mention) {
            return own;
        }
        if address.is_none()
            && let [only] = *short.main
            && short.several.len() == 1
        {
            return Chosen::Form(only);
        }
        if short.main.is_empty() && !short.mixed && address.is_none() {
            return own;
        }
        let left = |form: &usize| !self.bearer(*form).contradicts(address);
        let fitting = keep(short.several, left);
        let excluded = |form: &usize| self.bearer(*form).excludes(address);
        let unknown = |form: &usize| self.bearer(*form).is_unknown() && address != short.told;
        if fitting.is_empty() && (short.mixed || short.several.iter().all(excluded))
            || short.mixed && address.is_some() && fitting.iter().all(unknown)
        {
            return own;
        }
        let tokens = self.mentions[mention].tokens;
        let title = bearer::title(self.text, tokens);
        let spoken = bearer::pronoun(self.text, tokens);
        let mut fitting = or(fitting, short.several);
        let titled = keep(&fitting, |form| self.bearer(*form).has_title(title));
        fitting = or(titled, &fitting);
        if address.is_none() {
            let main = keep(&fitting, |form| short.main.contains(form));
            fitting = or(main, &fitting);
            let spoken = keep(&fitting, |form| !self.bearer(*form).contradicts(spoken));
            fitting = or(spoken, &fitting);
        }
        self.nearest(&fitting, mention).map_or(own, Chosen::Form)
    }

    /// Whether a family is meant that is named before any of its members: "The Pryce family".
    fn is_family(&self, short: &Short<'_>, mention: usize) -> bool {
        let family = self.text.lower(self.mentions[mention].tokens.range().end);
        let named = short
            .several
            .iter()
            .any(|&long| self.forms[long].first < mention);
        matches!(family, "family" | "families") && !named
    }

    fn bearer(&self, form: usize) -> &Bearer<'a> {
        self.bearers[form]
            .get_or_init(|| Bearer::new(self.text, self.mentions, &self.forms[form].mentions))
    }

    /// Those of `several` to whom a bare surname can be left: not the relatives and namesakes of somebody named before.
    fn main(&self, form: &Form, several: &[usize]) -> Vec<usize> {
        let surname = |&long: &usize| self.forms[long].has_surname(form);
        let first = several
            .iter()
            .copied()
            .min_by_key(|&long| self.forms[long].first);
        let Some(first) = first.filter(|_| several.iter().all(surname)) else {
            return several.to_vec();
        };
        let bare = form.first < self.forms[first].first;
        let tied = |long: usize| self.bearer(long).is_tied();
        if several.len() == 1 {
            return if bare && tied(first) {
                Vec::new()
            } else {
                vec![first]
            };
        }
        let both = tied(first);
        let second = |long: usize| (long != first || bare) && (tied(long) || both && !bare);
        keep(several, |&long| !second(long))
    }

    /// The form of `candidates` that is mentioned last before `mention`, or else first after it.
    fn nearest(&self, candidates: &[usize], mention: usize) -> Option<usize> {
        let before = |form: &usize| {
            let mentions = &self.forms[*form].mentions;
            let count = mentions.partition_point(|&m| m < mention);
            count.checked_sub(1).map(|last| mentions[last])
        };
        let last = candidates
            .iter()
            .filter(|form| before(form).is_some())
            .max_by_key(|form| before(form));
        let first = |&&form: &&usize| self.forms[form].first;
        last.or_else(|| candidates.iter().min_by_key(first))
            .copied()
    }
}

/// A short form and whom it can mean.
struct Short<'a> {
    at: usize,
    several: &'a [usize],
    /// Those of `several` who are no relative or namesake of another.
    main: Vec<usize>,
    /// The first gender that a form of address before it tells.
    told: Option<Gender>,
    /// Whether forms of address tell of a man and of a woman.
    mixed: bool,
}

fn keep(forms: &[usize], fits: impl Fn(&usize) -> bool) -> Vec<usize> {
    forms.iter().copied().filter(fits).collect()
}

/// The forms that are left, or all of them where none is.
fn or(left: Vec<usize>, all: &[usize]) -> Vec<usize> {
    if left.is_empty() { all.to_vec() } else { left }
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, EntityKind, Format, Locator};
    use crate::text::Text;

    /// The full names of the persons of a text, with the count of their mentions.
    fn persons(source: &str) -> Vec<String> {
        let text = Text::new(source, &[]);
        let model = super::super::model();
        let locator = Locator {
            path: "article".into(),
            record: None,
        };
        let article = Article::empty(locator, Format::Text);
        let found = super::super::find(&text, &article, model);
        let persons = found.iter().filter(|e| e.kind == EntityKind::Person);
        persons
            .map(|e| format!("{} {}", e.name, e.mentions.len()))
            .collect()
    }

    #[test]
    fn a_dash_ends_a_name_and_a_hyphen_does_not() {
        let text = "Ana Lopes—who led the port—met Park Yeon-sil in Lima.";
        assert_eq!(persons(text), ["Ana Lopes 1", "Park Yeon-sil 1"]);
    }

    #[test]
    fn a_surname_is_left_to_the_one_named_first() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Daniel Pryce was found guilty on Tuesday. His wife, Anna Pryce, wept. Pryce told the judge that he \
                 had acted alone.",
                &["Daniel Pryce 2", "Anna Pryce 1"],
            ),
            (
                "Ellen Marsh resigned on Friday. Her brother Mark Marsh runs the firm. Marsh denied it. Mark said \
                 nothing.",
                &["Ellen Marsh 2", "Mark Marsh 2"],
            ),
            (
                "Costa's wife, Elena Costa, found the letter. Costa had hidden it. Elena Costa wept.",
                &["Costa 2", "Elena Costa 2"],
            ),
            (
                "Daniel Reyes runs the bank. Olivia Reyes runs the court. Reyes said he had met her once.",
                &["Daniel Reyes 2", "Olivia Reyes 1"],
            ),
            (
                "The Pryce family lost its home. Curtis and Misty Pryce were asleep.",
                &["Pryce 1", "Curtis 1", "Misty Pryce 1"],
            ),
            (
                "Misty Pryce was asleep. The Pryce family lost its home.",
                &["Misty Pryce 2"],
            ),
            (
                "Ana Kessler won the seat. Kessler thanked the voters. Boris Kessler lost his. Kessler conceded at \
                 midnight.",
                &["Ana Kessler 2", "Boris Kessler 2"],
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(&persons(source), expected, "{source}");
        }
    }

    #[test]
    fn forms_of_address_and_titles_are_surer() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Daniel Pryce opened the bakery in 1998. His wife, Anna Pryce, ran the shop. Mrs. Pryce said the \
                 oven was never cold. Mr. Pryce agreed. Ms. Pryce laughed.",
                &["Daniel Pryce 2", "Anna Pryce 3"],
            ),
            (
                "Edwin Tull was buried on Saturday. Mrs. Tull thanked the neighbours. Mr. Tull had led the parish. \
                 \"He loved it,\" Mrs. Tull said.",
                &["Edwin Tull 2", "Tull 2"],
            ),
            (
                "Andrea Rossi won the seat. Mr. Rossi thanked the voters.",
                &["Andrea Rossi 2"],
            ),
            (
                "John Smith, no relation to Mayor Tom Smith, bought the mill. Smith said he would restore it. Mayor \
                 Smith welcomed the sale.",
                &["John Smith 2", "Tom Smith 2"],
            ),
            (
                "A baker called John Smith, who is not related to Mayor John Smith, won the lottery. Mayor Smith \
                 congratulated the winner. Smith said he would buy an oven.",
                &["John Smith 2", "John Smith 2"],
            ),
            (
                "Peter Dalle Sr. founded the yard in 1950. His son, Peter Dalle Jr., sold it last year. Peter Dalle \
                 Sr. died in 1999.",
                &["Peter Dalle Sr. 2", "Peter Dalle Jr. 1"],
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(&persons(source), expected, "{source}");
        }
    }
}
