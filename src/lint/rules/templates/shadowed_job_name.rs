//! T004

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Resolution;
use crate::source::Span;
use crate::template::Component;
use rustc_hash::FxHashSet;

rule! {
    /// ## What it does
    /// Reports a `{{name}}` next to `{{role}}` or `{{environment}}` that refers to the name of the process.
    ///
    /// ## Why is this bad?
    /// References look in the nearest object first. In a command line that is the process, which has a `name` of its
    /// own. Only attributes that the process does not have, such as `role`, come from the job.
    /// `{{role}}/{{environment}}/{{name}}` is therefore not a job key. From a process, the name of the job is
    /// `{{super.super.name}}`: out of the process, then out of the task.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'register', cmdline = './register {{role}}/{{environment}}/{{name}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'register', cmdline = './register {{role}}/{{environment}}/{{super.super.name}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The command line changes, so the fix is only suggested.
    ///
    /// ## References
    /// Pystachio: `Structural.scopes` lists the attributes of a struct, then what is bound to it, then the enclosing
    /// objects.
    "T004" "shadowed-job-name" Warning Templates on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    for (job, resolutions) in context.resolved_jobs() {
        let processes = job.task().map(|task| task.processes()).unwrap_or_default();
        let from_job: Vec<Span> = ["role", "environment"]
            .iter()
            .filter_map(|name| Some(job.field(name)?.set_by))
            .collect();
        let beside_key: FxHashSet<Span> = resolutions
            .iter()
            .filter(|it| is_name(it, "role") || is_name(it, "environment"))
            .filter(|it| from_job.contains(&it.name_span))
            .map(|it| it.place.span)
            .collect();
        for resolution in resolutions {
            if !is_name(resolution, "name") || !beside_key.contains(&resolution.place.span) {
                continue;
            }
            let owner = processes.iter().find(|process| {
                let name = process.0.field("name").map(|field| field.set_by);
                name == Some(resolution.name_span)
                    && process
                        .0
                        .field("cmdline")
                        .is_some_and(|line| line.value.span() == resolution.place.span)
            });
            let Some(name) = owner.and_then(|process| process.name()) else {
                continue;
            };
            let place = resolution.place.locate(context.sources);
            if name == job.key.name || !context.sources.is_users(place) {
                continue;
            }
            let message = format!(
                "`{{{{name}}}}` is the name of the process, `{name}`, not of the job, `{}`",
                job.key.name
            );
            let diagnostic = Diagnostic::new(&RULE.code, message, place)
                .at(format!("`{name}`"))
                .help("write `{{super.super.name}}` for the name of the job");
            findings.push_for(job, diagnostic.suggest(place, "{{super.super.name}}"));
        }
    }
}

fn is_name(resolution: &Resolution, name: &str) -> bool {
    matches!(resolution.reference.components(), [Component::Attribute(only)] if &**only == name)
}
