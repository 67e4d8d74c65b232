//! The `jobc` command.

fn main() -> std::process::ExitCode {
    jobc::cli::main()
}
