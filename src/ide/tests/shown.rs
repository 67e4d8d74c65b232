//! What is shown in a text and above jobs: hints, lenses, tokens, signatures.

use super::fixture::Fixture;
use super::samples::HELLO;
use crate::ide::*;

/// The text with its hints put in, in brackets.
fn hinted(text: &str) -> String {
    let it = Fixture::new(&format!("$0{text}"));
    let all = TextRange::new(0, text.len());
    let hints = hints(&it.snapshot, &it.path, all, HiddenHints::default());
    let mut shown = text.to_owned();
    for hint in hints.unwrap_or_default().iter().rev() {
        shown.insert_str(hint.offset as usize, &format!("[{}]", hint.text));
    }
    shown
}

#[test]
fn sizes_and_names_that_are_taken_over() {
    assert_eq!(
        hinted(
            "\
size = 5*GB
serve = Process(name = 'serve', cmdline = 'x')
task = Task(processes = [serve], resources = Resources(cpu = 1, ram = 100*1024*1024, disk = size))
jobs = [
  Job(cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', task = task),
  Job(cluster = 'd', role = 'r', environment = 'prod', contact = 'a@b.c', task = task, name = 'x'),
]
"
        ),
        "\
size = 5*GB
serve = Process(name = 'serve', cmdline = 'x')
task = Task([name = 'serve']processes = [serve], resources = Resources(cpu = 1, ram = 100*1024*1024[= 100 MB], disk = size[= 5 GB]))
jobs = [
  Job([name = 'serve']cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', task = task),
  Job(cluster = 'd', role = 'r', environment = 'prod', contact = 'a@b.c', task = task, name = 'x'),
]
"
    );
}

#[test]
fn sizes_that_are_bound_and_those_of_logs() {
    assert_eq!(
        hinted(
            "\
log = Logger(mode = 'rotate', rotate = RotatePolicy(log_size = 104857600))
serve = Process(name = 'serve', cmdline = 'x', logger = log)
resources = Resources(cpu = 1, ram = '{{size}}', disk = '{{space}}')
task = Task(processes = [serve], resources = resources)
job = Job(cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', name = 'a', task = task)
jobs = [job.bind(size = 536870912, space = 2*GB), job(name = 'b').bind(size = 536870912, space = 3*GB)]
"
        ),
        "\
log = Logger(mode = 'rotate', rotate = RotatePolicy(log_size = 104857600[= 100 MB]))
serve = Process(name = 'serve', cmdline = 'x', logger = log)
resources = Resources(cpu = 1, ram = '{{size}}[= '536870912']'[= 512 MB], disk = '{{space}}')
task = Task([name = 'serve']processes = [serve], resources = resources)
job = Job(cluster = 'c', role = 'r', environment = 'prod', contact = 'a@b.c', name = 'a', task = task)
jobs = [job.bind(size = 536870912, space = 2*GB), job(name = 'b').bind(size = 536870912, space = 3*GB)]
"
    );
}

#[test]
fn hidden_hints() {
    let it = Fixture::at(HELLO, "memory,", 0);
    let count = |hidden| {
        let all = TextRange::new(0, HELLO.len());
        hints(&it.snapshot, &it.path, all, hidden).map(|it| it.len())
    };
    let hidden = |references, sizes, names| HiddenHints {
        references,
        sizes,
        names,
    };
    assert_eq!(count(hidden(false, false, false)), Some(3));
    assert_eq!(count(hidden(true, false, false)), Some(2));
    assert_eq!(count(hidden(true, true, false)), Some(1));
    assert_eq!(count(hidden(true, true, true)), Some(0));
}

#[test]
fn lenses_and_texts_of_a_job() {
    let text = HELLO.replace("task = task)", "task = task, cron_schedule = '5 * * * *')");
    let it = Fixture::at(&text, "memory,", 0);
    let found = lenses(&it.snapshot, &it.path);
    assert_eq!(found.len(), 1);
    let lens = &found[0];
    assert_eq!(lens.key, "west/www/prod/hello");
    assert!(
        lens.summary.starts_with("1 cpu, 64 MB ram"),
        "{}",
        lens.summary
    );
    assert!(text[lens.range.start as usize..].starts_with("Job(cluster"));
    let of = |key: &str, kind| job_text(&it.snapshot, &it.path, key, kind);
    let page = of(&lens.key, JobText::Inspection).expect("a page");
    assert!(
        page.contains("## hi\n\n```sh\necho hey {{mesos.instance}}\n```"),
        "{page}"
    );
    let page = of(&lens.key, JobText::Schedule).expect("a page");
    assert!(
        page.contains("It runs at `5 * * * *`") && page.contains("1. hi"),
        "{page}"
    );
    let json = of(&lens.key, JobText::Json).expect("JSON");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["name"], "hello");
    assert!(of("a/b/c/d", JobText::Json).is_err());
}

#[test]
fn tokens() {
    let it = Fixture::at(HELLO, "memory,", 0);
    let found = semantic_tokens(&it.snapshot, &it.path).expect("tokens");
    let found: Vec<_> = found
        .iter()
        .map(|(range, kind)| (&HELLO[range.start as usize..range.end as usize], *kind))
        .collect();
    for token in [
        ("{{profile.greeting}}", TokenKind::Reference),
        ("{{mesos.instance}}", TokenKind::Reference),
        ("Profile", TokenKind::Struct),
        ("hello", TokenKind::Function),
        ("cmdline", TokenKind::Property),
        ("name", TokenKind::Parameter),
        ("memory", TokenKind::Variable),
    ] {
        assert!(found.contains(&token), "{token:?}: {found:?}");
    }
}

#[test]
fn signatures() {
    let of = |text: &str, mark: &str, skip: usize| {
        let it = Fixture::at(text, mark, skip);
        let found = signature_help(&it.snapshot, &it.path, it.offset).expect(mark);
        (found.label, found.active)
    };
    let (label, active) = of(HELLO, "ram = ", 6);
    assert!(label.starts_with("Resources(cpu, ram, disk"), "{label}");
    assert_eq!(active, Some(1));
    let text = "job = Job(name = 'a')\njobs = [job(name = 'b').bind(x = 1)]\nr = range(1, 3)\n";
    for (text, mark, expected, active) in [
        (HELLO, "'hello')", "Default(type, value)", 1),
        (HELLO, "profile = Profile", "job.bind(name = value)", 0),
        (HELLO, "'hi'", "hello(name)", 0),
        (text, "x = 1", "bind(name = value)", 0),
        (text, "3)", "range(start, stop, step)", 1),
    ] {
        let expected = (expected.to_owned(), Some(active));
        assert_eq!(of(text, mark, 0), expected, "{mark}");
    }
}
