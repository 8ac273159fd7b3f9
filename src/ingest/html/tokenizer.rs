//! Markup to the tokens that html5ever's tree builder takes, as the HTML standard's tokenizer gives them.
//!
//! html5ever's own tokenizer goes letter by letter and makes a token of every attribute. This one jumps from `<` to `<`,
//! shares the text with the page instead of copying it, and reads only the attributes that somebody asks for. Scripts,
//! drawings and formulas are gone before ([`super::prepass`]), so the states of foreign content are not needed.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, states};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use memchr::{memchr, memchr3, memmem};

use super::entities;

/// The attributes that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Attributes {
    /// Those that the choice of the text and of the facts asks for.
    Read,
    /// All whose names are not longer than any that is in use.
    All,
}

/// Hands the tokens of a page to `sink`, the last of them the end of the file.
pub(super) fn run(html: &str, attributes: Attributes, sink: &impl TokenSink) {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let tokenizer = Tokenizer {
        html,
        shared: StrTendril::from_slice(html),
        attributes,
        sink,
    };
    let mut at = 0;
    while at < html.len() {
        at = tokenizer.text(at);
        at = tokenizer.markup(at);
    }
    tokenizer.emit(Token::EOFToken);
    sink.end();
}

/// The most attributes of an element that are kept; each is compared with those before it.
pub(super) const MOST_ATTRIBUTES: usize = 128;
/// The longest name of an attribute that is kept, in bytes.
const LONGEST_NAME: usize = 64;

struct Tokenizer<'a, S> {
    html: &'a str,
    /// The same text, of which the tokens are slices.
    shared: StrTendril,
    attributes: Attributes,
    sink: &'a S,
}

/// How the text of an element is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Between tags: references count, NUL is dropped.
    Data,
    /// `<title>`: references count.
    Text,
    /// `<noscript>`: nothing counts but its end tag.
    Raw,
    /// The value of an attribute.
    Value,
}

impl<S: TokenSink> Tokenizer<'_, S> {
    fn bytes(&self) -> &[u8] {
        self.html.as_bytes()
    }

    fn emit(&self, token: Token) {
        let _ = self.sink.process_token(token, 1);
    }

    /// Emits the text up to the next markup; gives where that begins.
    fn text(&self, at: usize) -> usize {
        let end = self.next_markup(at).unwrap_or(self.html.len());
        self.characters(at, end, Mode::Data);
        end
    }

    /// The next `<` that opens something.
    fn next_markup(&self, mut at: usize) -> Option<usize> {
        let bytes = self.bytes();
        loop {
            at += memchr(b'<', &bytes[at..])?;
            match bytes.get(at + 1)? {
                b'!' | b'?' => return Some(at),
                b'/' if at + 2 < bytes.len() => return Some(at),
                b if b.is_ascii_alphabetic() => return Some(at),
                _ => at += 1,
            }
        }
    }

    fn characters(&self, start: usize, end: usize, mode: Mode) {
        if start < end {
            self.emit(Token::CharacterTokens(self.slice(start, end, mode)));
        }
    }

    /// A part of the page as it is meant: references resolved, ends of lines made equal.
    fn slice(&self, start: usize, end: usize, mode: Mode) -> StrTendril {
        let run = &self.html[start..end];
        if memchr3(b'&', b'\r', 0, run.as_bytes()).is_some() {
            return meant(run, mode);
        }
        match (u32::try_from(start), u32::try_from(run.len())) {
            (Ok(start), Ok(len)) => self.shared.subtendril(start, len),
            _ => StrTendril::from_slice(run),
        }
    }

    /// Handles the markup that begins at `at`; gives where to go on.
    fn markup(&self, at: usize) -> usize {
        match (self.bytes().get(at + 1), self.bytes().get(at + 2)) {
            (None, _) => self.html.len(),
            (Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => self.end_tag(at + 2),
            (Some(b'/' | b'?'), _) => self.skip(at, ">"),
            (Some(b'!'), _) => self.declaration(at),
            _ => self.start_tag(at + 1),
        }
    }

    /// Where to go on behind the next `end`.
    fn skip(&self, at: usize, end: &str) -> usize {
        let found = memmem::find(&self.bytes()[at..], end.as_bytes());
        found.map_or(self.html.len(), |found| at + found + end.len())
    }

    fn declaration(&self, at: usize) -> usize {
        let rest = &self.html[at..];
        if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            self.skip(at, ">")
        } else if rest.starts_with("<!--") {
            self.skip(at, "-->")
        } else {
            let end = self.skip(at, ">");
            let name = rest.get(2..9);
            if name.is_some_and(|name| name.eq_ignore_ascii_case("doctype")) {
                let body = self.html[at + 9..end].trim_end_matches('>');
                self.emit(Token::DoctypeToken(doctype(body)));
            }
            end
        }
    }

    fn start_tag(&self, at: usize) -> usize {
        let name_end = at + name_len(&self.bytes()[at..]);
        let name = local_name(&self.html[at..name_end]);
        let mut attrs = Vec::new();
        let Some((end, self_closing)) = self.attributes(name_end, &mut |start, end, value| {
            if attrs.len() < MOST_ATTRIBUTES
                && let Some(name) = self.attribute(&self.html[start..end])
                && !attrs.iter().any(|a: &Attribute| a.name.local == name)
            {
                let value = self.slice(value.0, value.1, Mode::Value);
                let name = QualName::new(None, ns!(), name);
                attrs.push(Attribute { name, value });
            }
        }) else {
            return self.html.len();
        };
        let tag = Tag {
            kind: TagKind::StartTag,
            name: name.clone(),
            self_closing,
            attrs,
            had_duplicate_attributes: false,
        };
        match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(states::RawKind::Rcdata) => self.raw(end, &name, Mode::Text),
            TokenSinkResult::RawData(_) => self.raw(end, &name, Mode::Raw),
            TokenSinkResult::Plaintext => {
                self.characters(end, self.html.len(), Mode::Raw);
                self.html.len()
            }
            _ => end,
        }
    }

    /// The name of an attribute, if it is one that is kept.
    fn attribute(&self, name: &str) -> Option<LocalName> {
        let read = read_attribute(name.as_bytes());
        let others = self.attributes == Attributes::All && name.len() <= LONGEST_NAME;
        read.or_else(|| others.then(|| local_name(name)))
    }

    fn end_tag(&self, at: usize) -> usize {
        let name_end = at + name_len(&self.bytes()[at..]);
        let Some((end, _)) = self.attributes(name_end, &mut |_, _, _| ()) else {
            return self.html.len();
        };
        self.emit(Token::TagToken(Tag {
            kind: TagKind::EndTag,
            name: local_name(&self.html[at..name_end]),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
        end
    }

    /// Emits the text of an element that holds nothing else; gives where its end tag begins.
    fn raw(&self, at: usize, name: &str, mode: Mode) -> usize {
        let end = self.end_of(at, name).unwrap_or(self.html.len());
        self.characters(at, end, mode);
        end
    }

    /// Where the next end tag of that name begins.
    fn end_of(&self, mut at: usize, name: &str) -> Option<usize> {
        loop {
            at += memmem::find(&self.bytes()[at..], b"</")?;
            let rest = &self.bytes()[at + 2..];
            let named = rest
                .get(..name.len())?
                .eq_ignore_ascii_case(name.as_bytes());
            let after = rest.get(name.len())?;
            if named && (after.is_ascii_whitespace() || matches!(after, b'/' | b'>')) {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Goes over the attributes of a tag whose name ends at `at` and tells of each where its name and its value stand.
    /// Gives the end of the tag and whether it closes itself; nothing where the page ends before.
    fn attributes(
        &self,
        mut at: usize,
        found: &mut dyn FnMut(usize, usize, (usize, usize)),
    ) -> Option<(usize, bool)> {
        let bytes = self.bytes();
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((at + 1, bytes[at - 1] == b'/')),
                b'/' => at += 1,
                b if b.is_ascii_whitespace() => at += 1,
                _ => {
                    // The first byte belongs to the name whatever it is.
                    let name_end = at + 1 + scan(&bytes[at + 1..], is_name);
                    let (value, next) = self.value(name_end)?;
                    found(at, name_end, value);
                    at = next;
                    // The slash of an unquoted value is its own.
                    if bytes.get(at) == Some(&b'>') {
                        return Some((at + 1, false));
                    }
                }
            }
        }
    }

    /// The value behind the name of an attribute that ends at `name_end`, and where to go on.
    fn value(&self, name_end: usize) -> Option<((usize, usize), usize)> {
        let bytes = self.bytes();
        let equals = name_end + scan(&bytes[name_end..], |b| b.is_ascii_whitespace());
        if *bytes.get(equals)? != b'=' {
            return Some(((equals, equals), equals));
        }
        let start = equals + 1 + scan(&bytes[equals + 1..], |b| b.is_ascii_whitespace());
        match *bytes.get(start)? {
            quote @ (b'"' | b'\'') => {
                let end = start + 1 + memchr(quote, &bytes[start + 1..])?;
                Some(((start + 1, end), end + 1))
            }
            _ => {
                let end = start + scan(&bytes[start..], |b| !b.is_ascii_whitespace() && b != b'>');
                Some(((start, end), end))
            }
        }
    }
}

fn scan(bytes: &[u8], test: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|b| !test(*b)).unwrap_or(bytes.len())
}

const fn is_name(b: u8) -> bool {
    !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')
}

fn name_len(bytes: &[u8]) -> usize {
    scan(bytes, |b| {
        !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')
    })
}

fn local_name(name: &str) -> LocalName {
    if name.bytes().any(|b| b.is_ascii_uppercase() || b == 0) {
        return LocalName::from(name.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    LocalName::from(name)
}

/// The name of an attribute, if it is one that is read.
fn read_attribute(name: &[u8]) -> Option<LocalName> {
    let mut lower = [0; 16];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"class" => local_name!("class"),
        b"id" => local_name!("id"),
        b"href" => local_name!("href"),
        b"rel" => local_name!("rel"),
        b"itemprop" => local_name!("itemprop"),
        b"role" => local_name!("role"),
        b"style" => local_name!("style"),
        b"hidden" => local_name!("hidden"),
        b"aria-hidden" => local_name!("aria-hidden"),
        b"property" => local_name!("property"),
        b"name" => local_name!("name"),
        b"content" => local_name!("content"),
        b"http-equiv" => local_name!("http-equiv"),
        b"datetime" => local_name!("datetime"),
        b"lang" => local_name!("lang"),
        // The tree builder asks for the type of an input.
        b"type" => local_name!("type"),
        b"pubdate" | b"xml:lang" | b"data-testid" | b"data-component" | b"data-qa" => {
            LocalName::from(std::str::from_utf8(lower).ok()?)
        }
        _ => return None,
    })
}

/// The text that a run of source stands for.
fn meant(run: &str, mode: Mode) -> StrTendril {
    let mut out = StrTendril::with_capacity(u32::try_from(run.len()).unwrap_or(0));
    let mut rest = run;
    while let Some(at) = memchr3(b'&', b'\r', 0, rest.as_bytes()) {
        out.push_slice(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'\r' => {
                out.push_char('\n');
                after.strip_prefix('\n').unwrap_or(after)
            }
            0 => {
                if mode != Mode::Data {
                    out.push_char('\u{fffd}');
                }
                after
            }
            _ => after_reference(&mut out, after, mode),
        };
    }
    out.push_slice(rest);
    out
}

/// Writes what the reference behind an ampersand means; gives what comes after it.
fn after_reference<'t>(out: &mut StrTendril, after: &'t str, mode: Mode) -> &'t str {
    let found = (mode != Mode::Raw)
        .then(|| entities::reference_in_markup(after, mode == Mode::Value))
        .flatten();
    let Some(((first, second), used)) = found else {
        out.push_char('&');
        return after;
    };
    out.push_char(first);
    if let Some(second) = second {
        out.push_char(second);
    }
    &after[used..]
}

/// Reads what stands behind `<!doctype`.
fn doctype(body: &str) -> Doctype {
    let body = body.trim_ascii();
    let name_end = body
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(body.len());
    let name = (name_end > 0).then(|| StrTendril::from(body[..name_end].to_ascii_lowercase()));
    let rest = body[name_end..].trim_ascii_start();
    let keyword = rest.get(..6).unwrap_or(rest).to_ascii_lowercase();
    let after = rest.get(6..).unwrap_or_default();
    let (public_id, system_id) = match &*keyword {
        "public" => {
            let (public, after) = quoted(after);
            (public, quoted(after).0)
        }
        "system" => (None, quoted(after).0),
        _ => (None, None),
    };
    let missing = public_id.is_none() && system_id.is_none();
    Doctype {
        force_quirks: name.is_none() || !rest.is_empty() && missing,
        name,
        public_id,
        system_id,
    }
}

/// The quoted text at the start, and what comes after it.
fn quoted(text: &str) -> (Option<StrTendril>, &str) {
    let text = text.trim_ascii_start();
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return (None, text);
    };
    match text[1..].split_once(quote) {
        Some((inner, after)) => (Some(StrTendril::from_slice(inner)), after),
        None => (None, ""),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Writes tokens down.
    struct Notes(RefCell<String>);

    impl TokenSink for Notes {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            let mut notes = self.0.borrow_mut();
            match token {
                Token::CharacterTokens(text) => notes.push_str(&text),
                Token::TagToken(tag) => {
                    let slash = if tag.kind == TagKind::EndTag { "/" } else { "" };
                    let attrs: String = tag
                        .attrs
                        .iter()
                        .map(|a| format!(" {}={:?}", a.name.local, &*a.value))
                        .collect();
                    let end = if tag.self_closing { "/" } else { "" };
                    notes.push_str(&format!("[{slash}{}{attrs}{end}]", tag.name));
                    if tag.kind == TagKind::StartTag && &*tag.name == "title" {
                        return TokenSinkResult::RawData(states::RawKind::Rcdata);
                    }
                    if tag.kind == TagKind::StartTag && &*tag.name == "noscript" {
                        return TokenSinkResult::RawData(states::RawKind::Rawtext);
                    }
                }
                Token::DoctypeToken(doctype) => notes.push_str(&format!(
                    "[!{} {}]",
                    doctype.name.unwrap_or_default(),
                    doctype.force_quirks
                )),
                _ => {}
            }
            TokenSinkResult::Continue
        }
    }

    fn tokens(html: &str) -> String {
        let notes = Notes(RefCell::default());
        run(html, Attributes::Read, &notes);
        notes.0.into_inner()
    }

    #[test]
    fn tags_and_the_attributes_that_are_read() {
        assert_eq!(
            tokens("<P Class=a onclick='x>y' CLASS=b id = \"c d\"data-x>t</P >"),
            r#"[p class="a" id="c d"]t[/p]"#
        );
        assert_eq!(
            tokens("<a href=x/>y<br/><br / ><hr hidden>"),
            "[a href=\"x/\"]y[br/][br][hr hidden=\"\"]"
        );
        assert_eq!(tokens("<a =href=1>x<a href>"), "[a]x[a href=\"\"]");
    }

    #[test]
    fn attributes_beyond_the_bound_are_left_out() {
        let many: String = (0..100_000).map(|i| format!(" a{i}={i}")).collect();
        let notes = Notes(RefCell::default());
        run(&format!("<p{many}>x</p>"), Attributes::All, &notes);
        let notes = notes.0.into_inner();
        assert_eq!(notes.matches('=').count(), MOST_ATTRIBUTES);
        assert!(notes.ends_with("]x[/p]"));
    }

    #[test]
    fn what_opens_no_tag_is_text() {
        assert_eq!(tokens("a < b <3 <<p><"), "a < b <3 <[p]<");
        assert_eq!(tokens("x</>y</ z>w<?php ?>v</"), "xywv</");
        assert_eq!(tokens(&"<".repeat(1000)), "<".repeat(1000));
    }

    #[test]
    fn what_never_ends_is_no_tag() {
        assert_eq!(tokens("x<p class='a>y"), "x");
        assert_eq!(tokens("x<p class"), "x");
        assert_eq!(tokens("x<!-- y"), "x");
        assert_eq!(tokens("x</p"), "x");
    }

    #[test]
    fn references_are_resolved_in_text_and_values() {
        assert_eq!(
            tokens("A&amp;B &notit; &lt;p&gt; &#8217; &#x41;"),
            "A&B ¬it; <p> ’ A"
        );
        assert_eq!(
            tokens("<a href='?a=1&copy=2&amp;b&lt=&eacute;'>"),
            "[a href=\"?a=1&copy=2&b&lt=é\"]"
        );
        assert_eq!(
            tokens("& &; &# &#x; &unknown; &amp"),
            "& &; &# &#x; &unknown; &"
        );
        assert_eq!(tokens("a\r\nb\rc\0d"), "a\nb\ncd");
    }

    #[test]
    fn titles_hold_no_tags_and_raw_elements_no_references() {
        assert_eq!(
            tokens("<title>A <b> &amp; B</titles></TITLE >x"),
            "[title]A <b> & B</titles>[/title]x"
        );
        assert_eq!(
            tokens("<noscript><p>&amp;</noscript>x"),
            "[noscript]<p>&amp;[/noscript]x"
        );
        assert_eq!(tokens("<title>x</titl"), "[title]x</titl");
    }

    #[test]
    fn document_types_tell_old_pages() {
        let old = r#"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://x">"#;
        assert_eq!(tokens(old), "[!html false]");
        assert_eq!(tokens("<!doctype html>"), "[!html false]");
        assert_eq!(tokens("<!doctype>"), "[! true]");
        assert_eq!(tokens("<!doctype html bogus>"), "[!html true]");
    }
}
