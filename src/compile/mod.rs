//! The whole pipeline: a file in, jobs and diagnostics out. The only module that knows all stages.

use crate::diagnostic::Diagnostic;
use crate::eval::{Dependency, Host, Options};
use crate::job::Job;
use crate::source::{FileId, Sources};

/// The native stack, in bytes, that compiling may need: run it in a thread that has as much.
pub const STACK_SIZE: usize = 64 << 20;

/// What is compiled.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, by the path that the host reads.
    File(String),
    /// A text under the name of a file: standard input, an editor's buffer.
    Text {
        /// The path it stands for; includes are relative to it.
        name: String,
        /// The text.
        bytes: Vec<u8>,
    },
}

/// What a compilation may be told.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// Limits and preludes.
    pub evaluation: Options,
    /// Bindings from the command line, in order: `-E name=value`.
    pub bindings: Vec<(String, String)>,
    /// Whether the input is JSON (`--read-json`) rather than a configuration.
    pub read_json: bool,
}

/// What a compilation gives.
pub struct Compilation {
    /// Every file that was read.
    pub sources: Sources,
    /// The file that was asked for; `None` if it could not be read.
    pub main: Option<FileId>,
    /// The jobs that the client would accept, in the order of the `jobs` list.
    pub jobs: Vec<Job>,
    /// Everything that is wrong, in file order, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of the hooks that the file lists.
    pub hooks: Vec<String>,
    /// What it was asked of the host.
    pub dependencies: Vec<Dependency>,
    /// What `print` printed.
    pub output: String,
}

/// Compiles one file.
pub fn compile(_input: &Input, _options: &CompileOptions, _host: &dyn Host) -> Compilation {
    todo!()
}
