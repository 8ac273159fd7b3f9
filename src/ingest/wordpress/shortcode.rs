//! Shortcodes that were left in a post's content: `[caption id="a"]…[/caption]`, `[gallery ids="1,2"]`, `[/vc_row]`.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use regex::Regex;
use rustc_hash::FxHashSet;

/// How long a tag may be, and what stands between two, in bytes.
const LONGEST_TAG: usize = 1000;
const LONGEST_CONTENT: usize = 20_000;

/// `[name attributes]`, `[/name]`, `[name=value]`; plugins prefix their names: `vc_row`.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\[(?<closing>/)?(?:(?<plugin>[a-z\d-]*_[a-z\d_-]*)|(?<name>[\w-]+))(?:[\s/=][^\]]*)?\]",
    )
    .ok()
});

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
    let window = &content[open..content.floor_char_boundary(open + LONGEST_TAG)];
    let tag = TAG.as_ref()?.captures(window)?;
    let end = open + tag[0].len();
    let plugin = tag.name("plugin");
    let name = plugin.or(tag.name("name"))?.as_str();
    let (with_content, alone) = &*NAMES;
    if with_content.contains(name) && tag.name("closing").is_none() {
        let closing = format!("[/{name}]");
        let window = &content[end..content.floor_char_boundary(end + LONGEST_CONTENT)];
        let after = window.find(&closing).map(|at| at + closing.len());
        return Some(end + after.unwrap_or(0));
    }
    let known = with_content.contains(name) || alone.contains(name);
    (known || plugin.is_some()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_go_and_other_brackets_stay() {
        let content = "One [caption id=\"a_1\"]<img> The quay[/caption]two [gallery ids=\"1\"][vc_row]three[/vc_row] [sic] [4].";
        assert_eq!(strip(content), "One two three [sic] [4].");
        assert_eq!(strip("[caption]left open"), "left open");
        assert_eq!(strip("a [/quote] [su_box title=\"x\"]b[quote/]"), "a  b");
        assert_eq!(strip("[he_said he would] [A_B] [[x"), " [A_B] [[x");
        assert_eq!(strip("no brackets"), "no brackets");
    }
}
