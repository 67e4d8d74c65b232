//! The world as an open file sees it: the other open files go before those on the disk, and evaluating ends when nobody waits for it.

use super::cancel::Cancellation;
use super::inputs::Inputs;
use super::path;
use crate::eval::{Host, HostError, Variable};

/// A host that lays open files over another.
pub struct BufferHost<'a> {
    /// The host behind.
    pub behind: &'a dyn Host,
    /// The open files; none where other buffers are files that this one is not beside.
    pub inputs: Option<&'a Inputs>,
    /// When to end.
    pub cancellation: &'a Cancellation,
}

impl BufferHost<'_> {
    fn text(&self, written: &str) -> Option<&str> {
        let inputs = self.inputs?;
        let path = match written.starts_with('/') {
            true => path::normalize(written),
            false => path::join(&self.behind.current_directory(), written),
        };
        Some(&inputs.at(&path)?.source.text)
    }
}

impl Host for BufferHost<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        match self.text(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.behind.read(path),
        }
    }

    fn folder(&self, path: &str) -> Option<bool> {
        match self.text(path) {
            Some(_) => Some(false),
            None => self.behind.folder(path),
        }
    }

    fn variable(&self, name: &str) -> Variable {
        self.behind.variable(name)
    }

    fn variables(&self) -> Vec<String> {
        self.behind.variables()
    }

    fn user(&self) -> String {
        self.behind.user()
    }

    fn hostname(&self) -> String {
        self.behind.hostname()
    }

    fn now(&self) -> f64 {
        self.behind.now()
    }

    fn memory(&self) -> Option<usize> {
        self.behind.memory()
    }

    fn root(&self) -> Option<String> {
        self.behind.root()
    }

    fn current_directory(&self) -> String {
        self.behind.current_directory()
    }

    fn is_cancelled(&self) -> bool {
        self.cancellation.is_cancelled()
    }
}
