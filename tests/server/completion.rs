//! Completion.

use crate::client::{Client, HELLO};
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
