//! L005

use super::names::{self, Reads};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::semantic::Layout;
use crate::source::Span;
use crate::syntax::ast::{Block, ExpressionKind, Name, Statement, StatementKind};
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports a name that is assigned again before its first value is used.
    ///
    /// ## Why is this bad?
    /// Usually a block was copied and its name was not changed. The first value is silently lost. For example, if a
    /// file assigns `jobs` twice, the jobs of the first list do not exist.
    ///
    /// ## Example
    /// ```python
    /// report = Process(name = 'report', cmdline = './report')
    /// report = Process(name = 'upload', cmdline = './upload')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = Task(processes = [report], resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// report = Process(name = 'report', cmdline = './report')
    /// upload = Process(name = 'upload', cmdline = './upload')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SequentialTask(
    ///       processes = [report, upload],
    ///       resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    "L005" "redefined-before-use" Warning Language on Compilation(check) Unnecessary
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for (file, own) in context.files.iter().zip(reads) {
        let elsewhere = |name: &Name| {
            let mut others = context.files.iter().zip(reads);
            others.any(|(other, reads)| other.id != file.id && reads.has(name))
        };
        in_block(&file.parsed.module.body, own, &elsewhere, findings);
        for function in names::functions(file) {
            let layout = Layout::of_function(function);
            let not_local = |name: &Name| !layout.locals.contains(name);
            let own = Reads::of_block(&function.body);
            in_block(&function.body, &own, &not_local, findings);
        }
    }
}

/// Looks at the statements of one block, which run one after the other; what is inside of them may run or not.
fn in_block(
    block: &Block,
    reads: &Reads,
    is_read_elsewhere: &dyn Fn(&Name) -> bool,
    findings: &mut Findings,
) {
    let mut last = FxHashMap::<&Name, (Span, Span)>::default();
    for statement in block {
        let Some((name, place)) = defined(statement) else {
            continue;
        };
        let first = match is_put_to_use(statement) {
            true => last.remove(name),
            false => last.insert(name, (place, statement.span)),
        };
        let Some((first, first_statement)) = first else {
            continue;
        };
        let is_read = reads.names.iter().any(|read| {
            let between = first_statement.end..statement.span.end;
            read.name == *name && (read.is_deferred || between.contains(&read.span.start))
        });
        if is_read || is_read_elsewhere(name) || name.starts_with('_') {
            continue;
        }
        let message = format!("`{name}` is reassigned before this value is used");
        findings.push(
            Diagnostic::new(&RULE.code, message, first)
                .at("never used")
                .label(place, "reassigned here")
                .help("rename one of them, or remove the first one"),
        );
    }
}

/// Whether the value of a definition may serve although nobody reads its name: a decorator took note of it, or making it changed
/// something else.
fn is_put_to_use(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Function(function) => !function.decorators.is_empty(),
        StatementKind::Class(class) => !class.decorators.is_empty(),
        StatementKind::Assign { value, .. } => match &value.kind {
            ExpressionKind::Call { function, .. } => matches!(
                &function.kind,
                ExpressionKind::Attribute { attribute, .. } if CHANGES.contains(&&*attribute.name)
            ),
            _ => false,
        },
        _ => false,
    }
}

/// Methods that change what they are called on.
const CHANGES: [&str; 8] = [
    "pop",
    "popitem",
    "popleft",
    "append",
    "extend",
    "insert",
    "setdefault",
    "update",
];

/// The name that a statement defines, and nothing else.
fn defined(statement: &Statement) -> Option<(&Name, Span)> {
    match &statement.kind {
        StatementKind::Assign { targets, .. } => match targets.as_slice() {
            [target] => match &target.kind {
                ExpressionKind::Name(name) => Some((name, target.span)),
                _ => None,
            },
            _ => None,
        },
        StatementKind::Function(function) => Some((&function.name.name, function.name.span)),
        StatementKind::Class(class) => Some((&class.name.name, class.name.span)),
        _ => None,
    }
}
