//! Rules about processes and their order.

pub(super) mod command;
mod shell;

mod daemon_without_pause;
mod duplicate_name;
mod hard_coded_port;
mod long_finalization_wait;
mod many_short_processes;
mod negative_number;
mod only_ephemeral;
mod order_over_all;
mod positional_parameter;
mod process_outside_order;
mod secret;
pub(in crate::lint) mod shellcheck;
mod slow_finalizer;
#[cfg(test)]
mod tests;
mod too_many_failures;
mod unbalanced_quotes;
mod unquoted_heredoc;
mod unreachable_failures;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &daemon_without_pause::RULE,
    &duplicate_name::RULE,
    &hard_coded_port::RULE,
    &long_finalization_wait::RULE,
    &many_short_processes::RULE,
    &negative_number::RULE,
    &only_ephemeral::RULE,
    &order_over_all::RULE,
    &positional_parameter::RULE,
    &process_outside_order::RULE,
    &secret::RULE,
    &shellcheck::RULE,
    &slow_finalizer::RULE,
    &too_many_failures::RULE,
    &unbalanced_quotes::RULE,
    &unquoted_heredoc::RULE,
    &unreachable_failures::RULE,
];
