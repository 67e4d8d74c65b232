//! The texts of files that need not be open.

use super::surroundings::Surroundings;
use crate::eval::Limits;
use crate::workspace::door::read_named;
use std::collections::BTreeMap;
use std::path::Path;

/// The text of a file: that of its buffer, else that on the disk. Nothing if it cannot be read, or is larger than a file may be.
pub fn text_of(
    path: &str,
    texts: &BTreeMap<String, Vec<u8>>,
    surroundings: &Surroundings,
) -> String {
    if let Some(bytes) = texts.get(path) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let read = |limit| read_named(Path::new(path), limit).ok();
    let bytes = read(Limits::default().file_size).or_else(|| {
        // Looking for settings takes longer than reading most files.
        read(surroundings.in_force(path).settings.limits.file_size)
    });
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}
