//! The fuzz targets, and what they share: a stack, a world without a disk, small limits, and what holds of every diagnostic.
//!
//! `tests/it/fuzz.rs` takes this in as a module, so that it is compiled with everything else, and runs each target once on seeds.

pub mod directed;
mod spans;
pub mod targets;
mod tree;
mod world;

pub use spans::check_diagnostics;
pub use tree::{check_tree, shape};
pub use world::{World, compile_input, emitted, options, texts};

use jobc::stack::STACK_SIZE;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock, PoisonError};

type Lane = Mutex<(Sender<Vec<u8>>, Receiver<()>)>;

/// Runs `check` on an input, in a thread that has the stack that compiling needs. The thread is made once: making one for each
/// input would take longer than most inputs do.
pub fn with_stack(data: &[u8], check: fn(&[u8])) {
    static LANE: OnceLock<Lane> = OnceLock::new();
    let lane = LANE.get_or_init(|| {
        let (inputs, work) = channel::<Vec<u8>>();
        let (done, finished) = channel();
        std::thread::Builder::new()
            .stack_size(STACK_SIZE)
            .spawn(move || {
                for input in work {
                    check(&input);
                    if done.send(()).is_err() {
                        return;
                    }
                }
            })
            .expect("a thread");
        Mutex::new((inputs, finished))
    });
    let lane = lane.lock().unwrap_or_else(PoisonError::into_inner);
    lane.0.send(data.to_vec()).expect("the thread listens");
    lane.1.recv().expect("the thread answers");
}
