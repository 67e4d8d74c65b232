//! Which files are checked.

use super::repository::*;
use std::fs;

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

/// A repository with a commit.
fn committed(files: &[(&str, &str)]) -> Repository {
    let repository = Repository::new(files);
    repository.git(&["init", "-q", "-b", "main"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    repository
}

/// Whatever a settings file is changed in, and whatever it names, affects all files under it, and no others.
#[test]
fn a_change_of_settings_affects_every_file_under_them() {
    let text = service("a");
    let files = [
        ("shared/base.aurora", BASE),
        ("services/a.aurora", text.as_str()),
        ("services/jobc.toml", SETTINGS),
        ("services/lib/names.aurora", "x = 1\n"),
        ("services/lib/site.py", "x = 1\n"),
        ("services/lib/clusters.json", "[]\n"),
        ("other/b.aurora", text.as_str()),
    ];
    const SETTINGS: &str = "root = '..'\npreludes = ['lib/names.aurora']\nmodules = {site = 'lib/site.py'}\nlint.thresholds.clusters-file = 'lib/clusters.json'\n";
    let without = SETTINGS.replace("preludes", "# preludes");
    for (changed, text) in [
        (
            "services/jobc.toml",
            Some(format!("{SETTINGS}bindings = {{a = '1'}}\n")),
        ),
        (
            "services/jobc.toml",
            Some(format!("{SETTINGS}env = {{allow = []}}\n")),
        ),
        ("services/jobc.toml", Some(without)),
        ("services/jobc.toml", None),
        ("services/lib/names.aurora", Some("x = 2\n".to_owned())),
        ("services/lib/site.py", Some("x = 2\n".to_owned())),
        (
            "services/lib/clusters.json",
            Some("[{\"name\": \"west\"}]".to_owned()),
        ),
    ] {
        let repository = committed(&files);
        let shown = || {
            let arguments = [
                "check",
                "--show-files",
                "--changed-since",
                "HEAD",
                "services",
                "other",
            ];
            let run = repository.run(&arguments);
            assert_eq!(run.code, 0, "{changed}: {run:?}");
            run.out.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(shown().is_empty(), "{changed}");
        match &text {
            Some(text) => repository.write(changed, text),
            None => fs::remove_file(repository.path(changed)).unwrap(),
        }
        let expected = ["services/a.aurora", "services/lib/names.aurora"];
        assert_eq!(shown(), expected, "{changed}");
    }
}

/// One that is new nearer to the files, too.
#[test]
fn new_settings_affect_the_files_under_them() {
    let text = service("a");
    let files = [
        ("shared/base.aurora", BASE),
        ("services/a.aurora", text.as_str()),
        ("other/b.aurora", text.as_str()),
    ];
    let repository = committed(&files);
    repository.write("services/jobc.toml", "root = '..'\n");
    let arguments = ["check", "--show-files", "--changed-since", "HEAD"];
    let shown = |more: &[&str]| repository.run(&[&arguments[..], more].concat()).out;
    assert_eq!(shown(&[]), "services/a.aurora\n");
    // Where none is looked for, none is missed.
    assert_eq!(shown(&["--isolated"]), "");
    repository.write("jobc.toml", "bindings = {a = '1'}\n");
    assert_eq!(
        shown(&[]),
        "other/b.aurora\nservices/a.aurora\nshared/base.aurora\n"
    );
}

/// What only the other branch has changed is not what this one has.
#[test]
fn changes_are_those_since_the_branches_parted() {
    let (a, b, c) = (service("a"), service("b"), service("c"));
    let repository = committed(&[
        ("shared/base.aurora", BASE),
        ("services/a.aurora", &a),
        ("services/b.aurora", &b),
        ("services/c.aurora", &c),
    ]);
    let commit = |name: &str, text: &str| {
        repository.write(name, text);
        repository.git(&["commit", "-q", "-a", "-m", name]);
    };
    repository.git(&["checkout", "-q", "-b", "branch"]);
    commit("services/a.aurora", &format!("{a}# changed\n"));
    repository.git(&["checkout", "-q", "main"]);
    commit("services/b.aurora", &format!("{b}# changed\n"));
    repository.git(&["checkout", "-q", "branch"]);
    repository.write("services/c.aurora", &format!("{c}# changed\n"));
    for (revision, expected) in [
        ("main", "services/a.aurora\nservices/c.aurora\n"),
        ("HEAD", "services/c.aurora\n"),
        ("HEAD~1", "services/a.aurora\nservices/c.aurora\n"),
        ("main...HEAD", "services/a.aurora\n"),
        ("main..", "services/a.aurora\nservices/b.aurora\n"),
        ("main~1..main", "services/b.aurora\n"),
    ] {
        let run = repository.run(&["check", "--show-files", "--changed-since", revision]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, expected),
            "{revision}: {run:?}"
        );
    }
    repository.git(&["checkout", "-q", "--orphan", "alone"]);
    repository.git(&["commit", "-q", "-m", "alone"]);
    let run = repository.run(&["check", "--changed-since", "main"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("have no common commit in this clone"),
        "{run:?}"
    );
}

/// What git ignores is nobody's change, and a link is as changed as what it leads to.
#[cfg(unix)]
#[test]
fn what_differs_is_what_a_person_would_say_differs() {
    let text = "include('made.aurora')\ninclude('link.aurora')\njobs = [];\n";
    let repository = Repository::new(&[
        ("a.aurora", text),
        (".gitignore", "made.aurora\n"),
        ("lib/real.aurora", "x = 1\n"),
    ]);
    repository.git(&["init", "-q"]);
    std::os::unix::fs::symlink("lib/real.aurora", repository.path("link.aurora")).unwrap();
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    let shown = || {
        repository
            .run(&[
                "check",
                "--show-files",
                "--changed-since",
                "HEAD",
                "a.aurora",
            ])
            .out
    };
    assert_eq!(shown(), "");
    repository.write("made.aurora", "y = 1\n");
    assert_eq!(shown(), "");
    // Line ends as Windows writes them are no change either.
    repository.write("a.aurora", &text.replace('\n', "\r\n"));
    assert_eq!(shown(), "");
    repository.write("lib/real.aurora", "x = 2\n");
    assert_eq!(shown(), "a.aurora\n");
    repository.write("lib/real.aurora", "x = 1\n");
    assert_eq!(shown(), "");
    fs::remove_file(repository.path("link.aurora")).unwrap();
    repository.write("link.aurora", "x = 1\n");
    assert_eq!(shown(), "a.aurora\n");
}
