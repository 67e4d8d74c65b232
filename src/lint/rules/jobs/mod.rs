//! Rules about jobs.

mod missing_contact;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[&missing_contact::RULE];
