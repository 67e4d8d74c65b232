//! Which names the files of a compilation bind and read.

use crate::lint::{Context, File};
use crate::source::Span;
use crate::syntax::ast::{
    Block, Expression, ExpressionKind, Function, Identifier, ImportedNames, Name, Parameters,
    Statement, StatementKind,
};
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A name that is read.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Read {
    /// The name.
    pub name: Name,
    /// Where.
    pub span: Span,
    /// Whether that is in a function, lambda or generator, which may run at another time.
    pub is_deferred: bool,
}

/// What a piece of code reads.
#[derive(Debug, Default)]
pub(in crate::lint) struct Reads {
    /// Names, in the order they are evaluated.
    pub names: Vec<Read>,
    /// What is read as an attribute, or imported from a module: it may be a variable of one of the user's.
    pub attributes: FxHashSet<Name>,
    /// Whether names are looked up that nobody can see in the text: `vars()`, `globals()`, `exec`.
    pub is_dynamic: bool,
    known: FxHashSet<Name>,
    deferred: usize,
}

/// Functions through which a variable is read without its name being written.
const DYNAMIC: [&str; 7] = [
    "vars", "globals", "locals", "dir", "eval", "execfile", "exec",
];

impl Reads {
    /// Of a whole file.
    pub fn of_file(file: &File) -> Reads {
        Reads::of_block(&file.parsed.module.body)
    }

    /// Of some statements.
    pub fn of_block(block: &Block) -> Reads {
        let mut reads = Reads::default();
        walk_block(&mut reads, block);
        reads
    }

    /// Of an expression.
    pub fn of_expression(expression: &Expression) -> Reads {
        let mut reads = Reads::default();
        reads.expression(expression);
        reads
    }

    /// Whether a name is read, as a variable or as an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.has_name(name) || self.attributes.contains(name)
    }

    /// Whether a name is read as a variable.
    pub fn has_name(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// What an assignment reads on its left: nothing of the names themselves.
    fn target(&mut self, target: &Expression) {
        match &target.kind {
            ExpressionKind::Name(_) => {}
            ExpressionKind::Tuple(parts) | ExpressionKind::List(parts) => {
                parts.iter().for_each(|part| self.target(part));
            }
            ExpressionKind::Starred(part) => self.target(part),
            _ => self.expression(target),
        }
    }

    fn defaults(&mut self, parameters: &Parameters) {
        let all = parameters.positional.iter().chain(&parameters.keyword_only);
        all.filter_map(|parameter| parameter.default.as_ref())
            .for_each(|default| self.expression(default));
    }
}

impl<'a> Visitor<'a> for Reads {
    fn statement(&mut self, statement: &'a Statement) {
        use StatementKind::*;
        match &statement.kind {
            Assign { targets, value } => {
                self.expression(value);
                for target in targets {
                    self.target(target);
                    if matches!(&target.kind, ExpressionKind::Name(name) if &**name == "__all__") {
                        self.attributes.extend(strings(value));
                    }
                }
            }
            AnnotatedAssign { target, value, .. } => {
                value.iter().for_each(|value| self.expression(value));
                self.target(target);
            }
            For {
                target,
                iterable,
                body,
                otherwise,
            } => {
                self.expression(iterable);
                self.target(target);
                walk_block(self, body);
                walk_block(self, otherwise);
            }
            Function(function) => {
                for decorator in &function.decorators {
                    self.expression(decorator);
                }
                self.defaults(&function.parameters);
                self.deferred += 1;
                walk_block(self, &function.body);
                self.deferred -= 1;
            }
            ImportFrom { names, .. } => {
                if let ImportedNames::Names(names) = names {
                    self.attributes
                        .extend(names.iter().map(|(name, _)| name.name.clone()));
                }
            }
            Exec(_) => {
                self.is_dynamic = true;
                walk_statement(self, statement);
            }
            _ => walk_statement(self, statement),
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        let is_deferred = matches!(
            expression.kind,
            ExpressionKind::Lambda(_) | ExpressionKind::Generator(_)
        );
        match &expression.kind {
            ExpressionKind::Name(name) => {
                self.is_dynamic |= DYNAMIC.contains(&&**name);
                self.known.insert(name.clone());
                self.names.push(Read {
                    name: name.clone(),
                    span: expression.span,
                    is_deferred: self.deferred > 0,
                });
            }
            ExpressionKind::Attribute { attribute, .. } => {
                self.attributes.insert(attribute.name.clone());
            }
            _ => {}
        }
        self.deferred += usize::from(is_deferred);
        walk_expression(self, expression);
        self.deferred -= usize::from(is_deferred);
    }
}

fn strings(list: &Expression) -> Vec<Name> {
    match &list.kind {
        ExpressionKind::List(items) | ExpressionKind::Tuple(items) => items
            .iter()
            .filter_map(|item| match &item.kind {
                ExpressionKind::String(literal) => Some(Arc::from(literal.text.as_str())),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// How a name is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint::rules) enum BindingKind {
    /// `name = value`.
    Assignment,
    /// `for name in …`, `with … as name`, a part of a tuple: the name has to be there, used or not.
    Part,
    /// `import`.
    Import,
    /// `def`.
    Function,
    /// `class`.
    Class,
}

/// A name that a statement binds.
#[derive(Clone, Debug)]
pub(in crate::lint::rules) struct Binding<'a> {
    /// The name and where it stands.
    pub name: Identifier,
    /// How it is bound.
    pub kind: BindingKind,
    /// The statement.
    pub statement: &'a Statement,
    /// Whether the block has other statements, so that this one can go.
    pub has_neighbours: bool,
    /// Whether it is in a `try`, where an import may be an attempt.
    pub is_attempt: bool,
}

/// The names that the statements of a file or function bind, without those of functions and classes inside.
pub(in crate::lint::rules) fn bindings(block: &Block) -> Vec<Binding<'_>> {
    let mut found = Vec::new();
    collect(block, false, &mut found);
    found
}

fn collect<'a>(block: &'a Block, is_attempt: bool, found: &mut Vec<Binding<'a>>) {
    use StatementKind::*;
    for statement in block {
        let mut bind = |name: &Identifier, kind| {
            found.push(Binding {
                name: name.clone(),
                kind,
                statement,
                has_neighbours: block.len() > 1,
                is_attempt,
            });
        };
        match &statement.kind {
            Assign { targets, .. } => {
                for target in targets {
                    let kind = match targets.len() {
                        1 => BindingKind::Assignment,
                        _ => BindingKind::Part,
                    };
                    names_of(target, kind, &mut bind);
                }
            }
            AugmentedAssign { target, .. } => names_of(target, BindingKind::Part, &mut bind),
            AnnotatedAssign {
                target,
                value: Some(_),
                ..
            } => names_of(target, BindingKind::Assignment, &mut bind),
            Function(function) => bind(&function.name, BindingKind::Function),
            Class(class) => bind(&class.name, BindingKind::Class),
            Import(modules) => {
                for module in modules {
                    let name = module.alias.as_ref().or(module.module.parts.first());
                    name.into_iter()
                        .for_each(|name| bind(name, BindingKind::Import));
                }
            }
            ImportFrom {
                names: ImportedNames::Names(names),
                ..
            } => {
                for (name, alias) in names {
                    bind(alias.as_ref().unwrap_or(name), BindingKind::Import);
                }
            }
            For {
                target,
                body,
                otherwise,
                ..
            } => {
                names_of(target, BindingKind::Part, &mut bind);
                collect(body, is_attempt, found);
                collect(otherwise, is_attempt, found);
            }
            If {
                branches,
                otherwise,
            } => {
                for (_, body) in branches {
                    collect(body, is_attempt, found);
                }
                collect(otherwise, is_attempt, found);
            }
            While {
                body, otherwise, ..
            } => {
                collect(body, is_attempt, found);
                collect(otherwise, is_attempt, found);
            }
            Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                for handler in handlers {
                    handler
                        .target
                        .iter()
                        .for_each(|target| names_of(target, BindingKind::Part, &mut bind));
                }
                collect(body, true, found);
                for handler in handlers {
                    collect(&handler.body, true, found);
                }
                collect(otherwise, true, found);
                collect(finally, true, found);
            }
            With { items, body } => {
                for (_, target) in items {
                    target
                        .iter()
                        .for_each(|target| names_of(target, BindingKind::Part, &mut bind));
                }
                collect(body, is_attempt, found);
            }
            _ => {}
        }
    }
}

fn names_of(
    target: &Expression,
    kind: BindingKind,
    bind: &mut impl FnMut(&Identifier, BindingKind),
) {
    match &target.kind {
        ExpressionKind::Name(name) => bind(
            &Identifier {
                name: name.clone(),
                span: target.span,
            },
            kind,
        ),
        ExpressionKind::Tuple(parts) | ExpressionKind::List(parts) => parts
            .iter()
            .for_each(|part| names_of(part, BindingKind::Part, bind)),
        ExpressionKind::Starred(part) => names_of(part, BindingKind::Part, bind),
        _ => {}
    }
}

/// Names that something outside of the configuration reads, or whose owner wants no report.
pub(super) fn is_exempt(name: &str) -> bool {
    name.starts_with('_') || matches!(name, "jobs" | "hooks")
}

/// All that the files of a compilation read; `None` if one cannot say what is *not* read: there are errors, or names are looked
/// up by other means.
pub(super) fn all_reads<'c>(context: &'c Context) -> Option<&'c [Reads]> {
    let is_parsed = context
        .files
        .iter()
        .all(|file| file.parsed.errors.is_empty());
    if !context.is_evaluated || !is_parsed {
        return None;
    }
    let reads = context.reads();
    (!reads.iter().any(|reads| reads.is_dynamic)).then_some(reads)
}

/// Whether the global variable of a name is used anywhere: read, or taken from a module of the user's as an attribute.
pub(super) fn is_used(context: &Context, reads: &[Reads], name: &str) -> bool {
    let mut attributes = reads.iter().map(|reads| &reads.attributes);
    context.names().is_global_read(name) || attributes.any(|all| all.contains(name))
}

/// Whether a file has jobs of its own. One that has not is there to be included, and what it offers need not be used here.
pub(super) fn has_jobs(file: &File) -> bool {
    bindings(&file.parsed.module.body)
        .iter()
        .any(|binding| &*binding.name.name == "jobs")
}

/// Every function of a file, those inside of others and of classes too.
pub(super) fn functions(file: &File) -> Vec<&Arc<Function>> {
    #[derive(Default)]
    struct Functions<'a>(Vec<&'a Arc<Function>>);
    impl<'a> Visitor<'a> for Functions<'a> {
        fn statement(&mut self, statement: &'a Statement) {
            if let StatementKind::Function(function) = &statement.kind {
                self.0.push(function);
            }
            walk_statement(self, statement);
        }
    }
    let mut found = Functions::default();
    walk_block(&mut found, &file.parsed.module.body);
    found.0
}

/// Whether evaluating an expression does nothing but make a value: it calls nothing but constructors.
pub(super) fn is_pure(expression: &Expression) -> bool {
    struct Calls(bool);
    impl<'a> Visitor<'a> for Calls {
        fn expression(&mut self, expression: &'a Expression) {
            match &expression.kind {
                ExpressionKind::Call { function, .. } => {
                    let constructs = matches!(&function.kind, ExpressionKind::Name(name)
                        if name.starts_with(|first: char| first.is_ascii_uppercase()) || &**name == "order");
                    self.0 |= !constructs;
                }
                ExpressionKind::Yield(_) | ExpressionKind::Named { .. } => self.0 = true,
                _ => {}
            }
            walk_expression(self, expression);
        }
    }
    let mut calls = Calls(false);
    calls.expression(expression);
    !calls.0
}
