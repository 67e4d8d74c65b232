//! E2xx: what goes wrong while a file is evaluated.

use crate::diagnostic::code::codes;

codes! {
    /// A name is used that nothing defines.
    UNDEFINED_NAME = "E201" "undefined-name" Error;
    /// A local variable is used before the function assigns it.
    UNBOUND_LOCAL = "E202" "local-before-assignment" Error;
    /// An operator or function got a value of a type that it does not take.
    TYPE_ERROR = "E203" "wrong-type" Error;
    /// A function got a value of the right type that it cannot work with.
    VALUE_ERROR = "E204" "bad-value" Error;
    /// A value has no attribute of that name.
    NO_ATTRIBUTE = "E205" "no-such-attribute" Error;
    /// A dict has no such key.
    MISSING_KEY = "E206" "missing-key" Error;
    /// An index behind the end, or before the start, of a list.
    INDEX_OUT_OF_RANGE = "E207" "index-out-of-range" Error;
    /// A call with arguments that the function does not take.
    BAD_CALL = "E208" "bad-call" Error;
    /// A division by zero.
    DIVISION_BY_ZERO = "E209" "division-by-zero" Error;
    /// The configuration raised an error on purpose.
    RAISED = "E210" "raised-error" Error;
    /// An assertion does not hold.
    ASSERTION_FAILED = "E211" "assertion-failed" Error;
    /// A string format that does not fit its values.
    BAD_FORMAT = "E212" "bad-format" Error;
    /// The configuration ends the program.
    SYSTEM_EXIT = "E213" "system-exit" Error;
    /// Something of Python that this language leaves out.
    UNSUPPORTED = "E214" "unsupported" Error;
}
