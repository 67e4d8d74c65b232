//! E2xx: what goes wrong while a file is evaluated.

use crate::diagnostic::code::codes;

codes! {
    Evaluation:
    /// A name is used that nothing defines: it is misspelled, defined further down in the file, or in a file that is not
    /// included. In a function it only has to be defined when the function is called.
    ///
    /// ## Example
    /// ```python
    /// backup = SimpleTask('backup', 'tar cf backup.tar data')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = bakcup)]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// backup = SimpleTask('backup', 'tar cf backup.tar data')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = backup)]
    /// ```
    UNDEFINED_NAME = "E201" "undefined-name" Error;
    /// A local variable is used before the function assigns it. A function that assigns a name anywhere makes that name
    /// local in all of its body, so a global variable of the same name is not seen there, not even before the assignment.
    ///
    /// ## Example
    /// ```python
    /// version = '1'
    /// def next_version():
    ///   version = version + '.1'
    ///   return version
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = next_version(),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// version = '1'
    /// def next_version():
    ///   return version + '.1'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = next_version(),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    UNBOUND_LOCAL = "E202" "local-before-assignment" Error;
    /// An operator or function got a value of a type that it does not take: a string and a number do not add up, a number
    /// has no items, `None` cannot be called. The labels say what each operand is.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'web-' + 3,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'web-%d' % 3,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    TYPE_ERROR = "E203" "wrong-type" Error;
    /// A function got a value of the right type that it cannot work with: a text that is no number, a list of three values
    /// where two names wait for them, bytes that are no letters.
    ///
    /// ## Example
    /// ```python
    /// cluster, role = 'west/web/prod'.split('/')
    /// jobs = [Job(
    ///   cluster = cluster, role = role, environment = 'prod',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// cluster, role, environment = 'west/web/prod'.split('/')
    /// jobs = [Job(
    ///   cluster = cluster, role = role, environment = environment,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    VALUE_ERROR = "E204" "bad-value" Error;
    /// A value has no attribute or method of that name. Strings, lists and dicts have those of Python 2.7; objects of a
    /// configuration have one method for each attribute of their type.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'WEB'.lowercase(),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'WEB'.lower(),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    NO_ATTRIBUTE = "E205" "no-such-attribute" Error;
    /// A dict has no such key. Where a key may be missing, ask with `get`, which gives `None` or a second argument
    /// instead.
    ///
    /// ## Example
    /// ```python
    /// instances = {'prod': 10}
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances['devel'],
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// instances = {'prod': 10}
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances.get('devel', 1),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    MISSING_KEY = "E206" "missing-key" Error;
    /// An index behind the end, or before the start, of a list, tuple or string. The first element has the index 0, the last
    /// one -1. Slices are never out of range.
    ///
    /// ## Example
    /// ```python
    /// clusters = ['west']
    /// jobs = [Job(
    ///   cluster = clusters[1], role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// clusters = ['west']
    /// jobs = [Job(
    ///   cluster = clusters[0], role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    INDEX_OUT_OF_RANGE = "E207" "index-out-of-range" Error;
    /// A call with arguments that the function does not take: too many or too few, one given twice, or a name that no
    /// parameter has.
    ///
    /// ## Example
    /// ```python
    /// def web(name, command): return SimpleTask(name, command)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = web('web'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def web(name, command): return SimpleTask(name, command)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = web('web', './serve'))]
    /// ```
    BAD_CALL = "E208" "bad-call" Error;
    /// A division by zero, or its remainder. Two integers divide to an integer in this language: `1 / 2` is 0, and
    /// dividing by it fails.
    ///
    /// ## Example
    /// ```python
    /// share = 1 / 2
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 8 / share,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// share = 0.5
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = int(8 / share),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    DIVISION_BY_ZERO = "E209" "division-by-zero" Error;
    /// The configuration raised an exception on purpose, with `raise`, and nothing caught it. The message is that of the
    /// configuration; the labels show which calls led there.
    ///
    /// ## Example
    /// ```python
    /// def instances(environment):
    ///   if environment == 'prod': return 10
    ///   raise ValueError('no such environment: %s' % environment)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances('prdo'),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def instances(environment):
    ///   if environment == 'prod': return 10
    ///   raise ValueError('no such environment: %s' % environment)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances('prod'),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    RAISED = "E210" "raised-error" Error;
    /// An `assert` of the configuration does not hold. The message is the one behind the comma, if there is one.
    ///
    /// ## Example
    /// ```python
    /// instances = 500
    /// assert instances <= 100, 'ask for more than 100 instances first'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// instances = 100
    /// assert instances <= 100, 'ask for more than 100 instances first'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = instances,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ASSERTION_FAILED = "E211" "assertion-failed" Error;
    /// A string format that does not fit its values: fewer or more values than places, a word where `%d` wants a number, an
    /// unknown letter behind `%`. A percent sign that means itself is written `%%`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'web-%s-%d' % 'blue',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'web-%s-%d' % ('blue', 1),
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    BAD_FORMAT = "E212" "bad-format" Error;
    /// The configuration ends the program, with `sys.exit()` or `raise SystemExit`. The client stops there and rejects the
    /// file.
    ///
    /// ## Example
    /// ```python
    /// instances = 0
    /// if instances < 1:
    ///   raise SystemExit('at least one instance is needed')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 1,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// instances = 1
    /// if instances < 1:
    ///   raise SystemExit('at least one instance is needed')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 1,
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    SYSTEM_EXIT = "E213" "system-exit" Error;
    /// Something of Python that this language leaves out: running code made from strings (`exec`), other programs, the
    /// network, writing files. A configuration only computes jobs, and gives the same ones wherever it is compiled.
    ///
    /// ## Example
    /// ```python
    /// exec "name = 'web'"
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// name = 'web'
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve'))]
    /// ```
    UNSUPPORTED = "E214" "unsupported" Error;
}
