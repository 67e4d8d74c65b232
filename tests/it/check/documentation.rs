//! The examples that the Aurora documentation prints as bad are found by the rules for them, and those that it prints as good are left
//! alone by all rules about style.

use super::repository::*;

const COMMON: &str = "\
STAGE_PROCESS = Process(name = 'stage', cmdline = './stage')
RUN_PROCESS = Process(name = 'run', cmdline = './run')
";

/// "Many tiny processes make managing configurations more difficult."
const TINY: &str = "\
copy = Process(
    name = 'copy',
    cmdline = 'curl -O https://packages.foocorp.com/app.zip'
)
unpack = Process(
    name = 'unpack',
    cmdline = 'unzip app.zip'
)
remove = Process(
    name = 'remove',
    cmdline = 'rm -f app.zip'
)
run = Process(
    name = 'app',
    cmdline = 'java -jar app.jar'
)
run_task = Task(
    processes = [copy, unpack, remove, run],
    constraints = order(copy, unpack, remove, run)
)
";

const COMBINED: &str = "\
stage = Process(
    name = 'stage',
    cmdline = 'curl -O https://packages.foocorp.com/app.zip && '
              'unzip app.zip && rm -f app.zip')

run = Process(name = 'app', cmdline = 'java -jar app.jar')

run_task = SequentialTask(processes = [stage, run])
";

/// "If you see repetition … it's likely an opportunity for templating."
const REDUNDANT: &str = "\
download = Process(
    name = 'download',
    cmdline = 'wget http://www.python.org/ftp/python/2.7.3/Python-2.7.3.tar.bz2',
    max_failures = 5,
    min_duration = 1)

unpack = Process(
    name = 'unpack',
    cmdline = 'rm -rf Python-2.7.3 && tar xzf Python-2.7.3.tar.bz2',
    max_failures = 5,
    min_duration = 1)

build = Process(
    name = 'build',
    cmdline = 'pushd Python-2.7.3 && ./configure && make && popd',
    max_failures = 1)

email = Process(
    name = 'email',
    cmdline = 'echo Success | mail feynman@tmc.com',
    max_failures = 5,
    min_duration = 1)

run_task = Task(
    name = 'build_python',
    processes = [download, unpack, build, email],
    constraints = [Constraint(order = ['download', 'unpack', 'build', 'email'])])
";

const LESS_REDUNDANT: &str = "\
class Python(Struct):
    version = Required(String)
    base = Default(String, 'Python-{{version}}')
    package = Default(String, '{{base}}.tar.bz2')

ReliableProcess = Process(
    max_failures = 5,
    min_duration = 1)

download = ReliableProcess(
    name = 'download',
    cmdline = 'wget http://www.python.org/ftp/python/{{python.version}}/{{python.package}}')

unpack = ReliableProcess(
    name = 'unpack',
    cmdline = 'rm -rf {{python.base}} && tar xzf {{python.package}}')

build = ReliableProcess(
    name = 'build',
    cmdline = 'pushd {{python.base}} && ./configure && make && popd',
    max_failures = 1)

email = ReliableProcess(
    name = 'email',
    cmdline = 'echo Success | mail {{role}}@foocorp.com')

run_task = SequentialTask(
    name = 'build_python',
    processes = [download, unpack, build, email]).bind(python = Python(version = \"2.7.3\"))
";

/// "90% of the time you define a function in a `.aurora` file, you're probably Doing It Wrong(TM)."
const FUNCTION: &str = "\
def get_my_task(name, user, cpu, ram, disk):
    return Task(
        name = name,
        user = user,
        processes = [STAGE_PROCESS, RUN_PROCESS],
        constraints = order(STAGE_PROCESS, RUN_PROCESS),
        resources = Resources(cpu = cpu, ram = ram, disk = disk)
    )

run_task = get_my_task('task_one', 'feynman', 1.0, 32*MB, 1*GB)
task_two = get_my_task('task_two', 'feynman', 2.0, 64*MB, 1*GB)
";

const TEMPLATE: &str = "\
TASK_TEMPLATE = SequentialTask(
    user = 'wickman',
    processes = [STAGE_PROCESS, RUN_PROCESS],
)

run_task = TASK_TEMPLATE(
    name = 'task_one',
    resources = Resources(cpu = 1.0, ram = 32*MB, disk = 1*GB) )

task_two = TASK_TEMPLATE(
    name = 'task_two',
    resources = Resources(cpu = 2.0, ram = 64*MB, disk = 1*GB)
)
";

/// The codes that all rules find in an example, whose tasks run.
fn codes(example: &str) -> Vec<String> {
    let common = if example.contains("STAGE") {
        COMMON
    } else {
        ""
    };
    let other = match example.contains("task_two") {
        true => ", job(name = 'two', task = task_two)",
        false => "",
    };
    let text = format!(
        "{common}{example}\n\
         job = Job(cluster = 'west', role = 'www-data', environment = 'devel', name = 'one', contact = 'a@b.c')\n\
         jobs = [job(task = run_task(resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB))){other}]\n"
    );
    let repository = Repository::new(&[("a.aurora", &text)]);
    let select = [
        "check",
        "--select",
        "ALL",
        "--no-shellcheck",
        "--output-format",
        "json",
    ];
    let run = repository.run(&[&select[..], &["a.aurora"]].concat());
    let findings: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let codes = findings.as_array().expect("an array").iter();
    let mut codes: Vec<String> = codes
        .map(|it| it["code"].as_str().unwrap_or_default().to_owned())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn bad_examples_are_found_and_good_ones_left_alone() {
    for (example, expected) in [
        (TINY, vec!["P002", "P003"]),
        (COMBINED, vec![]),
        (REDUNDANT, vec!["L012", "P003"]),
        (LESS_REDUNDANT, vec![]),
        (FUNCTION, vec!["L011", "P003"]),
        (TEMPLATE, vec![]),
    ] {
        assert_eq!(codes(example), expected, "{example}");
    }
}
