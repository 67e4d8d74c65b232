//! The world as the cases were recorded in.

use jobc::eval::{Host, HostError, Variable};
use std::path::{Path, PathBuf};

/// A group's folder is the current directory; only the variables of the case are set.
pub struct CaseHost {
    group: PathBuf,
    variables: Vec<(String, String)>,
}

impl CaseHost {
    pub fn new(group: &Path, variables: Vec<(String, String)>) -> CaseHost {
        CaseHost {
            group: group.to_owned(),
            variables,
        }
    }
}

impl Host for CaseHost {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let path = self.group.join(path);
        if path.is_dir() {
            return Err(HostError::NotAFile("a folder"));
        }
        std::fs::read(path).map_err(|_| HostError::NotFound)
    }

    fn folder(&self, path: &str) -> Option<bool> {
        let path = self.group.join(path);
        path.exists().then(|| path.is_dir())
    }

    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn variable(&self, name: &str) -> Variable {
        let set = self.variables.iter().find(|(set, _)| set == name);
        set.map_or(Variable::Unset, |(_, value)| Variable::Set(value.clone()))
    }

    fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .variables
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        names.sort();
        names
    }

    fn user(&self) -> String {
        match self.variable("USER") {
            Variable::Set(user) => user,
            _ => "nobody".to_owned(),
        }
    }

    fn hostname(&self) -> String {
        "host.example".to_owned()
    }

    fn now(&self) -> f64 {
        0.0
    }

    fn current_directory(&self) -> String {
        self.group.to_string_lossy().into_owned()
    }

    fn memory(&self) -> Option<usize> {
        None
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}
