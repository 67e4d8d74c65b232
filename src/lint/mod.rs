//! What is unwise although client and scheduler take it. One file a rule: its doc comment is the page that
//! `jobc rule CODE` prints, and the examples on it are its fixtures.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `rule.rs` | what a rule is, and the macro that declares one |
//! | `context.rs` | what a rule may look at |
//! | `settings.rs` | which rules are on, and their thresholds |
//! | `suppression.rs` | `# jobc: ignore[…]` comments |
//! | `visit.rs` | walking the tree |
//! | `edit.rs` | edits that take something out |
//! | `rules/` | the rules, a folder for each group |

mod context;
pub mod edit;
mod rule;
pub mod rules;
mod settings;
mod suppression;
pub mod visit;

pub use context::{Context, File, Findings};
pub use rule::{Check, Group, Rule};
pub use settings::{Selector, Settings, Thresholds};
pub use suppression::{Suppression, Suppressions};

use crate::diagnostic::Diagnostic;

/// Runs every rule that the settings select, and leaves out what comments suppress. The findings are in file order.
pub fn lint(context: &Context, settings: &Settings) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    for rule in rules::all() {
        if !settings.is_selected(rule) {
            continue;
        }
        match rule.check {
            Check::File(check) => context
                .files
                .iter()
                .for_each(|file| check(context, file, &mut findings)),
            Check::Job(check) => context
                .jobs
                .iter()
                .for_each(|job| check(context, job, &mut findings)),
            Check::Compilation(check) => check(context, &mut findings),
        }
    }
    let mut diagnostics = findings.into_diagnostics(settings);
    suppress(context, &mut diagnostics);
    diagnostics
}

/// Leaves out what comments switch off.
fn suppress(context: &Context, diagnostics: &mut Vec<Diagnostic>) {
    for file in context.files {
        let suppressions = context.suppressions(file);
        if suppressions.comments.is_empty() {
            continue;
        }
        let source = context.sources.get(file.id);
        diagnostics.retain(|diagnostic| {
            let span = diagnostic.primary.span;
            let row = source.row(span.start as usize);
            span.file != file.id
                || suppressions
                    .find(row, diagnostic.code.code, diagnostic.code.name)
                    .is_none()
        });
    }
}
