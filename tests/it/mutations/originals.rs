//! The configurations that are edited: all of them are right.

use crate::golden;
use crate::support::{NAME, all_codes, with_stack};
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::diagnostic::page::Page;
use jobc::workspace::MemoryHost;
use std::path::Path;
use std::sync::Arc;

/// A configuration that is accepted, in its world.
pub struct Original {
    /// Its path in the world.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The files around it.
    pub host: Arc<MemoryHost>,
}

/// Compiles an edited text in its world.
pub fn compiled(name: &str, text: &str, host: &MemoryHost) -> Compilation {
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
pub fn originals() -> Vec<Original> {
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
    found.extend(golden::groups().iter().flat_map(|group| of_folder(group)));
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
