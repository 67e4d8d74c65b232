//! What the scheduler fills in before it compares. Aurora: `ConfigurationManager.validateAndPopulate`, and what Thrift makes of fields
//! that are not set.

use super::super::side::fields;
use crate::emit::{Field, Thrift};

/// Fields that count as this where they are not set.
const UNSET: [(u16, &str, Thrift); 4] = [
    (7, "isService", Thrift::Bool(false)),
    (11, "priority", Thrift::I32(0)),
    (13, "maxTaskFailures", Thrift::I32(0)),
    (18, "production", Thrift::Bool(false)),
];

/// The most ordinary task links: the port, and the link.
const LINKS: [(&str, &str); 2] = [
    ("health", "http://%host%:%port:health%"),
    ("http", "http://%host%:%port:http%"),
];

/// A `TaskConfig` as the scheduler stores it, however it was written.
pub fn populated(config: Thrift) -> Thrift {
    let Thrift::Record(mut all) = config else {
        return config;
    };
    // A set or map that is not set is empty.
    all.retain(|field| !is_empty(&field.value));
    for (id, name, value) in UNSET {
        if !all.iter().any(|field| field.name == name) {
            all.push(Field { id, name, value });
        }
    }
    if !all.iter().any(|field| field.name == "taskLinks") {
        let ports = ports(&all);
        let links = LINKS.iter().filter(|(port, _)| ports.contains(port));
        let links = links.map(|(port, link)| (String::from(*port), String::from(*link)));
        let links: Vec<(String, String)> = links.collect();
        if !links.is_empty() {
            all.push(Field {
                id: 22,
                name: "taskLinks",
                value: Thrift::Map(links),
            });
        }
    }
    for field in &mut all {
        if field.name == "container" {
            field.value = without_empty(std::mem::replace(&mut field.value, Thrift::Bool(false)));
        }
    }
    if !all.iter().any(|field| field.name == "container") {
        let mesos = Thrift::union(1, "mesos", Thrift::Record(Vec::new()));
        all.push(Field {
            id: 29,
            name: "container",
            value: mesos,
        });
    }
    all.sort_by_key(|field| field.id);
    Thrift::Record(all)
}

fn is_empty(value: &Thrift) -> bool {
    match value {
        Thrift::Set(_, items) | Thrift::List(_, items) => items.is_empty(),
        Thrift::Map(pairs) => pairs.is_empty(),
        _ => false,
    }
}

/// The same without lists that are empty.
fn without_empty(value: Thrift) -> Thrift {
    let Thrift::Record(fields) = value else {
        return value;
    };
    let fields = fields.into_iter().filter(|it| !is_empty(&it.value));
    let fields = fields.map(|field| Field {
        value: without_empty(field.value),
        ..field
    });
    Thrift::Record(fields.collect())
}

fn ports(all: &[Field]) -> Vec<&str> {
    let resources = all.iter().find(|field| field.name == "resources");
    let items = match resources.map(|field| &field.value) {
        Some(Thrift::Set(_, items)) => items.as_slice(),
        _ => &[],
    };
    let fields = items.iter().flat_map(fields);
    fields
        .filter_map(|field| match (field.name, &field.value) {
            ("namedPort", Thrift::Text(port)) => Some(port.as_str()),
            _ => None,
        })
        .collect()
}
