//! The files that a command evaluates without checking them.

use super::exit::Failure;
use super::terminal::Terminal;
use crate::project::{Options, Overrides, Plan, RuleOverrides, plan};
use crate::workspace::Tree;

/// The configurations that paths of a tree name. Reports the paths that cannot be read.
pub fn plan_in(
    tree: Tree,
    overrides: &Overrides,
    paths: &[String],
    terminal: &Terminal,
) -> Result<Plan, Failure> {
    let mut overrides = overrides.clone();
    overrides.settings.tree = tree;
    let mut plan = plan(
        paths,
        &Options {
            overrides: &overrides,
            rules: &RuleOverrides::default(),
            stdin_name: "<stdin>",
            cache_dir: None,
            use_cache: false,
            extra: None,
            exclude: &[],
            force_exclude: false,
            reporter: &(),
        },
    )?;
    for error in &plan.errors {
        terminal.fail(error);
    }
    for circumstances in &mut plan.circumstances {
        circumstances.options.keeps_resolutions = false;
    }
    Ok(plan)
}
