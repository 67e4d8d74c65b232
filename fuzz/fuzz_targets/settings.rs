//! Any text is settings, or a mistake with a place.
#![no_main]

use jobc::workspace::settings::Settings;
use jobc_fuzz::{check_diagnostics, with_stack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| with_stack(data, |data| {
    let text = String::from_utf8_lossy(data);
    match Settings::parse("jobc.toml", &text) {
        Ok(settings) => {
            settings.include();
            settings.environment().names();
            // What cannot be written as TOML, such as a number above 2^63, cannot be compared.
            if let Ok(written) = toml::to_string(&settings) {
                let Ok(again) = Settings::parse("jobc.toml", &written) else {
                    panic!("what was written is not read: {written}");
                };
                assert_eq!(format!("{settings:?}"), format!("{again:?}"));
            }
        }
        Err(bad) => {
            assert!(!bad.diagnostics.is_empty());
            check_diagnostics(&bad.sources, &bad.diagnostics);
        }
    }
}));
