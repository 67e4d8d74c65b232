//! The whole pipeline: a file in, jobs and diagnostics out. The only module that knows all stages.
//!
//! | file | what |
//! | --- | --- |
//! | `by_address.rs` | jobs that depend on an order by address |
//! | `follow.rs` | leaving out what only follows from a wrong bracket |
//! | `input.rs` | reading the file that was asked for |
//! | `jobs.rs` | from the variables of an evaluation to objects that are jobs |
//! | `later.rs` | names that are defined only after they are read |
//! | `order.rs` | diagnostics in file order, each once |
//! | `parameters.rs` | names that the command line binds: those that may be meant, and values that do not fit |
//! | `secrets.rs` | what no diagnostic may show |
//! | `variables.rs` | the variables that an evaluation leaves |
//! | `unset.rs` | environment variables that are not set |
//! | `tasks.rs` | tasks that are exported for the Thermos runner |
//! | `unbound.rs` | one diagnostic for all places of a name that nothing binds |

mod by_address;
mod follow;
mod input;
mod jobs;
mod later;
mod order;
mod parameters;
mod same_name;
mod secrets;
mod tasks;
mod unset;
mod variables;

pub use secrets::Secrets;
pub use tasks::ExportedTask;
#[cfg(test)]
mod tests;

pub(crate) use input::decode;

use crate::custom;
use crate::diagnostic::{Diagnostic, Stage, codes};
use crate::eval::{
    AddressOrders, Dependency, Evaluation, FinalKind, Globals, Host, Interpreter, Journal, Options,
    Usage,
};
use crate::job::{self, Bindings, Job, Parameters};
use crate::lint;
use crate::object::{self, Object};
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use crate::stack;
use crate::syntax::Parsed;
use crate::syntax::ast::Name;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// What is compiled.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, by the path that the host reads.
    File(String),
    /// A text under the name of a file: standard input, an editor's buffer.
    Text {
        /// The path it stands for; includes are relative to it.
        name: String,
        /// The text.
        bytes: Vec<u8>,
    },
}

/// What a compilation may be told.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// Limits and preludes.
    pub evaluation: Options,
    /// Bindings from the command line, in order: `-E name=value`.
    pub bindings: Vec<(String, String)>,
    /// Whether the input is JSON (`--read-json`) rather than a configuration.
    pub read_json: bool,
    /// The limits of the scheduler.
    pub scheduler: job::Settings,
    /// Whether to keep what answers the references of the jobs, which the linter asks for: finding it again takes as long as resolving
    /// the jobs.
    pub keeps_resolutions: bool,
}

/// What a compilation gives.
#[derive(Default)]
pub struct Compilation {
    /// Every file that was read.
    pub sources: Sources,
    /// The file that was asked for; `None` if it could not be read.
    pub main: Option<FileId>,
    /// The jobs that the client would accept, in the order of the `jobs` list.
    pub jobs: Vec<Job>,
    /// The jobs that it would not accept, if what answers references is kept.
    pub refused: Vec<Job>,
    /// Everything that is wrong, in file order, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The names that may be meant as parameters: nothing binds them, and nothing else is wrong with the jobs.
    pub undeclared: Parameters,
    /// The names of the hooks that the file lists.
    pub hooks: Vec<String>,
    /// The tasks that it exports for the Thermos runner, if it lists no jobs.
    pub tasks: Vec<ExportedTask>,
    /// What it was asked of the host.
    pub dependencies: Vec<Dependency>,
    /// What `print` printed.
    pub output: String,
    /// The tree of every file of the user's that was executed, in the order they were read.
    pub files: Vec<(FileId, Arc<Parsed>)>,
    /// The variables at the end.
    pub globals: Globals,
    /// The names that need neither a definition nor an import.
    pub builtins: FxHashSet<Name>,
    /// The places of the exceptions that the configuration caught itself.
    pub caught: FxHashSet<Span>,
    /// How the values came to be, if that was asked for.
    pub journal: Option<Journal>,
    /// What no diagnostic may show.
    pub secrets: Secrets,
}

// Readers on any thread share one compilation.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Compilation>();
};

/// Compiles one file.
pub fn compile(input: &Input, options: &CompileOptions, host: &dyn Host) -> Compilation {
    stack::with_room_to_evaluate(|| compile_here(input, options, host))
}

fn compile_here(input: &Input, options: &CompileOptions, host: &dyn Host) -> Compilation {
    let (name, text) = match input::read(input, host) {
        Ok(read) => read,
        Err(unreadable) => return *unreadable,
    };
    let mut compilation = match options.read_json {
        true => compile_json(&name, text, options, host),
        false => compile_configuration(&name, &text, options, host),
    };
    if let Input::File(path) = input {
        let itself = Dependency::File(path.clone());
        if let Err(place) = compilation.dependencies.binary_search(&itself) {
            compilation.dependencies.insert(place, itself);
        }
    }
    let found = std::mem::take(&mut compilation.diagnostics);
    let found = follow::without_followers(found, &compilation.files, &compilation.sources);
    let found = later::with_definitions(found, &compilation.files, &compilation.sources);
    let found = order::in_file_order(found, &compilation.sources);
    compilation.diagnostics = same_name::by_name(found);
    explain_roots(&mut compilation.diagnostics);
    compilation.secrets = Secrets::of(&compilation.dependencies, host);
    compilation.secrets.hide(&mut compilation.diagnostics);
    compilation
}

/// Says how to read what is outside of the root, and what the root is by default.
fn explain_roots(diagnostics: &mut [Diagnostic]) {
    const HELP: &str = "to read more, set another root: `--root DIR`, or `root = \"DIR\"` in jobc.toml; by default it is the nearest \
        folder with a jobc.toml or a .git";
    for diagnostic in diagnostics {
        if diagnostic.code == &codes::files::OUTSIDE_ROOT && diagnostic.help.is_none() {
            diagnostic.help = Some(HELP.to_owned());
        }
    }
}

/// Executes a file; also gives what goes on to count the time and memory that compiling it takes.
fn evaluate<'a>(
    name: &str,
    text: &str,
    options: &CompileOptions,
    host: &'a dyn Host,
) -> (Evaluation, Rc<Usage<'a>>) {
    let mut interpreter = Interpreter::new(host, options.evaluation.limits.clone());
    interpreter.module_files = options.evaluation.modules.clone();
    interpreter.language = options.evaluation.language.clone();
    interpreter.trees = options.evaluation.trees.clone();
    interpreter.notes_places = options.evaluation.notes_places;
    if options.evaluation.keeps_journal {
        interpreter.keep_journal();
    }
    let usage = interpreter.usage.clone();
    let evaluation = interpreter.run(name, text, &options.evaluation.preludes);
    (evaluation, usage)
}

/// What a file says is to run.
#[derive(Default)]
struct Written {
    jobs: Vec<Object>,
    /// Tasks without jobs, each in a job that was made up for it.
    tasks: Vec<Object>,
    hooks: Vec<String>,
    /// What is wrong with any of these lists.
    diagnostics: Vec<Diagnostic>,
}

impl Written {
    /// The jobs, and the tasks without one.
    fn objects(&self) -> impl Iterator<Item = &Object> {
        self.jobs.iter().chain(&self.tasks)
    }
}

fn compile_configuration(
    name: &str,
    text: &str,
    options: &CompileOptions,
    host: &dyn Host,
) -> Compilation {
    let orders = AddressOrders::watch(None);
    let began = host.now();
    let (evaluation, usage) = evaluate(name, text, options, host);
    let (jobs, diagnostics) = jobs::objects(&evaluation, options);
    let mut written = Written {
        jobs,
        tasks: tasks::as_jobs(&evaluation),
        hooks: jobs::hooks(&evaluation),
        diagnostics,
    };
    if orders.were_asked() {
        let evaluated = by_address::Evaluated {
            name,
            text,
            options,
            host,
            began,
        };
        let found = evaluated.findings(&evaluation, &usage, &written);
        written.diagnostics.extend(found);
    }
    finish(evaluation, &usage, written, options)
}

/// Jobs given as JSON are made with the schema as it is after the preludes.
fn compile_json(
    name: &str,
    text: String,
    options: &CompileOptions,
    host: &dyn Host,
) -> Compilation {
    let (mut evaluation, usage) = evaluate(name, "", options, host);
    let file = evaluation
        .sources
        .add(SourceFile::new(name, text, Ownership::User));
    evaluation.main = file;
    let (jobs, diagnostics) = match variables::job_type(&evaluation) {
        Some(ty) => {
            let limits = job::ReadLimits {
                memory: options.evaluation.limits.memory,
                jobs: options.evaluation.limits.jobs,
                budget: &*usage,
            };
            job::read(file, &ty, &evaluation.sources, &limits)
        }
        None => {
            let message = "a prelude removed `Job` from the schema";
            let place = Span::new(file, 0, 0);
            let diagnostic = Diagnostic::new(&codes::eval::UNDEFINED_NAME, message, place);
            (Vec::new(), vec![diagnostic])
        }
    };
    let written = Written {
        jobs,
        diagnostics,
        ..Written::default()
    };
    finish(evaluation, &usage, written, options)
}

/// Turns objects into jobs, and puts all that was found together.
fn finish(
    evaluation: Evaluation,
    usage: &Usage<'_>,
    written: Written,
    options: &CompileOptions,
) -> Compilation {
    let mut sources = evaluation.sources;
    let mut files: Vec<_> = evaluation
        .parsed
        .into_iter()
        .filter(|(id, _)| sources.get(*id).ownership == Ownership::User)
        .collect();
    files.sort_by_key(|(id, _)| *id);
    let unset_variables = evaluation.unset_variables;
    let mut diagnostics = evaluation.diagnostics;
    diagnostics.extend(written.diagnostics);
    let mut checked = job::CheckedJobs::default();
    let mut exported = Vec::new();
    match Bindings::new(&options.bindings, &mut sources) {
        Ok(bindings) => {
            diagnostics.extend(parameters::unfit(options, evaluation.main));
            checked = check_jobs(&written.jobs, &bindings, &sources, usage, options);
            let tasks = check_jobs(&written.tasks, &bindings, &sources, usage, options);
            exported = tasks
                .jobs
                .into_iter()
                .filter_map(ExportedTask::of)
                .collect();
            diagnostics.extend(tasks::findings(tasks.diagnostics));
        }
        Err(message) => {
            let place = Span::new(evaluation.main, 0, 0);
            let code = &codes::object::BAD_BINDING;
            diagnostics.push(Diagnostic::new(code, message, place));
        }
    }
    let undeclared = parameters::meant(checked.undeclared, &checked.diagnostics);
    diagnostics.extend(checked.diagnostics);
    let diagnostics = unset::with_variables(diagnostics, &unset_variables);
    Compilation {
        sources,
        main: Some(evaluation.main),
        jobs: checked.jobs,
        refused: checked.refused,
        diagnostics,
        undeclared,
        hooks: written.hooks,
        tasks: exported,
        dependencies: evaluation.dependencies,
        output: evaluation.output,
        files,
        globals: Globals::of(&evaluation.globals),
        builtins: evaluation.builtins,
        caught: evaluation.caught,
        journal: evaluation.journal,
        secrets: Secrets::default(),
    }
}

fn check_jobs(
    objects: &[Object],
    bindings: &Bindings,
    sources: &Sources,
    usage: &Usage<'_>,
    options: &CompileOptions,
) -> job::CheckedJobs {
    job::check_jobs(
        objects,
        bindings,
        &object_limits(usage, options),
        sources,
        &options.scheduler,
        options.keeps_resolutions,
    )
}

fn object_limits<'u>(usage: &'u Usage<'_>, options: &CompileOptions) -> object::Limits<'u> {
    object::Limits {
        expansion: options.evaluation.limits.expansion,
        rounds: options.evaluation.limits.rounds,
        text: options.evaluation.limits.size,
        budget: Some(usage),
        ..Default::default()
    }
}

/// Whether an error may have kept jobc from understanding the file. Syntax of Python 3 does not.
fn is_failure(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error() && *diagnostic.code != codes::syntax::PYTHON3_SYNTAX
}

/// Whether an error is one of syntax, evaluation, files or limits, behind which parts of a file may not have run.
fn ends_evaluation(diagnostic: &Diagnostic) -> bool {
    let stage = diagnostic.code.stage;
    let ends = [
        Stage::Syntax,
        Stage::Evaluation,
        Stage::Files,
        Stage::Limits,
    ];
    is_failure(diagnostic) && ends.contains(&stage)
}

impl Compilation {
    /// What the linter's rules find, in file order; comments that switch rules off are obeyed.
    pub fn lint(&self, settings: &lint::Settings) -> Vec<Diagnostic> {
        let found = self.with_context(settings, None, |context| lint::lint(context, settings));
        let mut found = found.unwrap_or_default();
        self.secrets.hide(&mut found);
        found
    }

    /// Everything that is wrong or unwise, in file order: errors and what the linter's rules find, without what settings and
    /// comments switch off.
    pub fn check(&self, settings: &lint::Settings) -> Vec<Diagnostic> {
        self.check_with(settings, None)
    }

    /// The same, with something that looks at command lines.
    pub fn check_with(
        &self,
        settings: &lint::Settings,
        shell: Option<&dyn lint::Shell>,
    ) -> Vec<Diagnostic> {
        let mut errors = Cow::Borrowed(&self.diagnostics);
        if !settings.rule_files.is_empty() && settings.is_selected(&lint::CUSTOM_RULE) {
            let found = custom::findings(&settings.rule_files, &self.jobs, &self.sources);
            errors.to_mut().extend(found);
        }
        let found = self.with_context(settings, shell, |context| {
            let mut found = lint::check(context, settings, &errors);
            self.secrets.hide(&mut found);
            found
        });
        match found {
            Some(found) => {
                let mut found = order::in_file_order(found, &self.sources);
                job::once_a_file(&mut found);
                found
            }
            None => self.diagnostics.clone(),
        }
    }

    /// What compiling found, as [`check`](Compilation::check) reports it: without what settings and comments switch off.
    pub fn reported(&self, settings: &lint::Settings) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> =
            lint::under_settings(settings, &self.diagnostics).collect();
        lint::drop_suppressed(&self.sources, &mut found);
        job::once_a_file(&mut found);
        found
    }

    /// The jobs, and those that the client would not accept, as far as they are known.
    pub fn all_jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().chain(&self.refused)
    }

    /// Whether the file has a variable `jobs`, whatever it holds.
    pub fn defines_jobs(&self) -> bool {
        self.globals.get("jobs").is_some()
    }

    /// Whether the file is a template for others: it was executed, and neither assigns `jobs` nor exports tasks. JSON is none.
    pub fn is_template(&self) -> bool {
        let is_executed = self.files.iter().any(|(id, _)| Some(*id) == self.main);
        is_executed && !self.defines_jobs() && self.tasks.is_empty()
    }

    /// The variables at the end, as rules see them.
    fn globals(&self) -> lint::Globals {
        let variables = self.globals.iter().map(|(name, value)| {
            let global = match &value.kind {
                FinalKind::Object(object) => lint::Global::Object(object.clone()),
                FinalKind::Type(ty) => lint::Global::Type(ty.clone()),
                FinalKind::Class(_) => lint::Global::Class,
                FinalKind::Poison => lint::Global::Poison,
                _ => lint::Global::Plain,
            };
            (name.clone(), global)
        });
        variables.collect()
    }

    fn with_context<T>(
        &self,
        settings: &lint::Settings,
        shell: Option<&dyn lint::Shell>,
        look: impl FnOnce(&lint::Context) -> T,
    ) -> Option<T> {
        let main = self.main?;
        let files: Vec<lint::File> = self
            .files
            .iter()
            .map(|(id, parsed)| lint::File {
                id: *id,
                parsed: parsed.clone(),
            })
            .collect();
        let globals = self.globals();
        let context = lint::Context {
            sources: &self.sources,
            main,
            files: &files,
            jobs: &self.jobs,
            globals: &globals,
            errors: &self.diagnostics,
            builtins: &self.builtins,
            caught: &self.caught,
            has_errors: self.diagnostics.iter().any(is_failure),
            is_evaluated: !self.diagnostics.iter().any(ends_evaluation),
            thresholds: &settings.thresholds,
            shell,
            memo: Default::default(),
        };
        Some(stack::with_room(|| look(&context)))
    }
}
