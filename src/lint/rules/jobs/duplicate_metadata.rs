//! J018

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::value::{self, attribute};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::Object;
use crate::source::Span;
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports two metadata entries of a job with the same key and different values.
    ///
    /// ## Why is this bad?
    /// The scheduler stores both, in no particular order. A reader of the key finds one or the other.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   metadata = [Metadata(key = 'team', value = 'a'), Metadata(key = 'team', value = 'b')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   metadata = [Metadata(key = 'team', value = 'a'), Metadata(key = 'group', value = 'b')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    "J018" "duplicate-metadata" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let list = job.attribute("metadata");
    let entries = list.as_ref().and_then(Object::as_list).unwrap_or_default();
    let mut seen: FxHashMap<String, (String, Span)> = FxHashMap::default();
    for entry in entries {
        let get = |name| value::text(&attribute(entry, name)?).map(String::from);
        let (Some(key), Some(value)) = (get("key"), get("value")) else {
            continue;
        };
        let Some((other, first)) = seen.get(&key) else {
            seen.insert(key, (value, entry.span()));
            continue;
        };
        if *other == value {
            continue;
        }
        let message = format!("the metadata `{key}` is `{value}` here, but `{other}` before");
        let place = context.users(&[entry.span()]).unwrap_or(job.span);
        let diagnostic = Diagnostic::new(&RULE.code, message, place);
        let has_label = context.sources.is_users(*first) && *first != place;
        findings.push_for(
            job,
            match has_label {
                true => diagnostic.label(*first, "the first one"),
                false => diagnostic,
            },
        );
    }
}
