//! The threads that answer requests. They share what was analysed, and answer as many requests at a time as there are of them.

use super::dispatch;
use super::question::Question;
use crate::backstop;
use crate::eval::{Limits, forget_standard_library};
use lsp_server::Request;
use serde_json::json;
use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};
use std::time::Duration;

/// The fewest and the most threads.
const FEWEST: usize = 2;
const MOST: usize = 4;

/// Native stack for what recurses over trees. Compiling takes more, and sees to it itself.
const STACK: usize = 16 << 20;

/// Threads that answer. They end with this.
pub struct Readers {
    questions: Sender<(Question, Request)>,
    /// How many threads there are.
    count: usize,
    /// How many requests are being answered.
    pub answering: usize,
}

impl Readers {
    /// Starts the threads. `done` is given every answer: the message, as JSON.
    pub fn start(done: impl Fn(String) -> bool + Clone + Send + 'static) -> io::Result<Readers> {
        let count = available_parallelism().map_or(FEWEST, NonZero::get);
        let count = count.clamp(FEWEST, MOST);
        let (questions, receiver) = channel();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..count {
            let (receiver, done) = (receiver.clone(), done.clone());
            Builder::new().stack_size(STACK).spawn(move || {
                while let Some((question, request)) = next(&receiver) {
                    if !done(answer(&question, request)) {
                        break;
                    }
                }
                forget_standard_library();
            })?;
        }
        Ok(Readers {
            questions,
            count,
            answering: 0,
        })
    }

    /// Whether a request would be answered at once.
    pub fn are_free(&self) -> bool {
        self.answering < self.count
    }

    /// Has one of them answer a request.
    pub fn answer(&mut self, question: Question, request: Request) {
        if self.questions.send((question, request)).is_ok() {
            self.answering += 1;
        }
    }
}

/// The next question; `None` at the end.
fn next(questions: &Mutex<Receiver<(Question, Request)>>) -> Option<(Question, Request)> {
    let questions = questions.lock().unwrap_or_else(PoisonError::into_inner);
    questions.recv().ok()
}

fn answer(question: &Question, request: Request) -> String {
    let Request { id, method, params } = request;
    let _watched = backstop::watch(&method, &Limits::default(), Duration::ZERO);
    let (member, value) = match dispatch::request(question, &method, params) {
        Ok(value) => ("result", value),
        Err(failure) => {
            let error = json!({"code": failure.code as i32, "message": failure.message});
            ("error", error.to_string())
        }
    };
    let id = json!(id);
    format!(r#"{{"jsonrpc":"2.0","id":{id},"{member}":{value}}}"#)
}
