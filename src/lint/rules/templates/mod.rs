//! Rules about references and bindings.

mod binding_without_effect;
mod bound;
mod format_eats_mustaches;
mod half_open;
mod mixed_scopes;
mod nested_runtime_reference;
mod reference_in_python;
mod runtime_reference;
mod self_referring_default;
mod shadowed_job_name;
#[cfg(test)]
mod tests;
mod unclosed_reference;
mod unused_binding;

pub(super) use bound::each_bound;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &binding_without_effect::RULE,
    &format_eats_mustaches::RULE,
    &mixed_scopes::RULE,
    &nested_runtime_reference::RULE,
    &reference_in_python::RULE,
    &runtime_reference::RULE,
    &self_referring_default::RULE,
    &shadowed_job_name::RULE,
    &unclosed_reference::RULE,
    &unused_binding::RULE,
];
