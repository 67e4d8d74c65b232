//! J023

use crate::lint::rule::rule;

rule! {
    /// ## What it does
    /// Reports what the rules of the repository find. They are files of the language that define a function `check(job)`,
    /// which calls `report(path, message)`. `jobc.toml` names them.
    ///
    /// ## Why is this bad?
    /// The message says it. "Write your own rules" in `docs/linter.md` shows how such a file is made.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'me@example.com',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: rules/contact.aurora
    /// def check(job):
    ///   if '-team@' not in job.contact:
    ///     report('contact', 'the contact is not the mailing list of a team', help = 'write one, such as `web-team@example.com`')
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: rules/contact.aurora
    /// def check(job):
    ///   if '-team@' not in job.contact:
    ///     report('contact', 'the contact is not the mailing list of a team', help = 'write one, such as `web-team@example.com`')
    /// ```
    ///
    /// ## Options
    /// - `lint.custom-rules`: the files, relative to the settings file.
    "J023" "custom-rule" Warning Jobs on Custom
}
