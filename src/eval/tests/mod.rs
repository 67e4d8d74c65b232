//! What programs mean, judged against CPython 2.7, and what is reported of those that fail.

mod cycles;
mod derived;
mod dict_order;
mod errors;
mod executed_text;
mod files;
mod generators;
mod library;
mod limits;
mod pystachio_errors;
mod semantics;
mod structs;

use super::{Evaluation, Host, HostError, Interpreter, Limits, Python, Variable};
use crate::stack::STACK_SIZE;
use std::collections::BTreeMap;

/// A host with a few files and nothing else.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Host for Files {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        let path = super::include::normalise(path);
        self.0.get(&path).cloned().ok_or(HostError::NotFound)
    }
    fn folder(&self, path: &str) -> Option<bool> {
        self.0.contains_key(path).then_some(false)
    }
    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
    fn variable(&self, _: &str) -> Variable {
        Variable::Unset
    }
    fn variables(&self) -> Vec<String> {
        Vec::new()
    }
    fn user(&self) -> String {
        "user".into()
    }
    fn hostname(&self) -> String {
        "host".into()
    }
    fn now(&self) -> f64 {
        0.0
    }
    fn current_directory(&self) -> String {
        "/root".into()
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

/// The same with a clock.
struct Timed(Files, std::time::Instant);

impl Host for Timed {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        self.0.read(path)
    }
    fn folder(&self, path: &str) -> Option<bool> {
        self.0.folder(path)
    }
    fn names(&self, folder: &str) -> Vec<String> {
        self.0.names(folder)
    }
    fn variable(&self, path: &str) -> Variable {
        self.0.variable(path)
    }
    fn variables(&self) -> Vec<String> {
        self.0.variables()
    }
    fn user(&self) -> String {
        self.0.user()
    }
    fn hostname(&self) -> String {
        self.0.hostname()
    }
    fn now(&self) -> f64 {
        self.1.elapsed().as_secs_f64()
    }
    fn current_directory(&self) -> String {
        self.0.current_directory()
    }
    fn memory(&self) -> Option<usize> {
        self.0.memory()
    }
    fn root(&self) -> Option<String> {
        self.0.root()
    }
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// What a program leaves behind, as text.
struct Outcome {
    /// `repr` of every variable that the program defines.
    variables: BTreeMap<String, String>,
    /// The diagnostics, one paragraph each.
    report: String,
    output: String,
    dependencies: Vec<String>,
}

fn run(text: &str) -> Outcome {
    run_with(text, &[], Limits::default())
}

fn run_with(text: &str, files: &[(&str, &str)], limits: Limits) -> Outcome {
    run_on_stack(STACK_SIZE, text, files, limits)
}

/// The same where jobc alone reads the file.
fn run_python3(text: &str) -> Outcome {
    let text = text.to_owned();
    run_in_thread(STACK_SIZE, move || {
        let host = Files(BTreeMap::new());
        let mut interpreter = Interpreter::new(&host, Limits::default());
        interpreter.language.python = Python::Three;
        outcome(&host, interpreter.run("main.aurora", &text, &[]))
    })
}

/// The same with a native stack of so many bytes.
fn run_on_stack(stack: usize, text: &str, files: &[(&str, &str)], limits: Limits) -> Outcome {
    let text = text.to_owned();
    let files: BTreeMap<String, Vec<u8>> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    run_in_thread(stack, move || {
        let host = Files(files);
        let interpreter = Interpreter::new(&host, limits);
        outcome(&host, interpreter.run("main.aurora", &text, &[]))
    })
}

fn run_in_thread<T: Send + 'static>(
    stack: usize,
    action: impl FnOnce() -> T + Send + 'static,
) -> T {
    std::thread::Builder::new()
        .stack_size(stack)
        .spawn(action)
        .expect("a thread")
        .join()
        .expect("no panic")
}

fn outcome(host: &Files, evaluation: Evaluation) -> Outcome {
    let mut printer = Interpreter::new(host, Limits::default());
    printer.sources = evaluation.sources.clone();
    printer.language.dict_order = evaluation.dict_order;
    printer.in_try = 1;
    let mut variables = BTreeMap::new();
    for (name, value) in evaluation.globals.variables.borrow().iter() {
        let shown = if value.is_poison() {
            "<poison>".to_owned()
        } else {
            printer
                .repr(value, value.origin)
                .unwrap_or_else(|_| "<poison inside>".to_owned())
        };
        variables.insert(name.to_string(), shown);
    }
    let mut report = String::new();
    for diagnostic in &evaluation.diagnostics {
        let place = |span: crate::source::Span| {
            let file = evaluation.sources.get(span.file);
            let at = file.location(span.start as usize);
            let text = evaluation.sources.text(span);
            format!("{}:{}:{} `{text}`", file.name, at.row, at.column)
        };
        report.push_str(&format!(
            "{} {}\n  at {}\n",
            diagnostic.code.code,
            diagnostic.message,
            place(diagnostic.primary.span)
        ));
        for label in &diagnostic.labels {
            report.push_str(&format!("  {}: {}\n", label.message, place(label.span)));
        }
        if let Some(help) = &diagnostic.help {
            report.push_str(&format!("  help: {help}\n"));
        }
        if let Some(fix) = &diagnostic.fix {
            for edit in &fix.edits {
                report.push_str(&format!(
                    "  fix: {} -> {}\n",
                    place(edit.span),
                    edit.replacement
                ));
            }
        }
    }
    Outcome {
        variables,
        report,
        output: evaluation.output,
        dependencies: evaluation
            .dependencies
            .iter()
            .map(|dependency| format!("{dependency:?}"))
            .collect(),
    }
}

/// The value of `x` at the end of a program that has no errors.
fn x_of(text: &str) -> String {
    let outcome = run(text);
    assert_eq!(outcome.report, "", "{text}");
    outcome
        .variables
        .get("x")
        .cloned()
        .unwrap_or_else(|| format!("no `x` after: {text}"))
}

/// Checks `program => repr(x)` for each of them.
fn table(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(x_of(text), *expected, "{text}");
    }
}
