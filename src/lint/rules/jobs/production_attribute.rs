//! J010

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::job::Job;
use crate::lint::edit::remove_item;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a job that sets both `production` and `tier`, or sets `production = False`, which is the default. For
    /// `production = True` without a tier, see W502.
    ///
    /// ## Why is this bad?
    /// The scheduler reads the tier. `production` is what older clients used instead, and has no effect next to a tier.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     production = True,
    ///     tier = 'preferred',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'prod', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     tier = 'preferred',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// Removing `production` changes what the client sends to the scheduler, although the scheduler only reads the
    /// tier. The fix is therefore unsafe.
    "J010" "production-attribute" Warning Jobs on Job(check) Deprecated
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(field) = job.field("production").filter(|field| !field.is_default) else {
        return;
    };
    let has_tier = job.field("tier").is_some();
    let value = field.value.span();
    let is_default = context.sources.is_users(value) && context.text(value) == "False";
    if !has_tier && !is_default || !context.sources.is_users(field.set_by) {
        return;
    }
    let message = match has_tier {
        true => "`production` has no effect next to `tier`, which replaces it",
        false => "`production = False` has no effect, and `tier` replaces it",
    };
    let mut diagnostic = Diagnostic::new(&RULE.code, message, field.set_by).help("remove it");
    let argument = field.set_by.to(field.value.span());
    let source = context.sources.get(argument.file);
    let follows = field.value.span().file == argument.file
        && context
            .text(argument)
            .strip_prefix("production")
            .is_some_and(|rest| matches!(rest.replace(' ', "").as_str(), "=True" | "=False"));
    if follows && let Some(edit) = remove_item(source, argument) {
        diagnostic.fix = Some(Fix {
            message: "Remove `production`".to_owned(),
            edits: vec![edit],
            applicability: Applicability::Unsafe,
        });
    }
    findings.push_for(job, diagnostic);
}
