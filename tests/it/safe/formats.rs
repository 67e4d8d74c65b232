//! Every report format on every message, excerpt and name that is hard to write: it is valid, bounded, and holds nothing raw.

use super::support::{JOB, World};
use jobc::report::Format;
use serde_json::Value;
use std::time::Duration;

/// What a build without optimization on a busy machine may take.
const TIME: Duration = Duration::from_secs(30);

/// The most bytes of a report, by bytes of the file.
const GROWTH: usize = 100;

/// What each is, and a text with a finding that shows it.
fn texts() -> Vec<(&'static str, String)> {
    let raises = |text: &str| format!("raise ValueError({text})\n");
    let shows = |text: &str| format!("s = {text}\nx = {{}}[s]\n{JOB}");
    vec![
        ("a long message", raises("'a' * 5000000")),
        ("a message of many lines", raises("'a\\n' * 1000000")),
        (
            "a long line around a finding",
            format!("x = ['{0}', undefined, '{0}']\n{JOB}", "a".repeat(500_000)),
        ),
        (
            "a finding of many lines",
            format!("x = [{}] + 1\n{JOB}", "1,\n".repeat(20_000)),
        ),
        (
            "control characters",
            shows("'\\x00\\x01\\x07\\x08\\x0b\\x1b[31m\\x7f\\x9b'"),
        ),
        (
            "raw control characters",
            shows("'\u{1}\u{7}\u{1b}[31m\u{7f}\u{9b}'"),
        ),
        ("returns", shows("'a\\rb\\r\\nc'")),
        ("half of a surrogate pair", shows("u'\\ud83d'")),
        ("no characters", shows("u'\\uffff\\ufffe'")),
        ("a pair", shows("u'\\U0001F600'")),
        ("overrides", shows("u'\\u202e\\u2066\\u200f'")),
        ("separators", shows("u'\\u2028\\u2029\\x85'")),
        (
            "quotes",
            shows("'<a href=\"x\">&amp;\\'`]]>--><!--${x}%0A%25|,:\\\\'"),
        ),
        ("a fence", shows("'```\\n# x\\n<details>'")),
        ("one character many times", raises("u'\\u0301' * 100000")),
        (
            "wide characters",
            shows(&format!("u'{}'", "\u{ff21}".repeat(2_000))),
        ),
        ("brackets", format!("x = {}\n", "(".repeat(50_000))),
        ("a long name", format!("print {}\n", "n".repeat(200_000))),
        ("no text", "x = 'a\n".repeat(2_000)),
    ]
}

/// Checks JSON with nothing that a terminal or XML would not take.
fn json(text: &str, what: &str) {
    let parsed = serde_json::from_str::<Value>(text);
    assert!(parsed.is_ok(), "{what}: {parsed:?}");
}

/// Checks that elements close in order, and that no character is one that XML does not know.
fn xml(text: &str, what: &str) {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(legal), "{what}");
    let mut open = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, rest) = part
            .split_once('>')
            .unwrap_or_else(|| panic!("{what}: {part}"));
        assert!(!rest.contains("]]>"), "{what}");
        let entities = rest.split('&').skip(1).chain(tag.split('&').skip(1));
        for entity in entities {
            let name = entity.split(';').next().unwrap_or_default();
            let is_known = matches!(name, "lt" | "gt" | "amp" | "quot" | "apos");
            assert!(is_known || name.starts_with('#'), "{what}: &{name}");
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{what}"),
            None if tag.starts_with('?') || tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or_default()),
        }
    }
    assert!(open.is_empty(), "{what}: {open:?}");
}

#[test]
fn every_format_is_valid_whatever_it_shows() {
    let texts = texts();
    for (turn, (_, format, _)) in Format::ALL.iter().enumerate() {
        // The formats that programs read see all; the others, which share how they write lines, a part each.
        let is_data = ["json", "sarif", "junit", "gitlab", "rdjson", "checkstyle"].contains(format);
        for (index, (what, text)) in texts.iter().enumerate() {
            if !is_data && (turn + index) % 3 != 0 {
                continue;
            }
            let name = "a \u{202e}<&'\".aurora";
            let world = World::new(&[(name, text)]);
            let arguments = ["check", "--no-cache", "--output-format", format, name];
            let what = format!("{what}, {format}");
            let run = world.run(&arguments).verdict(&what);
            assert_eq!(run.code, Some(1), "{what}: {}", run.err);
            assert!(run.elapsed < TIME, "{what}: {:?}", run.elapsed);
            let most = text.len() * GROWTH + 400_000;
            assert!(run.out.len() < most, "{what}: {} bytes", run.out.len());
            match *format {
                "json" | "sarif" | "gitlab" | "rdjson" => json(&run.out, &what),
                "json-lines" => run.out.lines().for_each(|line| json(line, &what)),
                "junit" | "checkstyle" => xml(&run.out, &what),
                _ => {}
            }
            let is_raw = |c: char| {
                c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{202e}' | '\u{2066}')
            };
            let raw = run.out.chars().find(|c| is_raw(*c));
            assert_eq!(raw, None, "{what}");
        }
    }
}
