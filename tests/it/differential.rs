//! Compares jobc with CPython and the `pystachio` package, over generated configurations and the examples.
//!
//! What the client's Python says is recorded: `tests/oracle/record.py` wrote `recorded.jsonl`. `JOBC_ORACLE_PYTHON2` may name a Python 2.7
//! that has `pystachio` 0.8.5, to compare other programs. For edited configurations `JOBC_ORACLE_PYTHON` names a Python 3 that has
//! `pystachio` 0.8.10. Without these the tests that need them are ignored. `JOBC_DIFFERENTIAL_SEED` and `JOBC_DIFFERENTIAL_COUNT` choose other
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

/// A class that inherits from a struct of a configuration: pystachio 0.8.5 takes no object of the parent where 0.8.10 and jobc do.
const KNOWN_DIFFERENCE: &str = "tests/oracle/cases/inheritance.aurora";

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
    /// Whether the reference is the client's Python, 2.7.
    is_clients: bool,
}

/// What CPython 2.7 with pystachio 0.8.5 gave: `tests/oracle/record.py` wrote it.
#[test]
fn recorded_configurations_mean_what_the_client_says() {
    let (mut programs, mut answers) = recorded();
    let known = programs.iter().position(|it| it.name == KNOWN_DIFFERENCE);
    let known = known.expect("the known difference is recorded");
    let (known, answer) = (programs.remove(known), answers.remove(known));
    assert!(
        mismatch(&known, &answer).is_some(),
        "{KNOWN_DIFFERENCE} agrees now: it is no known difference"
    );
    let accepted = differences(&programs, &answers);
    assert!(
        accepted * 2 > programs.len(),
        "only {accepted} of {} programs are accepted",
        programs.len()
    );
}

/// The recording is of the examples as they are.
#[test]
fn the_examples_are_recorded() {
    let (programs, _) = recorded();
    let mut paths: Vec<PathBuf> = ["examples", "tests/oracle/cases"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder"))
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "aurora"));
    assert!(paths.len() > 5, "{} examples", paths.len());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("it is text");
        let name = path.display().to_string();
        // What an include reads is for other tests.
        if !text.contains("include(") {
            let recorded = programs.iter().find(|it| it.name == name);
            let is_same = recorded.is_some_and(|it| it.text == text);
            assert!(is_same, "{name}: run tests/oracle/record.py again");
        }
    }
}

/// Other programs than the recorded ones, by the Python 2.7 of `JOBC_ORACLE_PYTHON2`.
#[test]
#[cfg_attr(not(has_oracle2), ignore = "JOBC_ORACLE_PYTHON2 is not set")]
fn generated_configurations_mean_what_the_client_says() {
    let python = std::env::var_os("JOBC_ORACLE_PYTHON2").expect("JOBC_ORACLE_PYTHON2 is set");
    let python = PathBuf::from(python);
    let seed = setting("JOBC_DIFFERENTIAL_SEED", 2);
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
        .map(|(index, line)| Program {
            is_clients: true,
            ..program(
                format!("python2.7 tests/oracle/generate.py --seed {seed} --only {index}"),
                line,
            )
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

/// The recorded programs and answers.
fn recorded() -> (Vec<Program>, Vec<Value>) {
    let lines = include_str!("../oracle/recorded.jsonl").lines();
    lines
        .map(|line| {
            let value: Value = serde_json::from_str(line).expect("a recording in JSON");
            let name = value["name"].as_str().expect("a name").to_owned();
            let program = Program {
                is_clients: true,
                ..program(name, line)
            };
            (program, value["answer"].clone())
        })
        .unzip()
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
    differences(programs, &ask(python, programs))
}

/// Compiles every program, fails if any means something else than the answer says, and says how many are accepted.
fn differences(programs: &[Program], answers: &[Value]) -> usize {
    assert_eq!(
        answers.len(),
        programs.len(),
        "the oracle answers every program"
    );
    let mismatches: Vec<String> = programs
        .iter()
        .zip(answers)
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
    if !program.is_clients {
        // Dicts of Python 3 keep the order in which keys were added.
        options.evaluation.language = serde_json::from_value(serde_json::json!({
            "dict-order": "insertion"
        }))
        .expect("a setting");
    }
    let compilation = compile(&input, &options, &MemoryHost::default());
    let errors: Vec<String> = compilation
        .diagnostics
        .iter()
        // What the scheduler says later is none of the reference's business.
        .filter(|it| it.is_error() && !jobc::job::is_scheduler(it.code))
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
        if error["type"] == "NumberOutOfRange" && errors.is_empty() {
            let is_beyond = compilation.jobs.iter().any(|job| {
                let text = Json::of(&job.object).to_compact();
                serde_json::from_str::<Value>(&text).is_err_and(|it| is_out_of_range(&it))
            });
            return match is_beyond {
                true => None,
                false => explain("only the oracle has a number beyond all floats".into()),
            };
        }
        // A file without `jobs` is a template for jobc. The commands that need jobs refuse it.
        if error["type"] == "KeyError" && message == "'jobs'" && compilation.is_template() {
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

fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
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
        .map(|line| match serde_json::from_str(line) {
            // No reader of JSON here holds a number beyond all floats, such as `16 ** MB`.
            Err(error) if is_out_of_range(&error) => {
                serde_json::json!({ "error": {"type": "NumberOutOfRange"} })
            }
            answer => answer.expect("the oracle prints JSON"),
        })
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
        is_clients: false,
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
