//! The front matter of Markdown: lines of `key: value` between two lines of dashes above the text.

/// The most lines of front matter.
const MOST_LINES: usize = 120;

/// The keys with their values, and the text below; none where the text has no front matter. The items of a list are joined by
/// commas.
pub(super) fn split(text: &str) -> Option<(Vec<(&str, String)>, &str)> {
    let start = text.trim_start_matches('\u{feff}');
    let mut at = opening(start)?;
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in start[at..].split_inclusive('\n').take(MOST_LINES) {
        at += line.len();
        let bare = line.trim();
        if bare == "---" || bare == "..." {
            return (!fields.is_empty()).then(|| (fields, &start[at..]));
        }
        read_line(&mut fields, line)?;
    }
    None
}

/// The bytes of the line of dashes that opens it.
fn opening(text: &str) -> Option<usize> {
    let end = text.find('\n')? + 1;
    (text[..end].trim_end() == "---").then_some(end)
}

fn read_line<'t>(fields: &mut Vec<(&'t str, String)>, line: &'t str) -> Option<()> {
    let bare = line.trim();
    if bare.is_empty() || bare.starts_with('#') {
        return Some(());
    }
    if line.starts_with([' ', '\t', '-']) {
        let more = unquoted(bare.trim_start_matches(['-', ' ']));
        let value = &mut fields.last_mut()?.1;
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push_str(more);
        return Some(());
    }
    let (key, value) = bare.split_once(':')?;
    let plain = key
        .chars()
        .all(|c| c.is_alphanumeric() || "_- ".contains(c));
    if !plain || key.len() > 40 {
        return None;
    }
    let value = value.trim();
    let list = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let value = match list {
        Some(list) => list.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
        None => unquoted(value).to_owned(),
    };
    fields.push((key, value));
    Some(())
}

/// A value without the quotation marks around it, or without the sign that lines follow.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = ['"', '\'']
        .iter()
        .find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
    let value = inner.unwrap_or(value);
    if matches!(value, ">" | "|" | ">-" | "|-") {
        ""
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_taken_apart() {
        let text = "---\ntitle: \"Ferry: runs again\"\ndate: 2025-06-21\ntags: [ferry, 'storm']\nauthors:\n  - Ana Ruiz\n  - Tom Okafor\n---\n\nIt sails.\n";
        let (fields, rest) = split(text).unwrap();
        assert_eq!(
            fields,
            [
                ("title", "Ferry: runs again".to_owned()),
                ("date", "2025-06-21".to_owned()),
                ("tags", "ferry, storm".to_owned()),
                ("authors", "Ana Ruiz, Tom Okafor".to_owned()),
            ]
        );
        assert_eq!(rest.trim(), "It sails.");
    }

    #[test]
    fn a_rule_above_a_text_is_no_front_matter() {
        for text in [
            "---\nThe ferry sails.\n---\nIt does.",
            "---\n",
            "The ferry\n---\nkey: value\n---\n",
            "---\nkey: value\n",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
