//! Whom a noun phrase names that is a source, and the post that it tells.

use rustc_hash::FxHashMap;

use super::known::{Gender, Known};
use super::reading::Kinds;
use super::resolve::Resolver;
use crate::model::{Entity, EntityId, EntityKind, SourceKind, Span};
use crate::text::{Class, TokenSpan};

/// The most words of title before a name: "Rt Rev Amos Byamugisha".
const MOST_TITLES: usize = 3;

impl Resolver<'_, '_, '_> {
    /// What an entity of the article is.
    pub(super) fn kind_of(&self, id: EntityId) -> Option<EntityKind> {
        self.entities.get(id.0 as usize).map(|e| e.kind)
    }

    pub(super) fn named(&self, id: EntityId, span: TokenSpan) -> Known {
        let entity = self.entities.get(id.0 as usize);
        let kind = entity.map_or(SourceKind::Anonymous, |e| source_kind(e.kind));
        let role = entity
            .and_then(|e| e.role.clone())
            .or_else(|| self.role_beside(span, id));
        Known {
            entity: Some(id),
            kind,
            role: role.filter(|_| kind == SourceKind::Person),
            gender: if kind == SourceKind::Person {
                self.genders
                    .get(id.0 as usize)
                    .copied()
                    .unwrap_or(Gender::Unknown)
            } else {
                Gender::Neuter
            },
            head: None,
            at: 0,
            aside: false,
            sentence: 0,
        }
    }

    /// The person whose initials label what is said, behind the full name: "SL: We had no heating."
    pub(super) fn initialled(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let labels = range.len() == 1
            && self.r.lower(range.end) == ":"
            && self.r.text.is(range.start, Class::ALL_CAPS);
        let label = self.r.text.word(range.start);
        let id = self
            .initials
            .get(label)
            .copied()
            .flatten()
            .filter(|_| labels)?;
        let entity = self.entities.get(id.0 as usize)?;
        let first = entity.mentions.iter().map(|m| m.start).min()?;
        (first < self.r.text.span(span).start).then_some(id)
    }

    /// The entity that the head of a noun phrase names: the last mention before its first comma or preposition, or the
    /// name that stands in apposition to it.
    pub(super) fn head_entity(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let head_end = self.head_end(span);
        let apostrophe = head_end > range.start + 1 && self.r.ends_name(head_end - 1);
        let head_end = head_end - usize::from(apostrophe);
        let head = self.r.text.span(TokenSpan::at(range.start, head_end));
        let last = self.r.text.span(TokenSpan::at(head_end - 1, head_end));
        let in_head = self
            .mention_at(last)
            .filter(|&(mention, id)| head.overlaps(mention) && !self.is_member(span, mention, id));
        if let Some((_, id)) = in_head {
            return Some(id);
        }
        if let Some(id) = self.named_body(span, head_end) {
            return Some(id);
        }
        let rest = self.r.text.span(span);
        let apposed = self.mentions_in(rest).find(|&&(mention, id)| {
            let person = self.kind_of(id) == Some(EntityKind::Person);
            let next = self.r.text.token_at(mention.start) == head_end + 1
                || matches!(self.r.lower(range.start), "one" | "another")
                    && self.r.lower(head_end) == "of";
            person
                && self.follows_comma(mention)
                && (next || self.r.is(head_end - 1, Kinds::PERSON))
                && !self.is_of_person(head_end, mention)
                && !self.r.plural(head_end - 1)
        });
        let apposed = apposed.map(|&(_, id)| id);
        apposed
            .or_else(|| self.apposition_name(span, head_end))
            .or_else(|| self.post_of_body(span, head_end))
    }

    /// Whether a mention is that of one of a party's people and not of the party: "the retiring Republican".
    fn is_member(&self, span: TokenSpan, mention: Span, id: EntityId) -> bool {
        let entity = self.entities.get(id.0 as usize);
        let text = self.r.text.slice(self.r.text.tokens_in(mention));
        let after = self.r.text.tokens_in(mention).range().end;
        let seat = self.r.comma(after) && self.is_seat(after + 1);
        let many = entity.is_some_and(|e| {
            e.kind != EntityKind::Person && e.name.strip_suffix('s') == Some(text)
        });
        let own = many && self.r.is(span.range().start, Kinds::DETERMINER);
        own || seat || self.is_national(span)
    }

    /// Whether the state of somebody's seat stands at `at`: "Nebraska-based".
    fn is_seat(&self, at: usize) -> bool {
        let name = |i: &usize| self.r.text.is(*i, Class::CAPITAL) && !self.r.hyphened(*i);
        let last = at + (at..at + 3).take_while(name).count();
        self.r.hyphened(last) && matches!(self.r.lower(last + 2), "based" | "headquartered")
    }

    /// The person whose name follows that of the body right after its "of": "president of the Farmers' Union Ana Tull".
    fn post_of_body(&self, span: TokenSpan, head_end: usize) -> Option<EntityId> {
        let last = self
            .r
            .text
            .span(TokenSpan::at(span.range().end - 1, span.range().end));
        let (name, id) = self.mention_at(last)?;
        let start = self.r.text.token_at(name.start);
        let post = self.r.is(head_end - 1, Kinds::PERSON)
            && matches!(self.r.lower(head_end), "of" | "for");
        let titled = |i: usize| {
            let title = self.r.text.is(i, Class::CAPITAL) && !self.r.is(i, Kinds::PERSON);
            let body = self.r.is(i, Kinds::ORGANIZATION) && !self.r.text.is(i, Class::CAPITAL);
            body || title && self.r.text.is(head_end - 1, Class::CAPITAL)
        };
        let person = self.kind_of(id) == Some(EntityKind::Person);
        let plain = !(span.range().start..start).any(|i| self.r.comma(i));
        if post && plain && start > head_end + 1 && titled(start - 1) && person {
            return Some(id);
        }
        let body = start.checked_sub(1).filter(|&i| i > head_end && post)?;
        let body = self.r.text.span(TokenSpan::at(body, body + 1));
        let (_, other) = self.mention_at(body)?;
        let placed = matches!(
            self.kind_of(other),
            Some(EntityKind::Organization | EntityKind::Location)
        );
        (person && placed).then_some(id)
    }

    /// The name that the apposition to a singular noun ends with: "his neighbour, the retired judge Helen Abara", "the
    /// operator, Northsound Lines".
    pub(super) fn apposition_name(&self, span: TokenSpan, head_end: usize) -> Option<EntityId> {
        let head = head_end - 1;
        let range = span.range();
        let comma = (head_end..range.end).find(|&i| self.r.comma(i))?;
        let common = !self.r.text.is(head, Class::CAPITAL) && !self.r.plural(head);
        let inner = (head_end..comma).any(|i| self.r.is(i, Kinds::PERSON.or(Kinds::DETERMINER)));
        let own = Kinds::PERSON.or(Kinds::ORGANIZATION);
        if inner && !self.r.is(head, own) {
            return None;
        }
        let joined = (head_end..comma).any(|i| self.r.lower(i) == "and");
        let named = self.r.text.span(TokenSpan::at(comma + 1, comma + 2));
        if !common || joined || self.is_of_person(head_end, named) {
            return None;
        }
        let end = (comma + 1..range.end)
            .find(|&i| self.r.comma(i))
            .unwrap_or(range.end);
        let last = self.r.text.span(TokenSpan::at(end - 1, end));
        let (_, id) = self.mention_at(last)?;
        let relative = (comma + 1..end).any(|i| {
            self.r.is(i, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR)) && !self.inside_mention(i)
        });
        let kind = self.kind_of(id)?;
        let thing = self.r.is(head, Kinds::ORGANIZATION.or(Kinds::DOCUMENT));
        let post = self.r.is(head, Kinds::PERSON);
        let person = (post || !thing) && kind == EntityKind::Person;
        let body =
            (!post || self.r.is(head, Kinds::PROPRIETOR)) && kind == EntityKind::Organization;
        (!relative && (person || body)).then_some(id)
    }

    /// Whether a name is that of a person whom the phrase before it brings in, and the head somebody of theirs: "the mother
    /// of the teenager, Malik Abernathy".
    fn is_of_person(&self, head_end: usize, mention: Span) -> bool {
        let at = self.r.text.token_at(mention.start);
        let kin = self.r.is(head_end - 1, Kinds::KIN) && self.r.lower(head_end) == "of";
        kin && (head_end..at).any(|i| self.r.is(i, Kinds::PERSON))
    }

    pub(super) fn follows_comma(&self, mention: Span) -> bool {
        let at = self.r.text.token_at(mention.start);
        let title = |i: usize| {
            self.r
                .text
                .is(i, Class::CAPITAL | Class::DOTTED | Class::STOP)
        };
        let run = (0..at)
            .rev()
            .take(MOST_TITLES)
            .take_while(|&i| title(i))
            .count();
        (0..=run + 1).any(|n| at > n && self.r.comma(at - n - 1))
    }

    pub(super) fn mentions_in(&self, bytes: Span) -> impl Iterator<Item = &(Span, EntityId)> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < bytes.start);
        self.mentions[from..]
            .iter()
            .take(16)
            .take_while(move |(span, _)| span.end <= bytes.end)
    }

    /// The mention that holds a stretch of text.
    pub(super) fn mention_at(&self, bytes: Span) -> Option<(Span, EntityId)> {
        let after = self
            .mentions
            .partition_point(|(span, _)| span.start <= bytes.start);
        let before = self.mentions[..after].iter().rev().take(4);
        before.copied().find(|(span, _)| span.overlaps(bytes))
    }

    /// The end of the head of a noun phrase: before its first comma, bracket, preposition or relative pronoun.
    pub(super) fn head_end(&self, span: TokenSpan) -> usize {
        let range = span.range();
        let stop = (range.start + 1..range.end).find(|&i| {
            self.r.breaks(i)
                || self.r.lower(i) == "("
                || self.r.is(i, Kinds::ISSUED)
                || self.r.is(i, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR))
                    && !self.r.hyphened(i)
                    && !self.inside_mention(i)
        });
        stop.unwrap_or(range.end)
    }

    pub(super) fn inside_mention(&self, at: usize) -> bool {
        self.mention_at(self.r.text.span(TokenSpan::at(at, at + 1)))
            .is_some()
    }

    /// Whether a noun phrase names two or more things with "and" between them, so that no one of them is its source.
    pub(super) fn joins_names(&self, span: TokenSpan) -> bool {
        let end = self.head_end(span);
        let head = self.r.text.span(TokenSpan::at(span.range().start, end));
        let mut inside = self.mentions_in(head).peekable();
        while let Some(&(left, one)) = inside.next() {
            let Some(&&(right, other)) = inside.peek() else {
                return false;
            };
            let after = self.r.text.tokens_in(left).range().end;
            let next = self.r.text.tokens_in(right).range().start;
            let joined = (after..next).any(|i| matches!(self.r.lower(i), "and" | "nor"));
            let owns = self.r.text.is(after, Class::POSSESSIVE);
            if one != other && joined && !owns {
                return true;
            }
        }
        false
    }

    /// Whether a noun phrase is a list of names: "Cairo, Riyadh and Washington".
    fn lists_names(&self, span: TokenSpan) -> bool {
        let mut named = self.mentions_in(self.r.text.span(span)).peekable();
        let (mut comma, mut and) = (false, false);
        while let Some(&(left, _)) = named.next() {
            let Some(&&(right, _)) = named.peek() else {
                break;
            };
            let after = self.r.text.tokens_in(left).range().end;
            let next = self.r.text.tokens_in(right).range().start;
            let joins = (after..next).any(|i| self.r.lower(i) == "and");
            if next > after + 2 || !(joins || next == after + 1 && self.r.comma(after)) {
                return false;
            }
            and |= joins;
            comma |= !joins;
        }
        comma && and
    }

    /// Whether two persons with appositions are joined: "Ana Lopes, 44, a surgeon, and her husband, Jon Lopes, 42".
    fn joins_persons(&self, span: TokenSpan) -> bool {
        let range = span.range();
        let joins = |&i: &usize| self.r.lower(i) == "and" && self.r.comma(i - 1);
        let Some(and) = range.clone().skip(1).find(joins) else {
            return false;
        };
        let person = |from: usize, end: usize| {
            let bytes = self.r.text.span(TokenSpan::at(from, end));
            let first = self.mentions_in(bytes).next();
            first.filter(|&&(_, id)| self.kind_of(id) == Some(EntityKind::Person))
        };
        let (Some(left), Some(right)) = (person(range.start, and), person(and + 1, range.end))
        else {
            return false;
        };
        let at = self.r.text.token_at(right.0.start);
        let led =
            at == and + 1 || self.r.is(and + 1, Kinds::POSSESSIVE) && self.follows_comma(right.0);
        led && left.1 != right.1
    }

    /// What those are that a noun phrase names with "and" between them.
    pub(super) fn joined_kind(&self, span: TokenSpan) -> Option<SourceKind> {
        if !self.joins_names(span) && !self.lists_names(span) && !self.joins_persons(span) {
            return None;
        }
        let bytes = self.r.text.span(span);
        let &(_, id) = self.mentions_in(bytes).next()?;
        self.kind_of(id).map(source_kind)
    }

    /// Who wrote the document that a noun phrase without a name describes: "a Financial Times report", "reports by the
    /// ministry".
    pub(super) fn author(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let head_end = self.head_end(span);
        let agent = matches!(self.r.lower(head_end), "by" | "from");
        let start = if agent { head_end } else { range.start };
        let end = if agent { range.end } else { head_end };
        let words = TokenSpan::at(start, end.max(start));
        if self.joins_names(TokenSpan::at(
            (start + usize::from(agent)).min(words.range().end),
            words.range().end,
        )) {
            return None;
        }
        let bytes = self.r.text.span(words);
        let &(mention, id) = self.mentions_in(bytes).next()?;
        let after = self.r.text.tokens_in(mention).range().end;
        let possessed = self.r.text.is(after, Class::POSSESSIVE);
        if agent && possessed {
            return None;
        }
        match self.kind_of(id)? {
            EntityKind::Organization => Some(id),
            EntityKind::Person => (agent || possessed).then_some(id),
            _ => None,
        }
    }

    /// The body whose name stands before a common noun for it: "the CGT labor confederation".
    fn named_body(&self, span: TokenSpan, head_end: usize) -> Option<EntityId> {
        let head = head_end - 1;
        let body = self.r.is(head, Kinds::NAMED_BODY) && !self.r.text.is(head, Class::CAPITAL);
        let words = self.r.text.span(TokenSpan::at(
            span.range().start,
            head.max(span.range().start),
        ));
        let &(mention, id) = self.mentions_in(words).last().filter(|_| body)?;
        let after = self.r.text.tokens_in(mention).range().end;
        let near = head <= after + 1 && !self.r.text.is(after, Class::POSSESSIVE);
        let kind = self.kind_of(id)?;
        (near && kind == EntityKind::Organization).then_some(id)
    }

    /// The words of a noun phrase before the name, without its possessor, or its apposition, where they tell a post.
    pub(super) fn role_beside(&self, span: TokenSpan, id: EntityId) -> Option<String> {
        let bytes = self.r.text.span(span);
        let &(mention, _) = self.mentions_in(bytes).find(|(_, other)| *other == id)?;
        let at = self.r.text.token_at(mention.start);
        let start =
            span.range().start + usize::from(self.r.is(span.range().start, Kinds::DETERMINER));
        let comma = (start..at).find(|&i| self.r.comma(i));
        let tokens = self.bare_post(TokenSpan::at(start, comma.unwrap_or(at).max(start)));
        let tells = tokens.range().any(|i| self.r.is(i, Kinds::PERSON));
        if tells {
            return Some(self.r.text.slice(tokens).to_owned());
        }
        let after = self.r.text.tokens_in(mention).range().end;
        let end = span.range().end;
        let apposed = TokenSpan::at((after + 1).min(end), end);
        let tells = self.r.comma(after)
            && !self.r.is(apposed.range().start, Kinds::PREPOSITION)
            && apposed
                .range()
                .take(12)
                .any(|i| self.r.is(i, Kinds::PERSON));
        tells.then(|| self.r.text.slice(apposed).to_owned())
    }

    /// A phrase before a name without the possessor at its start and the comma and "Dr" at its end.
    pub(super) fn bare_post(&self, phrase: TokenSpan) -> TokenSpan {
        let text = self.r.text;
        let mut range = phrase.range();
        let mark = |i: usize| text.is(i, Class::MARK | Class::DOTTED | Class::STOP);
        let address = |i: usize| self.r.is(i, Kinds::ADDRESS);
        while !range.is_empty() && (mark(range.end - 1) || address(range.end - 1)) {
            range.end -= 1;
        }
        let owner = range
            .clone()
            .rev()
            .find(|&i| text.is(i, Class::POSSESSIVE) || matches!(text.lower(i), "its" | "their"));
        if let Some(owner) = owner {
            range.start = owner + 1;
        }
        TokenSpan::at(range.start, range.end)
    }
}

/// The persons by the initials of their names, of two or three words; none where two persons share them.
pub(super) fn initials(entities: &[Entity]) -> FxHashMap<String, Option<EntityId>> {
    let mut found: FxHashMap<String, Option<EntityId>> = FxHashMap::default();
    for (id, entity) in (0_u32..).zip(entities) {
        if entity.kind != EntityKind::Person {
            continue;
        }
        let letters = entity
            .name
            .split_whitespace()
            .filter_map(|w| w.chars().next());
        let key: String = letters.filter(|letter| letter.is_uppercase()).collect();
        if (2..=3).contains(&key.chars().count()) {
            found
                .entry(key)
                .and_modify(|other| *other = None)
                .or_insert(Some(EntityId(id)));
        }
    }
    found
}

pub(super) const fn source_kind(kind: EntityKind) -> SourceKind {
    match kind {
        EntityKind::Person => SourceKind::Person,
        EntityKind::Work | EntityKind::Law => SourceKind::Document,
        _ => SourceKind::Organization,
    }
}
