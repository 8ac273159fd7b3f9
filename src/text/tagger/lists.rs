//! The lists that a model holds: word clusters and gazetteer, read from lines and packed.

use std::collections::BTreeMap;

use super::{cue, model, table, word};
use crate::text::Text;

/// The lists of a model in the making.
#[derive(Debug, Default)]
pub struct Lists {
    clusters: BTreeMap<u32, Vec<u8>>,
    gazetteer: BTreeMap<u32, Vec<u8>>,
}

/// A line that is not what the list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong.
    pub cause: &'static str,
}

impl Lists {
    /// Adds lines of a lower-case word and three cluster numbers, parted by tabs. Of two lines for a word the first counts.
    ///
    /// # Errors
    /// At the first line that is none.
    pub fn add_clusters(&mut self, lines: &str) -> Result<(), BadLine> {
        const CAUSE: &str = "not a word and three numbers up to 65534, parted by tabs";
        for (line, entry) in (1..).zip(lines.lines()) {
            let (word, numbers) = clusters(entry).ok_or(BadLine { line, cause: CAUSE })?;
            let key = model::fold(word::lower_hash(word));
            let value = || numbers.into_iter().flat_map(u16::to_le_bytes).collect();
            self.clusters.entry(key).or_insert_with(value);
        }
        Ok(())
    }

    /// Adds lines of a type from 0 to 7 and a lower-case name, parted by a tab. The beginnings of a name are listed without
    /// a type, so that a search knows where to stop.
    ///
    /// # Errors
    /// At the first line that is none.
    pub fn add_gazetteer(&mut self, lines: &str) -> Result<(), BadLine> {
        const CAUSE: &str = "not a type from 0 to 7 and a name in lower case, parted by a tab";
        for (line, entry) in (1..).zip(lines.lines()) {
            let (kind, name) = listed(entry).ok_or(BadLine { line, cause: CAUSE })?;
            let text = Text::new(name, &[]);
            for length in 1..=text.len() {
                let hash = name_hash((0..length).map(|index| text.lower(index)));
                let value = self.gazetteer.entry(model::fold(hash));
                let types = &mut value.or_insert_with(|| vec![0])[0];
                *types |= u8::from(length == text.len()) << kind;
            }
        }
        Ok(())
    }

    /// The bytes of clusters and gazetteer, as a model file has them.
    pub(crate) fn pack(&self) -> (Vec<u8>, Vec<u8>) {
        let clusters = table::write(&self.clusters, 6);
        (clusters, table::write(&self.gazetteer, 1))
    }
}

/// A word with its clusters, counted from 1.
fn clusters(line: &str) -> Option<(&str, [u16; 3])> {
    let mut fields = line.split('\t');
    let word = fields.next().filter(|word| !word.is_empty())?;
    let mut number = || fields.next()?.parse::<u16>().ok()?.checked_add(1);
    let numbers = [number()?, number()?, number()?];
    fields.next().is_none().then_some((word, numbers))
}

fn listed(line: &str) -> Option<(u8, &str)> {
    let (kind, name) = line.split_once('\t')?;
    let kind = kind.parse().ok().filter(|kind| *kind < 8)?;
    let named = !name.is_empty() && !name.contains('\t') && !name.contains(char::is_uppercase);
    named.then_some((kind, name))
}

/// The hash under which the gazetteer has a name.
pub(super) fn name_hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    words.fold(0, |hash, word| {
        cue::extend_name(hash, word::lower_hash(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tagger::Lexica;

    #[test]
    fn packed_lists_are_found_again() {
        let mut lists = Lists::default();
        lists.add_clusters("tokyo\t5\t17\t900\n").unwrap();
        lists.add_gazetteer("2\tnew york\n0\tann\n").unwrap();
        lists.add_gazetteer("1\tann\n").unwrap();
        let (clusters, gazetteer) = lists.pack();
        let lexica = Lexica::read(clusters, gazetteer).unwrap();
        assert_eq!(lexica.clusters(word::lower_hash("tokyo")), [6, 18, 901]);
        assert_eq!(lexica.clusters(word::lower_hash("bad")), [0; 3]);
        let types = |name: &str| lexica.types(name_hash(name.split(' ')));
        assert_eq!(types("new york"), Some(4));
        assert_eq!(types("ann"), Some(3));
        assert_eq!((types("new"), types("york")), (Some(0), None));
    }

    #[test]
    fn bad_lines_are_named() {
        let bad = |lines: &str| Lists::default().add_clusters(lines).map_err(|bad| bad.line);
        assert_eq!(bad("a\t1\t2\t3\nb\t1\t2\n"), Err(2));
        assert_eq!(bad("a\t1\t2\t65535"), Err(1));
        assert_eq!(bad("a\t1\t2\t3\t4"), Err(1));
        let bad = |lines: &str| {
            Lists::default()
                .add_gazetteer(lines)
                .map_err(|bad| bad.line)
        };
        assert_eq!(bad("0\tann\n\n"), Err(2));
        assert_eq!(bad("8\tann"), Err(1));
        assert_eq!(bad("0 ann"), Err(1));
        assert_eq!(bad("0\tAnn"), Err(1));
        assert_eq!(bad("7\tred sea"), Ok(()));
    }

    #[test]
    fn the_lists_of_the_shipped_model_are_sound() {
        let read = |name: &str| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/data/training/");
            std::fs::read_to_string(format!("{folder}{name}"))
        };
        let mut lists = Lists::default();
        // The published package comes without them.
        let Ok(clusters) = read("clusters.tsv") else {
            return;
        };
        lists.add_clusters(&clusters).unwrap();
        for name in ["gazetteer.tsv", "known.tsv"] {
            lists.add_gazetteer(&read(name).unwrap()).unwrap();
        }
    }
}
