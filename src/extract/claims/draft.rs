//! A claim as the rules find it, in tokens, before it is linked and its source resolved.

use crate::model::CueKind;
use crate::text::TokenSpan;

/// A claim as found, before linking and resolving.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The source; none for hearsay.
    pub(super) source: Option<TokenSpan>,
    /// The words that show the attribution.
    pub(super) cue: Option<TokenSpan>,
    /// The kind of attribution.
    pub(super) kind: CueKind,
    /// The pieces of the content.
    pub(super) content: Vec<TokenSpan>,
    /// Who was told.
    pub(super) hearer: Option<TokenSpan>,
    /// Whether the attribution is hedged.
    pub(super) hedged: bool,
    /// Whether it is denied.
    pub(super) negated: bool,
    /// Whether its source stands with another claim: "… and added".
    pub(super) shared: bool,
    /// Whether it hangs on a noun, so that its source is no subject that later verbs share.
    pub(super) aside: bool,
    /// Whether its content is set off from the text as a quotation, without marks.
    pub(super) set_off: bool,
    /// Whether its source is a label before a colon that may be a topic as well.
    pub(super) label: bool,
}

impl Draft {
    /// A claim of a kind with its cue alone.
    pub(super) fn new(kind: CueKind, cue: TokenSpan) -> Self {
        Self {
            source: None,
            cue: Some(cue),
            kind,
            content: Vec::new(),
            hearer: None,
            hedged: false,
            negated: false,
            shared: false,
            aside: false,
            set_off: false,
            label: false,
        }
    }
}
