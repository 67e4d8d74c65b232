//! Time and peak memory of `jobc emit` over files of 1 to 10,000 jobs, written out and as a loop over profiles, beside CPython
//! with PyPI's `pystachio` on the same files where `JOBC_ORACLE_PYTHON` names an interpreter that has it.
//!
//! Each job has two templated processes. Times are the best of several runs of the whole command; memory is the
//! largest resident set that the system counted. Ratios are what to compare between machines.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let folder = std::env::temp_dir().join(format!("jobc-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    println!(
        "file                input KB   output KB    time ms   ms/job  memory MB   memory/output   pystachio"
    );
    for jobs in [1, 100, 1_000, 10_000] {
        measure(&folder, &format!("written_{jobs}"), &written(jobs), jobs);
        measure(&folder, &format!("looped_{jobs}"), &looped(jobs), jobs);
    }
    std::fs::remove_dir_all(&folder).expect("the temporary folder goes");
}

fn measure(folder: &Path, name: &str, text: &str, jobs: usize) {
    let input = folder.join(format!("{name}.aurora"));
    let output = folder.join(format!("{name}.json"));
    std::fs::write(&input, text).expect("a writable folder");
    let runs = if jobs > 1_000 { 3 } else { 7 };
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
    command
        .arg("emit")
        .arg(&input)
        .arg("-o")
        .arg(&output)
        .arg("--root")
        .arg(folder);
    let time = best(runs, &mut command);
    let written = std::fs::metadata(&output).expect("what was emitted").len();
    let memory = peak_memory(&input, &output, folder);
    let peer = if jobs <= 100 { pystachio(&input) } else { None };
    println!(
        "{name:<18} {:>9.1}   {:>9.1}  {:>9.1}  {:>7.3}  {:>9.1}   {:>13.1}   {}",
        text.len() as f64 / 1024.0,
        written as f64 / 1024.0,
        millis(time),
        millis(time) / jobs as f64,
        memory as f64 / 1024.0,
        memory as f64 * 1024.0 / written as f64,
        peer.map_or(String::from("–"), |peer| format!(
            "{:.0} times as long",
            millis(peer) / millis(time)
        )),
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn best(runs: usize, command: &mut Command) -> Duration {
    (0..runs)
        .map(|_| {
            let begin = Instant::now();
            let status = command
                .stdout(Stdio::null())
                .status()
                .expect("the command starts");
            assert!(status.success(), "{command:?} failed");
            begin.elapsed()
        })
        .min()
        .expect("at least one run")
}

/// The peak memory in KB that `jobc -v` says it took.
fn peak_memory(input: &Path, output: &Path, folder: &Path) -> u64 {
    let run = Command::new(env!("CARGO_BIN_EXE_jobc"))
        .args(["-v", "emit"])
        .arg(input)
        .arg("-o")
        .arg(output)
        .arg("--root")
        .arg(folder)
        .output()
        .expect("the command starts");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    let words: Vec<&str> = said.split_whitespace().collect();
    let place = words
        .iter()
        .position(|word| *word == "KB")
        .expect("the peak memory");
    words[place - 1].parse().expect("a number of KB")
}

/// The time that CPython with Pystachio takes for the same file, start included.
fn pystachio(input: &Path) -> Option<Duration> {
    let python = PathBuf::from(std::env::var_os("JOBC_ORACLE_PYTHON")?);
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/oracle.py");
    Some(best(1, Command::new(python).arg(oracle).arg(input)))
}

/// Jobs that are all written out.
fn written(jobs: usize) -> String {
    let mut text = String::from("jobs = []\n");
    for index in 0..jobs {
        text += &format!(
            "
fetch_{index} = Process(
  name = 'fetch',
  cmdline = 'curl --fail -O http://example.com/{{{{package}}}}/{{{{version}}}}.tar.gz',
  max_failures = 3,
)
run_{index} = Process(name = 'run', cmdline = './{{{{package}}}} --port {{{{thermos.ports[http]}}}} --role {{{{role}}}}')
jobs.append(Service(
  cluster = 'example',
  role = 'www-data',
  environment = 'prod',
  name = 'service_{index}',
  instances = 3,
  task = SequentialTask(
    processes = [fetch_{index}, run_{index}],
    resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
  ),
).bind(package = 'app{index}', version = '1.{index}'))
"
        );
    }
    text
}

/// The same jobs, as a loop over profiles.
fn looped(jobs: usize) -> String {
    format!(
        "
class Profile(Struct):
  package = Required(String)
  version = Default(String, '1.0')

fetch = Process(
  name = 'fetch',
  cmdline = 'curl --fail -O http://example.com/{{{{profile.package}}}}/{{{{profile.version}}}}.tar.gz',
  max_failures = 3,
)
run = Process(name = 'run', cmdline = './{{{{profile.package}}}} --port {{{{thermos.ports[http]}}}} --role {{{{role}}}}')
template = Service(
  cluster = 'example',
  role = 'www-data',
  environment = 'prod',
  instances = 3,
  task = SequentialTask(
    processes = [fetch, run],
    resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
  ),
)
jobs = [
  template(name = 'service_%d' % index).bind(profile = Profile(package = 'app%d' % index))
  for index in range({jobs})
]
"
    )
}
