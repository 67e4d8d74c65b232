//! Inlay hints, code lenses and their commands, semantic tokens, signature help.

use crate::server::client::{Client, HELLO};
use serde_json::json;

/// Line, column and label of all inlay hints.
fn hints(client: &mut Client) -> Vec<(u64, u64, String)> {
    let mut params = client.document();
    params["range"] =
        json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = client.ask("textDocument/inlayHint", params);
    let hints = hints.as_array().expect("a list").iter().map(|it| {
        let place = |name: &str| it["position"][name].as_u64().expect("a number");
        let label = it["label"].as_str().expect("a text").to_owned();
        (place("line"), place("character"), label)
    });
    hints.collect()
}

#[test]
fn hints_of_sizes_and_of_names_that_are_taken_over() {
    let text = "\
size = 5*GB
serve = Process(name = 'serve', cmdline = 'x')
task = Task(processes = [serve], resources = Resources(cpu = 1, ram = 100*1024*1024, disk = size))
jobs = [
  Job(cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', task = task),
  Job(cluster = 'd', role = 'r', environment = 'prod', contact = 'a@b.c', task = task, name = 'x'),
]
";
    let mut client = Client::with(text);
    let found = hints(&mut client);
    let found: Vec<_> = found.iter().map(|(a, b, c)| (*a, *b, &**c)).collect();
    assert_eq!(
        found,
        [
            (2, 12, "name = 'serve'"),
            (2, 83, "= 100 MB"),
            (2, 96, "= 5 GB"),
            (4, 6, "name = 'serve'"),
        ]
    );
}

#[test]
fn code_lenses_inspect_schedule_and_show_json() {
    let text = HELLO.replace("task = task)", "task = task, cron_schedule = '5 * * * *')");
    let mut client = Client::with(&text);
    let lenses = client.ask("textDocument/codeLens", client.document());
    let mut shown = Vec::new();
    for lens in lenses.as_array().expect("a list") {
        let command = &lens["command"];
        let title = command["title"].as_str().expect("a title");
        let name = command["command"].as_str().expect("a name");
        assert_eq!(
            name,
            format!(
                "jobc.{}",
                title.split(' ').next().expect("a word").to_lowercase()
            )
        );
        let params = json!({"command": name, "arguments": command["arguments"]});
        let answer = client.ask("workspace/executeCommand", params);
        shown.push(answer.as_str().expect("a text").to_owned());
    }
    let [inspected, schedule, json] = &shown[..] else {
        panic!("{shown:?}");
    };
    assert!(
        inspected.contains("## hi\n\n```sh\necho hey {{mesos.instance}}\n```"),
        "{inspected}"
    );
    assert!(schedule.contains("It runs at `5 * * * *`") && schedule.contains("1. hi"));
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(json["name"], "hello");
}

#[test]
fn references_inside_of_strings_have_a_colour_of_their_own() {
    let mut client = Client::with(HELLO);
    let answer = client.ask("textDocument/semanticTokens/full", client.document());
    let numbers: Vec<u64> = answer["data"]
        .as_array()
        .expect("numbers")
        .iter()
        .map(|it| it.as_u64().expect("a number"))
        .collect();
    let (mut line, mut column) = (0, 0);
    let mut tokens = Vec::new();
    for token in numbers.chunks(5) {
        column = if token[0] > 0 {
            token[1]
        } else {
            column + token[1]
        };
        line += token[0];
        let row = HELLO.lines().nth(line as usize).expect("a line");
        let text = &row[column as usize..(column + token[2]) as usize];
        tokens.push((text, token[3]));
    }
    for token in [
        ("{{profile.greeting}}", 5),
        ("{{mesos.instance}}", 5),
        ("Profile", 2),
        ("hello", 1),
        ("cmdline", 4),
        ("name", 3),
        ("memory", 0),
    ] {
        assert!(tokens.contains(&token), "{token:?}: {tokens:?}");
    }
}

#[test]
fn hints_lenses_and_colours() {
    let mut client = Client::with(HELLO);
    let labels: Vec<_> = hints(&mut client).into_iter().map(|it| it.2).collect();
    assert_eq!(labels, ["= 'hey'", "name = 'hi'", "= 64 MB"]);
    let lenses = client.ask("textDocument/codeLens", client.document());
    assert!(
        lenses[0]["command"]["title"]
            .as_str()
            .expect("a title")
            .starts_with("inspect west/www/prod/hello: 1 cpu")
    );
    for lens in lenses.as_array().expect("a list") {
        let command = &lens["command"];
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        let shown = client.ask("workspace/executeCommand", params);
        assert!(shown.as_str().expect("a text").contains("hello"));
    }
    let tokens = client.ask("textDocument/semanticTokens/full", client.document());
    let data = tokens["data"].as_array().expect("numbers");
    assert!(
        data.len().is_multiple_of(5) && data.len() > 100,
        "{}",
        data.len()
    );
    let help = client.at("textDocument/signatureHelp", HELLO, "ram = ", 6);
    assert!(
        help["signatures"][0]["label"]
            .as_str()
            .expect("a label")
            .starts_with("Resources(cpu, ram, disk")
    );
    assert_eq!(help["activeParameter"], 1);
    for (place, label, active) in [
        ("'hello')", "Default(type, value)", 1),
        ("profile = Profile", "job.bind(name = value)", 0),
    ] {
        let help = client.at("textDocument/signatureHelp", HELLO, place, 0);
        assert_eq!(help["signatures"][0]["label"], label);
        assert_eq!(help["activeParameter"], active, "{label}");
    }
    let text = "job = Job(name = 'a')\njobs = [job(name = 'b').bind(x = 1)]\n";
    let mut behind_a_call = Client::with(text);
    let help = behind_a_call.at("textDocument/signatureHelp", text, "x = 1", 0);
    assert_eq!(help["signatures"][0]["label"], "bind(name = value)");
    let help = client.at("textDocument/signatureHelp", HELLO, "'hi'", 0);
    assert_eq!(help["signatures"][0]["label"], "hello(name)");
}

#[test]
fn hints_of_sizes_that_are_bound_and_of_logs() {
    let text = "\
log = Logger(mode = 'rotate', rotate = RotatePolicy(log_size = 104857600))
serve = Process(name = 'serve', cmdline = 'x', logger = log)
resources = Resources(cpu = 1, ram = '{{size}}', disk = '{{space}}')
task = Task(processes = [serve], resources = resources)
job = Job(cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', name = 'a', task = task)
jobs = [job.bind(size = 536870912, space = 2*GB), job(name = 'b').bind(size = 536870912, space = 3*GB)]
";
    let mut client = Client::with(text);
    let found = hints(&mut client);
    let found: Vec<_> = found.iter().map(|(a, b, c)| (*a, *b, &**c)).collect();
    assert_eq!(
        found,
        [
            (0, 72, "= 100 MB"),
            (2, 46, "= '536870912'"),
            (2, 47, "= 512 MB"),
            (3, 12, "name = 'serve'"),
        ]
    );
}
