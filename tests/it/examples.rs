//! The configurations that users start from are right.

use crate::support::{Found, with_stack};
use jobc::compile::{CompileOptions, Input, compile};
use jobc::workspace::MemoryHost;
use jobc::workspace::settings::Settings;
use std::path::{Path, PathBuf};

#[test]
fn examples_have_jobs_and_no_diagnostics() {
    let failures = with_stack(|| {
        let (host, mains) = world();
        let failures = mains.iter().flat_map(|main| check(main, &host));
        assert!(mains.len() >= 10, "{mains:?}");
        failures.collect::<Vec<String>>()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(main: &str, host: &MemoryHost) -> Option<String> {
    let input = Input::File(main.to_owned());
    let settings = String::from_utf8_lossy(&host.files["jobc.toml"]);
    let settings = Settings::parse("jobc.toml", &settings).map_err(|bad| bad.diagnostics);
    let options = CompileOptions {
        scheduler: settings.expect("valid settings").scheduler,
        ..CompileOptions::default()
    };
    let compilation = compile(&input, &options, host);
    if compilation.jobs.is_empty() {
        return Some(format!("{main}: no jobs"));
    }
    let found = Found::from(compilation);
    (!found.diagnostics.is_empty()).then(|| format!("{main}:\n{}", found.words()))
}

/// All example files, and those that are compiled by themselves.
fn world() -> (MemoryHost, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut host = MemoryHost::default();
    let mut mains = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("inside").to_string_lossy();
            if folder == root && name.ends_with(".aurora") {
                mains.push(name.to_string());
            }
            let bytes = std::fs::read(&path).expect("a file");
            host.files.insert(name.to_string(), bytes);
        }
    }
    mains.sort();
    (host, mains)
}
