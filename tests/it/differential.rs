//! Compares jobc with CPython and the `pystachio` package, over generated configurations and the examples.
//!
//! Needs a Python 3 that has `pystachio` 0.8.10; the environment variable `JOBC_ORACLE_PYTHON` says where it is. Without
//! it the tests are ignored. `JOBC_DIFFERENTIAL_SEED` and `JOBC_DIFFERENTIAL_COUNT` choose other
//! programs; a failure names the command that prints the one program it is about.

use crate::mutations::edit::{Edit, Random};
use jobc::compile::{CompileOptions, Input, compile};
use jobc::emit::Json;
use jobc::stack::STACK_SIZE;
use jobc::workspace::MemoryHost;
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How errors begin that the client and the scheduler find behind Pystachio: what makes a job, and what the scheduler takes.
const CLIENT_RULES: [&str; 4] = [
    "E5",
    "E6",
    "E303 the task of the job sets no `processes`",
    "E303 the task of the job sets no `resources`",
];

/// What Python 3 says of what Python 2 takes: it orders any two values, and reads `010` as an octal number. Nothing can be
/// learnt from these.
const PYTHON_3: [&str; 2] = [
    "not supported between instances of",
    "leading zeros in decimal integer literals",
];

/// Mismatches that are shown in full.
const SHOWN: usize = 5;

/// A configuration, and the bindings it is compiled with.
struct Program {
    name: String,
    text: String,
    binds: Vec<(String, String)>,
    /// The line that the oracle reads.
    request: String,
    /// Whether it may break a rule of the client's own, such as the letters of a job key: the oracle is Pystachio alone.
    may_break_client_rules: bool,
}

#[test]
#[ignore = "the reference runs on Python 3: sets, comparisons and the text of objects are now those of Python 2.7"]
fn generated_configurations_mean_what_pystachio_says() {
    let python = python();
    let seed = setting("JOBC_DIFFERENTIAL_SEED", 1);
    let count = setting("JOBC_DIFFERENTIAL_COUNT", 300);
    let output = Command::new(&python)
        .arg(oracle_folder().join("generate.py"))
        .args(["--seed", &seed.to_string(), "--count", &count.to_string()])
        .output()
        .expect("the generator runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let programs: Vec<Program> = String::from_utf8(output.stdout)
        .expect("the programs are ASCII")
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let command = format!("tests/oracle/generate.py --seed {seed} --only {index}");
            program(command, line)
        })
        .collect();
    assert_eq!(programs.len() as u64, count);
    let accepted = compare(&python, &programs);
    assert!(
        accepted * 2 > programs.len(),
        "only {accepted} of {} programs are accepted: the generator makes too many mistakes",
        programs.len()
    );
}

#[test]
#[ignore = "the reference runs on Python 3: sets, comparisons and the text of objects are now those of Python 2.7"]
fn the_examples_mean_what_pystachio_says() {
    let python = python();
    let mut paths: Vec<PathBuf> = ["examples", "tests/oracle/cases"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "aurora")
        })
        .collect();
    paths.sort();
    let programs: Vec<Program> = paths
        .iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(path).ok()?;
            // Python 3 cannot read these, and what an include reads is for other tests.
            let unreadable = text.contains("print ") || text.contains("include(");
            let request = serde_json::json!({ "text": text }).to_string();
            (!unreadable).then(|| program(path.display().to_string(), &request))
        })
        .collect();
    assert!(!programs.is_empty(), "no examples were found");
    compare(&python, &programs);
}

/// Small random edits of right configurations: what jobc accepts is what the reference accepts, with the same jobs.
#[test]
#[cfg_attr(not(has_oracle), ignore = "JOBC_ORACLE_PYTHON is not set")]
fn edited_configurations_mean_what_pystachio_says() {
    let python = python();
    let seed = setting("JOBC_DIFFERENTIAL_SEED", 1);
    let count = setting("JOBC_DIFFERENTIAL_EDITS", 300);
    let originals = comparable(&python);
    assert!(originals.len() > 50, "{} originals", originals.len());
    let programs: Vec<Program> = (0..count)
        .filter_map(|number| {
            let mut random = Random::numbered(seed, number);
            let (name, text) = &originals[random.below(originals.len())];
            let edit = Edit::random(text, &mut random)?;
            if passes_a_limit(&edit.text) {
                return None;
            }
            let name = format!(
                "edit {number} of {name}, seed {seed}: {}\n{}",
                edit.what, edit.text
            );
            Some(Program {
                may_break_client_rules: true,
                ..program(name, &request(&edit.text))
            })
        })
        .collect();
    assert!(programs.len() as u64 * 2 > count);
    let accepted = compare(&python, &programs);
    eprintln!("{accepted} of {} edits are accepted", programs.len());
}

/// Whether jobc stops at a limit: the reference has none, and may compute for hours.
fn passes_a_limit(text: &str) -> bool {
    let text = text.to_owned();
    crate::support::with_stack(move || {
        let compilation = crate::mutations::originals::compiled(
            "generated.aurora",
            &text,
            &MemoryHost::default(),
        );
        let mut diagnostics = compilation.diagnostics.iter();
        diagnostics.any(|diagnostic| diagnostic.code.code.starts_with("E8"))
    })
}

fn request(text: &str) -> String {
    serde_json::json!({ "text": text }).to_string()
}

/// Names and texts of configurations that need no other file and that both read alike before they are edited: what only
/// Python 2 reads is left to the recorded cases.
fn comparable(python: &Path) -> Vec<(String, String)> {
    let programs: Vec<Program> = crate::mutations::originals::originals()
        .into_iter()
        .filter(|original| {
            let files = ["include(", "open(", "import "];
            !files.iter().any(|word| original.text.contains(word))
        })
        .map(|original| program(original.name, &request(&original.text)))
        .collect();
    let answers = ask(python, &programs);
    let alike = |(program, answer): &(Program, Value)| {
        answer.get("error").is_none() && mismatch(program, answer).is_none()
    };
    let pairs = programs.into_iter().zip(answers);
    let alike = pairs.filter(alike);
    alike
        .map(|(program, _)| (program.name, program.text))
        .collect()
}

/// Compiles every program both ways, fails if any differs, and says how many are accepted.
fn compare(python: &Path, programs: &[Program]) -> usize {
    let answers = ask(python, programs);
    assert_eq!(
        answers.len(),
        programs.len(),
        "the oracle answers every program"
    );
    let mismatches: Vec<String> = programs
        .iter()
        .zip(&answers)
        .filter_map(|(program, answer)| mismatch(program, answer))
        .collect();
    assert!(
        mismatches.is_empty(),
        "{} of {} programs differ:\n\n{}",
        mismatches.len(),
        programs.len(),
        mismatches[..mismatches.len().min(SHOWN)].join("\n\n")
    );
    answers
        .iter()
        .filter(|answer| answer["rejected"] == serde_json::json!([]))
        .count()
}

/// In which way jobc and the oracle differ on a program, if they do.
fn mismatch(program: &Program, answer: &Value) -> Option<String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
        let thread = thread.spawn_scoped(scope, || found_mismatch(program, answer));
        thread.expect("a thread").join().expect("no panic")
    })
}

fn found_mismatch(program: &Program, answer: &Value) -> Option<String> {
    let input = Input::Text {
        name: "generated.aurora".into(),
        bytes: program.text.clone().into_bytes(),
    };
    let mut options = CompileOptions {
        bindings: program.binds.clone(),
        ..CompileOptions::default()
    };
    // The reference runs on Python 3, whose dicts keep the order in which keys were added.
    options.evaluation.language = serde_json::from_value(serde_json::json!({
        "dict-order": "insertion"
    }))
    .expect("a setting");
    let compilation = compile(&input, &options, &MemoryHost::default());
    let errors: Vec<String> = compilation
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .map(|diagnostic| {
            let span = diagnostic.primary.span;
            let text = compilation.sources.text(span);
            format!(
                "  {} {} at `{text}`",
                diagnostic.code.code, diagnostic.message
            )
        })
        .collect();
    let explain = |difference: String| {
        let name = &program.name;
        Some(format!(
            "{name}\n{difference}\njobc reports:\n{}",
            errors.join("\n")
        ))
    };
    // A file that fails as a whole makes no jobs for the client; jobc goes on, to report more.
    if let Some(error) = answer.get("error") {
        let message = error["message"].as_str().unwrap_or_default();
        let of_python_3 = PYTHON_3.iter().any(|words| message.contains(words));
        if of_python_3 || error["type"] == "TookTooLong" {
            return None;
        }
        return match errors.is_empty() {
            true => explain(format!("the oracle fails: {error}")),
            false => None,
        };
    }
    let rejected = answer["rejected"].as_array().map_or(0, Vec::len);
    let of_client = |error: &String| {
        let error = error.trim_start();
        CLIENT_RULES.iter().any(|rule| error.starts_with(rule))
    };
    if rejected == 0 && program.may_break_client_rules && errors.iter().any(of_client) {
        return None;
    }
    if (rejected == 0) != errors.is_empty() {
        return explain(format!(
            "the oracle rejects {rejected}: {}",
            answer["rejected"]
        ));
    }
    let jobs: Vec<Value> = compilation
        .jobs
        .iter()
        .map(|job| {
            let text = Json::of(&job.object).to_compact();
            serde_json::from_str(&text).expect("jobs are written as JSON")
        })
        .collect();
    let difference = difference(&answer["jobs"], &Value::Array(jobs), "jobs".into())?;
    explain(difference)
}

/// The first place where two values differ; numbers are compared by value.
fn difference(expected: &Value, found: &Value, path: String) -> Option<String> {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a
                .keys()
                .chain(b.keys().filter(|name| !a.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let (a, b) = (a.get(name), b.get(name));
                let path = format!("{path}.{name}");
                match (a, b) {
                    (Some(a), Some(b)) => difference(a, b, path),
                    _ => Some(format!("{path}: expected {a:?}, found {b:?}")),
                }
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (a, b))| difference(a, b, format!("{path}[{index}]"))),
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ if expected == found => None,
        _ => Some(format!(
            "{path}:\n  expected {expected}\n  found    {found}"
        )),
    }
}

/// The oracle's answers, one for each program.
fn ask(python: &Path, programs: &[Program]) -> Vec<Value> {
    let requests = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    let lines: Vec<&str> = programs
        .iter()
        .map(|program| program.request.as_str())
        .collect();
    std::fs::write(requests.path(), lines.join("\n")).expect("the temporary file can be written");
    let output = Command::new(python)
        .arg(oracle_folder().join("oracle.py"))
        .arg("--batch")
        .stdin(File::open(requests.path()).expect("the temporary file can be read"))
        .stderr(Stdio::piped())
        .output()
        .expect("the oracle runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("the oracle prints JSON"))
        .collect()
}

fn program(name: String, request: &str) -> Program {
    let value: Value = serde_json::from_str(request).expect("a program is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let binds = value["binds"].as_object();
    Program {
        name,
        text: text(&value["text"]),
        binds: binds
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        request: request.to_owned(),
        may_break_client_rules: false,
    }
}

/// The Python to ask.
fn python() -> PathBuf {
    let python = std::env::var_os("JOBC_ORACLE_PYTHON").expect("JOBC_ORACLE_PYTHON is set");
    let status = Command::new(&python)
        .args(["-c", "import pystachio"])
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "JOBC_ORACLE_PYTHON is {}, which cannot import pystachio",
        python.display()
    );
    python.into()
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn oracle_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}
