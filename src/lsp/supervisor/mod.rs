//! The process that an editor talks to: it passes messages to a process that does the work, and outlives that.
//!
//! Nothing in a process can end a thread that does not end by itself, nor take back what a thread has taken, and a stack that overflows or
//! memory that is missing takes the whole process. So what analyses files is a process of its own, which ends itself when it is over
//! its limits ([`backstop`](crate::backstop)). This process keeps what the editor has told, starts another one, tells it
//! everything again, but for the text that was too much, and says so where the editor shows it. It reads no files, and evaluates
//! nothing.
//!
//! | file | what |
//! | --- | --- |
//! | `process.rs` | the process that does the work |
//! | `record.rs` | what the editor has told, and which of its texts are left out |

mod process;
mod record;

use super::transport::{self, Incoming};
use crate::backstop::{Excess, Overrun};
use lsp_server::{ErrorCode, Message, Request, Response};
use process::{Event, Process};
use record::Record;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::process::Child;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// A notification of the process that does the work: it has analysed all open files.
pub const ANALYSED: &str = "$/jobc/analysed";

/// A notification of this process: another one has ended by the work that it was given.
pub const RESTARTED: &str = "$/jobc/restarted";

/// A notification of the process that does the work: it ends, since a unit of work does not. Its parameters are an [`Ending`].
pub const ENDING: &str = "$/jobc/ending";

/// The id of a request that this process has sent by itself.
const OWN: &str = "jobc-supervisor";

/// How long the process has to end when the editor has taken its leave.
const PARTING: Duration = Duration::from_secs(10);

/// So many processes that end in so short a time, without having analysed anything, are enough.
const MOST_FAILURES: usize = 20;
const SHORT: Duration = Duration::from_secs(60);

/// Why the process ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ending {
    /// What it worked on: the path of a file, or the name of a request.
    pub name: String,
    /// The code of the diagnostic; empty if nothing is wrong with the text that the file has now.
    pub code: String,
    /// The diagnostic.
    pub message: String,
}

impl Ending {
    /// What is said of a unit of work.
    pub fn of(overrun: &Overrun) -> Ending {
        let (code, limit) = match overrun.excess {
            Excess::Time(limit) => (
                "E809",
                format!(
                    "time: more than twice the {limit} milliseconds that the setting `milliseconds` allows"
                ),
            ),
            Excess::Memory(limit) => (
                "E804",
                format!("memory: more than the {limit} bytes that the setting `memory` allows"),
            ),
            // There is another text by now, which nothing is known of yet.
            Excess::Obsolete(_) => ("", String::new()),
        };
        Ending {
            name: overrun.name.clone(),
            code: code.to_owned(),
            message: format!(
                "analyzing this file takes too much {limit}; the file is not analyzed again until its text changes"
            ),
        }
    }
}

/// How a connection has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As the protocol wants it.
    Properly,
    /// The editor was gone, or no process could serve it.
    Improperly,
    /// The process that does the work cannot, and has said why.
    Unable,
}

/// Serves an editor until it is done or gone. `None` if `start` cannot start the process that does the work; `unable` is the code
/// with which it ends if it can do nothing.
pub fn supervise(
    input: impl BufRead + Send + 'static,
    output: impl Write,
    start: impl FnMut() -> io::Result<Child>,
    unable: i32,
) -> Option<Ended> {
    let (sender, events) = channel();
    let mut supervisor = Supervisor {
        process: None,
        generation: 0,
        start,
        sender: sender.clone(),
        events,
        output,
        record: Record::default(),
        waiting: BTreeMap::new(),
        ending: None,
        failures: Vec::new(),
        is_leaving: false,
        unable,
    };
    supervisor.start().ok()?;
    std::thread::Builder::new()
        .spawn(move || read_editor(input, &sender))
        .ok()?;
    Some(supervisor.run().unwrap_or(Ended::Improperly))
}

fn read_editor(mut input: impl BufRead, sender: &Sender<Event>) {
    while let Ok(Some(incoming)) = transport::read(&mut input) {
        if sender.send(Event::FromEditor(Box::new(incoming))).is_err() {
            return;
        }
    }
    let _ = sender.send(Event::EditorGone);
}

struct Supervisor<W, C> {
    /// The process that does the work; none when it has ended and the editor is leaving.
    process: Option<Process>,
    /// How many processes there were before it.
    generation: u64,
    start: C,
    sender: Sender<Event>,
    events: Receiver<Event>,
    output: W,
    record: Record,
    /// The requests that the process has not answered, by id as JSON: the uri of the file that each is about.
    waiting: BTreeMap<String, Option<String>>,
    /// Why the process says that it ends.
    ending: Option<Ending>,
    /// When processes ended that had analysed nothing.
    failures: Vec<Instant>,
    /// Whether the editor has said that it goes, or is gone.
    is_leaving: bool,
    /// The code of a process that can do nothing.
    unable: i32,
}

/// What is looked at of a message of the process: the rest is passed on as it is.
#[derive(Deserialize)]
struct Head {
    id: Option<Value>,
    method: Option<String>,
}

impl<W: Write, C: FnMut() -> io::Result<Child>> Supervisor<W, C> {
    fn start(&mut self) -> io::Result<()> {
        let process = Process::new((self.start)()?, self.generation, self.sender.clone())?;
        self.process = Some(process);
        Ok(())
    }

    fn run(&mut self) -> io::Result<Ended> {
        loop {
            let event = match self.is_leaving {
                true => self.events.recv_timeout(PARTING),
                false => self.events.recv().map_err(RecvTimeoutError::from),
            };
            match event {
                Ok(Event::FromEditor(incoming)) => self.take_from_editor(*incoming)?,
                Ok(Event::EditorGone) => {
                    self.is_leaving = true;
                    if let Some(process) = &mut self.process {
                        process.close();
                    }
                }
                Ok(Event::FromProcess(generation, text)) if generation == self.generation => {
                    self.take_from_process(text)?;
                }
                Ok(Event::ProcessGone(generation)) if generation == self.generation => {
                    let Some(ended) = self.process.take().map(Process::wait) else {
                        return Ok(Ended::Improperly);
                    };
                    if ended.code == Some(self.unable) {
                        return Ok(Ended::Unable);
                    }
                    if self.is_leaving || self.record.is_shut_down {
                        return Ok(match ended.code {
                            Some(0) => Ended::Properly,
                            _ => Ended::Improperly,
                        });
                    }
                    if !self.again(ended.is_out_of_memory)? {
                        return Ok(Ended::Improperly);
                    }
                }
                Ok(Event::FromProcess(..) | Event::ProcessGone(_)) => {}
                // It was asked to end, and does not.
                Err(_) => {
                    if let Some(process) = self.process.take() {
                        process.kill();
                    }
                    return Ok(Ended::Improperly);
                }
            }
        }
    }

    /// Passes a message to the process. That it is gone is noticed when nothing more can be read of it.
    fn pass(&mut self, message: &impl Serialize) {
        if let Some(process) = &mut self.process {
            process.write(message);
        }
    }

    fn take_from_editor(&mut self, incoming: Incoming) -> io::Result<()> {
        match incoming {
            Incoming::Malformed(reason) => {
                let error = json!({"code": ErrorCode::ParseError as i32, "message": reason});
                let answer = json!({"jsonrpc": "2.0", "id": null, "error": error});
                transport::write(&mut self.output, &answer)?;
            }
            Incoming::Message(Message::Request(request)) => {
                let uri = uri_of(&request.params);
                if self.record.is_left_out(uri.as_deref()) {
                    return self.answer(&Response::new_ok(request.id, Value::Null));
                }
                self.record.request(&request);
                self.waiting.insert(json!(request.id).to_string(), uri);
                self.pass(&request);
            }
            Incoming::Message(Message::Notification(notification)) => {
                self.is_leaving |= notification.method == "exit";
                for message in self.record.notification(notification) {
                    self.pass(&message);
                }
            }
            Incoming::Message(Message::Response(mut response)) => {
                // What an earlier process has asked nobody waits for.
                if let Some(id) = process::own_id(&response.id, self.generation) {
                    response.id = id;
                    self.pass(&response);
                }
            }
        }
        Ok(())
    }

    fn take_from_process(&mut self, text: Vec<u8>) -> io::Result<()> {
        let Ok(head) = serde_json::from_slice::<Head>(&text) else {
            return Ok(());
        };
        match (head.method.as_deref(), head.id) {
            (Some(ANALYSED), None) => {
                self.record.analysed();
                self.failures.clear();
            }
            (Some(ENDING), None) => {
                let message: Value = serde_json::from_slice(&text).unwrap_or_default();
                self.ending = serde_json::from_value(message["params"].clone()).ok();
            }
            // The editor was asked to tell of changes by the first process, and goes on to tell of them.
            (Some("client/registerCapability"), Some(id)) if self.generation > 0 => {
                self.pass(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
            }
            (Some(_), Some(id)) if self.generation > 0 => {
                let mut request: Value = serde_json::from_slice(&text).unwrap_or_default();
                request["id"] = json!(process::outer_id(&id, self.generation));
                return transport::write(&mut self.output, &request);
            }
            (None, Some(id)) if id == OWN => {}
            (method, id) => {
                if let (None, Some(id)) = (method, id) {
                    self.waiting.remove(&id.to_string());
                }
                return transport::write_bytes(&mut self.output, &text);
            }
        }
        Ok(())
    }

    /// Starts another process after one that has ended; whether there is any use in it.
    fn again(&mut self, is_out_of_memory: bool) -> io::Result<bool> {
        let now = Instant::now();
        self.failures.retain(|at| now.duration_since(*at) < SHORT);
        self.failures.push(now);
        let ending = self.ending.take();
        let reason = ending.clone().unwrap_or_else(|| Ending {
            name: String::new(),
            code: if is_out_of_memory { "E804" } else { "E809" }.to_owned(),
            message: "analyzing this file ended the analyzer process; the file is not analyzed again until its text changes".to_owned(),
        });
        for id in std::mem::take(&mut self.waiting).into_keys() {
            let id: Value = serde_json::from_str(&id).unwrap_or_default();
            let code = ErrorCode::RequestFailed as i32;
            let message = "the analysis took too much time or memory, so it was abandoned";
            let error = json!({"code": code, "message": message});
            let answer = json!({"jsonrpc": "2.0", "id": id, "error": error});
            transport::write(&mut self.output, &answer)?;
        }
        if self.failures.len() > MOST_FAILURES {
            return Ok(false);
        }
        let left_out = match reason.code.is_empty() {
            true => None,
            false => self
                .record
                .leave_out(ending.as_ref().map(|it| it.name.as_str())),
        };
        if let Some((uri, version)) = left_out {
            let place = json!({"line": 0, "character": 0});
            let diagnostic = json!({
                "range": {"start": place, "end": place},
                "severity": 1, "source": "jobc", "code": reason.code, "message": reason.message,
            });
            let params = json!({"uri": uri, "version": version, "diagnostics": [diagnostic]});
            let method = "textDocument/publishDiagnostics";
            let notice = json!({"jsonrpc": "2.0", "method": method, "params": params});
            transport::write(&mut self.output, &notice)?;
        }
        self.generation += 1;
        self.start()?;
        for message in self.record.replay() {
            self.pass(&message);
        }
        Ok(true)
    }

    fn answer(&mut self, response: &Response) -> io::Result<()> {
        let result = response.response_result.as_ref().ok();
        let answer = json!({"jsonrpc": "2.0", "id": response.id, "result": result});
        transport::write(&mut self.output, &answer)
    }
}

/// The address of the file that a request is about.
fn uri_of(params: &Value) -> Option<String> {
    let uri = params.pointer("/textDocument/uri")?;
    Some(uri.as_str()?.to_owned())
}

/// A request of this process's own.
fn own_request(method: &str, params: Value) -> Request {
    Request::new(OWN.to_owned().into(), method.to_owned(), params)
}
