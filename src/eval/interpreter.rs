//! The state of an evaluation, and its course from the standard library to the last statement.

use super::classes::Classes;
use super::compare::ELEMENT;
use super::cycles::Cycles;
use super::executed_text::ExecutedText;
use super::generator::Yields;
use super::journal::{CallId, Journal};
use super::key_equality::EqualKeys;
use super::modules::environ::Variables;
use super::scope::Env;
use super::value::{DictOrder, Function, Namespace, Value, ValueKind};
use super::{
    Dependency, EvalResult, Exception, Host, Language, Limits, Python, Raised, Trees, Usage,
    builtins, objects, recovery, standard,
};
use crate::diagnostic::Diagnostic;
use crate::object::{Budget, BudgetExceeded};
use crate::semantic::Layout;
use crate::source::{FileId, Guard, Ownership, SourceFile, Sources, Span};
use crate::syntax::ast::{Class, Comprehension, Name, Statement};
use crate::syntax::{Bounds, Parsed, parse_part_by_part};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// Evaluations of expressions, statements and calls inside each other; bounds the native stack.
pub(super) const NESTING_LIMIT: usize = 6_000;

/// From so many bytes on it is asked whether the process has room for them.
const LARGE: usize = 1 << 22;

/// How many steps are made before the clock is looked at again.
const STEPS_BETWEEN_LOOKS: u64 = 512;

/// What an evaluation starts from.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much may be used.
    pub limits: Limits,
    /// Further files executed behind the standard library and before the configuration: a site's own schema.
    pub preludes: Vec<String>,
    /// Files that stand for modules, by dotted name: what a configuration needs of a Python package, written in the language.
    pub modules: Vec<(String, String)>,
    /// What the language means where its versions differ.
    pub language: Language,
    /// What evaluations with the same options have parsed already.
    pub trees: Arc<Trees>,
    /// Whether it is noted where the evaluation is, for [`AddressOrders`](super::AddressOrders).
    pub notes_places: bool,
    /// Whether it is recorded how values come to be.
    pub keeps_journal: bool,
}

/// What an evaluation gives.
pub struct Evaluation {
    /// Every file that was read.
    pub sources: Sources,
    /// The file that was asked for.
    pub main: FileId,
    /// All errors, in the order they were found, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The variables at the end, `jobs` and `hooks` among them.
    pub globals: Rc<Namespace>,
    /// The names that need neither a definition nor an import.
    pub builtins: FxHashSet<Name>,
    /// What was asked of the host, sorted, each once.
    pub dependencies: Vec<Dependency>,
    /// What was printed.
    pub output: String,
    /// In which order dicts and sets are iterated.
    pub dict_order: DictOrder,
    /// The environment variables that were read in vain and gave `None`, each with the place of the call.
    pub unset_variables: Vec<(Span, String)>,
    /// The places of the exceptions that a handler caught.
    pub caught: FxHashSet<Span>,
    /// The tree of every file that was executed.
    pub parsed: FxHashMap<FileId, Arc<Parsed>>,
    /// How the values came to be, if that was asked for.
    pub journal: Option<Journal>,
    /// Frees the values: to be kept as long as they are needed.
    pub cycles: Cycles,
}

/// A call that is under way.
pub(super) struct Frame {
    /// The whole call.
    pub span: Span,
    /// What is said of that place if something fails inside.
    pub label: &'static str,
    /// The variables inside.
    pub env: Env,
    /// The function, unless it is a file that is included.
    pub function: Option<Rc<Function>>,
    /// The first argument, for `super()`.
    pub receiver: Option<Value>,
    /// The call in the journal, if there is one.
    pub call: CallId,
}

/// A file that is being executed.
pub(super) struct Executing {
    /// Its path, without `.` and `..` where that can be told.
    pub path: String,
    /// The variables it works on.
    pub globals: Rc<Namespace>,
}

/// Executes a configuration.
pub struct Interpreter<'a> {
    /// The world outside.
    pub host: &'a dyn Host,
    /// Every file that was read.
    pub sources: Sources,
    /// How much may be used.
    pub limits: Limits,
    /// The classes of builtin types and exceptions.
    pub classes: Rc<Classes>,
    /// Which objects are the same key of a dict.
    pub(super) key_equality: EqualKeys,
    /// The classes behind types of objects.
    pub struct_classes: objects::StructClasses,
    /// What the configuration has printed.
    pub output: String,
    /// The variables of the configuration.
    pub globals: Rc<Namespace>,
    /// What is looked up behind the global variables.
    pub builtins: Rc<Namespace>,
    /// How many `try` bodies are under way, so that an exception may be caught.
    pub(super) in_try: usize,
    /// The places of the exceptions that a handler caught.
    pub(super) caught: FxHashSet<Span>,
    pub(super) frames: Vec<Frame>,
    pub(super) executing: Vec<Executing>,
    /// The exceptions that handlers are working on, for a bare `raise`.
    pub(super) handled: Vec<Exception>,
    /// How many of them are of the functions further out.
    pub(super) handled_before: usize,
    /// What `__getattr__` raised for the attribute that was asked for last.
    pub(super) not_given: Option<Box<Raised>>,
    /// How many generators are running: `StopIteration` ends the innermost one.
    pub(super) generators: usize,
    /// What the generators that run to their end at once have yielded so far.
    pub(super) yielded: Vec<Vec<Value>>,
    /// The classes whose bodies are being executed, the innermost last.
    pub(super) classes_begun: Vec<Arc<Class>>,
    pub(super) nesting: usize,
    pub(super) call_depth: usize,
    /// Values being written by `repr`, so that one inside itself ends as `[...]`.
    pub(super) rendering: FxHashSet<usize>,
    pub(super) includes: usize,
    /// Whether a statement that could not be parsed was to be executed.
    pub(super) is_broken: bool,
    /// Comparisons of names with misspelled ones so far.
    pub(super) names_compared: Cell<usize>,
    /// Whether a file that may define any name could not be included: then no name is known to be undefined.
    pub(super) definitions_missing: bool,
    /// Whether a budget of the whole evaluation is used up: nothing more is executed.
    pub(super) exhausted: Cell<bool>,
    pub(super) modules: FxHashMap<Name, Value>,
    /// Files that stand for modules, by dotted name.
    pub module_files: Vec<(String, String)>,
    /// What the configuration did to the environment.
    pub(super) variables: Variables,
    /// What the language means where its versions differ.
    pub language: Language,
    /// The trees of files that other evaluations have included.
    pub trees: Arc<Trees>,
    /// Whether it is noted where the evaluation is.
    pub notes_places: bool,
    /// How values come to be, if that is recorded.
    pub(super) journal: Option<Box<Journal>>,
    /// What the standard library and the preludes define, for modules.
    pub(super) schema: Rc<Namespace>,
    pub(super) layouts: FxHashMap<Span, Rc<Layout>>,
    pub(super) comprehensions: FxHashMap<Span, Rc<Comprehension>>,
    pub(super) yields: FxHashMap<Span, Rc<Yields>>,
    pub(super) files: FxHashMap<String, FileId>,
    pub(super) parsed: FxHashMap<FileId, Arc<Parsed>>,
    /// The trees of code in strings.
    pub(super) executed_texts: FxHashMap<ExecutedText, Arc<Parsed>>,
    steps: u64,
    /// The steps of functions of the standard library and of modules, which do not count against the configuration's.
    library_steps: u64,
    /// The time and memory that were used.
    pub usage: Rc<Usage<'a>>,
    memory: usize,
    /// Whether attributes of the standard library's classes or functions were set or deleted.
    pub(super) changed_standard: bool,
    pub(super) cycles: Cycles,
    dependencies: FxHashSet<Dependency>,
    diagnostics: Vec<Diagnostic>,
    reported: FxHashSet<(&'static str, Span)>,
}

impl<'a> Interpreter<'a> {
    /// An evaluation that has not executed anything yet, not even the standard library.
    pub fn new(host: &'a dyn Host, limits: Limits) -> Interpreter<'a> {
        let globals = Rc::new(Namespace::default());
        let builtins = Rc::new(Namespace::default());
        let usage = Rc::new(Usage::new(host, &limits));
        Interpreter {
            host,
            sources: Sources::new(),
            limits,
            classes: standard::classes(),
            key_equality: EqualKeys::default(),
            struct_classes: objects::StructClasses::default(),
            output: String::new(),
            globals: globals.clone(),
            builtins: builtins.clone(),
            in_try: 0,
            caught: FxHashSet::default(),
            frames: Vec::new(),
            executing: Vec::new(),
            handled: Vec::new(),
            handled_before: 0,
            not_given: None,
            generators: 0,
            yielded: Vec::new(),
            classes_begun: Vec::new(),
            nesting: 0,
            call_depth: 0,
            rendering: FxHashSet::default(),
            includes: 0,
            is_broken: false,
            names_compared: Cell::new(0),
            definitions_missing: false,
            exhausted: Cell::new(false),
            modules: FxHashMap::default(),
            module_files: Vec::new(),
            variables: Variables::default(),
            language: Language::default(),
            trees: Arc::default(),
            notes_places: false,
            journal: None,
            schema: Rc::default(),
            layouts: FxHashMap::default(),
            comprehensions: FxHashMap::default(),
            yields: FxHashMap::default(),
            files: FxHashMap::default(),
            parsed: FxHashMap::default(),
            executed_texts: FxHashMap::default(),
            steps: 0,
            library_steps: 0,
            usage,
            memory: 0,
            changed_standard: false,
            cycles: Cycles::default(),
            dependencies: FxHashSet::default(),
            diagnostics: Vec::new(),
            reported: FxHashSet::default(),
        }
    }

    /// Puts classes and functions that need no import behind the global variables.
    pub(super) fn install_builtins(&mut self) {
        let builtins = self.builtins.clone();
        self.classes.install(&builtins);
        builtins::install(self, &builtins);
        objects::install(self, &builtins);
        self.install_include(&builtins);
    }

    /// Executes the standard library, the preludes and a configuration. `path` is what its includes are relative to
    /// and what messages call it.
    pub fn run(mut self, path: &str, text: &str, preludes: &[String]) -> Evaluation {
        let standard = self.start();
        let _guard = Guard::new(self.limits.size, self.limits.milliseconds);
        self.forget_steps();
        self.cycles.note_module(&self.globals);
        self.globals.copy_from(&standard.variables);
        self.schema = standard.variables.clone();
        if !preludes.is_empty() {
            for prelude in preludes {
                self.execute_prelude(prelude);
            }
            self.schema = Rc::default();
            self.schema.copy_from(&self.globals);
        }
        let main = self
            .sources
            .add(SourceFile::new(path, text, Ownership::User));
        let normal = super::include::normalise(path);
        self.files.insert(normal.clone(), main);
        self.execute_file(main, &normal, self.globals.clone());
        self.make_list_of_jobs();
        self.leave(standard);
        self.finish(main)
    }

    /// Counts statements and memory from here on.
    pub(super) fn forget_steps(&mut self) {
        (self.steps, self.library_steps, self.memory) = (0, 0, 0);
    }

    /// `jobs` may be a generator: its items are made while there is something to make them.
    fn make_list_of_jobs(&mut self) {
        let Some(jobs) = self.globals.get("jobs") else {
            return;
        };
        if !matches!(jobs.kind, ValueKind::Iterator(_)) || self.exhausted.get() {
            return;
        }
        let span = jobs.origin;
        let list = match self.items(&jobs, span) {
            Ok(items) => Value::list(items, span),
            Err(raised) => self
                .recover(raised, span)
                .unwrap_or_else(|_| Value::poison(span)),
        };
        self.globals.set("jobs", list);
    }

    pub(super) fn finish(self, main: FileId) -> Evaluation {
        let mut dependencies: Vec<Dependency> = self.dependencies.into_iter().collect();
        dependencies.sort();
        Evaluation {
            sources: self.sources,
            main,
            diagnostics: self.diagnostics,
            globals: self.globals,
            builtins: self.builtins.variables.borrow().keys().cloned().collect(),
            dependencies,
            output: self.output,
            dict_order: self.language.dict_order,
            unset_variables: self.variables.unset,
            caught: self.caught,
            parsed: self.parsed,
            journal: self.journal.map(|it| *it),
            cycles: self.cycles,
        }
    }

    /// Executes all statements of a file. What ends a statement early does not end the file.
    pub(super) fn execute_file(&mut self, file: FileId, path: &str, globals: Rc<Namespace>) {
        // Nothing is raised where nothing can catch it.
        let in_try = std::mem::take(&mut self.in_try);
        let result = self.execute_guarded_file(file, path, globals);
        self.in_try = in_try;
        debug_assert!(
            result.is_ok(),
            "outside of a `try` every exception is reported"
        );
    }

    /// Executes all statements of a file, on behalf of code that may catch what it raises.
    pub(super) fn execute_guarded_file(
        &mut self,
        file: FileId,
        path: &str,
        globals: Rc<Namespace>,
    ) -> EvalResult<()> {
        self.executing.push(Executing {
            path: path.to_owned(),
            globals: globals.clone(),
        });
        let env = Env::module(globals);
        let result = match self.parsed.get(&file).cloned() {
            Some(parsed) => self.execute_statements(&parsed.module.body, &env),
            None => self.parse_and_execute(file, &env),
        };
        self.executing.pop();
        result
    }

    /// Parses a file and reports its syntax errors, which happens once. Its beginning is executed while the rest is parsed.
    fn parse_and_execute(&mut self, file: FileId, env: &Env) -> EvalResult<()> {
        let source = self.sources.get(file);
        let text = source.text.clone();
        let nesting = self.limits.nesting;
        // What is executed inside another file, or before it, is part of other configurations, too.
        let is_shared = self.executing.len() > 1 || source.ownership == Ownership::Stdlib;
        if is_shared && let Some(parsed) = self.trees.get(file, nesting, &text) {
            self.parsed.insert(file, parsed.clone());
            self.report_python3(&parsed.python3, file);
            return self.execute_statements(&parsed.module.body, env);
        }
        let mut result = Ok(());
        let bounds = Bounds {
            nesting,
            memory: self.limits.memory,
        };
        let parsed = parse_part_by_part(&text, file, bounds, |part| {
            part.errors
                .iter()
                .for_each(|error| self.report(error.clone()));
            self.report_python3(part.python3, file);
            if result.is_ok() {
                result = self.execute_statements(part.statements, env);
            }
        });
        let parsed = Arc::new(parsed);
        if is_shared {
            self.trees.keep(file, nesting, &text, &parsed);
        }
        self.parsed.insert(file, parsed);
        result
    }

    /// Reports what the client's Python cannot read, unless jobc alone reads the file.
    fn report_python3(&mut self, found: &[Diagnostic], file: FileId) {
        let is_clients = self.language.python == Python::Two
            && self.sources.get(file).ownership == Ownership::User;
        if is_clients {
            found.iter().for_each(|it| self.report(it.clone()));
        }
    }

    fn execute_statements(&mut self, statements: &[Statement], env: &Env) -> EvalResult<()> {
        for statement in statements {
            if self.exhausted.get() {
                break;
            }
            self.top_level_statement(statement, env)?;
        }
        Ok(())
    }

    /// Counts one step against the statement budget; loops in native functions call it once a round.
    #[inline]
    pub fn step(&mut self, span: Span) -> EvalResult<()> {
        self.steps += 1;
        if self.steps > self.limits.statements {
            return Err(self.statement_limit(span));
        }
        if self.steps.is_multiple_of(STEPS_BETWEEN_LOOKS) {
            self.look_at_clock(span)?;
        }
        self.within_guard(Ok(()), span)
    }

    /// Counts the steps from here on as those of a function that was called, and says whether that is a change: the library has a budget
    /// of its own, and what it calls back counts for the configuration again. [`Interpreter::count_as_before`] takes it back.
    pub(super) fn count_for(&mut self, caller: Span, function: Span) -> bool {
        let changes = self.sources.is_library(caller) != self.sources.is_library(function);
        if changes {
            std::mem::swap(&mut self.steps, &mut self.library_steps);
        }
        changes
    }

    /// Takes back what [`Interpreter::count_for`] changed.
    pub(super) fn count_as_before(&mut self, has_changed: bool) {
        if has_changed {
            std::mem::swap(&mut self.steps, &mut self.library_steps);
        }
    }

    /// Counts what a native function goes through (bytes, elements), so that one that takes long ends in time.
    #[inline]
    pub fn work(&mut self, units: usize, span: Span) -> EvalResult<()> {
        match self.usage.work(units) {
            Some(exceeded) => Err(self.ends(exceeded, span)),
            None => Ok(()),
        }
    }

    /// The clock and the memory of the process only end an evaluation; nothing that comes out depends on them.
    #[cold]
    fn look_at_clock(&mut self, span: Span) -> EvalResult<()> {
        match self.usage.exceeded() {
            Some(exceeded) => Err(self.ends(exceeded, span)),
            None => Ok(()),
        }
    }

    /// Ends the evaluation, as a limit of all of it is used up.
    #[cold]
    pub fn ends(&self, exceeded: BudgetExceeded, span: Span) -> Box<Raised> {
        self.exhausted.set(true);
        Raised::abort(exceeded.diagnostic(span))
    }

    #[cold]
    fn statement_limit(&mut self, span: Span) -> Box<Raised> {
        self.exhausted.set(true);
        recovery::statement_limit(self.limits.statements, span)
    }

    /// Refuses a size (bytes, elements) over the limit before it is allocated, and counts it against the memory budget.
    pub fn allocate(&mut self, size: usize, span: Span) -> EvalResult<()> {
        if size > self.limits.size {
            return Err(recovery::size_limit(self.limits.size, span));
        }
        self.memory = self.memory.saturating_add(size);
        if self.memory > self.limits.memory {
            return Err(self.ends(BudgetExceeded::Memory(self.limits.memory), span));
        }
        self.work(size, span)
    }

    /// Asks whether a string of so many bytes may become longer, before it does. Whoever has built it charges what it takes in the end.
    pub(super) fn grow(&mut self, length: usize, by: usize, span: Span) -> EvalResult<()> {
        if length.saturating_add(by) > self.limits.size {
            return Err(recovery::size_limit(self.limits.size, span));
        }
        self.work(by.saturating_add(ELEMENT), span)
    }

    /// Refuses what would take so many bytes at once if the process has no room for them: by the time it is built, it is too late to look.
    pub(super) fn expect(&mut self, bytes: usize, span: Span) -> EvalResult<()> {
        match bytes > LARGE && self.usage.lacks_room(bytes) {
            true => Err(self.ends(BudgetExceeded::Memory(self.limits.memory), span)),
            false => Ok(()),
        }
    }

    /// Adds to what the configuration has printed, all of which is kept to the end.
    pub(super) fn print(&mut self, text: &str, span: Span) -> EvalResult<()> {
        if self.output.len().saturating_add(text.len()) > self.limits.size {
            return Err(recovery::size_limit(self.limits.size, span));
        }
        self.allocate(text.len(), span)?;
        self.output.push_str(text);
        Ok(())
    }

    /// [`Interpreter::allocate`] for the elements of a list.
    pub(super) fn allocate_items(&mut self, count: usize, span: Span) -> EvalResult<()> {
        self.allocate(count, span)?;
        // An element takes more than a byte; not its whole size, as what is freed is not given back to the budget.
        self.memory = self.memory.saturating_add(count.saturating_mul(7));
        Ok(())
    }

    /// Records what was asked of the host.
    pub fn depends_on(&mut self, dependency: Dependency) {
        self.dependencies.insert(dependency);
    }

    /// Reports a diagnostic, unless it was reported already.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self
            .reported
            .insert((diagnostic.code.code, diagnostic.primary.span))
        {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Runs `action` as the body of a `try` is run: exceptions come back instead of being reported.
    pub fn guard<T>(&mut self, action: impl FnOnce(&mut Self) -> T) -> T {
        self.in_try += 1;
        let result = action(self);
        self.in_try -= 1;
        result
    }

    /// The variables that `globals()` gives: those of the file or function that is running.
    pub fn current_globals(&self) -> Rc<Namespace> {
        match (self.frames.last(), self.executing.last()) {
            (Some(frame), _) => frame.env.globals.clone(),
            (None, Some(file)) => file.globals.clone(),
            (None, None) => self.globals.clone(),
        }
    }

    /// The local variables of the function that is running, if one is.
    pub fn current_locals(&self) -> Option<Vec<(Name, Value)>> {
        let frame = self.frames.last()?;
        let scope = frame.env.scope.clone()?;
        let variables = scope.locals.variables.borrow();
        let variables = variables
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()));
        let mut variables: Vec<(Name, Value)> = variables.collect();
        // They are bound one by one, those with a default last.
        if let Some(function) = &frame.function {
            let parameters = super::function::parameters_of(function);
            let stars = parameters.rest.iter().chain(&parameters.keyword_rest);
            let names = parameters
                .positional
                .iter()
                .filter_map(super::function::parameter_name);
            let names: Vec<&Name> = names.chain(stars.map(|star| &star.name)).collect();
            variables.sort_by_key(|(name, _)| {
                let place = names.iter().position(|parameter| *parameter == name);
                place.unwrap_or(names.len())
            });
        }
        Some(variables)
    }
}
