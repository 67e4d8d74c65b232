//! The same for many things, on all cores.
//!
//! One level deep: what runs on one of the threads here does its own work by itself. A thread that waited for others would take up
//! other work meanwhile, on the stack that it has used already, and no limit would say how much of it there may be.

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, mpsc};

/// Into how many pieces the work of a thread is cut.
const PIECES: usize = 8;

/// The native stack of a thread in bytes. Nothing is evaluated there; trees nest 200 levels deep at most, chains have 1,000 operators,
/// objects are 150 deep. Even in a debug build that takes a tenth of this.
const THREAD_STACK: usize = 32 << 20;

static THREADS: LazyLock<Option<rayon::ThreadPool>> = LazyLock::new(|| {
    let builder = rayon::ThreadPoolBuilder::new().stack_size(THREAD_STACK);
    builder.build().ok()
});

/// The threads for so many items, unless these are better done here and now: fewer than `least`, one core only, or running on one
/// of the threads already.
fn threads_for(items: usize, least: usize) -> Option<&'static rayon::ThreadPool> {
    let is_inside = rayon::current_thread_index().is_some();
    if items < least.max(2) || is_inside {
        return None;
    }
    let threads = THREADS.as_ref()?;
    (threads.current_num_threads() > 1).then_some(threads)
}

/// Does something for each item; the results are in the order of the items. Fewer than `least` are done here and now, and so are
/// all of them where there is one core, or where this runs on one of the threads already.
pub fn map<I: Sync, O: Send>(items: &[I], least: usize, work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let Some(threads) = threads_for(items.len(), least) else {
        return items.iter().map(work).collect();
    };
    // By itself rayon makes so few pieces that one thread may have the last one for itself for a long time.
    let most = items.len() / (PIECES * threads.current_num_threads());
    threads.install(|| {
        let items = items.par_iter().with_max_len(most.max(1));
        items.map(&work).collect()
    })
}

/// The same, but each result is handed over here, in the order of the items, while the other threads work on those behind it.
pub fn each<I: Sync, O: Send>(
    items: &[I],
    least: usize,
    work: impl Fn(&I) -> O + Sync,
    mut take: impl FnMut(O),
) {
    let Some(threads) = threads_for(items.len(), least) else {
        return items.iter().for_each(|item| take(work(item)));
    };
    let next = AtomicUsize::new(0);
    let do_next = || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        items.get(index).map(|item| (index, work(item)))
    };
    threads.in_place_scope(|scope| {
        let (sender, results) = mpsc::channel();
        // This thread has the last core for itself.
        for _ in 1..threads.current_num_threads() {
            let (sender, do_next) = (sender.clone(), &do_next);
            scope.spawn(move |_| {
                while let Some(result) = do_next() {
                    // Nobody listens any more if `take` has panicked.
                    let _ = sender.send(result);
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        for index in 0..items.len() {
            early.extend(results.try_iter());
            while !early.contains_key(&index) {
                // Better than to wait is to do what nobody does yet.
                match do_next().or_else(|| results.recv().ok()) {
                    Some((index, result)) => early.insert(index, result),
                    // A thread has panicked, which the end of the scope passes on.
                    None => return,
                };
                early.extend(results.try_iter());
            }
            early.remove(&index).map(&mut take);
        }
    });
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
            let mut taken = Vec::new();
            each(&items, least, |item| item * 2, |item| taken.push(item));
            assert_eq!(taken, expected);
        }
    }

    #[test]
    fn results_are_taken_here_and_may_make_others() {
        let here = std::thread::current().id();
        let mut inner = Vec::new();
        each(
            &[10, 20, 30],
            0,
            |item| *item,
            |item| {
                assert_eq!(std::thread::current().id(), here);
                each(&[1, 2, 3], 0, |more| item + more, |sum| inner.push(sum));
            },
        );
        assert_eq!(inner, [11, 12, 13, 21, 22, 23, 31, 32, 33]);
    }

    #[test]
    fn a_panic_is_passed_on() {
        let items: Vec<usize> = (0..100).collect();
        let work = |item: &usize| assert_ne!(*item, 50);
        let caught = std::panic::catch_unwind(|| each(&items, 0, work, |()| ()));
        assert!(caught.is_err());
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
