//! Every diagnostic has its places in its files, and every report of it can be printed.
#![no_main]

use jobc::lint;
use jobc_fuzz::{check_diagnostics, compile_input, with_stack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| with_stack(data, |data| {
    let compilation = compile_input(data, false);
    let found = compilation.check(&lint::Settings::default());
    check_diagnostics(&compilation.sources, &found);
    check_diagnostics(&compilation.sources, &compilation.diagnostics);
}));
