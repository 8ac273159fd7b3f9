//! Web addresses as they stand in articles.

/// Whether an address leads to the web.
#[must_use]
pub fn is_web(address: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or("");
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && address.len() > scheme.len() + 3
}

/// The host of a web address, as it is written, without `www.` and port.
#[must_use]
pub fn host(address: &str) -> Option<&str> {
    let rest = is_web(address).then(|| address.split_once("://"))??.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = match host.split_at_checked(4) {
        Some((www, name)) if www.eq_ignore_ascii_case("www.") => name,
        _ => host,
    };
    let sound =
        |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-' || b == b'_' || !b.is_ascii();
    (host.contains('.') && host.bytes().all(sound)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found() {
        for (address, expected) in [
            ("https://www.quay.example:8080/a", Some("quay.example")),
            ("HTTPS://WWW.Quay.example", Some("Quay.example")),
            ("https://ana@quay.example?b", Some("quay.example")),
            ("http://[::bad", None),
            ("mailto:x", None),
            ("quay.example", None),
        ] {
            assert_eq!(host(address), expected, "{address}");
        }
    }
}
