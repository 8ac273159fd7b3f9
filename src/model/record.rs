//! An article with all that was found in it.

use super::{Article, Citation, Claim, DateMention, Entity, Figure};

/// An article and its findings. A layer that was not run is `None`; one that ran and found nothing is empty.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// Who and what is named.
    pub entities: Option<Vec<Entity>>,
    /// Temporal expressions, in text order.
    pub dates: Option<Vec<DateMention>>,
    /// Figures, in text order.
    pub figures: Option<Vec<Figure>>,
    /// Claims, in text order.
    pub claims: Option<Vec<Claim>>,
    /// Credits to other outlets, in text order; they come with the claims.
    pub citations: Option<Vec<Citation>>,
}

impl Record {
    /// A record in which no layer has been run yet.
    #[must_use]
    pub fn new(article: Article) -> Self {
        Self {
            article,
            entities: None,
            dates: None,
            figures: None,
            claims: None,
            citations: None,
        }
    }
}

/// The layers of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// [`Record::entities`]
    Entities,
    /// [`Record::dates`]
    Dates,
    /// [`Record::figures`]
    Figures,
    /// [`Record::claims`] and [`Record::citations`]
    Claims,
}

impl Layer {
    /// All layers, in the order in which they run.
    pub const ALL: [Self; 4] = [Self::Entities, Self::Dates, Self::Figures, Self::Claims];

    /// The key of the layer in a record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Dates => "dates",
            Self::Figures => "figures",
            Self::Claims => "claims",
        }
    }
}

/// A set of layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers(u8);

impl Layers {
    /// No layer.
    pub const NONE: Self = Self(0);
    /// Every layer.
    pub const ALL: Self = Self(0b1111);

    /// The set with `layer` added.
    #[must_use]
    pub const fn with(self, layer: Layer) -> Self {
        Self(self.0 | 1 << layer as u8)
    }

    /// Whether `layer` is in the set.
    #[must_use]
    pub const fn has(self, layer: Layer) -> bool {
        self.0 & 1 << layer as u8 != 0
    }
}
