//! A host that refuses everything.

use crate::eval::{Host, HostError, Variable};

/// The host of custom rules, which see only jobs.
pub(super) struct Nothing;

impl Host for Nothing {
    fn read(&self, _: &str) -> Result<Vec<u8>, HostError> {
        Err(HostError::Refused("rules read no files".to_owned()))
    }

    fn folder(&self, _: &str) -> Option<bool> {
        None
    }

    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn variable(&self, _: &str) -> Variable {
        Variable::Forbidden
    }

    fn variables(&self) -> Vec<String> {
        Vec::new()
    }

    fn user(&self) -> String {
        String::new()
    }

    fn hostname(&self) -> String {
        String::new()
    }

    fn now(&self) -> f64 {
        0.0
    }

    fn memory(&self) -> Option<usize> {
        None
    }

    fn current_directory(&self) -> String {
        "/".to_owned()
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}
