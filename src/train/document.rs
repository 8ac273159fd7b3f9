//! An annotated text, whatever form it was read from.

use crate::model::{Block, BlockKind, EntityKind, Span};

/// The kinds in the order of the labels of the shipped model.
pub const KINDS: [(EntityKind, &str); 8] = [
    (EntityKind::Person, "person"),
    (EntityKind::Organization, "organization"),
    (EntityKind::Location, "location"),
    (EntityKind::Group, "group"),
    (EntityKind::Event, "event"),
    (EntityKind::Law, "law"),
    (EntityKind::Work, "work"),
    (EntityKind::Product, "product"),
];

/// A set of kinds, by their position in [`KINDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindSet(u16);

impl KindSet {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// What column files call `MISC`: none of the three main kinds.
    pub const OTHER: Self = Self(0b1111_1000);

    /// The set of the kind at `position`.
    #[must_use]
    pub const fn one(position: usize) -> Self {
        Self(1 << position)
    }

    /// The positions of its kinds.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..KINDS.len()).filter(move |position| self.0 & 1 << position != 0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A name that is marked in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// The kinds that it can be of: more than one where the data does not tell them apart.
    pub kinds: KindSet,
}

/// An annotated text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The marked names, in text order, without overlap.
    pub names: Vec<Name>,
    /// The kinds whose names may be there without a mark.
    pub unmarked: KindSet,
}

impl Document {
    /// Appends a block.
    pub(super) fn push_block(&mut self, kind: BlockKind, content: &str) {
        Block::append(&mut self.text, &mut self.blocks, kind, content);
    }
}
