//! L019

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings, Global};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Statement, StatementKind};
use crate::syntax::visit::{Visitor, walk_block, walk_statement};

rule! {
    /// ## What it does
    /// Reports a statement that makes an object, or a changed copy of one, and does not use it.
    ///
    /// ## Why is this bad?
    /// Objects never change. `bind`, `in_scope` and a call with attributes return a changed copy, and the original stays as
    /// it was. A statement that drops the copy has no effect.
    ///
    /// ## Example
    /// ```python
    /// job = Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///   contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report --level info'),
    /// )
    /// job(instances = 2)
    ///
    /// jobs = [job]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// job = Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///   contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report --level info'),
    /// )
    /// job = job(instances = 2)
    ///
    /// jobs = [job]
    /// ```
    ///
    /// ## Fix safety
    /// The jobs change. The fix is only suggested.
    ///
    /// ## References
    /// Pystachio: `Object.bind`, `Object.in_scope` and `Struct.__call__` return copies.
    "L019" "discarded-result" Warning Language on File(check)
}

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let mut statements = Statements(Vec::new());
    walk_block(&mut statements, &file.parsed.module.body);
    for expression in statements.0 {
        findings.push_all(discarded(context, expression));
    }
}

/// The expressions that are statements.
struct Statements<'a>(Vec<&'a Expression>);

impl<'a> Visitor<'a> for Statements<'a> {
    fn statement(&mut self, statement: &'a Statement) {
        if let StatementKind::Expression(expression) = &statement.kind {
            self.0.push(expression);
        }
        walk_statement(self, statement);
    }
}

fn discarded(context: &Context, expression: &Expression) -> Option<Diagnostic> {
    let ExpressionKind::Call { function, .. } = &expression.kind else {
        return None;
    };
    let root = root(function)?;
    let global = global(context, root);
    let what = match (&function.kind, global) {
        (ExpressionKind::Attribute { attribute, .. }, global)
            if matches!(&*attribute.name, "bind" | "in_scope") && may_be_object(&global) =>
        {
            format!("`{}` returns a changed copy", attribute.name)
        }
        (ExpressionKind::Name(name), Some(Global::Object(_))) => {
            format!("a call of `{name}` returns a changed copy")
        }
        (ExpressionKind::Name(name), Some(Global::Type(_))) => format!("`{name}` makes an object"),
        _ => return None,
    };
    let message = format!("{what}, which this statement does not use");
    let diagnostic = Diagnostic::new(&RULE.code, message, expression.span).at("has no effect");
    let ExpressionKind::Name(name) = &root.kind else {
        return Some(diagnostic.help("assign it to a name, or use it where it is made"));
    };
    if matches!(global, Some(Global::Type(_))) {
        return Some(diagnostic.help("assign it to a name, or use it where it is made"));
    }
    let start = expression.span.start as usize;
    let mut diagnostic = diagnostic.help(format!("assign it: `{name} = {name}…`"));
    diagnostic.fix = Some(Fix {
        message: format!("Assign it to `{name}`"),
        edits: vec![Edit {
            span: Span::new(expression.span.file, start, start),
            replacement: format!("{name} = "),
        }],
        applicability: Applicability::Suggestion,
    });
    Some(diagnostic)
}

/// The name that a chain of calls and attributes starts with.
fn root(mut expression: &Expression) -> Option<&Expression> {
    loop {
        expression = match &expression.kind {
            ExpressionKind::Call { function, .. } => function,
            ExpressionKind::Attribute { object, .. } => object,
            ExpressionKind::Name(_) => return Some(expression),
            _ => return None,
        };
    }
}

/// The global variable of a name; `None` if the name is a local one, of which nothing is known.
fn global<'a>(context: &'a Context, root: &Expression) -> Option<&'a Global> {
    let ExpressionKind::Name(name) = &root.kind else {
        return None;
    };
    let names = context.names();
    let occurrence = names.at(root.span.file, root.span.start)?;
    let is_global = names.symbols.get(occurrence.symbol)?.is_global;
    is_global.then(|| context.globals.get(name)).flatten()
}

/// Whether `x.bind(…)` may be a call of the method of objects.
fn may_be_object(global: &Option<&Global>) -> bool {
    !matches!(global, Some(Global::Plain | Global::Class | Global::Poison))
}
