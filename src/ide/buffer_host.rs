//! The world as an open file sees it: the other open files go before those on the disk, and evaluating ends when nobody waits for it.

use super::cancel::Cancellation;
use super::inputs::Inputs;
use super::path;
use crate::eval::{Host, HostError, Variable};

/// A host that lays open files over another.
pub struct BufferHost<'a> {
    /// The host for everything that is not open.
    pub disk: &'a dyn Host,
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
            false => path::join(&self.disk.current_directory(), written),
        };
        Some(&inputs.at(&path)?.source.text)
    }
}

impl Host for BufferHost<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        match self.text(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn folder(&self, path: &str) -> Option<bool> {
        match self.text(path) {
            Some(_) => Some(false),
            None => self.disk.folder(path),
        }
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.disk.names(folder)
    }

    fn variable(&self, name: &str) -> Variable {
        self.disk.variable(name)
    }

    fn variables(&self) -> Vec<String> {
        self.disk.variables()
    }

    fn user(&self) -> String {
        self.disk.user()
    }

    fn hostname(&self) -> String {
        self.disk.hostname()
    }

    fn now(&self) -> f64 {
        self.disk.now()
    }

    fn memory(&self) -> Option<usize> {
        self.disk.memory()
    }

    fn root(&self) -> Option<String> {
        self.disk.root()
    }

    fn current_directory(&self) -> String {
        self.disk.current_directory()
    }

    fn is_cancelled(&self) -> bool {
        self.cancellation.is_cancelled()
    }
}
