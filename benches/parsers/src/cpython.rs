//! CPython's `ast`, in a process of its own.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Reads the text, and prints the best time of as many rounds as it is told.
const SCRIPT: &str = "
import ast, sys, time
text = sys.stdin.read()
best = float('inf')
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    ast.parse(text)
    best = min(best, time.perf_counter() - start)
print(best)
";

/// The best time for the text, if `JOBC_ORACLE_PYTHON` says where a Python is. Its own start does not count.
pub fn best(text: &str, rounds: usize) -> Option<Duration> {
    let python = std::env::var_os("JOBC_ORACLE_PYTHON")?;
    let mut child = Command::new(python)
        .args(["-c", SCRIPT, &rounds.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("Python reads");
    drop(input);
    let output = child.wait_with_output().expect("Python ends");
    let seconds = String::from_utf8_lossy(&output.stdout);
    Some(Duration::from_secs_f64(
        seconds.trim().parse().expect("seconds"),
    ))
}
