//! Every stage is bounded, not only evaluation: inputs that are small in bytes and large in values, for each of them.

use super::support::{JOB, Run, World, run};
use jobc::report::Format;
use std::time::Duration;

/// What a run may take in all, in MB. The process takes some 30 of them for nothing.
const MEMORY: u64 = 300;

/// What a build without optimization on a busy machine may take.
const TIME: Duration = Duration::from_secs(60);

/// Runs a command on standard input, and checks what it takes.
fn bounded(what: &str, arguments: &[&str], input: &str) -> Run {
    let world = World::new(&[]);
    let arguments = [arguments, &["--verbose", "-"]].concat();
    let run = run(&mut world.command(&arguments), input.as_bytes()).verdict(what);
    within(what, run)
}

fn within(what: &str, run: Run) -> Run {
    assert!(run.elapsed < TIME, "{what}: {:?}", run.elapsed);
    let memory = run.err.rsplit_once("peak memory ").map(|it| it.1);
    let memory = memory.and_then(|it| it.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.expect("the memory of the process") >> 10;
    assert!(memory < MEMORY, "{what}: {memory} MB");
    run
}

#[test]
fn json_is_bounded_like_configurations() {
    let jobs = |job: &str| format!("{{\"jobs\": [{}{job}]}}", format!("{job},").repeat(200_000));
    let few = ["list", "--read-json", "--limit", "jobs=100"];
    bounded("empty jobs", &few, &jobs("{}")).says("E808", "empty jobs");
    bounded("jobs", &few, &jobs("{\"name\": \"a\"}")).says("E808", "jobs");
    let small = ["list", "--read-json", "--limit", "memory=10_000_000"];
    for value in ["[]", "{}", "0", "\"\"", "[[[[]]]]", "{\"a\": {\"b\": 1}}"] {
        let text = format!(
            "{{\"jobs\": [{{\"name\": [{}1]}}]}}",
            format!("{value},").repeat(100_000)
        );
        bounded(value, &small, &text)
            .says("E804", value)
            .says("`memory`", value);
    }
    let number = format!(
        "{{\"jobs\": [{{\"instances\": {}}}]}}",
        "9".repeat(1_000_000)
    );
    bounded("digits", &["list", "--read-json"], &number).says("more than 10000 digits", "digits");
    let nested = "[".repeat(1_000_000);
    bounded("brackets", &["list", "--read-json"], &nested)
        .says("brackets are nested more than 100 levels deep", "brackets");
    let long = format!(
        "{{\"jobs\": [{{\"name\": \"{}\"}}]}}",
        "a".repeat(5_000_000)
    );
    bounded("a string", &["list", "--read-json"], &long);
}

#[test]
fn every_construct_is_formatted_within_bounds() {
    let lines = |line: &str, count: usize| line.repeat(count);
    let list = |open: &str, item: &str, close: &str| {
        format!("x = {open}{}{close}\n", item.repeat(100_000))
    };
    for (what, text) in [
        ("names", lines("a\n", 150_000)),
        ("empty lines", lines("\n", 1_000_000)),
        ("comments", lines("# c\n", 300_000)),
        ("a comment", format!("# {}\n", "c ".repeat(1_000_000))),
        ("a list", list("[", "1,", "]")),
        ("a dict", list("{", "1:1,", "}")),
        ("arguments", list("f(", "1,", ")")),
        ("strings", list("(", "'a' ", ")")),
        ("a string", format!("x = '{}'\n", "a".repeat(2_000_000))),
        (
            "a string of lines",
            format!("x = '''{}'''\n", "a\n".repeat(500_000)),
        ),
        ("comments in a list", list("[", "1, # c\n", "]")),
        (
            "brackets",
            format!("x = {}1{}\n", "[".repeat(190), "]".repeat(190)),
        ),
        ("broken brackets", format!("x = {}\n", "[".repeat(100_000))),
        ("operators", format!("x = {}1\n", "a + ".repeat(900))),
        ("calls", format!("x = a{}\n", ".b(c)".repeat(400))),
        (
            "blocks",
            (0..190)
                .map(|depth| format!("{}if a:\n", " ".repeat(depth)))
                .collect::<String>()
                + &" ".repeat(190)
                + "a\n",
        ),
        ("lambdas", format!("x = {}1\n", "lambda: ".repeat(150))),
        ("semicolons", format!("{}a\n", "a;".repeat(100_000))),
        (
            "continued lines",
            format!("x = a{}\n", " + \\\n a".repeat(900)),
        ),
    ] {
        bounded(what, &["format", "--check"], &text);
        bounded(what, &["format", "--diff"], &text);
    }
}

#[test]
fn every_report_of_many_findings_is_bounded() {
    let names: String = (0..2000)
        .map(|index| format!("undefined_{index}, "))
        .collect();
    let world = World::new(&[("a.aurora", &format!("x = [{names}]\n{JOB}"))]);
    for (_, name, _) in Format::ALL {
        let run = world.run(&[
            "check",
            "--no-cache",
            "--verbose",
            "--output-format",
            name,
            "a.aurora",
        ]);
        let run = within(name, run.verdict(name)).says("undefined_1", name);
        assert_eq!(run.code, Some(1), "{name}");
    }
}

#[test]
fn port_maps_and_suggestions_take_linear_time() {
    let chain = "dict([('p%d' % i, 'p%d' % (i + 1)) for i in xrange(4000)])";
    let job = JOB.replace(
        "task =",
        &format!("announce = Announcer(portmap = {chain}), task ="),
    );
    bounded("a chain of ports", &["list"], &job);
    let attributes: String = (0..2000)
        .map(|index| format!("atribute_{index} = 1, "))
        .collect();
    let job = JOB.replace("task =", &format!("{attributes} task ="));
    bounded("unknown attributes", &["list"], &job).says("E301", "unknown attributes");
    let names: String = (0..3000)
        .map(|index| format!("variable_{index} = varable_{index}\n"))
        .collect();
    bounded("unknown names", &["list"], &(names + JOB)).says("E201", "unknown names");
}

/// What was meant is looked for as long as somebody may read it, and not for each of many thousands of mistakes.
#[test]
fn explaining_many_mistakes_takes_linear_time() {
    let all =
        |count: usize, each: &dyn Fn(usize) -> String| -> String { (0..count).map(each).collect() };
    let keywords = all(30_000, &|index| format!("cmdlien{index} = 1, "));
    let text = format!("x = Process({keywords})\n{JOB}");
    bounded("keywords", &["list"], &text).says("E301", "keywords");
    let bound = all(1000, &|index| format!("name{index:04} = 1, "));
    let unbound = all(2000, &|index| format!("{{{{naem{index:04}}}}}"));
    let text = JOB.replace("echo hello", &unbound) + &format!("jobs = [jobs[0].bind({bound})]\n");
    let run = bounded("references", &["check", "--output-format", "json"], &text);
    let run = run.says("`{{naem1999}}`", "references");
    assert_eq!(run.out.matches("did you mean").count(), 200);
    let keys = all(20_000, &|index| format!("'name{index:05}': 1, "));
    let missing = all(5000, &|index| format!("x = d['naem{index:05}']\n"));
    let text = format!("d = {{{keywords}}}\n{missing}{JOB}", keywords = keys);
    bounded("keys", &["list"], &text).says("E206", "keys");
    let rules = all(50_000, &|index| format!("Z{index}, "));
    let text = format!("x = 1  # jobc: ignore[{rules}]\n{JOB}");
    bounded("a comment", &["check"], &text).says("L090", "a comment");
    let quoted = all(50_000, &|index| format!("\"Z{index}\", "));
    let settings = format!("[lint]\nignore = [{quoted}]\n");
    let world = World::new(&[("a.aurora", JOB), ("jobc.toml", &settings)]);
    let run = world
        .run(&["check", "--no-cache", "a.aurora"])
        .verdict("rules");
    assert!(run.elapsed < TIME, "rules: {:?}", run.elapsed);
    run.says("unknown rule `Z99`", "rules");
}

#[test]
fn comparisons_of_many_parts_are_bounded() {
    let job = |factor: usize| {
        let parts = format!(
            "metadata = [Metadata(key = 'k%d' % (i * {factor}), value = 'v') for i in xrange(4000)], \
             constraints = dict(('c%d' % (i * {factor}), '{factor}') for i in xrange(4000)), task ="
        );
        JOB.replace("task =", &parts)
    };
    let world = World::new(&[("old.aurora", &job(1)), ("new.aurora", &job(3))]);
    for format in ["text", "json", "markdown", "html"] {
        let arguments = [
            "diff",
            "old.aurora",
            "new.aurora",
            "--format",
            format,
            "--verbose",
        ];
        let run = world.run(&arguments).verdict(format);
        assert_eq!(run.code, Some(0), "{format}: {}", run.err);
        assert!(run.elapsed < TIME, "{format}: {:?}", run.elapsed);
    }
}

#[test]
fn settings_and_clusters_are_bounded() {
    let clusters = format!("[{}{{}}]", "{\"name\": \"a\"},".repeat(400_000));
    let world = World::new(&[
        ("a.aurora", JOB),
        (
            "jobc.toml",
            "[lint.thresholds]\nclusters-file = \"clusters.json\"\n",
        ),
        ("clusters.json", &clusters),
        ("long/a.aurora", JOB),
        ("long/jobc.toml", &"# a comment\n".repeat(500_000)),
    ]);
    let run = world.run(&["check", "--no-cache", "a.aurora"]);
    let run = run
        .verdict("clusters")
        .says("more than 4194304 bytes", "clusters");
    assert_eq!(run.code, Some(2), "{run:?}");
    let run = world.run(&["check", "--no-cache", "long/a.aurora"]);
    let run = run
        .verdict("settings")
        .says("more than 4194304 bytes", "settings");
    assert_eq!(run.code, Some(2), "{run:?}");
}
