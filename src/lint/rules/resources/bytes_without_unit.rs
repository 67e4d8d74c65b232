//! R002

use super::amount::amount;
use crate::diagnostic::Applicability;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::MEGABYTE;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports memory or disk space that is written as a long number of bytes.
    ///
    /// ## Why is this bad?
    /// `1073741824` is hard to verify. `1 * GB` is clear.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 1.0, ram = 1073741824, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 1.0, ram = 1 * GB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The value stays the same, so the fix is safe.
    "R002" "bytes-without-unit" Info Resources on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    // JSON has no other way to write it.
    if context.is_json() {
        return;
    }
    for name in ["ram", "disk"] {
        let Some((bytes, place)) = amount(context, job, name) else {
            continue;
        };
        if bytes % MEGABYTE != 0 || context.text(place).parse() != Ok(bytes) {
            continue;
        }
        let megabytes = bytes / MEGABYTE;
        let better = match megabytes % 1024 {
            0 => format!("{} * GB", megabytes / 1024),
            _ => format!("{megabytes} * MB"),
        };
        let message = format!("`{name}` is written as a number of bytes; `{better}` is the same");
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place).suggest(place, &better);
        diagnostic.help = Some(format!("write `{better}`"));
        if let Some(fix) = &mut diagnostic.fix {
            fix.applicability = Applicability::Safe;
        }
        findings.push_for(job, diagnostic);
    }
}
