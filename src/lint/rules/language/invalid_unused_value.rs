//! L020

use super::names;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::rules::templates::each_bound;
use crate::lint::{Context, Findings, Global};
use crate::object::{BindingValue, Environment, Object, Problem, ProblemKind};
use crate::source::Span;
use crate::template::Component;
use rustc_hash::{FxHashMap, FxHashSet};

rule! {
    /// ## What it does
    /// Reports a value that does not fit its attribute, or a missing required attribute, in an object that no job reads:
    /// an object that nothing uses, or one that is bound but not referred to.
    ///
    /// ## Why is this bad?
    /// The client checks only what a job needs, so the mistake stays hidden until somebody refers to the object.
    ///
    /// ## Example
    /// ```python
    /// class Profile(Struct):
    ///   version = Required(String)
    ///   threads = Default(Integer, 4)
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   task = SimpleTask('web', './web {{profile.version}}'),
    /// ).bind(profile = Profile(version = '1.2', threads = 'many'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class Profile(Struct):
    ///   version = Required(String)
    ///   threads = Default(Integer, 4)
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   task = SimpleTask('web', './web {{profile.version}}'),
    /// ).bind(profile = Profile(version = '1.2', threads = 8))]
    /// ```
    ///
    /// ## References
    /// Pystachio checks an object only in `check()` of the job that refers to it.
    "L020" "invalid-unused-value" Warning Language on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    let errors: FxHashSet<Span> = context.errors.iter().map(|it| it.primary.span).collect();
    let mut report = |object: &Object, is_whole: bool| {
        for problem in object.check() {
            let is_mistake = match &problem.kind {
                ProblemKind::Coercion { .. } => true,
                // What is left open may be set by whoever uses the object.
                ProblemKind::Missing { .. } => is_whole,
                _ => false,
            };
            let found = is_mistake.then(|| found(context, &problem)).flatten();
            findings.push_all(found.filter(|it| !errors.contains(&it.primary.span)));
        }
    };
    let mut seen = FxHashSet::default();
    for job in context.jobs {
        let mut others = Addresses::default();
        each_bound(&job.written, &mut |host, environment| {
            for (address, binding) in environment.iter() {
                let BindingValue::Object(object) = &binding.value else {
                    continue;
                };
                let Some(ty) = object.ty().as_struct() else {
                    continue;
                };
                // Parts of a process or a job are bound to be referred to one by one.
                let is_users = context.sources.is_users(ty.span);
                let is_whole = is_users && !others.complete(host, address.components());
                if seen.insert((object.span(), is_whole)) {
                    report(object, is_whole);
                }
            }
        });
    }
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for (name, global) in context.globals {
        if let Global::Object(object) = global
            && context.sources.is_users(object.span())
            && !names::is_used(context, reads, name)
        {
            report(object, false);
        }
    }
}

/// How many bindings of an object begin with an address.
#[derive(Default)]
struct Addresses {
    host: Option<*const Object>,
    counts: FxHashMap<Vec<Component>, usize>,
}

impl Addresses {
    /// Whether something else that is bound to the same object replaces what is bound to an address, or is bound to a part of it.
    fn complete(&mut self, host: &Object, address: &[Component]) -> bool {
        if self.host != Some(std::ptr::from_ref(host)) {
            self.host = Some(std::ptr::from_ref(host));
            self.counts.clear();
            let all = host.environments().into_iter();
            for (address, _) in all.flat_map(Environment::iter) {
                let address = address.components();
                for length in 1..=address.len() {
                    *self.counts.entry(address[..length].to_vec()).or_default() += 1;
                }
            }
        }
        self.counts.get(address).is_some_and(|count| *count > 1)
    }
}

fn found(context: &Context, problem: &Problem) -> Option<Diagnostic> {
    let found = problem.diagnostic(context.sources);
    let is_users = context.sources.is_users(found.primary.span);
    is_users.then_some(Diagnostic {
        code: &RULE.code,
        severity: RULE.code.severity,
        ..found
    })
}
