//! P010

use super::command::commands;
use super::shell::scan;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports `$1`, `$*`, `$@`, `$#` and other positional parameters in a command line. Command lines that define
    /// functions or set the parameters themselves are not reported.
    ///
    /// ## Why is this bad?
    /// A command line has no arguments, so these expand to nothing, and `$#` is 0. Usually the command line was
    /// copied from a script. Or the `$` is meant for a program such as `awk`, and must be protected from bash.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'run', cmdline = './run --config "$1"')],
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
    ///     processes = [Process(name = 'run', cmdline = './run --config "{{config}}"')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// ).bind(config = 'web.ini')]
    /// ```
    ///
    /// ## References
    /// Thermos runs `bash -c CMDLINE` without further arguments.
    "P010" "positional-parameter" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for command in commands(job) {
        let text = command.text.as_str();
        if !text.contains('$') || sets_parameters(text) {
            continue;
        }
        for range in scan(text).parameters {
            let Some(place) = command.place(context, range.clone()) else {
                continue;
            };
            let parameter = text.get(range).unwrap_or("");
            let (value, label) = match parameter {
                "$#" | "${#}" => ("0", "always 0"),
                _ => ("empty", "nothing"),
            };
            let message = format!(
                "`{parameter}` is always {value} in {}: a command line has no arguments",
                command.name()
            );
            let diagnostic = Diagnostic::new(&RULE.code, message, place).at(label);
            findings.push_for(
                job,
                diagnostic.help(
                    "bind a name, and refer to it: `{{name}}`; for awk and similar programs, use single quotes",
                ),
            );
        }
    }
}

/// Whether something in the command line gives the parameters a meaning.
fn sets_parameters(text: &str) -> bool {
    let words = || text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|'));
    text.replace(' ', "").contains("()")
        || words().any(|word| matches!(word, "function" | "set" | "source" | "."))
}
