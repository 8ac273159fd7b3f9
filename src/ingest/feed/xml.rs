//! The elements of feeds in XML: those of an item, and those that stand before the items.
//!
//! Entities that HTML knows and ampersands that nothing follows are let through, as readers of feeds do; what else is not
//! well-formed costs the item in which it stands.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, BytesText, Event};

use crate::ingest::IngestError;
use crate::ingest::html::entities;
use crate::model::Place;

/// Elements that only hold the feed together.
const FRAMES: [&str; 4] = ["rss", "channel", "feed", "rdf:RDF"];

/// An element below an item or a feed: its name, `author/name` for one in another, what is in it.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) name: String,
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
    /// All fields, in the order in which they stand.
    pub(super) fn each(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// The fields of this name, in the order in which they stand.
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

/// That something is not well-formed at a place.
pub(super) fn broken(place: Place, cause: &str) -> IngestError {
    let cause = cause.strip_prefix("ill-formed document: ").unwrap_or(cause);
    IngestError::Xml {
        cause: cause.to_owned(),
        line: place.line,
        column: place.column,
    }
}

/// The elements of an item, which is all of the text; an error where that is not well-formed.
pub(super) fn item(text: &str, place: Place) -> Result<Element, IngestError> {
    let mut elements = Elements::new(text, place);
    elements.next().map(Option::unwrap_or_default)
}

/// The elements that stand before the first item, as far as they are well-formed.
pub(super) fn head(text: &str) -> Element {
    let mut elements = Elements::new(text, Place::START);
    // It breaks off where the first item begins.
    let _broken = elements.next();
    elements.feed
}

/// The elements of an item or of the beginning of a feed.
struct Elements<'t> {
    text: &'t str,
    /// Where the text begins.
    place: Place,
    reader: Reader<&'t [u8]>,
    /// The elements that are open.
    path: Vec<String>,
    /// How many are open outside of the item that is being read.
    outside: Option<usize>,
    item: Element,
    /// What is known of the feed so far.
    feed: Element,
}

impl<'t> Elements<'t> {
    fn new(text: &'t str, place: Place) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self {
            text,
            place,
            reader,
            path: Vec::new(),
            outside: None,
            item: Element::default(),
            feed: Element::default(),
        }
    }

    /// The next item; an error where the text is not well-formed.
    fn next(&mut self) -> Result<Option<Element>, IngestError> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(&error.to_string())),
            };
            match event {
                Event::Start(start) => self.open(&start)?,
                Event::Empty(start) => {
                    self.begin(&start);
                    self.path.pop();
                }
                Event::End(_) => {
                    if let Some(item) = self.close() {
                        return Ok(Some(item));
                    }
                }
                Event::Text(text) => self.push(&text.into_inner()),
                Event::CData(text) => self.push(&text.into_inner()),
                Event::GeneralRef(reference) => self.push(&resolved(&reference)),
                Event::Eof if self.path.is_empty() => return Ok(None),
                Event::Eof => {
                    let end = self.place.behind(self.text.as_bytes());
                    return Err(broken(end, "it ends too early"));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
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

    fn broken(&self, cause: &str) -> IngestError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(0);
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        broken(self.place.behind(&self.text.as_bytes()[..at]), cause)
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

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { line: 3, column: 7 };

    fn read(xml: &str) -> Element {
        item(xml, Place::START).unwrap()
    }

    #[test]
    fn texts_of_an_item_are_its_own() {
        let found = read(
            "<item><title>Ports &amp; &nbsp;ships &#8211; a<![CDATA[ <b>list</b>]]></title><a><title>no</title></a></item>",
        );
        let title = found.text(&["title"]);
        assert_eq!(title, Some("Ports & \u{a0}ships – a <b>list</b>"));
        let found = read("<item><title>Fish & chips</title></item>");
        assert_eq!(found.text(&["title"]), Some("Fish & chips"));
    }

    #[test]
    fn what_is_not_well_formed_has_a_place() {
        let broken = |xml, place| item(xml, place).unwrap_err().to_string();
        let error = broken("<item>\n<title>Two</item>", PLACE);
        assert!(
            error.contains("line 4, column 11") && error.starts_with("not well-formed XML"),
            "{error}"
        );
        let error = broken("<item><title>Tw", PLACE);
        assert!(error.contains("too early at line 3, column 22"), "{error}");
    }

    #[test]
    fn markup_and_attributes_are_kept() {
        let entry = read(
            "<entry><content type='xhtml'><div><p>One <i>two</i></p></div></content><author><name>Ada</name></author></entry>",
        );
        assert_eq!(
            entry.text(&["content"]),
            Some("<div><p>One <i>two</i></p></div>")
        );
        assert!(entry.is_entry);
        assert_eq!(entry.text(&["author/name"]), Some("Ada"));
        let feed = head("<feed xmlns='x'><link href='https://a.example/?b&amp;c'/>");
        let link = feed.all("link").next().unwrap();
        assert_eq!(link.attribute("href"), Some("https://a.example/?b&c"));
    }
}
