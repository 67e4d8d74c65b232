//! What the editor has told, to be told again.

use super::super::dispatch;
use super::super::editor::Editor;
use super::super::lifecycle;
use super::super::uri;
use super::{RESTARTED, own_request};
use lsp_server::{Message, Notification, Request};
use lsp_types::Uri;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::str::FromStr;

/// What the editor has told since it began.
#[derive(Default)]
pub struct Record {
    /// Its open files.
    editor: Editor,
    /// The parameters of its `initialize`.
    initialize: Option<Value>,
    is_initialized: bool,
    /// Whether it has sent `shutdown`.
    pub is_shut_down: bool,
    /// What it has told of its folders and settings, in order; of settings the newest.
    settings: Vec<Notification>,
    /// The paths of open files that are not analysed, as that took too much.
    left_out: BTreeSet<String>,
    /// The paths of open files whose texts no process has analysed yet, the newest last.
    suspects: Vec<String>,
}

impl Record {
    /// Takes a request.
    pub fn request(&mut self, request: &Request) {
        match request.method.as_str() {
            "initialize" if self.initialize.is_none() => {
                // What the process answers counts; this is for what columns mean.
                let _ = lifecycle::initialize(&mut self.editor, request.params.clone());
                self.initialize = Some(request.params.clone());
            }
            "shutdown" => self.is_shut_down = true,
            _ => {}
        }
    }

    /// Takes a notification; what the process is told instead of it.
    pub fn notification(&mut self, notification: Notification) -> Vec<Message> {
        let method = notification.method.as_str();
        let uri = notification.params.pointer("/textDocument/uri");
        let uri = uri.and_then(|it| Uri::from_str(it.as_str()?).ok());
        match method {
            "initialized" => self.is_initialized = true,
            "workspace/didChangeConfiguration" => {
                self.settings.retain(|it| it.method != method);
                self.settings.push(notification.clone());
            }
            "workspace/didChangeWorkspaceFolders" => self.settings.push(notification.clone()),
            "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose" => {
                let params = notification.params.clone();
                dispatch::notification(&mut self.editor, method, params);
                if let Some(uri) = uri {
                    return self.document(notification, &uri);
                }
            }
            _ => {}
        }
        vec![notification.into()]
    }

    fn document(&mut self, notification: Notification, uri: &Uri) -> Vec<Message> {
        let path = uri::path(uri);
        self.suspects.retain(|it| *it != path);
        let was_left_out = self.left_out.remove(&path);
        match notification.method.as_str() {
            "textDocument/didClose" if was_left_out => Vec::new(),
            "textDocument/didClose" => vec![notification.into()],
            // The process knows nothing of a file that was left out: with another text it is as if it was opened.
            _ => {
                self.suspects.push(path.clone());
                match was_left_out {
                    true => self.opened(&path).into_iter().collect(),
                    false => vec![notification.into()],
                }
            }
        }
    }

    /// Says that a file is open with the text that it has now.
    fn opened(&self, path: &str) -> Option<Message> {
        let document = self.editor.inputs.at(path)?;
        let document = json!({
            "uri": self.editor.uri(path), "languageId": "aurora",
            "version": document.version, "text": document.source.text,
        });
        let params = json!({"textDocument": document});
        Some(Notification::new("textDocument/didOpen".to_owned(), params).into())
    }

    /// All texts so far are analysed.
    pub fn analysed(&mut self) {
        self.suspects.clear();
    }

    /// Whether a file is not analysed.
    pub fn is_left_out(&self, uri: Option<&str>) -> bool {
        let uri = uri.and_then(|uri| Uri::from_str(uri).ok());
        uri.is_some_and(|uri| self.left_out.contains(&uri::path(&uri)))
    }

    /// Leaves the file out that was too much: the one that is named, or the newest text that was not analysed yet. Its address and the
    /// version of its text, if it is an open file.
    pub fn leave_out(&mut self, name: Option<&str>) -> Option<(Uri, i32)> {
        let named = name.filter(|name| self.editor.inputs.at(name).is_some());
        let path = match named {
            Some(path) => path.to_owned(),
            None => self.suspects.pop()?,
        };
        self.suspects.retain(|it| *it != path);
        let document = self.editor.inputs.at(&path)?;
        let found = (self.editor.uri(&path)?, document.version);
        self.left_out.insert(path);
        Some(found)
    }

    /// What another process is told to know what the one before it knew. All texts are new to it.
    pub fn replay(&mut self) -> Vec<Message> {
        let Some(params) = &self.initialize else {
            return Vec::new();
        };
        let mut messages: Vec<Message> = vec![own_request("initialize", params.clone()).into()];
        let restarted = Notification::new(RESTARTED.to_owned(), Value::Null);
        messages.push(restarted.into());
        if self.is_initialized {
            messages.push(Notification::new("initialized".to_owned(), json!({})).into());
        }
        messages.extend(self.settings.iter().cloned().map(Message::from));
        let open = self.editor.inputs.documents().map(|it| it.path.clone());
        let open: Vec<String> = open.filter(|path| !self.left_out.contains(path)).collect();
        messages.extend(open.iter().filter_map(|path| self.opened(path)));
        let known: BTreeSet<&String> = self.suspects.iter().collect();
        let mut suspects: Vec<String> = open
            .iter()
            .filter(|it| !known.contains(it))
            .cloned()
            .collect();
        suspects.append(&mut self.suspects);
        self.suspects = suspects;
        messages
    }
}
