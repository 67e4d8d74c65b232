//! `jobc check` of a repository with shared templates: without a cache, with one that is full, and after a change to one service, to
//! what one team shares, to a template that a third of all use, and to what all use.
//!
//! `JOBC_BENCH_FILES` is the number of files, if not 10,000.

mod measure;
mod programs;

use measure::{Folder, Taken, jobc, megabytes, millis};
use programs::repository;
use std::path::Path;

/// What is changed between two runs, and a file that it is in.
const CHANGES: [(&str, &str); 4] = [
    (
        "one service changed",
        "teams/team_000/search_api_00000.aurora",
    ),
    ("a team's file changed", "teams/team_000/team.aurora"),
    ("a template changed", "shared/java.aurora"),
    ("the defaults changed", "shared/defaults.aurora"),
];

fn main() {
    let files =
        std::env::var("JOBC_BENCH_FILES").map_or(10_000, |it| it.parse().expect("a number"));
    let folder = Folder::new("repository");
    let program = repository(files);
    program
        .write(folder.path())
        .expect("a folder that can be written");
    println!(
        "{files} files, {:.1} MB, {} jobs\n",
        megabytes(program.size() as u64),
        program.jobs
    );
    println!("| | evaluated | time ms | files / s | MB / s | memory MB |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let show = |what: &str, taken: &Taken| {
        println!(
            "| {what} | {} | {:.0} | {:.0} | {:.1} | {:.1} |",
            evaluated(&taken.said),
            millis(taken.time),
            files as f64 / taken.time.as_secs_f64(),
            megabytes(program.size() as u64) / taken.time.as_secs_f64(),
            megabytes(taken.memory),
        );
    };
    let cold = check(folder.path(), 2, &["--no-cache"]);
    assert_eq!(evaluated(&cold.said), files);
    show("no cache", &cold);
    show("filling the cache", &check(folder.path(), 1, &[]));
    let cached = check(folder.path(), 5, &[]);
    assert_eq!(evaluated(&cached.said), 0, "nothing changed");
    show("nothing changed", &cached);
    for (what, file) in CHANGES {
        let taken = change(folder.path(), file);
        assert!(evaluated(&taken.said) > 0, "{what}");
        show(what, &taken);
    }
    let one = change(folder.path(), CHANGES[0].1);
    assert_eq!(evaluated(&one.said), 1, "only what changed is evaluated");
}

/// The best of a few runs, each after another change to a file.
fn change(folder: &Path, file: &str) -> Taken {
    let path = folder.join(file);
    let runs = (0..3).map(|_| {
        let mut text = std::fs::read_to_string(&path).expect("a file of the repository");
        text += "\n# Changed.\n";
        std::fs::write(&path, text).expect("a folder that can be written");
        check(folder, 1, &[])
    });
    runs.min_by_key(|taken| taken.time).expect("three runs")
}

fn check(folder: &Path, runs: usize, options: &[&str]) -> Taken {
    let arguments = [&["check", "."], options].concat();
    jobc(runs, folder, &arguments, &[1])
}

/// How many files the run says that it evaluated.
fn evaluated(said: &str) -> usize {
    let line = said.lines().find(|line| line.contains(" evaluated"));
    let number = line.and_then(|line| line.split(' ').next());
    number
        .and_then(|it| it.parse().ok())
        .expect("a number of files")
}
