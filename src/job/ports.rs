//! Which ports a job needs. The client: `PortResolver` and `AuroraConfig.ports`.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Where a name of a portmap leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Port {
    /// A number that the job insists on.
    Static(i64),
    /// A name that the scheduler finds a number for.
    Named(String),
}

/// Follows the aliases of a portmap; an `Err` is a cycle of names, first and last the same. Each alias is followed once, however many
/// names lead to it.
pub fn resolve(portmap: &IndexMap<String, String>) -> Result<IndexMap<String, Port>, Vec<String>> {
    let mut resolved: FxHashMap<&str, Port> = FxHashMap::default();
    for name in portmap.keys() {
        let mut chain: Vec<&str> = vec![name];
        let mut places = FxHashMap::from_iter([(name.as_str(), 0)]);
        let port = loop {
            let at = chain[chain.len() - 1];
            if let Some(port) = resolved.get(at) {
                break port.clone();
            }
            let Some(next) = portmap.get(at) else {
                break Port::Named(at.to_owned());
            };
            if let Some(number) = number(next) {
                break Port::Static(number);
            }
            if let Some(start) = places.insert(next, chain.len()) {
                let cycle = chain[start..].iter().copied().chain([next.as_str()]);
                return Err(cycle.map(str::to_owned).collect());
            }
            chain.push(next);
        };
        resolved.extend(chain.into_iter().map(|name| (name, port.clone())));
    }
    let ports = portmap.keys().map(|name| {
        let port = resolved.get(name.as_str()).cloned();
        (name.clone(), port.unwrap_or(Port::Named(name.clone())))
    });
    Ok(ports.collect())
}

/// A port number, as the client reads one (Python's `int`).
pub fn number(text: &str) -> Option<i64> {
    super::value::python_integer(text)
}

/// The ports that the scheduler has to allocate, sorted: those that processes refer to, unless the portmap says what they
/// are, and those that the portmap leaves to the scheduler.
pub fn needed(used: &BTreeSet<String>, portmap: &IndexMap<String, Port>) -> Vec<String> {
    let mut ports: BTreeSet<&str> = used
        .iter()
        .map(String::as_str)
        .filter(|name| !portmap.contains_key(*name))
        .collect();
    ports.extend(portmap.values().filter_map(|port| match port {
        Port::Named(name) => Some(name.as_str()),
        Port::Static(_) => None,
    }));
    ports.into_iter().map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portmap(text: &str) -> IndexMap<String, String> {
        text.split_whitespace()
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, port)| (name.to_string(), port.to_string()))
            .collect()
    }

    #[test]
    fn aliases_lead_to_ports() {
        for (text, used, ports) in [
            ("", "http admin", "admin http"),
            ("aurora=http", "http", "http"),
            ("aurora=alias alias=http", "http alias", "http"),
            ("http=80", "http", ""),
            (
                "http=80 https=443 aurora=https admin=control",
                "http admin aurora",
                "control",
            ),
            ("a=+8 b=a", "b", ""),
        ] {
            let resolved = resolve(&portmap(text)).expect(text);
            let used = used.split_whitespace().map(String::from).collect();
            assert_eq!(needed(&used, &resolved).join(" "), ports, "{text}");
        }
    }

    #[test]
    fn circles_are_found() {
        for (text, circle) in [
            ("http=http", "http http"),
            ("a=b b=a", "a b a"),
            ("x=a a=b b=c c=a", "a b c a"),
        ] {
            let error = resolve(&portmap(text)).expect_err(text);
            assert_eq!(error.join(" "), circle, "{text}");
        }
    }

    #[test]
    fn a_long_chain_is_followed_once() {
        let count = 20_000;
        let chain = (0..count).map(|index| (format!("p{index}"), format!("p{}", index + 1)));
        let chain: IndexMap<String, String> = chain.collect();
        let last = Port::Named(format!("p{count}"));
        let resolved = resolve(&chain).expect("no cycle");
        assert_eq!(resolved.len(), count);
        assert!(resolved.values().all(|port| *port == last));
        let mut cycle = chain;
        cycle.insert(format!("p{}", count - 1), "p5".to_owned());
        let names = resolve(&cycle).expect_err("a cycle");
        assert_eq!(
            (names.len(), &*names[0], &*names[count - 5]),
            (count - 4, "p5", "p5")
        );
    }
}
