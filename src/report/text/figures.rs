//! The figures: as written on the left, what they are of on the right.

use super::tally::Tally;
use crate::model::{Approx, Figure, FigureKind, Record};
use crate::report::terminal::{Ink, Page, Phrase};

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    let mut rows = Tally::new();
    for figure in record.figures.iter().flatten() {
        let written = figure.span.of(&record.article.text);
        rows.add((bound(figure, written), written, about(figure)));
    }
    if rows.counts.is_empty() {
        return;
    }
    page.heading("Figures");
    page.columns_are(["figure", "of what"]);
    let rows: Vec<(Phrase, Phrase)> = rows.counts.iter().map(row).collect();
    // Figures end at one column, as in a table.
    page.edge = page.edge_of(rows.iter().map(|(left, _)| left));
    for (left, right) in rows {
        page.row(&left, &right, 0);
    }
    page.edge = 0;
}

/// How exact a figure is, how it is written and what it is of, with how often that was met.
type Row<'r> = ((&'static str, &'r str, String), usize);

/// The two sides of a row.
fn row(((bound, written, about), times): &Row<'_>) -> (Phrase, Phrase) {
    let left = Phrase::new(Ink::Faint, bound).and(Ink::Figure, written);
    let mut right = Phrase::new(Ink::Plain, about);
    if *times > 1 {
        right.push(Ink::Faint, &format!(" ×{times}"));
    }
    (left, right)
}

/// What a figure is of, in words.
pub(in crate::report) fn about(figure: &Figure) -> String {
    let mut parts = Vec::new();
    parts.extend(figure.subject.clone());
    parts.extend(figure.of.as_ref().map(|of| format!("of {of}")));
    parts.extend(figure.per.as_ref().map(|per| format!("per {per}")));
    if let Some(previous) = figure.previous {
        let sign = if figure.unit.as_deref() == Some("%") {
            "%"
        } else {
            ""
        };
        parts.push(format!("was {}{sign}", plain(previous)));
    }
    let unsaid = matches!(
        figure.kind,
        FigureKind::Ordinal | FigureKind::Score | FigureKind::Ratio
    );
    if parts.is_empty() && unsaid {
        parts.push(figure.kind.name().to_owned());
    }
    parts.join(", ")
}

/// How exact a figure is, where its own words do not begin with that.
fn bound(figure: &Figure, written: &str) -> &'static str {
    let words = match figure.approx {
        Some(Approx::About) => "about ",
        Some(Approx::AtLeast) => "at least ",
        Some(Approx::AtMost) => "at most ",
        Some(Approx::MoreThan) => "more than ",
        Some(Approx::LessThan) => "less than ",
        None => "",
    };
    if written.starts_with(|c: char| c.is_lowercase()) && figure.value.is_none() {
        return "";
    }
    words
}

/// A number without a needless `.0`, its thousands parted; from a million on in millions, billions or trillions where
/// that takes no more than two decimals.
fn plain(value: f64) -> String {
    let scales = [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")];
    let scale = scales.iter().find(|(scale, _)| value.abs() >= *scale);
    if let Some((scale, name)) = scale {
        let short = value / scale;
        if short.abs() < 1e4 && ((short * 100.0).round() / 100.0 - short).abs() < 1e-9 {
            return format!("{} {name}", (short * 100.0).round() / 100.0);
        }
    }
    parted(&value)
}

/// A number with its thousands parted: `12,345`.
pub fn parted(number: &impl ToString) -> String {
    let text = number.to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits = whole.trim_start_matches('-');
    let mut parted = whole[..whole.len() - digits.len()].to_owned();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted + rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_are_written_as_one_reads_them() {
        assert_eq!(plain(1_234_567.5), "1,234,567.5");
        assert_eq!(plain(12_400_000_000.0), "12.4 billion");
        assert_eq!(plain(1_234_567.0), "1,234,567");
        assert_eq!(plain(3.0), "3");
        assert_eq!(plain(-100.0), "-100");
    }
}
