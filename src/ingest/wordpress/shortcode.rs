//! Shortcodes that were left in a post's content: `[caption id="a"]…[/caption]`, `[gallery ids="1,2"]`, `[/vc_row]`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use rustc_hash::FxHashSet;

/// Shortcodes whose content is no part of the article, and those that only wrap or stand for something.
static NAMES: LazyLock<(FxHashSet<&'static str>, FxHashSet<&'static str>)> = LazyLock::new(|| {
    let of = |label: &'static str| {
        crate::text::lexicon::entries(include_str!("../../data/wordpress/shortcodes.txt"))
            .filter_map(move |line| line.strip_prefix(label))
            .flat_map(str::split_whitespace)
            .collect()
    };
    (of("content:"), of("tag:"))
});

/// The content without its shortcodes. Other words in brackets stay: they are the author's.
pub(super) fn strip(content: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(next) = memchr(b'[', &content.as_bytes()[at..]) {
        let open = at + next;
        let Some(end) = shortcode(content, open) else {
            at = open + 1;
            continue;
        };
        out.push_str(&content[copied..open]);
        (copied, at) = (end, end);
    }
    if copied == 0 {
        return Cow::Borrowed(content);
    }
    out.push_str(&content[copied..]);
    Cow::Owned(out)
}

/// Where the shortcode that begins at `open` ends, with its content where that goes too.
fn shortcode(content: &str, open: usize) -> Option<usize> {
    let inner = &content[open + 1..];
    let close = memchr(b']', &inner.as_bytes()[..inner.len().min(1000)])?;
    let tag = &inner[..close];
    let name = tag.trim_start_matches('/');
    let name = name
        .split(|c: char| c.is_whitespace() || c == '/' || c == '=')
        .next()?;
    let end = open + 1 + close + 1;
    let (with_content, alone) = &*NAMES;
    if with_content.contains(name) && !tag.starts_with('/') {
        let closing = format!("[/{name}]");
        let window = &content[end..content.floor_char_boundary(end + 20_000)];
        return Some(
            window
                .find(&closing)
                .map_or(end, |i| end + i + closing.len()),
        );
    }
    let known = with_content.contains(name) || alone.contains(name);
    let shaped = name.contains('_') && name.is_ascii() && name.to_lowercase() == name;
    (known || shaped && !name.is_empty()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_go_and_other_brackets_stay() {
        let content = "One [caption id=\"a_1\"]<img> The quay[/caption]two [gallery ids=\"1\"][vc_row]three[/vc_row] [sic] [4].";
        assert_eq!(strip(content), "One two three [sic] [4].");
        assert_eq!(strip("[caption]left open"), "left open");
        assert_eq!(strip("no brackets"), "no brackets");
    }
}
