//! E3xx: attributes and types of objects.

use crate::diagnostic::code::codes;

codes! {
    Objects:
    /// An object is given an attribute that its type does not have. Mostly the name is misspelled, or the attribute
    /// belongs to another object: `max_failures` is one of Task and Process, `max_task_failures` one of Job.
    ///
    /// The same goes for the keys of a dict that stands for an object.
    ///
    /// ## Example
    /// ```python
    /// hello = Process(name = 'hello', cmdlin = 'echo hello')
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = Task(processes = [hello], resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// hello = Process(name = 'hello', cmdline = 'echo hello')
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = Task(processes = [hello], resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    UNKNOWN_ATTRIBUTE = "E301" "unknown-attribute" Error;
    /// A value does not fit the type of the attribute it is given to. Texts are converted where their characters make
    /// a value of the type: `'3'` and `' 3 '` are good Integers, `'three'`, `'1.5'` and `'512MB'` are not. A Boolean
    /// takes `True`, `False`, 0, 1 and these as text in any case, but not `'yes'`. Numbers become text where text is
    /// wanted. `None` and lists never become text.
    ///
    /// If the value came through a reference, it is checked once the reference is resolved, and the error points at
    /// the value that was bound.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test', instances = 'three',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test', instances = 3,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    TYPE_MISMATCH = "E302" "type-mismatch" Error;
    /// An object lacks an attribute that it has to have. A Process needs a `name` and a `cmdline`, Resources need
    /// `cpu`, `ram` and `disk`, a Job needs `cluster`, `role`, `environment` and `task`.
    ///
    /// `Empty` removes an attribute, and its default too. The client reads some attributes without asking whether they are set: of a Job
    /// `name`, `instances`, `priority`, `production`, `service` and a few more, of a Process `max_failures`, `daemon`, `final`, `ephemeral`
    /// and `min_duration`. To get the default, leave the attribute out.
    ///
    /// An object may lack attributes as long as it is a template for others: only what ends up in `jobs` is checked.
    ///
    /// ## Example
    /// ```python
    /// task = Task(
    ///   processes = [Process(name = 'hello', cmdline = 'echo hello')],
    ///   resources = Resources(cpu = 1, ram = 16*MB))
    /// jobs = [Job(cluster = 'example', role = 'www-data', environment = 'test', task = task)]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// task = Task(
    ///   processes = [Process(name = 'hello', cmdline = 'echo hello')],
    ///   resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB))
    /// jobs = [Job(cluster = 'example', role = 'www-data', environment = 'test', task = task)]
    /// ```
    MISSING_ATTRIBUTE = "E303" "missing-attribute" Error;
    /// An attribute takes only certain words, and the value is none of them. Case matters.
    ///
    /// ## Example
    /// ```python
    /// hello = Process(name = 'hello', cmdline = 'echo hello', logger = Logger(destination = 'files'))
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = Task(processes = [hello], resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// hello = Process(name = 'hello', cmdline = 'echo hello', logger = Logger(destination = 'file'))
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = Task(processes = [hello], resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    BAD_ENUM_VALUE = "E304" "bad-enum-value" Error;
    /// A name is bound to a value that cannot stand in a text, or the name is no address. Texts, numbers, objects and
    /// dicts of these can be bound. A list has to be made an object first, so that the type of its elements is known.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'ping {{hosts[0]}}')).bind(hosts = ['one', 'two'])]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'ping {{hosts[0]}}')).bind(hosts = List(String)(['one', 'two']))]
    /// ```
    BAD_BINDING = "E305" "bad-binding" Error;
}
