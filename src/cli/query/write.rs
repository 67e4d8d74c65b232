//! The rows of a query as a table, as CSV and as JSON.

use super::rows::{Table, number};
use crate::cli::units;
use crate::emit::Json;
use crate::report::escape;
use unicode_width::UnicodeWidthStr;

/// A table with a line of heads. Numbers are read from the right.
pub fn table(table: &Table) -> String {
    let heads = table.heads.iter().map(|it| escape::line(it).into_owned());
    let mut lines: Vec<Vec<String>> = vec![heads.collect()];
    for row in &table.rows {
        let cells = row.iter().zip(&table.heads);
        lines.push(cells.map(|(cell, head)| shown(cell, head)).collect());
    }
    let columns = 0..table.heads.len();
    let widths: Vec<usize> = columns
        .map(|column| lines.iter().map(|it| it[column].width()).max().unwrap_or(0))
        .collect();
    let is_number = |column: usize| {
        let mut cells = table.rows.iter().map(|row| &row[column]);
        cells.all(|it| number(it).is_some() || matches!(it, Json::Null))
    };
    let are_numbers: Vec<bool> = (0..table.heads.len()).map(is_number).collect();
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).zip(&are_numbers);
        let cells: Vec<String> = cells
            .map(|((cell, width), is_number)| {
                let space = " ".repeat(width - cell.width());
                match is_number {
                    true => space + cell,
                    false => cell.clone() + &space,
                }
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
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
    let quoted = |text: &str| match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let cell = |it: &Json| match it {
        Json::Null => String::new(),
        Json::Text(text) => quoted(text),
        other => quoted(&other.to_compact()),
    };
    let heads: Vec<String> = table.heads.iter().map(|it| quoted(it)).collect();
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
