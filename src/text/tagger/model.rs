//! The model file: `newscorp`, version `u32`, checksum of the rest `u64` (XXH3), then sections, each after its length
//! `u32`: names of the kinds (one a line), what it was trained on, transitions (`i16`), weights, clusters, gazetteer.
//! All numbers are little-endian. The weights of a feature are `lane, i8` pairs, or, where that is shorter, all `i8` in
//! the order of the lanes (`super::score`), the one of the label outside any name last.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::label::{Labels, MAX_KINDS, OUTSIDE};
use super::score::{LANES, Row, lane};
use super::table::{self, Place, Table};
use super::viterbi::Steps;

const MAGIC: &[u8; 8] = b"newscorp";

/// Changes with the layout of the file and with every change of the features.
const VERSION: u32 = 3;

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

/// Which model a file holds, by its header alone: the version of the layout and the checksum of the rest, as
/// `2-0f1e2d3c4b5a6978`; nothing where it is no model.
#[must_use]
pub fn identity(bytes: &[u8]) -> Option<String> {
    let header = bytes.get(..20).filter(|header| header.starts_with(MAGIC))?;
    let sum: [u8; 8] = std::array::from_fn(|i| header[12 + i]);
    let (version, sum) = (number(&header[8..12]), u64::from_le_bytes(sum));
    Some(format!("{version}-{sum:016x}"))
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

    /// Reads packed clusters and gazetteer, as [`super::Lists`] packs them.
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
    serial: u64,
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

    /// What no other model that this run of the program has read has.
    pub(super) const fn serial(&self) -> u64 {
        self.serial
    }

    /// Where the weights of features are.
    pub(super) fn look_up(&self, features: &[u32], places: &mut Vec<Place>) {
        self.weights.places(features, places);
    }

    /// The sum of the weights at places.
    pub(super) fn sum(&self, places: &[Place]) -> Row {
        // Room for any lane that six bits can tell.
        let mut sums = [0_i16; 64];
        for value in places.iter().filter_map(|&place| self.weights.at(place)) {
            if let Ok(weights) = <&[u8; LANES + 1]>::try_from(value) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
                }
                continue;
            }
            for pair in value.chunks_exact(2) {
                let sum = &mut sums[usize::from(pair[0] & 63)];
                *sum = sum.wrapping_add(i16::from(pair[1].cast_signed()));
            }
        }
        Row::over(&sums, sums[LANES])
    }
}

/// The weights of a feature, one a label, as the file has them; empty where all are 0.
fn pack(weights: &[i8]) -> Vec<u8> {
    let mut lanes = [0; LANES + 1];
    for (label, &weight) in weights.iter().enumerate() {
        let lane = if label == OUTSIDE { LANES } else { lane(label) };
        lanes[lane] = weight.cast_unsigned();
    }
    let pairs = (0_u8..).zip(lanes).filter(|&(_, weight)| weight != 0);
    let pairs: Vec<u8> = pairs.flat_map(|(lane, weight)| [lane, weight]).collect();
    if pairs.len() < lanes.len() {
        pairs
    } else {
        lanes.to_vec()
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
        serial: SERIAL.fetch_add(1, Ordering::Relaxed),
    })
}

/// The next model's number.
static SERIAL: AtomicU64 = AtomicU64::new(1);

/// What a model is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The names of the kinds, in the order of their labels.
    pub kinds: &'a [&'a str],
    /// What it was trained on and how.
    pub about: &'a str,
    /// Scores of steps: `[before * labels + after]`.
    pub transitions: &'a [i16],
    /// For each feature its weights, one a label.
    pub weights: &'a BTreeMap<u32, Vec<i8>>,
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
    let rows = parts
        .weights
        .iter()
        .map(|(&feature, row)| (feature, pack(row)));
    let rows = rows.filter(|(_, row)| !row.is_empty()).collect();
    let weights = table::write(&rows, 0);
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

    fn sum(model: &Model, features: &[u32]) -> Row {
        let mut places = Vec::new();
        model.look_up(features, &mut places);
        model.sum(&places)
    }

    #[test]
    fn few_and_many_weights_are_added_alike() {
        let labels = Labels::new(MAX_KINDS);
        let few: Vec<i8> = (0..33)
            .map(|label| if label < 9 { label - 5 } else { 0 })
            .collect();
        let many: Vec<i8> = (0..33).map(|label| 50 - 3 * label).collect();
        let table = table::write(&BTreeMap::new(), 1);
        let bytes = write(&Parts {
            kinds: &["k"; MAX_KINDS],
            about: "",
            transitions: &[0; 33 * 33],
            weights: &BTreeMap::from([(1, few.clone()), (2, many.clone())]),
            clusters: &table,
            gazetteer: &table,
        });
        let model = Model::read(Cow::Owned(bytes)).unwrap();
        let row = sum(&model, &[1, 2]);
        let sum = |label: usize| i16::from(few[label]) + i16::from(many[label]);
        for label in 1..labels.len() {
            assert_eq!(row.0[lane(label)], sum(label) - sum(OUTSIDE), "{label}");
        }
    }

    #[test]
    fn what_is_no_sound_model_is_named() {
        let weights = BTreeMap::from([(7, vec![0, 0, 0, 0, 100]), (8, vec![0; 5])]);
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
        let row = sum(&model, &[7, 9]);
        assert_eq!((row.0[lane(4)], row.0[lane(3)]), (100, 0));
        assert_eq!(model.features(), 1);
        assert!(
            identity(&bytes)
                .unwrap()
                .starts_with(&format!("{VERSION}-"))
        );
        assert_eq!(identity(b"PK"), None);
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
