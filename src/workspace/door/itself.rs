//! Starting this very program again, to do work that may have to be given up.

use std::io::Result;
use std::process::{Child, Command, Stdio};

/// Starts this program with other arguments. Its standard input and output are pipes to the caller, its standard error is the caller's.
pub fn start_itself(arguments: &[&str]) -> Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
}
