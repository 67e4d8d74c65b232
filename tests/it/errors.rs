//! What people see: every diagnostic in a terminal and as JSON, by the example of its page.

use crate::support::{all_codes, find, with_stack};
use jobc::diagnostic::page::Page;
use jobc::diagnostic::{Code, Diagnostic};
use jobc::lint::{Check, rules};
use jobc::report::Format;

/// What the example of the page of a code shows in a terminal and as JSON; `None` if the page has no example.
fn shown(code: &'static Code, is_rule: bool) -> Option<String> {
    let example = Page::of(code).example?;
    let mut found = find(&example, is_rule.then_some(code));
    found.diagnostics.retain(|it| it.code == code);
    let shown = found.render(Format::Full) + &found.render(Format::JsonLines);
    (!found.diagnostics.is_empty()).then_some(shown)
}

/// One snapshot a code, so that a new one changes no other. All of them are compared before the test fails.
#[test]
fn each_code_as_people_see_it() {
    let wrong: Vec<&str> = with_stack(|| {
        let codes = all_codes().into_iter();
        let codes = codes.filter_map(|(code, is_rule)| Some((code, shown(code, is_rule)?)));
        codes
            .filter(|(code, shown)| {
                let compare = || insta::assert_snapshot!(code.code, shown);
                std::panic::catch_unwind(compare).is_err()
            })
            .map(|(code, _)| code.code)
            .collect()
    });
    assert!(wrong.is_empty(), "not as judged: {}", wrong.join(", "));
}

/// A new code without a case here is a failure: each is shown in a terminal and as JSON.
#[test]
fn every_code_has_a_case() {
    // `check` shows what needs a repository, `shellcheck` what needs another program.
    let needs_more = |code: &Code| {
        rules::find(code.code).is_some_and(|rule| {
            matches!(rule.check, Check::Repository) || rule.code.name == "shellcheck"
        })
    };
    let without: Vec<&str> = with_stack(move || {
        let codes = all_codes().into_iter();
        codes
            .filter(|(code, _)| !needs_more(code))
            .filter(|(code, is_rule)| shown(code, *is_rule).is_none())
            .map(|(code, _)| code.code)
            .collect()
    });
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
