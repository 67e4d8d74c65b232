//! The course of a connection: messages in, answers out, diagnostics whenever nothing else waits.

use super::cancel::Cancellation;
use super::dispatch;
use super::lifecycle::{self, Phase};
use super::session::Session;
use super::transport::{self, Incoming};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::MessageType;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// The most messages that wait; the client waits then.
const WAITING: usize = 4096;

/// Serves a client until it is done or gone; whether it ended the connection properly. Needs a stack of
/// [`STACK_SIZE`](crate::compile::STACK_SIZE).
pub fn serve(mut input: impl BufRead + Send + 'static, output: impl Write) -> bool {
    let (sender, receiver) = sync_channel(WAITING);
    let cancellation = Cancellation::default();
    let counter = cancellation.clone();
    // It is never joined: it may wait for input for ever.
    let reading = std::thread::Builder::new().spawn(move || {
        while let Ok(Some(incoming)) = transport::read(&mut input) {
            if is_change(&incoming) {
                counter.arrived();
            }
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    let mut server = Server::new(receiver, output);
    server.session.cancellation = cancellation;
    reading.is_ok() && server.run().unwrap_or(false)
}

fn is_change(incoming: &Incoming) -> bool {
    matches!(incoming, Incoming::Message(Message::Notification(it)) if it.method == "textDocument/didChange")
}

/// The id of the request for the client's settings.
const SETTINGS: &str = "settings";

struct Server<W> {
    receiver: Receiver<Incoming>,
    output: W,
    /// What has arrived and waits.
    queue: VecDeque<Incoming>,
    phase: Phase,
    session: Session,
    /// Whether diagnostics may be out of date.
    is_stale: bool,
    /// Whether nothing more will arrive.
    is_closed: bool,
}

impl<W: Write> Server<W> {
    fn new(receiver: Receiver<Incoming>, output: W) -> Server<W> {
        Server {
            receiver,
            output,
            queue: VecDeque::new(),
            phase: Phase::Created,
            session: Session::default(),
            is_stale: false,
            is_closed: false,
        }
    }

    fn run(&mut self) -> io::Result<bool> {
        while let Some(incoming) = self.next()? {
            if is_change(&incoming) {
                self.session.cancellation.made();
            }
            match incoming {
                Incoming::Malformed(reason) => self.malformed(&reason)?,
                Incoming::Message(Message::Request(request)) => {
                    let response = self.request(request);
                    self.respond(response)?;
                }
                Incoming::Message(Message::Notification(it)) if it.method == "exit" => {
                    return Ok(self.phase == Phase::ShutDown);
                }
                Incoming::Message(Message::Notification(it)) => self.notification(it)?,
                Incoming::Message(Message::Response(it)) => self.response(it),
            }
            self.complain()?;
        }
        Ok(self.phase == Phase::ShutDown)
    }

    /// The next message. Before waiting for one, says what is wrong with the files as they are now.
    fn next(&mut self) -> io::Result<Option<Incoming>> {
        self.drain();
        if self.queue.is_empty() && self.is_stale && self.phase == Phase::Running {
            let new = self.session.publish();
            self.is_stale = new.is_none();
            for params in new.into_iter().flatten() {
                self.notify("textDocument/publishDiagnostics", json!(params))?;
            }
        }
        Ok(match self.queue.pop_front() {
            Some(incoming) => Some(incoming),
            None if self.is_closed => None,
            None => self.receiver.recv().ok(),
        })
    }

    fn drain(&mut self) {
        while self.queue.len() < WAITING {
            match self.receiver.try_recv() {
                Ok(incoming) => self.queue.push_back(incoming),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.is_closed = true;
                    break;
                }
            }
        }
    }

    fn request(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        if self.is_cancelled(&id) {
            let words = "cancelled by the client".to_owned();
            return Response::new_err(id, ErrorCode::RequestCanceled as i32, words);
        }
        let result = match (self.phase, method.as_str()) {
            (Phase::Created, "initialize") => lifecycle::initialize(&mut self.session, params)
                .inspect(|_| {
                    self.phase = Phase::Running;
                }),
            (Phase::Created, _) => Err(dispatch::Failure {
                code: ErrorCode::ServerNotInitialized,
                message: "the first request has to be `initialize`".to_owned(),
            }),
            (Phase::ShutDown, _) | (Phase::Running, "initialize") => Err(dispatch::Failure {
                code: ErrorCode::InvalidRequest,
                message: format!("`{method}` cannot be asked for now"),
            }),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, _) if self.is_outdated(&params) => Err(dispatch::Failure {
                code: ErrorCode::ContentModified,
                message: "the text has changed since".to_owned(),
            }),
            (Phase::Running, _) => dispatch::request(&mut self.session, &method, params),
        };
        match result {
            // It was made of what was there, which may be nothing.
            Ok(_) if self.session.was_cancelled() => {
                let words = "the text has changed since".to_owned();
                Response::new_err(id, ErrorCode::ContentModified as i32, words)
            }
            Ok(value) => Response::new_ok(id, value),
            Err(failure) => Response::new_err(id, failure.code as i32, failure.message),
        }
    }

    /// Whether the client has taken a request back that waited.
    fn is_cancelled(&self, id: &RequestId) -> bool {
        self.waiting_notifications("$/cancelRequest").any(|params| {
            let cancelled = params.get("id").cloned().unwrap_or_default();
            serde_json::from_value::<RequestId>(cancelled).is_ok_and(|cancelled| cancelled == *id)
        })
    }

    /// Whether a newer text of the file that a request is about waits already: typing is not to wait for an answer that
    /// nobody needs.
    fn is_outdated(&self, params: &Value) -> bool {
        let uri = |params: &Value| params.pointer("/textDocument/uri").cloned();
        let Some(wanted) = uri(params) else {
            return false;
        };
        self.waiting_notifications("textDocument/didChange")
            .any(|params| uri(params).as_ref() == Some(&wanted))
    }

    fn waiting_notifications<'a>(&'a self, method: &'a str) -> impl Iterator<Item = &'a Value> {
        self.queue
            .iter()
            .filter_map(move |incoming| match incoming {
                Incoming::Message(Message::Notification(it)) if it.method == method => {
                    Some(&it.params)
                }
                _ => None,
            })
    }

    fn notification(&mut self, notification: Notification) -> io::Result<()> {
        if self.phase != Phase::Running {
            return Ok(());
        }
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => return self.initialized(),
            "workspace/didChangeWorkspaceFolders" => {
                self.is_stale |= dispatch::notification(&mut self.session, &method, params);
                return self.ask_for_settings();
            }
            // Some clients tell of settings, others only that there are new ones.
            "workspace/didChangeConfiguration" => self.ask_for_settings()?,
            _ => {}
        }
        self.is_stale |= dispatch::notification(&mut self.session, &method, params);
        Ok(())
    }

    fn initialized(&mut self) -> io::Result<()> {
        let registrations = lifecycle::registrations(&self.session.client);
        if !registrations.is_empty() {
            let params = json!({"registrations": registrations});
            self.ask("registrations", "client/registerCapability", params)?;
        }
        self.ask_for_settings()
    }

    fn ask_for_settings(&mut self) -> io::Result<()> {
        if !lifecycle::can_be_asked_for_settings(&self.session.client) {
            return Ok(());
        }
        let params = json!({"items": self.session.surroundings.sections()});
        self.ask(SETTINGS, "workspace/configuration", params)
    }

    /// Takes the client's answer to a request.
    fn response(&mut self, response: Response) {
        if response.id == RequestId::from(SETTINGS.to_owned())
            && let Ok(Value::Array(answers)) = response.response_result
        {
            self.session.surroundings.configure_all(&answers);
            self.session.forget_everything();
            self.is_stale = true;
        }
    }

    /// Says what is wrong with the client's settings.
    fn complain(&mut self) -> io::Result<()> {
        for complaint in std::mem::take(&mut self.session.surroundings.complaints) {
            let message = format!("jobc: {complaint}");
            let params = json!({"type": MessageType::WARNING, "message": message});
            self.notify("window/showMessage", params)?;
        }
        Ok(())
    }

    fn ask(&mut self, id: &str, method: &str, params: Value) -> io::Result<()> {
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        transport::write(&mut self.output, &request)
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

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        let message = json!({"jsonrpc": "2.0", "method": method, "params": params});
        transport::write(&mut self.output, &message)
    }
}
