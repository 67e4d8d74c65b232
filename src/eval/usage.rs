//! The time and memory that a compilation has used, against its limits.

use super::{Host, Limits};
use crate::object::{Budget, BudgetExceeded};
use crate::source::Guard;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How much is gone through before the clock is looked at again.
const WORK_BETWEEN_LOOKS: usize = 1 << 20;

/// How many seconds pass before the memory of the process is looked at again.
const SECONDS_BETWEEN_MEMORY: f64 = 0.01;

/// What is used up ends a compilation; nothing that comes out of one depends on it otherwise.
pub struct Usage<'a> {
    host: &'a dyn Host,
    /// When the compilation began, in seconds since 1970.
    started: f64,
    /// What was gone through since the clock was looked at.
    worked: AtomicUsize,
    /// The most milliseconds and bytes.
    milliseconds: u64,
    memory: usize,
    seen: Mutex<Seen>,
}

/// The memory of the process.
struct Seen {
    /// What it was at first, if the host tells it.
    before: Option<usize>,
    /// When it was looked at last.
    at: f64,
}

impl<'a> Usage<'a> {
    /// Begins now.
    pub fn new(host: &'a dyn Host, limits: &Limits) -> Usage<'a> {
        let now = host.now();
        Usage {
            host,
            started: now,
            worked: AtomicUsize::new(0),
            milliseconds: limits.milliseconds,
            memory: limits.memory,
            seen: Mutex::new(Seen {
                before: None,
                at: now,
            }),
        }
    }

    /// Looks at the clock and at the memory of the process: the limit that is used up, if one is.
    #[cold]
    pub fn exceeded(&self) -> Option<BudgetExceeded> {
        let now = self.host.now();
        if self.has_too_much_memory(now) {
            return Some(BudgetExceeded::Memory(self.memory));
        }
        let elapsed = (now - self.started) * 1e3;
        if elapsed >= self.milliseconds as f64 || self.host.is_cancelled() {
            return Some(BudgetExceeded::Time(self.milliseconds));
        }
        Guard::allow(self.milliseconds.saturating_sub(elapsed as u64));
        None
    }

    /// Whether the process may not grow by so many bytes more.
    pub(super) fn lacks_room(&self, bytes: usize) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(memory) = self.host.memory() else {
            return bytes > self.memory;
        };
        let before = *seen.before.get_or_insert(memory);
        memory.saturating_sub(before).saturating_add(bytes) > self.memory
    }

    fn has_too_much_memory(&self, now: f64) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if now - seen.at < SECONDS_BETWEEN_MEMORY {
            return false;
        }
        seen.at = now;
        let Some(memory) = self.host.memory() else {
            return false;
        };
        let before = *seen.before.get_or_insert(memory);
        memory.saturating_sub(before) > self.memory
    }
}

impl Budget for Usage<'_> {
    #[inline]
    fn work(&self, units: usize) -> Option<BudgetExceeded> {
        // Not in one step: what two threads add at the same time may be counted once. It is only about when to look.
        let worked = self.worked.load(Ordering::Relaxed).saturating_add(units);
        if worked <= WORK_BETWEEN_LOOKS {
            self.worked.store(worked, Ordering::Relaxed);
            return None;
        }
        self.worked.store(0, Ordering::Relaxed);
        self.exceeded()
    }
}
