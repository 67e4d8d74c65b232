//! `jobc report`.
//!
//! | file | what |
//! | --- | --- |
//! | `collect.rs` | what the page says of each file |
//! | `page.rs` | the page |
//! | `style.css`, `script.js` | how it looks, and what it does in a browser |

mod collect;
mod page;

use super::evaluation::plan_in;
use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::project::{Target, evaluate};
use crate::workspace::Tree;
use crate::workspace::contents::Contents;
use crate::workspace::door::write_whole;
use collect::FileReport;
use std::path::PathBuf;

/// Write a page about all jobs, which needs no network
///
/// The page has every job with its processes and values, each value with the steps by which it came to be, all findings, which files include each
/// other, and totals. It can be searched and sorted.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let paths = match arguments.paths.as_slice() {
        [] => vec![".".to_owned()],
        paths => paths.to_vec(),
    };
    let overrides = arguments.compile.overrides()?;
    let mut plan = plan_in(Tree::default(), &overrides, &paths, terminal)?;
    for circumstances in &mut plan.circumstances {
        circumstances.options.evaluation.keeps_journal = true;
    }
    let targets: Vec<&Target> = plan.targets.iter().collect();
    let files: Vec<FileReport> = evaluate(
        &plan,
        &targets,
        &Contents::default(),
        &terminal.reporter(),
        |target, compilation, found| FileReport::of(&target.name, &compilation, &found),
    );
    let page = page::page(&files);
    write_whole(&arguments.output, page.as_bytes()).map_err(|error| {
        let path = arguments.output.display();
        Failure::new(Exit::Unreadable, format!("cannot write `{path}`: {error}"))
    })?;
    match plan.errors.is_empty() {
        true => Ok(Exit::Success),
        false => Ok(Exit::Unreadable),
    }
}
