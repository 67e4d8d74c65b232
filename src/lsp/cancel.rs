//! Ending work whose result nobody waits for: a newer text has arrived.

use crate::eval::{Host, HostError, Variable};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts changes of texts: those that have arrived, and those that were made.
#[derive(Clone, Debug, Default)]
pub struct Cancellation {
    arrived: Arc<AtomicU64>,
    made: u64,
}

impl Cancellation {
    /// A change has arrived. Called by the thread that reads.
    pub fn arrived(&self) {
        self.arrived.fetch_add(1, Ordering::Relaxed);
    }

    /// A change that has arrived is made.
    pub fn made(&mut self) {
        self.made += 1;
    }

    /// Whether a change has arrived that is not made yet.
    pub fn is_cancelled(&self) -> bool {
        self.arrived.load(Ordering::Relaxed) != self.made
    }
}

/// A host that tells evaluations to end.
pub struct CancellableHost<'a> {
    /// The host for everything else.
    pub behind: &'a dyn Host,
    /// When to end.
    pub cancellation: &'a Cancellation,
}

impl Host for CancellableHost<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        self.behind.read(path)
    }

    fn folder(&self, path: &str) -> Option<bool> {
        self.behind.folder(path)
    }

    fn variable(&self, name: &str) -> Variable {
        self.behind.variable(name)
    }

    fn variables(&self) -> Vec<String> {
        self.behind.variables()
    }

    fn user(&self) -> String {
        self.behind.user()
    }

    fn hostname(&self) -> String {
        self.behind.hostname()
    }

    fn now(&self) -> f64 {
        self.behind.now()
    }

    fn root(&self) -> Option<String> {
        self.behind.root()
    }

    fn current_directory(&self) -> String {
        self.behind.current_directory()
    }

    fn is_cancelled(&self) -> bool {
        self.cancellation.is_cancelled()
    }
}
