//! Queries: expressions of the language over jobs. A query is a program like a target, with a function of its own for each expression, whose
//! parameters are the attributes of a job.

use super::document::json;
use super::{plain, text};
use crate::diagnostic::Diagnostic;
use crate::emit::Json;
use crate::eval::{Host, Interpreter, Limits, Program};
use crate::job::Job;
use crate::object::{PlainKind, PlainValue};
use crate::source::Sources;
use crate::stack;
use std::fmt::Write as _;

/// What is executed before a query.
const HELPERS: (&str, &str) = (
    "stdlib/query.aurora",
    include_str!("../../stdlib/query.aurora"),
);

/// What queries are called in messages.
const NAME: &str = "<query>";

/// The names that a query has beside the attributes of a job.
const FACTS: [&str; 4] = ["key", "file", "kind", "ports"];

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The expression that is true for the jobs that are meant.
    pub condition: String,
    /// The expressions that are evaluated for each of them.
    pub columns: Vec<String>,
}

/// What a query found.
pub struct Answer {
    /// The values of the columns for each job that is meant, with the index of the job.
    pub rows: Vec<(usize, Vec<Json>)>,
    /// The sources of the query.
    pub sources: Sources,
    /// What is wrong with the query.
    pub errors: Vec<Diagnostic>,
}

/// Asks a query of jobs, each with the file that lists it.
pub fn ask(query: &Query, jobs: &[(&Job, &str)], host: &dyn Host, limits: &Limits) -> Answer {
    let text = query.program(jobs.first().map(|(job, _)| *job));
    let program = Program {
        helpers: &[HELPERS],
        path: NAME,
        text: &text,
        is_own: false,
        variables: &[],
        function: "_query",
        entry: "emit",
    };
    let arguments = jobs.iter().map(|(job, file)| {
        let object = job.executors_object();
        vec![plain(PlainKind::Object(object.clone())), facts(job, file)]
    });
    let applied = stack::with_room_to_evaluate(|| {
        let interpreter = Interpreter::new(host, limits.clone());
        interpreter.apply(&program, "_query", arguments)
    });
    let results = applied.results.iter().enumerate();
    let rows = results.filter_map(|(index, row)| match &row.as_ref()?.kind {
        PlainKind::List(cells) => Some((index, cells.iter().map(json).collect())),
        _ => None,
    });
    Answer {
        rows: rows.collect(),
        errors: applied.evaluation.diagnostics,
        sources: applied.evaluation.sources,
    }
}

impl Query {
    /// The program: a function for each expression, and `emit`, which calls them. Each expression begins a line of its own, so that messages
    /// show it as it is.
    fn program(&self, any: Option<&Job>) -> String {
        let ty = any.and_then(|job| job.object.ty().as_struct());
        let attributes = ty.into_iter().flat_map(|it| it.attributes.keys());
        let attributes: Vec<&str> = attributes.map(|it| &**it).collect();
        let facts = FACTS.into_iter();
        let facts: Vec<&str> = facts.filter(|it| !attributes.contains(it)).collect();
        let parameters = [attributes.as_slice(), &facts].concat().join(", ");
        let mut program = String::new();
        let expressions = std::iter::once(&self.condition).chain(&self.columns);
        for (index, expression) in expressions.enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(
                program,
                "def _expression_{index}({parameters}):\n  return (\n{expression}\n  )\n"
            );
        }
        let attributes = attributes.iter().map(|it| format!("job.{it}"));
        let facts = facts.iter().map(|it| format!("facts['{it}']"));
        let values: Vec<String> = attributes.chain(facts).collect();
        let _ = write!(
            program,
            "def emit(job, facts):\n  values = [{}]\n  if not _expression_0(*values):\n    return None\n  return [",
            values.join(", ")
        );
        for index in 1..=self.columns.len() {
            let _ = write!(program, "_expression_{index}(*values), ");
        }
        program + "]\n"
    }
}

/// What is known of a job beside its attributes.
fn facts(job: &Job, file: &str) -> PlainValue {
    let ports = job.ports.iter().map(|it| text(it));
    let facts = [
        (text("key"), text(&job.key.to_string())),
        (text("file"), text(file)),
        (text("kind"), text(job.kind())),
        (text("ports"), plain(PlainKind::List(ports.collect()))),
    ];
    plain(PlainKind::Map(facts.into()))
}
