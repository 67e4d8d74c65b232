//! Small random edits of configurations that are right: whatever comes out is sound.
//!
//! `JOBC_MUTATIONS` sets how many edits are made, `JOBC_SEED` from which seed; a failure prints both and the edited file. The
//! client's recorded cases take part if `../shared/golden`, or the folder that `JOBC_GOLDEN` names, is there.

#[path = "mutations/edit.rs"]
mod edit;
mod support;

use edit::{Edit, Random};
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::diagnostic::page::Page;
use jobc::source::Span;
use jobc::workspace::MemoryHost;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::{NAME, all_codes, with_stack};

/// Edits unless `JOBC_MUTATIONS` says otherwise: as many as a debug build does in well under a minute on two cores.
const EDITS: u64 = 1200;

/// Threads that work at the same time.
const THREADS: u64 = 2;

/// Diagnostics that one wrong token may cause.
const DIAGNOSTICS_OF_ONE_TOKEN: usize = 3;

/// A configuration that is accepted, in its world.
struct Original {
    name: String,
    text: String,
    host: Arc<MemoryHost>,
}

#[test]
fn edits_are_survived() {
    let seed = number("JOBC_SEED").unwrap_or(20_161_031);
    let edits = number("JOBC_MUTATIONS").unwrap_or(EDITS);
    let originals = Arc::new(originals());
    assert!(originals.len() > 50, "{} originals", originals.len());
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
    let mut random = Random::new(seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
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
    if errors.is_empty() && compilation.jobs.is_empty() {
        return Some("neither jobs nor an error".to_owned());
    }
    let is_syntax = errors.iter().any(|error| error.starts_with("E1"));
    if edit.is_one_token && is_syntax && errors.len() > DIAGNOSTICS_OF_ONE_TOKEN {
        let all = errors.join("\n  ");
        return Some(format!("{} errors of one token:\n  {all}", errors.len()));
    }
    None
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

fn compiled(name: &str, text: &str, host: &MemoryHost) -> Compilation {
    let input = Input::Text {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let mut options = CompileOptions::default();
    // An edit may make a loop endless; it should not take long to find that out.
    options.evaluation.limits.statements = 100_000;
    compile(&input, &options, host)
}

/// The corrections of all pages, the examples, and the recorded cases that are accepted.
fn originals() -> Vec<Original> {
    let mut found = Vec::new();
    let empty = Arc::new(MemoryHost::default());
    for (code, _) in all_codes() {
        let correction = Page::of(code).correction;
        if let Some(page) = correction.filter(|it| it.language == "python" && it.files.is_empty()) {
            found.push(Original {
                name: NAME.to_owned(),
                text: page.text,
                host: empty.clone(),
            });
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    found.extend(of_folder(&root.join("examples")));
    let golden = std::env::var_os("JOBC_GOLDEN");
    let golden = golden.map_or(root.join("../shared/golden"), PathBuf::from);
    let mut groups: Vec<PathBuf> = std::fs::read_dir(golden)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    groups.sort();
    found.extend(groups.iter().flat_map(|group| of_folder(group)));
    with_stack(move || {
        found.retain(|original| {
            let compilation = compiled(&original.name, &original.text, &original.host);
            let errors = compilation.diagnostics.iter().filter(|it| it.is_error());
            errors.count() == 0 && !compilation.jobs.is_empty()
        });
        found
    })
}

/// The configurations of a folder, in a world of its files.
fn of_folder(folder: &Path) -> Vec<Original> {
    let mut host = MemoryHost::default();
    let mut names = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in std::fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap_or(&path);
            let name = name.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                if inner == folder && name.ends_with(".aurora") {
                    names.push(name.clone());
                }
                host.files.insert(name, bytes);
            }
        }
    }
    names.sort();
    let host = Arc::new(host);
    let text = |name: &String| String::from_utf8(host.files.get(name)?.clone()).ok();
    names
        .iter()
        .filter_map(|name| {
            Some(Original {
                name: name.clone(),
                text: text(name)?,
                host: host.clone(),
            })
        })
        .collect()
}
