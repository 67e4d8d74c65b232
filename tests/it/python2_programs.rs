//! Whole programs against CPython 2.7.18.
//!
//! Each `.py` of `tests/python2_programs` prints what the `.out` beside it says that CPython 2.7.18 printed.
//! `tests/python2_programs/record.py` writes these anew.

use jobc::eval::{Interpreter, Limits};
use jobc::workspace::MemoryHost;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The function that the programs call.
const SHOW: &str = include_str!("../python2_programs/show.aurora");

fn programs() -> Vec<PathBuf> {
    let folder = Path::new("tests/python2_programs").read_dir();
    let paths = folder.expect("the folder").flatten().map(|it| it.path());
    let is_program = |path: &PathBuf| {
        path.extension().is_some_and(|it| it == "py") && !path.ends_with("record.py")
    };
    let mut programs: Vec<PathBuf> = paths.filter(is_program).collect();
    programs.sort();
    programs
}

/// What a program prints, and the first thing that is said of it.
fn run(program: String) -> (String, Option<String>) {
    let thread = std::thread::Builder::new()
        .stack_size(jobc::stack::STACK_SIZE)
        .spawn(move || {
            let host = MemoryHost::default();
            let interpreter = Interpreter::new(&host, Limits::default());
            let evaluation = interpreter.run("program.aurora", &program, &[]);
            let said = evaluation.diagnostics.first();
            (evaluation.output, said.map(|it| it.message.clone()))
        });
    thread.expect("a thread").join().expect("no panic")
}

#[test]
fn programs_print_what_python_2_prints() {
    let programs = programs();
    assert!(programs.len() > 2, "the programs are found");
    let mut wrong = Vec::new();
    for path in programs {
        let read = |path: &Path| std::fs::read_to_string(path).expect("it is text");
        let (printed, said) = run(SHOW.to_owned() + &read(&path));
        let expected = read(&path.with_extension("out"));
        let name = path.display();
        wrong.extend(said.map(|said| format!("{name}: {said}")));
        for (line, (found, expected)) in printed.lines().zip(expected.lines()).enumerate() {
            if found != expected {
                let line = line + 1;
                wrong.push(format!(
                    "{name}, line {line} of the output\n  expected {expected}\n  found    {found}"
                ));
            }
        }
        let counts = (printed.lines().count(), expected.lines().count());
        if counts.0 != counts.1 {
            let (found, expected) = counts;
            wrong.push(format!("{name}: {found} lines are printed, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The histories of `order.py` from other seeds, where there is a Python 2.7 to say how they end.
#[test]
#[cfg_attr(not(has_python2), ignore = "no Python 2.7 was found")]
fn other_histories_of_dicts_and_sets_end_as_in_python_2() {
    let Some(python) = option_env!("JOBC_PYTHON2") else {
        panic!("no Python 2.7 was found");
    };
    let order = include_str!("../python2_programs/order.py");
    assert!(order.contains("state = [20161031]"), "the seed is found");
    // 3,000 histories each.
    for seed in 1..=2 {
        let program =
            SHOW.to_owned() + &order.replace("state = [20161031]", &format!("state = [{seed}]"));
        let output = Command::new(python).args(["-c", &program]).output();
        let expected = output.expect("it starts").stdout;
        let (printed, said) = run(program);
        assert_eq!(said, None, "seed {seed}");
        assert_eq!(printed.lines().count(), 100, "seed {seed}");
        assert_eq!(printed, String::from_utf8_lossy(&expected), "seed {seed}");
    }
}
