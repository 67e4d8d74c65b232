//! The course of a connection: messages in, answers and diagnostics out.
//!
//! One thread reads messages, this one keeps the editor's side and decides who does what. One analyses the newest texts, and a few
//! answer requests from what was analysed last, which they share. So no answer waits for an analysis for long, none for another
//! answer, and typing waits for nothing.

use super::analyser::{Analyser, Done, Outcome};
use super::diagnostics::{self, Published};
use super::dispatch::{self, Freshness};
use super::editor::Editor;
use super::lifecycle::{self, Phase};
use super::pending::{Pending, Queue};
use super::question::Question;
use super::readers::Readers;
use super::supervisor::{ANALYSED, RESTARTED};
use super::transport::{self, Incoming};
use crate::ide::{Analysed, Arrivals, Finding, Memory, Snapshot};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::MessageType;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// The most messages that wait; the client waits then.
const WAITING: usize = 4096;

/// How long an answer about a place waits for the analysis of the newest text, if that will be there by then.
const PATIENCE: Duration = Duration::from_millis(8);

/// How long an answer that is being worked out may take when the client has said that it goes.
const PARTING: Duration = Duration::from_secs(5);

/// Something that happened.
enum Event {
    /// A message arrived.
    Incoming(Incoming),
    /// Nothing more will arrive.
    Closed,
    /// The analyser has done something.
    Analyser(Done),
    /// A request has an answer: the message, as JSON.
    Answered(String),
}

/// Serves a client until it is done or gone; whether it ended the connection properly. Fails if there are no threads for it.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write) -> io::Result<bool> {
    serve_telling(input, output, false)
}

/// The same for the process that does the work of a supervisor, which it tells whenever the open files are analysed.
pub fn work(input: impl BufRead + Send + 'static, output: impl Write) -> io::Result<bool> {
    serve_telling(input, output, true)
}

fn serve_telling(
    input: impl BufRead + Send + 'static,
    output: impl Write,
    is_supervised: bool,
) -> io::Result<bool> {
    let (sender, events) = sync_channel(WAITING);
    let arrivals = Arrivals::default();
    let memory = Arc::<Memory>::default();
    let done = sender.clone();
    let analyser = Analyser::start(memory.clone(), move |it| {
        done.send(Event::Analyser(it)).is_ok()
    })?;
    let done = sender.clone();
    let readers = Readers::start(move |answer| done.send(Event::Answered(answer)).is_ok())?;
    read_all(input, sender, arrivals.clone())?;
    let mut server = Server {
        events,
        output,
        analyser,
        readers,
        analysed: None,
        memory,
        is_restarted: false,
        findings: BTreeMap::new(),
        repository: Vec::new(),
        begun: Instant::now(),
        took: Duration::ZERO,
        queue: Queue::default(),
        phase: Phase::Created,
        editor: Editor::new(arrivals),
        published: BTreeMap::new(),
        settings_asked: 0,
        is_closed: false,
        is_supervised,
    };
    // Where the client does not read, it is gone.
    Ok(server.run().unwrap_or(false))
}

/// Whether a message may change what is known of the files.
fn is_change(incoming: &Incoming) -> bool {
    match incoming {
        Incoming::Message(Message::Notification(it)) => dispatch::is_change(&it.method),
        // The client's settings are an answer.
        Incoming::Message(Message::Response(_)) => true,
        _ => false,
    }
}

/// Reads messages in a thread that is never joined: it may wait for input for ever.
fn read_all(
    mut input: impl BufRead + Send + 'static,
    sender: SyncSender<Event>,
    arrivals: Arrivals,
) -> io::Result<()> {
    let reading = move || {
        while let Ok(Some(incoming)) = transport::read(&mut input) {
            if is_change(&incoming) {
                arrivals.arrived();
            }
            if sender.send(Event::Incoming(incoming)).is_err() {
                return;
            }
        }
        let _ = sender.send(Event::Closed);
    };
    std::thread::Builder::new().spawn(reading).map(|_| ())
}

/// When a request can be answered.
enum Due {
    /// From that moment on.
    At(Instant),
    /// When the newest texts are analysed.
    WhenAnalysed,
}

struct Server<W> {
    events: Receiver<Event>,
    output: W,
    analyser: Analyser,
    readers: Readers,
    /// What was analysed last, if anything was.
    analysed: Option<Arc<Analysed>>,
    memory: Arc<Memory>,
    /// Whether another process has ended by its work: then only open files are looked at.
    is_restarted: bool,
    /// What was found last in each file.
    findings: BTreeMap<String, Vec<Finding>>,
    /// What was found last over many files.
    repository: Vec<Finding>,
    /// When the last analysis began, and how long the one before it took.
    begun: Instant,
    took: Duration,
    queue: Queue,
    phase: Phase,
    editor: Editor,
    /// What was said of each file.
    published: BTreeMap<String, Published>,
    /// How often the client was asked for its settings.
    settings_asked: u64,
    /// Whether nothing more will arrive.
    is_closed: bool,
    /// Whether a supervisor wants to know what is analysed.
    is_supervised: bool,
}

impl<W: Write> Server<W> {
    fn run(&mut self) -> io::Result<bool> {
        loop {
            let Some(event) = self.next() else {
                return Ok(self.phase == Phase::ShutDown);
            };
            match event {
                None => {}
                Some(Event::Incoming(incoming)) => {
                    let is_last = self.incoming(incoming)?;
                    if is_last {
                        self.finish_answers()?;
                        return Ok(self.phase == Phase::ShutDown);
                    }
                }
                Some(Event::Closed) => self.is_closed = true,
                Some(Event::Analyser(Done::Analysed(outcome))) => self.analysed(outcome)?,
                Some(Event::Analyser(Done::Compared(number, found))) => {
                    self.compared(number, found)?;
                }
                Some(Event::Answered(message)) => self.answered(&message)?,
            }
        }
    }

    /// What happens next; nothing where something that waits is due. Gives work to the workers only when nothing more has
    /// arrived: that may make it needless. `None` at the end.
    fn next(&mut self) -> Option<Option<Event>> {
        if let Ok(event) = self.events.try_recv() {
            return Some(Some(event));
        }
        self.give_work();
        let is_busy = self.analyser.is_busy || self.readers.answering > 0;
        if self.is_closed && !is_busy && self.queue.is_empty() {
            return None;
        }
        let event = match self.next_due() {
            Some(due) => {
                let left = due.saturating_duration_since(Instant::now());
                self.events.recv_timeout(left)
            }
            None => self.events.recv().map_err(RecvTimeoutError::from),
        };
        match event {
            Ok(event) => Some(Some(event)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Whether the newest texts are analysed.
    fn is_current(&self) -> bool {
        self.analysed.as_ref().map(|it| it.inputs.number) == Some(self.editor.inputs.number)
    }

    /// What was analysed last; nothing at first.
    fn known(&self) -> Arc<Analysed> {
        let analysed = self.analysed.clone();
        analysed.unwrap_or_else(|| Arc::new(Analysed::nothing(self.editor.inputs.clone())))
    }

    fn give_work(&mut self) {
        let is_stale = self.phase == Phase::Running && !self.is_current();
        if is_stale && !self.analyser.is_busy {
            let before = self.known();
            self.analyser.analyse(self.editor.inputs.clone(), before);
            self.begun = Instant::now();
        }
        let now = Instant::now();
        let due =
            |server: &Self, it: &Pending| matches!(server.due(it), Due::At(due) if due <= now);
        while self.readers.are_free() {
            let index = self.queue.iter().position(|it| due(self, it));
            let Some(pending) = index.and_then(|index| self.queue.take(index)) else {
                break;
            };
            let inputs = self.editor.inputs.clone();
            let question = Question {
                editor: self.editor.clone(),
                snapshot: Snapshot::new(inputs, self.known(), self.memory.clone()),
            };
            self.readers.answer(question, pending.request);
        }
    }

    /// When a request can be answered.
    fn due(&self, pending: &Pending) -> Due {
        if self.is_current() {
            return Due::At(pending.since);
        }
        let Some(document) = self.editor.document_of(&pending.request.params) else {
            return match pending.is_about_a_file() {
                true => Due::At(pending.since),
                false => Due::WhenAnalysed,
            };
        };
        let is_known = |analysed: &Arc<Analysed>| analysed.inputs.at(&document.path).is_some();
        match dispatch::freshness(&pending.request.method) {
            Freshness::Text => Due::At(pending.since),
            Freshness::Recent if self.analysed.as_ref().is_some_and(is_known) => {
                let last = pending.since + PATIENCE;
                // Where it would be in vain, there is no wait.
                match self.begun + self.took <= last {
                    true => Due::At(last),
                    false => Due::At(pending.since),
                }
            }
            _ => Due::WhenAnalysed,
        }
    }

    /// When the next of the requests that wait can be answered, if nothing else happens first.
    fn next_due(&self) -> Option<Instant> {
        if !self.readers.are_free() {
            return None;
        }
        let due = self.queue.iter().filter_map(|it| match self.due(it) {
            Due::At(due) => Some(due),
            Due::WhenAnalysed => None,
        });
        due.min()
    }

    /// Sends what is being worked out when the client takes its leave: every request has an answer.
    fn finish_answers(&mut self) -> io::Result<()> {
        let end = Instant::now() + PARTING;
        while self.readers.answering > 0 {
            let left = end.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(Event::Answered(message)) => self.answered(&message)?,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn answered(&mut self, message: &str) -> io::Result<()> {
        self.readers.answering -= 1;
        transport::write_text(&mut self.output, message)
    }

    fn analysed(&mut self, outcome: Option<Outcome>) -> io::Result<()> {
        self.analyser.is_busy = false;
        let Some(Outcome { analysed, findings }) = outcome else {
            return Ok(());
        };
        self.took = self.begun.elapsed();
        if let Some(before) = self.analysed.replace(analysed.clone()) {
            self.analyser.free(before);
        }
        self.findings = findings;
        // Places of an older text are at other offsets by now.
        let inputs = &analysed.inputs;
        self.repository.retain(|it| {
            let document = inputs.at(&it.place.path);
            document.is_some_and(|document| document.source.text == it.place.source.text)
        });
        self.publish_all()?;
        if !self.is_restarted && self.is_current() {
            self.analyser.compare(analysed);
        }
        if self.is_supervised && self.is_current() {
            notify(&mut self.output, ANALYSED, Value::Null)?;
        }
        Ok(())
    }

    /// Files that are not open were compared with the open ones, as they were after so many changes.
    fn compared(&mut self, number: u64, found: Vec<Finding>) -> io::Result<()> {
        if self.known().inputs.number != number {
            return Ok(());
        }
        self.repository = found;
        self.publish_all()
    }

    fn publish_all(&mut self) -> io::Result<()> {
        let analysed = self.known();
        let (own, shared) = (&self.findings, &self.repository);
        let published = diagnostics::published(&self.editor, &analysed.inputs, own, shared);
        self.publish(published)
    }

    /// Says what is new of what is wrong.
    fn publish(&mut self, found: BTreeMap<String, Published>) -> io::Result<()> {
        let nothing = Published::default();
        let new = found
            .iter()
            .filter(|(path, it)| self.published.get(*path) != Some(it));
        let gone = self.published.keys();
        let gone = gone.filter(|path| !found.contains_key(*path));
        let all = new.chain(gone.map(|path| (path, &nothing)));
        for (path, it) in all {
            if let Some(uri) = self.editor.uri(path) {
                let params = it.params(&uri);
                notify(&mut self.output, "textDocument/publishDiagnostics", params)?;
            }
        }
        self.published = found;
        let editor = &self.editor;
        self.published
            .retain(|path, it| !it.diagnostics.is_empty() || editor.inputs.at(path).is_some());
        Ok(())
    }

    /// Takes a message; whether it was the last.
    fn incoming(&mut self, incoming: Incoming) -> io::Result<bool> {
        if is_change(&incoming) {
            self.editor.inputs.number += 1;
        }
        match incoming {
            Incoming::Malformed(reason) => self.malformed(&reason)?,
            Incoming::Message(Message::Request(request)) => self.request(request)?,
            Incoming::Message(Message::Notification(it)) if it.method == "exit" => return Ok(true),
            Incoming::Message(Message::Notification(it)) => self.notification(it)?,
            Incoming::Message(Message::Response(it)) => self.response(it)?,
        }
        Ok(false)
    }

    fn request(&mut self, request: Request) -> io::Result<()> {
        let method = request.method.as_str();
        let fail =
            |id, code: ErrorCode, words: &str| Response::new_err(id, code as i32, words.to_owned());
        let response = match (self.phase, method) {
            (Phase::Created, "initialize") => {
                match lifecycle::initialize(&mut self.editor, request.params) {
                    Ok(value) => {
                        self.phase = Phase::Running;
                        Response::new_ok(request.id, value)
                    }
                    Err(failure) => fail(request.id, failure.code, &failure.message),
                }
            }
            (Phase::Created, _) => {
                let words = "the first request must be `initialize`";
                fail(request.id, ErrorCode::ServerNotInitialized, words)
            }
            (Phase::ShutDown, _) | (Phase::Running, "initialize") => {
                let words = format!("`{method}` is not allowed now");
                fail(request.id, ErrorCode::InvalidRequest, &words)
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                for waiting in self.queue.take_all(|_| true) {
                    let words = "the server shuts down";
                    self.respond(fail(waiting.request.id, ErrorCode::RequestCanceled, words))?;
                }
                Response::new_ok(request.id, Value::Null)
            }
            (Phase::Running, _) if self.queue.len() >= WAITING => {
                let words = "too many requests are waiting";
                fail(request.id, ErrorCode::RequestFailed, words)
            }
            (Phase::Running, _) => {
                self.queue.push(request);
                return Ok(());
            }
        };
        self.respond(response)
    }

    fn notification(&mut self, notification: Notification) -> io::Result<()> {
        let Notification { method, params } = notification;
        if self.phase != Phase::Running {
            return Ok(());
        }
        match method.as_str() {
            RESTARTED => self.is_restarted = true,
            "initialized" => return self.initialized(),
            "$/cancelRequest" => {
                let cancelled = self.queue.take_all(|it| it.has_id(&params));
                let words = "canceled by the client";
                self.fail_all(cancelled, ErrorCode::RequestCanceled, words)?;
            }
            // Nobody needs an answer about a text that is no more.
            "textDocument/didChange" => {
                let outdated = self.queue.take_all(|it| it.is_about_same_file(&params));
                let words = "the text has changed since";
                self.fail_all(outdated, ErrorCode::ContentModified, words)?;
            }
            _ => {}
        }
        dispatch::notification(&mut self.editor, &method, params);
        match method.as_str() {
            // Some clients tell of settings, others only that there are new ones.
            "workspace/didChangeWorkspaceFolders" | "workspace/didChangeConfiguration" => {
                self.ask_for_settings()?;
            }
            _ => {}
        }
        self.complain()
    }

    fn initialized(&mut self) -> io::Result<()> {
        let registrations = lifecycle::registrations(&self.editor.client);
        if !registrations.is_empty() {
            let params = json!({"registrations": registrations});
            self.ask("registrations", "client/registerCapability", params)?;
        }
        self.ask_for_settings()?;
        self.complain()
    }

    fn ask_for_settings(&mut self) -> io::Result<()> {
        if !lifecycle::can_be_asked_for_settings(&self.editor.client) {
            return Ok(());
        }
        let params = json!({"items": self.editor.surroundings.sections()});
        self.settings_asked += 1;
        self.ask(&self.settings_id(), "workspace/configuration", params)
    }

    /// The id of the newest request for settings. Answers to older ones may be of other folders, and do not count.
    fn settings_id(&self) -> String {
        format!("settings-{}", self.settings_asked)
    }

    /// Takes the client's answer to a request.
    fn response(&mut self, response: Response) -> io::Result<()> {
        if response.id == RequestId::from(self.settings_id())
            && let Ok(Value::Array(answers)) = response.response_result
        {
            self.editor
                .surroundings_mut(|it| it.configure_all(&answers));
        }
        self.complain()
    }

    /// Says what is wrong with the client's settings.
    fn complain(&mut self) -> io::Result<()> {
        if self.editor.surroundings.complaints.is_empty() {
            return Ok(());
        }
        for complaint in self.editor.take_complaints() {
            let message = format!("jobc: {complaint}");
            let params = json!({"type": MessageType::WARNING, "message": message});
            notify(&mut self.output, "window/showMessage", params)?;
        }
        Ok(())
    }

    fn ask(&mut self, id: &str, method: &str, params: Value) -> io::Result<()> {
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        transport::write(&mut self.output, &request)
    }

    fn fail_all(&mut self, requests: Vec<Pending>, code: ErrorCode, words: &str) -> io::Result<()> {
        for pending in requests {
            let id = pending.request.id;
            self.respond(Response::new_err(id, code as i32, words.to_owned()))?;
        }
        Ok(())
    }

    fn malformed(&mut self, reason: &str) -> io::Result<()> {
        let error = json!({"code": ErrorCode::ParseError as i32, "message": reason});
        let answer = json!({"jsonrpc": "2.0", "id": null, "error": error});
        transport::write(&mut self.output, &answer)
    }

    fn respond(&mut self, response: Response) -> io::Result<()> {
        let mut answer = json!({"jsonrpc": "2.0", "id": response.id});
        let (member, value) = match response.response_result {
            Ok(value) => ("result", value),
            Err(error) => ("error", json!(error)),
        };
        if let Some(answer) = answer.as_object_mut() {
            answer.insert(member.to_owned(), value);
        }
        transport::write(&mut self.output, &answer)
    }
}

fn notify(output: &mut impl Write, method: &str, params: impl Serialize) -> io::Result<()> {
    #[derive(Serialize)]
    struct Notice<'a, P> {
        jsonrpc: &'static str,
        method: &'a str,
        params: P,
    }
    let notice = Notice {
        jsonrpc: "2.0",
        method,
        params,
    };
    transport::write(output, &notice)
}
