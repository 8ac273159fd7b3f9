//! Numbers that measure or count something.
//!
//! [`find`] goes over the tokens once ([`scan`]): a number that dates have not claimed becomes money, a percentage, a
//! measure, a ratio or a count, unless it is part of a name ([`names`]). Then ranges are put together ([`range`]), the
//! words before a figure say how exact it is ([`approx`]), linked figures get their earlier value ([`change`]), and
//! [`subject`] says what each is about.

mod approx;
mod change;
mod currency;
mod lists;
mod names;
mod phrase;
mod range;
mod ratio;
mod scan;
mod subject;
mod units;

use crate::model::{Approx, DateMention, Figure, FigureKind};
use crate::text::{Text, TokenSpan};

pub(super) use currency::Origin;

/// A figure while it is being worked out.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    /// The figure with its unit.
    tokens: TokenSpan,
    /// The first token of what belongs to it on the left: "more than", "between".
    begin: usize,
    /// The token after what belongs to it on the right: "a share", "or more".
    end: usize,
    kind: FigureKind,
    /// The number; for a vague figure or a range the lower end.
    value: f64,
    /// The upper end of a range.
    high: Option<f64>,
    /// Whether it says no exact number.
    vague: bool,
    /// The magnitude that ends the number.
    magnitude: f64,
    unit: Option<&'static str>,
    per: Option<String>,
    approx: Option<Approx>,
    /// The value that it had before.
    previous: Option<f64>,
    /// The position of the figure that it became.
    later: Option<usize>,
    of: Option<String>,
    subject: Option<String>,
}

impl Found {
    fn new(tokens: TokenSpan, kind: FigureKind, value: f64) -> Self {
        Self {
            tokens,
            begin: tokens.range().start,
            end: tokens.range().end,
            kind,
            value,
            high: None,
            vague: false,
            magnitude: 1.0,
            unit: None,
            per: None,
            approx: None,
            previous: None,
            later: None,
            of: None,
            subject: None,
        }
    }

    /// Whether two figures measure the same thing in the same unit.
    fn is_alike(&self, other: &Self) -> bool {
        self.unit == other.unit && self.per == other.per && self.is_amount() == other.is_amount()
    }

    /// Whether it can change: no ordinal, no score.
    const fn is_amount(&self) -> bool {
        !matches!(self.kind, FigureKind::Ordinal | FigureKind::Score)
    }

    fn into_figure(self, text: &Text<'_>) -> Figure {
        let exact = self.high.is_none() && !self.vague;
        let (low, high) = match (self.high, self.approx) {
            (Some(high), _) if self.kind == FigureKind::Score => {
                (Some(self.value.min(high)), Some(self.value.max(high)))
            }
            (Some(high), _) => (Some(self.value), Some(high)),
            (None, Some(Approx::AtLeast | Approx::MoreThan)) => (Some(self.value), None),
            (None, Some(Approx::AtMost | Approx::LessThan)) if exact => (None, Some(self.value)),
            _ => ((!exact).then_some(self.value), None),
        };
        Figure {
            span: text.span(self.tokens),
            kind: self.kind,
            value: exact.then_some(self.value),
            low,
            high,
            previous: self.previous,
            unit: self.unit.map(str::to_owned),
            per: self.per,
            approx: self.approx,
            of: self.of,
            subject: self.subject,
        }
    }
}

/// The figures of the text, in text order; what `dates` hold is taken.
pub(super) fn find(text: &Text<'_>, origin: Origin<'_>, dates: &[DateMention]) -> Vec<Figure> {
    let mut found = scan::scan(text, dates);
    range::join(text, &mut found);
    for figure in &mut found {
        approx::read(text, figure);
        subject::per(text, figure);
    }
    found.dedup_by(|next, figure| figure.per.is_some() && next.begin < figure.end);
    range::join_bounds(text, &mut found);
    change::pass_units(text, &mut found);
    currency::settle(text, origin, &mut found);
    change::link(text, &mut found);
    subject::resolve(text, &mut found);
    subject::share(&mut found);
    found
        .into_iter()
        .map(|figure| figure.into_figure(text))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::fmt::Write as _;

    use super::*;
    use crate::text::lexicon;

    const EXAMPLES: &str = include_str!("../../data/figures/examples.tsv");

    fn figures(source: &str) -> Vec<Figure> {
        find(&Text::new(source, &[]), Origin::default(), &[])
    }

    /// A figure as `examples.tsv` writes it.
    fn shown(figure: &Figure, source: &str) -> String {
        let mut line = format!("{}: {:?}", figure.span.of(source), figure.kind).to_lowercase();
        match (figure.value, figure.low, figure.high) {
            (Some(value), _, _) => write!(line, " {value}").unwrap(),
            (None, low, high) => {
                let end = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
                write!(line, " {}..{}", end(low), end(high)).unwrap();
            }
        }
        let named = [
            ("", figure.unit.clone()),
            ("per ", figure.per.clone()),
            (
                "",
                figure
                    .approx
                    .map(|approx| format!("{approx:?}").to_lowercase()),
            ),
            ("was ", figure.previous.map(|value| value.to_string())),
            ("of ", figure.of.clone()),
            ("= ", figure.subject.clone()),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                write!(line, " {name}{value}").unwrap();
            }
        }
        line
    }

    #[test]
    fn a_text_may_begin_anywhere_in_a_sentence() {
        for line in lexicon::entries(EXAMPLES) {
            let source = line.split_once('\t').map_or(line, |(source, _)| source);
            for token in &Text::new(source, &[]).tokens {
                let rest = &source[token.span.start as usize..];
                for text in [rest.to_owned(), format!(", {rest}"), format!("( {rest}")] {
                    for figure in figures(&text) {
                        assert!(!figure.span.of(&text).is_empty(), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_example_gives_its_figures() {
        let mut wrong = Vec::new();
        for line in lexicon::entries(EXAMPLES) {
            let (source, expected) = line.split_once('\t').unwrap_or((line, ""));
            let found: Vec<String> = figures(source).iter().map(|f| shown(f, source)).collect();
            let found = found.join(" | ");
            if found != expected {
                wrong.push(format!("{source}\t{found}\n  not: {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn an_age_that_a_date_holds_is_a_figure_and_a_date_is_none() {
        use crate::model::{DateKind, Span};
        let date =
            |start, end| DateMention::new(Span::new(start, end), DateKind::Duration, String::new());
        let text = Text::new("A four-year-old waited three weeks.", &[]);
        let dates = [date(2, 11), date(23, 34)];
        let found = find(&text, Origin::default(), &dates);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].unit.as_deref(), Some("year"));
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_inside_it_in_order(source in "[0-9a-zA-Z ,.$%€/()\\-–'*\n]{0,60}|\\PC{0,40}") {
            let mut end = 0;
            for figure in figures(&source) {
                prop_assert!(!figure.span.of(&source).is_empty());
                prop_assert!(figure.span.start >= end || figure.kind != FigureKind::Range || end > 0);
                for number in [figure.value, figure.low, figure.high, figure.previous].into_iter().flatten() {
                    prop_assert!(number.is_finite());
                }
                end = figure.span.end;
            }
        }

        #[test]
        fn words_of_numbers_in_any_order_are_read(words in prop::collection::vec(
            prop::sample::select(vec!["a", "half", "two", "twenty", "-", "hundred", "million", "third", "and", "of", "1/2", "$", "%", "to", "from",
                "between", "3.5", "1,000", "bn", "dozens", "cents", "point", "in", "up", "(", ")"]), 0..14), glue in prop::bool::ANY) {
            let source = words.join(if glue { "" } else { " " });
            for figure in figures(&source) {
                prop_assert!(!figure.span.of(&source).is_empty());
            }
        }
    }

    #[test]
    fn long_runs_come_to_an_end() {
        for piece in [
            "1",
            "1,",
            "1/2/",
            "million ",
            "two hundred and ",
            "$",
            "from 3% to ",
            "a half of ",
            "5-",
            "(",
            "the of ",
        ] {
            // What grows faster than the text would not end in any time that a test may take.
            let source = piece.repeat(200_000 / piece.len());
            let text = Text::new(&source, &[]);
            assert!(find(&text, Origin::default(), &[]).len() <= text.len());
        }
    }
}
