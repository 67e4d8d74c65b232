//! Standard input.

use super::Error;
use std::io::Read;

/// All of standard input, which may have at most `limit` bytes.
pub fn standard_input(limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    input
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Error::unreadable(format!("cannot read standard input: {error}")))?;
    match bytes.len() as u64 > limit {
        true => Err(Error::unreadable(format!(
            "standard input is larger than {limit} bytes (E807); the limit is the setting `file-size`"
        ))),
        false => Ok(bytes),
    }
}
