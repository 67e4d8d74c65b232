#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jobc_fuzz::with_stack(
    data,
    jobc_fuzz::targets::spans::check
));
