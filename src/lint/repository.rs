//! J090: what can be seen only over many files.

use super::rule::rule;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports jobs with the same key in different files. The rule compares all files that are checked together.
    ///
    /// A deliberate variant of a file is not reported: one in the same folder whose name adds a suffix after `_`, `-`
    /// or `.`. An example is `hello_updated.aurora` next to `hello.aurora`.
    ///
    /// ## Why is this bad?
    /// A job key is unique in its cluster. Whoever creates or updates the job last wins, so the file that decides what
    /// runs depends on who deployed last.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo hello'),
    ///   ),
    /// ]
    /// # file: copy_of_hello.aurora
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo hello'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo hello'),
    ///   ),
    /// ]
    /// # file: greeting.aurora
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'greeting',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('greeting', 'echo greeting'),
    ///   ),
    /// ]
    /// ```
    "J090" "duplicate-job-key-in-repository" Warning Jobs on Repository
}

/// A job and where it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPlace {
    /// Its key.
    pub key: String,
    /// The call that made it.
    pub span: Span,
}

/// A finding for each job whose key an earlier file defines too. `files` are the jobs of each file, in order; a key defined twice
/// in one file is an error of its own.
pub fn duplicate_keys<'a>(
    files: impl IntoIterator<Item = (&'a str, Vec<JobPlace>)>,
) -> Vec<Diagnostic> {
    let mut first = FxHashMap::<String, (&str, Span)>::default();
    let mut found = Vec::new();
    for (file, jobs) in files {
        for job in jobs {
            match first.get(&job.key) {
                Some((name, _)) if *name == file || are_variants(name, file) => {}
                Some((name, place)) => {
                    let message = format!("the job `{}` is also defined in `{name}`", job.key);
                    let mut diagnostic = Diagnostic::new(&RULE.code, message, job.span);
                    // Both may be made by one template.
                    if *place != job.span {
                        diagnostic = diagnostic.label(*place, "the other one");
                    }
                    diagnostic.jobs.push(job.key);
                    found.push(diagnostic);
                }
                None => {
                    first.insert(job.key, (file, job.span));
                }
            }
        }
    }
    found
}

/// Whether the name of one of two files in a folder is that of the other with an addition: `hello.aurora`, `hello_updated.aurora`.
fn are_variants(one: &str, other: &str) -> bool {
    let extends = |name: &str, longer: &str| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let rest = longer.strip_prefix(stem).unwrap_or_default();
        !stem.ends_with('/')
            && !stem.is_empty()
            && rest.starts_with(['_', '-', '.'])
            && !rest.contains('/')
    };
    extends(one, other) || extends(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_names_that_add_to_the_other() {
        for (one, other, expected) in [
            ("x.aurora", "x_updated.aurora", true),
            ("a/x-v2.aurora", "a/x.aurora", true),
            ("x.aurora", "x.canary.aurora", true),
            ("x.aurora", "copy_of_x.aurora", false),
            ("x.aurora", "xylophone.aurora", false),
            ("a/x.aurora", "b/x_updated.aurora", false),
            ("a.aurora", "a_b/x.aurora", false),
        ] {
            assert_eq!(are_variants(one, other), expected, "{one} {other}");
        }
    }
}
