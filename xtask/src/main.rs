//! What developers of jobc run: `cargo xtask gen`, `cargo xtask new-rule`, …
//!
//! | file | what |
//! | --- | --- |
//! | `bench.rs` | instruction counts, compared with the recorded ones |
//! | `generate.rs` | files that are made from the sources |
//! | `size.rs` | how many lines the sources have |
//! | `rule.rs` | a new rule of the linter |

mod bench;
mod generate;
mod rule;
mod size;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask gen [--check]         write what is made from the sources, or report what is out of date
cargo xtask new-rule GROUP NAME   start a rule of the linter: its file, its code, its entry
cargo xtask bench [--save]        count instructions and compare them with benches/instructions.txt
cargo xtask size                  count the lines of each folder of src, without tests
cargo xtask ci                    run everything that has to pass before a change lands
";

/// What went wrong, in words for a person.
type Failure = String;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["gen"] => generate::write(),
        ["gen", "--check"] => generate::check(),
        ["new-rule", group, name] => rule::start(group, name),
        ["bench"] => bench::compare_counts(false),
        ["bench", "--save"] => bench::compare_counts(true),
        ["size"] => size::print(),
        ["ci"] => run(Command::new("bash").arg(".ci/run")),
        [] | ["help" | "--help"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown arguments\n\n{HELP}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Runs a program in the repository.
///
/// # Errors
/// If it cannot be started or fails.
fn run(command: &mut Command) -> Result<(), Failure> {
    let name = format!("{command:?}");
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed: {status}")),
        Err(error) => Err(format!("{name} cannot be started: {error}")),
    }
}

/// Cargo, as this program was started by.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}
