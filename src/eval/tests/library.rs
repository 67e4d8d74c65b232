//! The modules that are written in the language (`stdlib/python`).

use super::run;
use crate::eval::LIBRARY;
use insta::assert_snapshot;

/// The functions and classes of a module that have public names.
fn callables(module: &str) -> Vec<String> {
    let outcome = run(&format!(
        "import {module} as m\nx = '\\n'.join(sorted(n for n in dir(m) if n[0] != '_' and callable(getattr(m, n))))\n"
    ));
    assert_eq!(outcome.report, "", "{module}");
    let names = outcome.variables["x"].trim_matches('\'').to_owned();
    names
        .split("\\n")
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whatever a function of the library is given, the report shows the configuration, and never a line of the library.
#[test]
fn reports_about_wrong_calls_show_the_configuration() {
    let arguments = [
        "",
        "None",
        "5",
        "'x'",
        "[1], None",
        "None, None, None",
        "{}, [], 5, 'x'",
    ];
    let mut called = 0;
    for (module, _) in LIBRARY {
        let mut program = format!("import {module} as m\n");
        for name in callables(module) {
            for arguments in arguments {
                called += 1;
                program.push_str(&format!(
                    "x = m.{name}({arguments})\nif hasattr(x, 'next'): x.next()\n"
                ));
            }
        }
        let report = run(&program).report;
        assert!(!report.contains("E80"), "{module}: {report}");
        for line in report.lines() {
            let is_place = line.starts_with("  at ") || line.contains("from here: ");
            assert!(
                !is_place || line.contains("main.aurora"),
                "{module}: {line}\n{report}"
            );
        }
    }
    assert!(called > 1000, "{called} calls");
}

/// The commonest mistakes, in words and at the argument.
#[test]
fn wrong_arguments_are_named() {
    let programs = [
        "import textwrap\ntextwrap.dedent(None)\n",
        "import textwrap\ntext = 5\ntextwrap.fill(text, 20)\n",
        "import string\nstring.Template('$a').substitute(b=1)\n",
        "import string\nstring.Template('100$').substitute()\n",
        "import urllib\nurllib.quote(5)\n",
        "import urllib\nurllib.urlopen('http://x')\n",
        "import functools\nfunctools.reduce(lambda a, b: a + b, [])\n",
        "import functools\nfunctools.partial(lambda a: a.nothing, 1)()\n",
        "import operator\noperator.itemgetter('a')({})\n",
        "import itertools\nlist(itertools.imap(lambda n: n.nothing, [1]))\n",
        "import collections\ncollections.deque().pop()\n",
        "import datetime\ndatetime.date(2021, 2, 29)\n",
        "import datetime\ndatetime.date('2021', 2, 29)\n",
        "import datetime\ndatetime.date(2021)\n",
        "import datetime\ndatetime.datetime.strptime('x', '%Y')\n",
        "import decimal\ndecimal.Decimal('x')\n",
        "import decimal\ndecimal.Decimal(1) / 0\n",
        "import ConfigParser\nConfigParser.ConfigParser().get('a', 'b')\n",
        "import csv\nlist(csv.reader(5))\n",
        "import uuid\nuuid.uuid4()\n",
        "import struct\nstruct.pack('I', 'a')\n",
        "import contextlib\n@contextlib.contextmanager\ndef f():\n  yield 1 + ''\nwith f() as x: pass\n",
    ];
    let reports = programs.map(|program| format!("{program}{}\n\n", run(program).report));
    assert_snapshot!(reports.concat());
}

/// What a configuration does to a module is not seen by the next one in the same thread.
#[test]
fn a_module_is_new_in_each_evaluation() {
    let change = "import calendar, textwrap\ncalendar.day_name.append('x')\ncalendar.isleap = None\ntextwrap.TextWrapper.width = 3\n\
                  import calendar as c\nx = len(c.day_name), c.isleap\n";
    assert_eq!(run(change).variables["x"], "(8, None)");
    let look = "import calendar, textwrap\nx = len(calendar.day_name), calendar.isleap(4), hasattr(textwrap.TextWrapper, 'width')\n";
    assert_eq!(run(look).variables["x"], "(7, True, False)");
}

/// What modules of the library are made of is not for configurations.
#[test]
fn configurations_cannot_import_native_parts() {
    for program in [
        "import _errors\n",
        "import textwrap\nimport _errors\n",
        "from _collections import Counter\n",
    ] {
        let report = run(program).report;
        assert!(report.contains("E702"), "{program}{report}");
    }
    let value = run("import collections\nx = collections.Counter('aab')\n");
    assert_eq!(value.report, "");
}
