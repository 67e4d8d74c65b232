//! E3xx: attributes and types of objects.

use crate::diagnostic::code::codes;

codes! {
    /// A struct has no attribute of that name.
    UNKNOWN_ATTRIBUTE = "E301" "unknown-attribute" Error;
    /// A value does not fit the type of the attribute it is given to.
    TYPE_MISMATCH = "E302" "type-mismatch" Error;
    /// A required attribute is not set.
    MISSING_ATTRIBUTE = "E303" "missing-attribute" Error;
    /// A value is none of those that an enumeration has.
    BAD_ENUM_VALUE = "E304" "bad-enum-value" Error;
    /// A value that cannot be bound to a name.
    BAD_BINDING = "E305" "bad-binding" Error;
}
