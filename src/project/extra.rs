//! What is checked beside the rules.

use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::eval::Host;
use crate::workspace::settings::Settings;

/// Something that finds more in a configuration than the rules do.
pub trait ExtraCheck: Send + Sync {
    /// What it finds, at places in the sources of the compilation.
    fn check(
        &self,
        compilation: &Compilation,
        host: &dyn Host,
        settings: &Settings,
    ) -> Vec<Diagnostic>;
}
