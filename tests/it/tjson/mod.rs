//! Thrift's own library reads what `aurora-tjson` writes, and finds what `aurora` writes.
//!
//! Set `JOBC_ORACLE_PYTHON` to a Python that has `thrift` and `thriftpy2`.

use crate::golden;
use crate::golden::host::CaseHost;
use jobc::compile::{CompileOptions, Input, compile};
use jobc::diagnostic::codes;
use jobc::emit::{DataWriter, job_configuration};
use jobc::stack::STACK_SIZE;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
#[cfg_attr(not(has_oracle), ignore = "JOBC_ORACLE_PYTHON is not set")]
fn thrift_reads_what_is_written() {
    let lines = with_stack(lines);
    assert!(lines.len() > 30, "only {} configurations", lines.len());
    let python = std::env::var_os("JOBC_ORACLE_PYTHON").expect("JOBC_ORACLE_PYTHON is set");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/tjson/decode.py");
    let mut decoder = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = decoder.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        for line in &lines {
            writeln!(input, "{line}").expect("Python reads");
        }
    });
    let output = decoder.wait_with_output().expect("Python ends");
    writer.join().expect("all was written");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

fn with_stack<T: Send + 'static>(run: fn() -> T) -> T {
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(run);
    thread.expect("a thread").join().expect("no panic")
}

/// Every job of the examples, the recorded cases and the pages of the diagnostics, in both forms.
fn lines() -> Vec<String> {
    let mut lines = Vec::new();
    for path in files() {
        let folder = path.parent().expect("a folder").to_owned();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        add(&Input::File(name), &folder, &mut lines);
    }
    for code in codes::all() {
        // Each line of a doc comment starts with a blank.
        let page = code.page.replace("\n ", "\n");
        let Some((_, good)) = page.split_once("## Use instead") else {
            continue;
        };
        let fenced = good.split("```python\n").nth(1);
        if let Some(text) = fenced.and_then(|text| text.split("```").next()) {
            let input = Input::Text {
                name: format!("{}.aurora", code.name),
                bytes: text.as_bytes().to_vec(),
            };
            add(&input, Path::new("."), &mut lines);
        }
    }
    lines
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = golden::groups().into_iter().chain([root.join("examples")]);
    let mut files: Vec<PathBuf> = folders
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "aurora")
        })
        .collect();
    files.sort();
    files
}

fn add(input: &Input, folder: &Path, lines: &mut Vec<String>) {
    let host = CaseHost::new(folder, vec![("USER".into(), "vagrant".into())]);
    for job in compile(input, &CompileOptions::default(), &host).jobs {
        let configuration = job_configuration(&job, "vagrant", &mut DataWriter::default());
        let line = serde_json::json!({
            "name": job.key.to_string(),
            "tjson": configuration.to_tjson().to_compact(),
            "plain": configuration.to_json().to_compact(),
        });
        lines.push(line.to_string());
    }
}
