//! `check --target`: what a target would lose of the jobs.

use crate::cli::emit::given::{check_options, given};
use crate::cli::exit::{Exit, Failure};
use crate::cli::terminal::Terminal;
use crate::compile::Compilation;
use crate::diagnostic::{Diagnostic, Severity};
use crate::eval::{Host, Limits};
use crate::job::Job;
use crate::project::ExtraCheck;
use crate::report::Finding;
use crate::source::Sources;
use crate::target::{TargetFile, run};
use crate::workspace::settings::Settings;
use std::sync::{Mutex, PoisonError};

/// Why a target says nothing of jobs.
enum Trouble {
    /// Errors in its own file.
    Errors(Sources, Vec<Diagnostic>),
    /// An option that it does not have.
    Options(Failure),
}

/// A target as a extra of configurations.
pub(super) struct Losses {
    target: TargetFile,
    set: Vec<(String, String)>,
    is_strict: bool,
    /// The first trouble: what is wrong with a target is the same for all files.
    trouble: Mutex<Option<Trouble>>,
}

impl Losses {
    pub fn new(target: TargetFile, set: &[(String, String)], is_strict: bool) -> Losses {
        Losses {
            target,
            set: set.to_vec(),
            is_strict,
            trouble: Mutex::new(None),
        }
    }

    /// Fails if the target could not say what it loses.
    pub fn conclude(&self, terminal: &Terminal) -> Result<(), Failure> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        match trouble.take() {
            None => Ok(()),
            Some(Trouble::Options(failure)) => Err(failure),
            Some(Trouble::Errors(sources, errors)) => {
                terminal.findings(&Finding::all(&sources, &errors));
                let message = format!("the target `{}` cannot be used", self.target.name);
                Err(Failure::new(Exit::Usage, message))
            }
        }
    }
}

impl ExtraCheck for Losses {
    fn check(
        &self,
        compilation: &Compilation,
        host: &dyn Host,
        settings: &Settings,
    ) -> Vec<Diagnostic> {
        let jobs: Vec<&Job> = compilation.jobs.iter().collect();
        if jobs.is_empty() {
            return Vec::new();
        }
        let given = given(&self.target, &settings.targets, &self.set);
        let sources = &compilation.sources;
        let limits = Limits::default();
        let emitted = run(&self.target, &jobs, sources, &given, host, &limits, false);
        let trouble = match check_options(&self.target, &emitted.options, &given) {
            Err(failure) => Some(Trouble::Options(failure)),
            Ok(()) if emitted.errors.iter().any(Diagnostic::is_error) => {
                Some(Trouble::Errors(emitted.sources, emitted.errors))
            }
            Ok(()) => None,
        };
        if let Some(trouble) = trouble {
            let mut first = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(trouble);
            return Vec::new();
        }
        let mut losses = emitted.losses;
        if self.is_strict {
            let all = losses.iter_mut();
            all.for_each(|it| it.severity = Severity::Error);
        }
        losses
    }
}
