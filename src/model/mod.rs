//! The plain types that every other room speaks of: article, finding, record. They compute nothing.
//!
//! Spans are byte offsets here; [`crate::report`] turns them into code points when a record is written.

mod article;
mod claim;
mod compare;
mod corpus;
mod date;
mod entity;
mod explanation;
mod figure;
mod input;
mod names;
mod record;
mod span;

pub use article::{Article, Block, BlockKind, Dateline, Link, PublishedFrom};
pub use claim::{
    Citation, CitationKind, Claim, ClaimId, Cue, CueKind, Part, Source, SourceForm, SourceKind,
    Style,
};
pub use compare::{
    Basis, Comparison, Contrast, Edit, Event, Fact, FactKind, FactSide, Passage, Reliance, Rewrite,
    Said, Sourcing,
};
pub use corpus::{Copy, CorpusEntity, Story, StoryArticle};
pub use date::{Anchor, DateId, DateKind, DateMention, Day, Modifier};
pub use entity::{Entity, EntityId, EntityKind};
pub use explanation::{Dropped, Evidence, Explanation};
pub use figure::{Approx, Figure, FigureKind};
pub use input::{Capture, FeedPart, Format, Input, Locator, Place};
pub(crate) use names::names;
pub use record::{Layer, Layers, Record};
pub use span::{Byte, Char, Span};
