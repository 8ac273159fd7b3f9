//! Numbers that are one with two of its digits changed about: so clerks and typists slip.

/// Below so many digits that tell, two numbers with their digits changed about can be two numbers as well.
pub(super) const LONG: usize = 4;

/// A number as its digits, without zeros at either end, and the power of ten of the last of them: 12 million is `12` and 6,
/// 2.75 is `275` and -2.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Digits {
    digits: Vec<u8>,
    power: i32,
    negative: bool,
}

impl Digits {
    pub(super) fn of(value: f64) -> Self {
        let written = format!("{}", value.abs());
        let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
        let decimals = i32::try_from(part.len()).unwrap_or(i32::MAX);
        let digits = [whole, part].concat();
        let kept = digits.trim_end_matches('0');
        let zeros = i32::try_from(digits.len() - kept.len()).unwrap_or(i32::MAX);
        Self {
            digits: kept.trim_start_matches('0').as_bytes().to_vec(),
            power: zeros.saturating_sub(decimals),
            negative: value < 0.0,
        }
    }

    /// How many digits tell anything.
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// Whether one digit of this number and the next to it changed places make it another: 412 and 421, not 12 and 120, not
    /// 27.5 and 2.75.
    pub(super) fn slipped(&self, other: &Self) -> bool {
        let differ = |at: &usize| self.digits[*at] != other.digits[*at];
        if self.len() != other.len() || (self.power, self.negative) != (other.power, other.negative)
        {
            return false;
        }
        let mut odd = (0..self.len()).filter(differ);
        let (Some(a), Some(b), None) = (odd.next(), odd.next(), odd.next()) else {
            return false;
        };
        let crossed = |at: usize, to: usize| self.digits[at] == other.digits[to];
        b == a + 1 && crossed(a, b) && crossed(b, a)
    }

    /// The numbers that this one becomes by one slip.
    pub(super) fn slips(&self) -> impl Iterator<Item = Self> {
        let pairs = (1..self.len()).filter(|&at| self.digits[at - 1] != self.digits[at]);
        pairs.filter_map(|at| {
            let mut other = self.clone();
            other.digits.swap(at - 1, at);
            let zero = other.digits.first() == Some(&b'0') || other.digits.last() == Some(&b'0');
            (!zero).then_some(other)
        })
    }
}

/// Whether one slip makes one number the other.
pub(super) fn slipped(a: f64, b: f64) -> bool {
    Digits::of(a).slipped(&Digits::of(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_that_stand_together_change_places() {
        for (a, b) in [
            (412.0, 421.0),
            (27.5, 25.7),
            (450.0, 540.0),
            (1377.0, 1737.0),
        ] {
            assert!(slipped(a, b) && slipped(b, a), "{a} {b}");
        }
        for (a, b) in [
            (412.0, 422.0),
            (4.0, 4.0),
            (45.0, 45.0),
            (27.5, 2.75),
            (450.0, 45.0),
            (1234.0, 4321.0),
            (123.0, 231.0),
            (120.0, 102.0),
            (-12.0, 21.0),
            (0.0, 0.0),
        ] {
            assert!(!slipped(a, b), "{a} {b}");
        }
    }

    #[test]
    fn zeros_at_the_ends_tell_nothing() {
        assert_eq!(Digits::of(12_000_000.0).len(), 2);
        assert_eq!(Digits::of(0.032).len(), 2);
        assert_eq!(Digits::of(1505.0).len(), 4);
        let slips: Vec<Digits> = Digits::of(1402.0).slips().collect();
        assert_eq!(
            slips,
            [4102.0, 1042.0, 1420.0][..2]
                .iter()
                .map(|&n| Digits::of(n))
                .collect::<Vec<_>>()
        );
        assert!(slips.iter().all(|slip| slip.slipped(&Digits::of(1402.0))));
    }
}
