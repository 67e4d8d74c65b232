//! What ends interpolating before its time: the clock and the memory of whoever asks for it.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits::{SIZE_LIMIT, TIME_LIMIT};
use crate::source::Span;

/// A limit of the whole compilation that is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetExceeded {
    /// The time; holds the limit in milliseconds.
    Time(u64),
    /// The memory; holds the limit in bytes.
    Memory(usize),
}

impl BudgetExceeded {
    /// What is said of it, at what was worked on meanwhile.
    pub fn diagnostic(self, span: Span) -> Diagnostic {
        match self {
            BudgetExceeded::Time(limit) => {
                let message =
                    format!("the evaluation took more than {limit} milliseconds, so it ends here");
                Diagnostic::new(&TIME_LIMIT, message, span).help(
                    "look for a loop that does too much, or for strings that refer to many others; the limit is the setting `milliseconds`",
                )
            }
            BudgetExceeded::Memory(limit) => {
                let message = format!(
                    "the values made so far take more than {limit} bytes, so the evaluation ends here"
                );
                Diagnostic::new(&SIZE_LIMIT, message, span)
                    .help("the limit is the setting `memory`")
            }
        }
    }
}

/// Counts what is gone through, over everything that has the same limits, on whichever thread.
pub trait Budget: Sync {
    /// Counts work; a unit is about what copying a byte takes. Gives the limit that is used up, if one is.
    fn work(&self, units: usize) -> Option<BudgetExceeded>;
}
