//! What a search through folders may cost that nobody asked for by name.

use super::door::{self, Refusal};
use std::path::Path;
use std::time::{Duration, Instant};

/// What a search may still cost. A search that has spent it ends with what it has found so far.
#[derive(Debug)]
pub struct SearchBudget {
    /// Files and folders that may be looked at.
    entries: usize,
    /// Bytes that may be read.
    bytes: u64,
    /// When it ends.
    until: Option<Instant>,
}

impl SearchBudget {
    /// For folders that the user named: everything in them is meant.
    pub fn unlimited() -> SearchBudget {
        SearchBudget {
            entries: usize::MAX,
            bytes: u64::MAX,
            until: None,
        }
    }

    /// For a search that nobody waits for longer than `time`. It looks at 100,000 files and folders and reads 128 MB, at most.
    pub fn within(time: Duration) -> SearchBudget {
        SearchBudget {
            entries: 100_000,
            bytes: 128 << 20,
            until: Some(Instant::now() + time),
        }
    }

    /// As [`SearchBudget::within`], without a time: what is found is always the same.
    pub fn untimed() -> SearchBudget {
        SearchBudget {
            until: None,
            ..SearchBudget::within(Duration::ZERO)
        }
    }

    /// Whether the search ended, or has to.
    pub fn is_spent(&self) -> bool {
        let is_late = || self.until.is_some_and(|it| Instant::now() >= it);
        self.entries == 0 || self.bytes == 0 || is_late()
    }

    /// The most files and folders that may still be looked at.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// Whether one more file or folder may be looked at, which is charged.
    pub(super) fn look(&mut self) -> bool {
        let may = !self.is_spent();
        self.entries = self.entries.saturating_sub(1);
        may
    }

    /// The bytes of a file inside of a root, as far as they can be paid for. What is too large for what is left spends it all.
    pub(super) fn read(&mut self, path: &Path, root: &Path, largest: u64) -> Option<Vec<u8>> {
        if self.is_spent() {
            return None;
        }
        match door::read_inside(path, root, largest.min(self.bytes)) {
            Ok(bytes) => {
                self.bytes -= bytes.len() as u64;
                Some(bytes)
            }
            Err(Refusal::TooLarge(limit)) if limit < largest => {
                self.bytes = 0;
                None
            }
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::files::walk;
    use crate::workspace::users;
    use std::fs;
    use std::path::PathBuf;

    fn budget(entries: usize, bytes: u64, time: Duration) -> SearchBudget {
        SearchBudget {
            entries,
            bytes,
            until: Some(Instant::now() + time),
        }
    }

    const LONG: Duration = Duration::from_secs(1000);

    #[test]
    fn a_search_ends_with_its_entries_bytes_and_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a true path");
        for number in 0..10 {
            let inner = root.join(format!("{number}"));
            fs::create_dir(&inner).expect("a folder");
            let text = format!("include('base.aurora')\n#{}", "x".repeat(1000));
            fs::write(inner.join("a.aurora"), text).expect("a file");
        }
        let found = |mut budget: SearchBudget| {
            let files = walk(&root, &mut budget).0;
            let listed = files.len();
            let candidates = users::Candidates::read(files, &root, 1 << 20, &mut budget);
            let users = candidates.users(&[root.join("base.aurora")], &[], &budget);
            (listed, users.len(), budget.is_spent())
        };
        assert_eq!(found(SearchBudget::unlimited()), (10, 10, false));
        assert_eq!(found(budget(1000, 1 << 20, LONG)), (10, 10, false));
        assert_eq!(found(budget(1000, 1 << 20, Duration::ZERO)), (0, 0, true));
        // A folder, its file and its end are an entry each.
        assert_eq!(found(budget(12, 1 << 20, LONG)), (4, 0, true));
        // What the bytes suffice for was read.
        assert_eq!(found(budget(1000, 3500, LONG)), (10, 0, true));
        assert_eq!(found(budget(1000, 0, LONG)), (0, 0, true));
    }

    #[test]
    fn a_huge_folder_is_not_listed_to_its_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a true path");
        for number in 0..100 {
            fs::write(root.join(format!("{number}")), "").expect("a file");
        }
        let mut few = budget(10, 100, LONG);
        assert_eq!(walk(&root, &mut few).0.len(), 10);
        assert!(few.is_spent());
        let found: Vec<PathBuf> =
            crate::workspace::files::files_of(&root, &mut budget(10, 1, LONG));
        assert_eq!(found.len(), 10);
    }
}
