//! News outlets and agencies: their names, hosts and other names, as `src/data/words/outlets.tsv` lists them.

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub struct Outlet {
    /// The usual name.
    pub name: &'static str,
    hosts: &'static str,
    others: &'static str,
    short: &'static str,
}

impl Outlet {
    /// The hosts of its pages.
    pub fn hosts(self) -> impl Iterator<Item = &'static str> {
        self.hosts.split(' ').filter(|host| !host.is_empty())
    }

    /// The name by which it calls itself as other outlets do too: "The Times".
    #[must_use]
    pub fn short(self) -> Option<&'static str> {
        Some(self.short).filter(|name| !name.is_empty())
    }

    /// All its names, the usual one first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let others = self.others.split('|').filter(|name| !name.is_empty());
        std::iter::once(self.name).chain(others)
    }
}

/// The outlets, in the order of the list.
pub fn outlets() -> impl Iterator<Item = Outlet> {
    let lines = include_str!("../data/words/outlets.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        Outlet {
            name: column(),
            hosts: column(),
            others: column(),
            short: column(),
        }
    })
}
