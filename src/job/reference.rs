//! References that the cluster fills in, or something between compiler and cluster.

use super::Settings;
use crate::template::{Component, Reference};

/// Who knows what an open reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The executor, when an instance runs: `mesos.instance`, `mesos.hostname`, `thermos.task_id`.
    Cluster,
    /// The scheduler: `thermos.ports[NAME]`.
    Port(String),
    /// Nobody, but a port seems to be meant: `thermos.ports.NAME`.
    MistypedPort,
    /// Something between compiler and cluster, such as a registry of packages.
    Elsewhere,
    /// The command line, which `jobc.toml` says will bind it.
    Parameter,
    /// Nobody.
    Nobody,
}

/// What the executor fills in.
const CLUSTER: [(&str, &str); 3] = [
    ("mesos", "instance"),
    ("mesos", "hostname"),
    ("thermos", "task_id"),
];

/// Who knows what `reference` stands for.
pub fn known(reference: &Reference, settings: &Settings) -> Known {
    use Component::{Attribute, Index};
    match reference.components() {
        [Attribute(scope), Attribute(name)] if CLUSTER.contains(&(scope, name)) => Known::Cluster,
        [Attribute(scope), Attribute(ports), rest @ ..]
            if &**scope == "thermos" && &**ports == "ports" =>
        {
            match rest.first() {
                Some(Index(name)) => Known::Port(name.to_string()),
                _ => Known::MistypedPort,
            }
        }
        _ => {
            let address = reference.to_string();
            match settings.parameters.get(&address) {
                Some(_) => Known::Parameter,
                None if is_external(&address, settings) => Known::Elsewhere,
                None => Known::Nobody,
            }
        }
    }
}

/// The references of the cluster that may be meant by one that nobody knows: all but those that are complete as they are, with
/// the name of a port that it has.
pub fn alike(reference: &Reference) -> Vec<String> {
    let mut names: Vec<String> = CLUSTER
        .iter()
        .map(|(scope, name)| format!("{scope}.{name}"))
        .collect();
    if let [_, .., Component::Attribute(port) | Component::Index(port)] = reference.components() {
        names.push(format!("thermos.ports[{port}]"));
    }
    names
}

fn is_external(address: &str, settings: &Settings) -> bool {
    settings.externals.iter().any(|start| {
        address
            .strip_prefix(start.as_str())
            .is_some_and(|rest| rest.starts_with(['[', '.']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_knows() {
        let port = |name: &str| Known::Port(name.into());
        for (address, expected) in [
            ("mesos.instance", Known::Cluster),
            ("mesos.hostname", Known::Cluster),
            ("thermos.task_id", Known::Cluster),
            ("thermos.ports[http]", port("http")),
            ("thermos.ports[http][x]", port("http")),
            ("thermos.ports.http", Known::MistypedPort),
            ("thermos.ports", Known::MistypedPort),
            ("docker.image[python][2.7]", Known::Elsewhere),
            ("docker.images[a][b]", Known::Nobody),
            ("packer[web][app][latest].package", Known::Nobody),
            ("packers[web]", Known::Nobody),
            ("docker", Known::Nobody),
            ("mesos.instances", Known::Nobody),
            ("mesos.instance.x", Known::Nobody),
            ("name", Known::Nobody),
        ] {
            let reference = Reference::parse(address).expect(address);
            assert_eq!(
                known(&reference, &Settings::default()),
                expected,
                "{address}"
            );
        }
    }
}
