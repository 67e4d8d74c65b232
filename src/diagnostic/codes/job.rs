//! E5xx: what the client rejects in a job, and W5xx: what it warns of.

use crate::diagnostic::code::codes;

codes! {
    Client:
    /// The file makes jobs but does not list them: at its end, `jobs` is not defined, or it is an empty list. Only the jobs in
    /// that list run; a `Job` that is assigned to another variable is ignored.
    ///
    /// A file that neither makes jobs nor assigns `jobs` is a template. `check` checks it through the files that include or
    /// import it, and by itself only if there are none.
    ///
    /// ## Example
    /// ```python
    /// hello = Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// hello = Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))
    /// jobs = [hello]
    /// ```
    NO_JOBS = "E501" "no-jobs" Error;
    /// `jobs` must be a list (or another sequence) of jobs, even for a single job.
    ///
    /// ## Example
    /// ```python
    /// jobs = Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    JOBS_NOT_A_LIST = "E502" "jobs-not-a-list" Error;
    /// An element of `jobs` is not a `Job`. An attribute accepts a dict instead of a struct, but `jobs` does not: write
    /// `Job({…})`, or call `Job` with keyword arguments.
    ///
    /// An object of a class derived from `Job` is also a job, unless the class redefines an attribute's name. If the
    /// class declares `instances` again or has a method `contact`, the client gets that from `job.instances()` or
    /// `job.contact()`.
    ///
    /// ## Example
    /// ```python
    /// hello = Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))
    /// jobs = [hello, {'cluster': 'west', 'role': 'web'}]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// hello = Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))
    /// jobs = [hello]
    /// ```
    NOT_A_JOB = "E503" "not-a-job" Error;
    /// The role, environment and name of a job are part of its key `cluster/role/environment/name`. They may contain
    /// only letters (a–z, A–Z), digits, `_`, `-` and `.`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'say hello',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'say-hello',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INVALID_IDENTIFIER = "E504" "invalid-identifier" Error;
    /// A task requires more than 0 cores, and at least one megabyte each of memory and disk. The scheduler counts in
    /// whole megabytes, rounded down. Numbers without a unit are *bytes*, so `ram = 128` is less than a megabyte.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(
    ///     processes = [Process(name = 'hello', cmdline = 'echo hello')],
    ///     resources = Resources(cpu = 1, ram = 128, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(
    ///     processes = [Process(name = 'hello', cmdline = 'echo hello')],
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    INVALID_RESOURCES = "E505" "invalid-resources" Error;
    /// The name of a process becomes the name of its log folder. It must not be empty, start with a dot, or contain a
    /// slash.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [Process(name = 'fetch/unpack', cmdline = './fetch')],
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [Process(name = 'fetch-unpack', cmdline = './fetch')],
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    INVALID_PROCESS_NAME = "E506" "invalid-process-name" Error;
    /// An order names a process that the task does not have, as well as some that it has.
    ///
    /// ## Example
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order('instal', 'run'),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order('install', 'run'),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    UNKNOWN_PROCESS = "E507" "unknown-process-in-order" Error;
    /// Final processes run after all ordinary processes have ended, whatever an order says. An order must contain only
    /// final or only ordinary processes.
    ///
    /// ## Example
    /// ```python
    /// run = Process(name = 'run', cmdline = './run')
    /// clean = Process(name = 'clean', cmdline = './clean', final = True)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [run, clean],
    ///     constraints = order(run, clean),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// run = Process(name = 'run', cmdline = './run')
    /// clean = Process(name = 'clean', cmdline = './clean', final = True)
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [run, clean],
    ///     constraints = [],
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    MIXED_ORDER = "E508" "final-and-ordinary-in-one-order" Error;
    /// The orders of a task contradict each other: a process would wait for itself. The message shows the cycle.
    ///
    /// ## Example
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order(install, run) + order(run, install),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order(install, run),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ORDER_CYCLE = "E509" "order-cycle" Error;
    /// A daemon is restarted whenever it ends, so nothing can wait for its end.
    ///
    /// ## Example
    /// ```python
    /// watch = Process(name = 'watch', cmdline = './watch', daemon = True)
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [watch, run],
    ///     constraints = order(watch, run),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// watch = Process(name = 'watch', cmdline = './watch', daemon = True)
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [watch, run],
    ///     constraints = order(run, watch),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ORDER_AFTER_DAEMON = "E510" "order-after-daemon" Error;
    /// An ephemeral process does not keep its task alive, so an ordinary process cannot wait for it.
    ///
    /// ## Example
    /// ```python
    /// ship = Process(name = 'ship', cmdline = './ship', ephemeral = True)
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [ship, run],
    ///     constraints = order(ship, run),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// ship = Process(name = 'ship', cmdline = './ship', ephemeral = True)
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [ship, run],
    ///     constraints = order(run, ship),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ORDER_AFTER_EPHEMERAL = "E511" "order-after-ephemeral" Error;
    /// An order names no processes. The client rejects the task's plan.
    ///
    /// ## Example
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = [Constraint(order = [])],
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order(install, run),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    EMPTY_ORDER = "E512" "empty-order" Error;
    /// The collision policy is unknown. It decides what happens when a cron job is due while its last run is still
    /// active. `KILL_EXISTING` ends the last run, and `CANCEL_NEW` skips the new one. `RUN_OVERLAP` ran both at once,
    /// but schedulers no longer accept it.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 3 * * *', cron_collision_policy = 'SKIP',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 3 * * *', cron_collision_policy = 'CANCEL_NEW',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UNKNOWN_CRON_POLICY = "E513" "unknown-cron-collision-policy" Error;
    /// A placement constraint that starts with `limit:` limits the number of instances on hosts with the same attribute
    /// value. An integer must follow the colon.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   constraints = {'host': 'limit:two'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   constraints = {'host': 'limit:1'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INVALID_LIMIT = "E514" "invalid-limit" Error;
    /// The update's `max_total_failures` must be lower than the number of instances. Otherwise the update would
    /// continue even if every instance failed.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 3, update_config = UpdateConfig(max_total_failures = 3),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 3, update_config = UpdateConfig(max_total_failures = 1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    TOO_MANY_FAILURES = "E515" "max-total-failures-too-high" Error;
    /// A job on dedicated hosts (with a constraint `dedicated`) must tolerate update failures of at least two percent
    /// of its instances. Hosts fail, and no other host can replace them.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 200, constraints = {'dedicated': 'web/cache'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 200, constraints = {'dedicated': 'web/cache'},
    ///   update_config = UpdateConfig(max_total_failures = 4),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    TOO_FEW_FAILURES = "E516" "max-total-failures-too-low" Error;
    /// A time or a count in the update settings or the health check is negative.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(watch_secs = -1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(watch_secs = 45),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    NEGATIVE_NUMBER = "E517" "negative-number" Error;
    /// The portmap of an announcer maps port names to numbers or to other names. These names form a cycle.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(portmap = {'http': 'admin', 'admin': 'http'}),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(portmap = {'admin': 'http'}),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    PORTMAP_CYCLE = "E518" "portmap-cycle" Error;
    /// A portmap that maps a port to a number requests exactly that port, which the scheduler cannot guarantee on
    /// shared hosts. Only jobs on dedicated hosts (with a constraint `dedicated`) may use port numbers.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(portmap = {'http': 80}),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    STATIC_PORT = "E519" "static-port-without-dedicated" Error;
    /// Ports are named in brackets, not after a dot: `{{thermos.ports[http]}}`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'serve {{thermos.ports.http}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    INVALID_PORT_REFERENCE = "E520" "invalid-port-reference" Error;
    /// A `Container` has no container type: its only attribute, `docker`, is missing. A `Docker` object can also be set
    /// directly.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Container(),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Docker(image = 'python:2.7'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    EMPTY_CONTAINER = "E521" "empty-container" Error;
    /// `{{mesos.instance}}`, `{{mesos.hostname}}`, `{{thermos.task_id}}` and `{{thermos.ports[…]}}` get their values
    /// only when an instance runs. They are allowed in what the executor reads, such as command lines. They are not
    /// allowed where the value is required earlier: in the job key, in a number that the scheduler reads, or inside
    /// another reference.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'hello-{{mesos.instance}}', instances = 2,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'hello', instances = 2,
    ///   task = SimpleTask('hello', 'echo {{mesos.instance}}'))]
    /// ```
    RUNTIME_REFERENCE = "E522" "reference-known-too-late" Error;
    /// A job with zero instances cannot be updated, because `max_total_failures` must be lower than the number of
    /// instances. To stop a job, kill it. To keep its configuration without running it, leave it out of `jobs`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 0,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 1,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    NO_INSTANCES = "E523" "no-instances" Error;
    /// The client converts the keys and values of metadata to byte strings, which must be ASCII. Other attributes may
    /// contain any character.
    ///
    /// ## Example
    /// ```python
    /// # -*- coding: utf-8 -*-
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   metadata = [Metadata(key = 'owner', value = u'Jürgen')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   metadata = [Metadata(key = 'owner', value = 'Juergen')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    METADATA_NOT_ASCII = "E524" "metadata-not-ascii" Error;
    /// A file that is read as JSON (`--read-json`) is not valid JSON. Usually a comma or a quote is missing, or there
    /// is an extra comma.
    ///
    /// ## Example
    /// ```json
    /// {"jobs": [{"role": "web",}]}
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {"jobs": [
    ///  {"cluster": "west", "role": "web", "environment": "prod", "name": "hello",
    ///    "task": {"name": "hello", "processes": [{"name": "hello", "cmdline": "echo hello"}],
    ///             "resources": {"cpu": 1, "ram": 134217728, "disk": 134217728}}}]}
    /// ```
    INVALID_JSON = "E530" "invalid-json" Error;
    /// JSON that describes jobs must be an object with a job's attributes, or `{"jobs": […]}` with a list of such
    /// objects.
    ///
    /// ## Example
    /// ```json
    /// ["hello", "world"]
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {"jobs": [
    ///  {"cluster": "west", "role": "web", "environment": "prod", "name": "hello",
    ///    "task": {"name": "hello", "processes": [{"name": "hello", "cmdline": "echo hello"}],
    ///             "resources": {"cpu": 1, "ram": 134217728, "disk": 134217728}}}]}
    /// ```
    JSON_NOT_A_JOB = "E531" "json-without-job" Error;
    /// The job announces a port that none of its processes uses. Clients that find the job through the announcement
    /// cannot connect.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(primary_port = 'web'),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(primary_port = 'http'),
    ///   task = SimpleTask('hello', 'serve {{thermos.ports[http]}}'))]
    /// ```
    UNBOUND_PRIMARY_PORT = "W501" "announced-port-not-used" Warning;
    /// `production` is the old way to say that a job may preempt others. The scheduler now reads `tier`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   production = True,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   tier = 'preferred',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    PRODUCTION_WITHOUT_TIER = "W502" "production-without-tier" Warning Deprecated;
    /// Every name in an order is unknown to the task. The client ignores such an order silently.
    ///
    /// ## Example
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order('Install', 'Run'),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// install = Process(name = 'install', cmdline = './install')
    /// run = Process(name = 'run', cmdline = './run')
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(name = 'main',
    ///     processes = [install, run],
    ///     constraints = order('install', 'run'),
    ///     resources = Resources(cpu = 1, ram = 128*MB, disk = 128*MB)))]
    /// ```
    ORDER_WITHOUT_EFFECT = "W503" "order-without-effect" Warning Unnecessary;
    /// An object in a JSON file contains the same key twice. Only the last value counts, in jobc as in Python, and the
    /// first one is lost.
    ///
    /// ## Example
    /// ```json
    /// {"jobs": [
    ///  {"cluster": "west", "role": "web", "environment": "prod", "name": "hello", "instances": 20, "instances": 2,
    ///    "task": {"name": "hello", "processes": [{"name": "hello", "cmdline": "echo hello"}],
    ///             "resources": {"cpu": 1, "ram": 134217728, "disk": 134217728}}}]}
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {"jobs": [
    ///  {"cluster": "west", "role": "web", "environment": "prod", "name": "hello", "instances": 20,
    ///    "task": {"name": "hello", "processes": [{"name": "hello", "cmdline": "echo hello"}],
    ///             "resources": {"cpu": 1, "ram": 134217728, "disk": 134217728}}}]}
    /// ```
    REPEATED_KEY = "W504" "repeated-json-key" Warning Unnecessary;
}
