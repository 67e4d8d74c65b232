//! Every rule, a folder for each group.

mod calls;
pub mod jobs;
pub mod language;
pub mod processes;
pub mod resources;
pub mod templates;
#[cfg(test)]
mod tests;

use super::Rule;
use crate::diagnostic::Code;
use std::sync::OnceLock;

/// Every rule, in the order of the codes.
pub fn all() -> &'static [&'static Rule] {
    static ALL: OnceLock<Vec<&'static Rule>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut rules: Vec<&'static Rule> = [
            jobs::RULES,
            language::RULES,
            processes::RULES,
            resources::RULES,
            templates::RULES,
        ]
        .concat();
        rules.extend(super::OWN);
        rules.sort_by_key(|rule| rule.code.code);
        rules
    })
}

/// The page of any code as a file of its own, for a rule with the paragraph that says whether it is on.
pub fn document(code: &Code) -> String {
    match find(code.code) {
        Some(rule) => code.document_with(&rule.status()),
        None => code.document(),
    }
}

/// The rule with a code or name.
pub fn find(code: &str) -> Option<&'static Rule> {
    let mut all = all().iter().copied();
    all.find(|rule| rule.code.code.eq_ignore_ascii_case(code) || rule.code.name == code)
}
