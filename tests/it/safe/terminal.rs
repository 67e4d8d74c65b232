//! What is hostile to terminals and readers: escapes, control characters, other encodings, long lines.

use super::support::{JOB, World};
use serde_json::Value;

/// Checks that a text is safe to print.
pub fn check_visible(text: &str, what: &str) {
    for character in text.chars() {
        let is_raw = character.is_control() && character != '\n'
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}');
        assert!(!is_raw, "{what}: a raw {character:?} in {text:?}");
    }
}

pub const ESCAPES: &str = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{8}\u{7f}\u{9b}2J\u{202e}evil\u{2066}";

/// Everywhere that a text of a file comes out again.
#[test]
fn escapes_are_made_visible() {
    let literal: String = ESCAPES
        .chars()
        .map(|it| format!("\\U{:08x}", it as u32))
        .collect();
    let values = format!("s = u'{literal}'\nb = '\\x1b[31m\\x00\\x9b'\n");
    for text in [
        format!("x = '{ESCAPES}' + 1\n"),
        format!("# {ESCAPES}\nx = missing\n"),
        format!("{ESCAPES} = 1\n"),
        format!("x = {{'{ESCAPES}': 1}}['other{ESCAPES}']\n"),
        format!("{values}raise ValueError(s + b)\n"),
        format!("{values}print s.encode('utf-8'), b, repr(s)\n"),
        format!("{values}include(s)\n"),
        format!("{values}open(b)\n"),
        format!("{values}import json\njson.loads(s)\n"),
        format!("{values}getattr(1, b)\n"),
        format!("{values}x = {{}}[s]\n"),
        format!("{values}int(b)\n"),
        format!(
            "{values}jobs = [Job(name = s, cluster = b, role = s, environment = s, instances = b, task = SimpleTask(s, s))]\n"
        ),
        format!(
            "{values}jobs = [Job(cluster = 'w', role = 'r', environment = 'test', task = SimpleTask('a', '{{{{%s}}}}' % b)).bind(b)]\n"
        ),
        format!("{values}class H(object): pass\nH.__name__ = b\nhooks = [H, b]\njobs = s\n"),
    ] {
        let world = World::new(&[("a.aurora", &text)]);
        for command in [
            vec!["list", "a.aurora"],
            vec!["inspect", "a.aurora"],
            vec!["inspect", "--raw", "a.aurora"],
            vec!["check", "--no-cache", "a.aurora"],
            vec![
                "check",
                "--no-cache",
                "--output-format",
                "concise",
                "a.aurora",
            ],
            vec![
                "check",
                "--no-cache",
                "--output-format",
                "github",
                "a.aurora",
            ],
            vec!["check", "--no-cache", "--output-format", "json", "a.aurora"],
            vec![
                "check",
                "--no-cache",
                "--output-format",
                "junit",
                "a.aurora",
            ],
        ] {
            let run = world.run(&command).verdict(&text);
            check_visible(&run.all(), &format!("{command:?} {text}"));
        }
    }
}

#[cfg(unix)]
#[test]
fn escapes_in_names_of_files() {
    let name = format!("{}.aurora", ESCAPES.replace('\u{7f}', ""));
    let world = World::new(&[
        (&name, "x = missing\n"),
        ("ok.aurora", &format!("include('{name}x')\n{JOB}")),
    ]);
    for command in [
        vec!["list", &name],
        vec!["check", "--no-cache", "."],
        vec!["check", "--no-cache", "-v", "--statistics", "."],
        vec!["check", "--no-cache", "--output-format", "concise", "."],
        vec!["check", "--no-cache", "--output-format", "grouped", "."],
        vec!["check", "--no-cache", "--output-format", "github", "."],
        vec!["check", "--no-cache", "--output-format", "sarif", "."],
        vec!["check", "--no-cache", &format!("{name}missing")],
        vec!["list", "--prelude", &name, "ok.aurora"],
        vec![&name],
        vec!["rule", &name],
    ] {
        let run = world.run(&command).verdict("a name");
        check_visible(&run.all(), &format!("{command:?}"));
    }
}

fn findings(bytes: &[u8]) -> Vec<Value> {
    let world = World::new(&[]);
    world.write("a.aurora", bytes);
    let run = world
        .run(&["check", "--no-cache", "--output-format", "json", "a.aurora"])
        .verdict("bytes");
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn place(findings: &[Value], code: &str) -> Option<(u64, u64)> {
    let finding = findings.iter().find(|it| it["code"] == code)?;
    let start = &finding["location"];
    Some((start["row"].as_u64()?, start["column"].as_u64()?))
}

/// The mistake is at the same place whatever stands before it.
#[test]
fn places_are_right_in_odd_texts() {
    let text = "a = 1\nb = missing\n";
    for (what, bytes) in [
        ("plain", text.as_bytes().to_vec()),
        (
            "a mark of the byte order",
            format!("\u{feff}{text}").into_bytes(),
        ),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("CR", text.replace('\n', "\r").into_bytes()),
        ("Latin-1", b"a = '\xe9'\nb = missing\n".to_vec()),
        (
            "broken UTF-8",
            b"a = '\xf0\x9f\x92'\nb = missing # \xff\n".to_vec(),
        ),
        ("NUL in a string", b"a = '\0'\nb = missing\n".to_vec()),
        ("no newline at the end", b"a = 1\nb = missing".to_vec()),
        ("a form feed", b"\x0ca = 1\nb = missing\n".to_vec()),
    ] {
        let findings = findings(&bytes);
        assert_eq!(
            place(&findings, "E201"),
            Some((2, 5)),
            "{what}: {findings:?}"
        );
    }
}

#[test]
fn characters_that_are_no_text_are_refused() {
    for bytes in [
        b"a = 1\0\n".as_slice(),
        b"\0",
        b"a\0b = 1\n",
        b"\xff\xfea\0=\x001\0",
        b"a = \x01\n",
        b"a = 1 \x1b\n",
    ] {
        let findings = findings(bytes);
        assert!(
            findings.iter().any(|it| it["severity"] == "error"),
            "{bytes:?}: {findings:?}"
        );
    }
}

#[test]
fn bidirectional_overrides_are_warned_of() {
    for text in [
        "x = '\u{202e}'\n",
        "# \u{2066}\nx = 1\n",
        "x = 'a' # \u{202b}\n",
    ] {
        let findings = findings(format!("{text}print x\n{JOB}").as_bytes());
        let is_warned = findings.iter().any(|it| {
            it["message"]
                .as_str()
                .is_some_and(|words| words.contains("direction"))
        });
        assert!(is_warned, "{text:?}: {findings:?}");
    }
}

/// A place far inside of a line is right, and neither the line nor a name of megabytes is repeated.
#[test]
fn lines_and_names_of_megabytes() {
    let long = "x".repeat(10_000_000);
    let text = format!("a = '{long}'; b = missing\n");
    let world = World::new(&[("a.aurora", &text)]);
    let column = text.find("missing").map(|at| at as u64 + 1);
    let found = findings(text.as_bytes());
    assert_eq!(place(&found, "E201").map(|(_, column)| column), column);
    let run = world
        .run(&["check", "--no-cache", "a.aurora"])
        .verdict("a line");
    assert!(run.all().len() < 10_000, "{}", run.all().len());

    let name = "n".repeat(2_000_000);
    for text in [
        format!("x = {name}\n"),
        format!("x = Process({name} = 1)\n"),
        format!("x = {{'a': 1}}['{name}']\n"),
        format!("x = [].{name}\n"),
        format!("import {name}\n"),
        format!("include('{name}')\n"),
        format!("raise ValueError('{name}')\n"),
        format!("jobs = [Job(cluster = 'west', task = SimpleTask('a', '{{{{{name}}}}}'))]\n"),
        format!("{JOB}jobs = [jobs[0](role = '{name}')]\n"),
    ] {
        for format in ["full", "concise"] {
            let world = World::new(&[("a.aurora", &text)]);
            let check = ["check", "--no-cache", "--output-format", format, "a.aurora"];
            let run = world.run(&check).verdict("a name");
            let start: String = text.chars().take(30).collect();
            assert_eq!(run.code, Some(1), "{start}");
            assert!(run.all().len() < 20_000, "{start}: {}", run.all().len());
        }
    }
}
