//! What is unwise although client and scheduler take it. One file a rule: its doc comment is the page that
//! `jobc rule CODE` prints, and the examples on it are its fixtures.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `rule.rs` | what a rule is, and the macro that declares one |
//! | `context.rs` | what a rule may look at |
//! | `settings.rs` | which rules are on, and their thresholds |
//! | `identity.rs` | what findings are known by in a baseline |
//! | `ignore.rs` | writing such comments |
//! | `known_secrets.rs` | what a password, a key or a token looks like |
//! | `shell.rs` | command lines as shellcheck reads them |
//! | `suppression.rs` | `# jobc: ignore[…]` comments |
//! | `unused_ignore.rs` | the rule about such comments |
//! | `repository.rs` | rules over the jobs of many files |
//! | `fix.rs` | applying edits to a text |
//! | `visit.rs` | walking the tree |
//! | `edit.rs` | edits that take something out |
//! | `comments.rs` | fixes keep comments |
//! | `rules/` | the rules, a folder for each group |

mod comments;
mod context;
pub mod edit;
pub mod fix;
mod identity;
mod ignore;
pub mod known_secrets;
mod repository;
mod rule;
pub mod rules;
mod settings;
pub(crate) mod shell;
mod suppression;
mod unused_ignore;

pub use context::{Context, File, Findings, Global, Globals};
pub use identity::{Identifier, Identity};
pub use ignore::{code_list, ignore_comment};
pub use repository::{JobPlace, duplicate_keys};
pub use rule::{Check, Group, Rule, SECTIONS};
pub use rules::jobs::custom_rule::RULE as CUSTOM_RULE;
pub use settings::{Preset, RuleFile, Selector, Settings, ShellcheckSettings, Thresholds};
pub use shell::{Remark, Replacement, Shell};
pub use suppression::{
    Suppression, Suppressions, can_be_ignored, drop_suppressed, is_suppressed, long_strings,
};

use crate::diagnostic::{Diagnostic, Tag};
use crate::job::{JOBS_FOR_THREADS, Job};
use crate::parallel;

/// The rules that look at what all others leave.
static OWN: &[&Rule] = &[&unused_ignore::RULE, &repository::RULE];

/// Runs every rule that the settings select, and leaves out what comments suppress. The findings are in file order.
pub fn lint(context: &Context, settings: &Settings) -> Vec<Diagnostic> {
    let mut diagnostics = findings(context, settings);
    suppression::apply(context, settings, &mut diagnostics);
    comments::guard(context, &mut diagnostics);
    diagnostics
}

/// Puts the errors of a compilation and what the rules find together: settings and comments are obeyed for all that can
/// be ignored, which errors of the client are not. The result is not in order.
pub fn check(context: &Context, settings: &Settings, errors: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut diagnostics = findings(context, settings);
    diagnostics.extend(under_settings(settings, errors));
    suppression::apply(context, settings, &mut diagnostics);
    comments::guard(context, &mut diagnostics);
    diagnostics
}

/// What a compilation found, without the codes that settings switch off, and as severe as settings say.
pub fn under_settings<'a>(
    settings: &'a Settings,
    errors: &'a [Diagnostic],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let errors = errors.iter().filter(|it| !settings.is_ignored(it.code));
    errors.cloned().map(|mut it| {
        if can_be_ignored(it.code) && settings.sets(it.code) {
            it.severity = settings.severity(it.code);
        }
        it
    })
}

/// Whether a finding in a shared file is true only if it is one for every configuration that uses the file: that nothing
/// uses something, or that nobody defines what a function needs.
pub fn needs_all_users(diagnostic: &Diagnostic) -> bool {
    const OTHERS: [&str; 2] = ["inactive-hooks", "error-in-function"];
    diagnostic.code.tag == Some(Tag::Unused) || OTHERS.contains(&diagnostic.code.name)
}

fn findings(context: &Context, settings: &Settings) -> Vec<Diagnostic> {
    let all = rules::all().iter().copied();
    let selected: Vec<&Rule> = all.filter(|rule| settings.is_selected(rule)).collect();
    let mut parts: Vec<Part> = selected.iter().map(|rule| Part::Rule(rule)).collect();
    parts.push(Part::Expressions);
    parts.extend(context.jobs.chunks(JOBS_IN_A_PART).map(Part::Jobs));
    let least = match context.jobs.len() < JOBS_FOR_THREADS {
        true => usize::MAX,
        false => 0,
    };
    let mut findings = Findings::default();
    for found in parallel::map(&parts, least, |part| part.run(context, &selected)) {
        findings.extend(found);
    }
    findings.into_diagnostics(settings)
}

const JOBS_IN_A_PART: usize = 16;

/// A part of what there is to do, which depends on no other.
enum Part<'a> {
    /// A rule, unless it looks at single jobs or expressions.
    Rule(&'a Rule),
    /// All rules that look at single expressions.
    Expressions,
    /// All rules that look at single jobs, for some jobs.
    Jobs(&'a [Job]),
}

impl Part<'_> {
    fn run(&self, context: &Context, selected: &[&Rule]) -> Findings {
        let mut findings = Findings::default();
        match self {
            Part::Rule(rule) => match rule.check {
                Check::File(check) => {
                    let files = context.files.iter();
                    files.for_each(|file| check(context, file, &mut findings));
                }
                Check::Compilation(check) => check(context, &mut findings),
                Check::Expression(_)
                | Check::Job(_)
                | Check::Comments
                | Check::Custom
                | Check::Repository => {}
            },
            Part::Expressions => {
                let checks = selected.iter().filter_map(|rule| match rule.check {
                    Check::Expression(check) => Some(check),
                    _ => None,
                });
                let checks: Vec<_> = checks.collect();
                for file in context.files {
                    crate::syntax::visit::each_expression(
                        &file.parsed.module.body,
                        &mut |expression| {
                            let checks = checks.iter();
                            checks.for_each(|check| check(context, expression, &mut findings));
                        },
                    );
                }
            }
            Part::Jobs(jobs) => {
                let checks = selected.iter().filter_map(|rule| match rule.check {
                    Check::Job(check) => Some(check),
                    _ => None,
                });
                for check in checks {
                    jobs.iter()
                        .for_each(|job| check(context, job, &mut findings));
                }
            }
        }
        findings
    }
}
