//! Every native function, operator and statement ends within twice its limits, whatever it is given (`fuzz/src/directed`).

use super::fuzz::library::directed::{Scale, child, failures};
use std::path::Path;
use std::process::Command;

const LANE: &str = "JOBC_DIRECTED_LANE";

/// Part of the names of the programs to run: `JOBC_DIRECTED_LANE='0 1' JOBC_DIRECTED_NAME=fromkeys` with the test `lane`.
const NAME: &str = "JOBC_DIRECTED_NAME";

/// Set to any value, all programs are run, and larger ones: that takes hours.
const LONG: &str = "JOBC_DIRECTED_LONG";

/// Of how many programs one is run otherwise. That every native is in one of them is looked at in any case.
const SAMPLE: usize = 61;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn scale() -> Scale {
    match std::env::var_os(LONG) {
        Some(_) => Scale::LONG,
        None => Scale::SHORT,
    }
}

/// Runs this program again as the process that the programs are run in.
fn again(first: usize, step: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "directed::lane", "--ignored", "--nocapture"]);
    command.env(LANE, format!("{first} {step}"));
    command
}

#[test]
#[ignore = "started by the test below"]
fn lane() {
    let lane = std::env::var(LANE).expect("a lane");
    let (first, step) = lane.split_once(' ').expect("two numbers");
    let number = |text: &str| text.parse().expect("a number");
    let part = std::env::var(NAME).unwrap_or_default();
    child(root(), scale(), number(first), number(step), &part);
}

#[test]
fn natives_operators_and_statements() {
    let stride = match std::env::var_os(LONG) {
        Some(_) => 1,
        None => SAMPLE,
    };
    let failures = failures(root(), stride, again);
    let lines = failures
        .iter()
        .map(|it| format!("{}: {}\n", it.name, it.outcome));
    let lines: String = lines.collect();
    assert!(
        failures.is_empty(),
        "{} programs are over their limits:\n{lines}",
        failures.len()
    );
}
