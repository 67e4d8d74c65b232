//! E1xx: what cannot be parsed.

use crate::diagnostic::code::codes;

codes! {
    /// Something stands where the language does not allow it, and no more particular code applies.
    INVALID_SYNTAX = "E100" "invalid-syntax" Error;
}
