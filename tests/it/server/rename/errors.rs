//! Renaming in files with errors: refused jobs are searched as well, and what an error hides is not guessed.

use super::{job, renamed_in};

#[test]
fn jobs_that_are_refused_are_looked_into() {
    for (words, behind) in [
        ("x {{zone}} {{ w }}", ".bind(zone = '1')"),
        ("x {{zone}} {{oops}}", ".bind(zone = '1')"),
        ("x {{zone}}", "(instances = 'x').bind(zone = '1')"),
        ("x {{zone}}", "(instances = oops).bind(zone = '1')"),
        ("x {{zone}}", "(instancs = 2).bind(zone = '1')"),
        ("x {{zone}}", "(role = 1 + 'a').bind(zone = '1')"),
    ] {
        let text = job(
            &format!("p = Process(name = 'p', cmdline = '{words} {{{{name}}}}')\n"),
            behind,
        );
        for after in renamed_in(&text, &[("zone}}", 1), ("zone =", 1)], "area") {
            assert_eq!(after, Ok(text.replace("zone", "area")), "{text}");
        }
        let keyed = text.replace("zone = '1'", "{'zone': '1'}");
        for after in renamed_in(&keyed, &[("zone}}", 1), ("'zone'", 2)], "area") {
            assert_eq!(after, Ok(keyed.replace("zone", "area")), "{keyed}");
        }
        let refused = renamed_in(&text, &[("name}}", 1)], "area").remove(0);
        let refused = refused.expect_err("a name of the schema");
        assert!(refused.contains("a name of the schema"), "{refused}");
    }
}

#[test]
fn orders_in_refused_jobs_mention_processes_too() {
    let text = "\
p = Process(name = 'p', cmdline = 'x')
t = Task(processes = [p], constraints = order('p'), resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))
u = Task(processes = [p], constraints = order('p'), resources = Resources(cpu = 0, ram = 1*GB, disk = 1*GB))
job = Job(cluster = 'c', role = 'r', environment = 'prod', name = 'p', contact = 'a@b.c')
jobs = [job(task = t), job(name = 'm', task = u)]
";
    let expected = text
        .replace("Process(name = 'p'", "Process(name = 'main'")
        .replace("order('p')", "order('main')");
    let marks = [("'p', cmd", 1), ("order('p'", 7)];
    for after in renamed_in(text, &marks, "main") {
        assert_eq!(after, Ok(expected.clone()));
    }
    // In no job.
    let alone = text.replace("job(name = 'm', task = u)", "");
    for after in renamed_in(&alone, &marks, "main") {
        let after = after.expect("edits");
        assert_eq!(after.matches("order('main')").count(), 2, "{after}");
    }
    // What would have been made of it, an error hides.
    for broken in [
        text.replace("u = Task(", "u = Tusk("),
        text.replace("u = Task(", "u = Task((("),
    ] {
        for refused in renamed_in(&broken, &marks, "main") {
            let refused = refused.expect_err("an error");
            let is_said = refused.contains("`Tusk` is not defined (a.aurora, line 3), which hides")
                || refused.contains("a line that does not parse mentions `p`");
            assert!(is_said, "{refused}");
        }
    }
}

#[test]
fn what_an_error_hides_is_not_guessed() {
    // No job has the process, and the reason may be the error.
    let text = "p = Process(name = 'p', cmdline = '{{zone}}')\nx = oops(p).bind(zone = 1)\n";
    for refused in renamed_in(text, &[("zone}}", 1), ("zone =", 1)], "area") {
        let refused = refused.expect_err("an error");
        assert!(
            refused.contains("`oops` is not defined (a.aurora, line 2)"),
            "{refused}"
        );
    }
    // Without an error it means what is bound under its name.
    let text = "p = Process(name = 'p', cmdline = '{{zone}}')\nx = p.bind(zone = 1)\n";
    for after in renamed_in(text, &[("zone}}", 1), ("zone =", 1)], "area") {
        assert_eq!(after, Ok(text.replace("zone", "area")));
    }
    let text = "class A(Struct):\n  host = String\nx = oops(A)\ny = x(host = 'z')\n";
    let refused = renamed_in(text, &[("host = S", 1)], "name").remove(0);
    let refused = refused.expect_err("an error");
    assert!(
        refused.contains("`oops` is not defined (a.aurora, line 3)"),
        "{refused}"
    );
    let text = job(
        "p = Process(name = 'p', cmdline = '{{mesos.instance}}')\n",
        "",
    );
    let refused = renamed_in(&text, &[("instance}}", 1)], "area").remove(0);
    assert!(refused.expect_err("no edits").contains("the cluster"));
}
