//! The standard library, executed once a thread.
//!
//! Executing the schema costs more than most configurations. Its values are immutable but for a few containers and the
//! attributes of its classes and functions, so that the next evaluation in the same thread can start from them. One that
//! changed any of these leaves nothing behind: its copy is dropped with it.

use super::classes::Classes;
use super::cycles::Cycles;
use super::frozen;
use super::value::{Code, Namespace, Value, ValueKind};
use super::{Interpreter, objects};
use crate::semantic::Layout;
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::Comprehension;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;

/// The schema in the language itself, executed before everything else.
pub(super) const FILES: [(&str, &str); 3] = [
    (
        "stdlib/thermos.aurora",
        include_str!("../../stdlib/thermos.aurora"),
    ),
    (
        "stdlib/helpers.aurora",
        include_str!("../../stdlib/helpers.aurora"),
    ),
    (
        "stdlib/aurora.aurora",
        include_str!("../../stdlib/aurora.aurora"),
    ),
];

/// What executing the standard library leaves in an interpreter.
pub(super) struct Standard {
    classes: Rc<Classes>,
    builtins: Rc<Namespace>,
    /// The functions of the library keep this namespace as their globals: a configuration may give any of these names another
    /// meaning without changing what they do.
    namespace: Rc<Namespace>,
    /// The variables that a configuration starts with: those of the library, and what needs no import.
    pub variables: Rc<Namespace>,
    sources: Sources,
    parsed: FxHashMap<FileId, Arc<Parsed>>,
    layouts: FxHashMap<Span, Rc<Layout>>,
    comprehensions: FxHashMap<Span, Rc<Comprehension>>,
    _cycles: Cycles,
}

thread_local! {
    /// Not taken apart when the thread ends: it mostly does so with the process. See [`forget_standard_library`].
    static STANDARD: RefCell<Option<ManuallyDrop<Standard>>> = const { RefCell::new(None) };
}

/// Frees the standard library that evaluations have left in this thread, for a thread that ends before its process does.
pub fn forget_standard_library() {
    drop(STANDARD.take().map(ManuallyDrop::into_inner));
}

/// The classes of builtin types and exceptions: those that this thread's standard library was executed with.
pub(super) fn classes() -> Rc<Classes> {
    STANDARD.with_borrow(|standard| match standard {
        Some(standard) => standard.classes.clone(),
        None => Rc::new(Classes::new()),
    })
}

impl Interpreter<'_> {
    /// Takes the standard library of this thread over, or executes it.
    pub(super) fn start(&mut self) -> Standard {
        let Some(standard) = STANDARD.take().map(ManuallyDrop::into_inner) else {
            return self.execute_standard();
        };
        self.classes = standard.classes.clone();
        self.builtins = standard.builtins.clone();
        self.sources = standard.sources.clone();
        self.parsed = standard.parsed.clone();
        self.layouts = standard.layouts.clone();
        self.comprehensions = standard.comprehensions.clone();
        standard
    }

    fn execute_standard(&mut self) -> Standard {
        self.install_builtins();
        let namespace = Rc::new(Namespace::default());
        self.cycles.note_module(&namespace);
        for ((name, text), parsed) in FILES.into_iter().zip(frozen::trees()) {
            let file = SourceFile::new(name, text, Ownership::Stdlib);
            let file = self.sources.add(file);
            self.parsed.insert(file, Arc::new(parsed));
            self.execute_file(file, name, namespace.clone());
        }
        let variables = Rc::new(Namespace::default());
        variables.copy_from(&namespace);
        objects::install(self, &variables);
        self.install_include(&variables);
        let name = Value::string("__builtin__", Span::NOWHERE);
        variables.set("__name__", name);
        Standard {
            classes: self.classes.clone(),
            builtins: self.builtins.clone(),
            namespace,
            variables,
            sources: self.sources.clone(),
            parsed: self.parsed.clone(),
            layouts: self.layouts.clone(),
            comprehensions: self.comprehensions.clone(),
            _cycles: std::mem::take(&mut self.cycles),
        }
    }

    /// Leaves the standard library to the next evaluation in this thread, unless this one changed it.
    pub(super) fn leave(&self, standard: Standard) {
        let variables = standard.namespace.variables.borrow();
        let is_pristine = !self.changed_standard && variables.values().all(is_pristine);
        drop(variables);
        if is_pristine {
            STANDARD.set(Some(ManuallyDrop::new(standard)));
        }
    }

    /// Notes that an attribute of a value is set or deleted.
    pub(super) fn changes(&mut self, value: &Value) {
        let defined = match &value.kind {
            ValueKind::Class(class) => class.span,
            ValueKind::Function(function) => match &function.code {
                Code::Definition(definition) => definition.header,
                Code::Lambda(lambda) => lambda.body.span,
            },
            ValueKind::Instance(instance) => instance.class.span,
            _ => return,
        };
        self.changed_standard |= (defined.file.0 as usize) < FILES.len();
    }
}

/// Whether a container of the library is as empty as the library leaves all of them.
fn is_pristine(value: &Value) -> bool {
    match &value.kind {
        ValueKind::List(list) => list.borrow().is_empty(),
        ValueKind::Dict(_) | ValueKind::Set(_) | ValueKind::Iterator(_) => false,
        _ => true,
    }
}
