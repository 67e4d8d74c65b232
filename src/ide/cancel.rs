//! Ending work whose result nobody waits for: a newer text has arrived.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what the editor tells of changes: how many have arrived. Shared by all threads.
#[derive(Clone, Debug, Default)]
pub struct Arrivals(Arc<AtomicU64>);

impl Arrivals {
    /// A change has arrived. Called by the thread that reads.
    pub fn arrived(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// The end of work on what the editor was after so many changes.
    pub fn cancellation(&self, number: u64) -> Cancellation {
        Cancellation {
            arrived: self.clone(),
            number,
        }
    }
}

/// Whether work is still worth doing.
#[derive(Clone, Debug)]
pub struct Cancellation {
    arrived: Arrivals,
    number: u64,
}

impl Cancellation {
    /// Whether a change has arrived that the work does not know of.
    pub fn is_cancelled(&self) -> bool {
        self.arrived.0.load(Ordering::Relaxed) != self.number
    }
}
