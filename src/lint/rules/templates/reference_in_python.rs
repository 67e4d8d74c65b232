//! T006

use crate::diagnostic::Diagnostic;
use crate::lint::File;
use crate::lint::rule::rule;
use crate::lint::rules::language::names::{self, BindingKind};
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{
    CompareOperator, Expression, ExpressionKind, Name, Statement, StatementKind, StringLiteral,
};
use crate::syntax::literal::locate;
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};
use crate::template::{PartKind, Reference, Template};
use rustc_hash::FxHashMap;
use std::ops::Range;

rule! {
    /// ## What it does
    /// Reports a reference in a string that Python code evaluates.
    ///
    /// ## Why is this bad?
    /// References are resolved after the file has run. `os.path.exists`, `os.environ` and `int` receive the string with
    /// its braces. `'{{environment}}' == 'prod'` is false in every environment, and `len` counts the braces instead of
    /// the resolved text.
    ///
    /// ## Example
    /// ```python
    /// import os.path
    ///
    /// ready = os.path.exists('/etc/{{role}}.conf')
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --ready %s' % ready)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import os.path
    ///
    /// role = 'web'
    /// ready = os.path.exists('/etc/%s.conf' % role)
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --ready %s' % ready)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "T006" "reference-in-python" Warning Templates on File(check)
}

/// Functions that look at the characters of their first argument.
const FUNCTIONS: &[&str] = &[
    "open",
    "file",
    "include",
    "int",
    "float",
    "len",
    "os.getenv",
    "os.environ.get",
    "os.path.exists",
    "os.path.isfile",
    "os.path.isdir",
    "os.path.getsize",
];

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let mut finder = Finder {
        context,
        findings,
        texts: texts(file),
        functions: 0,
    };
    walk_block(&mut finder, &file.parsed.module.body);
}

/// The variables of a file that hold a text which the file writes as it is.
fn texts(file: &File) -> FxHashMap<&Name, &StringLiteral> {
    let bindings = names::bindings(&file.parsed.module.body);
    let mut count = FxHashMap::<&Name, usize>::default();
    let mut found = FxHashMap::default();
    for binding in &bindings {
        *count.entry(&binding.name.name).or_default() += 1;
        let StatementKind::Assign { targets, value } = &binding.statement.kind else {
            continue;
        };
        if let (BindingKind::Assignment, [target], ExpressionKind::String(literal)) =
            (binding.kind, targets.as_slice(), &value.kind)
            && let ExpressionKind::Name(name) = &target.kind
        {
            found.insert(name, literal);
        }
    }
    found.retain(|name, _| count.get(name) == Some(&1));
    found
}

struct Finder<'a, 'b> {
    context: &'a Context<'b>,
    findings: &'a mut Findings,
    texts: FxHashMap<&'a Name, &'a StringLiteral>,
    /// How many functions are around: their variables are others.
    functions: usize,
}

impl<'a> Visitor<'a> for Finder<'_, '_> {
    fn statement(&mut self, statement: &'a Statement) {
        let is_function = matches!(statement.kind, StatementKind::Function(_));
        self.functions += usize::from(is_function);
        walk_statement(self, statement);
        self.functions -= usize::from(is_function);
    }

    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::Call {
                function,
                arguments,
            } => {
                let name = self.context.text(function.span);
                if let (true, Some(argument)) = (FUNCTIONS.contains(&name), arguments.first()) {
                    self.text(name, argument.value());
                }
            }
            ExpressionKind::Subscript { object, index } => {
                let name = self.context.text(object.span);
                if name == "os.environ" {
                    self.text(name, index);
                }
            }
            ExpressionKind::Compare { first, rest } => {
                let mut left = &**first;
                for (operator, right) in rest {
                    self.compare(left, *operator, right);
                    left = right;
                }
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}

impl Finder<'_, '_> {
    fn text(&mut self, name: &str, text: &Expression) {
        let ExpressionKind::String(literal) = &text.kind else {
            return;
        };
        for (reference, place) in self.references(literal) {
            let message = format!(
                "`{name}` receives `{{{{{reference}}}}}` unresolved: references are resolved after the file has run"
            );
            self.report(message, place.unwrap_or(text.span), None);
        }
    }

    /// A comparison of a text that has references with one that has none: it never depends on what they stand for.
    fn compare(&mut self, left: &Expression, operator: CompareOperator, right: &Expression) {
        use CompareOperator::*;
        let is_equality = matches!(operator, Equal | NotEqual);
        if is_equality && self.is_plain(right)
            || matches!(operator, In | NotIn) && self.are_plain(right)
        {
            self.compared(left);
        } else if is_equality && self.is_plain(left) {
            self.compared(right);
        }
    }

    fn compared(&mut self, operand: &Expression) {
        let (literal, variable) = match &operand.kind {
            ExpressionKind::String(literal) => (literal, false),
            ExpressionKind::Name(name) if self.functions == 0 => match self.texts.get(name) {
                Some(literal) => (*literal, true),
                None => return,
            },
            _ => return,
        };
        let references = self.references(literal);
        let Some((reference, place)) = references.first() else {
            return;
        };
        let message = format!(
            "`{{{{{reference}}}}}` is compared unresolved: references are resolved after the file has run"
        );
        match (variable, place) {
            (false, Some(place)) => self.report(message, *place, None),
            (false, None) => self.report(message, operand.span, None),
            (true, place) => self.report(message, operand.span, *place),
        }
    }

    /// The references in a literal, each with the characters that it is written with.
    fn references(&self, literal: &StringLiteral) -> Vec<(Reference, Option<Span>)> {
        let template = Template::parse(&literal.text);
        let parts = template.into_iter().flat_map(|template| template.parts);
        parts
            .filter_map(|part| match part.kind {
                PartKind::Reference(reference) => {
                    let Range { start, end } = part.range;
                    let place = locate(&literal.text, start, end, self.context.sources);
                    Some((reference, place))
                }
                _ => None,
            })
            .collect()
    }

    fn is_plain(&self, expression: &Expression) -> bool {
        matches!(&expression.kind, ExpressionKind::String(literal) if !literal.text.contains("{{"))
    }

    fn are_plain(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::List(items)
            | ExpressionKind::Tuple(items)
            | ExpressionKind::Set(items) => items.iter().all(|item| self.is_plain(item)),
            _ => false,
        }
    }

    fn report(&mut self, message: String, place: Span, written: Option<Span>) {
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place).at("not resolved");
        if let Some(written) = written {
            diagnostic = diagnostic.label(written, "written here");
        }
        self.findings.push(diagnostic.help("use a Python variable"));
    }
}
