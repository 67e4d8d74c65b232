//! Files that are made from the sources: pages of codes and rules, the output shown in `docs/`, the frozen standard library.
//! The tests that compare them also write them.

use super::{Failure, cargo, run};

/// The tests, by the variable that makes them write. The library comes first: the others run it.
const TESTS: [(&str, &[&str]); 2] = [
    ("UPDATE_STDLIB", &["stdlib"]),
    ("UPDATE_DOCS", &["pages", "docs"]),
];

/// Writes all of them.
pub fn write() -> Result<(), Failure> {
    for (variable, tests) in TESTS {
        run(test(tests).env(variable, "1"))?;
    }
    Ok(())
}

/// Fails if one of them is not what the sources make of it.
pub fn check() -> Result<(), Failure> {
    let all: Vec<&str> = TESTS
        .iter()
        .flat_map(|(_, tests)| *tests)
        .copied()
        .collect();
    run(&mut test(&all))
}

fn test(names: &[&str]) -> std::process::Command {
    let mut command = cargo(&["test", "--quiet", "--test", "it", "--"]);
    command.args(names);
    command
}
