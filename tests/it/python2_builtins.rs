//! Builtin functions, methods and formatting against CPython 2.7.18.
//!
//! Each line of the tables in `tests/python2/` is an expression, `=>`, and what CPython 2.7.18 printed: its `repr`, or the
//! class and message of the exception. `tests/python2/record.py` writes them anew.

use jobc::eval::{Host, HostError, Interpreter, Limits, Variable};

struct Nothing;

impl Host for Nothing {
    fn read(&self, _: &str) -> Result<Vec<u8>, HostError> {
        Err(HostError::NotFound)
    }
    fn folder(&self, _: &str) -> Option<bool> {
        None
    }
    fn names(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn variable(&self, _: &str) -> Variable {
        Variable::Unset
    }
    fn variables(&self) -> Vec<String> {
        Vec::new()
    }
    fn user(&self) -> String {
        "nobody".to_owned()
    }
    fn hostname(&self) -> String {
        "localhost".to_owned()
    }
    fn now(&self) -> f64 {
        0.0
    }
    fn current_directory(&self) -> String {
        "/".to_owned()
    }

    fn memory(&self) -> Option<usize> {
        None
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// What a program prints, on a stack as large as the evaluator asks for.
fn output(program: String) -> String {
    let thread = std::thread::Builder::new()
        .stack_size(jobc::stack::STACK_SIZE)
        .spawn(move || {
            let interpreter = Interpreter::new(&Nothing, Limits::default());
            interpreter.run("table.aurora", &program, &[]).output
        });
    thread.expect("a thread").join().expect("no panic")
}

fn check(table: &str) {
    let cases: Vec<(&str, &str)> = table
        .lines()
        .filter_map(|line| line.split_once(" => "))
        .collect();
    assert!(cases.len() > 20, "the table is read");
    let mut program =
        "from collections import Counter, OrderedDict, defaultdict, namedtuple\n".to_owned();
    for (expression, _) in &cases {
        program.push_str(&format!(
            "try:\n  print(repr(({expression})))\nexcept Exception as e:\n  print('%s: %s' % (type(e).__name__, e))\n"
        ));
    }
    let printed = output(program);
    let printed: Vec<&str> = printed.lines().collect();
    let mut wrong = Vec::new();
    for (index, (expression, expected)) in cases.iter().enumerate() {
        let found = printed.get(index).copied().unwrap_or("nothing");
        if found != *expected {
            wrong.push(format!(
                "{expression}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(
        wrong.is_empty() && printed.len() == cases.len(),
        "{} of {} differ, {} lines printed:\n{}",
        wrong.len(),
        cases.len(),
        printed.len(),
        wrong.join("\n")
    );
}

#[test]
fn functions_give_what_python_2_gives() {
    check(include_str!("../python2/functions.txt"));
}

#[test]
fn methods_give_what_python_2_gives() {
    check(include_str!("../python2/methods.txt"));
}

#[test]
fn formats_give_what_python_2_gives() {
    check(include_str!("../python2/formats.txt"));
}
