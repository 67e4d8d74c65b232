//! R001

use super::amount::{amount, size};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::MEGABYTE;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports memory or disk space that probably has a wrong unit. This is a few megabytes written as a number of
    /// bytes or kilobytes, or more than a petabyte.
    ///
    /// ## Why is this bad?
    /// `ram` and `disk` are in bytes. Other tools count in kilobytes or megabytes, and a number copied from there is a
    /// thousand or a million times too small. `ram = 4000000` is 4 MB, which is too little to start a program. (Less
    /// than one megabyte is an error.)
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve')],
    ///     resources = Resources(cpu = 1.0, ram = 4000000, disk = 512*MB),
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
    ///     resources = Resources(cpu = 1.0, ram = 4*GB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The intended unit is a guess, so the fix is only suggested.
    "R001" "forgotten-unit" Warning Resources on Job(check)
}

/// Fewer bytes than this are suspicious.
const FEW: i64 = 16 * MEGABYTE;
/// More bytes than this no machine has.
const MANY: i64 = 1 << 50;

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for name in ["ram", "disk"] {
        let Some((bytes, place)) = amount(context, job, name) else {
            continue;
        };
        let written = context.text(place);
        let is_number = written.parse() == Ok(bytes);
        let help = if bytes > MANY {
            "is a unit applied twice?"
        } else if bytes < FEW && is_number && bytes % MEGABYTE != 0 {
            "did you mean kilobytes?"
        } else if bytes < FEW && written.contains("KB") {
            "did you mean megabytes?"
        } else {
            continue;
        };
        let message = format!("`{name}` is {}, which is probably a mistake", size(bytes));
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
            .at(size(bytes))
            .help(help);
        if bytes < FEW && is_number {
            diagnostic = diagnostic.suggest(place, format!("{bytes} * KB"));
        }
        findings.push_for(job, diagnostic);
    }
}
