//! Rules about the language around the objects.

mod bidirectional_control;
mod discarded_result;
mod error_in_function;
mod function_for_template;
mod ignored_attribute;
mod integer_division;
mod invalid_unused_value;
mod leaked_variable;
mod list_in_python2;
mod missing_comma;
pub(in crate::lint) mod names;
mod naming_convention;
mod obsolete_operator;
mod outside_value;
mod redefined_before_use;
mod repeated_copy;
mod repeated_key;
mod rounding;
#[cfg(test)]
mod tests;
mod unused_definition;
mod unused_import;
mod unused_include;
mod unused_variable;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &unused_variable::RULE,
    &unused_definition::RULE,
    &unused_import::RULE,
    &unused_include::RULE,
    &redefined_before_use::RULE,
    &missing_comma::RULE,
    &repeated_key::RULE,
    &obsolete_operator::RULE,
    &integer_division::RULE,
    &outside_value::RULE,
    &function_for_template::RULE,
    &repeated_copy::RULE,
    &naming_convention::RULE,
    &bidirectional_control::RULE,
    &leaked_variable::RULE,
    &list_in_python2::RULE,
    &rounding::RULE,
    &ignored_attribute::RULE,
    &discarded_result::RULE,
    &invalid_unused_value::RULE,
    &error_in_function::RULE,
];
