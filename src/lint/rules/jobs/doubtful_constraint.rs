//! J019

use super::facts;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, nearest};
use crate::job::Job;
use crate::job::constraint::Constraint;
use crate::job::value::{self, python_integer};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Object;

rule! {
    /// ## What it does
    /// Reports a placement constraint that probably matches no machine, or every machine.
    ///
    /// ## Why is this bad?
    /// The job is accepted and stays pending forever. A negated value excludes nothing.
    ///
    /// - Only the prefix `limit:` makes a limit. `limit=2`, `Limit:2` and `!limit:2` are values that no machine has.
    /// - Values are separated by commas and are not trimmed: `r1, r2` means `r1`, or ` r2` with a space.
    /// - An attribute that is a number is compared as `2.0`, never as `2`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   constraints = {'host': 'limit=2'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   constraints = {'host': 'limit:2'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Fix safety
    /// The job may run on other machines, so the fix is only suggested.
    ///
    /// ## References
    /// The client (`parse_constraints`) and Aurora's `ConstraintMatcher`.
    "J019" "doubtful-constraint" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let constraints = job.attribute("constraints");
    let pairs = constraints.as_ref().and_then(Object::as_map);
    for (name, constraint) in pairs.unwrap_or_default() {
        let (Some(name), Some(text)) = (value::text(name), value::text(constraint)) else {
            continue;
        };
        let Some(doubt) = doubt(name, text) else {
            continue;
        };
        let place = context
            .users(&[constraint.span()])
            .unwrap_or_else(|| facts::written_or_job(context, job, &job.object, "constraints"));
        let mut diagnostic = Diagnostic::new(&RULE.code, doubt.message, place).help(doubt.help);
        let quoted = ["'", "\""].map(|quote| format!("{quote}{text}{quote}"));
        let is_literal = quoted.iter().any(|it| it == context.text(place));
        if let Some(replacement) = doubt.replacement.filter(|_| is_literal) {
            diagnostic.fix = Some(Fix {
                message: format!("Replace with `{replacement}`"),
                edits: vec![Edit {
                    span: place.part(1, 1 + text.len()),
                    replacement,
                }],
                applicability: Applicability::Suggestion,
            });
        }
        findings.push_for(job, diagnostic);
    }
}

/// What is doubtful about a constraint.
struct Doubt {
    message: String,
    help: String,
    /// What is probably meant.
    replacement: Option<String>,
}

fn doubt(name: &str, text: &str) -> Option<Doubt> {
    let Constraint::Values { negated, values } = Constraint::parse(text) else {
        return None;
    };
    if text.contains("{{") {
        return None;
    }
    let effect = match negated {
        true => "excludes no machine",
        false => "matches no machine",
    };
    if let Some(limit) = meant_limit(text) {
        return Some(Doubt {
            message: format!("`{text}` is a value, not a limit, so it {effect}"),
            help: format!("write `'limit:{limit}'`"),
            replacement: Some(format!("limit:{limit}")),
        });
    }
    if values.iter().any(|value| value.trim().is_empty()) {
        return Some(Doubt {
            message: format!("the constraint on `{name}` has an empty value, which {effect}"),
            help: "remove it, or name the values, with commas between them".to_owned(),
            replacement: None,
        });
    }
    let sign = if negated { "!" } else { "" };
    if let Some(value) = values.iter().find(|value| value.trim() != **value) {
        let trimmed: Vec<&str> = values.iter().map(|value| value.trim()).collect();
        let meant = format!("{sign}{}", trimmed.join(","));
        return Some(Doubt {
            message: format!("whitespace is part of a value: `{value}` {effect}"),
            help: format!("write `'{meant}'`"),
            replacement: Some(meant),
        });
    }
    if let Some(value) = values.iter().find(|value| value.starts_with('!')) {
        let subject = format!("`{value}` is a value with an exclamation mark, which {effect}");
        return Some(Doubt {
            message: subject,
            help: "one `!` before the first value negates them all".to_owned(),
            replacement: None,
        });
    }
    let number = values.iter().find_map(|value| python_integer(value))?;
    Some(Doubt {
        message: format!(
            "a numeric attribute of a machine is compared as `{number}.0`, so `{number}` {effect}"
        ),
        help: match negated {
            true => format!("write `'!{number}.0'`"),
            false => {
                format!("write `'limit:{number}'` for a limit, or `'{number}.0'` for the number")
            }
        },
        replacement: None,
    })
}

/// The number of a limit that is not written as one: `limit=2`, `Limit:2`, `limt:2`, `!limit:2`.
fn meant_limit(text: &str) -> Option<i64> {
    let (word, number) = text.trim_start_matches('!').split_once([':', '='])?;
    let word = word.trim().to_lowercase();
    let is_meant = word == "limit" || nearest(&word, ["limit"]).is_some();
    python_integer(number).filter(|_| is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_doubtful() {
        for (text, word, replacement) in [
            ("limit=2", "not a limit", Some("limit:2")),
            ("Limit:1", "not a limit", Some("limit:1")),
            ("LIMIT:2", "not a limit", Some("limit:2")),
            ("limit :2", "not a limit", Some("limit:2")),
            ("limt:3", "not a limit", Some("limit:3")),
            ("!limit:2", "excludes no machine", Some("limit:2")),
            ("", "empty value", None),
            ("!", "empty value", None),
            ("a,,b", "empty value", None),
            ("r1, r2", "` r2`", Some("r1,r2")),
            ("!r1 ", "`r1 `", Some("!r1")),
            ("!!a", "exclamation mark", None),
            ("2", "`2.0`", None),
            ("r1,2", "`2.0`", None),
        ] {
            let doubt = doubt("rack", text).expect(text);
            assert!(doubt.message.contains(word), "{text}: {}", doubt.message);
            assert_eq!(doubt.replacement.as_deref(), replacement, "{text}");
        }
        for text in [
            "limit:1", "r1", "r1,r2", "!r1", "1.0", "zone:1", "{{rack}}", "web/ssd",
        ] {
            assert!(doubt("rack", text).is_none(), "{text}");
        }
    }
}
