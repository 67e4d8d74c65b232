//! Parsing takes any text, and every place in the tree is one.
#![no_main]

use jobc::source::FileId;
use jobc_fuzz::{check_tree, with_stack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| with_stack(data, |data| {
    let text = String::from_utf8_lossy(data);
    let parsed = jobc::syntax::parse(&text, FileId(0));
    check_tree(&parsed, &text);
}));
