//! The pages of the diagnostics about jobs: each example gives just its diagnostic, and what to use instead gives none.

#[path = "golden/host.rs"]
mod host;

use host::CaseHost;
use jobc::compile::{Compilation, CompileOptions, Input, STACK_SIZE, compile};
use jobc::diagnostic::{Code, Label, codes};
use std::path::Path;

#[test]
fn examples_show_their_diagnostics() {
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(failures);
    let failures = thread.expect("a thread").join().expect("no panic");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What people see of each: the place, the words, the help and the further places.
#[test]
fn words_of_the_diagnostics() {
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(shown);
    let shown = thread.expect("a thread").join().expect("no panic");
    insta::assert_snapshot!(shown);
}

fn shown() -> String {
    let mut out = String::new();
    for code in codes::all().filter(about_jobs) {
        let Some((language, text)) = example(code, "## Example") else {
            continue;
        };
        let compilation = compiled(&text, language == "json");
        for diagnostic in &compilation.diagnostics {
            let at = |label: &Label| {
                let written = compilation.sources.text(label.span).replace('\n', "⏎");
                format!("⟨{written}⟩ {}", label.message)
            };
            out += &format!(
                "{} {}\n  at {}\n",
                diagnostic.code.code,
                diagnostic.message,
                at(&diagnostic.primary)
            );
            for label in &diagnostic.labels {
                out += &format!("  and {}\n", at(label));
            }
            if let Some(help) = &diagnostic.help {
                out += &format!("  help: {help}\n");
            }
            if let Some(fix) = &diagnostic.fix {
                out += &format!("  fix: {}\n", fix.message);
            }
            if !diagnostic.jobs.is_empty() {
                out += &format!("  in {}\n", diagnostic.jobs.join(", "));
            }
        }
    }
    out
}

fn about_jobs(code: &&'static Code) -> bool {
    ["E5", "E6", "W5"]
        .iter()
        .any(|start| code.code.starts_with(start))
}

fn failures() -> Vec<String> {
    codes::all().filter(about_jobs).flat_map(check).collect()
}

fn check(code: &'static Code) -> Vec<String> {
    let mut failures = Vec::new();
    for (section, expected) in [("## Example", vec![code.code]), ("## Use instead", vec![])] {
        let Some((language, text)) = example(code, section) else {
            failures.push(format!("{}: no section {section}", code.code));
            continue;
        };
        let is_json = language == "json";
        if is_json && section == "## Use instead" {
            continue;
        }
        let found = diagnostics(&text, is_json);
        let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        if codes != expected {
            failures.push(format!("{} {}, {section}: {found:?}", code.code, code.name));
        }
    }
    failures
}

/// The language and text of the file in a section. Each line of a doc comment starts with a blank.
fn example(code: &'static Code, section: &str) -> Option<(String, String)> {
    let page = code.page.replace("\n ", "\n");
    let (_, rest) = page.split_once(section)?;
    let (_, fenced) = rest.split_once("```")?;
    let (language, rest) = fenced.split_once('\n')?;
    Some((language.to_owned(), rest.split("```").next()?.to_owned()))
}

fn diagnostics(text: &str, read_json: bool) -> Vec<(&'static str, String)> {
    compiled(text, read_json)
        .diagnostics
        .into_iter()
        .map(|diagnostic| (diagnostic.code.code, diagnostic.message))
        .collect()
}

fn compiled(text: &str, read_json: bool) -> Compilation {
    let input = Input::Text {
        name: "example.aurora".into(),
        bytes: text.as_bytes().to_vec(),
    };
    let options = CompileOptions {
        read_json,
        ..CompileOptions::default()
    };
    let host = CaseHost::new(Path::new("."), vec![("USER".into(), "vagrant".into())]);
    compile(&input, &options, &host)
}
