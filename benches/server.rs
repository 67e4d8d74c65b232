//! How long `jobc server` takes to answer an editor, over standard input and output, on files of 50, 500 and 10,000 lines.
//!
//! Each thing is asked twice: of a text that has been looked at (`at rest`), and right behind a change of it (`typing`), when
//! nothing of the new text is known yet. Times are milliseconds from the last byte sent to the last byte received, median and
//! worst; memory is that of both processes of the server, when the file was opened and when all was asked. `JOBC_BENCH_RUNS` is how often each is measured, if not 30 times; `JOBC_BENCH_BINARY` another
//! `jobc` to measure, such as one of an older version.

mod measure;
mod programs;

use measure::client::{Client, Place};
use measure::{Folder, millis};
use serde_json::{Value, json};
use std::time::Duration;

const LINES: [usize; 3] = [50, 500, 10_000];

/// Something that an editor asks.
struct Question {
    name: &'static str,
    method: &'static str,
    /// The line of the job in the middle that is typed in, by its beginning; behind which text of the line; what is typed.
    line: &'static str,
    behind: &'static str,
    typed: &'static str,
    /// What is in the answer.
    has: &'static str,
}

const QUESTIONS: [Question; 6] = [
    Question {
        name: "hover over a reference",
        method: "textDocument/hover",
        line: "  cmdline = 'curl",
        behind: "{{package",
        typed: "",
        has: "{{package}}",
    },
    Question {
        name: "hover over an attribute",
        method: "textDocument/hover",
        line: "  environment =",
        behind: "  env",
        typed: "",
        has: "environment",
    },
    Question {
        name: "completion in `{{`",
        method: "textDocument/completion",
        line: "  cmdline = 'curl",
        behind: "-O ",
        typed: "{{pa",
        has: "package",
    },
    Question {
        name: "completion in a call",
        method: "textDocument/completion",
        line: "  instances = 3,",
        behind: "3,",
        typed: "\n  pri",
        has: "priority",
    },
    Question {
        name: "semantic tokens",
        method: "textDocument/semanticTokens/full",
        line: "  instances = 3,",
        behind: "3",
        typed: "",
        has: "data",
    },
    Question {
        name: "formatting",
        method: "textDocument/formatting",
        line: "  instances = 3,",
        behind: "3",
        typed: "",
        has: "",
    },
];

fn main() {
    let runs = std::env::var("JOBC_BENCH_RUNS").ok();
    let runs = runs.map_or(30, |it| it.parse().expect("a number"));
    println!("| lines | what | when | median ms | worst ms |");
    println!("| ---: | --- | --- | ---: | ---: |");
    for lines in LINES {
        measure_file(lines, runs);
    }
}

/// A file of so many lines, of jobs that are all written out.
fn text_of(lines: usize) -> String {
    let program = programs::growing("written").expect("a kind of program");
    let of = |jobs| (program.program)(jobs).files.swap_remove(0).1;
    let each = of(2).lines().count() - of(1).lines().count();
    of(lines.div_ceil(each))
}

fn measure_file(lines: usize, runs: usize) {
    let folder = Folder::new("server");
    let path = folder.path().join("main.aurora");
    let text = text_of(lines);
    std::fs::write(&path, &text).expect("a folder that can be written");
    let (mut client, opening) = Client::open(&path, &text);
    row(lines, "diagnostics", "opening", vec![opening]);
    let opened = client.memory();

    let word = place(&text, "  cmdline = 'curl", "--fail");
    let times = typing(runs, |is_typed| {
        let begin = toggle(&mut client, word, "x", is_typed);
        client.wait_for_diagnostics(begin)
    });
    row(lines, "diagnostics", "typing", times);
    for question in &QUESTIONS {
        for (when, rests) in [("at rest", true), ("typing", false)] {
            let start = place(&text, question.line, question.behind);
            let times = typing(runs, |is_typed| {
                ask(&mut client, question, start, rests, is_typed)
            });
            row(lines, question.name, when, times);
        }
    }
    for (when, memory) in [("opened", opened), ("used", client.memory())] {
        if let Some(bytes) = memory {
            println!("| {lines} | memory | {when} | {} MB | |", bytes >> 20);
        }
    }
}

/// Measures something while a text is put in and taken out again in turn.
fn typing(runs: usize, mut measure: impl FnMut(bool) -> Duration) -> Vec<Duration> {
    (0..runs)
        .map(|_| {
            let taken = measure(true);
            // As fast as people type, at most.
            std::thread::sleep(Duration::from_millis(20));
            measure(false);
            std::thread::sleep(Duration::from_millis(20));
            taken
        })
        .collect()
}

/// Types what a question is about, or takes it out, and asks.
fn ask(
    client: &mut Client,
    question: &Question,
    start: Place,
    rests: bool,
    is_typed: bool,
) -> Duration {
    // Where nothing has to be typed for the question, something is typed elsewhere.
    let (at, typed) = match question.typed {
        "" => ((0, 0), "\n"),
        typed => (start, typed),
    };
    let begin = toggle(client, at, typed, is_typed);
    if rests || !is_typed {
        client.wait_for_diagnostics(begin);
    }
    if !is_typed {
        return Duration::ZERO;
    }
    let moved = match question.typed {
        "" => (start.0 + 1, start.1),
        typed => end(start, typed),
    };
    let position = json!({"line": moved.0, "character": moved.1});
    let options = json!({"tabSize": 2, "insertSpaces": true});
    let params = json!({"position": position, "options": options});
    let (taken, answer) = client.ask_of_file(question.method, params);
    check(question, &answer);
    if !rests {
        client.wait_for_diagnostics(begin);
    }
    taken
}

fn check(question: &Question, answer: &Value) {
    let text = answer.to_string();
    let has = question.has;
    assert!(
        !answer.is_null() && text.contains(has),
        "{}: no `{has}` in {text:.200}",
        question.name
    );
}

fn toggle(client: &mut Client, start: Place, typed: &str, is_typed: bool) -> std::time::Instant {
    match is_typed {
        true => client.change(start, start, typed),
        false => client.change(start, end(start, typed), ""),
    }
}

/// Where a text ends that is typed at a place.
fn end(start: Place, typed: &str) -> Place {
    match typed.rsplit_once('\n') {
        None => (start.0, start.1 + typed.len()),
        Some((before, last)) => (start.0 + 1 + before.matches('\n').count(), last.len()),
    }
}

/// The place behind a text in the line in the middle that begins so.
fn place(text: &str, line: &str, behind: &str) -> Place {
    let rows: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, it)| it.starts_with(line))
        .collect();
    let (row, line) = rows[rows.len() / 2];
    let column = line.find(behind).expect("a text of the line") + behind.len();
    (row, column)
}

fn row(lines: usize, what: &str, when: &str, mut times: Vec<Duration>) {
    times.sort();
    let median = millis(times[times.len() / 2]);
    let worst = millis(times[times.len() - 1]);
    println!("| {lines} | {what} | {when} | {median:.1} | {worst:.1} |");
}
