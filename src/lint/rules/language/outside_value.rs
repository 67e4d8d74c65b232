//! L010

use super::names;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{
    Expression, ExpressionKind, Identifier, ImportedNames, Name, StatementKind,
};
use crate::syntax::visit;
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports a value that depends on the clock, the machine, the user, an environment variable, or chance.
    ///
    /// ## Why is this bad?
    /// The same file produces other jobs tomorrow, or for another user. Bind what differs between runs on the command
    /// line, where it is visible: write `{{version}}` in the file, and pass `-E version=7`.
    ///
    /// ## Example
    /// ```python
    /// import getpass
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --by %s' % getpass.getuser()),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --by {{mesos.role}}'),
    ///   ),
    /// ]
    /// ```
    "L010" "value-from-outside" Info Language off File(check)
}

fn check(_: &Context, file: &File, findings: &mut Findings) {
    let modules = modules(file);
    if modules.is_empty() {
        return;
    }
    let mut last: Option<Span> = None;
    visit::each_expression(&file.parsed.module.body, &mut |expression| {
        let Some(path) = path(expression, &modules) else {
            return;
        };
        let inside = last.is_some_and(|last| {
            last.file == expression.span.file
                && last.start <= expression.span.start
                && expression.span.end <= last.end
        });
        let Some((_, what)) = OUTSIDE.iter().find(|(name, _)| *name == path) else {
            return;
        };
        if !inside {
            last = Some(expression.span);
            let message = format!("`{path}` depends on {what}, and so do the jobs");
            findings.push(
                Diagnostic::new(&RULE.code, message, expression.span)
                    .help("use a reference such as `{{version}}`, and bind it on the command line: `-E version=7`"),
            );
        }
    });
}

/// What is different elsewhere or later, and what it depends on.
const OUTSIDE: &[(&str, &str)] = &[
    ("os.environ", "the environment"),
    ("os.getenv", "the environment"),
    ("os.getcwd", "the folder one is in"),
    ("os.getlogin", "the user"),
    ("os.getuid", "the user"),
    ("os.getpid", "the run"),
    ("os.uname", "the machine"),
    ("os.path.expanduser", "the user"),
    ("os.path.expandvars", "the environment"),
    ("os.path.abspath", "the folder one is in"),
    ("getpass.getuser", "the user"),
    ("pwd.getpwuid", "the user"),
    ("time.time", "the clock"),
    ("time.clock", "the clock"),
    ("time.ctime", "the clock"),
    ("time.localtime", "the clock"),
    ("time.gmtime", "the clock"),
    ("time.strftime", "the clock"),
    ("datetime.datetime.now", "the clock"),
    ("datetime.datetime.utcnow", "the clock"),
    ("datetime.datetime.today", "the clock"),
    ("datetime.date.today", "the clock"),
    ("socket.gethostname", "the machine"),
    ("socket.getfqdn", "the machine"),
    ("platform.node", "the machine"),
    ("platform.system", "the machine"),
    ("random.random", "chance"),
    ("random.randint", "chance"),
    ("random.choice", "chance"),
    ("random.shuffle", "chance"),
    ("random.sample", "chance"),
    ("uuid.uuid1", "chance"),
    ("uuid.uuid4", "chance"),
];

/// What the names of a file's imports stand for, as dotted names.
fn modules(file: &File) -> FxHashMap<Name, String> {
    let mut modules = FxHashMap::default();
    for binding in names::bindings(&file.parsed.module.body) {
        match &binding.statement.kind {
            StatementKind::Import(imported) => {
                for module in imported {
                    let name = module.alias.as_ref().or(module.module.parts.first());
                    let parts = match &module.alias {
                        Some(_) => module.module.parts.as_slice(),
                        None => module.module.parts.get(..1).unwrap_or_default(),
                    };
                    if let Some(name) = name {
                        modules.insert(name.name.clone(), dotted(parts));
                    }
                }
            }
            StatementKind::ImportFrom {
                module,
                names: ImportedNames::Names(names),
                level: 0,
            } => {
                for (name, alias) in names {
                    let bound = alias.as_ref().unwrap_or(name);
                    let path = format!("{}.{}", dotted(&module.parts), name.name);
                    modules.insert(bound.name.clone(), path);
                }
            }
            _ => {}
        }
    }
    modules
}

fn dotted(parts: &[Identifier]) -> String {
    let names: Vec<&str> = parts.iter().map(|part| &*part.name).collect();
    names.join(".")
}

/// The dotted name that an expression stands for.
fn path(expression: &Expression, modules: &FxHashMap<Name, String>) -> Option<String> {
    let mut attributes = Vec::new();
    let mut at = expression;
    loop {
        match &at.kind {
            ExpressionKind::Attribute { object, attribute } => {
                attributes.push(&*attribute.name);
                at = object;
            }
            ExpressionKind::Name(name) => {
                attributes.push(modules.get(name)?);
                attributes.reverse();
                return Some(attributes.join("."));
            }
            _ => return None,
        }
    }
}
