//! Small random edits of configurations that are right: whatever comes out is sound.
//!
//! `JOBC_MUTATIONS` sets how many edits are made, `JOBC_SEED` from which seed; a failure prints both and the edited file. The
//! client's recorded cases take part.

pub mod edit;
mod every_job;
pub mod originals;

use crate::support::with_stack;
use edit::{Edit, Random};
use jobc::compile::Compilation;
use jobc::source::Span;
use originals::{Original, compiled, originals};
use std::sync::Arc;

/// Edits unless `JOBC_MUTATIONS` says otherwise: as many as a debug build does in well under a minute on two cores.
const EDITS: u64 = 1200;

/// Threads that work at the same time.
const THREADS: u64 = 2;

/// Errors that one wrong token may cause.
const ERRORS_OF_ONE_TOKEN: usize = 3;

#[test]
fn edits_are_survived() {
    let seed = number("JOBC_SEED").unwrap_or(20_161_031);
    let edits = number("JOBC_MUTATIONS").unwrap_or(EDITS);
    let originals = Arc::new(originals());
    assert!(originals.len() > 300, "{} originals", originals.len());
    eprintln!("seed {seed}, {edits} edits of {} files", originals.len());
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| {
            let originals = originals.clone();
            std::thread::spawn(move || {
                let mine = (0..edits).filter(move |edit| edit % THREADS == thread);
                mine.filter_map(|edit| run(seed, edit, &originals))
                    .collect::<Vec<String>>()
            })
        })
        .collect();
    let failures: Vec<String> = threads
        .into_iter()
        .flat_map(|thread| thread.join().expect("no panic"))
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {edits} edits failed, seed {seed}\n{}",
        failures.len(),
        failures[..failures.len().min(12)].join("\n────\n")
    );
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// One edit of one file. Each has a random sequence of its own, so that it can be repeated alone.
fn run(seed: u64, number: u64, originals: &Arc<Vec<Original>>) -> Option<String> {
    let originals = originals.clone();
    let mut random = Random::numbered(seed, number);
    let index = random.below(originals.len());
    let edit = Edit::random(&originals[index].text, &mut random)?;
    let edited = edit.text.clone();
    let name = originals[index].name.clone();
    let describe = |problem: &str| {
        Some(format!(
            "edit {number} ({}) of {name}: {problem}\n{edited}",
            edit.what
        ))
    };
    let worker = {
        let edit = edit.clone();
        std::panic::catch_unwind(move || with_stack(move || check(&originals[index], &edit)))
    };
    match worker {
        Ok(None) => None,
        Ok(Some(problem)) => describe(&problem),
        Err(_) => describe("panic"),
    }
}

fn check(original: &Original, edit: &Edit) -> Option<String> {
    let compilation = compiled(&original.name, &edit.text, &original.host);
    for diagnostic in &compilation.diagnostics {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let spans = labels.chain(edits.map(|edit| edit.span));
        for span in spans.chain([diagnostic.primary.span]) {
            if !is_inside(&compilation, span) {
                let code = diagnostic.code.code;
                return Some(format!("{code} is at {span:?}, which is no place"));
            }
        }
        if diagnostic.message.is_empty() {
            return Some(format!("{} says nothing", diagnostic.code.code));
        }
    }
    let errors: Vec<String> = compilation
        .diagnostics
        .iter()
        .filter(|it| it.is_error())
        .map(|it| format!("{} {}", it.code.code, it.message))
        .collect();
    // Without the line that assigns `jobs`, a file is a template.
    if errors.is_empty() && compilation.jobs.is_empty() && !compilation.is_template() {
        return Some("neither jobs nor an error".to_owned());
    }
    // What only Python 3 reads is executed as it is meant there, so that what else is wrong does not follow from it.
    let is_syntax = errors
        .iter()
        .any(|error| error.starts_with("E1") && !error.starts_with("E119"));
    if !edit.is_one_token || !is_syntax || errors.len() <= ERRORS_OF_ONE_TOKEN {
        return None;
    }
    Some(format!(
        "{} errors of one token:\n  {}",
        errors.len(),
        errors.join("\n  ")
    ))
}

/// Whether a span is inside of a file that was read, between characters.
fn is_inside(compilation: &Compilation, span: Span) -> bool {
    let mut files = compilation.sources.iter();
    let Some((_, file)) = files.find(|(id, _)| *id == span.file) else {
        return false;
    };
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && file.text.is_char_boundary(start) && file.text.is_char_boundary(end)
}

/// A stray comma moves the arguments behind it: what the call then misses only follows.
#[test]
fn a_stray_comma_is_one_error() {
    let function = "def setup(name, text):\n  return Process(name = name, cmdline = text)\n";
    let text = format!("{function}a = setup(, name = 'x', text = 'y')\njobs = []\n");
    let compilation = with_stack(move || compiled("a.aurora", &text, &Default::default()));
    let errors = compilation.diagnostics.iter().filter(|it| it.is_error());
    let codes: Vec<&str> = errors.map(|it| it.code.code).collect();
    assert_eq!(codes, ["E118"]);
}
