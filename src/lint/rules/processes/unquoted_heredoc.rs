//! P011

use super::command::commands;
use super::shell::scan;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports an unquoted here-document whose `$` are probably not meant for the bash that runs the command line. One
    /// kind is scripts (the document starts with `#!`). The other is lowercase variables that the command line never
    /// sets, as in the configuration of a web server.
    ///
    /// ## Why is this bad?
    /// With `<<EOF`, bash expands every `$name` and `$(…)` in the document. With `<<'EOF'` it leaves them alone.
    /// References such as `{{name}}` are resolved before bash sees the text, so they work in both.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'script', cmdline = '''
    ///         cat > report.sh <<EOF
    /// #!/bin/sh
    /// echo $(date) $1
    /// EOF
    ///       ''')],
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
    ///     processes = [Process(name = 'script', cmdline = """
    ///         cat > report.sh <<'EOF'
    /// #!/bin/sh
    /// echo $(date) $1
    /// EOF
    ///       """)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "P011" "unquoted-heredoc" Warning Processes on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for command in commands(job) {
        let text = command.text.as_str();
        if !text.contains("<<") {
            continue;
        }
        for heredoc in scan(text).heredocs {
            let body = text.get(heredoc.body.clone()).unwrap_or("");
            let Some(expanded) = expanded(text, body).filter(|_| !heredoc.is_quoted) else {
                continue;
            };
            let Some(place) = command.place(context, heredoc.delimiter.clone()) else {
                continue;
            };
            let word = text.get(heredoc.delimiter.clone()).unwrap_or("");
            let message = format!(
                "bash expands `{expanded}` in this here-document, because `{word}` is not in quotes"
            );
            let mut diagnostic = Diagnostic::new(&RULE.code, message, place)
                .help(format!("write `<<'{word}'`, or `\\{expanded}`"));
            let place_before = heredoc.delimiter.start.checked_sub(1);
            if let Some(at) =
                place_before.and_then(|_| command.place(context, heredoc.body.clone()))
                && at != place
            {
                diagnostic = diagnostic.label(at, "the document");
            }
            findings.push_for(job, diagnostic);
        }
    }
}

/// The first part of a here-document that bash replaces although it is probably not meant to.
fn expanded<'t>(text: &str, body: &'t str) -> Option<&'t str> {
    let is_script = body.trim_start().starts_with("#!");
    let mut from = 0;
    while let Some(found) = body[from..].find(['$', '`', '\\']) {
        let at = from + found;
        let rest = &body[at..];
        let mut following = rest.chars().skip(1);
        from = at + 1;
        match (rest.as_bytes().first(), following.next()) {
            (Some(b'\\'), next) => from += next.map_or(0, char::len_utf8),
            (Some(b'`'), _) if is_script => return Some("`"),
            (Some(b'$'), Some('(')) if is_script => return Some("$("),
            (Some(b'$'), Some(next)) if next.is_ascii_alphanumeric() || next == '_' => {
                let name = &rest[1..];
                let length = name
                    .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                    .unwrap_or(name.len());
                let is_foreign = next.is_ascii_lowercase() && !is_set(text, &name[..length]);
                if is_script || is_foreign {
                    return Some(&rest[..length + 1]);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a command line sets a variable: `name=`, `read name`, `for name in`.
fn is_set(text: &str, name: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '('));
    let is_name = |word: &str| word == name;
    let mut loops = words.clone();
    let read =
        loops.any(|word| matches!(word, "read" | "for" | "mapfile" | "source" | "." | "eval"));
    read || words
        .filter_map(|word| word.split_once('='))
        .any(|(variable, _)| is_name(variable.trim_end_matches('+')))
}
