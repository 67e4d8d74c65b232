//! Rules about templates.

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[];
