use super::run;
use insta::assert_snapshot;

#[test]
fn a_misspelled_name_is_reported_once_with_a_suggestion() {
    assert_snapshot!(run("backup_process = 1\nx = [backup_proces]\ny = x[0] + 1\n").report);
}

#[test]
fn every_independent_error_is_reported() {
    let outcome = run("a = b\nc = a + 1\nd = 1 / 0\ne = {'key': 1}['kee']\nf = 'text' + 3\n");
    assert_snapshot!(outcome.report);
    assert_eq!(outcome.variables["c"], "<poison>");
}

#[test]
fn poison_is_silent() {
    let outcome = run("p = nothing\n\
        p.a.b(1)[2] = 3\n\
        for i in p: j = i.k\n\
        if p: a = 1\n\
        else: b = 2\n\
        c = a + b + j, p or 1, p < 1, not p, -p, [p][0].x\n\
        def f(v):\n  if v: return 1\n  return 2\n\
        d = f(p) + 'a'\n\
        while p: e = 1\n\
        q = {'a': p}['a'].z\n\
        r, s = p\n\
        t = [y for y in p]\n\
        u = p and 1\n\
        v = 1 in p\n");
    assert_eq!(
        outcome.report.matches("E201").count(),
        1,
        "{}",
        outcome.report
    );
    assert_eq!(
        outcome
            .report
            .lines()
            .filter(|line| line.starts_with('E'))
            .count(),
        1,
        "{}",
        outcome.report
    );
    for name in ["a", "b", "j", "d", "e", "i", "q", "r", "s", "t"] {
        assert_eq!(outcome.variables[name], "<poison>", "{name}");
    }
}

/// What a call was to set that could not be read, or that failed, is not known; what fails otherwise hides nothing.
#[test]
fn attributes_that_a_failed_call_may_have_set() {
    let class = |line: &str| {
        format!(
            "class A(object):\n  def __init__(self, name):\n    self.name = name\n\
             class B(A):\n  def __init__(self, name):\n    {line}\n\
             x = B('x').name\n"
        )
    };
    for (line, errors) in [
        ("super(B, self).__init__(name, heap heap = 1)", 1),
        ("A.__init__(self, undefined.name())", 1),
        ("undefined(self)", 1),
        ("a = undefined", 2),
        ("pass", 1),
    ] {
        let report = run(&class(line)).report;
        let found = report.lines().filter(|line| line.starts_with('E')).count();
        assert_eq!(found, errors, "{line}\n{report}");
    }
}

#[test]
fn an_error_in_a_function_shows_who_called() {
    assert_snapshot!(run("def inner(n):\n  return n + undefined\ndef outer(n):\n  return inner(n)\nx = outer(1)\ny = outer(2)\n").report);
}

#[test]
fn what_raise_reports() {
    let outcome = run(
        "def check(v):\n  if v > 1:\n    raise ValueError('too large: %d')\n  return v\nx = check(2)\ny = x + 1\nz = check(1)\n",
    );
    assert_snapshot!(outcome.report);
    assert_eq!(outcome.variables["z"], "1");
    assert_eq!(outcome.variables["y"], "<poison>");
}

#[test]
fn calls_with_wrong_arguments() {
    assert_snapshot!(run("def make(name, count=1): return name\nmake()\nmake('a', 1, 2)\nmake('a', cuont=3)\nmake('a', name='b')\n1(2)\n").report);
}

#[test]
fn operands_are_described() {
    assert_snapshot!(run("x = 'app-' + 3\ny = 1 - None\nz = [1] + (2,)\nw = -'a'\nv = 1 in 5\nu = None['a']\nt = 3\nt.append\n[].apend\n").report);
}

#[test]
fn unpacking_and_indexes() {
    assert_snapshot!(run("a, b = [1, 2, 3]\nc = [1][3]\nd = {}['x']\ne = {[]: 1}\nfor i in 5: pass\nassert 1 > 2, 'order'\n").report);
}

#[test]
fn a_local_name_is_local_before_its_assignment() {
    assert_snapshot!(run("version = 'v1'\ndef bump():\n  old = version\n  version = old + '.1'\n  return version\nx = bump()\n").report);
}

#[test]
fn exceptions_inside_try_are_not_reported() {
    assert_eq!(
        run("try:\n  import nothing\n  x = undefined\nexcept ImportError:\n  x = 1\n").report,
        ""
    );
    let uncaught = run("try:\n  x = undefined\nexcept ImportError:\n  x = 1\ny = x\n");
    assert_snapshot!(uncaught.report);
    assert_eq!(uncaught.variables["y"], "<poison>");
}

#[test]
fn the_program_ends_at_the_statement() {
    let outcome = run("raise SystemExit('stop')\nx = 1\n");
    assert_snapshot!(outcome.report);
    assert_eq!(outcome.variables["x"], "1");
}

#[test]
fn a_broken_method_silences_what_it_may_have_set() {
    let class = "class A(object):\n  def __init__(self name):\n    self.name = name\n";
    let outcome = run(&format!("{class}x = A('a').name\ny = A('b').nmae\n"));
    assert!(!outcome.report.contains("E205"), "{}", outcome.report);
}

#[test]
fn a_broken_statement_silences_its_name() {
    let outcome = run("x = [1, 2\ny = 1\nz = x\n");
    assert!(!outcome.report.contains("E201"), "{}", outcome.report);
}

#[test]
fn a_metaclass_is_refused_and_its_class_not_half_made() {
    assert_snapshot!(run("class Meta(type): pass\nclass Plain(object):\n  __metaclass__ = type\nclass Made(object):\n  __metaclass__ = Meta\nx = Plain(), Made.added\n").report);
}

/// What the library calls back is the user's: reports show the user's code and calls, and nothing inside of the library.
#[test]
fn a_mistake_in_what_the_library_calls_back_is_shown_in_the_users_code() {
    let outcome = run(
        "import heapq, shlex\ndef key(job):\n  return job.nmae\ndef first(jobs):\n  return heapq.nsmallest(1, jobs, key)\n\
         first(['a'])\nclass Item(object):\n  def __lt__(self, other):\n    return missing\ndef push():\n  \
         heapq.heappush([Item()], Item())\npush()\nshlex.split('it\\'s')\n",
    );
    assert_snapshot!(outcome.report);
}
