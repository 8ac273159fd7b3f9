//! What is taken out of a page before it is parsed: scripts (JSON-LD is kept aside), style sheets, drawings, comments,
//! data URIs and attributes without end. Most bytes of a page are such, and html5ever is slow on them.

use memchr::{memchr, memmem};

/// Attributes whose text is longer than this mean nothing to a reader of articles.
const ATTRIBUTE_LIMIT: usize = 4096;
/// A tag whose attributes are longer than this is cut there.
const TAG_LIMIT: usize = 16 * 1024;

/// A page without its machinery.
pub(super) struct Stripped<'a> {
    /// The markup that is left.
    pub(super) html: String,
    /// The bodies of the JSON-LD scripts, in order.
    pub(super) json_ld: Vec<&'a str>,
}

/// Takes the machinery out of a page in one pass.
pub(super) fn strip(page: &str) -> Stripped<'_> {
    let mut pass = Pass {
        page,
        out: String::with_capacity(page.len() / 2),
        json_ld: Vec::new(),
        kept: 0,
        unclosed: 0,
    };
    let mut at = 0;
    while let Some(next) = page
        .as_bytes()
        .get(at..)
        .and_then(|rest| memchr(b'<', rest))
    {
        at = pass.markup(at + next);
    }
    pass.keep_until(page.len());
    Stripped {
        html: pass.out,
        json_ld: pass.json_ld,
    }
}

/// The elements whose content is taken out.
const RAW: [&str; 4] = ["script", "style", "svg", "math"];

struct Pass<'a> {
    page: &'a str,
    out: String,
    json_ld: Vec<&'a str>,
    /// Up to here the page is copied or dropped.
    kept: usize,
    /// Bit by [`RAW`]: no end tag of this kind follows any more, so that it is not searched for again.
    unclosed: u8,
}

impl<'a> Pass<'a> {
    /// Handles the markup that begins with the `<` at `at`; gives where to go on.
    fn markup(&mut self, at: usize) -> usize {
        let after = &self.page.as_bytes()[at + 1..];
        match after.first() {
            Some(b'!') => self.declaration(at),
            Some(b) if b.is_ascii_alphabetic() => self.tag(at),
            _ => at + 1,
        }
    }

    /// Drops a comment; a doctype stays.
    fn declaration(&mut self, at: usize) -> usize {
        let rest = &self.page[at..];
        if !rest.starts_with("<!--") {
            return at + 2;
        }
        let end = if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            rest.find('>').map(|i| i + 1)
        } else {
            memmem::find(rest.as_bytes(), b"-->").map(|i| i + 3)
        };
        let end = end.map_or(self.page.len(), |end| at + end);
        self.drop_range(at, end);
        end
    }

    /// Copies a start tag without overlong attributes and drops the content of raw elements.
    fn tag(&mut self, at: usize) -> usize {
        let name_end = at + 1 + name_len(&self.page.as_bytes()[at + 1..]);
        let name = &self.page[at + 1..name_end];
        let Some(raw) = RAW.iter().position(|raw| name.eq_ignore_ascii_case(raw)) else {
            return self.attributes(name_end);
        };
        // The tag goes as a whole, also where one of its values was too long to keep.
        self.keep_until(at);
        let (length, kept) = (self.out.len(), self.kept);
        let end = self.attributes(name_end);
        self.out.truncate(length);
        self.kept = kept;
        if self.page.as_bytes()[..end].ends_with(b"/>") && raw >= 2 {
            self.drop_range(at, end);
            return end;
        }
        self.raw_element(at, end, raw)
    }

    fn raw_element(&mut self, at: usize, content: usize, raw: usize) -> usize {
        let close = if self.unclosed & 1 << raw == 0 {
            closing_tag(self.page, content, RAW[raw])
        } else {
            None
        };
        let Some((content_end, end)) = close else {
            self.unclosed |= 1 << raw;
            // What an unclosed script or style sheet swallows is no text; an unclosed drawing is only a stray tag.
            let end = if raw < 2 { self.page.len() } else { content };
            self.drop_range(at, end);
            return end;
        };
        let tag = &self.page.as_bytes()[at..content];
        if raw == 0 && memmem::find(&tag.to_ascii_lowercase(), b"ld+json").is_some() {
            self.json_ld.push(&self.page[content..content_end]);
        }
        self.drop_range(at, end);
        end
    }

    /// Goes over the attributes of a tag whose name ends at `at`, dropping overlong values; gives the end of the tag.
    fn attributes(&mut self, mut at: usize) -> usize {
        let bytes = self.page.as_bytes();
        let start = at;
        loop {
            at += bytes[at..]
                .iter()
                .take_while(|b| b.is_ascii_whitespace() || **b == b'/')
                .count();
            match bytes.get(at) {
                None => return bytes.len(),
                Some(b'>') => {
                    if at - start > TAG_LIMIT {
                        self.drop_range(start + cut(&self.page[start..at]), at);
                    }
                    return at + 1;
                }
                Some(_) => at = self.attribute(at),
            }
        }
    }

    /// Goes over one attribute; drops a value that is overlong or a data URI.
    fn attribute(&mut self, at: usize) -> usize {
        let bytes = self.page.as_bytes();
        // The first byte belongs to the name whatever it is, so that every round moves on.
        let name_end = at
            + 1
            + scan(&bytes[at + 1..], |b| {
                !b.is_ascii_whitespace() && !b"/>=".contains(&b)
            });
        let mut value = name_end + scan(&bytes[name_end..], |b| b.is_ascii_whitespace());
        if bytes.get(value) != Some(&b'=') {
            return name_end;
        }
        value += 1;
        value += scan(&bytes[value..], |b| b.is_ascii_whitespace());
        let (start, end, next) = match bytes.get(value) {
            Some(&quote @ (b'"' | b'\'')) => {
                let len = memchr(quote, &bytes[value + 1..]);
                let end = len.map_or(bytes.len(), |len| value + 1 + len);
                (value + 1, end, (end + 1).min(bytes.len()))
            }
            _ => {
                let end = value + scan(&bytes[value..], |b| !b.is_ascii_whitespace() && b != b'>');
                (value, end, end)
            }
        };
        let text = &bytes[start..end];
        if end - start > ATTRIBUTE_LIMIT && !&bytes[at..name_end].eq_ignore_ascii_case(b"content")
            || text.len() > 64 && text[..5].eq_ignore_ascii_case(b"data:")
        {
            self.drop_range(start, end);
        }
        next
    }

    fn keep_until(&mut self, at: usize) {
        if at > self.kept {
            self.out.push_str(&self.page[self.kept..at]);
            self.kept = at;
        }
    }

    fn drop_range(&mut self, start: usize, end: usize) {
        // A value inside the range may have been dropped on its own before.
        self.keep_until(start);
        self.kept = self.kept.max(end);
    }
}

fn scan(bytes: &[u8], test: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|b| test(**b)).count()
}

fn name_len(bytes: &[u8]) -> usize {
    scan(bytes, |b| {
        !b.is_ascii_whitespace() && b != b'/' && b != b'>'
    })
}

/// Where the attributes of an overlong tag can be cut: at the last white space within the limit.
fn cut(attributes: &str) -> usize {
    let head = &attributes[..attributes.floor_char_boundary(TAG_LIMIT)];
    head.rfind(|c: char| c.is_ascii_whitespace()).unwrap_or(0)
}

/// The next `</name`, as the end of the content and the end of the tag.
fn closing_tag(page: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let bytes = page.as_bytes();
    let mut at = from;
    loop {
        at += memmem::find(&bytes[at..], b"</")?;
        let after = at + 2 + name.len();
        let found = bytes.get(at + 2..after)?;
        if found.eq_ignore_ascii_case(name.as_bytes())
            && bytes.get(after).is_none_or(|b| !b.is_ascii_alphanumeric())
        {
            let end = memchr(b'>', &bytes[after..]).map_or(bytes.len(), |i| after + i + 1);
            return Some((at, end));
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machinery_goes_and_text_stays() {
        let page = "<p>One<script>if (a<b) '</p>'</SCRIPT ><!-- two --><style>p{}</style> three<svg><path/></svg>.";
        assert_eq!(strip(page).html, "<p>One three.");
    }

    #[test]
    fn json_ld_is_kept_aside() {
        let page = r#"<script type="application/ld+json">{"a":1}</script><script>x</script>y"#;
        let stripped = strip(page);
        assert_eq!(stripped.json_ld, [r#"{"a":1}"#]);
        assert_eq!(stripped.html, "y");
    }

    #[test]
    fn markup_inside_attributes_is_no_markup() {
        let page = r#"<a title="<!-- x > <script>" href='/y'>z</a>"#;
        assert_eq!(strip(page).html, page);
    }

    #[test]
    fn data_uris_and_endless_attributes_go() {
        let uri = format!(
            "<img src=\"data:image/png;base64,{}\" alt=x>",
            "A".repeat(500)
        );
        assert_eq!(strip(&uri).html, "<img src=\"\" alt=x>");
        let script = uri
            .replace("<img", "<script")
            .replace("alt=x>", "></script>y");
        assert_eq!(strip(&script).html, "y");
        let many: String = (0..20_000).map(|i| format!(" a{i}=1")).collect();
        let stripped = strip(&format!("<p{many}>x</p>")).html;
        assert!(stripped.len() < TAG_LIMIT + 20 && stripped.ends_with(">x</p>"));
    }

    #[test]
    fn what_is_never_closed_ends_somewhere() {
        assert_eq!(strip("<p>a<script>b").html, "<p>a");
        assert_eq!(strip("<p>a<!-- b").html, "<p>a");
        assert_eq!(strip("<p>a<svg><g>b").html, "<p>a<g>b");
        assert_eq!(strip("<p a=\"b").html, "<p a=\"b");
        assert_eq!(strip("a < b <").html, "a < b <");
    }
}
