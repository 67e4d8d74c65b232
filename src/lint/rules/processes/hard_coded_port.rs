//! P014

use super::command::{Command, commands};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use fancy_regex::Regex;
use std::sync::OnceLock;

rule! {
    /// ## What it does
    /// Reports a process that listens on a fixed port, in a task where other processes request their ports from the
    /// scheduler.
    ///
    /// ## Why is this bad?
    /// Two instances on the same machine cannot both use port 8080. The scheduler finds a free port for each instance.
    /// `{{thermos.ports[http]}}` is its number, and announcements and health checks refer to it by name.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve --port 8080'),
    ///       Process(name = 'metrics', cmdline = './metrics --port {{thermos.ports[metrics]}}'),
    ///     ],
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
    ///     processes = [
    ///       Process(name = 'serve', cmdline = './serve --port {{thermos.ports[http]}}'),
    ///       Process(name = 'metrics', cmdline = './metrics --port {{thermos.ports[metrics]}}'),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The name of the port is a guess, and the scheduler allocates another port. The fix is only suggested.
    "P014" "hard-coded-port" Warning Processes on Job(check)
}

/// Options that say what to listen on. The group is the number.
const LISTENS: &str = r"(?:^|\s)(?:--(?:(?:http|https|admin|health|listen|server|bind|metrics)[-_.])?port[= ]|-Dserver\.port=|PORT=)(\d{2,5})(?=\s|$|[;&|])";

/// Options of programs that connect to somewhere, where the port is that of someone else.
const CONNECTS: [&str; 6] = ["--host", "--server", "--connect", "--url", "://", "-h "];

fn pattern() -> Option<&'static Regex> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    PATTERN.get_or_init(|| Regex::new(LISTENS).ok()).as_ref()
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let commands = commands(job);
    let asks = |command: &Command| command.text.contains("{{thermos.ports[");
    let Some(pattern) = pattern().filter(|_| commands.iter().any(asks)) else {
        return;
    };
    for command in &commands {
        if CONNECTS.iter().any(|option| command.text.contains(option)) {
            continue;
        }
        let Ok(Some(captures)) = pattern.captures(command.text.as_str()) else {
            continue;
        };
        let Some(port) = captures.get(1) else {
            continue;
        };
        let Some(place) = command.place(context, port.range()) else {
            continue;
        };
        let message = format!(
            "{} listens on port {}, while other ports of the task come from the scheduler",
            command.name(),
            port.as_str()
        );
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
            .at("only one instance per machine can use it")
            .help("use a named port: `{{thermos.ports[http]}}`");
        if context.text(place) == port.as_str() {
            diagnostic = diagnostic.suggest(place, "{{thermos.ports[http]}}");
        }
        findings.push_for(job, diagnostic);
    }
}
