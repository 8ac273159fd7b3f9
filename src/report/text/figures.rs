//! The figures: as written on the left, what they are of on the right.

use super::tally::Tally;
use crate::model::{Approx, Figure, FigureKind, Record};
use crate::report::terminal::{Ink, Page, Phrase};

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    let mut rows = Tally::new();
    for figure in record.figures.iter().flatten() {
        rows.add((figure.span.of(&record.article.text), about(figure)));
    }
    if rows.counts.is_empty() {
        return;
    }
    page.heading("Figures");
    for ((written, about), times) in rows.counts {
        let mut right = Phrase::new(Ink::Plain, &about);
        if times > 1 {
            right.push(Ink::Faint, &format!(" ×{times}"));
        }
        page.row(&Phrase::new(Ink::Figure, written), &right, 0);
    }
}

/// What a figure is of, in words.
fn about(figure: &Figure) -> String {
    let mut parts = Vec::new();
    parts.extend(figure.approx.map(|approx| bound(approx).to_owned()));
    parts.extend(figure.subject.clone());
    parts.extend(figure.of.as_ref().map(|of| format!("of {of}")));
    parts.extend(figure.per.as_ref().map(|per| format!("per {per}")));
    if parts.is_empty()
        && matches!(
            figure.kind,
            FigureKind::Ordinal | FigureKind::Score | FigureKind::Ratio
        )
    {
        parts.push(figure.kind.name().to_owned());
    }
    let mut about = parts.join(" ");
    if let Some(previous) = figure.previous {
        about.push_str(if about.is_empty() { "was " } else { ", was " });
        about.push_str(&plain(previous));
        if figure.unit.as_deref() == Some("%") {
            about.push('%');
        }
    }
    about
}

const fn bound(approx: Approx) -> &'static str {
    match approx {
        Approx::About => "about,",
        Approx::AtLeast => "at least,",
        Approx::AtMost => "at most,",
        Approx::MoreThan => "more than,",
        Approx::LessThan => "less than,",
    }
}

/// A number without a needless `.0`, its thousands parted.
fn plain(value: f64) -> String {
    let text = format!("{value}");
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
        assert_eq!(plain(3.0), "3");
        assert_eq!(plain(-100.0), "-100");
    }
}
