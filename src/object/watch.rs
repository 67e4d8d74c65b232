//! What ends interpolating before its time: the clock and the memory of whoever asks for it.

use super::Limits;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits::{SIZE_LIMIT, TIME_LIMIT};
use crate::source::Span;

/// A limit of the whole compilation that is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// The time; holds the limit in milliseconds.
    Time(u64),
    /// The memory; holds the limit in bytes.
    Memory(usize),
}

impl Exceeded {
    /// What is said of it, at what was worked on meanwhile.
    pub fn diagnostic(self, span: Span) -> Diagnostic {
        match self {
            Exceeded::Time(limit) => {
                let message =
                    format!("evaluating takes more than {limit} milliseconds, so it ends here");
                Diagnostic::new(&TIME_LIMIT, message, span).help(
                    "look for a loop that does too much, or for texts that refer to very many others; the limit is the setting `milliseconds`",
                )
            }
            Exceeded::Memory(limit) => {
                let message = format!(
                    "the values made so far take more than {limit} bytes, so the evaluation ends here"
                );
                Diagnostic::new(&SIZE_LIMIT, message, span)
                    .help("the limit is the setting `memory`")
            }
        }
    }
}

/// Asked now and then whether to go on.
pub trait Watch {
    /// The limit that is used up, if one is.
    fn exceeded(&self) -> Option<Exceeded>;
}

/// How much is gone through before the watch is asked again. A unit is about what copying a byte takes.
const WORK_BETWEEN_LOOKS: usize = 1 << 20;

/// Counts work, and asks the watch in proportion to it.
pub(super) struct Worker {
    done: usize,
    /// Once a limit was exceeded, nothing more is done.
    pub exceeded: bool,
}

impl Worker {
    pub fn new() -> Worker {
        Worker {
            done: 0,
            exceeded: false,
        }
    }

    /// Counts work; says once which limit is used up.
    #[inline]
    pub fn work(&mut self, units: usize, limits: &Limits<'_>) -> Option<Exceeded> {
        self.done = self.done.saturating_add(units);
        if self.done < WORK_BETWEEN_LOOKS || self.exceeded {
            return None;
        }
        self.done = 0;
        let exceeded = limits.watch?.exceeded();
        self.exceeded = exceeded.is_some();
        exceeded
    }
}
