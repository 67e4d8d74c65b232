//! The table of limits in `docs/security.md` is that of the code.

use jobc::eval::Limits;
use std::collections::BTreeMap;

#[test]
fn the_table_of_limits_is_current() {
    let limits = serde_json::to_value(Limits::default()).expect("limits");
    let expected: BTreeMap<String, String> = limits
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    let page = include_str!("../../../docs/security.md");
    let (_, section) = page.split_once("\n## Limits\n").expect("a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|');
        let name = cells.next()?.trim().trim_end_matches('`').to_owned();
        let default = cells.next()?.trim().to_owned();
        let code = cells.next()?.trim().to_owned();
        Some((name, (default, code)))
    });
    let rows: BTreeMap<String, (String, String)> = rows.collect();
    let found: BTreeMap<String, String> = rows
        .iter()
        .map(|(name, (default, _))| (name.clone(), default.clone()))
        .collect();
    assert_eq!(found, expected);
    for (name, (_, code)) in rows {
        let code = code.trim_matches('`');
        let page = jobc::diagnostic::codes::all().find(|it| it.code == code);
        let page = page
            .unwrap_or_else(|| panic!("{name}: there is no {code}"))
            .text();
        assert!(
            page.contains(&format!("`{name}`")),
            "the page of {code} does not name `{name}`"
        );
    }
}

/// What is to be fuzzed has a target.
#[test]
fn every_promised_target_is_there() {
    let manifest = include_str!("../../../fuzz/Cargo.toml");
    for target in [
        "parse", "format", "evaluate", "mustache", "spans", "fixes", "settings", "json", "protocol",
    ] {
        let path = format!("fuzz_targets/{target}.rs");
        assert!(manifest.contains(&path), "{path}");
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
        assert!(root.join(&path).is_file(), "{path}");
    }
}
