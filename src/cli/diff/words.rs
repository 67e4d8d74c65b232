//! Counts and resources in words.

use super::values::signed;
use crate::change::{Amounts, BeforeAfter, Unit};
use crate::cli::units;

/// Counts that are not zero.
pub fn told(counts: &[(usize, &str)]) -> String {
    let told = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match told.is_empty() {
        true => "none".to_owned(),
        false => told.join(", "),
    }
}

/// Resources before and after, where they differ.
pub fn resources(totals: &BeforeAfter) -> String {
    type Amount = fn(&Amounts) -> f64;
    let amounts: [(&str, Unit, Amount); 4] = [
        ("cpu", Unit::Plain, |it| it.rounded_cpu()),
        ("ram", Unit::Bytes, |it| it.ram as f64),
        ("disk", Unit::Bytes, |it| it.disk as f64),
        ("gpu", Unit::Plain, |it| it.gpu as f64),
    ];
    let show = |amount: f64, unit| match unit {
        Unit::Bytes => units::bytes(amount as i64),
        _ => units::number(amount),
    };
    let mut told = Vec::new();
    for (name, unit, amount) in amounts {
        let (before, after) = (amount(&totals.before), amount(&totals.after));
        if before != after {
            let difference = signed(after - before, unit);
            let (before, after) = (show(before, unit), show(after, unit));
            told.push(format!("{name} {before} → {after} ({difference})"));
        }
    }
    match told.is_empty() {
        true => "the same".to_owned(),
        false => told.join(", "),
    }
}
