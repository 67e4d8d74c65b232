//! Configurations made for measuring: any number of jobs, bindings, processes, includes, files. The same size gives the same text.
//!
//! | file | what |
//! | --- | --- |
//! | `jobs.rs` | many jobs in one file |
//! | `shapes.rs` | one job with much of something, and files that include each other |
//! | `repository.rs` | a repository of many files with shared templates |
//!
//! The benchmarks use them, the script that measures peers (through `main.rs`), and a test that compiles them.
#![allow(dead_code, unused_imports)] // Each user has its own part.

mod jobs;
mod repository;
mod shapes;

pub use repository::repository;
use std::path::Path;

/// Files that belong together.
pub struct Program {
    /// Relative paths and texts; the first is the one to compile, unless it is a repository.
    pub files: Vec<(String, String)>,
    /// How many jobs there are in it.
    pub jobs: usize,
}

impl Program {
    /// A program of one file.
    fn of(text: String, jobs: usize) -> Program {
        Program {
            files: vec![("main.aurora".to_owned(), text)],
            jobs,
        }
    }

    /// The number of bytes of all files.
    pub fn size(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }

    /// Writes the files into a folder, which need not exist.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        for (name, text) in &self.files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
            std::fs::write(path, text)?;
        }
        Ok(())
    }
}

/// A kind of program that grows.
pub struct Growing {
    /// What it is called.
    pub name: &'static str,
    /// What its size counts.
    pub counts: &'static str,
    /// The program of a size.
    pub program: fn(usize) -> Program,
    /// The largest size that is measured, a power of ten.
    pub largest: usize,
}

/// Everything that grows.
pub const GROWING: &[Growing] = &[
    Growing {
        name: "written",
        counts: "jobs, each written out",
        program: jobs::written,
        largest: 100_000,
    },
    Growing {
        name: "looped",
        counts: "jobs, made by a loop over profiles",
        program: jobs::looped,
        largest: 100_000,
    },
    Growing {
        name: "deep",
        counts: "bindings, each in a scope around the others",
        program: shapes::deep,
        largest: 10_000,
    },
    Growing {
        name: "wide",
        counts: "bindings, all used by one command line",
        program: shapes::wide,
        largest: 10_000,
    },
    Growing {
        name: "processes",
        counts: "processes of one task, each ordered behind the one before",
        program: shapes::processes,
        largest: 10_000,
    },
    Growing {
        name: "chain",
        counts: "files, each of which includes the next",
        program: shapes::chain,
        largest: 1_000,
    },
    Growing {
        name: "fan",
        counts: "files, all included by one",
        program: shapes::fan,
        largest: 10_000,
    },
];

/// The kind of that name.
pub fn growing(name: &str) -> Option<&'static Growing> {
    GROWING.iter().find(|it| it.name == name)
}

/// Settings under which the largest programs are within the limits.
pub const SETTINGS: &str = "\
[limits]
statements = 1_000_000_000
memory = 17_179_869_184
size = 1_000_000_000
expansion = 1_000_000_000
file-size = 1_000_000_000
includes = 1_000_000
include-depth = 1_000
jobs = 1_000_000
milliseconds = 600_000
";
