//! Feeds in XML as a stream of items: elements are read one after another, and only one item is held.
//!
//! Entities that HTML knows and ampersands that nothing follows are let through, as readers of feeds do; what else is not
//! well-formed ends the feed where it stands.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, BytesText, Event};

use crate::ingest::IngestError;
use crate::ingest::html::entities;

/// Elements that only hold the feed together.
const FRAMES: [&str; 4] = ["rss", "channel", "feed", "rdf:RDF"];

/// An element below an item or a feed: its name, `author/name` for one in another, what is in it.
#[derive(Debug, Default)]
pub(super) struct Field {
    name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
}

impl Field {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What is known of an item or of the feed.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// It is an `entry`, as Atom has them, not an `item`.
    pub(super) is_entry: bool,
    fields: Vec<Field>,
}

impl Element {
    /// The fields of one of these names, in the order in which they stand.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    /// The first text that is not blank, in the order of the names.
    pub(super) fn text(&self, names: &[&str]) -> Option<&str> {
        let texts = |name: &&str| {
            self.all(name)
                .map(|field| field.text.trim())
                .find(|text| !text.is_empty())
        };
        names.iter().find_map(texts)
    }
}

/// The items of a feed.
pub(super) struct Items<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// The elements that are open.
    path: Vec<String>,
    /// How many are open outside of the item that is being read.
    outside: Option<usize>,
    item: Element,
    /// What is known of the feed so far.
    pub(super) feed: Element,
    ended: bool,
}

impl<'t> Items<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self {
            text,
            reader,
            path: Vec::new(),
            outside: None,
            item: Element::default(),
            feed: Element::default(),
            ended: false,
        }
    }

    /// The next item; an error where the feed is not well-formed, which is the last.
    pub(super) fn next(&mut self) -> Option<Result<Element, IngestError>> {
        while !self.ended {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Some(Err(self.broken(&error.to_string()))),
            };
            match event {
                Event::Start(start) => {
                    if let Err(error) = self.open(&start) {
                        return Some(Err(error));
                    }
                }
                Event::Empty(start) => {
                    self.begin(&start);
                    self.path.pop();
                }
                Event::End(_) => {
                    if let Some(item) = self.close() {
                        return Some(Ok(item));
                    }
                }
                Event::Text(text) => self.push(&text.into_inner()),
                Event::CData(text) => self.push(&text.into_inner()),
                Event::GeneralRef(reference) => self.push(&resolved(&reference)),
                Event::Eof if self.path.is_empty() => self.ended = true,
                Event::Eof => {
                    return Some(Err(self.broken_at("it ends too early", self.text.len())));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        None
    }

    /// Opens an element. Markup that stands in a feed as it is (`type="xhtml"`) is taken over whole.
    fn open(&mut self, start: &BytesStart<'t>) -> Result<(), IngestError> {
        let markup = self.begin(start)
            && attributes(start).any(|(key, value)| key == "type" && value == "xhtml");
        if markup {
            let inner = self
                .reader
                .read_text(start.name())
                .map(BytesText::into_inner);
            match inner {
                Ok(inner) => self.push(&inner),
                Err(error) => return Err(self.broken(&error.to_string())),
            }
            self.path.pop();
        }
        Ok(())
    }

    /// Notes an element; tells whether it is a field.
    fn begin(&mut self, start: &BytesStart<'_>) -> bool {
        let name = start.name().into_inner();
        let name = name.strip_prefix("atom:").unwrap_or(name);
        self.path.push(name.to_owned());
        if self.outside.is_none() && matches!(name, "item" | "entry") {
            self.outside = Some(self.path.len() - 1);
            self.item.is_entry = name == "entry";
            return false;
        }
        let Some(name) = self.field_name() else {
            return false;
        };
        let field = Field {
            name,
            attributes: attributes(start).collect(),
            text: String::new(),
        };
        self.fields().push(field);
        true
    }

    /// The name of the field that is open: the elements below the item or the feed, two at most.
    fn field_name(&self) -> Option<String> {
        let from = match self.outside {
            Some(outside) => outside + 1,
            None => self
                .path
                .iter()
                .take(FRAMES.len())
                .take_while(|name| FRAMES.contains(&name.as_str()))
                .count(),
        };
        let below = self.path.get(from..)?;
        (1..=2).contains(&below.len()).then(|| below.join("/"))
    }

    fn fields(&mut self) -> &mut Vec<Field> {
        match self.outside {
            Some(_) => &mut self.item.fields,
            None => &mut self.feed.fields,
        }
    }

    /// Appends text to the field that is open. Elements inside of one, as some feeds have them, leave their text there.
    fn push(&mut self, text: &str) {
        let from = self.outside.map_or(0, |outside| outside + 1);
        if self.path.len() > from
            && let Some(field) = self.fields().last_mut()
        {
            field.text.push_str(text);
        }
    }

    /// Closes an element; gives the item that it was.
    fn close(&mut self) -> Option<Element> {
        self.path.pop();
        if self.outside != Some(self.path.len()) {
            return None;
        }
        self.outside = None;
        Some(std::mem::take(&mut self.item))
    }

    fn broken(&mut self, cause: &str) -> IngestError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(0);
        self.broken_at(cause, at)
    }

    fn broken_at(&mut self, cause: &str, at: usize) -> IngestError {
        self.ended = true;
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        let before = &self.text[..at];
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        let cause = cause.strip_prefix("ill-formed document: ").unwrap_or(cause);
        IngestError::Xml {
            cause: cause.to_owned(),
            line,
            column,
        }
    }
}

fn attributes<'s>(start: &'s BytesStart<'_>) -> impl Iterator<Item = (String, String)> + 's {
    let mut all = start.html_attributes();
    all.with_checks(false);
    let all = all.flatten();
    all.map(|attribute| {
        let value = entities::decode(&attribute.value).into_owned();
        (attribute.key.into_inner().to_owned(), value)
    })
}

/// The character that a reference stands for; the reference itself where there is none.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => entities::decode(&format!("&{};", &**reference)).into_owned(),
    }
}

/// The name of the root of an XML document, where it is that of a feed.
pub(in crate::ingest) fn is_feed(text: &str) -> bool {
    let mut rest = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    loop {
        let ending = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!DOCTYPE") => ">",
            _ => break,
        };
        let Some(end) = rest.find(ending) else {
            return false;
        };
        rest = rest[end + ending.len()..].trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or("");
    let name = name
        .split(|c: char| c.is_whitespace() || c == '>')
        .next()
        .unwrap_or("");
    matches!(name, "rss" | "rdf:RDF" | "feed" | "atom:feed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(xml: &str) -> (Vec<String>, Option<String>) {
        let mut items = Items::new(xml);
        let (mut titles, mut error) = (Vec::new(), None);
        while let Some(item) = items.next() {
            match item {
                Ok(item) => titles.push(item.text(&["title"]).unwrap_or("").to_owned()),
                Err(broken) => error = Some(broken.to_string()),
            }
        }
        (titles, error)
    }

    #[test]
    fn items_are_read_one_by_one() {
        let xml = "<?xml version='1.0'?><rss><channel><title>The Quay</title>\
                   <item><title>Ports &amp; &nbsp;ships &#8211; a<![CDATA[ <b>list</b>]]></title><a><title>no</title></a></item>\
                   <item><title>Fish & chips</title></item></channel></rss>";
        let (titles, error) = titles(xml);
        assert_eq!(
            titles,
            ["Ports & \u{a0}ships – a <b>list</b>", "Fish & chips"]
        );
        assert_eq!(error, None);
    }

    #[test]
    fn what_is_not_well_formed_keeps_the_items_before_it() {
        let (titles_of, error) =
            titles("<rss>\n<item><title>One</title></item>\n<item><title>Two</item></rss>");
        assert_eq!(titles_of, ["One"]);
        let error = error.unwrap();
        assert!(
            error.contains("line 3") && error.starts_with("not well-formed XML"),
            "{error}"
        );
        let (titles_of, error) = titles("<rss><item><title>One</title></item><item><title>Tw");
        assert_eq!(titles_of, ["One"]);
        assert!(error.unwrap().contains("too early at line 1, column 52"));
    }

    #[test]
    fn markup_and_attributes_are_kept() {
        let xml = "<feed xmlns='x'><link href='https://a.example/?b&amp;c'/><entry><content type='xhtml'><div><p>One <i>two</i></p></div></content>\
                   <author><name>Ada</name></author></entry></feed>";
        let mut items = Items::new(xml);
        let entry = items.next().unwrap().unwrap();
        assert_eq!(
            entry.text(&["content"]),
            Some("<div><p>One <i>two</i></p></div>")
        );
        assert_eq!(entry.text(&["author/name"]), Some("Ada"));
        let link = items.feed.all("link").next().unwrap();
        assert_eq!(link.attribute("href"), Some("https://a.example/?b&c"));
    }

    #[test]
    fn feeds_are_known_by_their_root() {
        assert!(is_feed(
            "<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>"
        ));
        assert!(is_feed("<feed xmlns='http://www.w3.org/2005/Atom'>"));
        assert!(!is_feed("<!DOCTYPE html><html>"));
        assert!(!is_feed("<?xml version='1.0'?><urlset>"));
        assert!(!is_feed("<!-- "));
    }
}
