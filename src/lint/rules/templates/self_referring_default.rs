//! T003

use crate::diagnostic::Diagnostic;
use crate::lint::File;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::syntax::ast::{Expression, ExpressionKind, Statement, StatementKind};
use crate::syntax::literal::locate;
use crate::syntax::visit::{Visitor, walk_block, walk_statement};
use crate::template::{Component, PartKind, Template};

rule! {
    /// ## What it does
    /// Reports a default that refers to its own attribute.
    ///
    /// ## Why is this bad?
    /// If the attribute is not set, `{{name}}` in its default refers to the default again, and the job is rejected.
    /// Probably the attribute of the enclosing struct was meant: `{{super.name}}`.
    ///
    /// ## Example
    /// ```python
    /// class Shard(Struct):
    ///   name = String
    ///   label = Default(String, '{{label}}-{{name}}')
    ///
    /// class Profile(Struct):
    ///   label = String
    ///   shard = Shard
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --label {{profile.shard.label}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// ).bind(profile = Profile(label = 'b', shard = Shard(name = 'a', label = 'c')))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class Shard(Struct):
    ///   name = String
    ///   label = Default(String, '{{super.label}}-{{name}}')
    ///
    /// class Profile(Struct):
    ///   label = String
    ///   shard = Shard
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --label {{profile.shard.label}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// ).bind(profile = Profile(label = 'b', shard = Shard(name = 'a', label = 'c')))]
    /// ```
    "T003" "self-referring-default" Warning Templates on File(check)
}

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let mut finder = Finder { context, findings };
    walk_block(&mut finder, &file.parsed.module.body);
}

struct Finder<'a, 'b> {
    context: &'a Context<'b>,
    findings: &'a mut Findings,
}

impl<'a> Visitor<'a> for Finder<'_, '_> {
    fn statement(&mut self, statement: &'a Statement) {
        if let StatementKind::Class(class) = &statement.kind {
            for statement in &class.body {
                if let StatementKind::Assign { targets, value } = &statement.kind
                    && let [
                        Expression {
                            kind: ExpressionKind::Name(name),
                            ..
                        },
                    ] = targets.as_slice()
                {
                    self.attribute(name, value);
                }
            }
        }
        walk_statement(self, statement);
    }
}

impl Finder<'_, '_> {
    /// `name = Default(Type, 'text')`.
    fn attribute(&mut self, name: &str, value: &Expression) {
        let ExpressionKind::Call {
            function,
            arguments,
        } = &value.kind
        else {
            return;
        };
        let is_default =
            matches!(&function.kind, ExpressionKind::Name(called) if &**called == "Default");
        let Some(ExpressionKind::String(literal)) =
            arguments.get(1).map(|argument| &argument.value().kind)
        else {
            return;
        };
        let Some(template) = Template::parse(&literal.text).filter(|_| is_default) else {
            return;
        };
        for part in template.parts {
            let PartKind::Reference(reference) = &part.kind else {
                continue;
            };
            let leads_back = match reference.components() {
                [Component::Attribute(first)] => &**first == name,
                [Component::Attribute(first), Component::Attribute(second)] => {
                    &**first == "self" && &**second == name
                }
                _ => false,
            };
            let place = locate(
                &literal.text,
                part.range.start,
                part.range.end,
                self.context.sources,
            );
            if let Some(place) = place.filter(|_| leads_back) {
                let message = format!("the default of `{name}` refers to `{name}` itself");
                self.findings.push(
                    Diagnostic::new(&RULE.code, message, place)
                        .at("refers to itself")
                        .help(format!(
                            "write `{{{{super.{name}}}}}` for the value outside of the struct"
                        )),
                );
            }
        }
    }
}
