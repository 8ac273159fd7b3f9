//! Joins bearers of short forms to the one bearer of a full name that they can mean: `President Lopes` of one article is
//! the Ana Lopes of others, `MLB` the Mere Lake Board.

use rustc_hash::FxHashMap;

use super::Bearer;
use crate::model::EntityKind;
use crate::text::name;

type Key = (EntityKind, String);
type Known = FxHashMap<Key, Vec<Bearer>>;

/// Joins what can mean one alone: first names with a middle part to those without, then surnames and acronyms.
pub(super) fn join(known: &mut Known) {
    join_by(known, |(kind, key), _| {
        without_middle(*kind, key).into_iter().collect()
    });
    join_by(known, |(kind, key), bearer| short_forms(*kind, key, bearer));
}

/// `joe tan` of `joe b tan`; such a name means the same as the longer one.
fn without_middle(kind: EntityKind, key: &str) -> Option<String> {
    let mut words = key.split(' ');
    let (first, last) = (words.next()?, words.next_back()?);
    let middle = words.next()?;
    let one = words.next().is_none() && middle.chars().count() == 1;
    (kind == EntityKind::Person && one).then(|| format!("{first} {last}"))
}

/// The forms by which other articles can mean the bearer of a full name.
fn short_forms(kind: EntityKind, key: &str, bearer: &Bearer) -> Vec<String> {
    let Some((_, last)) = key.rsplit_once(' ') else {
        return Vec::new();
    };
    match kind {
        EntityKind::Person => vec![last.to_owned()],
        EntityKind::Organization => {
            let acronyms = bearer
                .aliases
                .keys()
                .filter(|alias| name::is_acronym(alias));
            let mut forms: Vec<String> = acronyms.map(|alias| name::plain(alias)).collect();
            forms.sort_unstable();
            forms.dedup();
            forms
        }
        _ => Vec::new(),
    }
}

/// Joins each form that `forms` gives for one bearer alone to that bearer, unless something is told against it.
fn join_by(known: &mut Known, forms: impl Fn(&Key, &Bearer) -> Vec<String>) {
    let mut owners: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
    for (key, bearers) in known.iter() {
        for bearer in bearers {
            for form in forms(key, bearer) {
                owners.entry((key.0, form)).or_default().push(key.clone());
            }
        }
    }
    let mut pairs: Vec<(Key, Key)> = owners
        .into_iter()
        .filter(|(_, owners)| owners.len() == 1)
        .filter_map(|(short, owners)| Some((short, owners.into_iter().next()?)))
        .filter(|(short, full)| fits(known, short, full))
        .collect();
    pairs.sort();
    for (short, full) in pairs {
        for bearer in known.remove(&short).unwrap_or_default() {
            if let Some(one) = known.get_mut(&full).and_then(|bearers| bearers.first_mut()) {
                one.merge(bearer);
            }
        }
    }
}

/// Whether the only bearer of a short form can be the only one of a full name. Whom an article names beside it is
/// somebody else.
fn fits(known: &Known, short: &Key, full: &Key) -> bool {
    let (Some([short_one]), Some([one])) = (
        known.get(short).map(Vec::as_slice),
        known.get(full).map(Vec::as_slice),
    ) else {
        return false;
    };
    let beside = |article: &u32| one.articles.binary_search(article).is_ok();
    let (a, b) = (&short_one.evidence, &one.evidence);
    let related = match short.0 {
        EntityKind::Person => a.akin(b),
        _ => a.near(b),
    };
    related && !a.against(b) && !short_one.articles.iter().any(beside)
}
