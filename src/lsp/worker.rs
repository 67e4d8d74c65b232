//! A thread that analyses the open files, and answers from what it found out.

use super::cancel::Arrivals;
use super::diagnostics::Published;
use super::dispatch;
use super::editor::Editor;
use super::session::Session;
use crate::backstop;
use crate::eval::{Limits, forget_standard_library};
use crate::stack::STACK_SIZE;
use lsp_server::Request;
use serde_json::json;
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;
use std::time::Duration;

/// What it can be given to do.
pub enum Work {
    /// To analyse the open files.
    Analyse(Editor),
    /// To answer a request about the open files, whichever texts it has analysed.
    Answer(Editor, Request),
}

/// What it has done.
pub enum Done {
    /// It has analysed the open files, and this is wrong with them; nothing if a newer text ended it.
    Analysed(Option<BTreeMap<String, Published>>),
    /// It has an answer: the message, as JSON.
    Answered(String),
}

/// A thread with a session of its own. It ends with this.
pub struct Worker {
    work: Sender<Work>,
    /// Whether it has something to do.
    pub is_busy: bool,
    /// Whether that is to answer a request.
    pub is_answering: bool,
}

impl Worker {
    /// Starts the thread. `done` is told of everything that is done.
    pub fn start(
        arrivals: Arrivals,
        done: impl Fn(Done) -> bool + Send + 'static,
    ) -> io::Result<Worker> {
        let (sender, receiver) = channel();
        Builder::new().stack_size(STACK_SIZE).spawn(move || {
            let mut session = Session::new(arrivals);
            while let Ok(work) = receiver.recv() {
                let is_heard = done(match work {
                    Work::Analyse(editor) => Done::Analysed(session.analyse(editor)),
                    Work::Answer(editor, request) => {
                        session.editor = editor;
                        Done::Answered(answer(&mut session, request))
                    }
                });
                if !is_heard {
                    break;
                }
                session.tidy();
            }
            drop(session);
            forget_standard_library();
        })?;
        Ok(Worker {
            work: sender,
            is_busy: false,
            is_answering: false,
        })
    }

    /// Gives it something to do; whether it still is there to do it.
    pub fn give(&mut self, work: Work) -> bool {
        self.is_busy = true;
        self.is_answering = matches!(work, Work::Answer(..));
        self.work.send(work).is_ok()
    }
}

fn answer(session: &mut Session, request: Request) -> String {
    let Request { id, method, params } = request;
    let _watched = backstop::watch(&method, &Limits::default(), Duration::ZERO);
    let (member, value) = match dispatch::request(session, &method, params) {
        Ok(value) => ("result", value),
        Err(failure) => {
            let error = json!({"code": failure.code as i32, "message": failure.message});
            ("error", error.to_string())
        }
    };
    let id = json!(id);
    format!(r#"{{"jsonrpc":"2.0","id":{id},"{member}":{value}}}"#)
}
