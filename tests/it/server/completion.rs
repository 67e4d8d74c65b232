//! Completion.

use crate::server::client::{Client, HELLO};
use serde_json::json;

#[test]
fn completing_attributes() {
    let text = format!("{HELLO}other = Process(name = 'x', \n");
    let mut client = Client::with(&text);
    let labels = client.labels(&text, "'x', ", 5);
    assert_eq!(labels[0], "cmdline");
    assert!(!labels.contains(&"name".to_owned()));
    assert!(labels.contains(&"max_failures".to_owned()));
    let text = format!("{HELLO}other = Job(task = \n");
    client.replace("a.aurora", 2, &text);
    assert_eq!(client.labels(&text, "other = Job(task = ", 19)[0], "Task");
    assert!(
        client
            .labels(&text, "other = Job(task = ", 19)
            .contains(&"task".to_owned())
    );
    let text = format!("{HELLO}x = Volume(mode = '')\n");
    client.replace("a.aurora", 3, &text);
    assert_eq!(client.labels(&text, "mode = ''", 8), ["RO", "RW"]);
}

#[test]
fn completing_names_references_and_paths() {
    let text = format!("{HELLO}include('sh')\n");
    let mut client = Client::new(&[("shared/x.aurora", ""), ("a.aurora", "")]);
    client.open("a.aurora", &text);
    // Beside what diagnostics link to.
    let mut labels = client.labels(&text, "'sh'", 3);
    labels.retain(|it| it != "cache/");
    assert_eq!(labels, ["shared/"]);
    let labels = client.labels(&text, "{{profile.", 2);
    for name in ["profile", "role", "cluster", "mesos.instance"] {
        assert!(labels.contains(&name.to_owned()), "{name}: {labels:?}");
    }
    let labels = client.labels(&text, "{{profile.", 10);
    assert_eq!(labels, ["profile.greeting"]);
    let labels = client.labels(&text, "memory,", 3);
    for name in ["memory", "hello", "Profile", "Process", "len", "Process(…)"] {
        assert!(labels.contains(&name.to_owned()), "{name}");
    }
    let text = format!("{HELLO}x = Tasks.\n");
    client.replace("a.aurora", 2, &text);
    assert!(
        client
            .labels(&text, "Tasks.", 6)
            .contains(&"sequential".to_owned())
    );
}

/// A process that two bindings reach, and another with one of its own.
const SCOPES: &str = "\
class Profile(Struct):
  hosts = List(String)
  ports = Map(String, Integer)

one = Process(name = 'one', cmdline = '{{profile.hosts[0]}} {{profile.ports[http]}}')
two = Process(name = 'two', cmdline = '{{only}}')
task = Task(
  processes = [one, two.bind(only = '2')],
  resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB),
)
job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'n', contact = 'a@b.c', task = task)
profile = Profile(hosts = ['a', 'b'], ports = {'http': 80, 'admin': 81})
jobs = [job.bind(profile = profile)]
";

#[test]
fn completing_what_the_scopes_of_the_string_bind() {
    let mut client = Client::with(SCOPES);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    let here = client.labels(SCOPES, "{{profile.hosts", 2);
    let there = client.labels(SCOPES, "{{only", 2);
    for name in [
        "profile",
        "cluster",
        "cmdline",
        "resources",
        "mesos.instance",
    ] {
        assert!(here.contains(&name.to_owned()), "{name}: {here:?}");
        assert!(there.contains(&name.to_owned()), "{name}: {there:?}");
    }
    let only = "only".to_owned();
    assert!(!here.contains(&only) && there.contains(&only), "{here:?}");
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
        assert_eq!(client.labels(SCOPES, mark, skip), expected, "{mark}");
    }
}

#[test]
fn completing_behind_a_dot() {
    let mut client = Client::with(SCOPES);
    for (index, (typed, expected)) in [
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
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("{SCOPES}q = {typed}");
        client.replace("a.aurora", index as i64 + 2, &text);
        let labels = client.labels(&text, &format!("q = {typed}"), typed.len() + 4);
        assert!(labels.contains(&expected.to_owned()), "{typed}: {labels:?}");
        assert!(!labels.contains(&"Process".to_owned()), "{typed}");
    }
}

#[test]
fn snippets_are_for_clients_that_know_them() {
    let text = format!("{HELLO}x = Pro\n");
    let mut client = Client::with(&text);
    let found = client.at("textDocument/completion", &text, "x = Pro", 7);
    let items = found["items"].as_array().expect("items").clone();
    for name in ["Process", "Task", "Job"] {
        let label = format!("{name}(…)");
        let snippet = items.iter().find(|it| it["label"] == label).expect(name);
        assert_eq!(snippet["insertTextFormat"], 2);
        let body = snippet["insertText"].as_str().expect("a text");
        assert!(body.starts_with(&format!("{name}(\n")) && body.contains("${1:"));
    }
    let mut client = Client::silent(&[]);
    client.ask("initialize", json!({"capabilities": {}}));
    client.open("a.aurora", &text);
    let labels = client.labels(&text, "x = Pro", 7);
    assert!(!labels.contains(&"Process(…)".to_owned()));
}

/// The text around a `|`, which is taken out, and the labels that are proposed there, the best first.
fn proposed(client: &mut Client, version: i64, text: &str) -> Vec<String> {
    let offset = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    client.replace("a.aurora", version, &text);
    client.labels(&text, &text, offset)
}

#[test]
fn completing_in_references_that_are_closed() {
    let mut client = Client::with(SCOPES);
    let cluster = [
        "mesos.cluster",
        "mesos.hostname",
        "mesos.instance",
        "mesos.role",
    ];
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
        (
            "{{thermos.|}}",
            &["thermos.ports", "thermos.task_id", "thermos.user"],
        ),
        (
            "{{thermos.|",
            &["thermos.ports", "thermos.task_id", "thermos.user"],
        ),
        ("{{thermos.ports[admin]}} {{thermos.ports[|]}}", &ports),
        ("{{nothing.|}}", &[]),
        ("{{profile..|}}", &[]),
    ];
    for (index, (typed, expected)) in cases.into_iter().enumerate() {
        let text = SCOPES.replacen("{{profile.hosts[0]}} {{profile.ports[http]}}", typed, 1);
        let found = proposed(&mut client, index as i64 + 2, &text);
        assert_eq!(found, expected, "{typed}");
    }
    // What the configuration binds comes before what the schema has.
    for (index, (typed, first)) in [
        ("{{|}}", "profile"),
        ("{{pro|}}", "profile"),
        ("{{|", "profile"),
    ]
    .into_iter()
    .enumerate()
    {
        let text = SCOPES.replacen("{{profile.hosts[0]}} {{profile.ports[http]}}", typed, 1);
        let found = proposed(&mut client, index as i64 + 20, &text);
        assert_eq!(found[0], first, "{typed}");
        assert!(found.contains(&"cmdline".to_owned()), "{typed}: {found:?}");
        assert!(
            found.contains(&"thermos.task_id".to_owned()),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn brackets_that_the_editor_closed_are_not_closed_twice() {
    let text = SCOPES.replacen("{{profile.hosts[0]}}", "{{profile.hosts[]}}", 1);
    let mut client = Client::with(&text);
    let found = client.at("textDocument/completion", &text, "hosts[]", 6);
    let edit = json!([found["items"][0]["textEdit"]]);
    let completed = crate::server::client::apply(&text, &edit);
    assert!(
        completed.contains("'{{profile.hosts[0]}} {{"),
        "{completed}"
    );
}

#[test]
fn completing_what_any_including_file_binds() {
    let shared = "process = Process(name = 'p', cmdline = 'x {{zone}}')\n";
    let task =
        "Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))";
    let main = |name: &str, bound: &str| {
        format!(
            "{name}_only = 1\ninclude('shared.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', \
             contact = 'a@b.c', task = {task}).bind({bound})]\n"
        )
    };
    let (one, two) = (
        main("one", "zone = 'eu'"),
        main("two", "zone = 'us', other = 1"),
    );
    let mut client = Client::new(&[("shared.aurora", shared)]);
    client.open("shared.aurora", shared);
    client.open("b.aurora", &one);
    client.open("a.aurora", &two);
    client.codes("a.aurora", 1);
    let labels = |client: &mut Client, mark: &str, skip: usize| -> Vec<String> {
        let params = client.place_in("shared.aurora", shared, mark, skip);
        let found = client.ask("textDocument/completion", params);
        let items = found["items"].as_array().expect("items").iter();
        items
            .map(|it| it["label"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let found = labels(&mut client, "{{zone", 2);
    for name in ["zone", "other"] {
        assert!(found.contains(&name.to_owned()), "{name}: {found:?}");
    }
    let found = labels(&mut client, "Process", 0);
    for name in ["one_only", "two_only"] {
        assert!(found.contains(&name.to_owned()), "{name}: {found:?}");
    }
}

#[test]
fn completing_local_names_where_nothing_is_typed_yet() {
    let mut client = Client::with("");
    for (index, (text, expected)) in [
        ("def f(aa):\n  lo = 1\n  return |", vec!["aa", "lo"]),
        ("def f(aa):\n  lo = 1\n  |\n  return 1\n", vec!["aa", "lo"]),
        (
            "def f(aa):\n  lo = 1\n  return Process(name = |",
            vec!["aa", "lo"],
        ),
        ("r = [1]\nx = [| for xyz in r]\n", vec!["xyz"]),
        ("r = [1]\nx = [f(|) for xyz in r]\n", vec!["xyz"]),
    ]
    .into_iter()
    .enumerate()
    {
        let found = proposed(&mut client, index as i64 + 2, text);
        for name in expected {
            assert!(
                found.contains(&name.to_owned()),
                "{text}: {name}: {found:?}"
            );
        }
    }
    let found = proposed(&mut client, 20, "def f(aa):\n  return aa\n\n|");
    assert!(!found.contains(&"aa".to_owned()), "{found:?}");
}

#[test]
fn completing_parameters_as_keywords() {
    let mut client = Client::with("");
    let function = "def f(aa, bb = 1, *rest):\n  return aa\n";
    for (index, (call, expected)) in [
        ("x = f(|)\n", vec!["aa", "bb"]),
        ("x = f(1, |)\n", vec!["bb"]),
        ("x = f(|, aa = 1)\n", vec!["bb"]),
    ]
    .into_iter()
    .enumerate()
    {
        let found = proposed(&mut client, index as i64 + 2, &format!("{function}{call}"));
        assert_eq!(found[..expected.len()], expected, "{call}");
        assert_ne!(found[expected.len()], "aa", "{call}");
    }
}

#[test]
fn completing_words_in_quotes() {
    let mut client = Client::with("");
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
    for (index, (text, expected)) in cases.into_iter().enumerate() {
        let found = proposed(&mut client, index as i64 + 2, text);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn completing_modules_and_their_members() {
    let mut client = Client::with("");
    for (index, (text, some, none)) in [
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
    ]
    .into_iter()
    .enumerate()
    {
        let found = proposed(&mut client, index as i64 + 2, text);
        assert!(found.contains(&some.to_owned()), "{text}: {found:?}");
        assert!(!found.contains(&none.to_owned()), "{text}: {found:?}");
    }
    for (index, text) in [
        "from nope import |",
        "import json as |",
        "from os import path as |",
    ]
    .into_iter()
    .enumerate()
    {
        let found = proposed(&mut client, index as i64 + 20, text);
        assert_eq!(found, [""; 0], "{text}");
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
        let mut client = Client::with(text);
        let answer = client.at("textDocument/completion", text, "cmd", 3);
        let items = answer["items"].as_array().expect("items");
        let item = items.iter().find(|it| it["label"] == "cmdline");
        assert_eq!(
            item.expect("the attribute")["insertText"],
            inserted,
            "{text}"
        );
    }
}
