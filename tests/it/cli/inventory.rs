//! Keys, files and folders on a command line, the inventory, a file for each job, and tasks for the Thermos runner.

use crate::cli::world::*;
use serde_json::json;
use std::fs;

/// A template, two services in a folder, one job as JSON, and JSON that is something else.
fn repository() -> World {
    let service = |cluster: &str, name: &str, more: &str| {
        format!(
            "include('base.aurora')\njobs = [base(cluster = '{cluster}', name = '{name}', {more})]\n"
        )
    };
    let world = World::new(&[
        ("jobc.toml", ""),
        (
            "services/base.aurora",
            "base = Job(role = 'www', environment = 'prod', contact = 'a@b.c', task = Task(\n  \
             processes = [Process(name = 'p', cmdline = 'sleep 1')], resources = Resources(cpu = 0.5, ram = 64*MB, disk = 1*GB)))\n",
        ),
        (
            "services/a.aurora",
            &service("east", "a", "service = True, instances = 4"),
        ),
        (
            "services/b.aurora",
            &service(
                "west",
                "b",
                "cron_schedule = '0 * * * *', tier = 'revocable'",
            ),
        ),
        (
            "services/package.json",
            "{\"name\": \"web\", \"task\": 1}\n",
        ),
        ("notes/README.md", "nothing\n"),
    ]);
    let json = world.run(&["emit", "services/a.aurora"]).success();
    let json = json.replace("\"a\"", "\"j\"");
    fs::write(world.path("services/c.json"), json).unwrap();
    world
}

const KEYS: &str = "east/www/prod/a\nwest/www/prod/b\neast/www/prod/j\n";

#[test]
fn keys_and_files_come_in_any_order_and_folders_are_searched() {
    let world = repository();
    for words in [
        &["services"][..],
        &["."],
        &["services/a.aurora", "services/b.aurora", "services/c.json"],
        &["www/*/*", "services"],
        &["services", "prod/*"],
    ] {
        let run = world.run(&[&["list"], words].concat());
        assert_eq!(run.out, KEYS, "{words:?}: {run:?}");
        assert_eq!(run.code, 0, "{words:?}");
    }
    // The last parts of a key, or else the first ones, as the Aurora client has it.
    for (key, expected) in [
        ("a", "east/www/prod/a\n"),
        ("prod/b", "west/www/prod/b\n"),
        ("east", "east/www/prod/a\neast/www/prod/j\n"),
        ("west/www", "west/www/prod/b\n"),
    ] {
        for words in [["services", key], [key, "services"]] {
            let run = world.run(&["list", words[0], words[1]]);
            assert_eq!(run.out, expected, "{words:?}: {run:?}");
            let emitted = world.run(&["emit", words[0], words[1]]).json();
            let jobs = emitted["jobs"].as_array().unwrap().len();
            assert_eq!(jobs, expected.lines().count(), "{words:?}");
            let inspected = world.run(&["inspect", "--format", "json", words[0], words[1]]);
            assert_eq!(
                inspected.json().as_array().unwrap().len(),
                jobs,
                "{words:?}"
            );
        }
    }
    let run = world.run(&["list", "services", "nobody"]);
    assert_eq!(run.code, 6, "{run:?}");
    let run = world.run(&["list", "notes"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.err, "no configurations found in `notes`\n");
}

#[test]
fn the_inventory_has_every_job_and_totals() {
    let world = repository();
    let table = world.run(&["list", "--long", "services"]).success();
    insta::assert_snapshot!("inventory_table", table);
    let csv = world
        .run(&["list", "--format", "csv", "services"])
        .success();
    insta::assert_snapshot!("inventory_csv", csv);
    let json = world
        .run(&["list", "--long", "--format", "json", "services"])
        .json();
    assert_eq!(json["jobs"][1]["kind"], "cron");
    assert_eq!(json["jobs"][1]["tier"], "revocable");
    assert_eq!(json["jobs"][0]["file"], "services/a.aurora");
    let megabyte = 1 << 20;
    let total = json!({
        "jobs": 2, "instances": 8, "cpu": 4.0, "ram": 8 * 64 * megabyte, "disk": 8 * 1024 * i64::from(megabyte),
    });
    assert_eq!(json["totals"]["cluster"]["east"], total);
    assert_eq!(json["totals"]["role"]["www"]["jobs"], 3);
    assert_eq!(json["totals"]["environment"]["prod"]["instances"], 9);
}

#[test]
fn emit_writes_a_file_for_each_job() {
    let world = repository();
    let run = world.run(&["emit", "-o", "out/", "services"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    for key in KEYS.lines() {
        let text = fs::read_to_string(world.path(&format!("out/{key}.json"))).unwrap();
        fs::write(world.path("again.json"), &text).unwrap();
        assert_eq!(world.run(&["list", "again.json"]).out, format!("{key}\n"));
    }
    // A job that would be written elsewhere is not written, and neither is any other.
    let text = HELLO.replace("'west'", "'..'");
    let world = World::new(&[("a.aurora", &text)]);
    let run = world.run(&["emit", "-o", "out/", "a.aurora"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("nothing was written"), "{run:?}");
    assert!(!world.path("out").exists());
}

#[test]
fn tasks_for_the_runner_are_shown_and_written() {
    let task = "t = Task(name = 'fetch', processes = [Process(name = 'p', cmdline = 'curl {{url}}')]).bind(url = 'x')\nexport(t)\n";
    let world = World::new(&[("a.thermos", task), ("b.thermos", &task.repeat(2))]);
    let page = world.run(&["inspect", "a.thermos"]).success();
    assert!(
        page.contains("fetch") && page.contains("│ curl x"),
        "{page}"
    );
    assert!(
        !page.contains("cpu"),
        "what was made up is not shown: {page}"
    );
    let emitted = world.run(&["emit", "a.thermos"]).json();
    assert_eq!(emitted["name"], "fetch");
    assert_eq!(emitted["processes"][0]["cmdline"], "curl x");
    assert_eq!(emitted.get("resources"), None);
    let both = world.run(&["emit", "b.thermos"]).json();
    assert_eq!(both.as_array().unwrap().len(), 2);
    let shown = world
        .run(&["inspect", "--format", "json", "a.thermos"])
        .json();
    assert_eq!(shown[0]["task"]["name"], "fetch");
    let run = world.run(&["list", "a.thermos"]);
    assert!(run.err.contains("exports 1 task"), "{run:?}");
}

#[test]
fn errors_are_json_where_json_is_wanted() {
    let world = World::new(&[("bad.aurora", "jobs = [1]\n"), ("good.aurora", HELLO)]);
    for arguments in [
        &["list", "--format", "json", "bad.aurora"][..],
        &["list", "--json", "bad.aurora"],
        &["list", "--format", "json", "missing.aurora"],
        &["list", "--format", "json", "nobody", "good.aurora"],
        &["inspect", "--format", "json", "bad.aurora"],
        &["inspect", "--json", "missing.aurora"],
        &["rule", "--format", "json", "E999"],
        &["config", "--format", "json", "missing.aurora"],
        &["check", "--format", "json", "--baseline", "missing.json"],
    ] {
        let run = world.run(arguments);
        assert_ne!(run.code, 0, "{arguments:?}");
        assert!(!run.err.is_empty(), "{arguments:?}");
        let errors = run.err.lines().filter(|it| !it.contains(" valid job"));
        for line in errors {
            let error: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|_| panic!("{arguments:?}: {line}"));
            assert_eq!(error["severity"], "error", "{arguments:?}");
        }
    }
}
