//! Each limit can be set by a flag and in `jobc.toml`, and running into it gives a diagnostic that names it. A limit
//! without a configuration here fails `every_limit_is_tested`.

use super::support::{JOB, World};
use jobc::eval::Limits;
use std::collections::BTreeSet;

/// A limit, a value that is too low for the configuration, and the code of the diagnostic.
struct Case {
    limit: &'static str,
    value: u64,
    code: &'static str,
    text: &'static str,
}

const CASES: [Case; 12] = [
    Case {
        limit: "nesting",
        value: 10,
        code: "E801",
        text: "x = ((((((((((((1))))))))))))\n",
    },
    Case {
        limit: "rounds",
        value: 5,
        code: "E805",
        text: "x = str(String('{{a}}').bind(a = '{{b}}').bind(b = '{{c}}').bind(c = '{{d}}').bind(d = '{{e}}').bind(e = '{{f}}').bind(f = 'g'))\n",
    },
    Case {
        limit: "statements",
        value: 1000,
        code: "E802",
        text: "while True:\n  pass\n",
    },
    Case {
        limit: "call-depth",
        value: 20,
        code: "E803",
        text: "def f(x):\n  return x and f(x - 1)\nf(30)\n",
    },
    Case {
        limit: "size",
        value: 1000,
        code: "E804",
        text: "x = 'a' * 1001\n",
    },
    Case {
        limit: "memory",
        value: 100_000,
        code: "E804",
        text: "x = ['a' * 1000 for i in range(200)]\n",
    },
    Case {
        limit: "expansion",
        value: 100,
        code: "E805",
        text: "long = True\n",
    },
    Case {
        limit: "includes",
        value: 3,
        code: "E806",
        text: "for i in range(4):\n  include('leaf.aurora')\n",
    },
    Case {
        limit: "include-depth",
        value: 3,
        code: "E806",
        text: "include('deep1.aurora')\n",
    },
    Case {
        limit: "jobs",
        value: 3,
        code: "E808",
        text: "many = True\n",
    },
    Case {
        limit: "file-size",
        value: 2000,
        code: "E807",
        text: "include('large.aurora')\n",
    },
    Case {
        limit: "milliseconds",
        value: 1,
        code: "E809",
        text: "for i in xrange(9000000):\n  i * i\n",
    },
];

fn world(case: &Case) -> World {
    let jobs = match case.limit {
        "jobs" => format!("{JOB}jobs = [jobs[0](name = 'j%d' % i) for i in range(4)]\n"),
        "expansion" => {
            format!("{JOB}jobs = [jobs[0](contact = '{{{{a}}}}{{{{a}}}}').bind(a = 'b' * 60)]\n")
        }
        _ => JOB.to_owned(),
    };
    let world = World::new(&[
        ("a.aurora", &format!("{}{jobs}", case.text)),
        ("leaf.aurora", "y = 1\n"),
        ("large.aurora", &"# large\n".repeat(300)),
    ]);
    for depth in 1..6 {
        let next = format!("include('deep{}.aurora')\n", depth + 1);
        world.write(&format!("deep{depth}.aurora"), next.as_bytes());
    }
    world.write("deep6.aurora", b"z = 1\n");
    world
}

#[test]
fn every_limit_is_tested() {
    let limits = serde_json::to_value(Limits::default()).expect("limits");
    let limits = limits.as_object().expect("an object").keys().cloned();
    let tested = CASES.iter().map(|case| case.limit.to_owned());
    assert_eq!(limits.collect::<BTreeSet<_>>(), tested.collect());
}

#[test]
fn a_limit_is_set_by_a_flag() {
    for case in &CASES {
        let world = world(case);
        let setting = format!("{}={}", case.limit, case.value);
        let run = world
            .run(&["list", "--limit", &setting, "a.aurora"])
            .verdict(case.limit)
            .says(case.code, case.limit)
            .says(&format!("`{}`", case.limit), case.limit);
        assert_eq!(run.code, Some(3), "{run:?}");
    }
}

#[test]
fn a_limit_is_set_in_the_settings() {
    for case in &CASES {
        let world = world(case);
        let settings = format!("[limits]\n{} = {}\n", case.limit, case.value);
        world.write("jobc.toml", settings.as_bytes());
        let run = world
            .run(&["list", "a.aurora"])
            .verdict(case.limit)
            .says(case.code, case.limit)
            .says(&format!("`{}`", case.limit), case.limit);
        assert_eq!(run.code, Some(3), "{run:?}");
    }
}

/// The same configurations are within the default limits, so that it is the setting that refuses them.
#[test]
fn the_defaults_let_them_through() {
    for case in &CASES {
        if matches!(case.limit, "statements" | "milliseconds") {
            continue;
        }
        let run = world(case).run(&["list", "a.aurora"]).verdict(case.limit);
        assert_eq!(run.code, Some(0), "{}: {run:?}", case.limit);
    }
}

#[test]
fn the_main_file_and_standard_input_are_limited_too() {
    let world = World::new(&[("a.aurora", JOB)]);
    let run = world
        .run(&["list", "--limit", "file-size=10", "a.aurora"])
        .says("`file-size`", "a file");
    assert_eq!(run.code, Some(4), "{run:?}");
    let mut command = world.command(&["list", "--limit", "file-size=10", "-"]);
    let run = super::support::run(&mut command, JOB.as_bytes()).says("`file-size`", "an input");
    assert_eq!(run.code, Some(4), "{run:?}");
}

/// 24 levels of two references each: the reference implementation runs for minutes.
#[test]
fn an_expansion_that_doubles_ends() {
    let bindings: String = (0..24)
        .map(|level| format!("a{level} = '{{{{a{0}}}}}{{{{a{0}}}}}', ", level + 1))
        .collect();
    let text = format!("print String('{{{{a0}}}}').bind({bindings}a24 = 'x')\n{JOB}");
    let world = World::new(&[("a.aurora", &text)]);
    world
        .run(&["list", "a.aurora"])
        .verdict("24 levels")
        .says("E805", "24 levels");
}

/// What Pystachio or the stack allow is the most.
#[test]
fn some_limits_can_only_be_lowered() {
    for limit in ["nesting=201", "rounds=101"] {
        let world = World::new(&[("a.aurora", JOB)]);
        let name = limit.split('=').next().unwrap_or_default();
        let run = world.run(&["list", "--limit", limit, "a.aurora"]).says(
            &format!(
                "the limit `{name}` is at most {}",
                if name == "nesting" { 200 } else { 100 }
            ),
            limit,
        );
        assert_eq!(run.code, Some(2), "{run:?}");
        world.write("jobc.toml", format!("[limits]\n{limit}\n").as_bytes());
        let run = world
            .run(&["list", "a.aurora"])
            .says("is at most", limit)
            .says("jobc.toml:2", limit);
        assert_eq!(run.code, Some(2), "{run:?}");
    }
}

/// Showing an object is bounded as resolving one in a job is.
#[test]
fn texts_of_objects_obey_the_limits() {
    let bindings: String = (0..24)
        .map(|level| format!("a{level} = '{{{{a{0}}}}}{{{{a{0}}}}}', ", level + 1))
        .collect();
    let object = format!("o = String('{{{{a0}}}}').bind({bindings}a24 = 'x')\n");
    let list = "o = List(String)(['{{a}}'] * 100).bind(a = 'x' * 900)\n";
    for use_ in [
        "str(o)",
        "repr(o)",
        "'%s' % o",
        "'{}'.format(o)",
        "o == o.bind(a24 = 'y')",
        "'%s' % [o]",
        "print(o)",
    ] {
        let world = World::new(&[("a.aurora", &format!("{object}x = {use_}\n{JOB}"))]);
        world
            .run(&["list", "--limit", "expansion=1000", "a.aurora"])
            .verdict(use_)
            .says("E805", use_)
            .says("1000 bytes (the limit `expansion`)", use_);
    }
    let world = World::new(&[("a.aurora", &format!("{list}x = str(o)\n{JOB}"))]);
    world
        .run(&["list", "--limit", "size=10000", "a.aurora"])
        .verdict("parts")
        .says("10000 bytes (the limit `size`)", "parts");
    assert_eq!(world.run(&["list", "a.aurora"]).code, Some(0));
}

/// Fields of a named tuple and groups of a pattern are many names, too.
#[test]
fn many_fields_and_groups_are_bounded() {
    for (what, text, code) in [
        (
            "fields",
            "from collections import namedtuple\nn = namedtuple('N', ['f%d' % i for i in range(50000)])\nn(**{'f%d' % i: i for i in range(50000)})\n",
            "E809",
        ),
        (
            "classes",
            "from collections import namedtuple\nn = [namedtuple('N', ['f%d' % i for i in range(2000)]) for j in range(100000)]\n",
            "E80",
        ),
        (
            "groups",
            "import re\nre.match('(a)' * 50000, 'a' * 50000)\n",
            "E204",
        ),
        (
            "matches",
            "import re\nx = [re.findall('(a?)' * 99, 'a' * 1000000) for i in range(1000)]\n",
            "E80",
        ),
    ] {
        let world = World::new(&[("a.aurora", text)]);
        world
            .run(&["list", "--limit", "milliseconds=1000", "a.aurora"])
            .verdict(what)
            .says(code, what);
    }
}

/// Nothing ends a match that has begun. Each of these took minutes; the last is what configurations write, and goes through.
#[test]
fn a_match_that_may_take_long_is_not_begun() {
    for (text, ends) in [
        (
            "re.search('[abz]*a[abz]{12000}[zq][zq]', 'abz' * 300000)",
            true,
        ),
        (
            "re.match('[abz]*a[abz]{12000}[zq][zq]', 'abz' * 300000)",
            true,
        ),
        ("re.search('(?=[ab]*c)x', 'ab' * 200000)", true),
        ("re.findall('(?=[ab]*c)x', 'ab' * 200000)", true),
        ("re.sub('(?:(?=[ab]*c)x|.)*y', '', 'ab' * 200000)", true),
        ("re.search('(?:a|a)*(?=[ab]*c)', 'ab' * 100000)", true),
        (
            "re.sub(r'^(\\w+)=(?!x)(.*)$', r'\\2', 'name=value\\n' * 100)",
            false,
        ),
    ] {
        let text = format!("import re\nx = {text}\n");
        let world = World::new(&[("a.aurora", &text)]);
        let run = world.run(&["list", "--limit", "milliseconds=5000", "a.aurora"]);
        let verdict = run.verdict(&text);
        match ends {
            true => verdict.says("E809", &text).says("`milliseconds`", &text),
            false => verdict.says("no jobs: the file assigns no `jobs`", &text),
        };
    }
}

#[test]
fn what_cannot_be_raised_is_named() {
    let nested = format!("x = {}1{}\n", "(".repeat(20_000), ")".repeat(20_000));
    let chain: String = (0..120)
        .map(|level| format!(".bind(a{level} = '{{{{a{}}}}} x')", level + 1))
        .collect();
    let chain = format!("print String('{{{{a0}}}}'){chain}.bind(a120 = 1)\n");
    for (what, text, code, name) in [
        ("brackets", nested, "E801", "nested too deeply"),
        ("rounds", chain, "E805", "100 rounds"),
        (
            "groups",
            "import re\nre.compile('(a)' * 100)\n".to_owned(),
            "E204",
            "more than 99 groups",
        ),
    ] {
        let world = World::new(&[("a.aurora", &text)]);
        world
            .run(&["list", "a.aurora"])
            .verdict(what)
            .says(code, what)
            .says(name, what);
    }
}

/// The limits that no setting changes: what is at them is accepted, what is one over them is not.
#[test]
fn fixed_limits_are_those_of_the_page() {
    let chain = |count: usize| format!("x = 1{}\n", " + 1".repeat(count));
    let classes = |count: usize| {
        let classes = (1..=count).map(|index| format!("class A{index}(A{}): pass\n", index - 1));
        format!("class A0(object): pass\n{}", classes.collect::<String>())
    };
    let groups = |count: usize| format!("import re\nre.compile('{}')\n", "(a)".repeat(count));
    let pattern = |count: usize| format!("import re\nre.compile('a' * {count})\n");
    let path = |count: usize| {
        format!(
            "include('{}')\n",
            "a/".repeat(count / 2) + &"b".repeat(count % 2)
        )
    };
    let number = |count: usize| format!("{{\"instances\": {}}}", "9".repeat(count));
    let json: &[&str] = &["--read-json"];
    for (what, at, over, flags, words) in [
        ("a chain", chain(1000), chain(1001), &[][..], "E801"),
        ("classes", classes(199), classes(200), &[], "E804"),
        (
            "groups",
            groups(99),
            groups(100),
            &[],
            "more than 99 groups",
        ),
        (
            "a pattern",
            pattern(65_536),
            pattern(65_537),
            &[],
            "more than 65536 bytes",
        ),
        (
            "a path",
            path(4096),
            path(4097),
            &[],
            "the path is too long",
        ),
        (
            "digits",
            number(10_000),
            number(10_001),
            json,
            "more than 10000 digits",
        ),
        (
            "errors",
            ")\n".repeat(9_999),
            ")\n".repeat(10_500),
            &[],
            "10001 in total",
        ),
    ] {
        let found = super::support::list(&at, flags).verdict(what);
        assert!(!found.all().contains(words), "{what}: {}", found.all());
        super::support::list(&over, flags)
            .verdict(what)
            .says(words, what);
    }
    let name = "n".repeat(5_000);
    let cut = super::support::list(&format!("print {name}\n"), &[]).verdict("a name");
    assert!(cut.all().contains(&"n".repeat(100)), "{}", cut.all());
    let message = cut
        .all()
        .lines()
        .find(|it| it.contains("E201"))
        .map(str::len);
    assert!(message.is_some_and(|it| it < 500), "{}", cut.all());
}
