//! E2xx: what goes wrong while a file is evaluated.

use crate::diagnostic::code::codes;

codes! {
    Evaluation:
    /// A name is used but never defined. It is misspelled, defined further down in the file, or defined in a file that
    /// is not included. A name used in a function must only be defined when the function is called.
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
    /// A function reads a local variable before it assigns it. A name that is assigned anywhere in a function is local
    /// in the whole function. A global variable of the same name is not visible there, even before the assignment.
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
    /// An operator or function received a value of a type that it does not support. A string and a number cannot be
    /// added, a number has no items, and `None` cannot be called. The labels show the type of each operand.
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
    /// A function received a value that has the right type but is invalid. Examples are a string that is not a number,
    /// a list of three values unpacked into two names, and bytes that are not valid text.
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
    /// A value has no attribute or method with this name. Strings, lists and dicts have the methods of Python 2.7.
    /// Configuration objects have one method for each attribute of their type.
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
    /// A dict does not contain this key. If the key is optional, use `get`, which returns `None` or its second
    /// argument.
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
    /// An index is outside a list, tuple or string. The first element has index 0, the last one -1. Slices are never
    /// out of range.
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
    /// The arguments of a call do not match the function's parameters. There are too many or too few, one is passed
    /// twice, or a name matches no parameter.
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
    /// A number is divided by zero, or its remainder by zero is taken. The quotient of two integers is an integer, as
    /// in Python 2.7: `1 / 2` is 0, and dividing by that result fails.
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
    /// The configuration raised an exception with `raise`, and nothing caught it. The message is the configuration's
    /// own. The labels show the calls that led there.
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
    /// An `assert` of the configuration failed. The message is the one after its comma, if it has one.
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
    /// A format string does not match its values. It has more or fewer placeholders than values, a string where `%d`
    /// requires a number, or an unknown letter after `%`. A literal percent sign is written `%%`.
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
    /// The configuration calls `sys.exit()` or raises `SystemExit`. The client stops there and rejects the file.
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
    /// jobc does not support this part of Python: starting programs, using the network, listing folders, and writing
    /// files. A configuration only computes jobs, and its result is the same wherever it is compiled.
    ///
    /// ## Example
    /// ```python
    /// import os
    /// clusters = os.listdir('clusters')
    /// jobs = [Job(
    ///   cluster = cluster, role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve')) for cluster in clusters]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// clusters = ['east', 'west']
    /// jobs = [Job(
    ///   cluster = cluster, role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', './serve')) for cluster in clusters]
    /// ```
    UNSUPPORTED = "E214" "unsupported" Error;
    /// A job depends on an order that Python 2.7 takes from addresses in memory. Addresses may change in the next run,
    /// so the client may produce another job each time it reads the file. A deploy then restarts instances although
    /// nothing changed.
    ///
    /// This concerns dicts and sets with two or more keys, one of which is `None`, a function, a class, a module, or an
    /// object whose class has no `__hash__`. A tuple that contains one of these counts too. jobc uses the order in which
    /// keys were added; this check reverses it, and reports every place where a job changes. Strings and numbers have the
    /// same order in every run.
    ///
    /// It also concerns sorting functions, classes, modules, or objects whose class defines no order. jobc keeps the order
    /// that they have.
    ///
    /// ## Example
    /// ```python
    /// def fetch():
    ///   return './fetch'
    /// def serve():
    ///   return './serve'
    /// steps = set([fetch, serve])
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', ' && '.join([step() for step in steps])))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// def fetch():
    ///   return './fetch'
    /// def serve():
    ///   return './serve'
    /// steps = [fetch, serve]
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('web', ' && '.join([step() for step in steps])))]
    /// ```
    ORDER_BY_ADDRESS = "W201" "order-by-address" Warning;
}
