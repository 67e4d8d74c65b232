//! P015

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, shell};

rule! {
    /// ## What it does
    /// Reports what shellcheck finds in a command line. The message contains shellcheck's own code, such as SC2086, and
    /// text.
    ///
    /// Before the analysis, words replace references. A complaint that such a word is constant is not reported. A
    /// comment `# shellcheck disable=SC2086` in the command line is obeyed.
    ///
    /// ## Why is this bad?
    /// The page of each code explains it: <https://www.shellcheck.net/wiki/>.
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
    /// ## Options
    /// - `lint.shellcheck.enabled`: whether `jobc check` starts `shellcheck`, which must be installed. The default is
    ///   false, and `--shellcheck` enables it for one run. Editors do not run it.
    /// - `lint.shellcheck.exclude`: codes to ignore, such as `["SC2086"]`.
    /// - `lint.shellcheck.milliseconds`: the time limit for the command lines of one file.
    ///
    /// ## Fix safety
    /// shellcheck's replacement becomes a fix if every edit has an exact position in the literal, outside of escapes
    /// and references. It may change what a command does, so it is only applied with `--unsafe-fixes`.
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
