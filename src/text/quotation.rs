//! Quotation regions.
//!
//! [`mark`] decides for every quotation mark of a block whether it opens or closes, by its shape and by the spaces around
//! it; [`find`] then pairs the marks of each family: double marks (curly, straight, `` `` ``), guillemets and single marks,
//! which are told from apostrophes. An outer quotation holds its inner ones; those are not listed. A quotation that is
//! never closed ends with its block where it is plainly one that goes on, else with its sentence.

use super::{Class, Text, Token, TokenSpan};

/// A stretch of text in quotation marks, inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens, its marks included.
    pub tokens: TokenSpan,
    /// Whether the first token is its opening mark: one that continues another may have none.
    pub opened: bool,
    /// Whether a closing mark was found; the last token is that mark.
    pub closed: bool,
    /// Whether it continues the quotation before, which was left open at the end of the block before.
    pub continues: bool,
}

impl Quotation {
    /// The tokens between the marks.
    #[must_use]
    pub const fn inner(self) -> TokenSpan {
        TokenSpan::new(
            self.tokens.start + self.opened as u32,
            self.tokens.end - self.closed as u32,
        )
    }
}

/// Marks that are paired with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Guillemet,
    Single,
}

/// What a mark does by its shape alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

fn shape(word: &str) -> Option<(Family, Side)> {
    Some(match word {
        "\u{201c}" | "\u{201e}" | "``" | "\u{2018}\u{2018}" => (Family::Double, Side::Open),
        "\u{201d}" | "\u{2019}\u{2019}" => (Family::Double, Side::Close),
        "\"" | "''" | "\u{201f}" | "\u{ff02}" => (Family::Double, Side::Either),
        "\u{ab}" => (Family::Guillemet, Side::Open),
        "\u{bb}" => (Family::Guillemet, Side::Close),
        "\u{2018}" | "\u{201a}" => (Family::Single, Side::Open),
        "\u{2019}" => (Family::Single, Side::Close),
        "'" | "`" => (Family::Single, Side::Either),
        _ => return None,
    })
}

/// Gives the quotation marks of the block `tokens[first..]` their class: [`Class::QUOTE`] or [`Class::QUOTE_END`].
pub(super) fn mark(source: &str, lower: &str, tokens: &mut [Token], first: usize) {
    let mut open = [false; 3];
    for at in first..tokens.len() {
        if !tokens[at].class.any(Class::MARK) {
            continue;
        }
        let Some((family, side)) = shape(tokens[at].span.of(source)) else {
            continue;
        };
        let around = Around::of(source, lower, tokens, first, at);
        let state = &mut open[family as usize];
        let class = if family == Family::Single {
            around.single(side, *state)
        } else {
            around.double(side, *state)
        };
        // `‘The workers’ rights …’`: the mark after a plural may be an apostrophe, so the quotation may still be open.
        if class != Class::NONE && !tokens[at].class.any(Class::POSSESSIVE) {
            *state = class == Class::QUOTE;
        }
        tokens[at].class |= class;
    }
}

/// What stands around a mark.
struct Around {
    /// It begins its block or a word: white space, a bracket, a dash or an opening mark is before it.
    free_before: bool,
    /// White space, or the end of the block, is on the left and on the right.
    spaced: (bool, bool),
    /// A word, number or the like follows at once.
    glued_after: bool,
    /// A word or number follows at once.
    word_after: bool,
    /// A mark that is no digit sign stands before it at once.
    mark_before: bool,
    /// Letters have been left out after it: `'90s`, `'em`.
    elision: bool,
}

impl Around {
    fn of(source: &str, lower: &str, tokens: &[Token], first: usize, at: usize) -> Self {
        let glued = tokens[at].class.any(Class::GLUED) && at > first;
        let before = at.checked_sub(1).filter(|_| glued).map(|i| tokens[i]);
        let after = tokens
            .get(at + 1)
            .filter(|t| t.class.any(Class::GLUED))
            .copied();
        let word = after.map_or("", |t| t.span.of(source));
        let opens = |t: Token| {
            let word = t.span.of(source);
            t.class.any(Class::QUOTE | Class::DASH)
                || matches!(word, "(" | "[" | "/" | "'" | "\u{2018}")
        };
        let ends = matches!(
            word,
            "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "\u{201d}" | "\u{2019}"
        );
        Self {
            free_before: before.is_none_or(opens),
            spaced: (before.is_none(), after.is_none()),
            glued_after: after.is_some() && !ends,
            word_after: after.is_some_and(|t| t.class.any(Class::WORD | Class::NUMBER)),
            mark_before: before.is_some_and(|t| t.class.any(Class::MARK)),
            elision: after.is_some_and(|t| is_elision(t.span.of(lower), t.class)),
        }
    }

    /// What a double mark does; `open` tells whether one of its family is open.
    fn double(&self, side: Side, open: bool) -> Class {
        let begins = self.glued_after && self.free_before;
        let opens = match side {
            Side::Open => !(open && !self.free_before && !self.glued_after),
            Side::Close => !open && begins,
            Side::Either if open => self.glued_after && self.spaced.0,
            Side::Either => {
                begins || self.glued_after && self.mark_before || self.spaced == (true, true)
            }
        };
        match (opens, side) {
            (true, _) => Class::QUOTE,
            // Inches, or a mark that nothing opened.
            (false, Side::Either) if !open && !self.mark_before => Class::NONE,
            (false, _) => Class::QUOTE_END,
        }
    }

    /// What a single mark does: it opens, closes or is an apostrophe.
    fn single(&self, side: Side, open: bool) -> Class {
        let opens = match side {
            Side::Open => self.glued_after,
            Side::Either => self.glued_after && self.free_before && !self.elision,
            Side::Close => false,
        };
        if opens {
            Class::QUOTE
        } else if open && side != Side::Open && !self.spaced.0 && !self.word_after {
            Class::QUOTE_END
        } else {
            Class::NONE
        }
    }
}

/// Whether a word that follows an apostrophe is what is left of a longer one.
fn is_elision(lower: &str, class: Class) -> bool {
    let decade = class.any(Class::NUMBER) && lower.len() == 2;
    decade
        || matches!(
            lower,
            "em" | "til" | "tis" | "twas" | "cause" | "bout" | "round" | "n"
        )
}

/// The quotations of a text whose marks have their classes, in order.
pub(super) fn find(text: &Text<'_>) -> Vec<Quotation> {
    let mut finder = Finder {
        text,
        marks: Vec::new(),
        found: Vec::new(),
    };
    for number in 0..text.blocks.len() {
        finder.block(number);
    }
    finder.found
}

/// A mark of the block at hand.
struct Mark {
    token: usize,
    family: Family,
    opens: bool,
    /// The mark that it is paired with, as an index of the block's marks.
    partner: Option<usize>,
}

struct Finder<'a> {
    text: &'a Text<'a>,
    marks: Vec<Mark>,
    found: Vec<Quotation>,
}

impl Finder<'_> {
    fn block(&mut self, number: usize) {
        let block = self.text.blocks[number];
        self.collect(block);
        self.pair(Family::Double);
        self.pair(Family::Guillemet);
        self.pair_single();
        let first = self.found.len();
        let left_open = first > 0 && number > 0 && {
            let last = self.found[first - 1];
            !last.closed && last.tokens.end == self.text.blocks[number - 1].end
        };
        let mut at = if left_open {
            self.unopened(block)
        } else {
            block.start
        };
        for index in 0..self.marks.len() {
            let mark = &self.marks[index];
            if mark.opens && mark.token >= at as usize {
                at = self.region(index, number).unwrap_or(at);
            }
        }
        if let Some(quotation) = self.found.get_mut(first) {
            quotation.continues = left_open && quotation.tokens.start == block.start;
        }
    }

    /// Collects the marks of a block; apostrophes after a plural are kept as marks that may close.
    fn collect(&mut self, block: TokenSpan) {
        self.marks.clear();
        for token in block.range() {
            if !self.text.is(token, Class::QUOTE | Class::QUOTE_END) {
                continue;
            }
            if let Some((family, _)) = shape(self.text.word(token)) {
                self.marks.push(Mark {
                    token,
                    family,
                    opens: self.text.is(token, Class::QUOTE),
                    partner: None,
                });
            }
        }
    }

    /// Pairs the marks of a family: nested where they are balanced, else each closing mark with the last opening one.
    fn pair(&mut self, family: Family) {
        let nested = self.balanced(family);
        let mut open: Vec<usize> = Vec::new();
        for index in 0..self.marks.len() {
            if self.marks[index].family != family {
                continue;
            }
            if self.marks[index].opens {
                if !nested {
                    open.clear();
                }
                open.push(index);
            } else if let Some(start) = open.pop() {
                self.join(start, index);
            }
        }
    }

    fn balanced(&self, family: Family) -> bool {
        let mut depth = 0usize;
        for mark in self.marks.iter().filter(|m| m.family == family) {
            match (mark.opens, depth) {
                (true, _) => depth += 1,
                (false, 0) => return false,
                (false, _) => depth -= 1,
            }
        }
        depth == 0
    }

    fn join(&mut self, start: usize, end: usize) {
        self.marks[start].partner = Some(end);
        self.marks[end].partner = Some(start);
    }

    /// Pairs single marks, never across a double one. A mark after a plural (`the workers' rights`) closes only where no
    /// other does before the next one opens.
    fn pair_single(&mut self) {
        let mut depth = 0i32;
        let mut open: Option<(usize, i32)> = None;
        let mut plural: Option<usize> = None;
        for index in 0..self.marks.len() {
            let mark = &self.marks[index];
            if mark.family != Family::Single {
                depth += if mark.opens { 1 } else { -1 };
                continue;
            }
            if mark.opens {
                self.join_plural(open, plural.take());
                open = Some((index, depth));
            } else if let Some((start, _)) = open.filter(|&(_, at)| at == depth) {
                if self.is_possessive(mark.token) {
                    plural = plural.or(Some(index));
                } else {
                    self.join(start, index);
                    plural = None;
                    open = None;
                }
            }
        }
        self.join_plural(open, plural);
    }

    fn join_plural(&mut self, open: Option<(usize, i32)>, plural: Option<usize>) {
        if let (Some((start, _)), Some(end)) = (open, plural) {
            self.join(start, end);
        }
    }

    /// Whether a mark after a plural is followed by what is owned.
    fn is_possessive(&self, token: usize) -> bool {
        self.text.is(token, Class::POSSESSIVE)
            && self.text.is(token + 1, Class::WORD)
            && !self
                .text
                .is(token + 1, Class::CAPITAL | Class::CUE | Class::PRONOUN)
    }

    /// Adds the quotation that the mark at `index` opens and gives its end.
    fn region(&mut self, index: usize, block: usize) -> Option<u32> {
        let mark = &self.marks[index];
        let partner = mark.partner.map(|end| self.marks[end].token + 1);
        let end = partner.or_else(|| self.open_end(index, block))?;
        let tokens = TokenSpan::at(mark.token, end);
        (tokens.len() > 1).then(|| {
            self.found.push(Quotation {
                tokens,
                opened: true,
                closed: partner.is_some(),
                continues: false,
            });
            tokens.end
        })
    }

    /// Where a quotation without closing mark ends; a single mark without partner opens none.
    fn open_end(&self, index: usize, number: usize) -> Option<usize> {
        let Mark { token, family, .. } = self.marks[index];
        if family == Family::Single {
            return None;
        }
        let block = self.text.blocks[number];
        let next = self.marks[index + 1..].iter().find(|m| m.family == family);
        let introduced = token == block.start as usize
            || matches!(self.text.word(token - 1), ":" | ",")
            || self.goes_on(number + 1, family);
        if next.is_none() && introduced {
            return Some(block.end as usize);
        }
        let sentence = self.text.sentences.get(self.text.sentence_of(token))?;
        let limit = next.map_or(block.end as usize, |m| m.token);
        Some(limit.min(sentence.end as usize))
    }

    /// Whether a block begins with an opening mark of `family`.
    fn goes_on(&self, number: usize, family: Family) -> bool {
        let first = self.text.blocks.get(number).filter(|b| !b.is_empty());
        first.is_some_and(|block| {
            let at = block.start as usize;
            self.text.is(at, Class::QUOTE)
                && shape(self.text.word(at)).is_some_and(|(found, _)| found == family)
        })
    }

    /// Adds the end of a quotation that goes on in this block without a new opening mark; gives where it ends.
    fn unopened(&mut self, block: TokenSpan) -> u32 {
        let first = self.marks.iter().find(|m| m.family != Family::Single);
        let Some(close) = first.filter(|m| !m.opens) else {
            return block.start;
        };
        let tokens = TokenSpan::at(block.start as usize, close.token + 1);
        self.found.push(Quotation {
            tokens,
            opened: false,
            closed: true,
            continues: true,
        });
        tokens.end
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, BlockKind, Span};
    use crate::text::{Quotation, Text};

    fn quoted(source: &str) -> Vec<&str> {
        let text = Text::new(source, &[]);
        text.quotations
            .iter()
            .map(|q| text.slice(q.tokens))
            .collect()
    }

    /// The quotations of paragraphs, each with whether it is closed and continues another.
    fn over_blocks(source: &str) -> Vec<(String, bool, bool)> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let span = Span::at(start, start + line.trim_end().len());
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
            });
            start += line.len();
        }
        let text = Text::new(source, &blocks);
        let row = |q: &Quotation| (text.slice(q.inner()).to_owned(), q.closed, q.continues);
        text.quotations.iter().map(row).collect()
    }

    #[test]
    fn marks_are_paired_by_family() {
        let cases: &[(&str, &[&str])] = &[
            (
                "He “left” and \"came\" ‘back’ in the '90s.",
                &["“left”", "\"came\"", "‘back’"],
            ),
            ("'I can't,' said the workers' leader.", &["'I can't,'"]),
            ("A 12\" pipe", &[]),
            ("“We call it ‘home’,” she said.", &["“We call it ‘home’,”"]),
            (
                "‘She said “no” to me,’ he said.",
                &["‘She said “no” to me,’"],
            ),
            (
                "‘The workers’ rights come first,’ he said.",
                &["‘The workers’ rights come first,’"],
            ),
            ("The ‘good workers’ left.", &["‘good workers’"]),
            ("\"One,\" he said. \"Two.\"", &["\"One,\"", "\"Two.\""]),
            (
                "He said:\"One.\" She said (\"two\").",
                &["\"One.\"", "\"two\""],
            ),
            ("“A “B” C” end", &["“A “B” C”"]),
            (
                "a “question’’ and ''classes''.",
                &["“question’’", "''classes''"],
            ),
            ("''Hello,'' he said. ``Bye.''", &["''Hello,''", "``Bye.''"]),
            (
                "Er sagte „nein“ und ging. «Oui», dit-il.",
                &["„nein“", "«Oui»"],
            ),
            ("He said ”yes” twice, “no\" once.", &["”yes”", "“no\""]),
            ("Rock 'n' roll and 'em", &[]),
            ("Talk \" like this \" here.", &["\" like this \""]),
            (
                "the so-called \"3\" and \"$5 plan\".",
                &["\"3\"", "\"$5 plan\""],
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(&quoted(source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_never_closed_does_not_swallow_the_rest() {
        assert_eq!(
            quoted("“One is here, he said. Then “two,” she said."),
            ["“One is here, he said.", "“two,”"]
        );
        assert_eq!(quoted("It was \"odd. He left."), ["\"odd."]);
        assert_eq!(quoted("It’s the ‘new and the old."), Vec::<&str>::new());
        assert_eq!(quoted(&"“".repeat(9)), Vec::<&str>::new());
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_block() {
        let row = |text: &str, closed, continues| (text.to_owned(), closed, continues);
        assert_eq!(
            over_blocks("“One.\n“Two.” End."),
            [row("One.", false, false), row("Two.", true, true)]
        );
        assert_eq!(
            over_blocks("He said: \"One.\nTwo.\" End."),
            [row("One.", false, false), row("Two.", true, true)]
        );
        assert_eq!(over_blocks("“One.\nTwo."), [row("One.", false, false)]);
    }
}
