//! The inventory as a table, as CSV and as JSON.

use super::inventory::{Entry, Total, totals};
use crate::cli::columns::{self, csv_value};
use crate::cli::units;
use crate::report::escape;
use serde_json::{Map, Value, json};

/// The columns of a job, in a table and in CSV.
const COLUMNS: [&str; 9] = [
    "job",
    "kind",
    "instances",
    "cpu",
    "ram",
    "disk",
    "tier",
    "contact",
    "file",
];

/// Which of them are numbers, to be read from the right.
const NUMBERS: [&str; 5] = ["jobs", "instances", "cpu", "ram", "disk"];

/// A table of the jobs, then tables of the totals.
pub fn table(entries: &[Entry]) -> String {
    let rows = entries.iter().map(|entry| {
        vec![
            entry.key.to_string(),
            entry.kind.to_owned(),
            entry.instances.to_string(),
            units::number(entry.resources.cpu),
            units::bytes(entry.resources.ram),
            units::bytes(entry.resources.disk),
            entry.tier.clone(),
            entry.contact.clone().unwrap_or_default(),
            entry.file.clone(),
        ]
    });
    let mut text = columns(&COLUMNS, rows.collect());
    for (part, totals) in totals(entries) {
        let rows = totals.iter().map(|(value, total)| {
            vec![
                value.clone(),
                total.jobs.to_string(),
                total.instances.to_string(),
                units::number(total.cpu),
                units::bytes(total.ram),
                units::bytes(total.disk),
            ]
        });
        let heads = [part, "jobs", "instances", "cpu", "ram", "disk"];
        text.push('\n');
        text.push_str(&columns(&heads, rows.collect()));
    }
    text
}

/// Lines of cells below their heads.
fn columns(heads: &[&str], rows: Vec<Vec<String>>) -> String {
    let heads_row = heads.iter().map(|it| it.to_string()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(heads_row)
        .chain(rows)
        .map(|row: Vec<String>| row.iter().map(|it| escape::line(it).into_owned()).collect())
        .collect();
    columns::columns(&rows, |column| NUMBERS.contains(&heads[column]))
}

/// The jobs as CSV, with a first line of names. Sizes are bytes.
pub fn csv(entries: &[Entry]) -> String {
    let mut text = String::from(
        "cluster,role,environment,name,kind,instances,cpu,ram,disk,tier,contact,file\n",
    );
    for entry in entries {
        let cells = [
            csv_value(&entry.key.cluster),
            csv_value(&entry.key.role),
            csv_value(&entry.key.environment),
            csv_value(&entry.key.name),
            entry.kind.to_owned(),
            entry.instances.to_string(),
            entry.resources.cpu.to_string(),
            entry.resources.ram.to_string(),
            entry.resources.disk.to_string(),
            csv_value(&entry.tier),
            csv_value(entry.contact.as_deref().unwrap_or_default()),
            csv_value(&entry.file),
        ];
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// The jobs and the totals.
pub fn long_json(entries: &[Entry]) -> Value {
    let all = totals(entries).into_iter().map(|(part, totals)| {
        let totals = totals.into_iter();
        let totals: Map<String, Value> = totals.map(|(key, it)| (key, total(&it))).collect();
        (part.to_owned(), Value::from(totals))
    });
    let totals: Map<String, Value> = all.collect();
    json!({
        "jobs": entries.iter().map(long).collect::<Vec<_>>(),
        "totals": totals,
    })
}

/// The keys alone, with their parts and files.
pub fn json(entries: &[Entry]) -> Value {
    entries.iter().map(short).collect()
}

fn short(entry: &Entry) -> Value {
    let key = &entry.key;
    json!({
        "key": key.to_string(),
        "cluster": key.cluster,
        "role": key.role,
        "environment": key.environment,
        "name": key.name,
        "file": entry.file,
    })
}

fn long(entry: &Entry) -> Value {
    let mut value = short(entry);
    value["kind"] = entry.kind.into();
    value["instances"] = entry.instances.into();
    value["cpu"] = entry.resources.cpu.into();
    value["ram"] = entry.resources.ram.into();
    value["disk"] = entry.resources.disk.into();
    value["gpu"] = entry.resources.gpu.into();
    value["tier"] = entry.tier.clone().into();
    value["contact"] = entry.contact.clone().into();
    value
}

fn total(total: &Total) -> Value {
    json!({
        "jobs": total.jobs,
        "instances": total.instances,
        "cpu": total.cpu,
        "ram": total.ram,
        "disk": total.disk,
    })
}
