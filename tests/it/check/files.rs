//! Which files are checked.

use super::repository::*;

#[test]
fn folders_are_searched_as_settings_and_gitignore_say() {
    let repository = Repository::shared();
    for name in [
        "a.thermos",
        "b.mesos",
        "c.aur",
        "d.txt",
        "e.json",
        ".hidden/f.aurora",
    ] {
        repository.write(name, "jobs = []\n");
    }
    repository.write("build/g.aurora", "");
    repository.write("old/h.aurora", "");
    repository.write(".gitignore", "build/\n");
    repository.write("jobc.toml", "exclude = ['old/']\n");
    let shown = |arguments: &[&str]| {
        let run = repository.run(&[&["check", "--show-files"], arguments].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = [
        "a.thermos",
        "b.mesos",
        "c.aur",
        "services/a.aurora",
        "services/b.aurora",
        "shared/base.aurora",
    ];
    assert_eq!(shown(&[]), all);
    assert_eq!(shown(&["."]), all);
    assert_eq!(shown(&["services", "services/a.aurora"]).len(), 2);
    assert_eq!(shown(&["old/h.aurora"]), ["old/h.aurora"]);
    assert!(shown(&["--force-exclude", "old/h.aurora"]).is_empty());
    repository.write("jobc.toml", "include = ['*.json', '/services/a.*']\n");
    assert_eq!(shown(&[]), ["e.json", "services/a.aurora"]);
}

#[test]
fn json_is_read_where_settings_include_it() {
    let repository = Repository::shared();
    let json = repository.run(&["emit", "services/a.aurora"]);
    repository.write("services/c.json", &json.out);
    repository.write("jobc.toml", "include = ['*.json']\n");
    let run = repository.check(&[]);
    assert!(run.err.starts_with("1 file, 1 valid job,"), "{run:?}");
}

#[test]
fn only_what_a_change_affects_is_reported() {
    let repository = Repository::shared();
    repository.git(&["init", "-q"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    let since = ["--changed-since", "HEAD"];
    let run = repository.check(&since);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    repository.write("services/b.aurora", &(service("b") + "# changed\n"));
    repository.write("services/new.aurora", &service("new"));
    let run = repository.check(&since);
    assert!(
        run.code == 1 && !run.out.contains("services/a.aurora"),
        "{run:?}"
    );
    assert!(
        run.out.contains("b.aurora") && run.out.contains("new.aurora"),
        "{run:?}"
    );
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "second"]);
    repository.write("shared/base.aurora", &format!("{BASE}# changed\n"));
    let run = repository.check(&since);
    assert!(run.out.contains("services/a.aurora"), "{run:?}");
    let run = repository.check(&["--changed-since", "nonsense"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert_eq!(repository.check(&["--changed-since", "--output=x"]).code, 2);
}

/// Services look for files from the root of the repository on, wherever the command runs; people from where they are.
#[test]
fn paths_are_what_their_readers_want() {
    let repository = Repository::new(&[
        ("services/jobc.toml", "root = '..'\n"),
        (
            "services/a.aurora",
            "include('../shared.aurora')\njobs = [1]\n",
        ),
        ("shared.aurora", "x = y\n"),
    ]);
    repository.git(&["init", "-q"]);
    for (format, inside, outside) in [
        ("github", "file=services/a.aurora", "file=shared.aurora"),
        ("gitlab", "\"services/a.aurora\"", "\"shared.aurora\""),
        (
            "azure",
            "sourcepath=services/a.aurora",
            "sourcepath=shared.aurora",
        ),
        ("sarif", "\"services/a.aurora\"", "\"shared.aurora\""),
        ("concise", "a.aurora:2", "../shared.aurora:1"),
        ("rdjson", "\"a.aurora\"", "\"../shared.aurora\""),
        ("json", "\"a.aurora\"", "\"../shared.aurora\""),
    ] {
        let mut command = repository.command(&["check", "-n", "--output-format", format]);
        let run = run(command.current_dir(repository.path("services")));
        assert!(run.out.contains(inside), "{format}: {run:?}");
        assert!(run.out.contains(outside), "{format}: {run:?}");
    }
}
