//! The same for many things, on all cores.
//!
//! One level deep: what runs on one of the threads here does its own work by itself. A thread that waited for others would take up
//! other work meanwhile, on the stack that it has used already, and no limit would say how much of it there may be.

use rayon::prelude::*;
use std::sync::LazyLock;

/// The native stack, in bytes, that compiling may need. Limits on nesting and on the depth of calls keep it within.
pub const STACK_SIZE: usize = 256 << 20;

/// Into how many pieces the work of a thread is cut.
const PIECES: usize = 8;

/// The native stack of a thread in bytes. Nothing is evaluated there; trees nest 200 levels deep at most, chains have 1,000 operators,
/// objects are 150 deep. Even in a debug build that takes a tenth of this.
const THREAD_STACK: usize = 32 << 20;

static THREADS: LazyLock<Option<rayon::ThreadPool>> = LazyLock::new(|| {
    let builder = rayon::ThreadPoolBuilder::new().stack_size(THREAD_STACK);
    builder.build().ok()
});

/// Does something for each item; the results are in the order of the items. Fewer than `least` are done here and now, and so are
/// all of them where there is one core, or where this runs on one of the threads already.
pub fn map<I: Sync, O: Send>(items: &[I], least: usize, work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let is_inside = rayon::current_thread_index().is_some();
    if items.len() < least.max(2) || is_inside {
        return items.iter().map(work).collect();
    }
    match &*THREADS {
        Some(threads) if threads.current_num_threads() > 1 => {
            // By itself rayon makes so few pieces that one thread may have the last one for itself for a long time.
            let most = items.len() / (PIECES * threads.current_num_threads());
            threads.install(|| {
                let items = items.par_iter().with_max_len(most.max(1));
                items.map(&work).collect()
            })
        }
        _ => items.iter().map(work).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_whoever_makes_them() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for least in [0, 1000, 1001] {
            assert_eq!(map(&items, least, |item| item * 2), expected);
        }
    }

    #[test]
    fn what_runs_on_a_thread_starts_no_others() {
        let outer = map(&[(); 8], 0, |()| {
            let here = std::thread::current().id();
            let inner = map(&[(); 8], 0, |()| std::thread::current().id());
            inner.into_iter().all(|it| it == here)
        });
        assert!(outer.into_iter().all(|it| it));
    }
}
