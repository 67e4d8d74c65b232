//! Which ports a job needs. The client: `PortResolver` and `AuroraConfig.ports`.

use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Where a name of a portmap leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Port {
    /// A number that the job insists on.
    Static(i64),
    /// A name that the scheduler finds a number for.
    Named(String),
}

/// Follows the aliases of a portmap; an `Err` is a circle of names, first and last the same.
pub fn resolve(portmap: &IndexMap<String, String>) -> Result<IndexMap<String, Port>, Vec<String>> {
    portmap
        .keys()
        .map(|name| Ok((name.clone(), resolve_one(portmap, name)?)))
        .collect()
}

fn resolve_one(portmap: &IndexMap<String, String>, name: &str) -> Result<Port, Vec<String>> {
    let mut way = vec![name.to_string()];
    let mut at = name;
    while let Some(next) = portmap.get(at) {
        if let Some(number) = number(next) {
            return Ok(Port::Static(number));
        }
        if let Some(start) = way.iter().position(|seen| seen == next) {
            way.drain(..start);
            way.push(next.clone());
            return Err(way);
        }
        way.push(next.clone());
        at = next;
    }
    Ok(Port::Named(at.to_string()))
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
}
