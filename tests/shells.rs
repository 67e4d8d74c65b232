//! Completions in the shells that they are for, and the manual in the programs that show it. What is not installed is skipped, and the
//! test says so.
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

/// What a program prints, errors behind the rest, with a file to read; `None` if it is not installed.
fn said(program: &str, arguments: &[&str], name: &str, text: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: {program} is not installed");
        return None;
    };
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said += &String::from_utf8_lossy(&output.stderr);
    Some(said)
}

#[test]
fn bash_completes() {
    let script = jobc(&["completions", "bash"]);
    let ask = "source ./jobc.bash
        ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _jobc jobc \"${@: -1}\" \"${@: -2:1}\"; echo \"${COMPREPLY[@]}\"; }
        ask jobc ch
        ask jobc check --write
        ask jobc check --output-format sa";
    if let Some(said) = said("bash", &["-c", ask], "jobc.bash", &script) {
        assert_eq!(said, "check\n--write-baseline\nsarif\n");
    }
}

#[test]
fn fish_completes() {
    let script = jobc(&["completions", "fish"]);
    let ask = "source jobc.fish; complete -C 'jobc check --write'; complete -C 'jobc ch'";
    if let Some(said) = said("fish", &["-c", ask], "jobc.fish", &script) {
        let words: Vec<&str> = said
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(words, ["--write-baseline", "check"], "{said}");
    }
}

#[test]
fn zsh_loads_them() {
    let script = jobc(&["completions", "zsh"]);
    let ask = "autoload -U compinit; compinit -u; source ./_jobc; whence -w _jobc";
    if let Some(said) = said("zsh", &["-f", "-c", ask], "_jobc", &script) {
        assert_eq!(said, "_jobc: function\n");
    }
}

#[test]
fn the_manual_is_sound() {
    let page = jobc(&["man"]);
    assert!(page.is_ascii());
    let lint = ["-Tlint", "-Wwarning", "jobc.1"];
    if let Some(said) = said("mandoc", &lint, "jobc.1", &page) {
        // The page has no date, for it would not be that of the build.
        let complaints = said.lines().filter(|line| !line.contains("missing date"));
        assert_eq!(complaints.collect::<Vec<_>>(), Vec::<&str>::new());
    }
    if let Some(said) = said("mandoc", &["-Tutf8", "jobc.1"], "jobc.1", &page) {
        assert!(said.contains("{\"jobs\": […]}"), "{said}");
        assert!(said.contains("jobc 0.1.0") || said.contains(env!("CARGO_PKG_VERSION")));
    }
    let groff = ["-ww", "-z", "-man", "-Tutf8", "jobc.1"];
    if let Some(said) = said("groff", &groff, "jobc.1", &page) {
        assert_eq!(said, "");
    }
}
