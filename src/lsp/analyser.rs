//! The thread that analyses the open files.

use crate::eval::forget_standard_library;
use crate::ide::{Analysed, Finding, Inputs, collect};
use crate::stack::STACK_SIZE;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;

/// The open files as they were analysed, and what is wrong with each.
pub struct Outcome {
    /// The analyses.
    pub analysed: Arc<Analysed>,
    /// What is wrong, by path.
    pub findings: BTreeMap<String, Vec<Finding>>,
}

/// What it can be given.
enum Work {
    /// To analyse the open files, given what was known of them.
    Analyse(Inputs, Arc<Analysed>),
    /// To free what nobody looks at any more.
    Free(Arc<Analysed>),
}

/// A thread that analyses. It ends with this.
pub struct Analyser {
    work: Sender<Work>,
    /// Whether it has something to analyse.
    pub is_busy: bool,
}

impl Analyser {
    /// Starts the thread. `done` is given every outcome: nothing if a newer text made it needless.
    pub fn start(done: impl Fn(Option<Outcome>) -> bool + Send + 'static) -> io::Result<Analyser> {
        let (sender, receiver) = channel();
        Builder::new().stack_size(STACK_SIZE).spawn(move || {
            while let Ok(work) = receiver.recv() {
                let (inputs, before) = match work {
                    Work::Analyse(inputs, before) => (inputs, before),
                    Work::Free(analysed) => {
                        drop(analysed);
                        continue;
                    }
                };
                let analysed = Analysed::after(&before, inputs);
                let outcome = analysed.map(|analysed| Outcome {
                    findings: collect(&analysed),
                    analysed: Arc::new(analysed),
                });
                if !done(outcome) {
                    break;
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
}
