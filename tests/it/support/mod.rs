//! Compiling the examples of pages, and other small worlds in memory.
#![allow(dead_code)] // Each test uses its own part.

use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::custom;
use jobc::diagnostic::page::Example;
use jobc::diagnostic::{Code, Diagnostic, codes};
use jobc::eval::Limits;
use jobc::job::Job;
use jobc::lint;
use jobc::report::{Finding, Format, Style, render};
use jobc::source::Sources;
use jobc::stack;
use jobc::target::{self, Emitted, TargetFile};
use jobc::workspace::MemoryHost;
use jobc::workspace::settings::Settings;

/// What examples are called.
pub const NAME: &str = "example.aurora";

/// Runs on a stack that is large enough for many compilations: each would make one of its own.
pub fn with_stack<T>(run: impl FnOnce() -> T) -> T {
    stack::with_room_to_evaluate(run)
}

/// A world with files by name; the first is the one to compile.
pub fn compile_files(files: &[(&str, &str)]) -> Compilation {
    compile_with(files, &CompileOptions::default(), None)
}

/// Compiles the text of one file.
pub fn compile_text(text: &str) -> Compilation {
    compile_files(&[(NAME, text)])
}

fn compile_with(
    files: &[(&str, &str)],
    options: &CompileOptions,
    file_size: Option<u64>,
) -> Compilation {
    let mut host = MemoryHost::with_files(files.iter().copied());
    host.variables.insert("USER".into(), "vagrant".into());
    host.file_size = file_size;
    compile(&Input::File(files[0].0.to_owned()), options, &host)
}

/// What was found in an example, and the files it points into.
pub struct Found {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// Codes and messages, for failures.
    pub fn words(&self) -> String {
        let lines = self.diagnostics.iter();
        let lines = lines.map(|it| format!("  {} {}\n", it.code.code, it.message));
        lines.collect()
    }

    pub fn render(&self, format: Format) -> String {
        let findings = Finding::all(&self.sources, &self.diagnostics);
        render(&findings, format, &Style::default())
    }
}

impl From<Compilation> for Found {
    fn from(compilation: Compilation) -> Found {
        Found {
            sources: compilation.sources,
            diagnostics: compilation.diagnostics,
        }
    }
}

/// Compiles an example; for a rule of the linter with what that rule alone finds.
pub fn find(example: &Example, rule: Option<&Code>) -> Found {
    if example.language == "toml" {
        return settings(&example.text);
    }
    let mut files = vec![(NAME, example.text.as_str())];
    files.extend(
        example
            .files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let mut options = CompileOptions {
        read_json: example.language == "json",
        ..CompileOptions::default()
    };
    options.evaluation.limits = limits(&example.limits);
    let file_size = options.evaluation.limits.file_size;
    let compilation = compile_with(&files, &options, Some(file_size));
    let findings = match rule {
        Some(rule) => lint_with(&compilation, example, rule),
        None => Vec::new(),
    };
    let translated = translated(&compilation, example);
    let mut found = Found::from(compilation);
    found.diagnostics.extend(findings);
    match translated {
        Some(emitted) if !emitted.errors.is_empty() => Found {
            sources: emitted.sources,
            diagnostics: emitted.errors,
        },
        Some(emitted) => {
            found.diagnostics.extend(emitted.losses);
            found
        }
        None => found,
    }
}

/// What the target makes of the jobs, if one of the files of an example is a target.
fn translated(compilation: &Compilation, example: &Example) -> Option<Emitted> {
    let mut files = example.files.iter();
    let (path, text) = files.find(|(_, text)| text.contains("def emit("))?;
    let target = TargetFile {
        name: path.trim_end_matches(".aurora").to_owned(),
        path: path.clone(),
        text: text.clone(),
        is_own: false,
    };
    Some(emitted(&target, compilation))
}

/// What a target makes of all jobs, without options.
pub fn emitted(target: &TargetFile, compilation: &Compilation) -> Emitted {
    let jobs: Vec<&Job> = compilation.jobs.iter().collect();
    let host = MemoryHost::default();
    let limits = Limits::default();
    target::run(
        target,
        &jobs,
        &compilation.sources,
        &[],
        &host,
        &limits,
        false,
    )
}

/// What a rule finds in an example, and in its files together if that is what it looks at.
fn lint_with(compilation: &Compilation, example: &Example, rule: &Code) -> Vec<Diagnostic> {
    let settings = settings_for(example, rule);
    let mut findings = compilation.lint(&settings);
    findings.extend(custom::findings(
        &settings.rule_files,
        &compilation.jobs,
        &compilation.sources,
    ));
    let others = example.files.iter();
    let mut files: Vec<(&str, Vec<lint::JobPlace>)> = others
        .map(|(name, text)| (name.as_str(), places(&compile_files(&[(name, text)]))))
        .collect();
    files.push((NAME, places(compilation)));
    let across = lint::duplicate_keys(files).into_iter();
    findings.extend(across.filter(|it| it.code == rule).map(|mut finding| {
        // They point into the other file, which is of another compilation.
        finding.labels.clear();
        finding
    }));
    findings
}

fn places(compilation: &Compilation) -> Vec<lint::JobPlace> {
    let jobs = compilation.jobs.iter();
    jobs.map(|job| lint::JobPlace {
        key: job.key.to_string(),
        span: job.span,
    })
    .collect()
}

/// The settings of an example, with one rule switched on beside those that are on by default.
pub fn settings_for(example: &Example, rule: &Code) -> lint::Settings {
    let own = example.settings.as_deref().unwrap_or("{}");
    let files = example.files.iter();
    let rules = files.filter(|(_, text)| text.contains("def check("));
    lint::Settings {
        rule_files: rules
            .map(|(path, text)| lint::RuleFile {
                path: path.clone(),
                text: text.clone(),
            })
            .collect(),
        extend_select: vec![lint::Selector(rule.code.to_owned())],
        ..serde_json::from_str(own).expect("settings that exist")
    }
}

fn limits(changed: &[(String, u64)]) -> Limits {
    let changed: serde_json::Map<_, _> = changed
        .iter()
        .map(|(name, value)| (name.clone(), (*value).into()))
        .collect();
    serde_json::from_value(changed.into()).expect("limits that exist")
}

fn settings(text: &str) -> Found {
    match Settings::parse("jobc.toml", text) {
        Ok(_) => Found {
            sources: Sources::new(),
            diagnostics: Vec::new(),
        },
        Err(bad) => Found {
            sources: bad.sources,
            diagnostics: bad.diagnostics,
        },
    }
}

/// Every code of the compiler, then every rule, with whether it is a rule.
pub fn all_codes() -> Vec<(&'static Code, bool)> {
    let rules = lint::rules::all().iter().map(|rule| (&rule.code, true));
    codes::all()
        .map(|code| (code, false))
        .chain(rules)
        .collect()
}
