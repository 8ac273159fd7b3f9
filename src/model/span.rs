//! Half-open ranges whose unit is in the type, so that byte, code-point and token offsets cannot be mixed.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The unit of offsets into the bytes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Byte {}

/// The unit of offsets in Unicode code points, as records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Char {}

/// A half-open range `start..end` counted in units of `U`; bytes unless the type says otherwise.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<U = Byte> {
    /// The first unit that belongs to the range.
    pub start: u32,
    /// The first unit after the range.
    pub end: u32,
    unit: PhantomData<U>,
}

// By hand, so that the unit itself need not be `Copy`.
impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U> Copy for Span<U> {}

impl<U> Span<U> {
    /// The range `start..end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end,
            unit: PhantomData,
        }
    }

    /// The range between two `usize` positions. Longer texts than 4 GiB are refused where they are read; a position behind
    /// that is the last one, never one further on in front.
    #[must_use]
    pub const fn at(start: usize, end: usize) -> Self {
        Self::new(position(start), position(end))
    }

    /// How many units the range holds.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the range holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The range as `usize` positions, for slicing and iterating.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside this range.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one unit.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is compared before")]
const fn position(at: usize) -> u32 {
    if at < u32::MAX as usize {
        at as u32
    } else {
        u32::MAX
    }
}

impl Span<Byte> {
    /// The slice of `text` that the range covers; empty where the range does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_behind_4_gib_are_not_those_in_front() {
        assert_eq!(Span::<Byte>::at(2, 5).of("a ferry"), "fer");
        let far = 1_usize << 32;
        assert_eq!(Span::<Byte>::at(far + 2, far + 5).of("a ferry"), "");
        assert!(Span::<Byte>::at(far + 2, far + 5).is_empty());
    }
}
