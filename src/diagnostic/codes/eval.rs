//! E2xx: what goes wrong while a file is evaluated.

use crate::diagnostic::code::codes;

codes! {
    /// A name is used that nothing defines. Mostly it is misspelled, its quotes are missing, or the file that defines it is not
    /// included. Names are known from the line that assigns them on.
    ///
    /// What depends on the name is not checked further, so this error is not followed by others of the same origin.
    ///
    /// ## Example
    /// ```python
    /// CLUSTER = 'west'
    /// jobs = [Job(
    ///   cluster = CLUSTR, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// CLUSTER = 'west'
    /// jobs = [Job(
    ///   cluster = CLUSTER, role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UNDEFINED_NAME = "E201" "undefined-name" Error;
    /// A function reads a variable before it assigns it. A name that a function assigns anywhere is local to the whole
    /// function, also in the lines before the assignment and also if there is a global variable of that name. A variable that
    /// is assigned only under an `if` is unassigned where the condition does not hold.
    ///
    /// ## Example
    /// ```python
    /// def instances(environment):
    ///   if environment == 'prod':
    ///     count = 20
    ///   return count
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = instances('test'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def instances(environment):
    ///   count = 1
    ///   if environment == 'prod':
    ///     count = 20
    ///   return count
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = instances('test'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UNBOUND_LOCAL = "E202" "local-before-assignment" Error;
    /// An operator or a function got a value of a type that it does not take. Text and numbers are never added to each other:
    /// convert the number with `str`, or let `%` or `{{references}}` put it into the text.
    ///
    /// ## Example
    /// ```python
    /// PORT = 8080
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=' + PORT))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// PORT = 8080
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --port=' + str(PORT)))]
    /// ```
    TYPE_ERROR = "E203" "wrong-type" Error;
    /// A function got a value that is of the right type, but that it cannot work with: text that is no number, an element
    /// that a list does not have, a pair of three.
    ///
    /// ## Example
    /// ```python
    /// INSTANCES = int('20 per cluster')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// INSTANCES = int('20')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    VALUE_ERROR = "E204" "bad-value" Error;
    /// A value has no attribute of that name. The attributes of an object such as a `Process` are called, since they may be
    /// templates: `hello.name()` gives the name.
    ///
    /// ## Example
    /// ```python
    /// NAME = 'Hello'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask(NAME.lowercase(), 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// NAME = 'Hello'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask(NAME.lower(), 'echo hello'))]
    /// ```
    NO_ATTRIBUTE = "E205" "no-such-attribute" Error;
    /// A dict is asked for a key that it does not have. Where a key may be absent, `d.get(key, default)` gives a default.
    ///
    /// ## Example
    /// ```python
    /// INSTANCES = {'prod': 20, 'devel': 1}
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES['test'],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// INSTANCES = {'prod': 20, 'devel': 1}
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES.get('test', 1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    MISSING_KEY = "E206" "missing-key" Error;
    /// An index is behind the end of a list, tuple or string, or before its start. Indices count from 0, so the last element of
    /// three has the index 2; negative ones count from the end.
    ///
    /// ## Example
    /// ```python
    /// CLUSTERS = ['west', 'east']
    /// jobs = [Job(
    ///   cluster = CLUSTERS[2], role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// CLUSTERS = ['west', 'east']
    /// jobs = [Job(
    ///   cluster = CLUSTERS[1], role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INDEX_OUT_OF_RANGE = "E207" "index-out-of-range" Error;
    /// A call does not fit the parameters of its function: an argument is missing, there is one too many, or it has a name that
    /// no parameter has.
    ///
    /// ## Example
    /// ```python
    /// def web(environment, instances):
    ///   return Job(
    ///     cluster = 'west', role = 'www-data', environment = environment, instances = instances,
    ///     task = SimpleTask('hello', 'echo hello'))
    ///
    /// jobs = [web('test')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def web(environment, instances):
    ///   return Job(
    ///     cluster = 'west', role = 'www-data', environment = environment, instances = instances,
    ///     task = SimpleTask('hello', 'echo hello'))
    ///
    /// jobs = [web('test', 1)]
    /// ```
    BAD_CALL = "E208" "bad-call" Error;
    /// A number is divided by zero, with `/`, `//`, `%` or `divmod`. Mind that `/` between whole numbers rounds down: `1 / 2`
    /// is 0.
    ///
    /// ## Example
    /// ```python
    /// SHARE = 1 / 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = 10 / SHARE,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// SHARE = 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = 10 / SHARE,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    DIVISION_BY_ZERO = "E209" "division-by-zero" Error;
    /// The configuration itself raises an error, and nothing catches it. The message is what the configuration says.
    ///
    /// ## Example
    /// ```python
    /// def instances(environment):
    ///   if environment not in ('prod', 'devel'):
    ///     raise ValueError('no number of instances is known for %s' % environment)
    ///   return {'prod': 20, 'devel': 1}[environment]
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = instances('test'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def instances(environment):
    ///   if environment not in ('prod', 'devel'):
    ///     raise ValueError('no number of instances is known for %s' % environment)
    ///   return {'prod': 20, 'devel': 1}[environment]
    ///
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'devel', instances = instances('devel'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    RAISED = "E210" "raised-error" Error;
    /// An `assert` of the configuration does not hold. The message is what stands behind its comma.
    ///
    /// ## Example
    /// ```python
    /// INSTANCES = 3
    /// assert INSTANCES % 2 == 0, 'instances come in pairs'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// INSTANCES = 4
    /// assert INSTANCES % 2 == 0, 'instances come in pairs'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test', instances = INSTANCES,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ASSERTION_FAILED = "E211" "assertion-failed" Error;
    /// A format does not fit the values it is given, for `%`, for `str.format` or for an f-string: too few values or too many, a
    /// number where the format wants one, a `%` that is meant as such and has to be written `%%`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --listen=%s:%d' % 'localhost'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'serve --listen=%s:%d' % ('localhost', 8080)))]
    /// ```
    BAD_FORMAT = "E212" "bad-format" Error;
    /// The configuration ends the program with `sys.exit`, `exit` or by raising `SystemExit`. Nothing behind it is evaluated. To
    /// say what is wrong, raise an error or use `assert`.
    ///
    /// ## Example
    /// ```python
    /// import sys
    /// ENVIRONMENT = 'test'
    /// if ENVIRONMENT != 'prod':
    ///   sys.exit('only prod is configured')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = ENVIRONMENT,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import sys
    /// ENVIRONMENT = 'prod'
    /// if ENVIRONMENT != 'prod':
    ///   sys.exit('only prod is configured')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = ENVIRONMENT,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SYSTEM_EXIT = "E213" "system-exit" Error;
    /// Something of Python that a configuration may not do: execute other programs, write files, use the network, make code
    /// from strings. A configuration is data, so it may be compiled on any machine, by anybody, as often as wanted.
    ///
    /// ## Example
    /// ```python
    /// import subprocess
    /// VERSION = subprocess.check_output(['git', 'describe']).strip()
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run-%s' % VERSION))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import os
    /// VERSION = os.environ.get('VERSION', 'latest')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run-%s' % VERSION))]
    /// ```
    UNSUPPORTED = "E214" "unsupported" Error;
}
