//! Requests that wait for their answer.

use lsp_server::{Request, RequestId};
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Instant;

/// A request that waits.
pub struct Pending {
    /// What was asked.
    pub request: Request,
    /// Since when it waits.
    pub since: Instant,
}

impl Pending {
    /// Whether it names a file.
    pub fn is_about_a_file(&self) -> bool {
        uri(&self.request.params).is_some()
    }

    /// Whether it names the file that these parameters name.
    pub fn is_about_same_file(&self, params: &Value) -> bool {
        self.is_about_a_file() && uri(&self.request.params) == uri(params)
    }

    /// Whether it is the request that a `$/cancelRequest` takes back.
    pub fn has_id(&self, params: &Value) -> bool {
        let id = params.get("id").cloned().unwrap_or_default();
        serde_json::from_value::<RequestId>(id).is_ok_and(|id| id == self.request.id)
    }
}

/// The address of the file that parameters are about.
pub fn uri(params: &Value) -> Option<&Value> {
    params.pointer("/textDocument/uri")
}

/// All that wait, in the order they arrived.
#[derive(Default)]
pub struct Queue {
    waiting: VecDeque<Pending>,
}

impl Queue {
    /// Adds a request.
    pub fn push(&mut self, request: Request) {
        self.waiting.push_back(Pending {
            request,
            since: Instant::now(),
        });
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Takes the one of an index out.
    pub fn take(&mut self, index: usize) -> Option<Pending> {
        self.waiting.remove(index)
    }

    /// Takes all of a kind out.
    pub fn take_all(&mut self, is_it: impl Fn(&Pending) -> bool) -> Vec<Pending> {
        let all = std::mem::take(&mut self.waiting).into_iter();
        let (taken, left) = all.partition(|pending| is_it(pending));
        self.waiting = left;
        Vec::from(taken)
    }

    /// All that wait, the first first.
    pub fn iter(&self) -> impl Iterator<Item = &Pending> {
        self.waiting.iter()
    }
}
