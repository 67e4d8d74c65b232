//! Mistakes that people make, each with its place (between `«` and `»`), its only finding, the help, and what the fix does.

use crate::support::{Found, compile_files, with_stack};
use jobc::lint::fix::apply;
use jobc::source::FileId;

/// What follows from a row's fix.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fix {
    /// There is none: only the person knows what to write.
    None,
    /// It leaves no error.
    Repairs,
}

use Fix::{None, Repairs};

const JOB: &str = "task = SimpleTask('web', './serve')";
const KEY: &str = "cluster = 'a', role = 'b', environment = 'devel', name = 'c'";
const RESOURCES: &str = "resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)";

/// The text, the code, the help, and what the fix does. `JOB`, `KEY`, `RESOURCES` and `PROCESS` stand for what is right.
const ROWS: &[(&str, &str, &str, Fix)] = &[
    // Syntax.
    (
        "«<<<<<<<» HEAD\nx = 1\n=======\nx = 2\n>>>>>>> main\n",
        "E100",
        "resolve the conflict, and remove the lines with the markers",
        None,
    ),
    (
        "jobs = [Job(cluster = 'a', «role == 'b'», environment = 'devel', JOB)]\n",
        "E111",
        "did you mean `=`?",
        Repairs,
    ),
    (
        "include «'shared/service.aurora'»\njobs = [Job(KEY, JOB)]\n",
        "E100",
        "write `include('shared/service.aurora')`",
        Repairs,
    ),
    (
        "include(«shared/service.aurora»)\njobs = [Job(KEY, JOB)]\n",
        "E100",
        "write `'shared/service.aurora'`",
        Repairs,
    ),
    (
        "include(«service.aurora»)\njobs = [Job(KEY, JOB)]\n",
        "E100",
        "write `'service.aurora'`",
        Repairs,
    ),
    (
        "report = Job «{»\n  cluster = 'a'\n}\n",
        "E100",
        "to call it, write `Job(name = value, …)`",
        None,
    ),
    (
        "include(«'shared/services.aurora'»)\njobs = [Job(KEY, task = shared_task)]\n",
        "E701",
        "did you mean `shared/service.aurora`?",
        Repairs,
    ),
    (
        "include(«'serv' + 'ces.aurora'»)\njobs = [Job(KEY, JOB)]\n",
        "E701",
        "did you mean `service.aurora`?",
        None,
    ),
    // Names.
    (
        "import re\nx = «os».environ.get('HOME', 'x')\n",
        "E201",
        "add `import os`",
        Repairs,
    ),
    (
        "x = [«os».getcwd(), os.environ]\ny = os.path\n",
        "E201",
        "add `import os`",
        Repairs,
    ),
    (
        "x = «TIMEOT»\ny = TIMEOT + 1\nTIMEOUTS = 3\n",
        "E201",
        "",
        None,
    ),
    (
        "# A comment.\n\nx = «textwrap».dedent('x')\n",
        "E201",
        "add `import textwrap`",
        Repairs,
    ),
    (
        "x = «OrderedDict»()\n",
        "E201",
        "add `from collections import OrderedDict`",
        Repairs,
    ),
    (
        "jobs = [«CronJob»(KEY, JOB, cron_schedule = '0 3 * * *')]\n",
        "E201",
        "a cron job is a `Job` with a `cron_schedule`",
        None,
    ),
    (
        "from «shared.service» import *\njobs = [Job(KEY, task = shared_task)]\n",
        "E702",
        "`shared/service.aurora` exists, but the client does not look for modules there; `include('shared/service.aurora')` executes it",
        None,
    ),
    (
        "import «shared.service»\njobs = [Job(KEY, task = shared_task)]\n",
        "E702",
        "`shared/service.aurora` exists, but the client does not look for modules there; `include('shared/service.aurora')` executes it",
        None,
    ),
    // Words of other schedulers.
    (
        "p = Process(name = 'p', «command» = 'x')\n",
        "E301",
        "did you mean `cmdline`?",
        Repairs,
    ),
    (
        "r = Resources(cpu = 1, «memory» = 1*GB, disk = 1*GB)\n",
        "E301",
        "did you mean `ram`?",
        Repairs,
    ),
    (
        "r = Resources(«cpus» = 1, ram = 1*GB, disk = 1*GB)\n",
        "E301",
        "did you mean `cpu`?",
        Repairs,
    ),
    (
        "jobs = [Job(KEY, JOB, «replicas» = 2)]\n",
        "E301",
        "did you mean `instances`?",
        Repairs,
    ),
    (
        "jobs = [Job(KEY, JOB, «shards» = 2)]\n",
        "E301",
        "did you mean `instances`?",
        Repairs,
    ),
    (
        "jobs = [Job(KEY, JOB, «owner» = 'b')]\n",
        "E301",
        "did you mean `role` or `contact`?",
        None,
    ),
    (
        "jobs = [Job(KEY, JOB, «schedule» = '0 3 * * *')]\n",
        "E301",
        "did you mean `cron_schedule`?",
        Repairs,
    ),
    (
        "jobs = [Job(KEY, JOB, «image» = 'python')]\n",
        "E301",
        "write `container = Docker(image = '…')`",
        None,
    ),
    (
        "p = Process(name = 'p', cmdline = 'x', «depends_on» = 'q')\n",
        "E301",
        "order the processes in the task: `constraints = order('first', 'second')`",
        None,
    ),
    (
        "p = Process(name = 'p', cmdline = 'x', «env» = {'A': 'b'})\n",
        "E301",
        "set variables in the command line: `cmdline = 'NAME=value command'`",
        None,
    ),
    (
        "jobs = [Job(KEY, JOB, «port» = 80)]\n",
        "E301",
        "a process requests a port by its name: `{{thermos.ports[http]}}`",
        None,
    ),
    // Values.
    (
        "jobs = [Job(KEY, task = Task(processes = [PROCESS], resources = Resources(cpu = «'2 cores'», ram = 1*GB, disk = 1*GB)))]\n",
        "E302",
        "did you mean `2`?",
        Repairs,
    ),
    (
        "jobs = [Service(KEY, JOB, update_config = UpdateConfig(watch_secs = «'90s'»))]\n",
        "E302",
        "did you mean `90`?",
        Repairs,
    ),
    (
        "jobs = [Service(KEY, JOB, update_config = UpdateConfig(watch_secs = «'5 min'»))]\n",
        "E302",
        "did you mean `5 * 60`?",
        Repairs,
    ),
    (
        "jobs = [Job(KEY, task = Task(processes = [PROCESS], resources = Resources(cpu = 1, ram = «'512MB'», disk = 1*GB)))]\n",
        "E302",
        "did you mean `512 * MB`?",
        Repairs,
    ),
    (
        "def deploy(): return []\njobs = «[] + deploy»\n",
        "E203",
        "call the function: `deploy(…)`",
        None,
    ),
    (
        "jobs = «[] + Process(name = 'a', cmdline = 'b')»\n",
        "E203",
        "put the object in a list: `[…]`",
        None,
    ),
    (
        "def make(): pass\nx = «make()»()\n",
        "E203",
        "a function without `return` returns `None`: is a `return` missing?",
        None,
    ),
    (
        "jobs = [«Job(cluster = 'a', role = 'b', name = 'c', JOB)»]\n",
        "E303",
        "add `environment = 'devel'`",
        None,
    ),
    (
        "job = «[Job(KEY, JOB)]»\n",
        "E501",
        "did you mean `jobs = job`?",
        Repairs,
    ),
    (
        "sizes = {'a': '1'}\nx = sizes.get('b').«upper»()\n",
        "E205",
        "`get` returns `None` for a missing key: pass a default, as in `.get('b', '…')`",
        None,
    ),
    (
        "r = Resources(«1», 2, 3)\n",
        "E302",
        "write `cpu = …`",
        None,
    ),
    (
        "jobs = [Job(KEY, JOB, constraints = «['limit:1']»)]\n",
        "E302",
        "write a dict: `{'name': 'value'}`",
        None,
    ),
    (
        "jobs = [Job(cluster = 'a', role = 'b', environment = 'devel', name = «'my job'», JOB)]\n",
        "E504",
        "did you mean `my-job`?",
        Repairs,
    ),
    // References.
    (
        "class Profile(Struct):\n  level = Default(String, 'info')\n\
         task = Task(processes = [Process(name = 'p', cmdline = 'serve «{{profile.level}}»')], RESOURCES)\n\
         jobs = [Job(KEY, task = task).bind(Profile())]\n",
        "E401",
        "name the binding, as in `.bind(profile = …)`, or write `{{level}}`",
        None,
    ),
    (
        "task = Task(processes = [PROCESS], RESOURCES).bind(zone = 'a')\n\
         jobs = [Job(KEY, task = task, contact = '«{{zone}}»')]\n",
        "E401",
        "a binding of a `Task` is not visible outside of it: bind `zone` where the reference is, or further out",
        None,
    ),
    (
        "class Profile(Struct):\n  level = Default(String, 'info')\n\
         task = Task(processes = [Process(name = 'p', cmdline = 'serve «{{prfile.level}}»')], RESOURCES)\n\
         jobs = [Job(KEY, task = task).bind(profile = Profile())]\n",
        "E401",
        "did you mean `{{profile.level}}`?",
        Repairs,
    ),
];

/// The files that every row has.
const OTHERS: [(&str, &str); 2] = [
    (
        "shared/service.aurora",
        "shared_task = SimpleTask('shared', './serve')\n",
    ),
    (
        "service.aurora",
        "shared_task = SimpleTask('shared', './serve')\n",
    ),
];

fn compile(text: &str) -> Found {
    let text = text.to_owned();
    with_stack(move || {
        let mut files = vec![("main.aurora", text.as_str())];
        files.extend(OTHERS);
        let mut found = Found::from(compile_files(&files));
        found.diagnostics.retain(|it| it.is_error());
        found
    })
}

fn wrong_with(row: &(&str, &str, &str, Fix)) -> Result<(), String> {
    let (written, code, wanted, fix) = row;
    let text = written.replace("PROCESS", "Process(name = 'p', cmdline = 'x')");
    let text = text
        .replace("JOB", JOB)
        .replace("KEY", KEY)
        .replace("RESOURCES", RESOURCES);
    let start = text.find('«').ok_or("no place is marked")?;
    let text = text.replace('«', "");
    let end = text.find('»').ok_or("no place is marked")?;
    let text = text.replace('»', "");
    let found = compile(&text);
    let [only] = &found.diagnostics[..] else {
        return Err(format!("not one finding:\n{}", found.words()));
    };
    let help = only.help.as_deref().unwrap_or_default();
    let is = (only.code.code, help, only.primary.span.range());
    let expected = (*code, *wanted, start..end);
    if is != expected {
        return Err(format!("{}: {is:?}, not {expected:?}", only.message));
    }
    match (&only.fix, fix) {
        (Option::None, None) => Ok(()),
        (Some(given), Repairs) => {
            let fixed = apply(&text, FileId(only.primary.span.file.0), &given.edits);
            let fixed = fixed.ok_or("the fix cannot be applied")?;
            let left = compile(&fixed);
            match left.diagnostics.is_empty() {
                true => Ok(()),
                false => Err(format!("after the fix:\n{fixed}{}", left.words())),
            }
        }
        (given, _) => Err(format!("{given:?}, not {fix:?}")),
    }
}

#[test]
fn each_mistake_is_one_finding_with_a_fix_that_works() {
    let wrong: Vec<String> = ROWS
        .iter()
        .filter_map(|row| wrong_with(row).err().map(|why| format!("{}{why}\n", row.0)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
