//! E8xx: limits that keep hostile or broken configurations from taking the machine.

use crate::diagnostic::code::codes;

codes! {
    /// Brackets, blocks or expressions nested too deeply.
    NESTING_LIMIT = "E801" "nesting-limit" Error;
    /// Too many statements were executed.
    STATEMENT_LIMIT = "E802" "statement-limit" Error;
    /// Functions called each other too deeply.
    CALL_DEPTH_LIMIT = "E803" "call-depth-limit" Error;
    /// A string, list or number grew too large.
    SIZE_LIMIT = "E804" "size-limit" Error;
    /// A template grew too large when its references were resolved.
    EXPANSION_LIMIT = "E805" "expansion-limit" Error;
    /// Too many files were included, or too deeply.
    INCLUDE_LIMIT = "E806" "include-limit" Error;
    /// A file is larger than is read.
    FILE_SIZE_LIMIT = "E807" "file-size-limit" Error;
    /// More jobs than a file may have.
    JOB_LIMIT = "E808" "job-limit" Error;
}
