//! The labels of tokens: outside, or begin, inside, end or single of a kind of name.

/// The label of a token that stands in no name.
pub const OUTSIDE: usize = 0;

/// The most kinds that a model can have: the scores of their labels fill one line of a processor's cache.
pub const MAX_KINDS: usize = 8;

/// What a label says of the place in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first of several tokens.
    Begin,
    /// Neither first nor last.
    Inside,
    /// The last of several tokens.
    End,
    /// The only token.
    Single,
}

/// The labels of a number of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    kinds: usize,
}

impl Labels {
    /// The labels for `kinds` kinds, of which there are at most [`MAX_KINDS`].
    #[must_use]
    pub const fn new(kinds: usize) -> Self {
        Self { kinds }
    }

    /// How many kinds there are.
    #[must_use]
    pub const fn kinds(self) -> usize {
        self.kinds
    }

    /// How many labels there are.
    #[must_use]
    pub const fn len(self) -> usize {
        1 + 4 * self.kinds
    }

    /// Never: there is always [`OUTSIDE`].
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    /// The label of a kind and place.
    #[must_use]
    pub const fn of(self, kind: usize, place: Place) -> usize {
        1 + 4 * kind + place as usize
    }

    /// The kind and place of a label; none for [`OUTSIDE`].
    #[must_use]
    pub const fn read(self, label: usize) -> Option<(usize, Place)> {
        if label == OUTSIDE {
            return None;
        }
        let place = match (label - 1) % 4 {
            0 => Place::Begin,
            1 => Place::Inside,
            2 => Place::End,
            _ => Place::Single,
        };
        Some(((label - 1) / 4, place))
    }

    /// Whether a name, if any, is over after `label`.
    #[must_use]
    pub const fn closes(self, label: usize) -> bool {
        matches!(
            self.read(label),
            None | Some((_, Place::End | Place::Single))
        )
    }

    /// Whether no name goes on at `label`.
    #[must_use]
    pub const fn opens(self, label: usize) -> bool {
        matches!(
            self.read(label),
            None | Some((_, Place::Begin | Place::Single))
        )
    }

    /// The labels that can stand before `label`, in ascending order.
    pub fn before(self, label: usize) -> impl Iterator<Item = usize> {
        let inner = (!self.opens(label)).then(|| 1 + (label - 1) / 4 * 4);
        let own = inner.into_iter().flat_map(|begin| [begin, begin + 1]);
        let any = if inner.is_none() { self.len() } else { 0 };
        own.chain((0..any).filter(move |&label| self.closes(label)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_name_goes_on() {
        let labels = Labels::new(2);
        let begin = labels.of(1, Place::Begin);
        let end = labels.of(1, Place::End);
        let before: Vec<_> = labels.before(end).collect();
        assert_eq!(before, [begin, labels.of(1, Place::Inside)]);
        let before: Vec<_> = labels.before(begin).collect();
        assert_eq!(before, [0, 3, 4, 7, 8]);
        assert_eq!(labels.read(end), Some((1, Place::End)));
    }
}
