//! E7xx: files, modules and the environment.

use crate::diagnostic::code::codes;

codes! {
    /// A file that cannot be read.
    UNREADABLE_FILE = "E701" "unreadable-file" Error;
    /// A module that neither jobc nor the configuration's root has.
    UNKNOWN_MODULE = "E702" "unknown-module" Error;
    /// A file outside the root.
    OUTSIDE_ROOT = "E703" "outside-root" Error;
    /// An environment variable that is not set.
    MISSING_ENVIRONMENT_VARIABLE = "E704" "missing-environment-variable" Error;
    /// Files that include each other without end.
    INCLUDE_CYCLE = "E705" "include-cycle" Error;
    /// The settings file `jobc.toml` has a key that does not exist, or a value that does not fit it.
    BAD_SETTINGS = "E706" "bad-settings" Error;
}
