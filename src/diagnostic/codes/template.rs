//! E4xx: references in strings.

use crate::diagnostic::code::codes;

codes! {
    Templates:
    /// Nothing binds this reference. jobc first looks in the attributes of the object that contains the reference, then
    /// in the names bound to that object with `bind`. It continues with the same in the enclosing task and job.
    ///
    /// The cluster binds `{{mesos.instance}}`, `{{mesos.hostname}}`, `{{thermos.task_id}}` and
    /// `{{thermos.ports[NAME]}}` when the job runs. These may stay unbound, except where the value is required earlier:
    /// in a number of the job itself, or inside another reference.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run {{versoin}}')).bind(version = '1.2')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'run {{version}}')).bind(version = '1.2')]
    /// ```
    UNBOUND_REFERENCE = "E401" "unbound-reference" Error;
    /// Doubled braces always form a reference, and this one is not a valid address. An address is a name, followed by
    /// any number of `.name` and `[index]`, without spaces: `{{version}}`, `{{app.version}}`, `{{hosts[0].name}}`.
    ///
    /// Doubled braces of other languages, such as awk or Go templates, cannot appear in a string. Separate the two
    /// braces, or move the text out of the configuration.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo {{ role }}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'echo {{role}}'))]
    /// ```
    INVALID_REFERENCE = "E402" "invalid-reference" Error;
    /// References form a cycle, so they can never be resolved. Either two values refer to each other, or an attribute
    /// refers to a binding with its own name. An object's own attributes are found first: `name = '{{name}}'` refers to
    /// itself, whatever is bound to `name` outside.
    ///
    /// ## Example
    /// ```python
    /// hello = Process(name = '{{name}}', cmdline = 'echo hello').bind(name = 'hello')
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test', name = 'greeting',
    ///   task = Task(name = 'greeting', processes = [hello],
    ///               resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// hello = Process(name = '{{process_name}}', cmdline = 'echo hello').bind(process_name = 'hello')
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test', name = 'greeting',
    ///   task = Task(name = 'greeting', processes = [hello],
    ///               resources = Resources(cpu = 1, ram = 16*MB, disk = 16*MB)))]
    /// ```
    REFERENCE_CYCLE = "E403" "reference-cycle" Error;
    /// The index of a reference is invalid. It counts back beyond the start of a list, or its type differs from the
    /// map's key type. An index past the *end* of a list leaves the reference unbound instead.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'ping {{hosts[-3]}}')).bind(hosts = List(String)(['one', 'two']))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'test',
    ///   task = SimpleTask('hello', 'ping {{hosts[-2]}}')).bind(hosts = List(String)(['one', 'two']))]
    /// ```
    BAD_REFERENCE_INDEX = "E404" "bad-reference-index" Error;
}
