//! E5xx: what the client rejects in a job, and W5xx: what it warns of.

use crate::diagnostic::code::codes;

codes! {
    Client:
    /// The file defines no jobs: at its end there is no variable `jobs`, or it is an empty list. What a file is to run
    /// has to be in that list; a `Job` that is only assigned to a variable of its own is seen by nobody.
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
    /// `jobs` has to be a list (or another sequence) of jobs, also where there is only one.
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
    /// An element of `jobs` is something else than a `Job`. Attributes accept a dict where a struct belongs, the list of jobs
    /// does not: write `Job({…})`, or a call with keywords.
    ///
    /// An object of a class that is derived from `Job` is a job, too, as long as the class gives no attribute's name to something else:
    /// where it declares `instances` again, or has a method `contact`, that is what the client gets from `job.instances()` and
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
    /// The role, the environment and the name of a job become parts of its key `cluster/role/environment/name`, so they may
    /// hold letters (a–z), digits, `_`, `-` and `.` only.
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
    /// A task needs more than 0 of a core, and at least one megabyte of memory and of disk. The scheduler counts in whole
    /// megabytes, rounded down, and plain numbers are *bytes*: a `ram = 128` without a unit is nothing at all.
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
    /// The name of a process becomes the name of its log folder, so it may not be empty, start with a dot, or hold a slash.
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
    /// An order names a process that the task does not have, next to ones that it has.
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
    /// Final processes run when all the ordinary ones have ended, whatever is said of their order, so an order may hold only
    /// processes of one of the two kinds.
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
    /// The orders of a task contradict each other: a process would have to wait for itself. The message shows the circle.
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
    /// A daemon is started again whenever it ends, so nothing can wait for its end.
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
    /// An ephemeral process does not keep its task alive, so a process that does cannot wait for it.
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
    /// An order that names no process. The client takes it for a mistake in the task's plan.
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
    /// What happens when a cron job is due while its last run is still going: `KILL_EXISTING` ends the last run, `CANCEL_NEW`
    /// skips the new one, `RUN_OVERLAP` was for both at once (and no scheduler accepts it any more).
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
    /// A placement constraint that starts with `limit:` says how many instances may run on hosts with an equal attribute, so a
    /// whole number has to follow.
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
    ///   constraints = {'host': 'limit:2'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INVALID_LIMIT = "E514" "invalid-limit" Error;
    /// `max_total_failures` of the update has to be lower than the number of instances: otherwise the update would go on although every
    /// single instance had failed.
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
    /// The update of a job on dedicated hosts (one with a constraint `dedicated`) has to tolerate failures of two percent of its
    /// instances, as hosts break and nothing else can take their place.
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
    /// A time or a count of the update or of the health check is below zero.
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
    /// The portmap of an announcer maps names of ports to numbers or to other names. Following these names has to come to an end.
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
    /// A portmap that maps a port to a number asks for this very port, which the scheduler cannot promise on hosts that are shared.
    /// Only jobs on dedicated hosts (with a constraint `dedicated`) may.
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
    /// Ports are named in brackets: `{{thermos.ports[http]}}`, not behind a dot.
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
    /// A `Container` sets no type: its only attribute, `docker`, is missing. Docker containers may also be given directly.
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
    /// `{{mesos.instance}}`, `{{mesos.hostname}}`, `{{thermos.task_id}}` and `{{thermos.ports[…]}}` get their values only when an instance runs.
    /// They may stand in what the executor reads, such as command lines, but not where the value is needed before: in a part of the
    /// job's key, in a number that the scheduler reads, or inside another reference.
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
    /// A job of zero instances cannot be updated: even a `max_total_failures` of 0 is not lower than that. To stop a job, kill it;
    /// to keep its configuration, leave it out of `jobs`.
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
    /// The client turns the keys and values of metadata into plain strings, which hold ASCII only. Other attributes may hold any letter.
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
    /// A file that is read as JSON (`--read-json`) is not JSON: a comma or a quote is missing, or a comma is too many.
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
    /// JSON that describes a job is an object with the job's attributes, or `{"jobs": […]}` with a list of such objects.
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
    /// The job announces a port that none of its processes uses, so whoever finds the job there finds nobody listening.
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
    /// `production` is the old way to say that a job may preempt others; the scheduler now reads `tier`.
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
    /// Every name in an order is unknown to the task, and so the client passes over the order without a word.
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
    /// An object of a JSON file has a key twice. Only the last one counts, in jobc as in Python, so what the first one says is lost.
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
