//! What is kept for the next run.

use super::repository::*;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn an_unchanged_repository_is_not_evaluated_again() {
    let repository = Repository::shared();
    let first = repository.check(&["-v"]);
    assert_eq!(first.evaluated(), 3);
    let second = repository.check(&["-v"]);
    assert_eq!(second.evaluated(), 0);
    assert_eq!((second.code, &second.out), (first.code, &first.out));
    repository.write("services/a.aurora", &(service("a") + "# changed\n"));
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
    repository.write("shared/base.aurora", &format!("{BASE}# changed\n"));
    assert_eq!(repository.check(&["-v"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "-E", "x=y"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "--ignore", "T"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "--no-cache"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v"]).evaluated(), 0);
}

#[test]
fn the_cache_knows_variables_preludes_and_missing_files() {
    let repository = Repository::new(&[
        ("prelude.aurora", "SITE = 'x'\n"),
        (
            "a.aurora",
            &format!(
                "import os\ntry:\n  include('maybe.aurora')\nexcept Exception:\n  pass\n{BASE}name = os.environ.get('SERVICE_NAME', 'none')\njobs = [base(name = name).bind(greeting = 'hi')]\n"
            ),
        ),
    ]);
    repository.write("jobc.toml", "preludes = ['prelude.aurora']\n");
    let with = |value: &str| {
        let mut command = repository.command(&["check", "-v", "a.aurora"]);
        run(command.env("SERVICE_NAME", value)).evaluated()
    };
    assert_eq!((with("one-name"), with("one-name")), (1, 0));
    assert_eq!(with("two-name"), 1);
    assert_eq!((with("third"), with("third")), (1, 0));
    repository.write("maybe.aurora", "");
    assert_eq!((with("third"), with("third")), (1, 0));
    repository.write("prelude.aurora", "SITE = 'y'\n");
    assert_eq!((with("third"), with("third")), (1, 0));
}

#[test]
fn what_depends_on_the_clock_is_not_kept() {
    let text = format!(
        "import time\n{BASE}jobs = [base(name = 'at%d' % time.time()).bind(greeting = 'hi')]\n"
    );
    let repository = Repository::new(&[("a.aurora", &text)]);
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
}

fn cache_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
        .collect()
}

#[test]
fn broken_caches_are_as_good_as_none() {
    let repository = Repository::shared();
    let good = repository.check(&["-v", "--cache-dir", "kept"]);
    let files = cache_files(&repository.path("kept"));
    let [file] = files.as_slice() else {
        panic!("{files:?}");
    };
    let bytes = fs::read(file).unwrap();
    let halves = [&bytes[..bytes.len() / 2], &[0xff; 100], b""];
    let mut flipped = bytes.clone();
    for byte in flipped.iter_mut().skip(200).step_by(997) {
        *byte ^= 1;
    }
    for broken in halves.into_iter().chain([flipped.as_slice()]) {
        fs::write(file, broken).unwrap();
        let run = repository.check(&["-v", "--cache-dir", "kept"]);
        assert_eq!((run.code, &run.out), (good.code, &good.out));
        assert!(run.evaluated() > 0);
        assert_eq!(
            repository.check(&["-v", "--cache-dir", "kept"]).evaluated(),
            0
        );
    }
    // Where nothing can be written, nothing is kept.
    repository.write("taken", "");
    let run = repository.check(&["-v", "--cache-dir", "taken"]);
    assert_eq!((run.code, &run.out), (good.code, &good.out));
}
