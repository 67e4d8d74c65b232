//! Every variable of some files, and every place where it is read or assigned.
//!
//! Scopes are those of Python 2. Files that include each other share their global variables. Attributes are not names.

use super::layout::{Layout, bound_names, target_names};
use crate::source::{FileId, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{
    Argument, Clause, Comprehension, Expression, ExpressionKind, Identifier, ImportedNames, Name,
    ParameterTarget, Parameters, Statement, StatementKind,
};
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a name was defined as, the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// Nothing in the user's files defines it: a builtin, a name of the schema, or a mistake.
    Unknown,
    /// By an assignment or a loop.
    Variable,
    /// By a `def`.
    Function,
    /// By a `class`.
    Class,
    /// As a parameter.
    Parameter,
    /// By an `import`.
    Module,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its name.
    pub name: Name,
    /// What it was defined as first.
    pub kind: SymbolKind,
    /// Whether it is global.
    pub is_global: bool,
    /// Where in the files it can be seen; the whole file for a global one.
    pub scope: Option<Span>,
}

/// What is done with a variable at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is read, or deleted, which needs it as well.
    Read,
    /// It is defined or assigned.
    Write,
    /// `x += 1`.
    ReadWrite,
    /// `global x`.
    Declaration,
}

/// A place where a name is.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// The name.
    pub span: Span,
    /// The index of the variable.
    pub symbol: usize,
    /// What is done with it.
    pub access: Access,
}

impl Occurrence {
    /// Whether the variable is defined or assigned here.
    pub fn is_definition(&self) -> bool {
        matches!(self.access, Access::Write | Access::ReadWrite)
    }

    /// Whether its value is used here.
    pub fn is_read(&self) -> bool {
        matches!(self.access, Access::Read | Access::ReadWrite)
    }
}

/// All variables of some files, and every place where they are.
#[derive(Debug, Default)]
pub struct Model {
    /// The variables.
    pub symbols: Vec<Symbol>,
    /// The places, in file order.
    pub occurrences: Vec<Occurrence>,
    /// The names of the global variables that are read.
    read_globals: FxHashSet<Name>,
}

impl Model {
    /// Looks through files that share their global variables.
    pub fn of<'a>(files: impl IntoIterator<Item = &'a Parsed>) -> Model {
        let mut resolver = Resolver {
            names: Model::default(),
            scopes: vec![Scope::default()],
            targets: FxHashMap::default(),
        };
        for parsed in files {
            walk_block(&mut resolver, &parsed.module.body);
        }
        let mut names = resolver.names;
        names.occurrences.sort_by_key(|it| it.span);
        names.occurrences.dedup_by_key(|it| it.span);
        let reads = names.occurrences.iter().filter(|it| it.is_read());
        let read = reads.filter_map(|it| names.symbols.get(it.symbol));
        let globals = read.filter(|it| it.is_global);
        names.read_globals = globals.map(|it| it.name.clone()).collect();
        names
    }

    /// The name that stands at an offset, or ends there.
    pub fn at(&self, file: FileId, offset: u32) -> Option<&Occurrence> {
        let end = self
            .occurrences
            .partition_point(|it| (it.span.file, it.span.start) <= (file, offset));
        // Names do not nest: the one that starts last is the only one that can reach so far.
        let last = self.occurrences.get(end.checked_sub(1)?)?;
        (last.span.file == file && last.span.touches(offset)).then_some(last)
    }

    /// Every place where a variable stands.
    pub fn of_symbol(&self, symbol: usize) -> impl Iterator<Item = &Occurrence> {
        self.occurrences
            .iter()
            .filter(move |it| it.symbol == symbol)
    }

    /// The places where a variable is defined or assigned.
    pub fn definitions(&self, symbol: usize) -> impl Iterator<Item = &Occurrence> {
        self.of_symbol(symbol).filter(|it| it.is_definition())
    }

    /// Whether the global variable of a name is read anywhere. A local variable of that name is another one.
    pub fn is_global_read(&self, name: &str) -> bool {
        self.read_globals.contains(name)
    }

    /// The variables that can be seen at an offset, the nearest last.
    pub fn visible(&self, file: FileId, offset: u32) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter(move |symbol| {
            symbol.kind != SymbolKind::Unknown
                && symbol
                    .scope
                    .is_none_or(|scope| scope.file == file && scope.touches(offset))
        })
    }
}

#[derive(Default)]
struct Scope {
    /// Names that are bound here; of no meaning for the global scope.
    locals: FxHashSet<Name>,
    /// Names that are declared to be global.
    globals: FxHashSet<Name>,
    /// If it is the body of a class, which functions inside of it do not see: the names that are bound so far. Until then, they are
    /// those of the file.
    bound: Option<FxHashSet<Name>>,
    span: Option<Span>,
    symbols: FxHashMap<Name, usize>,
}

struct Resolver {
    names: Model,
    scopes: Vec<Scope>,
    /// Names that are assigned to, in the statement at hand.
    targets: FxHashMap<Span, Access>,
}

impl Resolver {
    fn scope_of(&self, name: &Name) -> usize {
        let innermost = self.scopes.len() - 1;
        for (index, scope) in self.scopes.iter().enumerate().rev() {
            if scope.globals.contains(name) {
                return 0;
            }
            if !scope.locals.contains(name) {
                continue;
            }
            match &scope.bound {
                None => return index,
                Some(bound) if index == innermost => {
                    return if bound.contains(name) { index } else { 0 };
                }
                Some(_) => {}
            }
        }
        0
    }

    fn occurrence(&mut self, name: &Name, span: Span, access: Access, defined: Option<SymbolKind>) {
        let innermost = self.scopes.last_mut();
        if let Some(bound) = innermost.and_then(|it| it.bound.as_mut())
            && defined.is_some()
        {
            bound.insert(name.clone());
        }
        let index = self.scope_of(name);
        let scope = &mut self.scopes[index];
        let symbols = &mut self.names.symbols;
        let symbol = *scope.symbols.entry(name.clone()).or_insert_with(|| {
            symbols.push(Symbol {
                name: name.clone(),
                kind: SymbolKind::Unknown,
                is_global: index == 0,
                scope: scope.span,
            });
            symbols.len() - 1
        });
        if let Some(kind) = defined
            && symbols[symbol].kind == SymbolKind::Unknown
        {
            symbols[symbol].kind = kind;
        }
        self.names.occurrences.push(Occurrence {
            span,
            symbol,
            access,
        });
    }

    fn define(&mut self, name: &Identifier, kind: SymbolKind) {
        self.occurrence(&name.name, name.span, Access::Write, Some(kind));
    }

    fn assigned(&mut self, target: &Expression) {
        self.assigned_by(target, Access::Write);
    }

    fn assigned_by(&mut self, target: &Expression, access: Access) {
        let mut pending = vec![target];
        while let Some(target) = pending.pop() {
            match &target.kind {
                ExpressionKind::Name(_) => {
                    self.targets.insert(target.span, access);
                }
                ExpressionKind::Tuple(items) | ExpressionKind::List(items) => pending.extend(items),
                ExpressionKind::Starred(inner) => pending.push(inner),
                _ => {}
            }
        }
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let named = parameters.positional.iter().chain(&parameters.keyword_only);
        for parameter in named {
            match &parameter.target {
                ParameterTarget::Name(name) => self.define(name, SymbolKind::Parameter),
                ParameterTarget::Tuple(names) => {
                    self.assigned(names);
                    self.expression(names);
                }
            }
        }
        for rest in parameters.rest.iter().chain(&parameters.keyword_rest) {
            self.define(rest, SymbolKind::Parameter);
        }
    }

    fn defaults(&mut self, parameters: &Parameters) {
        let named = parameters.positional.iter().chain(&parameters.keyword_only);
        named
            .filter_map(|parameter| parameter.default.as_ref())
            .for_each(|default| self.expression(default));
    }

    fn inside(&mut self, scope: Scope, work: impl FnOnce(&mut Resolver)) {
        self.scopes.push(scope);
        work(self);
        self.scopes.pop();
    }

    /// A comprehension with variables of its own: all but that of a list.
    fn comprehension(&mut self, it: &Comprehension, value: Option<&Expression>, span: Span) {
        let mut bound = Vec::new();
        let mut clauses = it.clauses.iter();
        if let Some(Clause::For { iterable, .. }) = it.clauses.first() {
            self.expression(iterable);
        }
        for clause in clauses.clone() {
            if let Clause::For { target, .. } = clause {
                target_names(target, &mut bound);
                self.assigned(target);
            }
        }
        let scope = Scope {
            locals: bound.into_iter().collect(),
            span: Some(span),
            ..Scope::default()
        };
        self.inside(scope, |resolver| {
            if let Some(Clause::For { target, .. }) = clauses.next() {
                resolver.expression(target);
            }
            for clause in clauses {
                match clause {
                    Clause::For { target, iterable } => {
                        resolver.expression(iterable);
                        resolver.expression(target);
                    }
                    Clause::If(condition) => resolver.expression(condition),
                }
            }
            resolver.expression(&it.element);
            value.into_iter().for_each(|it| resolver.expression(it));
        });
    }
}

impl<'a> Visitor<'a> for Resolver {
    fn statement(&mut self, statement: &'a Statement) {
        use StatementKind::*;
        match &statement.kind {
            Function(function) => {
                let decorators = function.decorators.iter();
                decorators.for_each(|it| self.expression(it));
                self.defaults(&function.parameters);
                self.define(&function.name, SymbolKind::Function);
                let layout = Layout::of_function(function);
                let scope = Scope {
                    locals: layout.locals,
                    globals: layout.globals,
                    span: Some(statement.span),
                    ..Scope::default()
                };
                self.inside(scope, |resolver| {
                    resolver.parameters(&function.parameters);
                    walk_block(resolver, &function.body);
                });
            }
            Class(class) => {
                let decorators = class.decorators.iter();
                decorators.for_each(|it| self.expression(it));
                let bases = class.arguments.iter().map(Argument::value);
                bases.for_each(|it| self.expression(it));
                self.define(&class.name, SymbolKind::Class);
                let mut bound = Vec::new();
                bound_names(&class.body, &mut bound);
                let scope = Scope {
                    locals: bound.into_iter().collect(),
                    bound: Some(FxHashSet::default()),
                    span: Some(statement.span),
                    ..Scope::default()
                };
                self.inside(scope, |resolver| walk_block(resolver, &class.body));
            }
            Global(names) | Nonlocal(names) => {
                for name in names {
                    self.occurrence(&name.name, name.span, Access::Declaration, None);
                }
            }
            Import(modules) => {
                for module in modules {
                    if let Some(name) = module.alias.as_ref().or(module.module.parts.first()) {
                        self.define(name, SymbolKind::Module);
                    }
                }
            }
            ImportFrom {
                names: ImportedNames::Names(names),
                ..
            } => {
                for (name, alias) in names {
                    self.define(alias.as_ref().unwrap_or(name), SymbolKind::Module);
                }
            }
            Assign { targets, .. } => targets.iter().for_each(|it| self.assigned(it)),
            AugmentedAssign { target, .. } => self.assigned_by(target, Access::ReadWrite),
            AnnotatedAssign { target, .. } => self.assigned(target),
            For { target, .. } => self.assigned(target),
            With { items, .. } => {
                let targets = items.iter().filter_map(|(_, target)| target.as_ref());
                targets.for_each(|it| self.assigned(it));
            }
            Try { handlers, .. } => {
                let targets = handlers.iter().filter_map(|it| it.target.as_ref());
                targets.for_each(|it| self.assigned(it));
            }
            _ => {}
        }
        if !matches!(statement.kind, Function(_) | Class(_)) {
            walk_statement(self, statement);
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        use ExpressionKind::*;
        match &expression.kind {
            Name(name) => {
                let target = self.targets.remove(&expression.span);
                let kind = target.map(|_| SymbolKind::Variable);
                let access = target.unwrap_or(Access::Read);
                self.occurrence(name, expression.span, access, kind);
            }
            Lambda(lambda) => {
                self.defaults(&lambda.parameters);
                let scope = Scope {
                    locals: Layout::of_lambda(lambda).locals,
                    span: Some(expression.span),
                    ..Scope::default()
                };
                self.inside(scope, |resolver| {
                    resolver.parameters(&lambda.parameters);
                    resolver.expression(&lambda.body);
                });
            }
            SetComprehension(it) | Generator(it) => {
                self.comprehension(it, Option::None, expression.span);
            }
            DictComprehension(it, value) => {
                self.comprehension(it, Some(value), expression.span);
            }
            ListComprehension(it) => {
                for clause in &it.clauses {
                    if let Clause::For { target, .. } = clause {
                        self.assigned(target);
                    }
                }
                walk_expression(self, expression);
            }
            Named { target, value } => {
                self.define(target, SymbolKind::Variable);
                self.expression(value);
            }
            _ => walk_expression(self, expression),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn a_global_is_read_only_where_no_local_hides_it() {
        for (text, expected) in [
            ("a = 1\nb = a\n", true),
            ("a = 1\ndef f():\n  return a\n", true),
            ("a = 1\ndef f():\n  a = 2\n  return a\n", false),
            ("a = 1\ndef f(a):\n  return a\n", false),
            ("a = 1\nf = lambda a: a\n", false),
            ("a = 1\nb = {a for a in c}\n", false),
            ("a = 1\nb = [a for a in c]\n", true),
            ("a = 1\ndef f():\n  global a\n  a = 2\n", false),
            ("a = 1\ndef f():\n  global a\n  a += 2\n", true),
            ("a = 1\nclass B:\n  a = a\n", true),
            ("a = 1\ndel a\n", true),
        ] {
            let model = Model::of([&parse(text, FileId(0))]);
            assert_eq!(model.is_global_read("a"), expected, "{text}");
        }
    }

    /// The offsets where the variable stands that stands at the first `|`, which is taken out.
    fn occurrences(text: &str) -> Vec<u32> {
        let offset = text.find('|').expect("a mark");
        let text = text.replacen('|', "", 1);
        let file = FileId(0);
        let names = Model::of([&parse(&text, file)]);
        let symbol = names.at(file, offset as u32).expect("a name").symbol;
        names.of_symbol(symbol).map(|it| it.span.start).collect()
    }

    #[test]
    fn scopes() {
        for (text, expected) in [
            ("|a = 1\nb = a\n", vec![0, 10]),
            ("a = 1\ndef f(|a):\n  return a\nb = a\n", vec![12, 25]),
            ("|a = 1\ndef f():\n  return a\n", vec![0, 24]),
            ("|a = 1\ndef f():\n  a = 2\n  return a\n", vec![0]),
            ("|a = 1\ndef f():\n  global a\n  a = 2\n", vec![0, 24, 28]),
            ("|a = 1\nb = [a for a in c]\n", vec![0, 11, 17]),
            ("|a = 1\nb = list(a for a in c)\n", vec![0]),
            ("|a = 1\nb = list(x for x in a)\n", vec![0, 26]),
            (
                "|a = 1\nclass C:\n  a = 2\n  def f(self):\n    return a\n",
                vec![0, 49],
            ),
            ("|a = 1\nclass C:\n  a = f(a)\n  b = a\n", vec![0, 23]),
            ("a = 1\nclass C:\n  |a = f(a)\n  b = a\n", vec![17, 32]),
            ("|a = 1\nclass C:\n  b = a\n  a = 2\n", vec![0, 21]),
            ("|a = 1\nf = lambda a: a\n", vec![0]),
            ("|a = 1\nf = lambda b = a: a\n", vec![0, 21, 24]),
            ("for |a, b in c:\n  print a\n", vec![4, 23]),
            ("def |f():\n  return f()\n", vec![4, 18]),
            ("try:\n  x\nexcept E as |a:\n  print a\n", vec![21, 32]),
            ("import os.path as |a\na.x\n", vec![18, 20]),
        ] {
            assert_eq!(occurrences(text), expected, "{text}");
        }
    }
}
