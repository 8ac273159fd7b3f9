//! The best legal sequence of labels.

use super::label::{Labels, MAX_KINDS, OUTSIDE, Place};
use super::score::{LANES, Row, lane};

/// How many lanes close names: the upper half.
const CLOSING: usize = 2 * MAX_KINDS;

/// Far below every score, far above overflow.
const NEVER: i32 = -(1 << 28);

/// The scores of the best paths that end in each label.
#[derive(Clone, Copy, Debug)]
struct Paths {
    outside: i32,
    names: [i32; LANES],
}

impl Paths {
    /// Before the first token.
    const START: Self = Self {
        outside: 0,
        names: [NEVER; LANES],
    };

    fn of(&self, label: usize) -> i32 {
        match label {
            OUTSIDE => self.outside,
            _ => self.names[lane(label)],
        }
    }
}

/// The steps from one label to all that begin something.
#[derive(Clone, Copy, Debug)]
struct Opening {
    outside: i32,
    begin: [i32; MAX_KINDS],
    single: [i32; MAX_KINDS],
}

/// The legal steps between labels and their scores.
#[derive(Debug)]
pub(super) struct Steps {
    labels: Labels,
    /// For each label the labels before it in ascending order, with the score of the step.
    before: Vec<Vec<(usize, i32)>>,
    /// The steps from outside, and those from the labels that close names, in the order of their lanes.
    outside: Opening,
    openings: [Opening; CLOSING],
    /// How much better any step from each of these labels is than the same from outside, at most.
    leads: [i32; CLOSING],
    /// Within names: from begin and from inside to inside, from begin and from inside to end.
    inner: [[i32; MAX_KINDS]; 4],
}

impl Steps {
    /// `scores[before * labels.len() + after]`
    pub(super) fn new(labels: Labels, scores: &[i16]) -> Self {
        let score = |before: usize, after: usize| i32::from(scores[before * labels.len() + after]);
        let kinds = |score: &dyn Fn(usize) -> i32| {
            std::array::from_fn(|kind| {
                if kind < labels.kinds() {
                    score(kind)
                } else {
                    NEVER
                }
            })
        };
        let opening = |before| {
            let to = |place| kinds(&|kind| score(before, labels.of(kind, place)));
            Opening {
                outside: score(before, OUTSIDE),
                begin: to(Place::Begin),
                single: to(Place::Single),
            }
        };
        let inner = |from, to| kinds(&|kind| score(labels.of(kind, from), labels.of(kind, to)));
        let (begin, inside, end) = (Place::Begin, Place::Inside, Place::End);
        let lead = |before| {
            let opens = (0..labels.len()).filter(|&after| labels.opens(after));
            let leads = opens.map(|after| score(before, after) - score(OUTSIDE, after));
            leads.max().unwrap_or(0)
        };
        let mut openings = [opening(OUTSIDE); CLOSING];
        let mut leads = [NEVER; CLOSING];
        for label in (1..labels.len()).filter(|&label| labels.closes(label)) {
            openings[lane(label) - CLOSING] = opening(label);
            leads[lane(label) - CLOSING] = lead(label);
        }
        Self {
            labels,
            before: (0..labels.len())
                .map(|after| labels.before(after).map(|b| (b, score(b, after))).collect())
                .collect(),
            outside: opening(OUTSIDE),
            openings,
            leads,
            inner: [
                inner(begin, inside),
                inner(inside, inside),
                inner(begin, end),
                inner(inside, end),
            ],
        }
    }

    /// The paths one token further.
    fn advance(&self, paths: &Paths, row: &Row) -> Paths {
        let from = &self.outside;
        let mut outside = paths.outside + from.outside;
        let mut begin = from.begin.map(|step| paths.outside + step);
        let mut single = from.single.map(|step| paths.outside + step);
        if !self.alone(paths) {
            let closed = paths.names[CLOSING..].iter().zip(&self.leads);
            for (from, (&path, lead)) in self.openings.iter().zip(closed) {
                if path + lead >= paths.outside {
                    outside = outside.max(path + from.outside);
                    raise(&mut begin, path, &from.begin);
                    raise(&mut single, path, &from.single);
                }
            }
        }
        let [to_inside, on_inside, to_end, on_end] = &self.inner;
        let (begun, rest) = paths.names.split_at(MAX_KINDS);
        let further = |first: &[i32; MAX_KINDS], later: &[i32; MAX_KINDS]| {
            std::array::from_fn::<i32, MAX_KINDS, _>(|kind| {
                (begun[kind] + first[kind]).max(rest[kind] + later[kind])
            })
        };
        let places = [
            begin,
            further(to_inside, on_inside),
            further(to_end, on_end),
            single,
        ];
        let mut names = [0; LANES];
        let best = places.as_flattened().iter().zip(&row.0);
        for (name, (path, &score)) in names.iter_mut().zip(best) {
            *name = (path + i32::from(score)).max(NEVER);
        }
        Paths { outside, names }
    }

    /// Whether a new name or none is best begun from outside, whatever comes.
    fn alone(&self, paths: &Paths) -> bool {
        let closed = paths.names[CLOSING..].iter().zip(&self.leads);
        !closed.fold(false, |any, (path, lead)| {
            any | (path + lead >= paths.outside)
        })
    }

    /// The label from which the best path goes on to `after`: the first of the best.
    fn best(&self, paths: &Paths, after: usize) -> usize {
        if self.labels.opens(after) && self.alone(paths) {
            return OUTSIDE;
        }
        let mut best = (i32::MIN, OUTSIDE);
        for &(before, step) in &self.before[after] {
            let score = paths.of(before) + step;
            if score > best.0 {
                best = (score, before);
            }
        }
        best.1
    }
}

fn raise(best: &mut [i32; MAX_KINDS], path: i32, steps: &[i32; MAX_KINDS]) {
    for (best, step) in best.iter_mut().zip(steps) {
        *best = (*best).max(path + step);
    }
}

/// Buffers for decoding, to be used again and again.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    paths: Vec<Paths>,
    labels: Vec<u8>,
}

impl Decoder {
    /// The best labels for a row of scores a token; what stands around the tokens is outside any name.
    pub(super) fn decode(&mut self, steps: &Steps, rows: &[Row]) -> &[u8] {
        self.paths.clear();
        let mut last = Paths::START;
        for row in rows {
            last = steps.advance(&last, row);
            self.paths.push(last);
        }
        self.labels.clear();
        let mut after = OUTSIDE;
        for paths in self.paths.iter().rev() {
            after = steps.best(paths, after);
            self.labels.push(u8::try_from(after).unwrap_or(0));
        }
        self.labels.reverse();
        &self.labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(scores: [i16; 5]) -> Row {
        let mut lanes = [0; LANES];
        for (label, score) in scores.into_iter().enumerate().skip(1) {
            lanes[lane(label)] = score;
        }
        Row::over(&lanes, scores[OUTSIDE])
    }

    #[test]
    fn an_illegal_sequence_is_never_the_best() {
        let steps = Steps::new(Labels::new(1), &[0; 25]);
        let decode = |rows: &[Row]| Decoder::default().decode(&steps, rows).to_vec();
        // Inside, then outside would score best if it were legal.
        assert_eq!(
            decode(&[row([0, 1, 50, 0, 2]), row([9, 0, 0, 3, 0])]),
            [4, 0]
        );
        assert_eq!(
            decode(&[row([0, 9, 0, 0, 2]), row([0, 0, 0, 3, 0])]),
            [1, 3]
        );
        assert!(decode(&[]).is_empty());
    }

    #[test]
    fn it_finds_the_best_of_all_legal_sequences() {
        let labels = Labels::new(2);
        let mut state = 7_u32;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as i16 - 128
        };
        for _ in 0..200 {
            let scores: Vec<i16> = (0..81).map(|_| next()).collect();
            let steps = Steps::new(labels, &scores);
            let rows: [[i16; 9]; 3] = std::array::from_fn(|_| std::array::from_fn(|_| next()));
            let packed = rows.map(|scores| {
                let mut lanes = [0; LANES];
                (1..9).for_each(|label| lanes[lane(label)] = scores[label]);
                Row::over(&lanes, scores[OUTSIDE])
            });
            let found = Decoder::default().decode(&steps, &packed).to_vec();
            let value = |path: &[usize]| -> Option<i32> {
                let mut before = OUTSIDE;
                let mut sum = 0;
                for (at, &label) in path.iter().chain([&OUTSIDE]).enumerate() {
                    labels.before(label).find(|&legal| legal == before)?;
                    sum += i32::from(scores[before * 9 + label]);
                    sum += rows.get(at).map_or(0, |row| i32::from(row[label]));
                    before = label;
                }
                Some(sum)
            };
            let all = (0..729).filter_map(|n| value(&[n / 81, n / 9 % 9, n % 9]));
            let found: Vec<usize> = found.into_iter().map(usize::from).collect();
            assert_eq!(value(&found), all.max());
        }
    }
}
