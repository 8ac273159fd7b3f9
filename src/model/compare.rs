//! What the articles of a story say together and against each other.

use super::names::names;
use super::{Copy, Day, Span, Story};

/// A story with what its articles agree on, where they differ and whom they repeat.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The story and its articles; positions below are positions in it.
    pub story: Story,
    /// The text of each article, in the same order.
    pub texts: Vec<String>,
    /// What each copy changed of its original.
    pub rewrites: Vec<Rewrite>,
    /// What is said: agreed facts first, those of the most articles before the others; then differences; then what one
    /// article alone says.
    pub facts: Vec<Fact>,
    /// Whom and what each article relies on, in the order of articles and of their texts.
    pub provenance: Vec<Reliance>,
    /// Who is quoted and referred to, article by article.
    pub sourcing: Vec<Sourcing>,
    /// What happened or will happen, by day.
    pub timeline: Vec<Event>,
}

/// Something that one or more articles say.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Whether the articles agree on it.
    pub kind: FactKind,
    /// What they differ in, where they do.
    pub contrast: Option<Contrast>,
    /// What it is about, in the words of the articles.
    pub about: String,
    /// Whether articles say otherwise of it; what is agreed can be disputed where several origins say so all the same.
    pub disputed: bool,
    /// One for what is agreed or said by one article; two or more where they differ.
    pub sides: Vec<FactSide>,
    /// Who stands behind it: outlets, agencies, persons; articles that repeat one origin count once.
    pub origins: Vec<String>,
}

/// One version of a fact and who carries it.
#[derive(Clone, Debug)]
pub struct FactSide {
    /// The version, where there are several.
    pub value: Option<String>,
    /// The passages that say so, one an article at least.
    pub support: Vec<Passage>,
    /// Who answers for each of them.
    pub said: Vec<Said>,
}

/// Who answers for a passage in its article; neither a source nor a cue where the article asserts it itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The source, in the words of the article or by its name.
    pub source: Option<String>,
    /// The verb, or what else attributes it.
    pub cue: Option<String>,
}

/// What a copy changed of its original.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The copy and its original.
    pub copy: Copy,
    /// The words that are others, in the order of the original.
    pub edits: Vec<Edit>,
    /// The sentences of the original that the copy has not.
    pub cut: Vec<Span>,
    /// The sentences of the copy that its original has not.
    pub added: Vec<Span>,
}

/// Words of a sentence that a copy changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is changed by it; none where it is only worded otherwise.
    pub kind: Option<Contrast>,
    /// Where the words stand in the original; empty where there are none.
    pub was: Span,
    /// Where the words stand in the copy; empty where there are none.
    pub now: Span,
}

/// A stretch of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// The position of the article in the story.
    pub article: usize,
    /// Where it stands in that article's text.
    pub span: Span,
}

impl Fact {
    /// Whether it is what one article says against itself.
    #[must_use]
    pub fn is_within(&self) -> bool {
        let mut support = self.sides.iter().flat_map(|side| &side.support);
        let first = support.next().map(|passage| passage.article);
        self.sides.len() > 1 && support.all(|passage| Some(passage.article) == first)
    }
}

/// How the articles stand to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// Two or more say the same.
    Agreed,
    /// They say different things of the same.
    Differ,
    /// One alone says it.
    Single,
}

names!(FactKind {
    Agreed = "agreed",
    Differ = "differ",
    Single = "single",
});

/// What articles differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contrast {
    /// A figure.
    Figure,
    /// A day, a year, a time of day, a length of time.
    Date,
    /// A term: one excludes the other.
    Term,
    /// Who said something, or who is credited with it.
    Attribution,
    /// The spelling of a name.
    Name,
    /// Somebody's rank or post.
    Post,
    /// The words of one quotation.
    Quotation,
    /// The verb that attributes it: said, claimed, admitted, denied.
    Cue,
    /// The weekday of a date.
    Weekday,
}

names!(Contrast {
    Figure = "figure",
    Date = "date",
    Term = "term",
    Attribution = "attribution",
    Name = "name",
    Post = "post",
    Quotation = "quotation",
    Cue = "cue",
    Weekday = "weekday",
});

/// An article relies on somebody or something for what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reliance {
    /// Where it says so.
    pub passage: Passage,
    /// On whom or what.
    pub on: String,
    /// Of which kind that is.
    pub basis: Basis,
}

/// What an article can rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Another outlet that it credits.
    Outlet,
    /// The agency whose report it prints.
    Agency,
    /// A document.
    Document,
    /// A source that is not named.
    Anonymous,
    /// A body or a person that answers for a fact.
    Authority,
}

names!(Basis {
    Outlet = "outlet",
    Agency = "agency",
    Document = "document",
    Anonymous = "anonymous",
    Authority = "authority",
});

/// Whom an article quotes and refers to; each once, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sourcing {
    /// People and bodies with a name.
    pub named: Vec<String>,
    /// Sources that are not named.
    pub anonymous: Vec<String>,
    /// Documents.
    pub documents: Vec<String>,
    /// Those who did not want to comment or could not be reached.
    pub declined: Vec<String>,
    /// Other outlets and agencies.
    pub outlets: Vec<String>,
}

/// What happened or will happen on a day.
#[derive(Clone, Debug)]
pub struct Event {
    /// The first day that is meant.
    pub first_day: Day,
    /// The last one.
    pub last_day: Day,
    /// The passages that tell of it, the clearest first.
    pub support: Vec<Passage>,
    /// Whether articles give other days for it.
    pub disputed: bool,
}
