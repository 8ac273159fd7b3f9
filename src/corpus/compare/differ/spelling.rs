//! Which names are spellings of one. Each is compared only with those that share what two spellings share, so that a story in
//! which tens of thousands are named takes no time that grows with the square of them.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

/// Groups up to this size are compared pair by pair.
const SMALL: usize = 24;

/// In names of more parts, two parts that differ are not looked for.
const MOST_PARTS: usize = 8;

/// Parts above this length, in letters, are taken for spelled in one way in larger groups.
const LONGEST: usize = 24;

/// The shortest short form of a part, in bytes.
const SHORTEST: usize = 3;

/// How many letters a short form leaves out at most.
const LEFT_OUT: usize = 4;

/// Whether two names are spellings of one: as many parts, all the same but one, and that one or two letters apart; or
/// two parts that are one letter apart each.
pub(super) fn variant(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if a.len() != b.len() {
        return false;
    }
    let odd: Vec<(&str, &str)> = a
        .iter()
        .copied()
        .zip(b.iter().copied())
        .filter(|(x, y)| x != y)
        .collect();
    let long = |x: &str| x.chars().count() > 3;
    match odd.as_slice() {
        [(x, y)] => {
            long(x) && edits_at_most(2, x, y) || a.len() > 1 && (is_short(x, y) || is_short(y, x))
        }
        [(x, y), (v, w)] => [(x, y), (v, w)]
            .iter()
            .all(|(x, y)| long(x) && edits_at_most(1, x, y)),
        _ => false,
    }
}

/// Whether a part is a short form of another: "Mart" of "Martin".
fn is_short(short: &str, whole: &str) -> bool {
    short.len() >= SHORTEST
        && whole.len() > short.len()
        && whole.starts_with(short)
        && whole.len() <= short.len() + LEFT_OUT
}

/// Whether so many letters added, taken out or changed make one string the other (Levenshtein 1965). The time grows with the
/// strings times 3 to the power of `most`.
pub(in crate::corpus::compare) fn edits_at_most(most: u32, a: &str, b: &str) -> bool {
    let Some(fewer) = most.checked_sub(1) else {
        return a == b;
    };
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (from_a, from_b) = (a.as_str(), b.as_str());
        match (a.next(), b.next()) {
            (None, None) => return true,
            (x, y) if x == y => {}
            (x, y) => {
                return x.is_some() && edits_at_most(fewer, a.as_str(), from_b)
                    || y.is_some() && edits_at_most(fewer, from_a, b.as_str())
                    || x.is_some() && y.is_some() && edits_at_most(fewer, a.as_str(), b.as_str());
            }
        }
    }
}

/// The spellings of each name among the others, by their positions in order.
pub(super) fn variants(names: &[&str]) -> Vec<Vec<usize>> {
    let parts: Vec<Vec<&str>> = names.iter().map(|name| name.split(' ').collect()).collect();
    let mut pairs = FxHashSet::default();
    for one in [true, false] {
        for (slots, group) in groups(&parts, one) {
            let deep = if one { 2 } else { 1 };
            meet(&parts, &group, &slots, deep, &mut |a, b| {
                pairs.insert((a.min(b), a.max(b)));
            });
        }
    }
    let mut found = vec![Vec::new(); names.len()];
    for (a, b) in pairs {
        // Which of them is asked about counts: short parts differ by little.
        for (own, other) in [(a, b), (b, a)] {
            if variant(names[own], names[other]) {
                found[own].push(other);
            }
        }
    }
    found.iter_mut().for_each(|near| near.sort_unstable());
    found
}

/// Names of as many parts that share all but one of them, or all but two, with the places of those.
fn groups(parts: &[Vec<&str>], one: bool) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: FxHashMap<(Vec<usize>, u64), Vec<usize>> = FxHashMap::default();
    for (name, parts) in parts.iter().enumerate() {
        let hashes: Vec<u64> = parts.iter().enumerate().map(|part| hash(&part)).collect();
        let all = hashes
            .iter()
            .fold(hash(&parts.len()), |a, b| a.wrapping_add(*b));
        let mut add = |slots: Vec<usize>| {
            let rest = slots
                .iter()
                .fold(all, |all, &at| all.wrapping_sub(hashes[at]));
            groups.entry((slots, rest)).or_default().push(name);
        };
        if one {
            (0..parts.len()).for_each(|at| add(vec![at]));
        } else if parts.len() <= MOST_PARTS {
            (0..parts.len()).for_each(|b| (0..b).for_each(|a| add(vec![a, b])));
        }
    }
    let groups = groups.into_iter().filter(|(_, group)| group.len() > 1);
    groups.map(|((slots, _), group)| (slots, group)).collect()
}

/// Gives the pairs of a group that may be so many edits apart in each of the places.
fn meet(
    parts: &[Vec<&str>],
    group: &[usize],
    slots: &[usize],
    deep: usize,
    found: &mut impl FnMut(usize, usize),
) {
    let Some((&slot, rest)) = slots.split_first().filter(|_| group.len() > SMALL) else {
        for (at, &a) in group.iter().enumerate() {
            group[at + 1..].iter().for_each(|&b| found(a, b));
        }
        return;
    };
    let mut shared: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for &name in group {
        for sign in signs(parts[name][slot], deep) {
            shared.entry(sign).or_default().push(name);
        }
    }
    for group in shared.into_values().filter(|group| group.len() > 1) {
        meet(parts, &group, rest, deep, found);
    }
}

/// What two parts share that are so many edits apart: what is left of them without as many letters (Garbe 2012, symmetric
/// deletion), or without an end.
fn signs(part: &str, deep: usize) -> FxHashSet<u64> {
    let mut signs = FxHashSet::from_iter([hash(&part)]);
    let letters: Vec<char> = part.chars().collect();
    if letters.len() > LONGEST {
        return signs;
    }
    let mut left = vec![letters.clone()];
    for _ in 0..deep {
        let fewer = left.iter().flat_map(|letters| {
            (0..letters.len()).map(|out| {
                let mut letters = letters.clone();
                letters.remove(out);
                letters
            })
        });
        left = fewer.collect();
        left.sort_unstable();
        left.dedup();
        signs.extend(
            left.iter()
                .map(|letters| hash(&String::from_iter(letters).as_str())),
        );
    }
    let ends = letters.len().saturating_sub(LEFT_OUT)..letters.len();
    let ends = ends.map(|end| String::from_iter(&letters[..end]));
    let ends = ends.filter(|end| end.len() >= SHORTEST);
    signs.extend(ends.map(|end| hash(&end.as_str())));
    signs
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        assert!(variant("rogelio tan", "rogelia tan"));
        assert!(variant("ana silvera", "ana silveira"));
        assert!(variant("mohammed ghouse", "mohamed gouse"));
        assert!(!variant("rogelio silvera", "rogelia magtoto"));
        assert!(
            !variant("ana lim", "ana lee"),
            "short names differ by little"
        );
        assert!(!variant("hideo tanaka", "tanaka"));
    }

    #[test]
    fn edits_are_letters_added_taken_out_or_changed() {
        for (most, a, b) in [
            (0, "ndoye", "ndoye"),
            (1, "ndoye", "ndaye"),
            (1, "ndoye", "ndoy"),
            (1, "doye", "ndoye"),
            (1, "münz", "munz"),
            (2, "silvera", "silveiro"),
            (2, "ab", ""),
        ] {
            assert!(edits_at_most(most, a, b), "{a} {b}");
            assert!(edits_at_most(most, b, a), "{b} {a}");
            assert!(most == 0 || !edits_at_most(most - 1, a, b), "{a} {b}");
        }
        let long = "ab".repeat(50_000);
        assert!(edits_at_most(2, &format!("x{long}"), &format!("{long}y")));
        assert!(!edits_at_most(
            2,
            &format!("xx{long}"),
            &format!("{long}yy")
        ));
    }

    /// A part that looks like a name: every number gives one of its own.
    fn part(mut number: usize) -> String {
        let mut part = String::new();
        for _ in 0..4 {
            part.push(char::from(b"bdfgklmnprstvz"[number % 14]));
            part.push(char::from(b"aeiou"[number / 14 % 5]));
            number /= 70;
        }
        part
    }

    #[test]
    fn what_is_looked_up_is_what_is_compared() {
        let given = [
            "ana", "anna", "martin", "mart", "rogelio", "rogelia", "münz", "munz", "li",
        ];
        let mut names: Vec<String> = Vec::new();
        for first in given {
            for last in [
                "silvera", "silveira", "tan", "tang", "ghouse", "gouse", "costa", "costas",
            ] {
                names.push(format!("{first} {last}"));
                names.push(format!("{first} helena {last}"));
                names.push(format!("{first} helene de {last}"));
            }
        }
        names.extend((0..400).map(|number| format!("ana {}", part(number * 7))));
        names.extend((0..400).map(|number| format!("{} lima", part(number))));
        names.sort_unstable();
        names.dedup();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (own, near) in names.iter().zip(variants(&names)) {
            let all = (0..names.len()).filter(|&at| names[at] != *own && variant(own, names[at]));
            assert_eq!(near, all.collect::<Vec<_>>(), "{own}");
        }
    }

    #[test]
    fn tens_of_thousands_of_names_are_compared_in_time() {
        // Pair by pair this would take minutes.
        let names: Vec<String> = (0..30_000)
            .map(|number| format!("{} {}", part(number * 797), part(number * 1_201 + 13)))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(variants(&names).iter().map(Vec::len).max() < Some(100));
    }
}
