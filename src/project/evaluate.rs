//! Evaluating many files without checking them.

use super::Reporter;
use super::is_off;
use super::plan::{Plan, Target};
use super::run::{compile_target, host, in_parallel};
use crate::backstop;
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::workspace::contents::Contents;
use std::time::Duration;

/// Evaluates targets of a plan in parallel. `take` gets what came out of each, with what was found in it under the settings, and keeps
/// what it needs: values of the evaluator stay on their thread.
pub fn evaluate<T: Send>(
    plan: &Plan,
    targets: &[&Target],
    contents: &Contents,
    reporter: &dyn Reporter,
    take: impl Fn(&Target, Compilation, Vec<Diagnostic>) -> T + Sync,
) -> Vec<T> {
    in_parallel(targets, reporter, |target| {
        let circumstances = &plan.circumstances[target.circumstances];
        let host = host(plan, target, contents);
        let limits = &circumstances.options.evaluation.limits;
        let watched = backstop::watch(&target.name, limits, Duration::ZERO);
        let compilation = compile_target(plan, target, &host);
        drop(watched);
        let mut found = compilation.reported(&circumstances.lint);
        let sources = &compilation.sources;
        found.retain(|it| !is_off(&circumstances.per_file, sources, it, &plan.current));
        take(target, compilation, found)
    })
}
