//! Single settings on the command line: `--config 'key = value'`.

use super::repository::*;

#[test]
fn one_setting_goes_before_those_of_the_file() {
    let repository = Repository::shared();
    repository.write(
        "jobc.toml",
        "bindings = {a = '1'}\n[lint]\nignore = ['T']\nseverity = {J001 = 'error'}\n",
    );
    let config = ["--config", "lint.severity.J001 = 'info'"];
    let run = repository.check(&config);
    assert!(run.out.contains(": info[J001]"), "{run:?}");
    // The last one is the one that counts, and a switch of its own goes before both.
    let off = "lint.ignore = ['J001']";
    assert_eq!(
        repository
            .run(&[
                "check",
                "--config",
                "lint.select = ['J001']",
                "--config",
                off,
            ])
            .code,
        0
    );
    assert_eq!(repository.check(&["--config", off]).code, 1);
    let run = repository.run(&[
        "config",
        "--config",
        "bindings.b = '2'",
        "--config",
        "limits.jobs = 8",
        "--config",
        "limits.includes = 9",
        "--limit",
        "jobs=7",
    ]);
    for line in [
        "bindings.a = \"1\"  # jobc.toml\n",
        "bindings.b = \"2\"  # the command line (--config)\n",
        "limits.includes = 9  # the command line (--config)\n",
        "limits.jobs = 7  # the command line\n",
        "lint.ignore = [\"T\"]  # jobc.toml\n",
    ] {
        assert!(run.out.contains(line), "{line}{run:?}");
    }
    let shown = ["check", "--show-settings", "--config", "limits.jobs = 8"];
    let shown = repository.run(&shown).out;
    assert!(
        shown.contains("limits.jobs = 8  # the command line (--config)\n"),
        "{shown}"
    );
}

/// It is the same switch wherever there are settings, with and without a file.
#[test]
fn every_command_with_settings_takes_them() {
    let repository = Repository::new(&[(
        "a.aurora",
        "jobs = [Service(cluster = 'west', role = 'www', environment = 'devel', name = '{{zone}}', contact = 'a@b.c',\n  task = Task(processes = [Process(name = 'a', cmdline = 'a')], resources = Resources(cpu = 1, ram = 1 * GB, disk = 1 * GB)))]\n",
    )]);
    let zone = ["--config", "bindings.zone = 'eu'"];
    for isolated in [&[][..], &["--isolated"]] {
        let list = repository.run(&[&["list", "a.aurora"], isolated, &zone].concat());
        assert_eq!(list.out, "west/www/devel/eu\n", "{list:?}");
        for command in [&["inspect"][..], &["emit"], &["config", "list"]] {
            let run = repository.run(&[command, isolated, &zone, &["a.aurora"]].concat());
            assert!(run.code == 0 && run.out.contains("eu"), "{run:?}");
        }
    }
    repository.write("other.toml", "bindings = {zone = 'us'}\nlimits.jobs = 5\n");
    let both = ["config", "--config", "other.toml", zone[0], zone[1]];
    let run = repository.run(&both);
    for line in [
        "bindings.zone = \"eu\"  # the command line (--config)\n",
        "limits.jobs = 5  # other.toml\n",
    ] {
        assert!(run.out.contains(line), "{line}{run:?}");
    }
}

/// Paths and globs of the command line are relative to where the user stands, those of a file to its folder.
#[test]
fn paths_are_relative_to_the_current_folder() {
    let repository = Repository::shared();
    repository.write("jobc.toml", "exclude = ['/services/a.aurora']\n");
    repository.write("services/zone.aurora", "zone = 'eu'\n");
    let inside = |arguments: &[&str]| {
        let mut command = repository.command(arguments);
        run(command.current_dir(repository.path("services")))
    };
    let files = |config: &str| inside(&["check", "--show-files", "--config", config]).out;
    assert_eq!(files("limits.jobs = 9"), "b.aurora\nzone.aurora\n");
    assert_eq!(files("exclude = ['/b.aurora']"), "a.aurora\nzone.aurora\n");
    assert_eq!(files("include = ['/z*']"), "zone.aurora\n");
    let concise = ["check", "--select", "J001", "--output-format", "concise"];
    let ignored = "lint.per-file-ignores = {'/b.aurora' = ['J']}";
    let out = inside(&[&concise[..], &["--config", ignored]].concat()).out;
    assert_eq!(out, "");
    let out = inside(&[&concise[..], &["--config", "root = '.'"]].concat()).out;
    assert!(out.contains("error[E703]"), "{out}");
    repository.write("services/c.aurora", "print(zone)\njobs = []\n");
    let run = inside(&["list", "--config", "preludes = ['zone.aurora']", "c.aurora"]);
    assert!(run.err.contains("eu\n"), "{run:?}");
}

#[test]
fn mistakes_are_shown_in_the_argument() {
    let repository = Repository::shared();
    let wrong = |arguments: &[&str]| {
        let run = repository.run(&[&["check"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        run.err
    };
    insta::assert_snapshot!(wrong(&["--config", "lint.selekt = ['J001']"]));
    insta::assert_snapshot!(wrong(&["--config", "lint.select = ['J0O1']"]));
    insta::assert_snapshot!(wrong(&["--config", "limits.jobs = 'many'"]));
    insta::assert_snapshot!(wrong(&["--config", "lint.select=J001"]));
    insta::assert_snapshot!(wrong(&[
        "--config",
        "lint.thresholds.clusters-file = 'no.json'"
    ]));
    // They are mistakes also if there is nothing to check.
    std::fs::create_dir(repository.path("empty")).unwrap();
    assert!(wrong(&["--config", "rot = '.'", "empty"]).contains("did you mean `root`?"));
    for (arguments, message) in [
        (
            ["--config", "a.toml", "--config", "b.toml"],
            "`--config` names two files, `a.toml` and `b.toml`",
        ),
        (
            ["--isolated", "--config", "a.toml", "."],
            "`--isolated` excludes settings files, but `--config` names `a.toml`",
        ),
        (
            ["--config", "a.toml", ".", "."],
            "cannot read the settings `a.toml`",
        ),
    ] {
        let err = wrong(&arguments);
        assert!(err.contains(message), "{err}");
    }
    // A file whose name has a `=` is a file.
    repository.write("a=b.toml", "exclude = ['*']\n");
    let run = repository.run(&["check", "--show-files", "--config", "a=b.toml"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
}
