//! Where the points of the charts stand. The lines and letters around them are in the template.

use serde::Serialize;

use super::clean;
use super::links::{Link, Links};
use crate::model::{Comparison, Day, Fact, Figure, Passage, Record};
use crate::report::text::{long, range};

/// How wide charts are, in the units of their drawing.
const WIDTH: f64 = 640.0;
/// What is kept free at their sides.
const EDGE: f64 = 24.0;
/// The height of a row.
const ROW: f64 = 26.0;

/// A differing figure, source by source.
#[derive(Serialize)]
pub(super) struct Plot {
    height: f64,
    points: Vec<Point>,
    ticks: Vec<Tick>,
}

#[derive(Serialize)]
struct Point {
    x: f64,
    y: f64,
    label: String,
    link: Link,
}

#[derive(Serialize)]
struct Tick {
    x: f64,
    label: String,
}

impl Plot {
    /// The plot of a fact all of whose versions are numbers of one unit; none else.
    pub(super) fn of(fact: &Fact, articles: &[usize], links: &Links<'_>) -> Option<Self> {
        let mut values = Vec::new();
        let mut units = Vec::new();
        for side in &fact.sides {
            let written = side.value.as_deref()?;
            let mut meant = None;
            for &passage in &side.support {
                let at = *articles.get(passage.article)?;
                let figure = figure(links.record(at), passage, written, meant)?;
                let number = number(figure)?;
                meant.get_or_insert(number);
                units.push(figure.unit.as_deref());
                values.push((number, written, links.to(at, passage.span)));
            }
        }
        units.dedup();
        (units.len() == 1).then(|| Self::drawn(values))
    }

    fn drawn(values: Vec<(f64, &str, Link)>) -> Self {
        let numbers = || values.iter().map(|(number, _, _)| *number);
        let scale = Scale::over(numbers());
        let mut ticks: Vec<Tick> = Vec::new();
        for (number, written, _) in &values {
            let x = scale.x(*number);
            if !ticks.iter().any(|tick| (tick.x - x).abs() < 48.0) {
                let label = clean(written);
                ticks.push(Tick { x, label });
            }
        }
        let mut y = 0.0;
        let points: Vec<Point> = values
            .into_iter()
            .map(|(number, written, link)| {
                y += ROW;
                let (x, label) = (scale.x(number), clean(written));
                Point { x, y, label, link }
            })
            .collect();
        Self {
            height: y + ROW * 1.6,
            points,
            ticks,
        }
    }
}

/// The figure that a side of a difference is about: the one of the passage that is written as the side is, or of the number
/// that the other passages of the side `meant`, or the longest whose words one of the two holds.
fn figure<'r>(
    record: &'r Record,
    passage: Passage,
    written: &str,
    meant: Option<f64>,
) -> Option<&'r Figure> {
    let figures = record.figures.iter().flatten();
    let inside = || {
        let figures = figures.clone();
        figures.filter(|figure| passage.span.overlaps(figure.span))
    };
    let words = |figure: &Figure| figure.span.of(&record.article.text);
    let alike = |figure: &&Figure| holds(written, words(figure)) || holds(words(figure), written);
    inside()
        .find(|figure| words(figure) == written)
        .or_else(|| inside().find(|figure| meant.is_some() && number(figure) == meant))
        .or_else(|| {
            inside()
                .filter(alike)
                .max_by_key(|figure| figure.span.len())
        })
}

/// Whether some of the words of a text are these, none of them cut: "12 boats" holds "12", not "2".
fn holds(text: &str, words: &str) -> bool {
    let open = |side: Option<char>| !side.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(words);
    places.any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + words.len()..]);
        open(before.chars().next_back()) && open(behind.chars().next())
    })
}

/// The number that a figure is drawn at: its value, or the middle of what it spans.
fn number(figure: &Figure) -> Option<f64> {
    let ends = figure.low.zip(figure.high);
    let number = figure
        .value
        .or_else(|| ends.map(|(low, high)| low.midpoint(high)))?;
    number.is_finite().then_some(number)
}

/// From numbers to places.
struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    fn over(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        Self {
            least: numbers.clone().fold(f64::INFINITY, f64::min),
            most: numbers.fold(f64::NEG_INFINITY, f64::max),
        }
    }

    fn x(&self, number: f64) -> f64 {
        let span = self.most - self.least;
        let share = if span > 0.0 {
            (number - self.least) / span
        } else {
            0.5
        };
        // Tenths are finer than a screen shows, and keep the page short.
        ((EDGE + share * (WIDTH - 2.0 * EDGE)) * 10.0).round() / 10.0
    }
}

/// The days of a story on one line.
#[derive(Serialize)]
pub(super) struct Strip {
    height: f64,
    base: f64,
    dots: Vec<Dot>,
    ticks: Vec<Tick>,
    /// How many events lie before and after what is drawn.
    before: usize,
    after: usize,
}

#[derive(Serialize)]
struct Dot {
    x: f64,
    y: f64,
    radius: f64,
    disputed: bool,
    /// Whether it lies after the last article.
    ahead: bool,
    label: String,
    link: Link,
}

/// How far from the articles' own days events are drawn, in days.
const REACH: f64 = 120.0;

impl Strip {
    /// The strip of a story that has two events at least near its articles.
    pub(super) fn of(
        comparison: &Comparison,
        articles: &[usize],
        links: &Links<'_>,
    ) -> Option<Self> {
        let story = &comparison.story;
        let (first, last) = story.first_day.zip(story.last_day)?;
        let (from, to) = (place(first) - REACH, place(last) + REACH);
        let near = |day: Day| (from..=to).contains(&place(day));
        let drawn = comparison
            .timeline
            .iter()
            .filter(|event| near(event.first_day));
        let places = drawn.clone().map(|event| place(event.first_day));
        if places.clone().count() < 2 {
            return None;
        }
        let scale = Scale::over(places.clone());
        let mut stacks: Vec<(f64, f64)> = Vec::new();
        let mut dots = Vec::new();
        let mut ticks: Vec<Tick> = Vec::new();
        for event in drawn {
            let x = scale.x(place(event.first_day));
            let level = stacked(&mut stacks, x);
            let link = links.to_passage(articles, *event.support.first()?)?;
            let sources = event.support.len();
            if ticks.last().is_none_or(|tick| x - tick.x > 110.0) {
                let label = long(event.first_day);
                ticks.push(Tick { x, label });
            }
            dots.push(Dot {
                x,
                y: level,
                radius: 5.0 + sources.min(6) as f64,
                disputed: event.disputed,
                ahead: event.first_day > last,
                label: format!("{}: {}", range(event.first_day, event.last_day), link.text),
                link,
            });
        }
        let highest = dots.iter().map(|dot| dot.y).fold(0.0, f64::max);
        let base = highest + ROW;
        for dot in &mut dots {
            dot.y = base - dot.y;
        }
        let outside = |test: fn(f64, f64) -> bool, edge: f64| {
            let events = comparison.timeline.iter();
            events
                .filter(|event| test(place(event.first_day), edge))
                .count()
        };
        Some(Self {
            height: base + ROW * 1.5,
            base,
            dots,
            ticks,
            before: outside(|place, edge| place < edge, from),
            after: outside(|place, edge| place > edge, to),
        })
    }
}

/// The height at which a dot at `x` touches no other.
fn stacked(stacks: &mut Vec<(f64, f64)>, x: f64) -> f64 {
    let near = stacks
        .iter_mut()
        .find(|(other, _)| (*other - x).abs() < 22.0);
    if let Some((_, level)) = near {
        *level += 22.0;
        *level
    } else {
        stacks.push((x, 0.0));
        0.0
    }
}

/// Where a day stands on a line on which all months are equally long: as good as days for the eye.
fn place(day: Day) -> f64 {
    f64::from(day.year) * 365.25 + f64::from(day.month) * 30.4375 + f64::from(day.day)
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn words_are_held_whole() {
        assert!(holds("12 boats", "12"));
        assert!(!holds("12 boats", "2"));
        assert!(holds("of 2 tugs", "2 tugs"));
    }
}
