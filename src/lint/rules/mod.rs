//! Every rule, a folder for each group.

mod calls;
pub mod jobs;
pub mod language;
pub mod processes;
pub mod resources;
pub mod templates;

use super::Rule;
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
        rules.sort_by_key(|rule| rule.code.code);
        rules
    })
}
