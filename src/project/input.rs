//! Standard input.

use super::Error;
use crate::workspace::door::{Refusal, read_at_most};

/// All of standard input, which may have at most `limit` bytes.
pub fn standard_input(limit: u64) -> Result<Vec<u8>, Error> {
    read_at_most(std::io::stdin().lock(), limit).map_err(|refusal| {
        Error::unreadable(match refusal {
            Refusal::TooLarge(limit) => format!(
                "standard input is larger than {limit} bytes (E807); the limit is the setting `file-size`"
            ),
            refusal => format!("cannot read standard input: {refusal}"),
        })
    })
}
