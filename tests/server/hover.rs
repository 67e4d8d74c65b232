//! Hovering.

use crate::client::{Client, HELLO};
use serde_json::Value;

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
