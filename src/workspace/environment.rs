//! The environment variables that a configuration sees.

use crate::eval::Variable;
use std::collections::BTreeMap;

/// Which of the process's own variables are passed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Passing {
    /// All of them, as the Aurora client does.
    #[default]
    All,
    /// None: whatever is not given is not set.
    None,
    /// Those with these names (`*` at the end stands for any rest); asking for another is an error.
    Only(Vec<String>),
}

/// Variables given by the user, in front of the process's own.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `--env NAME=VALUE` and the values in the settings.
    pub given: BTreeMap<String, String>,
    /// Which of the process's own are passed on.
    pub passing: Passing,
}

impl Environment {
    /// A variable as the configuration sees it.
    pub fn get(&self, name: &str) -> Variable {
        if let Some(value) = self.given.get(name) {
            return Variable::Set(value.clone());
        }
        match &self.passing {
            Passing::All => own(name),
            Passing::None => Variable::Unset,
            Passing::Only(patterns) => match patterns.iter().any(|it| covers(it, name)) {
                true => own(name),
                false => Variable::Forbidden,
            },
        }
    }

    /// The names of all variables that can be read, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.given.keys().cloned().collect();
        if self.passing != Passing::None {
            let own = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
            names.extend(own.filter(|name| match &self.passing {
                Passing::Only(patterns) => patterns.iter().any(|it| covers(it, name)),
                _ => true,
            }));
        }
        names.sort();
        names.dedup();
        names
    }
}

fn own(name: &str) -> Variable {
    // The standard library panics at such names, which no variable can have.
    if name.is_empty() || name.contains(['=', '\0']) {
        return Variable::Unset;
    }
    match std::env::var_os(name) {
        Some(value) => Variable::Set(value.to_string_lossy().into_owned()),
        None => Variable::Unset,
    }
}

fn covers(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => pattern == name,
    }
}
