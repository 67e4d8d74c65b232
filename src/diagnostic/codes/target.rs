//! E9xx and W9xx: what a target makes of the attributes of a job.

use crate::diagnostic::code::codes;

codes! {
    Targets:
    /// The target cannot run the job because of this attribute, and nothing is written. The message says why. Found by
    /// `jobc emit --target TARGET`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', container = Docker(image = 'hello'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   if job.container is not None:
    ///     refused('container', 'Acme has no containers')
    ///   return {'id': job.name}
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   if job.container is not None:
    ///     refused('container', 'Acme has no containers')
    ///   return {'id': job.name}
    /// ```
    REFUSED_ATTRIBUTE = "E901" "refused-attribute" Error;
    /// A target defines no function `emit`, or its `emit` returns something that is neither a string nor data. See "Write
    /// a target" in `docs/targets.md`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   return {'id': len}
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   return {'id': job.name}
    /// ```
    BAD_TARGET = "E902" "bad-target" Error;
    /// The target has something close to what this attribute says, but it does not mean the same. The message says what the
    /// difference is. Found by `jobc emit --target TARGET`; with `--strict` it is an error.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = 3,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   if job.instances > 1:
    ///     approximated('instances', 'Acme starts a second instance only under load')
    ///   return {'id': job.name}
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   if job.instances > 1:
    ///     approximated('instances', 'Acme starts a second instance only under load')
    ///   return {'id': job.name}
    /// ```
    APPROXIMATED_ATTRIBUTE = "W901" "approximated-attribute" Warning;
    /// The target has no form for this attribute. The message says why. Found by `jobc emit --target TARGET`; `--losses FILE`
    /// writes what becomes of every attribute. With `--strict` it is an error.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', cron_schedule = '15 3 * * *',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   lost('cron_schedule', 'Acme starts jobs by hand')
    ///   return {'id': job.name}
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: acme.aurora
    /// def emit(job):
    ///   kept('*')
    ///   lost('cron_schedule', 'Acme starts jobs by hand')
    ///   return {'id': job.name}
    /// ```
    LOST_ATTRIBUTE = "W902" "lost-attribute" Warning;
}
