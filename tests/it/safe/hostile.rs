//! Configurations that would take all time or memory: each ends with the diagnostic of the limit that it runs into.

use super::support::{JOB, Run, World};
use std::time::Duration;

/// Runs with little time, so that a test takes as little.
fn run(text: &str) -> Run {
    run_for(text, 200)
}

fn run_for(text: &str, milliseconds: u32) -> Run {
    let world = World::new(&[("a.aurora", &format!("{text}\n{JOB}"))]);
    let run = world
        .run(&[
            "list",
            "--limit",
            &format!("milliseconds={milliseconds}"),
            "a.aurora",
        ])
        .verdict(text);
    assert!(
        run.elapsed < Duration::from_secs(60),
        "{text}: {:?}",
        run.elapsed
    );
    run
}

/// Built-in functions that take long are ended by the clock, though few statements are executed.
#[test]
fn the_clock_ends_built_in_functions() {
    for text in [
        "x = range(100000)\nfor i in xrange(1000000): x.sort()",
        "x = range(100000)\ny = range(100000)\nfor i in xrange(1000000): x == y",
        "x = range(100000)\nfor i in xrange(1000000): x.count(7), max(x), x.reverse()",
        "x = 'a' * 1000000\nfor i in xrange(1000000): x.upper(), x.find('b'), x.strip()",
        "x = 'a' * 1000000\nfor i in xrange(1000000): 'b' in x",
        "x = {i: i for i in range(10000)}\ny = dict(x)\nfor i in xrange(1000000): x == y",
        "x = 10 ** 100000\nfor i in xrange(1000000): str(x)",
    ] {
        run(text).says("E809", text);
    }
}

/// Structures that hold the same part twice, many times over: few values, but endless for who looks at each path.
#[test]
fn the_clock_ends_comparisons_of_shared_parts() {
    let build = "y = (1,)\nz = (1,)\nfor i in range(60):\n  y = (y, y)\n  z = (z, z)\n";
    for use_of_it in [
        "y == z",
        "y < z",
        "cmp(y, z)",
        "sorted([y, z])",
        "{y: 1}",
        "set([y])",
    ] {
        let text = format!("{build}x = {use_of_it}");
        run(&text).says("E809", &text);
    }
}

/// Resolving references is ended by the clock, though a single statement asks for it.
#[test]
fn the_clock_ends_interpolating() {
    let process = "p = Process(name = 'a', cmdline = '{{x}}').bind(x = '{{y}}', y = 'z')\n";
    for text in [
        "x = String('{{a}}' * 1900000)",
        "x = String('{{a}}' * 1900000).bind(a = '') % {}",
        "x = String('{{a}} {{b}} {{c}}' * 50000).bind(a = '{{b}}', b = '{{c}}', c = '')\nwhile True: x.get()",
        "x = List(Process)([p] * 70000) % {'y': '1'}",
        "x = Task(name = 'a', processes = [p] * 70000).check()",
        "x = Map(String, Integer)({str(i): i for i in range(20000)})\n\
         y = String(''.join(['{{x[%d]}}' % i for i in range(20000)])).bind(x = x) % {}",
    ] {
        let text = format!("{process}{text}");
        run_for(&text, 50).says("E809", &text);
    }
}

/// So is resolving and judging the jobs themselves, after the last statement.
#[test]
fn the_clock_ends_judging_jobs() {
    let world = World::new(&[]);
    // One large job, and many small ones.
    for (processes, jobs) in [(70_000, 1), (2, 50_000)] {
        let text = format!(
            "p = Process(name = 'a', cmdline = '{{{{x}}}}').bind(x = '{{{{y}}}}', y = 'z')\n\
            t = Task(name = 'a', processes = [p] * {processes}, resources = Resources(cpu = 1, ram = MB, disk = MB))\n\
            jobs = [Job(cluster = 'west', role = 'www', environment = 'prod', name = 'a', task = t)] * {jobs}\n"
        );
        world.write("a.aurora", text.as_bytes());
        let run = world
            .run(&["list", "--limit", "milliseconds=200", "a.aurora"])
            .verdict(&text)
            .says("E809", &text);
        assert!(run.elapsed < Duration::from_secs(30), "{:?}", run.elapsed);
    }
}

/// What cannot be interrupted is refused before it begins.
#[test]
fn operations_on_huge_integers_are_refused() {
    for text in [
        "x = 10 ** 10 ** 10",
        "x = 1 << 10 ** 12",
        "x = pow(3, 10 ** 50000, 10 ** 50000 + 1)",
        "x = (1 << 9000000) // ((1 << 4500000) + 1)",
        "x = int('1' * 9000000)",
        "import math\nx = math.factorial(10 ** 9)",
    ] {
        run_for(text, 60_000).says("E804", text);
    }
}

#[test]
fn texts_and_lists_do_not_explode() {
    for text in [
        "x = 'a' * 10 ** 12",
        "x = range(10 ** 12)",
        "x = [0] * 10 ** 12",
        "x = '%1000000000d' % 1",
        "x = '%*d' % (10 ** 9, 1)",
        "x = '{:1000000000}'.format(1)",
        "x = 'a'.ljust(10 ** 12) + 'a'.center(10 ** 12)",
        "x = 'a'.zfill(10 ** 12)",
        "x = ('a' * 100000).replace('a', 'b' * 100000)",
        "x = ('a' * 100000).join('b' * 100000)",
        "x = '\\t'.expandtabs(10 ** 12)",
        "x = (u'a' * 100000).translate({97: u'b' * 100000})",
        "import re\nx = re.match('(a*)', 'a' * 100000).expand(r'\\1' * 100000)",
    ] {
        run_for(text, 60_000).says("E804", text);
    }
}

/// The process takes more memory than it may, whatever holds it.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_limited_as_a_whole() {
    let world = World::new(&[]);
    for text in [
        "y = []\nwhile True: y.append('a' * 1000000)",
        "y = []\nwhile True: y.append((1,) * 100000)",
        "x = {i: i for i in range(10000)}\ny = []\nwhile True: y.append(dict(x))",
        "y = []\nx = 1 << 9000000\nwhile True: y.append(x + len(y))",
        "y = []\nwhile True: y.append(Process(name = 'a', cmdline = 'b'))",
    ] {
        world.write("a.aurora", text.as_bytes());
        world
            .run(&["list", "--limit", "memory=100_000_000", "a.aurora"])
            .verdict(text)
            .says("E804", text)
            .says("`memory`", text);
    }
}

/// A value inside of itself: every function that walks over values ends.
#[test]
fn values_that_hold_themselves() {
    let text = "import copy, json\nx = []\nx.append(x)\nd = {}\nd['name'] = d\n\
        print x, repr(d), '%s' % x, '{0}'.format(d), copy.copy(x), copy.deepcopy(d)\n\
        def attempt(f):\n  try: f()\n  except Exception as e: print e.__class__.__name__\n";
    for mistake in [
        "json.dumps(x)",
        "hash((x,))",
        "x == [[x]]",
        "cmp(x, [[x]])",
        "List(String)(x)",
        "Process(d)",
        "Task(**d)",
        "Process(name = '{{x}}').bind(x = x)",
        "Process(name = '{{d.name}}').bind(d = d)",
    ] {
        let text = format!("{text}attempt(lambda: {mistake})");
        run(&text);
    }
}

/// What is said of a job names it; a name may be as long as memory allows, and there may be much to say.
#[test]
fn findings_in_a_job_with_a_name_of_megabytes() {
    let text = "jobs = [Job(name = 'n' * 9000000, cluster = 'c', role = 'r', environment = 'prod', contact = ''.join('{{a%d}}' % i for i in range(300)))]\n";
    for command in ["list", "check"] {
        let world = World::new(&[("a.aurora", text), ("jobc.toml", "")]);
        let run = world.run(&[command, "a.aurora"]).verdict(command);
        assert!(run.all().contains("E401"), "{run:?}");
        assert!(run.all().len() < 1_000_000, "{}", run.all().len());
    }
    let world = World::new(&[("a.aurora", text), ("jobc.toml", "")]);
    let arguments = ["check", "--output-format", "json", "a.aurora"];
    let run = world.run(&arguments).verdict("JSON");
    assert!(run.out.len() < 2_000_000, "{}", run.out.len());
}

/// The same for what one operation goes through that is no call of a function: it counts as what it goes through, not as one step.
#[test]
fn the_clock_ends_operations_on_large_values() {
    for text in [
        "x = 'a' * 3000000\nwhile 1: x[::2]",
        "x = 'a' * 3000000\nwhile 1: x[1:]",
        "x = 'a' * 3000000\nwhile 1: `x`",
        "def f(*a): pass\nx = (0,) * 1000000\nwhile 1: f(*x)",
        "def f(**a): pass\nx = dict(('k%d' % i, i) for i in range(30000))\nwhile 1: f(**x)",
        "x = (1 << 999999) + 1\nwhile 1: str(x)",
        "x = (1 << 999999) + 1\nwhile 1: '%d' % x",
        "x = set(range(200000))\nwhile 1: frozenset(x)",
        "x = [0] * 3000000\nwhile 1: del x[0]",
        "x = [0] * 3000000\nwhile 1: del x[0:1]",
        "from collections import deque\nx = deque(range(300000))\nwhile 1: x.count(-1)",
        "x = 'a' * 1000000\nwhile 1: list(x)",
        "x = '1' * 1000000 + 'x'\nwhile 1:\n  try: float(x)\n  except ValueError: pass",
        "import hashlib\nx = hashlib.md5('a' * 3000000)\nwhile 1: x.hexdigest()",
        "x = Task(processes = [Process(name = 'p%d' % i, cmdline = 'c') for i in range(3000)])\nwhile 1: repr(x)",
    ] {
        let run = run_for(text, 1500).says("E809", text);
        assert!(
            run.elapsed < Duration::from_secs(20),
            "{text}: {:?}",
            run.elapsed
        );
    }
}

#[test]
fn what_is_printed_and_what_is_parsed_is_bounded() {
    let run = run_for("while 1: print 'x' * 100000", 20_000).says("E804", "printing");
    assert!(run.err.len() < 12_000_000, "{}", run.err.len());
    let run_long = |text: &str, flags: &[&str]| {
        let world = World::new(&[("a.aurora", text)]);
        world
            .run(&[&["list"], flags, &["a.aurora"]].concat())
            .verdict("a long file")
    };
    let memory = ["--limit", "memory=10000000"];
    for text in [
        "a\n".repeat(100_000),
        format!("x = [{}]\n", "[],".repeat(60_000)),
    ] {
        let run = run_long(&text, &memory).says("E804", "a long file");
        assert!(run.err.contains("the setting `memory`"), "{run:?}");
    }
    let run = run_long(&"$\n".repeat(50_000), &[]);
    assert!(
        run.err.contains("of 10001 in total"),
        "{}",
        run.err.lines().last().unwrap_or_default()
    );
}

#[test]
fn a_pattern_of_megabytes_is_refused() {
    let text = "import re\nre.compile('a' * 3000000)";
    let run = run_for(text, 20_000).says("E204", "a pattern");
    assert!(run.err.contains("it has more than 65536 bytes"), "{run:?}");
}
