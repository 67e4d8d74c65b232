//! The time and memory that a compilation has used, against its limits.

use super::{Host, Limits};
use crate::object::{Exceeded, Watch};
use std::cell::Cell;

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
    worked: Cell<usize>,
    /// The most milliseconds and bytes.
    milliseconds: u64,
    memory: usize,
    /// The memory of the process when it was looked at first, if the host tells it, and when it was looked at last.
    memory_before: Cell<Option<usize>>,
    memory_seen: Cell<f64>,
}

impl<'a> Usage<'a> {
    /// Begins now.
    pub fn new(host: &'a dyn Host, limits: &Limits) -> Usage<'a> {
        let now = host.now();
        Usage {
            host,
            started: now,
            worked: Cell::new(0),
            milliseconds: limits.milliseconds,
            memory: limits.memory,
            memory_before: Cell::new(None),
            memory_seen: Cell::new(now),
        }
    }

    /// Looks at the clock and at the memory of the process: the limit that is used up, if one is.
    #[cold]
    pub fn exceeded(&self) -> Option<Exceeded> {
        let now = self.host.now();
        if now - self.memory_seen.get() >= SECONDS_BETWEEN_MEMORY {
            self.memory_seen.set(now);
            if let Some(memory) = self.host.memory() {
                let before = self.memory_before.get().unwrap_or(memory);
                self.memory_before.set(Some(before));
                if memory.saturating_sub(before) > self.memory {
                    return Some(Exceeded::Memory(self.memory));
                }
            }
        }
        let elapsed = (now - self.started) * 1e3;
        if elapsed >= self.milliseconds as f64 || self.host.is_cancelled() {
            return Some(Exceeded::Time(self.milliseconds));
        }
        None
    }
}

impl Watch for Usage<'_> {
    #[inline]
    fn work(&self, units: usize) -> Option<Exceeded> {
        self.worked.set(self.worked.get().saturating_add(units));
        if self.worked.get() <= WORK_BETWEEN_LOOKS {
            return None;
        }
        self.worked.set(0);
        self.exceeded()
    }
}
