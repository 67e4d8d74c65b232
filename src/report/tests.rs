//! Renderings of hand-made diagnostics: every format, and the awkward texts.

use super::*;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, codes};
use crate::source::{Ownership, SourceFile, Sources, Span};

const MAIN: &str = "\
PROFILE = Profile(version = 3)

hello = Process(
  name = 'hello',
\tcmdlien = 'echo \"grüße, 東京 {{profile.version}}\"')

jobs = [Job(task = hello)]
";

fn sources() -> Sources {
    let mut sources = Sources::new();
    sources.add(SourceFile::new("hello.aurora", MAIN, Ownership::User));
    sources.add(SourceFile::new(
        "shared/profile.aurora",
        "class Profile(Struct):\n  version = Required(Integer)\n",
        Ownership::User,
    ));
    sources
}

/// The place of `needle` in a file.
fn at(sources: &Sources, file: usize, needle: &str) -> Span {
    let (id, file) = sources.iter().nth(file).unwrap();
    let start = file.text.find(needle).unwrap();
    Span::new(id, start, start + needle.len())
}

fn two(sources: &Sources) -> Vec<Diagnostic> {
    let cmdlien = at(sources, 0, "cmdlien");
    let reference = at(sources, 0, "{{profile.version}}");
    let mut unbound = Diagnostic::new(
        &codes::template::UNBOUND_REFERENCE,
        "nothing binds `profile.version`",
        reference,
    )
    .at("refers to `profile.version`")
    .label(at(sources, 0, "Job(task = hello)"), "in this job")
    .label(at(sources, 1, "version"), "declared here");
    unbound.severity = crate::diagnostic::Severity::Warning;
    unbound.jobs = (0..20).map(|i| format!("west/www/prod/job{i}")).collect();
    unbound.fix = Some(Fix {
        message: "Bind `profile`".into(),
        edits: vec![Edit {
            span: at(sources, 0, "Job(task").at_start(),
            replacement: "x".into(),
        }],
        applicability: Applicability::Unsafe,
    });
    vec![
        Diagnostic::new(
            &codes::object::UNKNOWN_ATTRIBUTE,
            "`Process` has no attribute `cmdlien`",
            cmdlien,
        )
        .at("no such attribute")
        .label(at(sources, 0, "Process"), "in this `Process`")
        .suggest(cmdlien, "cmdline"),
        unbound,
    ]
}

fn shown(sources: &Sources, diagnostics: &[Diagnostic], format: Format, style: &Style) -> String {
    render(&Finding::all(sources, diagnostics), format, style)
}

#[test]
fn every_format() {
    let sources = sources();
    let diagnostics = two(&sources);
    for (format, ..) in Format::ALL {
        let text = shown(&sources, &diagnostics, *format, &Style::default());
        insta::assert_snapshot!(format!("{format:?}").to_lowercase(), without_pages(text));
        let none = shown(&sources, &[], *format, &Style::default());
        assert!(none.is_empty() || none.ends_with('\n'), "{format:?}");
    }
}

/// Whatever the format, a reader learns how bad a finding is, what helps, where else to look, and which jobs it affects.
#[test]
fn every_format_has_severity_help_labels_and_jobs() {
    let sources = sources();
    let diagnostics = two(&sources);
    for (format, ..) in Format::ALL {
        let text = shown(&sources, &diagnostics, *format, &Style::default());
        for word in [
            "did you mean `cmdline`?",
            "in this `process`",
            "declared here",
            "bind `profile`",
            "job2",
        ] {
            let has = text.to_lowercase().contains(word);
            assert!(has, "{format:?} lacks {word}: {text}");
        }
        let text = text.to_lowercase();
        for severity in ["error", "warning"] {
            assert!(text.contains(severity), "{format:?} lacks {severity}");
        }
    }
}

/// A report without the pages of the codes, which have tests of their own.
fn without_pages(mut report: String) -> String {
    for code in codes::all() {
        for text in [code.text(), code.summary()] {
            let quoted = serde_json::to_string(&text).unwrap();
            report = report.replace(&quoted, "\"(the page)\"");
        }
    }
    report
}

#[test]
fn json_formats_are_json() {
    let sources = sources();
    let diagnostics = two(&sources);
    for format in [Format::Json, Format::Gitlab, Format::Rdjson, Format::Sarif] {
        let text = shown(&sources, &diagnostics, format, &Style::default());
        assert!(
            serde_json::from_str::<serde_json::Value>(&text).is_ok(),
            "{format:?}"
        );
    }
    let lines = shown(&sources, &diagnostics, Format::JsonLines, &Style::default());
    assert_eq!(lines.lines().count(), 2);
    for line in lines.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
}

#[test]
fn colors_only_where_asked() {
    let sources = sources();
    let diagnostics = two(&sources);
    for format in [Format::Full, Format::Concise, Format::Grouped] {
        let color = Style {
            color: true,
            ..Style::default()
        };
        assert!(shown(&sources, &diagnostics, format, &color).contains('\x1b'));
        assert!(!shown(&sources, &diagnostics, format, &Style::default()).contains('\x1b'));
    }
}

fn one(text: &str, start: usize, end: usize) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.aurora", text, Ownership::User));
    let diagnostic = Diagnostic::new(
        &codes::eval::UNDEFINED_NAME,
        format!("`{}` is not defined", text.get(start..end).unwrap_or("?")),
        Span::new(file, start, end),
    );
    (sources, vec![diagnostic.at("here")])
}

#[test]
fn hostile_text_is_made_visible() {
    let text = "\u{feff}a = '\x1b[31m\u{202e}\u{9b}\0'; abc\tdef\r\n";
    let start = text.find("abc").unwrap();
    let (sources, mut diagnostics) = one(text, start, start + 3);
    diagnostics[0].message = "a\x1b[2Jb\u{202e}c".into();
    diagnostics[0].jobs = vec!["\x07".into(), "\x08".into()];
    for (format, ..) in Format::ALL {
        let out = shown(&sources, &diagnostics, *format, &Style::default());
        let raw = out.chars().find(|c| *c != '\n' && escape::is_hidden(*c));
        assert_eq!(raw, None, "{format:?}: {out}");
    }
    insta::assert_snapshot!(shown(
        &sources,
        &diagnostics,
        Format::Full,
        &Style::default()
    ));
}

#[test]
fn a_long_line_is_cut_around_the_label() {
    let text = format!(
        "x = '{}' + undefined + '{}'\n",
        "a".repeat(5_000),
        "b".repeat(5_000)
    );
    let start = text.find("undefined").unwrap();
    let (sources, diagnostics) = one(&text, start, start + 9);
    let out = shown(
        &sources,
        &diagnostics,
        Format::Full,
        &Style {
            width: 60,
            ..Style::default()
        },
    );
    assert!(
        out.lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 60),
        "{out}"
    );
    insta::assert_snapshot!(out);
}

#[test]
fn odd_spans_do_not_break_it() {
    for (text, start, end) in [
        ("", 0, 0),
        ("", 5, 9),
        ("x", 1, 1),
        ("x\n", 2, 2),
        ("x\n", 1, 2),
        ("é", 1, 1),
        ("a\nb\nc\nd\ne\nf\ng\n", 0, 13),
        ("a\nb\nc\n", 0, 5),
        ("\r\n\r\n", 1, 2),
        ("a\tb", 1, 2),
    ] {
        let (sources, diagnostics) = one(text, start, end);
        for width in [0, 1, 20, 80] {
            for (format, ..) in Format::ALL {
                let style = Style {
                    width,
                    ..Style::default()
                };
                let out = shown(&sources, &diagnostics, *format, &style);
                assert!(out.contains("E201"), "{format:?} {text:?}: {out}");
                assert!(
                    !out.contains("Failed to read"),
                    "{text:?} {start} {end}: {out}"
                );
            }
        }
    }
}

#[test]
fn overlapping_labels_are_shown_apart() {
    let (sources, mut diagnostics) = one("x = f(a.b.c)\n", 4, 12);
    let file = diagnostics[0].primary.span.file;
    diagnostics[0] = diagnostics[0]
        .clone()
        .label(Span::new(file, 8, 9), "inside of it");
    insta::assert_snapshot!(shown(
        &sources,
        &diagnostics,
        Format::Full,
        &Style::default()
    ));
}

#[test]
fn ten_thousand_errors_are_counted() {
    let text: String = (0..10_000)
        .map(|i| format!("value_{i} = undefined_{i} # {}\n", "-".repeat(20)))
        .collect();
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.aurora", text.as_str(), Ownership::User));
    let diagnostics: Vec<Diagnostic> = text
        .match_indices("undefined")
        .map(|(at, _)| {
            Diagnostic::new(
                &codes::eval::UNDEFINED_NAME,
                "not defined",
                Span::new(file, at, at + 9),
            )
        })
        .collect();
    for format in [Format::Full, Format::Concise, Format::Json] {
        let out = shown(&sources, &diagnostics, format, &Style::default());
        if format == Format::Full {
            assert_eq!(out.matches("not defined").count(), 100);
            assert!(out.ends_with(
                "and 9900 more of 10000 in total; `--output-format concise` shows each on one line\n"
            ));
        }
    }
}
