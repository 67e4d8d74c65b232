//! Completion.

use super::fixture::{Fixture, apply};
use super::samples::{HELLO, SCOPES};
use crate::ide::complete;

/// What is proposed at a mark in a text, the best first.
fn at(text: &str, mark: &str, skip: usize) -> Vec<String> {
    Fixture::at(text, mark, skip).labels()
}

/// The same at a cursor that is written `|`, so that dollars and braces can stand around it.
fn proposed(text: &str) -> Vec<String> {
    Fixture::new(&text.replacen('|', "$0", 1)).labels()
}

fn has(labels: &[String], name: &str) -> bool {
    labels.iter().any(|it| it == name)
}

#[test]
fn attributes() {
    let labels = at(
        &format!("{HELLO}other = Process(name = 'x', \n"),
        "'x', ",
        5,
    );
    assert_eq!(labels[0], "cmdline");
    assert!(!has(&labels, "name") && has(&labels, "max_failures"));
    let labels = at(
        &format!("{HELLO}other = Job(task = \n"),
        "other = Job(task = ",
        19,
    );
    assert_eq!(labels[0], "Task");
    assert!(has(&labels, "task"));
    let labels = at(&format!("{HELLO}x = Volume(mode = '')\n"), "mode = ''", 8);
    assert_eq!(labels, ["RO", "RW"]);
}

#[test]
fn names_and_references() {
    let labels = at(HELLO, "{{profile.", 2);
    for name in ["profile", "role", "cluster", "mesos.instance"] {
        assert!(has(&labels, name), "{name}: {labels:?}");
    }
    assert_eq!(at(HELLO, "{{profile.", 10), ["profile.greeting"]);
    let labels = at(HELLO, "memory,", 3);
    for name in ["memory", "hello", "Profile", "Process", "len", "Process(…)"] {
        assert!(has(&labels, name), "{name}");
    }
    assert!(has(
        &proposed(&format!("{HELLO}x = Tasks.|\n")),
        "sequential"
    ));
}

#[test]
fn what_the_scopes_of_the_string_bind() {
    let here = at(SCOPES, "{{profile.hosts", 2);
    let there = at(SCOPES, "{{only", 2);
    for name in [
        "profile",
        "cluster",
        "cmdline",
        "resources",
        "mesos.instance",
    ] {
        assert!(has(&here, name), "{name}: {here:?}");
        assert!(has(&there, name), "{name}: {there:?}");
    }
    assert!(!has(&here, "only") && has(&there, "only"), "{here:?}");
    for (mark, skip, expected) in [
        ("{{profile.hosts", 10, ["profile.hosts", "profile.ports"]),
        (
            "profile.hosts[",
            14,
            ["profile.hosts[0]", "profile.hosts[1]"],
        ),
        (
            "profile.ports[",
            14,
            ["profile.ports[admin]", "profile.ports[http]"],
        ),
    ] {
        assert_eq!(at(SCOPES, mark, skip), expected, "{mark}");
    }
}

#[test]
fn members_behind_a_dot() {
    for (typed, expected) in [
        ("job.", "cluster"),
        ("job.task.", "processes"),
        ("job(name = 'x').", "environment"),
        ("job.bind(a = '1').", "environment"),
        ("Resources(\n  cpu = 1,\n).", "ram"),
        ("[one.", "cmdline"),
        ("one.", "bind"),
        ("'x'.", "upper"),
        ("{}.", "items"),
        ("jobs.", "append"),
        ("Tasks.", "sequential"),
    ] {
        let labels = Fixture::new(&format!("{SCOPES}q = {typed}$0")).labels();
        assert!(has(&labels, expected), "{typed}: {labels:?}");
        assert!(!has(&labels, "Process"), "{typed}");
    }
}

#[test]
fn snippets_are_for_editors_that_know_them() {
    let fixture = Fixture::new(&format!("{HELLO}x = Pro$0\n"));
    let items = fixture.completions();
    for name in ["Process", "Task", "Job"] {
        let label = format!("{name}(…)");
        let snippet = items.iter().find(|it| it.label == label).expect(name);
        let body = snippet.insert_text.as_deref().expect("a text");
        assert!(
            snippet.is_snippet && body.starts_with(&format!("{name}(\n")),
            "{body}"
        );
        assert!(body.contains("${1:"), "{body}");
    }
    let found = complete(&fixture.snapshot, &fixture.path, fixture.offset, false);
    let items = found.expect("proposals").items;
    assert!(items.iter().all(|it| it.label != "Process(…)"));
}

#[test]
fn references_that_are_closed() {
    let cluster = [
        "mesos.cluster",
        "mesos.hostname",
        "mesos.instance",
        "mesos.role",
    ];
    let thermos = ["thermos.ports", "thermos.task_id", "thermos.user"];
    let ports = [
        "thermos.ports[admin]",
        "thermos.ports[health]",
        "thermos.ports[http]",
    ];
    let hosts = ["profile.hosts[0]", "profile.hosts[1]"];
    let cases: [(&str, &[&str]); 12] = [
        ("{{profile.|}}", &["profile.hosts", "profile.ports"]),
        ("{{profile.ho|}}", &["profile.hosts", "profile.ports"]),
        ("{{profile.hosts[|]}}", &hosts),
        ("{{profile.hosts[|", &hosts),
        (
            "{{profile.ports[|]}}",
            &["profile.ports[admin]", "profile.ports[http]"],
        ),
        ("{{mesos.|}}", &cluster),
        ("{{mesos.|", &cluster),
        ("{{thermos.|}}", &thermos),
        ("{{thermos.|", &thermos),
        ("{{thermos.ports[admin]}} {{thermos.ports[|]}}", &ports),
        ("{{nothing.|}}", &[]),
        ("{{profile..|}}", &[]),
    ];
    let with =
        |typed: &str| SCOPES.replacen("{{profile.hosts[0]}} {{profile.ports[http]}}", typed, 1);
    for (typed, expected) in cases {
        assert_eq!(proposed(&with(typed)), expected, "{typed}");
    }
    // What the configuration binds comes before what the schema has.
    for typed in ["{{|}}", "{{pro|}}", "{{|"] {
        let found = proposed(&with(typed));
        assert_eq!(found[0], "profile", "{typed}");
        assert!(
            has(&found, "cmdline") && has(&found, "thermos.task_id"),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn brackets_that_the_editor_closed_are_not_closed_twice() {
    let text = SCOPES.replacen("{{profile.hosts[0]}}", "{{profile.hosts[]}}", 1);
    let items = Fixture::at(&text, "hosts[]", 6).completions();
    let edit = items[0].edit.clone().expect("an edit");
    let completed = apply(&text, &[edit]);
    assert!(
        completed.contains("'{{profile.hosts[0]}} {{"),
        "{completed}"
    );
}

#[test]
fn what_any_including_file_binds() {
    let main = |name: &str, bound: &str| {
        format!(
            "{name}_only = 1\ninclude('shared.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', \
             contact = 'a@b.c', task = Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))).bind({bound})]\n"
        )
    };
    let text = format!(
        "### shared.aurora\nprocess = Process(name = 'p', cmdline = 'x {{{{zone}}}}')\n### b.aurora\n{}### a.aurora\n{}",
        main("one", "zone = 'eu'"),
        main("two", "zone = 'us', other = 1")
    );
    let found = at(&text, "{{zone", 2);
    assert!(has(&found, "zone") && has(&found, "other"), "{found:?}");
    let found = at(&text, "Process", 0);
    assert!(
        has(&found, "one_only") && has(&found, "two_only"),
        "{found:?}"
    );
}

#[test]
fn local_names_where_nothing_is_typed_yet() {
    for (text, expected) in [
        ("def f(aa):\n  lo = 1\n  return |", vec!["aa", "lo"]),
        ("def f(aa):\n  lo = 1\n  |\n  return 1\n", vec!["aa", "lo"]),
        (
            "def f(aa):\n  lo = 1\n  return Process(name = |",
            vec!["aa", "lo"],
        ),
        ("r = [1]\nx = [| for xyz in r]\n", vec!["xyz"]),
        ("r = [1]\nx = [f(|) for xyz in r]\n", vec!["xyz"]),
    ] {
        let found = proposed(text);
        for name in expected {
            assert!(has(&found, name), "{text}: {name}: {found:?}");
        }
    }
    assert!(!has(&proposed("def f(aa):\n  return aa\n\n|"), "aa"));
}

#[test]
fn parameters_as_keywords() {
    let function = "def f(aa, bb = 1, *rest):\n  return aa\n";
    for (call, expected) in [
        ("x = f(|)\n", vec!["aa", "bb"]),
        ("x = f(1, |)\n", vec!["bb"]),
        ("x = f(|, aa = 1)\n", vec!["bb"]),
    ] {
        let found = proposed(&format!("{function}{call}"));
        assert_eq!(found[..expected.len()], expected, "{call}");
        assert_ne!(found[expected.len()], "aa", "{call}");
    }
}

#[test]
fn words_in_quotes() {
    let process = "p = Process(name = 'one', cmdline = 'x')\n";
    let task = format!(
        "{process}t = Task(processes = [p, Process(name = 'two', cmdline = 'x')], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB), constraints = order('|'))\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', task = t)]\n"
    );
    let constraint = format!("{process}c = Constraint(order = ['one', '|'])\n");
    let cases: [(&str, &[&str]); 6] = [
        (
            "x = Job(cron_collision_policy = '|')\n",
            &["KILL_EXISTING", "CANCEL_NEW"],
        ),
        (
            "x = Job(tier = '|')\n",
            &["preferred", "preemptible", "revocable"],
        ),
        (
            "x = Job(environment = '|')\n",
            &["prod", "devel", "test", "staging"],
        ),
        ("x = Job(name = '|')\n", &[]),
        (&task, &["one", "two"]),
        (&constraint, &["one"]),
    ];
    for (text, expected) in cases {
        assert_eq!(proposed(text), expected, "{text}");
    }
}

#[test]
fn modules_and_their_members() {
    for (text, some, none) in [
        ("import |", "json", "Process"),
        ("from |", "os.path", "Process"),
        ("import json, |", "re", "Process"),
        ("import os.|", "os.path", "json"),
        ("from os.path import |", "join", "Process"),
        ("from os.path import exists, jo|", "join", "Process"),
        ("import os\nx = os.path.|", "join", "Process"),
        ("import os\nx = os.|", "environ", "abort"),
        ("import os.path as p\nx = p.|", "join", "Process"),
        ("x = |", "Process", "json"),
    ] {
        let found = proposed(text);
        assert!(has(&found, some), "{text}: {found:?}");
        assert!(!has(&found, none), "{text}: {found:?}");
    }
    for text in [
        "from nope import |",
        "import json as |",
        "from os import path as |",
    ] {
        assert_eq!(proposed(text), [""; 0], "{text}");
    }
}

/// What the cursor is in the name of keeps the `=` that it has.
#[test]
fn a_keyword_gets_no_second_sign() {
    for (text, inserted) in [
        ("p = Process(cmd = 'x')\n", "cmdline"),
        ("p = Process(cmdline='x')\n", "cmdline"),
        ("p = Process(cmd)\n", "cmdline = "),
        ("p = Process(cmd == 1)\n", "cmdline = "),
    ] {
        let items = Fixture::at(text, "cmd", 3).completions();
        let item = items.iter().find(|it| it.label == "cmdline");
        let item = item.expect("the attribute");
        assert_eq!(item.insert_text.as_deref(), Some(inserted), "{text}");
    }
}
