//! Names in a row.

/// The most values of a reference that are shown, and the most jobs of each.
pub const SHOWN: usize = 10;

/// Some names at most, and how many more there are.
pub fn first_names(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).map(|it| format!("`{it}`"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}
