//! E4xx: references in strings.

use crate::diagnostic::code::codes;

codes! {
    Templates:
    /// Nothing binds a reference. A reference is looked up in the attributes of the object it stands in, in what was
    /// bound to that object with `bind`, and then outwards: in the task around a process, in the job around a task.
    ///
    /// Some names are bound by the cluster when the job runs and may stay open: `{{mesos.instance}}`,
    /// `{{mesos.hostname}}`, `{{thermos.task_id}}` and `{{thermos.ports[NAME]}}`. They may not stand where the value
    /// has to be known earlier, such as a number of the job itself, or inside another reference.
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
    /// Doubled braces always make a reference, and this one is no address. An address is a name, followed by `.name`
    /// and `[index]` any number of times, without blanks: `{{version}}`, `{{app.version}}`, `{{hosts[0].name}}`.
    ///
    /// Doubled braces of other languages, such as those of awk or of Go's templates, cannot stand in a text. Put
    /// something between the braces, or keep them out of the configuration.
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
    /// References lead back to where they started, so that they never end. Either two values refer to each other, or
    /// an attribute refers to a binding of its own name: inside of an object its own attributes are found first, so
    /// that `name = '{{name}}'` means itself, whatever is bound to `name` outside.
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
    /// A reference has an index that cannot be: one that counts back beyond the start of a list, or a key of another
    /// type than the keys of the map. An index behind the *end* of a list leaves the reference unbound instead.
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
