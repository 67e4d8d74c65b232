//! P013

use super::command::commands;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use fancy_regex::Regex;
use std::sync::OnceLock;

rule! {
    /// A password, key or token in a command line.
    ///
    /// Everyone who can read the repository, the scheduler's page or the list of processes on the machine can read it, and it
    /// stays in the history for ever. Read it from a file or a service that hands out secrets, when the process runs; and replace
    /// the one that was written down.
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

/// What gives a secret away, with a name for it. The group is the secret.
const PATTERNS: &[(&str, &str)] = &[
    (
        r"\b((?:AKIA|ASIA)[0-9A-Z]{16})\b",
        "the key of an AWS account",
    ),
    (r"\b(gh[pousr]_[A-Za-z0-9]{36,})\b", "a GitHub token"),
    (r"\b(xox[abprs]-[A-Za-z0-9-]{10,})", "a Slack token"),
    (r"\b(glpat-[A-Za-z0-9_-]{20,})", "a GitLab token"),
    (r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)", "a private key"),
    (r"://[^/\s:@$]+:([^/\s:@${}<>*]+)@", "the password of a URL"),
    (
        r#"(?i)(?:\b|_|--)(?:password|passwd|secret_access_key|secret_key|api_?key|auth_?token|access_?token)(?:=|\s*:\s+)["']?([^\s"'${}<>`*;|&/]{6,})"#,
        "a password",
    ),
];

/// What is in a command line, small letters for large ones, wherever one of the patterns finds something. Looking for it takes a
/// tenth of the time.
const SIGNS: &[&str] = &[
    "akia",
    "asia",
    "gh",
    "xox",
    "glpat-",
    "private key",
    "@",
    "passw",
    "secret",
    "key",
    "token",
];

/// Whether none of the patterns can find anything in a command line.
fn is_clean(text: &str) -> bool {
    // A pattern that takes large letters for small ones takes some others for them, too.
    text.is_ascii() && {
        let text = text.to_ascii_lowercase();
        !SIGNS.iter().any(|sign| text.contains(sign))
    }
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

fn patterns() -> &'static [(Regex, &'static str)] {
    static COMPILED: OnceLock<Vec<(Regex, &'static str)>> = OnceLock::new();
    COMPILED.get_or_init(|| {
        PATTERNS
            .iter()
            .filter_map(|(pattern, what)| Some((Regex::new(pattern).ok()?, *what)))
            .collect()
    })
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let commands = commands(job).into_iter();
    for command in commands.filter(|it| !is_clean(it.text.as_str())) {
        for (pattern, what) in patterns() {
            let Ok(Some(captures)) = pattern.captures(command.text.as_str()) else {
                continue;
            };
            let Some(secret) = captures.get(1) else {
                continue;
            };
            let word = secret.as_str().to_ascii_lowercase();
            if PLACEHOLDERS
                .iter()
                .any(|placeholder| word.contains(placeholder))
            {
                continue;
            }
            let Some(place) = command.place(context, secret.range()) else {
                continue;
            };
            let message = format!("the command line of {} holds {what}", command.name());
            findings.push_for(
                job,
                Diagnostic::new(&RULE.code, message, place).help(
                    "read it from a file when the process runs, and replace it: it is known now",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_compile() {
        assert_eq!(super::patterns().len(), super::PATTERNS.len());
    }

    #[test]
    fn what_a_pattern_finds_is_looked_for() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "ASIAIOSFODNN7EXAMPLE",
            "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
            "xoxb-0123456789",
            "glpat-0123456789abcdefghij",
            "-----BEGIN PRIVATE KEY-----",
            "http://me:hidden@host/",
            "PASSWORD=hidden1",
            "passwd: hidden1",
            "Secret_Access_Key=hidden1",
            "SECRET_KEY=hidden1",
            "--api_key=hidden1",
            "--apikey=hidden1",
            "auth_token=hidden1",
            "AccessToken=hidden1",
            "pa\u{17f}\u{17f}word=hidden1",
        ] {
            let mut patterns = super::patterns().iter();
            assert!(
                patterns.any(|(it, _)| it.is_match(text).unwrap_or(false)),
                "{text}"
            );
            assert!(!super::is_clean(text), "{text}");
        }
        assert!(super::is_clean(
            "curl --fail -O http://example.com/{{package}}.tar.gz"
        ));
    }
}
