//! A read-only map from 32-bit keys to short byte strings, used in place.
//!
//! Keys are parted into buckets by their upper bits; a bucket holds the lower sixteen bits and the value of each of its
//! keys in ascending order. Layout: bits of the bucket number `u8`, width of a value `u8` (0: each has its own length before it),
//! length in bytes of every bucket `u16`, the buckets.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Fewest bits of a bucket number: the rest of the key has to fit sixteen bits.
const MIN_BITS: u32 = 16;
const MAX_BITS: u32 = 22;

/// The map.
#[derive(Debug)]
pub(super) struct Table {
    bits: u32,
    width: usize,
    /// Where each bucket begins in `buckets`, and where the last one ends.
    starts: Vec<u32>,
    buckets: Cow<'static, [u8]>,
}

impl Table {
    /// Reads a table from its bytes; none where they are no table.
    pub(super) fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let (&bits, &width) = (bytes.first()?, bytes.get(1)?);
        let bits = u32::from(bits);
        if !(MIN_BITS..=MAX_BITS).contains(&bits) {
            return None;
        }
        let lengths = bytes.get(2..2 + (2 << bits))?;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        let mut at = 0_u32;
        starts.push(at);
        for pair in lengths.chunks_exact(2) {
            at = at.checked_add(u32::from(u16::from_le_bytes([pair[0], pair[1]])))?;
            starts.push(at);
        }
        let first = 2 + (2 << bits);
        let buckets = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[first..]),
            Cow::Owned(mut bytes) => Cow::Owned(bytes.split_off(first)),
        };
        (buckets.len() == at as usize).then_some(Self {
            bits,
            width: usize::from(width),
            starts,
            buckets,
        })
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: u32) -> Option<&[u8]> {
        let place = self.place(key);
        self.search(place)
    }

    /// Finds where each of `keys` is to be looked for. All buckets are looked up before the first is read, so that the
    /// waits for memory overlap.
    pub(super) fn places(&self, keys: &[u32], places: &mut Vec<Place>) {
        places.clear();
        places.extend(keys.iter().map(|&key| self.place(key)));
        for place in places {
            place.first = self.low_at(place.start as usize).unwrap_or(u16::MAX);
        }
    }

    /// The value of the key whose place was found.
    pub(super) fn at(&self, place: Place) -> Option<&[u8]> {
        if place.first > place.low {
            return None;
        }
        self.search(place)
    }

    fn place(&self, key: u32) -> Place {
        let bucket = (key >> (32 - self.bits)) as usize;
        Place {
            start: self.starts[bucket],
            end: self.starts[bucket + 1],
            low: rest(key, self.bits),
            first: 0,
        }
    }

    fn low_at(&self, at: usize) -> Option<u16> {
        let bytes = self.buckets.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn search(&self, place: Place) -> Option<&[u8]> {
        let mut bytes = self.buckets.get(place.start as usize..place.end as usize)?;
        while let [a, b, tail @ ..] = bytes {
            let (length, tail) = match (self.width, tail) {
                (0, [length, tail @ ..]) => (usize::from(*length), tail),
                (0, []) => return None,
                (width, _) => (width, tail),
            };
            let low = u16::from_le_bytes([*a, *b]);
            if low >= place.low {
                return (low == place.low).then(|| tail.get(..length))?;
            }
            bytes = tail.get(length..)?;
        }
        None
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        let mut count = 0;
        let mut at = 0;
        while at + 2 < self.buckets.len() {
            at += match self.width {
                0 => 3 + usize::from(self.buckets[at + 2]),
                width => 2 + width,
            };
            count += 1;
        }
        count
    }
}

/// Where a key is to be looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its bucket's first byte and the one after the last.
    start: u32,
    end: u32,
    /// The bits of the key that its bucket does not tell.
    low: u16,
    /// Those of the first key in the bucket.
    first: u16,
}

/// The bits of a key that its bucket does not tell.
const fn rest(key: u32, bits: u32) -> u16 {
    let [a, b, ..] = (key & (u32::MAX >> bits)).to_le_bytes();
    u16::from_le_bytes([a, b])
}

/// The bytes of a table of `entries`; values have `width` bytes, or up to 255 where it is 0.
pub(super) fn write(entries: &BTreeMap<u32, Vec<u8>>, width: u8) -> Vec<u8> {
    // About one key a bucket: to read further into a bucket is to wait for memory.
    let wanted = entries.len().max(1).ilog2() + 1;
    let bits = wanted.clamp(MIN_BITS, MAX_BITS);
    let mut lengths = vec![0_u16; 1 << bits];
    let mut buckets = Vec::new();
    for (&key, value) in entries {
        let before = buckets.len();
        buckets.extend(rest(key, bits).to_le_bytes());
        if width == 0 {
            buckets.push(u8::try_from(value.len()).unwrap_or(u8::MAX));
        }
        buckets.extend(value.iter().take(usize::from(u8::MAX)));
        let added = u16::try_from(buckets.len() - before).unwrap_or(u16::MAX);
        lengths[(key >> (32 - bits)) as usize] += added;
    }
    let mut bytes = vec![u8::try_from(bits).unwrap_or(u8::MAX), width];
    bytes.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
    bytes.extend(buckets);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_gives_its_value_and_no_other() {
        let keys = (0..5000_u32).map(|n| n.wrapping_mul(0x9e37_79b1));
        let entries: BTreeMap<u32, Vec<u8>> = keys
            .map(|key| (key, key.to_le_bytes()[..(key % 4) as usize].to_vec()))
            .collect();
        let table = Table::read(Cow::Owned(write(&entries, 0))).unwrap();
        assert_eq!(table.len(), entries.len());
        for (&key, value) in &entries {
            assert_eq!(table.get(key), Some(value.as_slice()));
            let other = key ^ 0x8000_0001;
            assert_eq!(table.get(other).is_some(), entries.contains_key(&other));
        }
        let keys: Vec<u32> = entries.keys().flat_map(|&key| [key, key ^ 1]).collect();
        let mut places = Vec::new();
        table.places(&keys, &mut places);
        let found: Vec<&[u8]> = places.iter().filter_map(|&at| table.at(at)).collect();
        let expected: Vec<&[u8]> = keys.iter().filter_map(|&key| table.get(key)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cut_bytes_are_no_table() {
        let entries = BTreeMap::from([(7, vec![1, 2, 3])]);
        let bytes = write(&entries, 3);
        for end in [0, 1, 2, 100, bytes.len() - 1] {
            assert!(Table::read(Cow::Owned(bytes[..end].to_vec())).is_none());
        }
    }
}
