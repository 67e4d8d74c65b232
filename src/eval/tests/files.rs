use super::{Limits, run_with};
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
        "import shared.units as u\nfrom helper import f as g, c\nimport shared.units\nx = u.MB, g(1), c, shared.units.MB\n",
        &[
            ("shared/units.py", "KB = 1024\nMB = KB * KB\n"),
            ("helper.aurora", "c = 5\ndef f(n): return n + c\n"),
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
            "import os, deploytools\nfrom helper import missing, vlaue\nimport jsno\nx = deploytools.y + missing\n",
            &[("helper.py", "value = 1\n"), ("os.py", "")],
            Limits::default()
        )
        .report
    );
}
