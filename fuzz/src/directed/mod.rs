//! Directed programs: every native function, operator and statement with values that are small in memory and endless to go through.
//!
//! | file | what |
//! | --- | --- |
//! | `names.rs` | the natives, read from their tables |
//! | `shapes.rs` | the values |
//! | `programs.rs` | the statements |
//! | `measure.rs` | running one program, and what time and memory it takes |
//! | `runner.rs` | running all of them in processes that may die |

mod measure;
mod names;
mod programs;
mod runner;
mod shapes;

pub use measure::Scale;
pub use runner::{child, failures};

use programs::{CALLS, RECEIVERS, STATEMENTS, shaped_receivers};
use shapes::SHAPES;
use std::collections::BTreeSet;
use std::path::Path;

/// Statements that are run together while nothing ends them.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it tries.
    pub name: String,
    /// What comes before the statements.
    pub preamble: String,
    /// The statements.
    pub statements: Vec<String>,
}

/// All programs, in an order that is always the same. Panics if a native is on nothing that is tried.
pub fn programs(root: &Path) -> Vec<Program> {
    let mut tables = names::natives(root);
    // What only the modules in `stdlib/python` can import is tried through them.
    tables.retain(|file, _| !NATIVE_PARTS.contains(&file.as_str()));
    let names: BTreeSet<&str> = tables.values().flatten().map(String::as_str).collect();
    let mut reached = BTreeSet::new();
    let mut programs = statements();
    let builtins = tables.get("builtins/mod.rs").expect("the builtins");
    reached.extend(builtins.iter().map(String::as_str));
    for name in builtins {
        programs.extend(calls("", name));
    }
    let modules: Vec<(String, String)> = jobc::eval::module_names()
        .map(|name| (format!("import {name}\n"), name.to_owned()))
        .collect();
    let receivers = RECEIVERS
        .iter()
        .chain(&shaped_receivers())
        .map(|(setup, receiver)| ((*setup).to_owned(), (*receiver).to_owned()))
        .collect::<Vec<_>>();
    for (setup, receiver) in modules.iter().chain(&receivers) {
        for name in measure::attributes(setup, receiver, &names) {
            programs.extend(calls(setup, &format!("{receiver}.{name}")));
            reached.insert(names.get(name.as_str()).expect("one of them"));
        }
    }
    let missed: Vec<_> = names.difference(&reached).collect();
    assert!(
        missed.is_empty(),
        "nothing that is tried has these natives: {missed:?}"
    );
    programs
}

/// The tables of what only modules of the library can import.
const NATIVE_PARTS: [&str; 1] = ["modules/errors.rs"];

/// A function with each shape.
fn calls(setup: &str, function: &str) -> Vec<Program> {
    let program = |shape: &shapes::Shape| Program {
        name: format!("{function}({})", shape.name),
        preamble: setup.to_owned(),
        statements: CALLS
            .iter()
            .map(|call| {
                call.replace("F(", &format!("{function}("))
                    .replace('X', shape.name)
            })
            .collect(),
    };
    SHAPES.iter().map(program).collect()
}

/// The operators and statements with each shape.
fn statements() -> Vec<Program> {
    let program = |shape: &shapes::Shape| {
        STATEMENTS.iter().map(|statement| Program {
            name: statement.replace('X', shape.name),
            preamble: String::new(),
            statements: vec![statement.replace('X', shape.name)],
        })
    };
    SHAPES.iter().flat_map(program).collect()
}
