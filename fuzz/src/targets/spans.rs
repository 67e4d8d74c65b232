//! Every diagnostic has its places in its files, and every report of it can be printed.

use super::super::{check_diagnostics, compile_input};
use jobc::lint;

/// Checks one input.
pub fn check(data: &[u8]) {
    let compilation = compile_input(data, false);
    let found = compilation.check(&lint::Settings::default());
    check_diagnostics(&compilation.sources, &found);
    check_diagnostics(&compilation.sources, &compilation.diagnostics);
}
