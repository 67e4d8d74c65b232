//! T006

use crate::diagnostic::Diagnostic;
use crate::lint::File;
use crate::lint::rule::rule;
use crate::lint::visit::{Visitor, walk_block, walk_expression};
use crate::lint::{Context, Findings};
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::syntax::literal::locate;
use crate::template::{PartKind, Template};

rule! {
    /// A reference in a text that Python code uses.
    ///
    /// References are resolved when the file has run and the jobs are known. What `os.path.exists`, `os.environ` or `int` get is the text with its
    /// braces, so the answer is that for a file, variable or number of that name.
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
    "os.getenv",
    "os.environ.get",
    "os.path.exists",
    "os.path.isfile",
    "os.path.isdir",
    "os.path.getsize",
];

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let mut finder = Finder { context, findings };
    walk_block(&mut finder, &file.parsed.module.body);
}

struct Finder<'a, 'b> {
    context: &'a Context<'b>,
    findings: &'a mut Findings,
}

impl<'a> Visitor<'a> for Finder<'_, '_> {
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
        let template = Template::parse(&literal.text);
        for part in template.iter().flat_map(|template| &template.parts) {
            let PartKind::Reference(reference) = &part.kind else {
                continue;
            };
            let place = locate(
                &literal.text,
                part.range.start,
                part.range.end,
                self.context.sources,
            );
            let message = format!(
                "`{name}` gets `{{{{{reference}}}}}` as it stands: references are resolved when the file has run"
            );
            self.findings.push(
                Diagnostic::new(&RULE.code, message, place.unwrap_or(text.span))
                    .at("not resolved")
                    .help("use a variable of Python's"),
            );
        }
    }
}
