//! Who said what: claims and the outlets that an article credits.

use std::borrow::Cow;

use super::names::names;
use super::{EntityId, Span};

/// The position of a claim in its record, counted from 0; written as `c1`, `c2`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u32);

/// Something that the article attributes to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// From the first to the last of its parts.
    pub span: Span,
    /// How it is rendered.
    pub style: Style,
    /// Who is said to have said it.
    pub source: Source,
    /// The words that show the attribution.
    pub cue: Cue,
    /// What was said; none where only the act is told ("declined to comment").
    pub content: Option<Part>,
    /// The claim inside whose content this one stands.
    pub nested_in: Option<ClaimId>,
    /// Whether the attribution itself is hedged ("reportedly said", "may have told").
    pub hedged: bool,
    /// Whether it is denied that it was said ("did not say").
    pub negated: bool,
}

/// One role of a claim: a run of text, or several where it is interrupted. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The pieces in text order.
    pub spans: Vec<Span>,
}

impl Part {
    /// A role in one piece.
    #[must_use]
    pub fn one(span: Span) -> Self {
        Self { spans: vec![span] }
    }

    /// From the first to the last piece.
    #[must_use]
    pub fn hull(&self) -> Span {
        let first = self.spans.first().map_or(0, |s| s.start);
        let last = self.spans.last().map_or(first, |s| s.end);
        Span::new(first, last)
    }

    /// Its words in `text`, the pieces parted by an ellipsis where it is interrupted.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.spans.as_slice() {
            [span] => Cow::Borrowed(span.of(text)),
            spans => {
                let pieces: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
                Cow::Owned(pieces.join(" … "))
            }
        }
    }
}

/// The source of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The noun phrase or pronoun; none for hearsay.
    pub part: Option<Part>,
    /// The entity that it means.
    pub entity: Option<EntityId>,
    /// The speaker's title or post.
    pub role: Option<String>,
    /// What kind of source it is, once resolved.
    pub kind: SourceKind,
    /// How the text refers to it here.
    pub form: Option<SourceForm>,
    /// The outlet that carries it ("told Reuters").
    pub via: Option<String>,
}

/// The kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A named person.
    Person,
    /// A named organisation, country, outlet.
    Organization,
    /// A report, a poll, a statement.
    Document,
    /// Somebody without a name: "a U.S. official", "people familiar with the matter", "analysts".
    Anonymous,
    /// Nobody is named or described: "reportedly".
    None,
}

/// How a source is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceForm {
    /// By name.
    Name,
    /// By description.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// The words that show an attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The words; none where a quotation simply stands there.
    pub part: Option<Part>,
    /// What kind of attribution they show.
    pub kind: CueKind,
}

/// The kinds of attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// Speech: said, told, according to.
    Say,
    /// Writing: wrote, posted, reported.
    Write,
    /// Thought: believes, expects.
    Think,
    /// Wish and demand: wants, urged, called for.
    Want,
    /// Plan: plans to, decided.
    Plan,
    /// Stance: supports, criticised, welcomed.
    Stance,
    /// Evidence: found, showed.
    Show,
    /// Denial: denied, rejected.
    Deny,
    /// Refusal: declined to comment.
    NoComment,
    /// Hearsay: reportedly, is said to.
    Hearsay,
}

/// How a claim is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

/// A credit to an outlet, agency or page that the article relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The outlet's name.
    pub outlet: String,
    /// The words of the credit.
    pub span: Span,
    /// How it is credited.
    pub kind: CitationKind,
}

/// How an outlet is credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationKind {
    /// "the Financial Times reported"
    Reported,
    /// "told Reuters"
    Told,
    /// "citing Nikkei", "according to the BBC"
    Citing,
    /// A link to the outlet's page.
    Link,
    /// The agency of the dateline or byline.
    Agency,
}

names!(SourceKind {
    Person = "person",
    Organization = "organization",
    Document = "document",
    Anonymous = "anonymous",
    None = "none",
});

names!(SourceForm {
    Name = "name",
    Description = "description",
    Pronoun = "pronoun",
});

names!(CueKind {
    Say = "say",
    Write = "write",
    Think = "think",
    Want = "want",
    Plan = "plan",
    Stance = "stance",
    Show = "show",
    Deny = "deny",
    NoComment = "no_comment",
    Hearsay = "hearsay",
});

names!(Style {
    Direct = "direct",
    Indirect = "indirect",
    Mixed = "mixed",
});

names!(CitationKind {
    Reported = "reported",
    Told = "told",
    Citing = "citing",
    Link = "link",
    Agency = "agency",
});
