//! E8xx: limits that keep hostile or broken configurations from taking the machine.

use crate::diagnostic::code::codes;

codes! {
    Limits:
    /// Brackets, blocks or expressions are nested too deeply (`nesting` under `[limits]` in `jobc.toml`, which can only
    /// be lowered). If a program generates the file, let it write several statements instead.
    ///
    /// ## Example
    /// ```python
    /// INSTANCES = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// INSTANCES = 1
    /// ```
    NESTING_LIMIT = "E801" "nesting-limit" Error;
    /// The configuration executed too many statements (`statements` under `[limits]` in `jobc.toml`). Usually a loop
    /// never ends.
    ///
    /// ## Example
    /// ```python
    /// # with limits: statements = 10000
    /// port = 8080
    /// while port != 8089:
    ///   port += 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=%d' % port))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: statements = 10000
    /// port = 8080
    /// while port < 8089:
    ///   port += 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=%d' % port))]
    /// ```
    STATEMENT_LIMIT = "E802" "statement-limit" Error;
    /// Function calls are nested too deeply (`call-depth` under `[limits]` in `jobc.toml`). Usually a function calls
    /// itself and never stops.
    ///
    /// ## Example
    /// ```python
    /// def doubled(instances):
    ///   return 2 * doubled(instances)
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = doubled(2),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def doubled(instances):
    ///   return 2 * instances
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = doubled(2),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    CALL_DEPTH_LIMIT = "E803" "call-depth-limit" Error;
    /// A string, a list or a number grew too large (`size` and `memory` under `[limits]` in `jobc.toml`).
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo ' + '=' * 10**12))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo ' + '=' * 12))]
    /// ```
    SIZE_LIMIT = "E804" "size-limit" Error;
    /// Resolving the references of a string produced too much text, or took too many rounds. The limits are `expansion`
    /// and `rounds` under `[limits]` in `jobc.toml`; `rounds` can only be lowered. A few bindings that each contain the
    /// next one twice are enough.
    ///
    /// ## Example
    /// ```python
    /// # with limits: expansion = 100
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo {{a}}')).bind(
    ///     a = '{{b}}{{b}}{{b}}', b = '{{c}}{{c}}{{c}}', c = 'very, very, very ')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: expansion = 100
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo {{a}}')).bind(
    ///     a = '{{b}}', b = '{{c}}{{c}}{{c}}', c = 'very, very, very ')]
    /// ```
    EXPANSION_LIMIT = "E805" "expansion-limit" Error;
    /// The configuration included too many files (`includes` under `[limits]` in `jobc.toml`), or nested includes too
    /// deeply (`include-depth`).
    ///
    /// ## Example
    /// ```python
    /// # with limits: includes = 2
    /// for cluster in ['west', 'east', 'north']:
    ///   include('shared.aurora')
    /// jobs = [Job(
    ///   cluster = 'west', role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// ROLE = 'www-data'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: includes = 2
    /// include('shared.aurora')
    /// jobs = [Job(
    ///   cluster = 'west', role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// ROLE = 'www-data'
    /// ```
    INCLUDE_LIMIT = "E806" "include-limit" Error;
    /// A file is too large (`file-size` under `[limits]` in `jobc.toml`).
    ///
    /// ## Example
    /// ```python
    /// # with limits: file-size = 300
    /// include('shared.aurora')
    /// jobs = [Job(
    ///   cluster = 'west', role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// # This file explains at great length that which could be said in a word, namely that the role is `www-data`,
    /// # which is the one that web servers have run as on Debian for as long as anybody remembers, and that this
    /// # is so although nobody remembers why it should be called after a web of data rather than after a server.
    /// ROLE = 'www-data'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: file-size = 300
    /// include('shared.aurora')
    /// jobs = [Job(
    ///   cluster = 'west', role = ROLE, environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// # file: shared.aurora
    /// ROLE = 'www-data'
    /// ```
    FILE_SIZE_LIMIT = "E807" "file-size-limit" Error;
    /// A file has too many jobs (`jobs` under `[limits]` in `jobc.toml`).
    ///
    /// ## Example
    /// ```python
    /// # with limits: jobs = 10
    /// jobs = [
    ///   Job(cluster = 'west', role = 'www-data', environment = 'test', name = 'hello%d' % number,
    ///       task = SimpleTask('hello', 'echo hello'))
    ///   for number in range(20)]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: jobs = 10
    /// jobs = [
    ///   Job(cluster = 'west', role = 'www-data', environment = 'test', name = 'hello', instances = 20,
    ///       task = SimpleTask('hello', 'echo hello'))]
    /// ```
    JOB_LIMIT = "E808" "job-limit" Error;
    /// Evaluation took too long (`milliseconds` under `[limits]` in `jobc.toml`). Usually a loop never ends, or does
    /// far more work than intended.
    ///
    /// ## Example
    /// ```python
    /// # with limits: milliseconds = 0
    /// port = 8080
    /// while port != 8089:
    ///   port += 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=%d' % port))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// # with limits: milliseconds = 0
    /// port = 8080
    /// while port < 8089:
    ///   port += 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=%d' % port))]
    /// ```
    TIME_LIMIT = "E809" "time-limit" Error;
}
