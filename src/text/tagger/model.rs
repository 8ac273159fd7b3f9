//! The model file: `newscorp`, version `u32`, checksum of the rest `u64` (XXH3), then sections, each after its length
//! `u32`: names of the kinds (one a line), what it was trained on, transitions (`i16`), weights, clusters, gazetteer.
//! All numbers are little-endian. Weights are `label, i8` pairs for each feature.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::label::{Labels, MAX_KINDS};
use super::table::{self, Place, Table};
use super::viterbi::Steps;

const MAGIC: &[u8; 8] = b"newscorp";

/// Changes with the layout of the file and with every change of the features.
const VERSION: u32 = 1;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another file altogether.
    #[error("not a newscorp model")]
    Foreign,
    /// Made by a version whose features are others.
    #[error("a model of version {0}, this program reads version {VERSION}: train it again")]
    Version(u32),
    /// Cut or changed.
    #[error("the model is damaged: its checksum does not fit")]
    Damaged,
}

/// Word clusters and gazetteer.
#[derive(Debug, Default)]
pub struct Lexica {
    clusters: Option<Table>,
    gazetteer: Option<Table>,
}

impl Lexica {
    pub(super) fn clusters(&self, lower: u64) -> [u16; 3] {
        let value = self.clusters.as_ref().and_then(|t| t.get(fold(lower)));
        let Some(&[a, b, c, d, e, f]) = value else {
            return [0; 3];
        };
        [[a, b], [c, d], [e, f]].map(u16::from_le_bytes)
    }

    pub(super) fn types(&self, name: u64) -> Option<u8> {
        let value = self.gazetteer.as_ref()?.get(fold(name))?;
        value.first().copied()
    }

    /// Reads packed clusters and gazetteer, as [`super::pack`] makes them.
    pub(crate) fn read(clusters: Vec<u8>, gazetteer: Vec<u8>) -> Option<Self> {
        Some(Self {
            clusters: Some(Table::read(Cow::Owned(clusters))?),
            gazetteer: Some(Table::read(Cow::Owned(gazetteer))?),
        })
    }
}

/// The upper half of a hash, as tables use it.
pub(super) const fn fold(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A trained model.
#[derive(Debug)]
pub struct Model {
    kinds: Vec<String>,
    about: String,
    pub(super) labels: Labels,
    pub(super) steps: Steps,
    weights: Table,
    pub(super) lexica: Lexica,
    size: usize,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// Where the bytes are no model, one of another version, or a damaged one.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let size = bytes.len();
        let body = check(bytes)?;
        read_body(body, size).ok_or(ModelError::Damaged)
    }

    /// The names of the kinds that it finds.
    #[must_use]
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// What it was trained on and how.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// How many features have weights.
    #[must_use]
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    /// Its size in bytes.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Adds the weights of features to the scores of the labels; `places` is a buffer.
    pub(super) fn add(&self, features: &[u32], places: &mut Vec<Place>, scores: &mut [i32]) {
        self.weights.each(features, places, |pairs| {
            for pair in pairs.chunks_exact(2) {
                if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                    *score += i32::from(i8::from_le_bytes([pair[1]]));
                }
            }
        });
    }
}

/// The bytes after the header, once they are what the header says.
fn check(bytes: Cow<'static, [u8]>) -> Result<Cow<'static, [u8]>, ModelError> {
    let Some((header, _)) = bytes.split_at_checked(20) else {
        return Err(ModelError::Foreign);
    };
    if !header.starts_with(MAGIC) {
        return Err(ModelError::Foreign);
    }
    let version = number(&header[8..12]);
    if version != VERSION {
        return Err(ModelError::Version(version));
    }
    let sum: [u8; 8] = std::array::from_fn(|i| header[12 + i]);
    let (_, body) = split(bytes, 20);
    if xxh3_64(&body) == u64::from_le_bytes(sum) {
        Ok(body)
    } else {
        Err(ModelError::Damaged)
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |n, &byte| n << 8 | u32::from(byte))
}

/// Parts bytes at `at`, which lies within them; borrowed ones stay borrowed.
fn split(bytes: Cow<'static, [u8]>, at: usize) -> (Cow<'static, [u8]>, Cow<'static, [u8]>) {
    match bytes {
        Cow::Borrowed(bytes) => (Cow::Borrowed(&bytes[..at]), Cow::Borrowed(&bytes[at..])),
        Cow::Owned(mut bytes) => {
            let tail = bytes.split_off(at);
            (Cow::Owned(bytes), Cow::Owned(tail))
        }
    }
}

fn read_body(mut body: Cow<'static, [u8]>, size: usize) -> Option<Model> {
    let mut section = || {
        let length = number(body.get(..4)?) as usize;
        (length <= body.len() - 4).then_some(())?;
        let (_, rest) = split(std::mem::take(&mut body), 4);
        let (section, rest) = split(rest, length);
        body = rest;
        Some(section)
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let kinds: Vec<String> = text(&section()?).lines().map(str::to_owned).collect();
    (kinds.len() <= MAX_KINDS).then_some(())?;
    let labels = Labels::new(kinds.len());
    let about = text(&section()?);
    let transitions: Vec<i16> = section()?
        .chunks_exact(2)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    (transitions.len() == labels.len() * labels.len()).then_some(())?;
    Some(Model {
        kinds,
        about,
        labels,
        steps: Steps::new(labels, &transitions),
        weights: Table::read(section()?)?,
        lexica: Lexica {
            clusters: Some(Table::read(section()?)?),
            gazetteer: Some(Table::read(section()?)?),
        },
        size,
    })
}

/// What a model is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The names of the kinds, in the order of their labels.
    pub kinds: &'a [&'a str],
    /// What it was trained on and how.
    pub about: &'a str,
    /// Scores of steps: `[before * labels + after]`.
    pub transitions: &'a [i16],
    /// For each feature its labels and weights, one after the other.
    pub weights: &'a BTreeMap<u32, Vec<u8>>,
    /// Packed clusters.
    pub clusters: &'a [u8],
    /// Packed gazetteer.
    pub gazetteer: &'a [u8],
}

/// The bytes of a model file.
#[must_use]
pub fn write(parts: &Parts<'_>) -> Vec<u8> {
    let transitions: Vec<u8> = parts
        .transitions
        .iter()
        .flat_map(|score| score.to_le_bytes())
        .collect();
    let weights = table::write(parts.weights, 0);
    let kinds = parts.kinds.join("\n");
    let sections = [
        kinds.as_bytes(),
        parts.about.as_bytes(),
        &transitions,
        &weights,
        parts.clusters,
        parts.gazetteer,
    ];
    let mut body = Vec::new();
    for section in sections {
        body.extend(
            u32::try_from(section.len())
                .unwrap_or(u32::MAX)
                .to_le_bytes(),
        );
        body.extend_from_slice(section);
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(xxh3_64(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_sound_model_is_named() {
        let weights = BTreeMap::from([(7, vec![4, 100])]);
        let table = table::write(&BTreeMap::new(), 1);
        let bytes = write(&Parts {
            kinds: &["person"],
            about: "a test",
            transitions: &[0; 25],
            weights: &weights,
            clusters: &table,
            gazetteer: &table,
        });
        let read = |bytes: &[u8]| Model::read(Cow::Owned(bytes.to_vec()));
        let model = read(&bytes).unwrap();
        assert_eq!(
            (model.kinds(), model.about()),
            (&["person".to_owned()][..], "a test")
        );
        let mut scores = [0; 5];
        model.add(&[7], &mut Vec::new(), &mut scores);
        assert_eq!(scores, [0, 0, 0, 0, 100]);
        assert_eq!(read(b"PK").unwrap_err(), ModelError::Foreign);
        assert_eq!(read(&[b'x'; 40]).unwrap_err(), ModelError::Foreign);
        assert_eq!(
            read(&bytes[..bytes.len() - 1]).unwrap_err(),
            ModelError::Damaged
        );
        let mut other = bytes;
        other[8] = 9;
        assert_eq!(read(&other).unwrap_err(), ModelError::Version(9));
    }
}
