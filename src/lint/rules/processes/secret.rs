//! P013

use super::command::commands;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, known_secrets};

rule! {
    /// ## What it does
    /// Reports a password, key or token in a command line.
    ///
    /// ## Why is this bad?
    /// Everyone with access to the repository, the scheduler's page or the machine's process list can read it, and it
    /// stays in the history forever. Read the secret from a file or a secret service when the process runs, and replace
    /// the exposed one.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'dump', cmdline = 'pg_dump --password=hunter2-correct-horse shop')],
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
    ///     processes = [Process(name = 'dump', cmdline = 'PGPASSFILE=/etc/secrets/shop pg_dump shop')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "P013" "secret-in-command-line" Warning Processes on Job(check)
}

/// What people write where a secret goes.
const PLACEHOLDERS: &[&str] = &[
    "changeme",
    "password",
    "example",
    "placeholder",
    "redacted",
    "xxxxxx",
];

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for command in commands(job) {
        let text = command.text.as_str();
        for (secret, what) in known_secrets::find(text) {
            let word = text[secret.clone()].to_ascii_lowercase();
            if PLACEHOLDERS
                .iter()
                .any(|placeholder| word.contains(placeholder))
            {
                continue;
            }
            let Some(place) = command.place(context, secret) else {
                continue;
            };
            let message = format!("the command line of {} contains {what}", command.name());
            findings.push_for(
                job,
                Diagnostic::new(&RULE.code, message, place)
                    .help("read it from a file when the process runs, and replace the exposed one"),
            );
        }
    }
}
