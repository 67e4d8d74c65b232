//! L021

use super::names;
use crate::diagnostic::{Diagnostic, nearest};
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings, Global};
use crate::object::{Object, PlainKind, PlainValue, ProblemKind, StringType, Type};
use crate::semantic::SymbolKind;
use crate::source::Span;
use crate::syntax::ast::{
    Argument, Expression, ExpressionKind, Identifier, Statement, StatementKind,
};
use crate::syntax::visit::{self, Visitor, walk_block, walk_statement};
use rustc_hash::FxHashSet;

rule! {
    /// ## What it does
    /// Reports a mistake in a function that was not reached: an undefined name, an unknown attribute, or a value that does
    /// not fit its attribute.
    ///
    /// ## Why is this bad?
    /// A function is executed only when it is called. A mistake in a function that nobody calls, or in a branch that was
    /// not taken, is an error for the first user who needs it.
    ///
    /// The rule reports nothing in files that use `exec`, `globals` and similar functions, and no undefined names in
    /// templates without users. A mistake that a `try` statement catches is not reported either.
    ///
    /// ## Example
    /// ```python
    /// def web(name, is_large = False):
    ///   if is_large:
    ///     return SimpleTask(name, './web --threads %d' % THREADS)
    ///   return SimpleTask(name, './web')
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   task = web('web'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// THREADS = 8
    ///
    /// def web(name, is_large = False):
    ///   if is_large:
    ///     return SimpleTask(name, './web --threads %d' % THREADS)
    ///   return SimpleTask(name, './web')
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   task = web('web'))]
    /// ```
    "L021" "error-in-function" Warning Language on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    let errors = context.errors.iter().map(|it| it.primary.span);
    // What was caught is no mistake: somebody expected it.
    let known: FxHashSet<Span> = errors.chain(context.caught.iter().copied()).collect();
    let is_template = !context.files.iter().any(names::has_jobs);
    for (file, reads) in context.files.iter().zip(reads) {
        let mut attempts = Attempts(Vec::new());
        walk_block(&mut attempts, &file.parsed.module.body);
        let is_attempt = |span: Span| attempts.0.iter().any(|it| it.to(span) == *it);
        let deferred = reads
            .names
            .iter()
            .filter(|it| it.is_deferred && !is_attempt(it.span));
        for read in deferred.filter(|_| !is_template) {
            if is_undefined(context, &read.name, read.span) && !known.contains(&read.span) {
                findings.push(undefined(context, &read.name, read.span));
            }
        }
        for found in calls(context, file) {
            let span = found.primary.span;
            let is_expected = known.contains(&span) || is_attempt(span);
            findings.push_all((!is_expected).then_some(found));
        }
    }
}

/// The `try` statements of a file: a name may be read there to find out whether it is defined.
struct Attempts(Vec<Span>);

impl<'a> Visitor<'a> for Attempts {
    fn statement(&mut self, statement: &'a Statement) {
        match &statement.kind {
            StatementKind::Try { .. } => self.0.push(statement.span),
            _ => walk_statement(self, statement),
        }
    }
}

fn is_undefined(context: &Context, name: &str, span: Span) -> bool {
    let names = context.names();
    let symbol = names
        .at(span.file, span.start)
        .and_then(|it| names.symbols.get(it.symbol));
    symbol.is_some_and(|it| it.kind == SymbolKind::Unknown)
        && !context.globals.contains_key(name)
        && !context.builtins.contains(name)
}

fn undefined(context: &Context, name: &str, span: Span) -> Diagnostic {
    let message = format!("the name `{name}` is not defined");
    let diagnostic = Diagnostic::new(&RULE.code, message, span).at("an error once this is reached");
    let known = context.globals.keys().map(|it| &**it);
    match nearest(name, known.chain(context.builtins.iter().map(|it| &**it))) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// What is wrong with the calls of types in the functions of a file, as far as the text shows it.
fn calls(context: &Context, file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for function in names::functions(file) {
        visit::each_expression(&function.body, &mut |expression| {
            let ExpressionKind::Call {
                function,
                arguments,
            } = &expression.kind
            else {
                return;
            };
            let Some(ty) = struct_of(context, function) else {
                return;
            };
            for argument in arguments {
                if let Argument::Keyword(name, value) = argument {
                    found.extend(wrong(context, ty, name, value, expression.span));
                }
            }
        });
    }
    found
}

/// The struct that a call makes, if the name is that of a global type.
fn struct_of<'a>(context: &'a Context, function: &Expression) -> Option<&'a Type> {
    let ExpressionKind::Name(name) = &function.kind else {
        return None;
    };
    let names = context.names();
    let occurrence = names.at(function.span.file, function.span.start)?;
    let is_global = names.symbols.get(occurrence.symbol)?.is_global;
    match context.globals.get(name).filter(|_| is_global)? {
        Global::Type(ty) if ty.as_struct().is_some() => Some(ty),
        _ => None,
    }
}

fn wrong(
    context: &Context,
    ty: &Type,
    name: &Identifier,
    value: &Expression,
    call: Span,
) -> Option<Diagnostic> {
    // Of a value that is not written there, nothing is known but the attribute.
    let kind = literal(value).unwrap_or(PlainKind::Poison);
    let given = PlainValue {
        kind,
        span: value.span,
    };
    let keywords = [(name.name.clone(), name.span, given)];
    let found = match Object::new_struct(ty, &[], &keywords, call) {
        Err(error) => error.diagnostic(context.sources),
        Ok(object) => {
            let problems = object.check();
            let mut problems = problems.iter();
            let problem = problems.find(|it| matches!(it.kind, ProblemKind::Coercion { .. }))?;
            problem.diagnostic(context.sources)
        }
    };
    Some(Diagnostic {
        code: &RULE.code,
        severity: RULE.code.severity,
        ..found
    })
}

fn literal(value: &Expression) -> Option<PlainKind> {
    Some(match &value.kind {
        ExpressionKind::String(literal) => {
            let ty = match literal.is_unicode {
                true => StringType::Unicode,
                false => StringType::Plain,
            };
            PlainKind::Text(literal.text.clone(), ty)
        }
        ExpressionKind::Integer(number) => PlainKind::Integer(*number),
        ExpressionKind::Float(number) => PlainKind::Float(*number),
        ExpressionKind::Boolean(flag) => PlainKind::Boolean(*flag),
        _ => return None,
    })
}
