//! The standard library, executed once a thread.
//!
//! Executing the schema costs more than most configurations. Its values are immutable but for a few containers and the
//! attributes of its classes and functions, so that the next evaluation in the same thread can start from them. One that
//! changed any of these leaves nothing behind: its copy is dropped with it.

use super::Interpreter;
use super::classes::Classes;
use super::scope::Layout;
use super::value::{Code, Namespace, Value, ValueKind};
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::Comprehension;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The schema in the language itself, executed before everything else.
const FILES: [(&str, &str); 3] = [
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
    pub namespace: Rc<Namespace>,
    sources: Sources,
    parsed: FxHashMap<FileId, Rc<Parsed>>,
    layouts: FxHashMap<Span, Rc<Layout>>,
    comprehensions: FxHashMap<Span, Rc<Comprehension>>,
}

thread_local! {
    static STANDARD: RefCell<Option<Standard>> = const { RefCell::new(None) };
}

impl Interpreter<'_> {
    /// Takes the standard library of this thread over, or executes it.
    pub(super) fn start(&mut self) -> Standard {
        let Some(standard) = STANDARD.take() else {
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
        for (name, text) in FILES {
            let file = SourceFile::new(name, text, Ownership::Stdlib);
            let file = self.sources.add(file);
            self.execute_file(file, name, namespace.clone());
        }
        Standard {
            classes: self.classes.clone(),
            builtins: self.builtins.clone(),
            namespace,
            sources: self.sources.clone(),
            parsed: self.parsed.clone(),
            layouts: self.layouts.clone(),
            comprehensions: self.comprehensions.clone(),
        }
    }

    /// Leaves the standard library to the next evaluation in this thread, unless this one changed it.
    pub(super) fn leave(&self, standard: Standard) {
        let variables = standard.namespace.variables.borrow();
        let is_pristine = !self.changed_standard && variables.values().all(is_pristine);
        drop(variables);
        if is_pristine {
            STANDARD.set(Some(standard));
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
