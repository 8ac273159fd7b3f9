//! Text that was read in the wrong encoding before it came here: `donâ€™t`, `CafÃ©`.
//!
//! UTF-8 taken for Windows-1252 (or Latin 1) leaves runs of letters that hardly any language has, and that are valid
//! UTF-8 again once they are bytes. Only such runs are mended, and only where nothing speaks against it.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use memchr::memchr_iter;

/// So many letters that can be mended stand against one run that cannot.
const CERTAIN: usize = 20;

/// The text with such runs mended, if that is certain.
pub(super) fn repair(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || !is_suspect(text.as_bytes()) {
        return text;
    }
    let runs = runs(&text);
    let found = runs.iter().filter_map(|run| run.1.as_ref());
    let mended: usize = found.map(|(_, run)| run.chars().count()).sum();
    let broken = runs.iter().filter(|run| run.2).count();
    if mended < 2 || mended < broken * CERTAIN {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, run, _) in &runs {
        if let Some((end, run)) = run {
            out.push_str(&text[from..*start]);
            out.push_str(run);
            from = *end;
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Whether a letter whose byte begins a sequence of UTF-8 stands before another one that is not ASCII.
fn is_suspect(bytes: &[u8]) -> bool {
    memchr_iter(0xc3, bytes).any(|at| {
        let first = bytes.get(at + 1).is_some_and(|b| (0x82..=0xb4).contains(b));
        first && bytes.get(at + 2).is_some_and(|b| !b.is_ascii())
    })
}

/// Where a run begins; its end and what it becomes, if it can be mended; whether it speaks against mending.
type Run = (usize, Option<(usize, String)>, bool);

/// The runs of letters that are not ASCII.
fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_ascii() {
            continue;
        }
        let mut bytes = Vec::new();
        let mut known = push(&mut bytes, letter);
        let mut end = start + letter.len_utf8();
        while let Some((at, next)) = letters.next_if(|(_, next)| !next.is_ascii()) {
            known &= push(&mut bytes, next);
            end = at + next.len_utf8();
        }
        // A lone letter is what the language needs anyway; it tells nothing unless it was cut off such a run.
        let mended = decoded(bytes).filter(|_| known);
        let against = mended.is_none() && end > start + 3;
        found.push((start, mended.map(|run| (end, run)), against));
    }
    found
}

/// The text of bytes that are UTF-8. The last byte of a closing quotation mark has no letter in Windows-1252 and is often lost.
fn decoded(mut bytes: Vec<u8>) -> Option<String> {
    if bytes.ends_with(&[0xe2, 0x80]) {
        bytes.push(0x9d);
    }
    String::from_utf8(bytes).ok()
}

/// Appends the byte that Windows-1252 has for a letter; tells whether it has one. Its five gaps are Latin 1's controls.
fn push(bytes: &mut Vec<u8>, letter: char) -> bool {
    if let Some(byte) = u8::try_from(u32::from(letter))
        .ok()
        .filter(|byte| *byte >= 0x80)
    {
        bytes.push(byte);
        return true;
    }
    let mut buffer = [0; 4];
    let (encoded, _, unknown) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    bytes.extend_from_slice(&encoded);
    !unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of UTF-8 when it is read as Windows-1252.
    fn broken(text: &str) -> String {
        WINDOWS_1252
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn text_that_was_read_wrongly_is_mended() {
        for text in [
            "“The ferry won’t sail,” she said – not today.",
            "Das Café öffnet früh, der Fährmann auch.",
            "Паром не пойдёт сегодня, сказал капитан.",
            "渡し船は今日は出ません。",
        ] {
            assert_eq!(repair(Cow::Owned(broken(text))), text);
        }
        let lost = "Itâ€™s â€œfineâ€. It’s ok, said the mayor of Zürich.";
        let mended = "It’s “fine”. It’s ok, said the mayor of Zürich.";
        assert_eq!(repair(Cow::Borrowed(lost)), mended);
        let latin: String = "won’t “sail”".bytes().map(char::from).collect();
        assert_eq!(repair(Cow::Owned(latin)), "won’t “sail”");
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "Ângela e João não vão à ilha, disse a mãe.",
            "Der Fährmann fährt – “früh”.",
            "SÃO PAULO: o “Ãpice” de â",
            "plain words",
        ] {
            assert!(
                matches!(repair(Cow::Borrowed(text)), Cow::Borrowed(_)),
                "{text}"
            );
        }
        let mixed = format!("{} – “right” … “this” … “is” …", broken("won’t"));
        assert_eq!(repair(Cow::Borrowed(&mixed)), mixed);
    }
}
