//! What is compared with what, and what is said of it.

use super::{Repository, counts, evaluated, file, service};
use crate::cli::world::World;

#[test]
fn the_last_commit_and_the_disk_are_compared_by_default() {
    let repository = Repository::new(&[
        ("a.aurora", &file("a", "")),
        ("b.aurora", &file("b", "")),
        ("c.aurora", &file("c", "")),
    ]);
    let run = repository.diff(&[]);
    assert!(run.out.ends_with("nothing differs in 3 jobs\n"), "{run:?}");
    repository.replace("a.aurora", "64*MB", "96*MB");
    repository.replace("b.aurora", "instances = 3", "instances = 5");
    repository.replace("c.aurora", "--port 80", "--port 90");
    repository.write("d.aurora", &file("d", ""));
    let run = repository.diff(&[]);
    let lines: Vec<&str> = run.out.lines().skip(1).collect();
    insta::assert_snapshot!("text", lines.join("\n"));
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "added 1, changed 3");
    assert_eq!(
        counts(&json, "instances"),
        "added 5, replaced 6, unchanged 3"
    );
    let (before, after) = (
        &json["summary"]["resources"]["before"],
        &json["summary"]["resources"]["after"],
    );
    assert_eq!(before["cpu"], 9.0);
    assert_eq!(after["cpu"], 14.0);
    assert_eq!(after["ram"], (3 * 96 + 5 * 64 + 3 * 64 + 3 * 64) << 20);
    assert_eq!(
        repository.diff(&["--name-only"]).success(),
        "M west/www/prod/a\nM west/www/prod/b\nM west/www/prod/c\nA west/www/prod/d\n"
    );
    let stat = repository.diff(&["--stat"]).success();
    assert_eq!(stat.lines().count(), 4, "{stat}");
}

#[test]
fn exit_codes_say_whether_anything_differs() {
    let repository = Repository::new(&[("a.aurora", &file("a", ""))]);
    assert_eq!(repository.diff(&["--exit-code"]).code, 0);
    repository.replace("a.aurora", "64*MB", "65*MB");
    assert_eq!(repository.diff(&[]).code, 0);
    assert_eq!(repository.diff(&["--exit-code"]).code, 1);
    for (condition, code) in [
        ("restarts > 2", 1),
        ("restarts > 3", 0),
        ("restarts >= 3", 1),
        ("jobs.removed > 0", 0),
        ("ram > 2 MB", 1),
        ("ram > 3 MB", 0),
    ] {
        let run = repository.diff(&["--fail-on", condition]);
        assert_eq!(run.code, code, "{condition}: {run:?}");
        assert_eq!(run.err.contains("holds"), code == 1, "{run:?}");
    }
    assert_eq!(repository.diff(&["--fail-on", "restarts"]).code, 2);
    assert_eq!(repository.diff(&["nonsense"]).code, 2);
    assert_eq!(repository.diff(&["HEAD", "missing"]).code, 4);
}

#[test]
fn two_files_and_two_folders_are_compared() {
    let world = World::new(&[
        ("old/x/a.aurora", &file("a", "")),
        ("new/x/a.aurora", &file("a", ", priority = 3")),
        ("new/b.aurora", &file("b", "")),
    ]);
    let json = world
        .run(&["diff", "--format", "json", "old", "new"])
        .json();
    assert_eq!(counts(&json, "jobs"), "added 1, changed 1");
    assert_eq!(json["groups"][0]["changes"][0]["path"], "priority");
    assert_eq!(json["groups"][0]["changes"][0]["after"], 3);
    let files = ["old/x/a.aurora", "new/x/a.aurora"];
    let json = world.run(&["diff", "--format", "json", files[0], files[1]]);
    assert_eq!(counts(&json.json(), "jobs"), "changed 1");
    // What `emit` wrote is a side, too.
    let emitted = world.run(&["emit", files[0]]).success();
    std::fs::write(world.path("old.json"), emitted).expect("a file");
    let json = world.run(&["diff", "--format", "json", "old.json", files[0]]);
    assert_eq!(counts(&json.json(), "jobs"), "unchanged 1");
    let json = world.run(&["diff", "--format", "json", "old.json", "new"]);
    assert_eq!(counts(&json.json(), "jobs"), "added 1, changed 1");
}

#[test]
fn jobs_of_a_broken_side_are_neither_added_nor_removed() {
    let two = format!("jobs = [{}, {}]\n", service("a", ""), service("b", ""));
    let repository = Repository::new(&[("a.aurora", &two), ("c.aurora", &file("c", ""))]);
    // The client does not read the file, or refuses one of its jobs.
    for (from, to, comparable) in [
        ("jobs = [", "jobs = [[", 1),
        ("cmdline = 'run b", "cmdlin = 'run b", 1),
        ("cmdline = 'run b", "cmdline = '{{nothing}} b", 2),
        ("jobs = [", "include('missing.aurora')\njobs = [", 1),
    ] {
        repository.replace("a.aurora", from, to);
        let run = repository.diff(&["--format", "json"]);
        assert_eq!(run.code, 3, "{run:?}");
        let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let expected = format!("unchanged {comparable}, incomparable {}", 3 - comparable);
        assert_eq!(counts(&json, "jobs"), expected, "{to}: {run:?}");
        assert_eq!(
            counts(&json, "instances"),
            format!("unchanged {}", 3 * comparable)
        );
        assert_eq!(json["incomparable"][0]["side"], "new");
        let text = repository.diff(&[]).out;
        assert!(
            text.contains("`a.aurora` of working tree has errors"),
            "{text}"
        );
        repository.write("a.aurora", &two);
    }
    // Errors of the old side do not fail the run.
    repository.replace("a.aurora", "jobs = [", "jobs = [[");
    repository.commit("broken");
    repository.write("a.aurora", &two);
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "unchanged 1, incomparable 2");
}

#[test]
fn jobs_that_were_renamed_are_found() {
    let repository = Repository::new(&[
        ("a.aurora", &file("a", "")),
        ("b.aurora", &file("b", ", priority = 7")),
    ]);
    repository.replace("a.aurora", "role = 'www'", "role = 'web'");
    repository.replace("b.aurora", "name = 'b'", "name = 'other'");
    repository.replace("b.aurora", "priority = 7", "priority = 8");
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "renamed 2");
    assert_eq!(counts(&json, "instances"), "added 6, removed 6");
    let names = repository.diff(&["--name-only"]).success();
    assert_eq!(
        names,
        "R west/www/prod/a → west/web/prod/a\nR west/www/prod/b → west/www/prod/other\n"
    );
}

#[test]
fn equal_changes_are_one_group() {
    let shared = "SIZE = 64*MB\ndef service(name, role = 'www'):\n  run = Process(name = 'run', cmdline = 'run %s --verbose --level 3' % name)\n  return Service(cluster = 'west', role = role, environment = 'prod', name = name,\n    task = Task(processes = [run], resources = Resources(cpu = 1, ram = SIZE, disk = 1*GB)))\n";
    let list = "include('shared.aurora')\njobs = [service(name) for name in ['a', 'b', 'c']]\n";
    let other = "include('shared.aurora')\njobs = [service('d')(priority = 1)]\n";
    let repository = Repository::new(&[
        ("shared.aurora", shared),
        ("list.aurora", list),
        ("other.aurora", other),
        ("apart.aurora", &file("e", "")),
    ]);
    repository.replace("shared.aurora", "level 3", "level 4");
    repository.replace("shared.aurora", "64*MB", "96*MB");
    repository.replace("other.aurora", "priority = 1", "priority = 2");
    let json = repository.json(&[]);
    let sizes: Vec<usize> = json["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| group["jobs"].as_array().expect("jobs").len())
        .collect();
    assert_eq!(sizes, [3, 1]);
    // The file that reads nothing that changed is evaluated once, the other three twice.
    let run = repository.diff(&["--verbose"]);
    assert_eq!(evaluated(&run), 4 + 3, "{run:?}");
    assert!(run.out.contains("--level [-3-]{+4+}"), "{}", run.out);
}

#[test]
fn settings_and_variables_are_part_of_a_side() {
    let text = "import os\n".to_owned() + &file("a", ", priority = int(os.environ['LEVEL'])");
    let repository = Repository::new(&[
        ("a.aurora", &text),
        ("jobc.toml", "[env.values]\nLEVEL = \"1\"\n"),
        ("sub/b.aurora", &file("b", "")),
        ("sub/jobc.toml", "[env]\nallow = []\n"),
    ]);
    repository.write("jobc.toml", "[env.values]\nLEVEL = \"2\"\n");
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "changed 1, unchanged 1");
    assert_eq!(json["groups"][0]["changes"][0]["before"], 1);
    assert_eq!(json["groups"][0]["changes"][0]["after"], 2);
    let run = repository.diff(&["--verbose"]);
    assert_eq!(evaluated(&run), 3, "{run:?}");
}

/// Files with errors whose jobs nobody knows are not files without jobs, however the sides are named.
#[test]
fn a_side_that_cannot_be_read_is_no_side_without_jobs() {
    let world = World::new(&[
        ("old/a.aurora", &file("a", "")),
        ("new/a.aurora", "x = (\n"),
        ("limit.aurora", "while True: x = 1\n"),
        ("other.aurora", "while True: x = 2\n"),
    ]);
    for (sides, counted) in [
        (["old", "new"], "incomparable 1"),
        (["old/a.aurora", "new/a.aurora"], "incomparable 1"),
        (["old/a.aurora", "limit.aurora"], "incomparable 1"),
        (["old/a.aurora", "/dev/zero"], "incomparable 1"),
        (["limit.aurora", "other.aurora"], ""),
    ] {
        let options = ["--format", "json", "--limit", "statements=1000"];
        let run = world.run(&[&["diff"], &sides[..], &options].concat());
        assert_eq!(run.code, 3, "{sides:?}: {run:?}");
        let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(counts(&json, "jobs"), counted, "{sides:?}: {run:?}");
    }
    let both = world.run(&[
        "diff",
        "limit.aurora",
        "other.aurora",
        "--limit",
        "statements=1000",
    ]);
    assert!(
        both.err
            .contains("the new file has errors, so its jobs are unknown"),
        "{both:?}"
    );
}
