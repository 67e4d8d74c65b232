//! `jobc affected`: what a file, or the changes since a revision, can affect.

use super::{Repository, file};

fn repository() -> Repository {
    let user = |name: &str| "include('shared.aurora')\n".to_owned() + &file(name, "");
    Repository::new(&[
        ("shared.aurora", "include('deep/base.aurora')\n"),
        ("deep/base.aurora", "SIZE = 1\n"),
        ("a.aurora", &user("a")),
        ("b.aurora", &user("b")),
        ("c.aurora", &file("c", "")),
        ("own/d.aurora", &file("d", "")),
        ("own/jobc.toml", ""),
    ])
}

fn affected(repository: &Repository, arguments: &[&str]) -> String {
    let arguments = [&["affected"], arguments].concat();
    let text = repository.0.run(&arguments).success();
    text.lines().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_file_affects_what_reads_it() {
    let repository = repository();
    for (words, expected) in [
        (&["c.aurora"][..], "c.aurora"),
        (&["shared.aurora"], "a.aurora b.aurora shared.aurora"),
        (
            &["deep/base.aurora"],
            "a.aurora b.aurora deep/base.aurora shared.aurora",
        ),
        (
            &["deep", "c.aurora"],
            "a.aurora b.aurora c.aurora deep/base.aurora shared.aurora",
        ),
        (&["own/jobc.toml"], "own/d.aurora"),
        (&["shared.aurora", "--in", "b.aurora"], "b.aurora"),
    ] {
        let arguments = [words, &["--format", "files"]].concat();
        assert_eq!(affected(&repository, &arguments), expected, "{words:?}");
    }
    let jobs = affected(&repository, &["shared.aurora", "--format", "jobs"]);
    assert_eq!(jobs, "west/www/prod/a west/www/prod/b");
    let text = affected(&repository, &["c.aurora"]);
    assert_eq!(text, "c.aurora   west/www/prod/c");
    let json = repository
        .0
        .run(&["affected", "c.aurora", "--format", "json"])
        .json();
    assert_eq!(json["files"][0]["jobs"][0], "west/www/prod/c");
}

#[test]
fn changes_since_a_revision_affect_what_reads_them() {
    let repository = repository();
    assert_eq!(affected(&repository, &["HEAD"]), "");
    repository.replace("deep/base.aurora", "1", "2");
    let expected = "a.aurora b.aurora deep/base.aurora shared.aurora";
    assert_eq!(
        affected(&repository, &["HEAD", "--format", "files"]),
        expected
    );
    repository.commit("larger");
    assert_eq!(affected(&repository, &["HEAD"]), "");
    assert_eq!(
        affected(&repository, &["HEAD~1", "--format", "files"]),
        expected
    );
    let run = repository.0.run(&["affected", "nonsense"]);
    assert_eq!(run.code, 2, "{run:?}");
    let run = repository.0.run(&["affected", "a.aurora", "nonsense"]);
    assert_eq!(run.code, 4, "{run:?}");
}
