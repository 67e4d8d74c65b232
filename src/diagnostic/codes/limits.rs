//! E8xx: limits that keep hostile or broken configurations from taking the machine.

use crate::diagnostic::code::codes;

codes! {
    Limits:
    /// Brackets, blocks or expressions are nested too deeply to be parsed (`nesting` under `[limits]` in `jobc.toml`, which can only
    /// be lowered). No person writes such a file; where a program does, let it write several statements.
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
    /// More statements were executed than a configuration may (`statements` under `[limits]` in `jobc.toml`). Mostly a
    /// loop never ends.
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
    /// Functions call each other more deeply than a configuration may (`call-depth` under `[limits]` in `jobc.toml`). Mostly a
    /// function calls itself and never stops.
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
    /// A string, a list or a number grew larger than a configuration may make it (`size` and `memory` under `[limits]` in
    /// `jobc.toml`).
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
    /// A text grew too large when its references were resolved (`expansion` under `[limits]` in `jobc.toml`), or they led to others
    /// too often (`rounds`, which can only be lowered). A few bindings that each hold the next one twice are enough for that.
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
    /// More files were included than a configuration may (`includes` under `[limits]` in `jobc.toml`), or more deeply in each
    /// other (`include-depth`).
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
    /// A file is larger than is read (`file-size` under `[limits]` in `jobc.toml`).
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
    /// A file has more jobs than it may (`jobs` under `[limits]` in `jobc.toml`).
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
    /// Evaluating takes longer than a configuration may (`milliseconds` under `[limits]` in `jobc.toml`). Mostly a loop
    /// never ends, or does much more than it was meant to.
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
