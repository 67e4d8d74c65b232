//! Limits that hold although nobody asks for them: those of what cannot fail, such as comparing two strings.

use std::cell::Cell;

/// How many bytes are hashed in a millisecond at least. The slowest hash is Python's, which takes them one by one.
const WORK_PER_MILLISECOND: usize = if cfg!(debug_assertions) {
    50_000
} else {
    1_000_000
};

thread_local! {
    static MOST_BYTES: Cell<usize> = const { Cell::new(usize::MAX) };
    /// The work that is left; `usize::MAX` without a guard.
    static WORK_LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static TRIPPED: Cell<Option<Tripped>> = const { Cell::new(None) };
}

/// How deeply values nest that are hashed or compared.
const MOST_DEPTH: usize = 1000;

/// What a guard has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tripped {
    /// A string that was to become longer than the limit.
    Size,
    /// Hashing or comparing that takes more time than is left.
    Work,
    /// Hashing or comparing of what is nested too deeply.
    Depth,
}

/// Limits the strings that are built in this thread, and what is hashed and compared, as long as it is kept.
///
/// A [`TextBuilder`](super::TextBuilder) at the limit takes nothing more, and a comparison without work left gives an arbitrary result. Both
/// cannot fail, and neither result is the one that was wanted: ask [`Guard::tripped`] before using it.
#[derive(Debug)]
pub struct Guard {
    outer: (usize, usize),
}

impl Guard {
    /// Limits strings to so many bytes, and work to what can be done in so many milliseconds.
    pub fn new(most_bytes: usize, milliseconds: u64) -> Guard {
        TRIPPED.set(None);
        let outer_bytes = MOST_BYTES.replace(most_bytes);
        let outer_work = WORK_LEFT.replace(work_in(milliseconds));
        Guard {
            outer: (outer_bytes, outer_work),
        }
    }

    /// The most bytes of a string.
    pub(super) fn most_bytes() -> usize {
        MOST_BYTES.get()
    }

    /// Sets the work that is left to what can be done in so many milliseconds, if there is a guard.
    pub fn allow(milliseconds: u64) {
        if WORK_LEFT.get() != usize::MAX {
            WORK_LEFT.set(work_in(milliseconds));
        }
    }

    /// Charges work; a unit is about what hashing a byte takes. Returns whether there was so much left. If not, the caller
    /// ends as soon as it can, with any result.
    #[inline]
    pub fn work(units: usize) -> bool {
        let left = WORK_LEFT.get();
        if left == usize::MAX {
            return true;
        }
        if left >= units {
            WORK_LEFT.set(left - units);
            return true;
        }
        WORK_LEFT.set(0);
        trip(Tripped::Work);
        false
    }

    /// Runs what goes one level deeper into a value, unless that is too deep: then the result is `otherwise`.
    pub fn deeper<T>(otherwise: T, action: impl FnOnce() -> T) -> T {
        let depth = DEPTH.get();
        if depth >= MOST_DEPTH {
            trip(Tripped::Depth);
            return otherwise;
        }
        DEPTH.set(depth + 1);
        let result = action();
        DEPTH.set(depth);
        result
    }

    /// What was stopped since this was asked last.
    #[inline]
    pub fn tripped() -> Option<Tripped> {
        TRIPPED.get()?;
        TRIPPED.take()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        MOST_BYTES.set(self.outer.0);
        WORK_LEFT.set(self.outer.1);
        TRIPPED.set(None);
    }
}

/// Notes that something was stopped.
#[cold]
pub(super) fn trip(by: Tripped) {
    TRIPPED.set(Some(by));
}

/// At least that of one millisecond: the clock, not the guard, says when a limit of none is over.
fn work_in(milliseconds: u64) -> usize {
    let milliseconds = usize::try_from(milliseconds).unwrap_or(usize::MAX);
    milliseconds
        .max(1)
        .saturating_mul(WORK_PER_MILLISECOND)
        .min(usize::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;
    use std::hash::{DefaultHasher, Hash};
    use std::hint::black_box;

    #[test]
    fn work_ends_with_the_allowance() {
        assert!(Guard::work(usize::MAX));
        let guard = Guard::new(100, 1);
        assert!(Guard::work(WORK_PER_MILLISECOND));
        assert_eq!(Guard::tripped(), None);
        assert!(!Guard::work(1));
        assert_eq!(Guard::tripped(), Some(Tripped::Work));
        assert_eq!(Guard::tripped(), None);
        Guard::allow(1);
        assert!(Guard::work(1));
        drop(guard);
        assert!(Guard::work(usize::MAX));
        Guard::allow(0);
        assert!(Guard::work(1));
    }

    #[test]
    fn strings_are_charged_whoever_hashes_or_compares_them() {
        let text = || Text::new("a".repeat(WORK_PER_MILLISECOND));
        let (a, b) = (text(), text());
        let acts: [fn(&Text, &Text); 3] = [
            |a, _| a.hash(&mut DefaultHasher::new()),
            |a, b| {
                black_box(a == b);
            },
            |a, b| {
                black_box(a.cmp(b));
            },
        ];
        for act in acts {
            let _guard = Guard::new(100, 2);
            for _ in 0..32 {
                act(&a, &b);
            }
            assert_eq!(Guard::tripped(), Some(Tripped::Work));
        }
    }
}
