//! The report of what becomes of every attribute of every job.

use super::account::{Account, Entry, Fate};
use crate::emit::Json;
use std::fmt::Write;

/// How often each fate comes.
fn counts(entries: &[Entry]) -> [(Fate, usize); 4] {
    Fate::ALL.map(|fate| {
        let same = entries.iter().filter(|it| it.fate == fate);
        (fate, same.count())
    })
}

/// The report as Markdown: a table for each job.
pub fn to_markdown(target: &str, accounts: &[Account]) -> String {
    let mut out = format!("# What `{target}` makes of {} jobs\n", accounts.len());
    for account in accounts {
        let numbers =
            counts(&account.entries).map(|(fate, count)| format!("{count} {}", fate.word()));
        let _ = write!(
            out,
            "\n## {}\n\n{} attributes: {}.\n\n| attribute | what becomes of it | why | set by |\n| --- | --- | --- | --- |\n",
            cell(&account.job),
            account.entries.len(),
            numbers.join(", ")
        );
        for entry in &account.entries {
            let set_by = if entry.is_written { "you" } else { "default" };
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {set_by} |",
                cell(&entry.path),
                entry.fate.word(),
                cell(&entry.why)
            );
        }
    }
    out
}

/// A text that does not end its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// The report as JSON.
pub fn to_json(target: &str, accounts: &[Account]) -> String {
    let entry = |entry: &Entry| {
        Json::Object(vec![
            ("attribute".to_owned(), Json::text(&*entry.path)),
            ("fate".to_owned(), Json::text(entry.fate.word())),
            ("why".to_owned(), Json::text(&*entry.why)),
            ("isDefault".to_owned(), Json::Boolean(!entry.is_written)),
        ])
    };
    let job = |account: &Account| {
        let counts = counts(&account.entries);
        let counts = counts.map(|(fate, count)| (fate.word().to_owned(), Json::integer(count)));
        Json::Object(vec![
            ("job".to_owned(), Json::text(&*account.job)),
            ("counts".to_owned(), Json::Object(counts.into())),
            (
                "attributes".to_owned(),
                Json::List(account.entries.iter().map(entry).collect()),
            ),
        ])
    };
    let report = Json::Object(vec![
        ("target".to_owned(), Json::text(target)),
        (
            "jobs".to_owned(),
            Json::List(accounts.iter().map(job).collect()),
        ),
    ]);
    report.to_pretty() + "\n"
}
