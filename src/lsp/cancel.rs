//! Ending work whose result nobody waits for: a newer text has arrived.

use crate::eval::{Host, HostError, Variable};
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

    fn memory(&self) -> Option<usize> {
        self.behind.memory()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::DiskHost;

    #[test]
    fn all_that_can_be_asked_is_asked_of_the_host_behind() {
        let folder = std::env::temp_dir();
        let disk = DiskHost::new(&folder, &folder, Default::default(), 1024).expect("a folder");
        let arrivals = Arrivals::default();
        let cancellation = arrivals.cancellation(0);
        let host = CancellableHost {
            behind: &disk,
            cancellation: &cancellation,
        };
        assert_eq!(host.memory().is_some(), disk.memory().is_some());
        assert_eq!(host.memory().is_some(), cfg!(target_os = "linux"));
        assert_eq!(host.root(), Host::root(&disk));
        assert_eq!(host.user(), disk.user());
        assert!(!host.is_cancelled());
        arrivals.arrived();
        assert!(host.is_cancelled());
    }
}
