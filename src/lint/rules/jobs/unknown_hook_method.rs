//! J022

use super::inactive_hooks::{assignments, value};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, nearest};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::syntax::ast::{Class, Expression, ExpressionKind, Function, StatementKind};
use std::sync::Arc;

rule! {
    /// ## What it does
    /// Reports a method of a hook that the client never calls because of its name, or cannot call because it takes too few
    /// arguments.
    ///
    /// ## Why is this bad?
    /// The client looks for methods named `pre_`, `post_` or `err_` and one of `create_job`, `cancel_update`, `restart`,
    /// `update_job` and `kill_job`, and for `generic_hook`. It passes the arguments of its own method; `post_` methods get
    /// the result first, and `err_` methods the error. A misspelled method is never called. A call that fails ends the
    /// command for `pre_` methods and is ignored for others.
    ///
    /// ## Example
    /// ```python
    /// class KillConfirmer(object):
    ///   def pre_kil_job(self, job_key, shards = None):
    ///     return raw_input('Kill %s? ' % job_key) == 'yes'
    ///
    /// hooks = [KillConfirmer]
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com', enable_hooks = True,
    ///   task = SimpleTask('web', './web'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class KillConfirmer(object):
    ///   def pre_kill_job(self, job_key, shards = None):
    ///     return raw_input('Kill %s? ' % job_key) == 'yes'
    ///
    /// hooks = [KillConfirmer]
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com', enable_hooks = True,
    ///   task = SimpleTask('web', './web'))]
    /// ```
    ///
    /// ## Fix safety
    /// The fix is only suggested: the method runs from then on.
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/client-hooks.md`.
    "J022" "unknown-hook-method" Warning Jobs on Compilation(check)
}

const EVENTS: [&str; 3] = ["pre_", "post_", "err_"];
/// The client's methods, and how many arguments it always passes to each.
const METHODS: [(&str, usize); 5] = [
    ("create_job", 1),
    ("cancel_update", 1),
    ("restart", 4),
    ("update_job", 1),
    ("kill_job", 1),
];

fn check(context: &Context, findings: &mut Findings) {
    let assigned = context.files.iter().flat_map(assignments);
    let listed: Vec<&str> = assigned
        .filter_map(|it| value(&it))
        .flat_map(listed)
        .collect();
    for class in classes(context).filter(|it| listed.contains(&&*it.name.name)) {
        for statement in &class.body {
            if let StatementKind::Function(function) = &statement.kind {
                findings.push_all(method(function));
            }
        }
    }
}

/// The names of the classes that are listed, themselves or by an instance.
fn listed(value: &Expression) -> Vec<&str> {
    let items = match &value.kind {
        ExpressionKind::List(items) | ExpressionKind::Tuple(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    items
        .iter()
        .filter_map(|item| match &item.kind {
            ExpressionKind::Name(name) => Some(&**name),
            ExpressionKind::Call { function, .. } => match &function.kind {
                ExpressionKind::Name(name) => Some(&**name),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn classes<'a>(context: &'a Context) -> impl Iterator<Item = &'a Arc<Class>> {
    let statements = context.files.iter().flat_map(|it| &it.parsed.module.body);
    statements.filter_map(|it| match &it.kind {
        StatementKind::Class(class) => Some(class),
        _ => None,
    })
}

fn method(function: &Function) -> Option<Diagnostic> {
    let name = &*function.name.name;
    let known = || {
        let of_event = |event| METHODS.iter().map(move |(it, _)| format!("{event}{it}"));
        EVENTS.into_iter().flat_map(of_event)
    };
    if let Some(found) = EVENTS.iter().find_map(|event| {
        let method = name.strip_prefix(event)?;
        let (_, least) = METHODS.iter().find(|(it, _)| *it == method)?;
        // `self`, and the result or the error.
        Some(least + 1 + usize::from(*event != "pre_"))
    }) {
        return too_few(function, found);
    }
    if name == "generic_hook" {
        return too_few(function, 5);
    }
    let starts = EVENTS.iter().any(|event| name.starts_with(event));
    let all: Vec<String> = known().chain(["generic_hook".to_owned()]).collect();
    let near = nearest(name, all.iter().map(String::as_str));
    if !starts && near.is_none() {
        return None;
    }
    let message = format!("the client never calls a method named `{name}`");
    let diagnostic = Diagnostic::new(&RULE.code, message, function.name.span);
    let prefixed = || {
        all.iter()
            .find(|it| starts && it.starts_with(&format!("{name}_")))
    };
    let Some(near) = near.or_else(|| prefixed().map(String::as_str)) else {
        let names: Vec<&str> = METHODS.iter().map(|(it, _)| *it).collect();
        return Some(diagnostic.help(format!(
            "hooks are for `{}`, after `pre_`, `post_` or `err_`",
            names.join("`, `")
        )));
    };
    let mut diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    diagnostic.fix = Some(Fix {
        message: format!("Write `{near}`"),
        edits: vec![Edit {
            span: function.name.span,
            replacement: near.to_owned(),
        }],
        applicability: Applicability::Suggestion,
    });
    Some(diagnostic)
}

/// Reports a method that cannot take as many arguments as the client passes, `self` included.
fn too_few(function: &Function, passed: usize) -> Option<Diagnostic> {
    let parameters = &function.parameters;
    let is_static = !function.decorators.is_empty();
    if is_static || parameters.rest.is_some() || parameters.positional.len() >= passed {
        return None;
    }
    let name = &function.name.name;
    let message = format!(
        "the client passes `{name}` {passed} arguments, `self` included, but it takes {}",
        parameters.positional.len()
    );
    let diagnostic = Diagnostic::new(&RULE.code, message, function.name.span);
    Some(diagnostic.help("add the parameters, or `*args` and `**kwargs`"))
}
