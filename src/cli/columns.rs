//! Rows of text as columns, and as comma-separated values.

use unicode_width::UnicodeWidthStr;

/// Lines of cells, each column as wide as its widest cell. Numbers are aligned to the right.
pub fn columns(rows: &[Vec<String>], is_number: impl Fn(usize) -> bool) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(move |row| Some(row.get(column)?.width()))
    };
    let widths: Vec<usize> = (0..count).map(|it| width(it).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| {
                let space = " ".repeat(width - cell.width());
                match is_number(column) {
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

/// A value in comma-separated values (RFC 4180).
pub fn csv_value(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
