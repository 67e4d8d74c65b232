//! What people see: every diagnostic in a terminal and as JSON, by the example of its page.

mod support;

use jobc::diagnostic::page::Page;
use jobc::diagnostic::{Code, Diagnostic};
use jobc::lint::{Check, rules};
use jobc::report::Format;
use support::{all_codes, find, with_stack};

/// What the example of a page shows.
fn shown(start: &'static str, format: Format) -> String {
    with_stack(move || {
        let mut out = String::new();
        for (code, is_rule) in all_codes() {
            if !code.code.starts_with(start) {
                continue;
            }
            let Some(example) = Page::of(code).example else {
                continue;
            };
            let mut found = find(&example, is_rule.then_some(code));
            found.diagnostics.retain(|it| it.code == code);
            out += &found.render(format);
        }
        out
    })
}

/// A snapshot of the terminal and of JSON for the codes of a stage.
macro_rules! stages {
    ($($name:ident = $start:literal;)+) => {
    /// How the codes of each stage begin.
    const STAGES: [&str; [$($start),+].len()] = [$($start),+];

    $(
        mod $name {
            #[test]
            fn terminal() {
                let shown = super::shown($start, super::Format::Full);
                insta::assert_snapshot!(concat!(stringify!($name), "_terminal"), shown);
            }

            #[test]
            fn json() {
                let shown = super::shown($start, super::Format::JsonLines);
                insta::assert_snapshot!(concat!(stringify!($name), "_json"), shown);
            }
        }
    )+};
}

stages! {
    syntax = "E1";
    evaluation = "E2";
    objects = "E3";
    references = "E4";
    client = "E5";
    client_warnings = "W5";
    scheduler = "E6";
    files = "E7";
    limits = "E8";
    rules_of_jobs = "J";
    rules_of_the_language = "L";
    rules_of_processes = "P";
    rules_of_resources = "R";
    rules_of_templates = "T";
}

/// A new code without a case here is a failure: each is shown in a terminal and as JSON.
#[test]
fn every_code_has_a_case() {
    let (terminal, json) = with_stack(|| {
        let of = |format| STAGES.map(|stage| shown(stage, format)).concat();
        (of(Format::Full), of(Format::JsonLines))
    });
    // `tests/check.rs` shows what needs a repository, `tests/shellcheck.rs` what needs another program.
    let is_shown = |code: &&Code| {
        rules::find(code.code).is_none_or(|rule| {
            !matches!(rule.check, Check::Repository) && rule.code.name != "shellcheck"
        })
    };
    let codes = all_codes().into_iter().map(|(code, _)| code);
    let without: Vec<&str> = codes
        .filter(is_shown)
        .filter(|code| {
            let heading = format!("{} {}\n", code.code, code.name);
            let field = format!("\"code\":\"{}\"", code.code);
            !terminal.contains(&heading) || !json.contains(&field)
        })
        .map(|code| code.code)
        .collect();
    assert!(without.is_empty(), "no case shows {}", without.join(", "));
}

/// All messages follow one style: they begin with a small letter, a name or an acronym, and end without a full stop.
#[test]
fn messages_have_one_style() {
    let failures = with_stack(|| {
        let mut failures = Vec::new();
        for (code, is_rule) in all_codes() {
            let Some(example) = Page::of(code).example else {
                continue;
            };
            let found = find(&example, is_rule.then_some(code));
            let own = found.diagnostics.iter().filter(|it| it.code == code);
            for diagnostic in own {
                failures.extend(out_of_style(diagnostic));
            }
        }
        failures
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Names that a message may begin with.
const NAMES: [&str; 1] = ["Python 2 "];

fn out_of_style(diagnostic: &Diagnostic) -> Vec<String> {
    let mut texts = vec![diagnostic.message.as_str(), &diagnostic.primary.message];
    texts.extend(diagnostic.labels.iter().map(|label| label.message.as_str()));
    texts.extend(diagnostic.help.as_deref());
    let is_wrong = |text: &&str| {
        let mut letters = text.chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none_or(|next| !next.is_uppercase());
        let is_name = NAMES.iter().any(|name| text.starts_with(name));
        capital && !is_name || text.ends_with('.')
    };
    let wrong = texts.into_iter().filter(is_wrong);
    wrong
        .map(|text| format!("{} {text}", diagnostic.code.code))
        .collect()
}
