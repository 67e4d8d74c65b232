//! Any text is settings, or a mistake with a place.

use super::super::check_diagnostics;
use jobc::workspace::settings::Settings;

/// Checks one input.
pub fn check(data: &[u8]) {
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
}
