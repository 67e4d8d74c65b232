//! Starting this very program again, to do work that may have to be given up.

use std::io::Result;
use std::process::{Child, Command, Stdio};

/// What the allocator of glibc is told, which others ignore: that freed memory goes back to the system, and that threads share what
/// they free. With every edit, the server frees one analysis of a file and makes another.
const ALLOCATOR: [(&str, &str); 2] = [
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_TRIM_THRESHOLD_", "262144"),
];

/// Starts this program with other arguments. Its standard input and output are pipes to the caller, its standard error is the caller's.
pub fn start_itself(arguments: &[&str]) -> Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(arguments)
        .envs(ALLOCATOR)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
}
