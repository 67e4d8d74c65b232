//! The step of the GitHub Action: a summary, and one comment that is kept up to date.

use super::{Repository, file};
use crate::cli::world::Run;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Answers as `gh` does, and writes down what it was asked.
const GH: &str = "#!/bin/sh\n\
    echo \"$*\" >> \"$RUNNER_TEMP/asked\"\n\
    case \"$*\" in *--paginate*) cat \"$RUNNER_TEMP/known\";; esac\n";

fn step(repository: &Repository, revision: &str) -> Run {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("action/diff.sh");
    let mut command = std::process::Command::new("bash");
    let own = Path::new(env!("CARGO_BIN_EXE_jobc"))
        .parent()
        .expect("a folder");
    let temporary = repository.0.path("temporary");
    let path = std::env::var("PATH").expect("PATH");
    let output = command
        .arg(script)
        .current_dir(repository.0.0.path())
        .env(
            "PATH",
            format!("{}:{}:{path}", temporary.display(), own.display()),
        )
        .env("RUNNER_TEMP", &temporary)
        .env("GITHUB_STEP_SUMMARY", temporary.join("summary"))
        .env("GITHUB_REPOSITORY", "a/b")
        .env("JOBC_DIFF", revision)
        .env("JOBC_PATHS", "a.aurora")
        .env("JOBC_PULL_REQUEST", "7")
        .output()
        .expect("bash");
    Run::of(output)
}

#[test]
fn one_comment_is_kept_up_to_date() {
    let repository =
        Repository::new(&[("a.aurora", &file("a", "")), (".gitignore", "temporary\n")]);
    repository.write("temporary/gh", GH);
    repository.write("temporary/known", "");
    let gh = repository.0.path("temporary/gh");
    fs::set_permissions(gh, fs::Permissions::from_mode(0o755)).expect("a program");
    repository.replace("a.aurora", "64*MB", "65*MB");
    repository.commit("more");
    let read = |name: &str| fs::read_to_string(repository.0.path(name)).expect("a file");
    step(&repository, "HEAD~1").success();
    assert!(read("temporary/summary").contains("### jobc diff: jobs: 1 changed"));
    let asked = read("temporary/asked");
    assert!(
        asked.contains("--method POST repos/a/b/issues/7/comments --field body=@"),
        "{asked}"
    );
    let comment = read("temporary/jobc-diff.md");
    assert!(comment.starts_with("<!-- jobc diff -->\n### "), "{comment}");
    repository.write("temporary/known", "42\n43\n");
    step(&repository, "HEAD~1").success();
    let asked = read("temporary/asked");
    assert!(
        asked.contains("--method PATCH repos/a/b/issues/comments/42 --field"),
        "{asked}"
    );
    // What goes wrong is not hidden.
    assert_eq!(step(&repository, "nonsense").code, 2);
}
