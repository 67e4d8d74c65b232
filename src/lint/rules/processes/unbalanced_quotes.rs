//! P012

use super::command::commands;
use super::shell::scan;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a quote in a command line that is never closed.
    ///
    /// ## Why is this bad?
    /// bash reads to the end, finds no closing quote, and runs nothing. The process fails immediately on the cluster.
    /// Usually the cause is an apostrophe in a message.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'greet', cmdline = "echo it's ready && ./serve")],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
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
    ///     processes = [Process(name = 'greet', cmdline = 'echo "it is ready" && ./serve')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "P012" "unbalanced-quotes" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for command in commands(job) {
        let found = scan(&command.text);
        let Some(range) = found.unclosed.filter(|_| !found.is_uncertain) else {
            continue;
        };
        let Some(place) = command.place(context, range.clone()) else {
            continue;
        };
        let quote = command.text.get(range).unwrap_or("'");
        let message = format!(
            "this `{quote}` is never closed, so bash rejects the command line of {}",
            command.name()
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .at("opened here")
                .help(format!(
                    "close it, or write `\\{quote}` for a literal quote"
                )),
        );
    }
}
