//! The thread that analyses the open files.

use crate::eval::forget_standard_library;
use crate::ide::{Analysed, Finding, Inputs, Memory, collect, duplicate_jobs};
use crate::stack::STACK_SIZE;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// The open files as they were analysed, and what is wrong with each.
pub struct Outcome {
    /// The analyses.
    pub analysed: Arc<Analysed>,
    /// What is wrong, by path.
    pub findings: BTreeMap<String, Vec<Finding>>,
}

/// What it has done.
pub enum Done {
    /// It has analysed the open files; nothing if a newer text made it needless.
    Analysed(Option<Outcome>),
    /// It has compared the open files, as they were after so many changes, with those that are not open.
    Compared(u64, Vec<Finding>),
}

/// How long the files that are not open are looked at without looking for something else to do.
const STEP: Duration = Duration::from_millis(20);

/// What it can be given.
enum Work {
    /// To analyse the open files, given what was known of them.
    Analyse(Inputs, Arc<Analysed>),
    /// To free what nobody looks at any more.
    Free(Arc<Analysed>),
    /// To compare these open files with those that are not open, when there is nothing else to do.
    Compare(Arc<Analysed>),
}

/// A thread that analyses. It ends with this.
pub struct Analyser {
    work: Sender<Work>,
    /// Whether it has something to analyse.
    pub is_busy: bool,
}

impl Analyser {
    /// Starts the thread. `done` is given everything that is done.
    pub fn start(
        memory: Arc<Memory>,
        done: impl Fn(Done) -> bool + Send + 'static,
    ) -> io::Result<Analyser> {
        let (sender, receiver) = channel();
        Builder::new().stack_size(STACK_SIZE).spawn(move || {
            let mut to_compare = None;
            while let Some(work) = next(&receiver, &mut to_compare, &memory, &done) {
                match work {
                    Work::Analyse(inputs, before) => {
                        to_compare = None;
                        let analysed = Analysed::after(&before, inputs);
                        let outcome = analysed.map(|analysed| Outcome {
                            findings: collect(&analysed),
                            analysed: Arc::new(analysed),
                        });
                        if !done(Done::Analysed(outcome)) {
                            break;
                        }
                    }
                    Work::Free(analysed) => drop(analysed),
                    Work::Compare(analysed) => to_compare = Some(analysed),
                }
            }
            forget_standard_library();
        })?;
        Ok(Analyser {
            work: sender,
            is_busy: false,
        })
    }

    /// Has it analyse the open files, given what was known before.
    pub fn analyse(&mut self, inputs: Inputs, before: Arc<Analysed>) {
        self.is_busy = self.work.send(Work::Analyse(inputs, before)).is_ok();
    }

    /// Has it free analyses that were replaced: taking a large file's objects apart takes a while, which nobody should wait for.
    pub fn free(&self, analysed: Arc<Analysed>) {
        // Where the thread is gone, they are freed here.
        let _ = self.work.send(Work::Free(analysed));
    }

    /// Has it compare open files with those that are not open, when there is nothing else to do.
    pub fn compare(&self, analysed: Arc<Analysed>) {
        // Where the thread is gone, nobody waits for it.
        let _ = self.work.send(Work::Compare(analysed));
    }
}

/// What to do next; `None` at the end. While there is nothing else to do, closed files are looked at.
fn next(
    receiver: &Receiver<Work>,
    to_compare: &mut Option<Arc<Analysed>>,
    memory: &Memory,
    done: &impl Fn(Done) -> bool,
) -> Option<Work> {
    while let Some(analysed) = to_compare {
        match receiver.try_recv() {
            Ok(work) => return Some(work),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        let start = Instant::now();
        let mut closed = memory.closed_files();
        let inputs = &analysed.inputs;
        if inputs.cancellation().is_cancelled() {
            *to_compare = None;
        } else if closed.advance(inputs, &|| start.elapsed() > STEP) {
            let found = duplicate_jobs(analysed, &closed);
            let number = inputs.number;
            drop(closed);
            *to_compare = None;
            if !done(Done::Compared(number, found)) {
                return None;
            }
        }
    }
    receiver.recv().ok()
}
