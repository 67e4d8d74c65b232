//! The edits that led to a change, and only those.

use super::{Repository, file};
use serde_json::Value;

const SHARED: &str = "\
import os
GB_PER_CORE = 2
RAM = 2*GB
LIMITS = {'small': 1*GB, 'large': 4*GB}
def threads(size):
  if size == 'large':
    return 8
  return 4
def service(name, size = 'small', **more):
  serve = Process(name = 'serve', cmdline = 'serve --threads %d --level {{level}}' % threads(size))
  resources = Resources(cpu = 1, ram = GB_PER_CORE * GB, disk = LIMITS[size])
  return Service(cluster = 'west', role = 'www', environment = 'prod', name = name,
    priority = int(os.environ.get('PRIORITY', '1')),
    task = Task(processes = [serve], resources = resources), **more)
";

const MAIN: &str = "\
include('shared.aurora')
LEVEL = 'info'
jobs = [service('a', 'large').bind(level = LEVEL)]
";

/// The causes of the first group: `FILE:LINE:COLUMN BEFORE → AFTER`.
fn causes(json: &Value) -> Vec<String> {
    let causes = json["groups"][0]["causes"].as_array().expect("causes");
    let causes = causes.iter().map(|cause| {
        let text = |name: &str| cause[name].as_str().unwrap_or("nothing").to_owned();
        let place = format!("{}:{}:{}", text("file"), cause["line"], cause["column"]);
        format!("{place} {} → {}", text("before"), text("after"))
    });
    causes.collect()
}

#[test]
fn a_change_is_caused_by_the_expression_that_was_edited() {
    let repository = Repository::new(&[("main.aurora", MAIN), ("shared.aurora", SHARED)]);
    for (name, from, to, expected) in [
        // The expression that wrote the value.
        (
            "shared.aurora",
            "'large': 4*GB",
            "'large': 6*GB",
            "shared.aurora:4:35 4*GB → 6*GB",
        ),
        // An operand of it.
        (
            "shared.aurora",
            "GB_PER_CORE = 2",
            "GB_PER_CORE = 3",
            "shared.aurora:2:15 2 → 3",
        ),
        // What a function returns, written into a string by `%`.
        (
            "shared.aurora",
            "return 8",
            "return 16",
            "shared.aurora:7:12 8 → 16",
        ),
        // A condition.
        (
            "shared.aurora",
            "size == 'large'",
            "size == 'huge'",
            "shared.aurora:6:6 size == 'large' → size == 'huge'",
        ),
        // What a binding gives.
        (
            "main.aurora",
            "'info'",
            "'debug'",
            "main.aurora:2:9 'info' → 'debug'",
        ),
        // An argument.
        (
            "main.aurora",
            "'large')",
            "'small')",
            "main.aurora:3:22 'large' → 'small'",
        ),
        // A default.
        (
            "shared.aurora",
            "'PRIORITY', '1'",
            "'PRIORITY', '2'",
            "shared.aurora:13:47 '1' → '2'",
        ),
        // An attribute that was not set before.
        (
            "main.aurora",
            "'large')",
            "'large', tier = 'preferred')",
            "main.aurora:3:31 nothing → tier = 'preferred'",
        ),
    ] {
        repository.replace(name, from, to);
        // Edits that change nothing are not causes.
        repository.replace("shared.aurora", "RAM = 2*GB", "RAM = 5*GB");
        let json = repository.json(&[]);
        assert_eq!(causes(&json), [expected], "{to}");
        let text = repository.diff(&[]).success();
        let place = expected.split(' ').next().expect("a place");
        assert!(text.contains(&format!("caused by {place}  ")), "{text}");
        repository.git(&["checkout", "-q", "."]);
    }
}

#[test]
fn several_edits_are_several_causes() {
    let repository = Repository::new(&[("main.aurora", MAIN), ("shared.aurora", SHARED)]);
    repository.replace("shared.aurora", "GB_PER_CORE = 2", "GB_PER_CORE = 3");
    repository.replace("main.aurora", "'info'", "'debug'");
    assert_eq!(
        causes(&repository.json(&[])),
        [
            "main.aurora:2:9 'info' → 'debug'",
            "shared.aurora:2:15 2 → 3"
        ]
    );
}

#[test]
fn settings_and_other_revisions_have_causes_too() {
    let settings = "[env.values]\nPRIORITY = \"1\"\n";
    let repository = Repository::new(&[
        ("main.aurora", MAIN),
        ("shared.aurora", SHARED),
        ("jobc.toml", settings),
    ]);
    repository.replace("jobc.toml", "\"1\"", "\"7\"");
    let expected = "jobc.toml:2:1 PRIORITY = \"1\" → PRIORITY = \"7\"";
    assert_eq!(causes(&repository.json(&[])), [expected]);
    repository.commit("settings");
    repository.replace("shared.aurora", "return 8", "return 9");
    repository.commit("threads");
    assert_eq!(causes(&repository.json(&["HEAD~2..HEAD~1"])), [expected]);
    let expected = "shared.aurora:7:12 8 → 9";
    assert_eq!(causes(&repository.json(&["HEAD~1..HEAD"])), [expected]);
}

#[test]
fn two_folders_have_causes() {
    let repository = Repository::new(&[
        ("old/main.aurora", MAIN),
        ("old/shared.aurora", SHARED),
        ("new/main.aurora", MAIN),
        ("new/shared.aurora", &SHARED.replace("return 8", "return 9")),
    ]);
    let json = repository.json(&["old", "new"]);
    assert_eq!(causes(&json), ["new/shared.aurora:7:12 8 → 9"]);
}

#[test]
fn comments_on_pull_requests_fit_and_act_on_nobody() {
    let jobs: String = (0..900)
        .map(|number| {
            let job = super::service(&format!("s{number}"), "");
            format!(
                "{},\n",
                job.replace("--port 80", &format!("--port {number}"))
            )
        })
        .collect();
    let text = format!("jobs = [{jobs}]\n");
    let repository = Repository::new(&[("a.aurora", &text)]);
    repository.write(
        "a.aurora",
        &text.replace("--port ", "@everyone <img src=x> *x* `"),
    );
    let markdown = repository.diff(&["--format", "markdown"]).success();
    assert!(markdown.chars().count() < 65_000);
    assert!(markdown.starts_with("### jobc diff: jobs: 900 changed; 2700 instances replaced\n"));
    assert!(
        markdown.contains("groups more, which would make"),
        "{markdown}"
    );
    assert!(!markdown.contains("@everyone") && !markdown.contains("<img"));
    repository.write("a.aurora", &file("a", ""));
    let page = repository.diff(&["--format", "html"]).success();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    for elsewhere in ["http:", "https:", "src=", "href=", "<script"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn quotas_that_are_exceeded_are_named() {
    // Numbers of the scheduler's own example: quota 10 cores, `a` 3 × 2, `b` 4 × 1 and then 4 × 1.5.
    let job = |name: &str, count: u32, cpu: &str, mb: u32| {
        format!(
            "Service(cluster = 'west', role = 'www', environment = 'prod', name = '{name}', tier = 'preferred', instances = {count},\n\
             task = Task(name = 'x', processes = [Process(name = 'x', cmdline = 'x')], resources = Resources(cpu = {cpu}, ram = {mb}*MB, disk = {mb}*MB)))"
        )
    };
    let list = |b: String| format!("jobs = [{}, {b}]\n", job("a", 3, "2", 512));
    let quota = r#"{"www": {"cpu_cores": 10.0, "ram_mb": 4096, "disk_mb": 8192}}"#;
    let repository = Repository::new(&[
        ("a.aurora", &list(job("b", 4, "1", 256))),
        ("quotas.json", quota),
    ]);
    for (b, expected) in [
        (
            job("b", 4, "1.5", 128),
            Some("`www` after the change: CPU quota exceeded by 2.00 core(s)"),
        ),
        (job("b", 4, "0.5", 128), None),
        // Both versions count while the update runs.
        (job("b", 2, "2", 1024), None),
        (
            job("b", 4, "1", 1024),
            Some("`www` after the change: RAM quota exceeded by 1536.00 MB"),
        ),
    ] {
        repository.write("a.aurora", &list(b.clone()));
        let text = repository.diff(&["--quota", "quotas.json"]).success();
        match expected {
            Some(words) => assert!(text.contains(words), "{text}"),
            None => assert!(!text.contains("quota "), "{text}"),
        }
    }
    // Without an entry, a role may use nothing.
    repository.write("quotas.json", "{}");
    let json = repository.json(&["--quota", "quotas.json"]);
    assert_eq!(json["quotas"][0]["role"], "www");
    for (text, words) in [
        ("[]", "expected `{\"ROLE\""),
        ("{", "it is not JSON"),
        (r#"{"www": {"cpus": 1}}"#, "the quota of `www` is not one"),
        (
            r#"{"www": {"cpu_cores": -1}}"#,
            "the quota of `www` is not one",
        ),
    ] {
        repository.write("quotas.json", text);
        let run = repository.diff(&["--quota", "quotas.json"]);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.err.contains(words), "{run:?}");
    }
}
