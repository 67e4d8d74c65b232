//! What a help proposes is what the page of the code uses instead, and there the finding is gone (`pages.rs`). A help with a fix is
//! applied itself (`fixes.rs`).

use crate::support::{all_codes, find, with_stack};
use jobc::diagnostic::Code;
use jobc::diagnostic::page::Page;

/// The words in front of what is to be written.
const VERBS: [&str; 9] = [
    "write",
    "set",
    "add",
    "use",
    "put",
    "close it with",
    "or",
    "instances:",
    "spread them:",
];

/// The code that a help tells the user to write: text in backticks after a verb, unless it has a placeholder.
fn proposals(help: &str) -> Vec<&str> {
    let mut parts = help.split('`');
    let mut before = parts.next().unwrap_or_default();
    let mut found = Vec::new();
    while let (Some(quoted), Some(after)) = (parts.next(), parts.next()) {
        let is_proposed = VERBS.iter().any(|verb| before.trim_end().ends_with(verb));
        if is_proposed && !quoted.contains('…') {
            found.push(quoted);
        }
        before = after;
    }
    found
}

fn without_layout(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What is wrong with a code, and how many helps of it propose something.
fn failures(code: &'static Code, is_rule: bool) -> (Vec<String>, usize) {
    let page = Page::of(code);
    let (Some(example), Some(correction)) = (&page.example, &page.correction) else {
        return (Vec::new(), 0);
    };
    let files = correction.files.iter().map(|(_, text)| text.as_str());
    let texts: String = files.chain([correction.text.as_str()]).collect();
    let texts = without_layout(&texts);
    let found = find(example, is_rule.then_some(code));
    let own = found.diagnostics.iter().filter(|it| it.code == code);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for diagnostic in own.filter(|it| it.fix.is_none()) {
        let help = diagnostic.help.as_deref().unwrap_or_default();
        // The rest offers alternatives.
        let first = help.split(';').next().unwrap_or_default();
        let first = first.split(", or ").next().unwrap_or_default();
        // `scheduler.rs` has a table of all settings.
        let is_setting = first.is_empty() || help.contains("jobc.toml");
        let proposals = match is_setting {
            true => Vec::new(),
            false => proposals(first),
        };
        seen += usize::from(!proposals.is_empty());
        let is_used = |it: &&str| texts.contains(&without_layout(it));
        if !proposals.is_empty() && !proposals.iter().any(is_used) {
            wrong.push(format!("{}: {help}\n{}", code.code, correction.text));
        }
    }
    (wrong, seen)
}

#[test]
fn what_a_help_proposes_is_used_instead() {
    let results = with_stack(|| {
        let codes = all_codes().into_iter();
        let results = codes.map(|(code, is_rule)| failures(code, is_rule));
        results.collect::<Vec<_>>()
    });
    let proposals: usize = results.iter().map(|(_, seen)| seen).sum();
    let wrong: Vec<String> = results.into_iter().flat_map(|(wrong, _)| wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(proposals >= 20, "only {proposals} proposals");
}
