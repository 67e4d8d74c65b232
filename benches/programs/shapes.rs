//! One job with much of something, and files that include each other.

use super::Program;
use std::fmt::Write;

/// A service with these lines inside, and behind it.
fn service(name: &str, task: &str, behind: &str) -> String {
    format!(
        "Service(
  cluster = 'example',
  role = 'www-data',
  environment = 'prod',
  name = '{name}',
  task = {task},
){behind}"
    )
}

const RESOURCES: &str = "Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB)";

/// A task of one process.
fn task(cmdline: &str) -> String {
    format!(
        "Task(
    processes = [Process(name = 'run', cmdline = '{cmdline}')],
    resources = {RESOURCES},
  )"
    )
}

/// Bindings in scopes around each other, one `bind` for each; the command line uses the innermost and the outermost. (A chain of
/// bindings that refer to each other has an end at 100 in the language itself.)
pub fn deep(bindings: usize) -> Program {
    let last = bindings - 1;
    let cmdline = format!("./run {{{{value_0}}}} {{{{value_{last}}}}}");
    let mut text = String::from("job = ");
    text += &service("deep", &task(&cmdline), "\n");
    let _ = write!(
        text,
        "for index in range({bindings}):
  job = job.bind(**{{'value_%d' % index: 'number %d' % index}})

jobs = [job]
"
    );
    Program::of(text, 1)
}

/// Bindings that one command line uses, all of them.
pub fn wide(bindings: usize) -> Program {
    let mut text = format!(
        "names = ['value_%d' % index for index in range({bindings})]
values = dict([(name, 'of ' + name) for name in names])
uses = ' '.join(['--%s={{{{%s}}}}' % (name, name) for name in names])

jobs = ["
    );
    text += &service("wide", &task("./run ' + uses + '"), ".bind(**values)]\n");
    Program::of(text, 1)
}

/// Processes of one task, each ordered behind the one before.
pub fn processes(count: usize) -> Program {
    let mut text = format!(
        "processes = [
  Process(name = 'process_%d' % index, cmdline = './step %d --role {{{{role}}}}' % index)
  for index in range({count})
]
orders = [
  Constraint(order = ['process_%d' % index, 'process_%d' % (index + 1)])
  for index in range({count} - 1)
]

jobs = ["
    );
    let task =
        format!("Task(processes = processes, constraints = orders, resources = {RESOURCES})");
    text += &service("processes", &task, "]\n");
    Program::of(text, 1)
}

/// Files, each of which includes the next; the last defines what the first uses.
pub fn chain(files: usize) -> Program {
    let mut main = String::from("include('file_1.aurora')\n\njobs = [");
    main += &service(
        "chain",
        &task("./run --first {{role}}"),
        ".bind(last = LAST)]\n",
    );
    let mut all = vec![("main.aurora".to_owned(), main)];
    for index in 1..=files {
        let text = match index == files {
            true => String::from("LAST = 'the last'\n"),
            false => format!(
                "include('file_{}.aurora')\n\nOPTION_{index} = '--option={index}'\n",
                index + 1
            ),
        };
        all.push((format!("file_{index}.aurora"), text));
    }
    Program {
        files: all,
        jobs: 1,
    }
}

/// Files that one includes; each adds a job.
pub fn fan(files: usize) -> Program {
    let mut main = String::from("jobs = []\n");
    let mut all = vec![(String::new(), String::new())];
    for index in 0..files {
        let _ = writeln!(main, "include('file_{index}.aurora')");
        let task = task(&format!("./run --number {index} --role {{{{role}}}}"));
        let job = service(&format!("fan_{index}"), &task, "");
        let text = format!("jobs.append({job})\n");
        all.push((format!("file_{index}.aurora"), text));
    }
    all[0] = ("main.aurora".to_owned(), main);
    Program {
        files: all,
        jobs: files,
    }
}
