//! P015

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, shell};

rule! {
    /// What shellcheck finds in a command line.
    ///
    /// Its own code, such as SC2086, and its words are those of the message; <https://www.shellcheck.net/wiki/> explains them. References
    /// stand for words when it looks, and where it complains that such a word is always the same, nothing is reported. A comment
    /// `# shellcheck disable=SC2086` in the command line is obeyed.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'clean', cmdline = 'cd /tmp/{{role}}; rm -rf $OLD/*')],
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
    ///     processes = [Process(name = 'clean', cmdline = 'cd /tmp/{{role}} && rm -rf "${OLD:?}"/*')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// What shellcheck proposes is a fix where all of it has an exact place in the literal: no escape in between, nothing in the place of a
    /// reference. It may change what a command does, so it is applied with `--unsafe-fixes` only.
    ///
    /// ## Settings
    /// The rule needs a program, `shellcheck`, which `jobc check` starts only if it is told to: by `--shellcheck`, or by
    /// `enabled = true` under `[lint.shellcheck]` in `jobc.toml`. There, `exclude = ["SC2086"]` leaves out what a team does not want
    /// to hear, and `milliseconds` is the time that the command lines of a file may take. Editors do not run it.
    "P015" "shellcheck" Warning Processes on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(program) = context.shell else {
        return;
    };
    let scripts = shell::scripts(context);
    if scripts.is_empty() {
        return;
    }
    let texts: Vec<&str> = scripts.iter().map(|script| script.text.as_str()).collect();
    for (script, remarks) in scripts.iter().zip(program.look(&texts)) {
        for remark in &remarks {
            let place = script.range(remark);
            let Some(place) = place.and_then(|range| script.place(context, range)) else {
                continue;
            };
            let code = remark.code;
            let words = remark.message.trim_end_matches('.');
            let message = format!("SC{code} in `{}`: {words}", script.process);
            let mut diagnostic = Diagnostic::new(&RULE.code, message, place).help(format!(
                "shellcheck explains it: https://www.shellcheck.net/wiki/SC{code}"
            ));
            diagnostic.fix = script.fix(context, remark);
            if matches!(remark.level.as_str(), "info" | "style") {
                diagnostic.severity = Severity::Info;
            }
            let jobs = script.jobs.iter().filter_map(|&job| context.jobs.get(job));
            diagnostic.jobs = jobs.map(|job| job.key.label()).collect();
            findings.push_kind(code, diagnostic);
        }
    }
}
