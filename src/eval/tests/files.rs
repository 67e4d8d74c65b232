use super::*;
use insta::assert_snapshot;

#[test]
fn includes_share_the_namespace_both_ways() {
    let outcome = run_with(
        "a = 1\ninclude('d/one.aurora')\nx = b\n",
        &[
            ("d/one.aurora", "b = a + 1\ninclude('two.aurora')\n"),
            ("d/two.aurora", "b += 10\n"),
        ],
        Limits::default(),
    );
    assert_eq!(outcome.report, "");
    assert_eq!(outcome.variables["x"], "12");
    assert_eq!(
        outcome.dependencies,
        ["File(\"d/one.aurora\")", "File(\"d/two.aurora\")"]
    );
}

#[test]
fn a_function_includes_relative_to_the_file_that_is_executed() {
    let outcome = run_with(
        "include('d/helpers.aurora')\nload('d/settings.aurora')\nx = name\n",
        &[
            ("d/helpers.aurora", "def load(p): include(p)\n"),
            ("d/settings.aurora", "name = 'd'\n"),
        ],
        Limits::default(),
    );
    assert_eq!(outcome.report, "");
    assert_eq!(outcome.variables["x"], "'d'");
}

#[test]
fn a_missing_include_can_be_caught() {
    let outcome = run_with(
        "try:\n  include('no.aurora')\nexcept IOError as e:\n  x = str(e)\n",
        &[],
        Limits::default(),
    );
    assert_eq!(outcome.report, "");
    assert_eq!(
        outcome.variables["x"],
        r#""[Errno 2] No such file or directory: 'no.aurora'""#
    );
}

#[test]
fn what_goes_wrong_with_includes() {
    let files = [
        ("d/cycle.aurora", "include('../main.aurora')\n"),
        ("d/fails.aurora", "y = undefined\n"),
    ];
    assert_snapshot!(
        run_with(
            "include('d/fails.aurora')\ninclude('d/none.aurora')\ninclude('d/cycle.aurora')\ninclude(3)\n",
            &files,
            Limits::default()
        )
        .report
    );
}

#[test]
fn modules_have_variables_of_their_own() {
    let outcome = run_with(
        "import sys\nsys.path.append('.')\nimport shared.units as u\nfrom helper import f as g, c\nimport shared.units\n\
         x = u.MB, g(1), c, shared.units.MB\n",
        &[
            ("shared/units.py", "KB = 1024\nMB = KB * KB\n"),
            ("helper.py", "c = 5\ndef f(n): return n + c\n"),
            ("shared/__init__.py", ""),
        ],
        Limits::default(),
    );
    assert_eq!(outcome.report, "");
    assert_eq!(outcome.variables["x"], "(1048576, 6, 5, 1048576)");
}

#[test]
fn what_goes_wrong_with_imports() {
    assert_snapshot!(
        run_with(
            "import os, deploytools, sys\nimport neighbor, configuration\nfrom . import neighbor\nsys.path.append('lib')\n\
             from helper import missing, vlaue\nimport jsno\nimport bare.two\nx = deploytools.y + missing\n",
            &[
                ("lib/helper.py", "value = 1\n"),
                ("os.py", ""),
                ("neighbor.py", ""),
                ("configuration.aurora", ""),
                ("lib/bare/two.py", ""),
            ],
            Limits::default()
        )
        .report
    );
}

/// What a program gives for `x`, and the errors, for each Python and with a folder that the settings name.
fn imported(text: &str, files: &[(&str, &str)], python: Python, path: &[&str]) -> (String, String) {
    let text = text.to_owned();
    let files = files.iter();
    let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let files = Files(files.collect());
    let path: Vec<String> = path.iter().map(|it| (*it).to_owned()).collect();
    run_in_thread(STACK_SIZE, move || {
        let mut interpreter = Interpreter::new(&files, Limits::default());
        interpreter.language.python = python;
        interpreter.language.module_path = path;
        let outcome = outcome(&files, interpreter.run("jobs/main.aurora", &text, &[]));
        let x = outcome.variables.get("x").cloned().unwrap_or_default();
        (x, outcome.report)
    })
}

#[test]
fn modules_are_where_the_client_finds_them() {
    let files = [
        ("jobs/beside.py", "NAME = 'beside'\n"),
        ("current.py", "NAME = 'current'\n"),
        ("lib/named.py", "NAME = 'named'\n"),
        (
            "lib/package/__init__.py",
            "from part import NAME as INNER\nNAME = 'package'\n",
        ),
        (
            "lib/package/part.py",
            "from . import other\nfrom .other import NAME\nimport os\n",
        ),
        ("lib/package/other.py", "NAME = 'other'\n"),
        ("lib/package/deep/__init__.py", ""),
        (
            "lib/package/deep/part.py",
            "from ..other import NAME\nfrom ..deep import part\n",
        ),
        ("lib/bare/two.py", "NAME = 'bare'\n"),
        ("lib/stub.aurora", "NAME = 'stub'\n"),
        ("lib/both.py", "NAME = 'file'\n"),
        ("lib/both/__init__.py", "NAME = 'folder'\n"),
    ];
    // The import, where it is found without settings, with `lib` on the path, and by Python 3.
    for (import, on_path, named, three) in [
        ("from beside import NAME", "", "", "beside"),
        ("from current import NAME", "", "", "current"),
        ("from named import NAME", "named", "named", ""),
        ("from package import NAME", "package", "package", ""),
        ("from package import INNER as NAME", "other", "other", ""),
        ("from package.part import NAME", "other", "other", ""),
        ("from package.deep.part import NAME", "other", "other", ""),
        (
            "import package.deep.part\nNAME = package.deep.part.NAME",
            "other",
            "other",
            "",
        ),
        ("from bare.two import NAME", "", "", ""),
        ("from lib.bare.two import NAME", "", "", "bare"),
        ("from stub import NAME", "", "stub", ""),
        ("from both import NAME", "folder", "folder", ""),
        ("from . import beside\nNAME = beside.NAME", "", "", "beside"),
        ("from .beside import NAME", "", "", "beside"),
    ] {
        let with_path = format!("import sys\nsys.path.insert(0, 'lib')\n{import}\nx = NAME\n");
        let without = format!("{import}\nx = NAME\n");
        let none: &[&str] = &[];
        for (text, python, path, expected) in [
            (&without, Python::Two, none, ""),
            (&with_path, Python::Two, none, on_path),
            (&without, Python::Two, &["lib"], named),
            (&without, Python::Three, none, three),
        ] {
            let (x, report) = imported(text, &files, python, path);
            match expected {
                "" => assert!(report.contains("E702"), "{text} {python:?}: {x}"),
                _ => {
                    assert_eq!(report, "", "{text} {python:?}");
                    assert_eq!(x, format!("'{expected}'"), "{text} {python:?}");
                }
            }
        }
    }
}

#[test]
fn a_module_that_is_not_found_can_be_caught() {
    let files = [("jobs/beside.py", "")];
    for import in ["import beside", "from . import beside", "import nothing"] {
        let text = format!("try:\n  {import}\nexcept (ImportError, ValueError):\n  x = 1\n");
        let found = imported(&text, &files, Python::Two, &[]);
        assert_eq!(found, ("1".to_owned(), String::new()), "{import}");
    }
}

#[test]
fn what_is_said_of_environment_variables_that_are_not_set() {
    assert_snapshot!(
        run_with(
            "import os\nname = os.getenv('NOBODY')\na = 'x' + name\nb = name.upper()\nc = name[0]\nfor d in name: pass\n\
             e = len(os.environ.get('OTHER'))\nf = -name\ng = os.environ['THIRD']\n",
            &[],
            Limits::default()
        )
        .report
    );
}

#[test]
fn what_the_configuration_does_to_the_environment_is_seen() {
    let text = "import os\nos.environ['A'] = 'a'\nos.environ.setdefault('B', 'b')\nos.environ.update(C = 'c')\nos.environ.pop('A2', 0)\n\
                x = os.getenv('A'), os.environ['B'], os.path.expandvars('$C'), os.path.expanduser('~/x')[:3], os.getenv('A2', 2)\n\
                os.environ['HOME'] = '/h'\nx += (os.path.expanduser('~/x'),)\n\
                os.environ.pop('A')\nx += (os.getenv('A', 'gone'), 'A' in os.environ)\n\
                del os.environ['B']\nx += ('B' in os.environ,)\n\
                try:\n  del os.environ['B']\nexcept KeyError as e:\n  x += (str(e),)\n";
    let outcome = run(text);
    assert_eq!(outcome.report, "");
    assert_eq!(
        outcome.variables["x"],
        "('a', 'b', 'c', '/ho', 2, '/h/x', 'gone', False, False, \"'B'\")"
    );
}
