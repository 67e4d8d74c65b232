//! The process that does the work.

use super::super::transport::{self, Incoming};
use lsp_server::RequestId;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, BufReader};
use std::process::{Child, ChildStdin};
use std::sync::mpsc::Sender;

/// Something that happened.
pub enum Event {
    /// The editor has sent something.
    FromEditor(Box<Incoming>),
    /// The editor sends nothing more.
    EditorGone,
    /// The process of that generation has sent a message.
    FromProcess(u64, Vec<u8>),
    /// The process of that generation has ended.
    ProcessGone(u64),
}

/// How a process has ended.
pub struct Status {
    /// Its exit code, if it has one.
    pub code: Option<i32>,
    /// Whether the kernel has ended it, as it does when there is no memory left.
    pub is_out_of_memory: bool,
}

/// A process that runs.
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
}

impl Process {
    /// A process that was started with pipes to it. What it sends becomes events.
    pub fn new(mut child: Child, generation: u64, events: Sender<Event>) -> io::Result<Process> {
        let input = child.stdin.take();
        if let Some(output) = child.stdout.take() {
            let read = move || {
                let mut output = BufReader::new(output);
                while let Ok(Some(text)) = transport::read_bytes(&mut output) {
                    if events.send(Event::FromProcess(generation, text)).is_err() {
                        return;
                    }
                }
                let _ = events.send(Event::ProcessGone(generation));
            };
            if let Err(error) = std::thread::Builder::new().spawn(read) {
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        }
        Ok(Process { child, input })
    }

    /// Sends it a message, unless it is gone.
    pub fn write(&mut self, message: &impl Serialize) {
        if let Some(input) = &mut self.input
            && transport::write(input, message).is_err()
        {
            self.input = None;
        }
    }

    /// Sends it nothing more.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Status {
        self.input = None;
        // It has closed its output. If it is still there, it is of no use.
        let ended = self.child.try_wait().ok().flatten();
        let ended = ended.or_else(|| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            self.child.try_wait().ok().flatten()
        });
        if ended.is_none() {
            let _ = self.child.kill();
        }
        let ended = ended.or_else(|| self.child.wait().ok());
        Status {
            code: ended.and_then(|status| status.code()),
            is_out_of_memory: ended.is_some_and(killed),
        }
    }

    /// Ends it.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
fn killed(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGKILL, on every Unix.
    status.signal() == Some(9)
}

#[cfg(not(unix))]
fn killed(_: std::process::ExitStatus) -> bool {
    false
}

/// The id that the editor sees of a request of a process: each process counts from one.
pub fn outer_id(id: &Value, generation: u64) -> String {
    format!("{generation}:{id}")
}

/// The id of the request that the editor answers, as the process of that generation knows it; `None` if another one has asked.
pub fn own_id(id: &RequestId, generation: u64) -> Option<RequestId> {
    let text = json!(id);
    let outer = text.as_str().and_then(|text| text.split_once(':'));
    let known = outer.and_then(|(number, id)| Some((number.parse::<u64>().ok()?, id)));
    match (known, generation) {
        (None, 0) => Some(id.clone()),
        (Some((asked, id)), _) if asked == generation => serde_json::from_str(id).ok(),
        _ => None,
    }
}
