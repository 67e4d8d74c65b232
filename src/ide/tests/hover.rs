//! Hovering.

use super::fixture::Fixture;
use super::samples::HELLO;
use crate::ide::{TextRange, definition, hints};

/// A place in a text, and what has to be said of it.
type Case<'a> = (&'a str, usize, &'a [&'a str]);

fn check(text: &str, cases: &[Case]) {
    for (mark, skip, expected) in cases {
        let page = Fixture::at(text, mark, *skip).hover();
        for words in *expected {
            assert!(page.contains(words), "{mark}: {words}: {page}");
        }
    }
}

#[test]
fn attributes_structs_variables_references_and_jobs() {
    check(
        HELLO,
        &[
            (
                "cmdline =",
                1,
                &["cmdline = Required(String)", "attribute of `Process`"],
            ),
            ("Resources(", 1, &["class Resources", "`ram`"]),
            ("memory,", 1, &["memory = 67108864"]),
            (
                "profile.greeting",
                1,
                &["'hey'", "west/www/prod/hello", "a.aurora:17"],
            ),
            ("mesos.instance", 1, &["The cluster"]),
            ("hello(name)", 1, &["def hello(name)"]),
            ("greeting = 'hey'", 1, &["what is said", "'hello'"]),
            (
                "job.bind",
                1,
                &["west/www/prod/hello", "64 MB ram", "1. hi"],
            ),
            ("name,", 1, &["parameter"]),
        ],
    );
    assert_eq!(Fixture::at(HELLO, "return", 1).hover(), "");
}

#[test]
fn a_function_of_python() {
    let text = "names = ['job_%d' % index for index in range(3)]\ndef zip(a):\n  return a\nx = zip(names)\n";
    check(
        text,
        &[
            (
                "range",
                1,
                &["range(start, stop, step)", "A list of the numbers"],
            ),
            // What the file gives another meaning has that.
            ("zip(names)", 1, &["def zip(a)"]),
        ],
    );
}

#[test]
fn what_makes_jobs() {
    let text = HELLO.replace(
        "jobs = [",
        "jobs = [job(name = 'b', instances = 3, cron_schedule = '5 * * * *').bind(profile = Profile()), ",
    );
    check(
        &text,
        &[
            (
                "job(name = 'b'",
                1,
                &[
                    "west/www/prod/b",
                    "1 cpu, 64 MB ram, 1 GB disk, 3 instances (3 cpu, 192 MB ram, 3 GB disk in total)",
                    "at `5 * * * *`",
                ],
            ),
            (
                "Job(cluster",
                1,
                &["class Job(Struct)", "west/www/prod/hello"],
            ),
        ],
    );
}

#[test]
fn a_reference_with_each_value_and_where_it_is_bound() {
    let text = HELLO.replace(
        "jobs = [",
        "jobs = [\n  job(name = 'b').bind(profile = Profile()),\n  ",
    );
    assert_eq!(
        Fixture::at(&text, "profile.greeting", 1).hover(),
        "```python\n{{profile.greeting}}\n```\n\
         - `'hello'`, bound in [a.aurora:6](file:///w/a.aurora#L6)  \n  in `west/www/prod/b`\n\
         - `'hey'`, bound in [a.aurora:19](file:///w/a.aurora#L19)  \n  in `west/www/prod/hello`\n"
    );
}

/// A shared file and two that include it and bind different values, all open, with the cursor in one.
fn shared(cursor: &str) -> Fixture {
    let main = |name: &str, zone: &str| {
        format!(
            "include('shared.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', contact = 'a@b.c', \
             task = Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))).bind(zone = '{zone}', same = 1)]\n"
        )
    };
    let shared = "process = Process(name = 'p', cmdline = 'x {{zone}} {{same}}')\n";
    let text = format!(
        "### shared.aurora\n{shared}### b.aurora\n{}### a.aurora\n{}",
        main("one", "eu"),
        main("two", "us")
    );
    Fixture::at(&text, cursor, 1)
}

#[test]
fn a_shared_file_is_what_all_including_files_make_of_it() {
    let fixture = shared("zone}}");
    let page = fixture.hover();
    for words in ["'eu'", "c/r/prod/one", "'us'", "c/r/prod/two"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let found = definition(&fixture.snapshot, &fixture.path, fixture.offset);
    assert_eq!(
        fixture.shown(&found),
        ["a.aurora:2: zone", "b.aurora:2: zone"]
    );
    // Not one value in all jobs, and one that is.
    let all = TextRange::new(0, 999);
    let hints = hints(&fixture.snapshot, &fixture.path, all, Default::default());
    let texts: Vec<String> = hints
        .unwrap_or_default()
        .into_iter()
        .map(|it| it.text)
        .collect();
    assert_eq!(texts, ["= '1'"]);
    // The binding knows its own job.
    let page = shared("zone = 'us'").hover();
    assert!(page.contains("'us'") && !page.contains("'eu'"), "{page}");
}

#[test]
fn bindings_includes_and_words_of_the_language() {
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
    let text =
        format!("### part.aurora closed\none = 1\ndef two():\n  three = 3\n### a.aurora\n{text}");
    check(
        &text,
        &[
            (
                "profile = Profile",
                1,
                &[
                    "{{profile}}",
                    "'hey'",
                    "{{profile.greeting}}",
                    "west/www/prod/hello",
                ],
            ),
            ("unused = 2", 1, &["{{unused}}", "No reference"]),
            (
                "'part.aurora",
                2,
                &["part.aurora](file://", "`one`, `two`."],
            ),
            ("bind(", 1, &["object.bind(name = value)"]),
            ("get()", 1, &["object.get()"]),
            ("Required(", 1, &["Required(type)", "must have"]),
            ("Default(", 1, &["Default(type, value)"]),
            ("include(", 1, &["include('path')", "same namespace"]),
            ("Struct)", 1, &["class Name(Struct)"]),
            ("jobs = [", 1, &["1 job\n", "- `west/www/prod/hello`"]),
            ("mesos.instance", 8, &["The cluster", "counted from 0"]),
        ],
    );
    assert_eq!(Fixture::at(&text, "get(1)", 1).hover(), "");
    // A name of the schema that the file defines is its own.
    let text = "def Required(x):\n  '''Mine.'''\n  return x\ny = Required(1)\n";
    check(text, &[("Required(1)", 1, &["Mine."])]);
}
