//! Targets that are written in the language: from jobs to what their scheduler takes, and what becomes of each attribute.
//!
//! | file | what |
//! | --- | --- |
//! | `builtin.rs` | the targets that jobc has |
//! | `account.rs` | what becomes of each attribute |
//! | `losses.rs` | diagnostics for what is not kept |
//! | `equivalence.rs` | the report of what becomes of each attribute |
//! | `document.rs` | what a target returns |
//! | `query.rs` | expressions over jobs |

mod account;
mod builtin;
mod document;
mod equivalence;
mod losses;
mod query;

pub use account::{Account, Entry, Fate};
pub use builtin::{BUILTIN, HELPERS, TargetFile};
pub use document::{Document, Layout, together};
pub use equivalence::{to_json, to_markdown};
pub use query::{Answer, Query, ask};

use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Json;
use crate::eval::{Applied, Evaluation, Host, Interpreter, Limits, Program, ValueKind};
use crate::job::{Job, argument};
use crate::object::{PlainKind, PlainValue};
use crate::source::{Sources, Span};
use crate::stack;

/// How data is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// YAML that versions 1.1 and 1.2 read alike.
    Yaml,
}

impl Format {
    /// Each with its name and what it is.
    pub const ALL: &'static [(Format, &'static str, &'static str)] = &[
        (
            Format::Json,
            "json",
            "JSON: one document, or an array or list",
        ),
        (Format::Yaml, "yaml", "YAML: a stream of documents"),
    ];
}

/// An option that a target declares.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOption {
    /// Its name.
    pub name: String,
    /// The default as JSON, which also says what type it has.
    pub default: String,
    /// What it is.
    pub about: String,
}

/// What a target makes of jobs.
pub struct Emitted {
    /// What it returned for each job; `None` if it failed or refused the job.
    pub documents: Vec<Option<Document>>,
    /// What becomes of the attributes of each job.
    pub accounts: Vec<Account>,
    /// What is lost, approximated or refused, as diagnostics in the sources of the jobs.
    pub losses: Vec<Diagnostic>,
    /// The options that the target declares.
    pub options: Vec<TargetOption>,
    /// How names of files with its texts end.
    pub extension: String,
    /// What several documents are the items of in JSON.
    pub envelope: Vec<(String, Json)>,
    /// Whether it writes tasks for the Thermos runner, too, each in a job that was made up for it.
    pub accepts_tasks: bool,
    /// The sources of the target.
    pub sources: Sources,
    /// What is wrong with the target.
    pub errors: Vec<Diagnostic>,
}

/// Runs a target over the jobs of one compilation, whose `sources` are needed to point at attributes. `given` are options; those
/// of the command line are strings.
/// With `all`, attributes that nobody wrote are accounted for too.
pub fn run(
    target: &TargetFile,
    jobs: &[&Job],
    sources: &Sources,
    given: &[(String, PlainValue)],
    host: &dyn Host,
    limits: &Limits,
    all: bool,
) -> Emitted {
    let given = given
        .iter()
        .map(|(name, value)| (text(name), value.clone()));
    let variables = [("_given", plain(PlainKind::Map(given.collect())))];
    let program = Program {
        helpers: HELPERS,
        path: &target.path,
        text: &target.text,
        is_own: target.is_own,
        variables: &variables,
        function: "_apply",
        entry: "emit",
    };
    let arguments = jobs.iter().map(|job| argument::of(job).into());
    let applied = stack::with_room_to_evaluate(|| {
        let interpreter = Interpreter::new(host, limits.clone());
        interpreter.apply(&program, "_declared", arguments)
    });
    let declared = |name: &str| document::member(applied.variable.as_ref()?, name);
    let options = declared("options").map(options_of).unwrap_or_default();
    let envelope = match declared("envelope").map(document::json) {
        Some(Json::Object(members)) => members,
        _ => Vec::new(),
    };
    let Applied {
        evaluation,
        results,
        ..
    } = applied;
    let mut errors = evaluation.diagnostics.clone();
    if let Some(error) = bad_target(&evaluation, &results) {
        errors.push(error);
    }
    let mut emitted = Emitted {
        documents: Vec::new(),
        accounts: Vec::new(),
        losses: Vec::new(),
        options,
        extension: extension(&evaluation),
        envelope,
        accepts_tasks: evaluation
            .globals
            .get("accepts_tasks")
            .is_some_and(|it| matches!(it.kind, ValueKind::Boolean(true))),
        sources: evaluation.sources,
        errors,
    };
    let mut book = account::Book::default();
    for (index, job) in jobs.iter().enumerate() {
        let result = results.get(index).and_then(Option::as_ref);
        let parts = result.and_then(|it| it.kind.elements());
        let (document, said) = match parts.map(|it| &it[..]) {
            Some([kind, document, said]) => (Some((kind, document)), Some(said)),
            _ => (None, None),
        };
        let account = book.account(job, said, sources, all);
        let is_refused = account.entries.iter().any(|it| it.fate == Fate::Refused);
        let document = document.filter(|_| !is_refused);
        let document = document.map(|(kind, document)| Document::of(kind, document));
        emitted.documents.push(document);
        emitted.accounts.push(account);
    }
    emitted.losses = losses::diagnostics(&target.name, &emitted.accounts);
    emitted
}

/// What is wrong with a target that raised no exception.
fn bad_target(evaluation: &Evaluation, results: &[Option<PlainValue>]) -> Option<Diagnostic> {
    if !evaluation.diagnostics.is_empty() {
        return None;
    }
    let message = match evaluation.globals.get("emit").is_some() {
        false => "the target defines no function `emit`",
        true if results.iter().any(Option::is_none) => {
            "`emit` returns something that is neither a string nor data"
        }
        true => return None,
    };
    let place = Span::new(evaluation.main, 0, 0);
    let help = "return a string, or a dict or list of strings, numbers, booleans and `None`";
    Some(Diagnostic::new(&codes::target::BAD_TARGET, message, place).help(help))
}

fn extension(evaluation: &Evaluation) -> String {
    let value = evaluation.globals.get("extension");
    let text = value.as_ref().and_then(|it| it.as_text());
    let text = text.map(|it| it.as_str().trim_start_matches('.').to_owned());
    text.filter(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric()))
        .unwrap_or_else(|| "json".to_owned())
}

fn options_of(declared: &PlainValue) -> Vec<TargetOption> {
    let PlainKind::List(all) = &declared.kind else {
        return Vec::new();
    };
    let options = all.iter().map(|option| {
        let get = |name: &str| document::member(option, name);
        TargetOption {
            name: get("name").and_then(document::text_of).unwrap_or_default(),
            default: get("default").map_or(String::new(), |it| document::json(it).to_python()),
            about: get("about").and_then(document::text_of).unwrap_or_default(),
        }
    });
    options.collect()
}

/// Data that no file says.
pub fn plain(kind: PlainKind) -> PlainValue {
    let span = Span::NOWHERE;
    PlainValue { kind, span }
}

/// A string, as an option that is given.
pub fn text(text: &str) -> PlainValue {
    plain(PlainKind::text(text))
}
