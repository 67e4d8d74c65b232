//! E4xx: references in strings.

use crate::diagnostic::code::codes;

codes! {
    /// A reference that nothing binds.
    UNBOUND_REFERENCE = "E401" "unbound-reference" Error;
    /// Doubled braces around something that is no reference.
    INVALID_REFERENCE = "E402" "invalid-reference" Error;
    /// References that lead back to where they started.
    REFERENCE_CYCLE = "E403" "reference-cycle" Error;
    /// A reference that leads nowhere: an index before the start of a list.
    BAD_REFERENCE_INDEX = "E404" "bad-reference-index" Error;
}
