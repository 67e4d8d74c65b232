//! T002

use super::bound::{each_bound, is_overridden};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a `bind` of a name that is an attribute of the object itself.
    ///
    /// ## Why is this bad?
    /// An object's own attributes are found first. `Job(name = 'a', …).bind(name = 'b')` is still called `a`, and every
    /// `{{name}}` in it is `a` too. To set the attribute, call the object: `job(name = 'b')`.
    ///
    /// ## Example
    /// ```python
    /// template = Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = SimpleTask('hello', './hello --cluster {{cluster}}'),
    /// )
    ///
    /// jobs = [template.bind(cluster = 'east')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// template = Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = SimpleTask('hello', './hello --cluster {{cluster}}'),
    /// )
    ///
    /// jobs = [template(cluster = 'east')]
    /// ```
    ///
    /// ## References
    /// Pystachio: `Structural.scopes` puts the attributes of a struct before what is bound to it.
    "T002" "binding-without-effect" Warning Templates on Job(check) Unnecessary
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    each_bound(&job.written, &mut |object, environment| {
        for (reference, binding) in environment.iter() {
            if !is_overridden(object, reference.components())
                || !context.sources.is_users(binding.name_span)
            {
                continue;
            }
            let ty = object.ty().called();
            let message = format!(
                "binding `{reference}` has no effect: this {ty} has an attribute `{reference}`, which takes precedence"
            );
            findings.push_for(
                job,
                Diagnostic::new(&RULE.code, message, binding.name_span)
                    .at("no effect")
                    .help(format!("to set the attribute, call the object: `({reference} = …)` instead of `.bind(…)`")),
            );
        }
    });
}
