//! Tells a release build its commit, for `jobc version`. Tells the tests which programs they can use: a test whose program is missing is
//! ignored by name, and runs (and fails) if `JOBC_REQUIRE_ALL` is set.

use std::path::Path;
use std::process::Command;

/// Programs that tests start: `#[cfg_attr(not(has_program = "zsh"), ignore = "zsh is not installed")]`.
const PROGRAMS: [&str; 6] = ["fish", "groff", "mandoc", "script", "shellcheck", "zsh"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(has_program, values(any()))");
    println!("cargo::rustc-check-cfg=cfg(has_oracle)");
    println!("cargo::rustc-check-cfg=cfg(has_oracle2)");
    println!("cargo::rustc-check-cfg=cfg(has_python2)");
    println!("cargo::rustc-check-cfg=cfg(require_all)");
    note_commit();
    // A published package has no tests.
    if !Path::new("tests").is_dir() {
        return;
    }
    for variable in [
        "JOBC_REQUIRE_ALL",
        "JOBC_ORACLE_PYTHON",
        "JOBC_ORACLE_PYTHON2",
        "PATH",
    ] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    let require_all = std::env::var_os("JOBC_REQUIRE_ALL").is_some();
    if require_all {
        println!("cargo::rustc-cfg=require_all");
    }
    if require_all || std::env::var_os("JOBC_ORACLE_PYTHON").is_some() {
        println!("cargo::rustc-cfg=has_oracle");
    }
    // Python 2.7 can hardly be had any more: what needs it is recorded, too.
    if std::env::var_os("JOBC_ORACLE_PYTHON2").is_some() {
        println!("cargo::rustc-cfg=has_oracle2");
    }
    if let Some(python) = python2() {
        println!("cargo::rustc-cfg=has_python2");
        println!("cargo::rustc-env=JOBC_PYTHON2={python}");
    }
    for program in PROGRAMS {
        if require_all || is_installed(program) {
            println!("cargo::rustc-cfg=has_program=\"{program}\"");
        }
    }
}

/// The commit of a release build, unless who builds says it. Others would be compiled again after every commit.
fn note_commit() {
    println!("cargo::rerun-if-env-changed=JOBC_COMMIT");
    let is_release = std::env::var("PROFILE").is_ok_and(|it| it == "release");
    if !is_release || std::env::var_os("JOBC_COMMIT").is_some() || !Path::new(".git").is_dir() {
        return;
    }
    println!("cargo::rerun-if-changed=.git/logs/HEAD");
    let output = Command::new("git")
        .args(["rev-parse", "--short=12", "HEAD"])
        .output();
    let commit = output.ok().filter(|it| it.status.success());
    if let Some(commit) = commit.and_then(|it| String::from_utf8(it.stdout).ok()) {
        println!("cargo::rustc-env=JOBC_COMMIT={}", commit.trim());
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A Python 2.7 that starts. A program of that name may only tell how to install one.
fn python2() -> Option<String> {
    let named = std::env::var("JOBC_ORACLE_PYTHON2").ok();
    let mut candidates = named.into_iter().chain(["python2.7".to_owned()]);
    candidates.find(|python| {
        let check = "import sys; sys.exit(sys.version_info[:2] != (2, 7))";
        let output = Command::new(python).args(["-c", check]).output();
        output.is_ok_and(|it| it.status.success())
    })
}
