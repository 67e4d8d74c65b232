//! What the cache writes down of a checked file.

use super::checked::Checked;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Label, Severity, codes};
use crate::eval::Dependency;
use crate::job::Parameters;
use crate::lint::{JobPlace, rules};
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A span: file, start, end.
type Place = (u32, u32, u32);

/// A checked file, as it is written down.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) name: String,
    defines_jobs: bool,
    #[serde(default, skip_serializing_if = "Parameters::is_empty")]
    undeclared: Parameters,
    jobs: Vec<(String, Place)>,
    pub(super) sources: Vec<StoredSource>,
    diagnostics: Vec<StoredDiagnostic>,
    files: Vec<String>,
    output: String,
    /// Each path with the fingerprint of what it held.
    pub(super) paths: Vec<(String, String)>,
    /// Each environment variable with the fingerprint of its value.
    pub(super) variables: Vec<(String, String)>,
    /// The fingerprint of the user's name, if it mattered.
    pub(super) user: Option<String>,
}

/// A file that something points into. The text is that of the file on disk, unless it is written here.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredSource {
    pub(super) name: String,
    pub(super) is_users: bool,
    pub(super) text: Option<String>,
}

/// What a fix does, its edits, and how safe it is.
type StoredFix = (String, Vec<(Place, String)>, u8);

#[derive(Debug, Serialize, Deserialize)]
struct StoredDiagnostic {
    code: String,
    severity: Severity,
    message: String,
    primary: (Place, String),
    labels: Vec<(Place, String)>,
    help: Option<String>,
    fix: Option<StoredFix>,
    jobs: Vec<String>,
}

impl Stored {
    /// Writes down what was found; `is_on_disk` says of which files the text need not be.
    pub(super) fn new(checked: &Checked, is_on_disk: impl Fn(&SourceFile) -> bool) -> Stored {
        let sources = checked.sources.iter().map(|(_, file)| StoredSource {
            name: file.name.clone(),
            is_users: file.ownership == Ownership::User,
            text: (!is_on_disk(file)).then(|| file.text.to_string()),
        });
        Stored {
            name: checked.name.clone(),
            defines_jobs: checked.defines_jobs,
            undeclared: checked.undeclared.clone(),
            jobs: checked
                .jobs
                .iter()
                .map(|job| (job.key.clone(), place(job.span)))
                .collect(),
            sources: sources.collect(),
            diagnostics: checked.diagnostics.iter().map(store).collect(),
            files: checked.files.clone(),
            output: checked.output.clone(),
            paths: Vec::new(),
            variables: Vec::new(),
            user: None,
        }
    }

    /// What was found. `None` if it cannot be: what was written down does not fit.
    pub(super) fn restore(self, text: impl Fn(&StoredSource) -> Option<String>) -> Option<Checked> {
        let mut sources = Sources::new();
        for file in &self.sources {
            let ownership = match file.is_users {
                true => Ownership::User,
                false => Ownership::Stdlib,
            };
            sources.add(SourceFile::new(&*file.name, text(file)?, ownership));
        }
        let spans = Spans(&sources);
        let diagnostics: Option<Vec<Diagnostic>> = self
            .diagnostics
            .into_iter()
            .map(|it| spans.diagnostic(it))
            .collect();
        let jobs: Option<Vec<JobPlace>> = self
            .jobs
            .into_iter()
            .map(|(key, place)| {
                let span = spans.span(place)?;
                Some(JobPlace { key, span })
            })
            .collect();
        let paths = self
            .paths
            .into_iter()
            .map(|(path, _)| Dependency::File(path));
        let variables = self.variables.into_iter();
        let variables = variables.map(|(name, _)| Dependency::Variable(name));
        let user = self.user.map(|_| Dependency::User);
        Some(Checked {
            name: self.name,
            is_readable: true,
            defines_jobs: self.defines_jobs,
            undeclared: self.undeclared,
            jobs: jobs?,
            diagnostics: diagnostics?,
            sources,
            files: self.files,
            dependencies: paths.chain(variables).chain(user).collect(),
            output: self.output,
            shell_failure: None,
        })
    }
}

fn place(span: Span) -> Place {
    (span.file.0, span.start, span.end)
}

fn store(diagnostic: &Diagnostic) -> StoredDiagnostic {
    let label = |label: &Label| (place(label.span), label.message.clone());
    StoredDiagnostic {
        code: diagnostic.code.code.to_owned(),
        severity: diagnostic.severity,
        message: diagnostic.message.clone(),
        primary: label(&diagnostic.primary),
        labels: diagnostic.labels.iter().map(label).collect(),
        help: diagnostic.help.clone(),
        fix: diagnostic.fix.as_ref().map(|fix| {
            let edits = fix.edits.iter();
            let edits = edits.map(|edit| (place(edit.span), edit.replacement.clone()));
            let applicability = match fix.applicability {
                Applicability::Safe => 0,
                Applicability::Unsafe => 1,
                Applicability::Suggestion => 2,
            };
            (fix.message.clone(), edits.collect(), applicability)
        }),
        jobs: diagnostic.jobs.clone(),
    }
}

/// Reads places, each of which has to be one.
struct Spans<'a>(&'a Sources);

impl Spans<'_> {
    fn span(&self, (file, start, end): Place) -> Option<Span> {
        let id = FileId(file);
        let (_, source) = self.0.iter().nth(file as usize)?;
        let span = Span {
            file: id,
            start,
            end,
        };
        source.text.get(span.range()).map(|_| span)
    }

    fn label(&self, (place, message): (Place, String)) -> Option<Label> {
        let span = self.span(place)?;
        Some(Label::new(span, message))
    }

    fn diagnostic(&self, stored: StoredDiagnostic) -> Option<Diagnostic> {
        let labels = stored.labels.into_iter().map(|it| self.label(it));
        let fix = match stored.fix {
            None => None,
            Some((message, edits, applicability)) => Some(Fix {
                message,
                edits: edits
                    .into_iter()
                    .map(|(place, replacement)| {
                        let span = self.span(place)?;
                        Some(Edit { span, replacement })
                    })
                    .collect::<Option<_>>()?,
                applicability: match applicability {
                    0 => Applicability::Safe,
                    1 => Applicability::Unsafe,
                    _ => Applicability::Suggestion,
                },
            }),
        };
        Some(Diagnostic {
            code: code(&stored.code)?,
            severity: stored.severity,
            message: stored.message,
            primary: self.label(stored.primary)?,
            labels: labels.collect::<Option<_>>()?,
            help: stored.help,
            fix,
            jobs: stored.jobs,
        })
    }
}

/// The code of that name.
fn code(code: &str) -> Option<&'static Code> {
    static ALL: OnceLock<FxHashMap<&str, &Code>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let rules = rules::all().iter().map(|rule| &rule.code);
        codes::all()
            .chain(rules)
            .map(|code| (code.code, code))
            .collect()
    });
    all.get(code).copied()
}
