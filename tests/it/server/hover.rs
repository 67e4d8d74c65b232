//! Hovering.

use crate::server::client::{Client, HELLO};
use serde_json::{Value, json};

fn text_of(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

#[test]
fn hovering() {
    let mut client = Client::with(HELLO);
    for (mark, skip, expected) in [
        (
            "cmdline =",
            1,
            vec!["cmdline = Required(String)", "attribute of `Process`"],
        ),
        ("Resources(", 1, vec!["class Resources", "`ram`"]),
        ("memory,", 1, vec!["memory = 67108864"]),
        (
            "profile.greeting",
            1,
            vec!["'hey'", "west/www/prod/hello", "a.aurora:17"],
        ),
        ("mesos.instance", 1, vec!["The cluster"]),
        ("hello(name)", 1, vec!["def hello(name)"]),
        ("greeting = 'hey'", 1, vec!["what is said", "'hello'"]),
        (
            "job.bind",
            1,
            vec!["west/www/prod/hello", "64 MB ram", "1. hi"],
        ),
        ("name,", 1, vec!["parameter"]),
    ] {
        let hover = client.at("textDocument/hover", HELLO, mark, skip);
        for words in expected {
            assert!(text_of(&hover).contains(words), "{mark}: {words}: {hover}");
        }
    }
    assert_eq!(
        client.at("textDocument/hover", HELLO, "return", 1),
        Value::Null
    );
}

#[test]
fn hovering_on_a_function_of_python() {
    let text = "names = ['job_%d' % index for index in range(3)]\ndef zip(a):\n  return a\nx = zip(names)\n";
    let mut client = Client::with(text);
    let hover = client.at("textDocument/hover", text, "range", 1);
    assert!(text_of(&hover).contains("range(start, stop, step)"));
    assert!(text_of(&hover).contains("A list of the numbers"));
    // What the file gives another meaning has that.
    let hover = client.at("textDocument/hover", text, "zip(names)", 1);
    assert!(text_of(&hover).contains("def zip(a)"));
    let help = client.at("textDocument/signatureHelp", text, "3)", 0);
    assert_eq!(help["signatures"][0]["label"], "range(start, stop, step)");
}

#[test]
fn hovering_on_what_makes_jobs() {
    let text = HELLO.replace(
        "jobs = [",
        "jobs = [job(name = 'b', instances = 3, cron_schedule = '5 * * * *').bind(profile = Profile()), ",
    );
    let mut client = Client::with(&text);
    for (mark, expected) in [
        (
            "job(name = 'b'",
            vec![
                "west/www/prod/b",
                "1 cpu, 64 MB ram, 1 GB disk, 3 instances (3 cpu, 192 MB ram, 3 GB disk in total)",
                "at `5 * * * *`",
            ],
        ),
        (
            "Job(cluster",
            vec!["class Job(Struct)", "west/www/prod/hello"],
        ),
    ] {
        let hover = client.at("textDocument/hover", &text, mark, 1);
        for words in expected {
            assert!(text_of(&hover).contains(words), "{mark}: {words}: {hover}");
        }
    }
}

#[test]
fn hovering_on_a_reference_tells_each_value_and_where_it_is_bound() {
    let text = HELLO.replace(
        "jobs = [",
        "jobs = [\n  job(name = 'b').bind(profile = Profile()),\n  ",
    );
    let mut client = Client::with(&text);
    let hover = client.at("textDocument/hover", &text, "profile.greeting", 1);
    let uri = client.uri("a.aurora");
    assert_eq!(
        text_of(&hover),
        format!(
            "```python\n{{{{profile.greeting}}}}\n```\n\
             - `'hello'`, bound in [a.aurora:6]({uri}#L6)  \n  in `west/www/prod/b`\n\
             - `'hey'`, bound in [a.aurora:19]({uri}#L19)  \n  in `west/www/prod/hello`\n"
        )
    );
}

/// A shared file and two that include it and bind different values, all open.
fn shared() -> (Client, &'static str, String) {
    let shared = "process = Process(name = 'p', cmdline = 'x {{zone}} {{same}}')\n";
    let main = |name: &str, zone: &str| {
        format!(
            "include('shared.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', contact = 'a@b.c', \
             task = Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))).bind(zone = '{zone}', same = 1)]\n"
        )
    };
    let (one, two) = (main("one", "eu"), main("two", "us"));
    let mut client = Client::new(&[("shared.aurora", shared)]);
    client.open("shared.aurora", shared);
    client.open("b.aurora", &one);
    client.open("a.aurora", &two);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    (client, shared, two)
}

#[test]
fn a_shared_file_is_what_all_including_files_make_of_it() {
    let (mut client, shared, two) = shared();
    let place = client.place_in("shared.aurora", shared, "zone", 1);
    let hover = client.ask("textDocument/hover", place.clone());
    for words in ["'eu'", "c/r/prod/one", "'us'", "c/r/prod/two"] {
        assert!(text_of(&hover).contains(words), "{words}: {hover}");
    }
    let found = client.ask("textDocument/definition", place);
    let files = found.as_array().expect("places").iter();
    let files: Vec<_> = files.map(|it| it["uri"].clone()).collect();
    assert_eq!(files, [client.uri("a.aurora"), client.uri("b.aurora")]);
    // Not one value in all jobs, and one that is.
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let document = json!({"uri": client.uri("shared.aurora")});
    let hints = client.ask(
        "textDocument/inlayHint",
        json!({"textDocument": document, "range": range}),
    );
    let labels = hints.as_array().expect("hints").iter();
    let labels: Vec<_> = labels.map(|it| it["label"].clone()).collect();
    assert_eq!(labels, ["= '1'"]);
    // The binding knows its own job.
    let hover = client.at("textDocument/hover", &two, "zone =", 1);
    assert!(text_of(&hover).contains("'us'") && !text_of(&hover).contains("'eu'"));
}

#[test]
fn hovering_on_bindings_includes_and_words_of_the_language() {
    let text = HELLO
        .replace("class Profile", "include('part.aurora')\nclass Profile")
        .replace(
            "greeting = Default(String, 'hello')",
            "greeting = Default(String, 'hello')\n  other = Required(Integer)",
        )
        .replace(
            "greeting = 'hey')",
            "greeting = 'hey', other = 1), unused = 2",
        )
        .replace("jobs = [", "x = job.get()\nd = {}.get(1)\njobs = [");
    let mut client = Client::new(&[("part.aurora", "one = 1\ndef two():\n  three = 3\n")]);
    client.open("a.aurora", &text);
    for (mark, skip, expected) in [
        (
            "profile = Profile",
            1,
            vec![
                "{{profile}}",
                "'hey'",
                "{{profile.greeting}}",
                "west/www/prod/hello",
            ],
        ),
        ("unused = 2", 1, vec!["{{unused}}", "No reference"]),
        (
            "part.aurora",
            1,
            vec!["part.aurora](file://", "`one`, `two`."],
        ),
        ("bind(", 1, vec!["object.bind(name = value)"]),
        ("get()", 1, vec!["object.get()"]),
        ("Required(", 1, vec!["Required(type)", "has to have"]),
        ("Default(", 1, vec!["Default(type, value)"]),
        ("include(", 1, vec!["include('path')", "same namespace"]),
        ("Struct)", 1, vec!["class Name(Struct)"]),
        ("jobs = [", 1, vec!["1 job\n", "- `west/www/prod/hello`"]),
        ("mesos.instance", 8, vec!["The cluster", "counted from 0"]),
    ] {
        let hover = client.at("textDocument/hover", &text, mark, skip);
        for words in expected {
            assert!(text_of(&hover).contains(words), "{mark}: {words}: {hover}");
        }
    }
    assert_eq!(
        client.at("textDocument/hover", &text, "get(1)", 1),
        Value::Null
    );
    // A name of the schema that the file defines is its own.
    let text = "def Required(x):\n  '''Mine.'''\n  return x\ny = Required(1)\n";
    client.replace("a.aurora", 2, text);
    let hover = client.at("textDocument/hover", text, "Required(1)", 1);
    assert!(text_of(&hover).contains("Mine."), "{hover}");
}
