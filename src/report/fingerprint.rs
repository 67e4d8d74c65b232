//! What a finding is known by from run to run, for services that compare reports.

use super::finding::Finding;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Makes the fingerprints of a report. The same finding on another line keeps its fingerprint, so that moved lines do not make it new;
/// one that is there several times has one for each.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: FxHashMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of the next finding.
    pub fn next(&mut self, finding: &Finding) -> String {
        let diagnostic = finding.diagnostic;
        let identity = format!(
            "{}\0{}\0{}",
            diagnostic.code.code,
            finding.primary().filename,
            diagnostic.message
        );
        let repetition = self.seen.entry(identity.clone()).or_insert(0);
        *repetition += 1;
        let digest = Sha256::digest(format!("{identity}\0{repetition}"));
        let bytes = digest.iter().take(16);
        bytes.fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
