//! Every crate that jobc is built of, tests and benches included, has a licence that `deny.toml` allows.
//!
//! `cargo deny check` looks at more (sources, bans); this is what can be asked of cargo alone, wherever the tests run.

use spdx::{Expression, LicenseReq, Licensee, ParseMode};
use std::process::Command;

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let allowed = allowed();
    let packages = packages();
    assert!(packages.len() > 50, "only {} crates found", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .filter(|(_, licence)| !satisfies(licence, &allowed))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn a_licence_that_is_not_allowed_is_refused() {
    let allowed = allowed();
    assert!(satisfies("MIT/Apache-2.0", &allowed));
    assert!(satisfies("GPL-3.0-only OR MIT", &allowed));
    assert!(!satisfies("MIT AND GPL-3.0-only", &allowed));
    assert!(!satisfies("no licence", &allowed));
}

/// Whether one may choose among what the expression offers such that all of it is allowed.
fn satisfies(licence: &str, allowed: &[Licensee]) -> bool {
    let expression = Expression::parse_mode(licence, ParseMode::LAX);
    expression.is_ok_and(|expression| {
        expression.evaluate(|asked: &LicenseReq| allowed.iter().any(|it| it.satisfies(asked)))
    })
}

/// The list in `deny.toml`.
fn allowed() -> Vec<Licensee> {
    let text = include_str!("../../deny.toml");
    let settings: toml::Table = text.parse().expect("deny.toml is TOML");
    let list = settings["licenses"]["allow"].as_array().expect("a list");
    list.iter()
        .map(|it| Licensee::parse(it.as_str().expect("a text")).expect("an SPDX identifier"))
        .collect()
}

/// Name and licence of each crate that is built on this platform.
fn packages() -> Vec<(String, String)> {
    let run = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", &platform()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let metadata: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let text = |it: &serde_json::Value| it.as_str().unwrap_or("no licence").to_owned();
    packages
        .iter()
        .map(|it| (text(&it["name"]), text(&it["license"])))
        .collect()
}

/// The platform that the compiler makes programs for, as `rustc` names it.
fn platform() -> String {
    let run = Command::new("rustc").arg("-vV").output();
    let said = String::from_utf8(run.expect("rustc starts").stdout).expect("UTF-8");
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("the host's platform").to_owned()
}
