//! Proposing the parameters that `jobc.toml` may declare.

use super::Merged;
use crate::diagnostic::codes::template::UNBOUND_REFERENCE;
use crate::job::Parameters;
use crate::workspace::checked::Checked;
use rustc_hash::FxHashSet;

/// The names that are reported as unbound and may be meant as parameters.
pub fn undeclared(checked: &[Checked], merged: &Merged) -> Parameters {
    let unbound = merged.diagnostics.iter();
    let unbound = unbound.filter(|it| it.code == &UNBOUND_REFERENCE && it.fix.is_none());
    let reported: FxHashSet<&str> = unbound.flat_map(|it| references(&it.message)).collect();
    let mut all = Parameters::default();
    for checked in checked {
        all.extend_specific(checked.undeclared.clone());
    }
    all.retain(|name| reported.contains(name));
    all
}

/// The references in a message.
fn references(message: &str) -> impl Iterator<Item = &str> {
    let starts = message.split("`{{").skip(1);
    starts.filter_map(|rest| Some(rest.split_once("}}`")?.0))
}

/// The table that declares parameters, as it would be written in `jobc.toml`.
pub fn table(parameters: &Parameters) -> String {
    format!(
        "[parameters]\n{}",
        toml::to_string(parameters).unwrap_or_default()
    )
}

/// What is said of names that may be parameters.
pub fn proposal(parameters: &Parameters) -> String {
    let table: String = table(parameters)
        .lines()
        .map(|line| format!("  {line}\n"))
        .collect();
    format!("if the command line binds these names, declare them in `jobc.toml`:\n{table}")
}
