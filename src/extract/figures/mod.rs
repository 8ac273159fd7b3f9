//! Numbers that measure or count something.
//!
//! [`find`] goes over the tokens once ([`scan`]): a number that dates have not claimed becomes money, a percentage, a
//! measure, a ratio or a count, unless it is part of a name ([`names`]). Then ranges are put together ([`range`]), the
//! words before a figure say how exact it is ([`approx`]), linked figures get their earlier value ([`change`]), and
//! [`subject`] says what each is about.

mod approx;
mod change;
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
pub(super) fn find(text: &Text<'_>, dates: &[DateMention]) -> Vec<Figure> {
    let mut found = scan::scan(text, dates);
    range::join(text, &mut found);
    for figure in &mut found {
        approx::read(text, figure);
        subject::per(text, figure);
    }
    change::pass_units(text, &mut found);
    change::link(text, &mut found);
    subject::resolve(text, &mut found);
    subject::share(&mut found);
    found
        .into_iter()
        .map(|figure| figure.into_figure(text))
        .collect()
}
