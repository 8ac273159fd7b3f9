//! Where two runs of words differ: the longest common subsequence (Wagner and Fischer 1974), after what both begin and end
//! with has been set aside.

use std::ops::Range;

/// How many words of each side are compared word by word at most; longer middles are taken to differ as a whole.
const LONGEST: usize = 300;

/// A place where two runs differ: the words of the one and of the other, either of which may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
}

/// The differing places, in order.
pub(super) fn hunks<T: PartialEq>(a: &[T], b: &[T]) -> Vec<Hunk> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a_rest, b_rest) = (&a[head..], &b[head..]);
    let pairs = a_rest.iter().rev().zip(b_rest.iter().rev());
    let tail = pairs.take_while(|(x, y)| x == y).count();
    let (m, n) = (a_rest.len() - tail, b_rest.len() - tail);
    if m == 0 && n == 0 {
        return Vec::new();
    }
    if m == 0 || n == 0 || m > LONGEST || n > LONGEST {
        return vec![Hunk {
            a: head..head + m,
            b: head..head + n,
        }];
    }
    let mut found = middle(&a_rest[..m], &b_rest[..n]);
    for hunk in &mut found {
        hunk.a = hunk.a.start + head..hunk.a.end + head;
        hunk.b = hunk.b.start + head..hunk.b.end + head;
    }
    found
}

fn middle<T: PartialEq>(a: &[T], b: &[T]) -> Vec<Hunk> {
    let width = b.len() + 1;
    // The length of what the ends of both from (i, j) on have in common.
    let mut common = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i] == b[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found: Vec<Hunk> = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let open = found
            .last()
            .is_some_and(|hunk| (hunk.a.end, hunk.b.end) == (i, j));
        if !open {
            found.push(Hunk { a: i..i, b: j..j });
        }
        let down =
            j == b.len() || i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1];
        (i, j) = if down { (i + 1, j) } else { (i, j + 1) };
        if let Some(hunk) = found.last_mut() {
            (hunk.a.end, hunk.b.end) = (i, j);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> Vec<(String, String)> {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
        let found = hunks(&a, &b).into_iter();
        found
            .map(|hunk| (a[hunk.a].join(" "), b[hunk.b].join(" ")))
            .collect()
    }

    #[test]
    fn words_are_changed_added_and_cut() {
        assert_eq!(differ("we met at ten", "we met at ten"), []);
        assert_eq!(
            differ("we met nine men at ten", "we met six men here at ten"),
            [("nine".into(), "six".into()), ("".into(), "here".into())]
        );
        assert_eq!(
            differ("one two three", "two three"),
            [("one".into(), "".into())]
        );
    }

    #[test]
    fn long_runs_differ_as_a_whole() {
        let a: Vec<u32> = (0..5000).collect();
        let b: Vec<u32> = (0..5000).map(|n| if n == 0 { 0 } else { n + 1 }).collect();
        assert!(hunks(&a, &b).len() <= 2);
    }
}
