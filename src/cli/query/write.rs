//! The rows of a query as a table, as CSV and as JSON.

use super::rows::{Table, number};
use crate::cli::columns::{columns, csv_value};
use crate::cli::units;
use crate::emit::Json;
use crate::report::escape;

/// A table with a line of heads. Numbers are read from the right.
pub fn table(table: &Table) -> String {
    let heads = table.heads.iter().map(|it| escape::line(it).into_owned());
    let mut lines: Vec<Vec<String>> = vec![heads.collect()];
    for row in &table.rows {
        let cells = row.iter().zip(&table.heads);
        lines.push(cells.map(|(cell, head)| shown(cell, head)).collect());
    }
    let is_number = |column: usize| {
        let mut cells = table.rows.iter().map(|row| &row[column]);
        cells.all(|it| number(it).is_some() || matches!(it, Json::Null))
    };
    let are_numbers: Vec<bool> = (0..table.heads.len()).map(is_number).collect();
    columns(&lines, |column| are_numbers[column])
}

/// A cell for a person. What is measured in bytes is shown in its unit.
fn shown(cell: &Json, head: &str) -> String {
    let is_size = head.ends_with(".ram") || head.ends_with(".disk");
    match cell {
        Json::Null => String::new(),
        Json::Text(text) => escape::line(text).into_owned(),
        Json::Integer(digits) if is_size => {
            digits.parse().map_or_else(|_| digits.clone(), units::bytes)
        }
        Json::Float(number) => units::number(*number),
        other => escape::line(&other.to_compact()).into_owned(),
    }
}

/// Comma-separated values with a line of heads (RFC 4180).
pub fn csv(table: &Table) -> String {
    let cell = |it: &Json| match it {
        Json::Null => String::new(),
        Json::Text(text) => csv_value(text),
        other => csv_value(&other.to_compact()),
    };
    let heads: Vec<String> = table.heads.iter().map(|it| csv_value(it)).collect();
    let mut text = heads.join(",") + "\n";
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// An array of objects.
pub fn json(table: &Table) -> Json {
    let rows = table.rows.iter().map(|row| {
        let pairs = table.heads.iter().cloned().zip(row.iter().cloned());
        Json::Object(pairs.collect())
    });
    Json::List(rows.collect())
}
