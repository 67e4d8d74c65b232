//! `jobc graph`: includes and processes.

use crate::cli::world::World;

fn world() -> World {
    World::new(&[
        (
            "a.aurora",
            "include('lib/base.aurora')\njobs = [service('one')]\n",
        ),
        (
            "b.aurora",
            "import sys\nsys.path.append('.')\ninclude('lib/base.aurora')\nfrom sizes import SMALL\njobs = [service('two')]\n",
        ),
        ("sizes.py", "SMALL = 1\n"),
        (
            "lib/base.aurora",
            "include('ports.aurora')\ndef service(name):\n  p = [Process(name = n, cmdline = n) for n in ['get', 'run', 'log']]\n  \
            p.append(Process(name = 'bye', cmdline = 'bye', final = True))\n  \
            return Service(cluster = 'a', role = 'b', environment = 'prod', name = name,\n    \
              task = Task(name = 't', processes = p, constraints = order('get', 'run') + order('get', 'log'),\n      \
                resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB)))\n",
        ),
        ("lib/ports.aurora", "PORT = 80\n"),
    ])
}

#[test]
fn files_are_shown_with_what_they_include() {
    let run = world().run(&["graph", "a.aurora", "b.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    let expected = "\
a.aurora
└─ lib/base.aurora
   └─ lib/ports.aurora
b.aurora
├─ lib/base.aurora …
└─ sizes.py
";
    assert_eq!(run.out, expected);
    let run = world().run(&["graph", "--ascii", "a.aurora"]);
    assert!(run.out.contains("`- lib/base.aurora\n"), "{run:?}");
}

#[test]
fn every_format_has_the_same_edges() {
    for (format, edge) in [
        ("dot", "n0 -> n1"),
        ("mermaid", "n0 --> n1"),
        ("svg", "<path class=\"edge\""),
    ] {
        let run = world().run(&["graph", "a.aurora", "--format", format]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(
            run.out.matches(edge).count(),
            if format == "svg" { 2 } else { 1 },
            "{}",
            run.out
        );
    }
}

#[test]
fn processes_are_shown_in_their_order() {
    let run = world().run(&["graph", "one", "a.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.out, "get\n├─ run\n└─ log\nbye\n");
    let run = world().run(&["graph", "one", "a.aurora", "--format", "dot"]);
    assert!(run.out.contains("[label=\"bye\", style=dashed]"), "{run:?}");
    let run = world().run(&["graph", "--processes", "a.aurora", "b.aurora"]);
    assert!(run.out.contains("a/b/prod/two\nget\n"), "{run:?}");
}
