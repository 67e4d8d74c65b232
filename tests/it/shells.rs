//! Completions in the shells that they are for, and the manual in the programs that show it. A test whose program is
//! not installed is ignored.
#![cfg(unix)]

use std::process::{Command, Stdio};

fn jobc(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jobc"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a program prints, errors after the rest, with a file to read.
fn said(program: &str, arguments: &[&str], name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said += &String::from_utf8_lossy(&output.stderr);
    said
}

#[test]
fn bash_completes() {
    let script = jobc(&["completions", "bash"]);
    let ask = "source ./jobc.bash
        ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _jobc jobc \"${@: -1}\" \"${@: -2:1}\"; echo \"${COMPREPLY[@]}\"; }
        ask jobc ch
        ask jobc check --write
        ask jobc check --output-format sa";
    let said = said("bash", &["-c", ask], "jobc.bash", &script);
    assert_eq!(said, "check\n--write-baseline\nsarif\n");
}

#[test]
#[cfg_attr(not(has_program = "fish"), ignore = "fish is not installed")]
fn fish_completes() {
    let script = jobc(&["completions", "fish"]);
    let ask = "source jobc.fish; complete -C 'jobc check --write'; complete -C 'jobc ch'";
    let said = said("fish", &["-c", ask], "jobc.fish", &script);
    let words: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(words, ["--write-baseline", "check"], "{said}");
}

#[test]
#[cfg_attr(not(has_program = "zsh"), ignore = "zsh is not installed")]
fn zsh_loads_them() {
    let script = jobc(&["completions", "zsh"]);
    let ask = "autoload -U compinit; compinit -u; source ./_jobc; whence -w _jobc";
    let said = said("zsh", &["-f", "-c", ask], "_jobc", &script);
    assert_eq!(said, "_jobc: function\n");
}

#[test]
#[cfg_attr(not(has_program = "mandoc"), ignore = "mandoc is not installed")]
fn mandoc_reads_the_manual() {
    let page = jobc(&["man"]);
    assert!(page.is_ascii());
    let lint = ["-Tlint", "-Wwarning", "jobc.1"];
    // The page has no date, for it would not be that of the build.
    let lint = said("mandoc", &lint, "jobc.1", &page);
    let complaints = lint.lines().filter(|line| !line.contains("missing date"));
    assert_eq!(complaints.collect::<Vec<_>>(), Vec::<&str>::new());
    let shown = said("mandoc", &["-Tutf8", "jobc.1"], "jobc.1", &page);
    assert!(shown.contains("{\"jobs\": […]}"), "{shown}");
    assert!(shown.contains(env!("CARGO_PKG_VERSION")), "{shown}");
}

#[test]
#[cfg_attr(not(has_program = "groff"), ignore = "groff is not installed")]
fn groff_reads_the_manual() {
    let groff = ["-ww", "-z", "-man", "-Tutf8", "jobc.1"];
    assert_eq!(said("groff", &groff, "jobc.1", &jobc(&["man"])), "");
}
