//! E3xx: attributes and types of objects.

use crate::diagnostic::code::codes;

codes! {
    Objects:
    /// An object has no attribute with this name. Usually the name is misspelled, or the attribute belongs to another
    /// type: `max_failures` belongs to Task and Process, `max_task_failures` to Job.
    ///
    /// The same applies to the keys of a dict that is used as an object.
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
    /// A value does not fit the type of its attribute. A string is converted if its characters form a value of the
    /// type: `'3'` and `' 3 '` are valid Integers, `'three'`, `'1.5'` and `'512MB'` are not. A Boolean accepts `True`,
    /// `False`, 0, 1 and the same as strings in any case, but not `'yes'`. A number becomes a string where a String is
    /// required. `None` and lists are never converted to strings.
    ///
    /// A value that comes from a reference is checked after the reference is resolved. The error then points at the
    /// value that was bound.
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
    /// A required attribute is missing. A Process requires `name` and `cmdline`. Resources require `cpu`, `ram` and
    /// `disk`. A Job requires `cluster`, `role`, `environment` and `task`.
    ///
    /// `Empty` removes an attribute together with its default. The client reads some attributes without checking
    /// whether they are set. For a Job these include `name`, `instances`, `priority`, `production` and `service`. For a
    /// Process they are `max_failures`, `daemon`, `final`, `ephemeral` and `min_duration`. To get the default, leave
    /// the attribute out.
    ///
    /// A template may be incomplete: only objects that end up in `jobs` are checked.
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
    ///   resources = Resources(cpu = 1, ram = 16*MB, disk = 128*MB))
    /// jobs = [Job(cluster = 'example', role = 'www-data', environment = 'test', task = task)]
    /// ```
    MISSING_ATTRIBUTE = "E303" "missing-attribute" Error;
    /// The value is not one of the values that the attribute accepts. Case matters.
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
    /// A name is bound to a value that cannot be part of a string, or the name is not a valid address. Strings,
    /// numbers, objects, and dicts of these can be bound. Convert a list to an object first, which gives its elements a
    /// type.
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
