//! `jobc emit --target FILE`: options, losses, refusals, and what is wrong with a target.

use crate::cli::world::*;

const ACME: &str = include_str!("../../tour/acme.aurora");

const TWO: &str = "\
# coding: utf-8
def job(name, **more):
  return Job(
    cluster = 'west', role = 'www', environment = 'prod', name = name, contact = 'me@example.com', instances = 2,
    task = Task(
      name = 't', processes = [Process(name = 'p', cmdline = u'echo {{mesos.instance}} é')],
      resources = Resources(cpu = 1.5, ram = 64*MB, disk = 1*GB)), **more)
jobs = [job('a'), job('b')]
";

fn world() -> World {
    let cron = TWO.replace("job('b')", "job('b', cron_schedule = '1 2 * * *')");
    World::new(&[
        ("two.aurora", TWO),
        ("cron.aurora", &cron),
        ("site/acme.aurora", ACME),
    ])
}

#[test]
fn a_target_of_a_site_decides_what_is_written() {
    let run = world().run(&[
        "emit",
        "--quiet",
        "--target",
        "site/acme.aurora",
        "--set",
        "queue=fast",
        "two.aurora",
    ]);
    let out: serde_json::Value = serde_json::from_str(&run.success()).unwrap();
    assert_eq!(
        out[0],
        serde_json::json!({
            "id": "west/www/prod/a", "queue": "fast", "copies": 2, "restart": false, "cores": 2, "memory": "64M",
            "steps": [{"name": "p", "run": "echo $ACME_COPY é"}],
        })
    );
    assert_eq!(out[1]["id"], "west/www/prod/b");
}

#[test]
fn losses_are_shown_once_where_they_are_written() {
    let run = world().run(&["emit", "--target", "site/acme.aurora", "two.aurora"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for words in [
        "the target `acme` has no form for `contact`: the target does not mention it",
        "[two.aurora:4:82]",
        "the target `acme` approximates `task.resources.cpu`: Acme counts whole cores",
        "in 2 jobs: west/www/prod/a, west/www/prod/b",
    ] {
        assert_eq!(
            run.err.matches(words).count().min(1),
            1,
            "{words}\n{}",
            run.err
        );
    }
    assert_eq!(run.err.matches("`contact`").count(), 1, "{}", run.err);
    // Nobody wrote this one.
    assert!(!run.err.contains("max_task_failures"), "{}", run.err);
}

#[test]
fn nothing_is_written_of_a_refused_job_or_of_losses_that_are_errors() {
    for (arguments, code) in [
        (&["cron.aurora"][..], "E901"),
        (&["--strict", "two.aurora"], "W901"),
    ] {
        let world = world();
        let common = ["emit", "--target", "site/acme.aurora", "-o", "out.json"];
        let run = world.run(&[&common[..], arguments].concat());
        assert_ne!(run.code, 0, "{}", run.err);
        assert!(run.err.contains(&format!("error[{code}]")), "{}", run.err);
        assert!(run.err.contains("nothing was written"), "{}", run.err);
        assert!(!world.path("out.json").exists());
    }
}

#[test]
fn an_option_is_declared_and_has_a_type() {
    let target = "\
number = option('number', 3, 'n')
names = option('names', {'a': 'b'}, 'n')
on = option('on', False, 'n')
def emit(job):
  kept('*')
  return [number, names, on]
";
    let world = World::new(&[("two.aurora", TWO), ("t.aurora", target)]);
    let emit = |set: &[&str]| {
        let common = ["emit", "a", "two.aurora", "--target", "t.aurora"];
        let sets = set.iter().flat_map(|it| ["--set", it]);
        world.run(&common.into_iter().chain(sets).collect::<Vec<_>>())
    };
    let json = |run: Run| -> serde_json::Value { serde_json::from_str(&run.success()).unwrap() };
    assert_eq!(json(emit(&[])), serde_json::json!([[3, {"a": "b"}, false]]));
    assert_eq!(
        json(emit(&["number=7", "names=x=y,z=", "on=true"])),
        serde_json::json!([[7, {"x": "y", "z": ""}, true]])
    );
    for (set, words) in [
        (
            "number=three",
            "the option `number` takes an integer, not \"three\"",
        ),
        ("names=x", "the option `names` takes pairs"),
        ("on=perhaps", "the option `on` takes true or false"),
        ("numbre=3", "has no option `numbre`; did you mean `number`?"),
    ] {
        let run = emit(&[set]);
        assert_ne!(run.code, 0, "{set}");
        assert!(run.err.contains(words), "{set}: {}", run.err);
    }
}

#[test]
fn a_wrong_target_is_an_error_in_its_file() {
    for (target, words) in [
        ("x = 1\n", "defines no function `emit`"),
        (
            "def emit(job):\n  return len\n",
            "neither a string nor data",
        ),
        ("def emit(job):\n  return job.nam\n", "t.aurora:2"),
        ("def emit(job)\n  return 1\n", "E105"),
        (
            "def emit(job):\n  x = []\n  x.append(x)\n  return x\n",
            "neither a string nor data",
        ),
        ("def emit(job):\n  while True: pass\n", "E80"),
        ("def emit(job, other):\n  return 1\n", "t.aurora"),
    ] {
        let world = World::new(&[("two.aurora", TWO), ("t.aurora", target)]);
        let run = world.run(&["emit", "two.aurora", "--target", "t.aurora", "-o", "out"]);
        assert_ne!(run.code, 0, "{target}");
        assert!(run.err.contains(words), "{target}: {}", run.err);
        assert!(!world.path("out").exists());
    }
    let run = world().run(&["emit", "two.aurora", "--target", "missing/t.aurora"]);
    assert!(run.err.contains("cannot read the target"), "{}", run.err);
    let run = world().run(&["emit", "two.aurora", "--target", "scirpt"]);
    assert!(run.err.contains("script"), "{}", run.err);
}

#[test]
fn texts_are_written_to_a_file_for_each_job() {
    let world = world();
    let run = world.run(&["emit", "--quiet", "--target", "script", "two.aurora"]);
    assert!(run.err.contains("writes one file per job"), "{}", run.err);
    world
        .run(&[
            "emit",
            "--quiet",
            "--target",
            "script",
            "two.aurora",
            "-o",
            "out/",
        ])
        .success();
    for name in ["a", "b"] {
        let text =
            std::fs::read_to_string(world.path(&format!("out/west/www/prod/{name}.sh"))).unwrap();
        assert!(text.starts_with("#!/usr/bin/env bash\n"), "{text}");
    }
}

/// A target with several documents a job, and one with several files.
const SEVERAL: &str = "\
items_of({'kind': 'List'})
word = option('word', 'no', 'A word')
number = option('number', 1, 'A number')
def emit(job):
  kept('*')
  approximated('contact', 'nobody reads it')
  return documents([{'name': job.name, 'word': word, 'lines': 'a\\n b\\n', 'empty': []}, {'number': number}])
";
const FILES: &str = "\
def emit(job):
  kept('*')
  return files({job.name + '.unit': 'a', job.name + '.timer': 'b'})
";

fn several() -> World {
    World::new(&[
        ("two.aurora", TWO),
        ("several.aurora", SEVERAL),
        ("files.aurora", FILES),
    ])
}

#[test]
fn several_documents_are_a_stream_or_items() {
    let world = several();
    let common = [
        "emit",
        "--quiet",
        "--target",
        "several.aurora",
        "two.aurora",
    ];
    let json: serde_json::Value = serde_json::from_str(&world.run(&common).success()).unwrap();
    assert_eq!(json["kind"], "List");
    assert_eq!(json["items"][2]["name"], "b");
    let yaml = [&common[..], &["--format", "yaml", "a"]].concat();
    assert_eq!(
        world.run(&yaml).success(),
        "name: a\nword: \"no\"\nlines: |\n  a\n   b\nempty: []\n---\nnumber: 1\n"
    );
    let folder = [&common[..], &["--format", "yaml", "-o", "out/"]].concat();
    world.run(&folder).success();
    let text = std::fs::read_to_string(world.path("out/west/www/prod/b.yaml")).unwrap();
    assert!(text.starts_with("name: b\n"), "{text}");
    let aurora = world.run(&["emit", "two.aurora", "--format", "yaml"]);
    assert!(aurora.err.contains("forms are JSON"), "{}", aurora.err);
}

#[test]
fn several_files_are_written_to_a_folder_for_each_job() {
    let world = several();
    let common = ["emit", "--quiet", "--target", "files.aurora", "two.aurora"];
    let run = world.run(&common);
    assert!(run.err.contains("several files per job"), "{}", run.err);
    world
        .run(&[&common[..], &["-o", "out/"]].concat())
        .success();
    for (name, text) in [("a/a.unit", "a"), ("a/a.timer", "b"), ("b/b.unit", "a")] {
        let path = world.path(&format!("out/west/www/prod/{name}"));
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}

#[test]
fn settings_have_options_that_arguments_replace() {
    let world = World::new(&[
        ("two.aurora", TWO),
        ("several.aurora", SEVERAL),
        ("jobc.toml", "[targets.several]\nword = 'yes'\nnumber = 7\n"),
    ]);
    let common = [
        "emit",
        "a",
        "--quiet",
        "--target",
        "several.aurora",
        "two.aurora",
    ];
    let text = world
        .run(&[&common[..], &["--set", "word=on"]].concat())
        .success();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["items"][0]["word"], "on");
    assert_eq!(json["items"][1]["number"], 7);
    let world = World::new(&[
        ("two.aurora", TWO),
        ("several.aurora", SEVERAL),
        ("jobc.toml", "[targets.several]\nwodr = 'yes'\n"),
    ]);
    for command in ["emit", "check"] {
        let run = world.run(&[command, "two.aurora", "--target", "several.aurora"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("did you mean `word`?"), "{}", run.err);
    }
}

#[test]
fn check_reports_what_a_target_loses() {
    let world = several();
    let check = |more: &[&str]| {
        let common = [
            "check",
            "two.aurora",
            "--isolated",
            "--output-format",
            "concise",
        ];
        world.run(&[&common[..], more].concat())
    };
    assert!(!check(&[]).out.contains("W901"));
    let run = check(&["--target", "several.aurora"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert_eq!(run.out.matches("W901").count(), 1, "{}", run.out);
    assert!(run.out.contains("two.aurora:4:"), "{}", run.out);
    assert_eq!(
        check(&["--target", "several.aurora", "--fail-on", "error"]).code,
        0
    );
    assert_eq!(
        check(&[
            "--target",
            "several.aurora",
            "--fail-on",
            "error",
            "--strict"
        ])
        .code,
        1
    );
    assert!(
        !check(&["--target", "several.aurora", "--ignore", "W901"])
            .out
            .contains("W901")
    );
    let run = check(&["--target", "two.aurora"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("defines no function `emit`"),
        "{}",
        run.err
    );
}
