//! The importable modules against CPython 2.7.18.
//!
//! Each line of `tests/python2_modules/table.txt` is an expression, `=>`, and what CPython 2.7.18 printed: its `repr`, or the class
//! and message of the exception. `tests/python2_modules/record.py` writes it anew.

use jobc::eval::{Evaluation, Host, HostError, Interpreter, Limits, Variable};

struct Machine;

impl Host for Machine {
    fn read(&self, _: &str) -> Result<Vec<u8>, HostError> {
        Err(HostError::NotFound)
    }
    fn folder(&self, path: &str) -> Option<bool> {
        match path {
            "folder" => Some(true),
            "file" => Some(false),
            _ => None,
        }
    }
    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn variable(&self, name: &str) -> Variable {
        match name {
            "USER" => Variable::Set("nobody".to_owned()),
            "HOME" => Variable::Set("/home/nobody".to_owned()),
            "GREETING" => Variable::Set("hello".to_owned()),
            "SECRET" => Variable::Forbidden,
            _ => Variable::Unset,
        }
    }
    fn variables(&self) -> Vec<String> {
        ["GREETING", "HOME", "USER"].map(str::to_owned).to_vec()
    }
    fn user(&self) -> String {
        "nobody".to_owned()
    }
    fn hostname(&self) -> String {
        "builder".to_owned()
    }
    fn now(&self) -> f64 {
        1_577_934_245.25
    }
    fn current_directory(&self) -> String {
        "/src".to_owned()
    }

    fn memory(&self) -> Option<usize> {
        None
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Fewer statements than usual, so that programs without end are stopped soon.
fn limits() -> Limits {
    Limits {
        statements: 300_000,
        ..Limits::default()
    }
}

/// What is kept of an evaluation: what it printed, its diagnostics as code and message, and its dependencies.
struct Outcome {
    output: String,
    diagnostics: Vec<String>,
    dependencies: String,
}

/// Runs a program on a stack as large as the evaluator asks for.
fn run(program: &str) -> Outcome {
    let program = program.to_owned();
    let thread = std::thread::Builder::new()
        .stack_size(jobc::stack::STACK_SIZE)
        .spawn(move || {
            let interpreter = Interpreter::new(&Machine, limits());
            let Evaluation {
                output,
                diagnostics,
                dependencies,
                ..
            } = interpreter.run("table.aurora", &program, &[]);
            Outcome {
                output,
                diagnostics: diagnostics
                    .iter()
                    .map(|diagnostic| format!("{} {}", diagnostic.code.code, diagnostic.message))
                    .collect(),
                dependencies: format!("{dependencies:?}"),
            }
        });
    thread.expect("a thread").join().expect("no panic")
}

/// CPython words these after the implementation, which jobc does not have: only the class is compared.
fn same(expected: &str, found: &str) -> bool {
    let class = |text: &str| {
        let (class, _) = text.split_once(": ")?;
        ["TypeError", "AttributeError"]
            .contains(&class)
            .then(|| class.to_owned())
    };
    expected == found || class(expected).is_some() && class(expected) == class(found)
}

#[test]
fn modules_give_what_python_2_gives() {
    let cases: Vec<(&str, &str)> = include_str!("../python2_modules/table.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .collect();
    assert!(cases.len() > 200, "the table is read");
    let mut program = include_str!("../python2_modules/imports.txt").to_owned();
    for (expression, _) in &cases {
        program.push_str(&format!(
            "try:\n  print(repr(({expression})))\nexcept Exception as e:\n  print('%s: %s' % (type(e).__name__, e))\n"
        ));
    }
    let outcome = run(&program);
    let printed: Vec<&str> = outcome.output.lines().collect();
    let mut wrong = Vec::new();
    for (index, (expression, expected)) in cases.iter().enumerate() {
        let found = printed.get(index).copied().unwrap_or("nothing");
        if !same(expected, found) {
            wrong.push(format!(
                "{expression}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty() && printed.len() == cases.len(),
        "{} of {} differ, {} lines printed:\n{}\n{:#?}",
        wrong.len(),
        cases.len(),
        printed.len(),
        wrong.join("\n"),
        outcome.diagnostics
    );
}

/// Programs with what they print, and the diagnostics they give.
fn check(cases: &[(&str, &str, &[&str])]) {
    for (program, printed, diagnostics) in cases {
        let outcome = run(program);
        assert_eq!(outcome.output, *printed, "{program}");
        assert_eq!(outcome.diagnostics, *diagnostics, "{program}");
    }
}

#[test]
fn what_python_3_has_and_python_2_lacks_is_there() {
    // Checked against CPython 3.11.
    check(&[
        (
            "import re\nprint(re.fullmatch('a|ab', 'ab').span())\n",
            "(0, 2)\n",
            &[],
        ),
        (
            "import textwrap\nprint(repr(textwrap.indent('a\\n\\nb', '> ')))\n",
            "'> a\\n\\n> b'\n",
            &[],
        ),
        (
            "import itertools\nprint(list(itertools.accumulate([1, 2, 3])))\n",
            "[1, 3, 6]\n",
            &[],
        ),
        (
            "import urllib.parse\nprint(urllib.parse.quote('a b'))\n",
            "a%20b\n",
            &[],
        ),
        (
            "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(n):\n  return n\nprint(f(2))\n",
            "2\n",
            &[],
        ),
        ("import math\nprint(math.gcd(12, 18))\n", "6\n", &[]),
    ]);
}

#[test]
fn what_is_asked_of_the_host_is_recorded() {
    let cases = [
        ("import os\nos.environ.get('A')\n", "[Variable(\"A\")]"),
        ("import os\nos.getenv('B')\n", "[Variable(\"B\")]"),
        ("import os\n'C' in os.environ\n", "[Variable(\"C\")]"),
        ("import getpass\ngetpass.getuser()\n", "[User]"),
        ("import socket\nsocket.gethostname()\n", "[Hostname]"),
        ("import time\ntime.time()\n", "[Clock]"),
        ("import datetime\ndatetime.datetime.now()\n", "[Clock]"),
        ("import os\nos.path.exists('x')\n", "[File(\"x\")]"),
        ("import os, json, re, time\n", "[]"),
    ];
    for (program, dependencies) in cases {
        assert_eq!(run(program).dependencies, dependencies, "{program}");
    }
}

#[test]
fn the_host_answers() {
    check(&[
        (
            "import os.path\nprint([os.path.isdir('folder'), os.path.isfile('file'), os.path.exists('no')])\n",
            "[True, True, False]\n",
            &[],
        ),
        (
            "import datetime\nprint(datetime.datetime.utcnow())\nprint(datetime.date.today())\n",
            "2020-01-02 03:04:05.250000\n2020-01-02\n",
            &[],
        ),
        (
            "import socket, getpass\nprint(socket.getfqdn() + getpass.getuser())\n",
            "buildernobody\n",
            &[],
        ),
        ("import sys\nsys.stdout.write('a\\n')\n", "a\n", &[]),
    ]);
}

#[test]
fn refusals_say_why() {
    check(&[
        (
            "import os\nx = os.environ['NOPE']\n",
            "",
            &["E704 the environment variable `NOPE` is not set"],
        ),
        (
            "import os\nx = os.environ.get('SECRET')\n",
            "",
            &["E704 configurations may not read the environment variable `SECRET` here"],
        ),
        (
            "import sys\nsys.exit('not on a Friday')\n",
            "",
            &["E213 the configuration ends the program here: not on a Friday"],
        ),
        (
            "import subprocess\n",
            "",
            &[
                "E702 `subprocess` is not available: a configuration runs nothing on the machine that compiles it",
            ],
        ),
        (
            "from random import choice\nx = choice([1])\n",
            "",
            &[
                "E702 `random` is not available: the same configuration would give other jobs each time it is compiled",
            ],
        ),
        (
            "import os\nos.listdir('.')\n",
            "",
            &[
                "E214 `os.listdir` is not available: a configuration reads only files that it names; write the list down, \
            or include the files one by one",
            ],
        ),
        ("import josn\n", "", &["E702 unknown module `josn`"]),
        (
            "import re\nre.compile('(')\n",
            "",
            &["E204 this regular expression is not valid: unbalanced parenthesis"],
        ),
    ]);
}

#[test]
fn stubs_have_no_effect() {
    check(&[
        (
            "from twitter.common import log, app\nlog.info('x %s', 1)\napp.configure(debug=True)\nprint(1)\n",
            "1\n",
            &[],
        ),
        (
            "import twitter.common.log as log\nlog.info('x')\nprint(1)\n",
            "1\n",
            &[],
        ),
        (
            "import logging\nlog = logging.getLogger(__name__)\nlog.setLevel(logging.INFO)\nlog.info('x')\nprint(2)\n",
            "2\n",
            &[],
        ),
    ]);
}

/// Each program is ended by a limit, or comes to its end: the code of its diagnostic, if there is one.
#[test]
fn large_and_deep_inputs_are_bounded() {
    let cases = [
        ("import json\njson.loads('[' * 100000)\n", "E801"),
        ("import json\na = []\na.append(a)\njson.dumps(a)\n", "E801"),
        (
            "import json\na = 'x' * 100000\nb = [a] * 100000\njson.dumps(b)\n",
            "E804",
        ),
        (
            "import copy\na = [1]\nfor i in range(10000):\n  a = [a]\ncopy.deepcopy(a)\n",
            "E801",
        ),
        ("import re\nx = re.match('(a+)+$', 'a' * 60 + 'b')\n", ""),
        (
            "import re\nx = re.match(r'(?:(a|aa)+)(?!x)\\1c', 'a' * 60 + 'b')\n",
            "E802",
        ),
        ("import itertools\nlist(itertools.count())\n", "E802"),
        (
            "import itertools\nlist(itertools.product(range(1000), repeat=1000000))\n",
            "E802",
        ),
        ("import itertools\nlist(itertools.cycle([1]))\n", "E802"),
        (
            "import itertools\nx = iter([])\nfor i in range(10000):\n  x = itertools.chain(x, [i])\nlist(x)\n",
            "E803",
        ),
        ("import math\nmath.factorial(10 ** 9)\n", "E804"),
        (
            "import re\nre.compile('(' * 100000 + ')' * 100000)\n",
            "E204",
        ),
        ("import re\nre.compile('a{1000}{1000}')\n", "E204"),
        ("import re\nre.compile('((a{1000}){1000}){1000}')\n", "E204"),
        (
            "import re\nre.compile('((a{1000}){1000}){1000}(?=a)')\n",
            "E204",
        ),
        (
            "import functools\nf = len\nfor i in range(10000):\n  f = functools.partial(f)\nf([])\n",
            "E803",
        ),
        (
            "import base64\nx = base64.b64encode('a' * 9000000)\n",
            "E804",
        ),
    ];
    for (program, code) in cases {
        let outcome = run(program);
        let codes: Vec<&str> = outcome
            .diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.split(' ').next())
            .collect();
        assert_eq!(
            codes.join(" "),
            code,
            "{program}: {:?}",
            outcome.diagnostics
        );
    }
}
