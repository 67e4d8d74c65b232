//! E6xx: what fails after the client has accepted a job: in the scheduler, in an update, or on the machine.

use crate::diagnostic::code::codes;

codes! {
    Scheduler:
    /// The scheduler does not allow this environment. By default it allows `prod`, `devel`, `test`, and `staging` with
    /// an optional number.
    ///
    /// The flag is `-allowed_job_environments`, the setting `environments` under `[scheduler]`. Without the setting,
    /// jobc assumes the scheduler's default and reports an `info`. `update start` does not check the environment: it
    /// creates a job that `job create` rejects.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'production',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ENVIRONMENT = "E601" "environment-not-allowed" Error;
    /// The scheduler allows at most 4000 instances of a job.
    ///
    /// The flag is `-max_tasks_per_job`, the setting `max-instances` under `[scheduler]`. Without the setting, jobc
    /// assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 5000,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 4000,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    TOO_MANY_INSTANCES = "E602" "too-many-instances" Error;
    /// The role, environment and name of a job may have at most 255 characters each.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'a' * 256,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   name = 'a' * 255,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    LONG_IDENTIFIER = "E603" "identifier-too-long" Error;
    /// The scheduler cannot read a cron schedule, or the schedule never matches: no year has a February 30.
    ///
    /// A schedule has five fields with whitespace between them and none around them:
    ///
    /// - minute (0–59)
    /// - hour (0–23)
    /// - day of the month (1–31)
    /// - month (1–12 or `JAN`–`DEC`)
    /// - day of the week (0–6 or `SUN`–`SAT`; Sunday is 0, and 7 is invalid)
    ///
    /// A field is `*`, a number, a range (`1-5`), a step (`*/15`), a range with a step (`8-18/2`), or a list of these
    /// with commas. The step of a range must be lower than its end. The day of the month or the day of the week must be
    /// `*`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 25 * * *',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 23 * * *',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INVALID_CRON_SCHEDULE = "E604" "invalid-cron-schedule" Error;
    /// A job cannot be both a service and a cron job. A service runs all the time, a cron job at scheduled times.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   service = True, cron_schedule = '0 3 * * *',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 3 * * *',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    CRON_ON_SERVICE = "E605" "cron-schedule-on-service" Error;
    /// Schedulers no longer support the cron collision policy `RUN_OVERLAP` and reject a cron job that sets it.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   cron_schedule = '0 3 * * *', cron_collision_policy = 'RUN_OVERLAP',
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
    RUN_OVERLAP = "E606" "run-overlap" Error;
    /// An SLA policy with a count or a percentage requires a job with at least 20 instances. A `CoordinatorSlaPolicy`
    /// does not.
    ///
    /// The flag is `-min_required_instances_for_sla_check`, the setting `min-sla-instances` under `[scheduler]`.
    /// Without the setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 2, duration_secs = 60), tier = 'preferred', instances = 5,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 2, duration_secs = 60), tier = 'preferred', instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_INSTANCES = "E608" "sla-policy-with-few-instances" Error;
    /// The percentage of an SLA policy leaves no instance that may be taken down, so the scheduler rejects it.
    ///
    /// For a job with n instances, the highest valid percentage is 100 × (n − 1) / n.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = PercentageSlaPolicy(percentage = 96, duration_secs = 60), tier = 'preferred', instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = PercentageSlaPolicy(percentage = 95, duration_secs = 60), tier = 'preferred', instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_PERCENTAGE = "E609" "sla-percentage-out-of-range" Error;
    /// An SLA policy that requires all instances to run leaves none that may be taken down, so the scheduler rejects
    /// it.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 20, duration_secs = 60), tier = 'preferred', instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 18, duration_secs = 60), tier = 'preferred', instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_COUNT = "E610" "sla-count-not-below-instances" Error;
    /// An update that replaces fewer than one instance at a time never makes progress. The client and the scheduler
    /// reject it. `job create` does not check these settings, so the job can be created but never updated.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 0),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    BATCH_SIZE = "E611" "batch-size-below-one" Error;
    /// The scheduler rejects a job without instances: `instances` must be at least 1.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 0, update_config = UpdateConfig(max_total_failures = -1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 1,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    NEGATIVE_INSTANCES = "E612" "instances-not-positive" Error;
    /// The scheduler does not know this tier. By default it knows `preferred`, `preemptible` and `revocable`.
    ///
    /// The flag is `-tier_config`, the setting `tiers` under `[scheduler]`. Without the setting, jobc assumes the
    /// scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   tier = 'prefered',
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
    UNKNOWN_TIER = "E613" "unknown-tier" Error;
    /// The scheduler stores `priority`, `max_task_failures`, `instances`, limits and the numbers of an update as 32-bit
    /// integers. It counts `watch_secs` and `pulse_interval_secs` in milliseconds, so their maximum is 2147483. The
    /// client fails to encode a larger number.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   priority = 10**10,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   priority = 100,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    INTEGER_RANGE = "E614" "integer-out-of-range" Error;
    /// A role, environment, name or tier may contain only letters, digits, `_`, `-` and `.`. The client does not check
    /// the tier, and accepts a newline at the end of the others. The scheduler rejects both.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   tier = 'prod/preferred',
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
    INVALID_CHARACTERS = "E615" "identifier-not-accepted" Error;
    /// The constraint `dedicated` takes one value, `ROLE/NAME`, where ROLE is the role of the job or `*`. The scheduler
    /// rejects a limit, several values, and the machines of another role.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   constraints = {'dedicated': 'database/ssd'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   constraints = {'dedicated': 'web/ssd'},
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    DEDICATED = "E616" "dedicated-constraint" Error;
    /// The scheduler does not know the executor of the job. By default it knows `AuroraExecutor`.
    ///
    /// The flag is `-custom_executor_config`, the setting `executors` under `[scheduler]`, a list of names. Without the
    /// setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   executor_config = ExecutorConfig(name = 'AuroraExecuter'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   executor_config = ExecutorConfig(name = 'AuroraExecutor'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UNKNOWN_EXECUTOR = "E617" "unknown-executor" Error;
    /// The scheduler does not allow this container type. By default it allows `MESOS`, which also runs Docker images,
    /// but not `DOCKER`, the Docker engine.
    ///
    /// The flag is `-allowed_container_types`, the setting `container-types` under `[scheduler]`, a list. Without the
    /// setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Docker(image = 'python:2.7'),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Mesos(image = DockerImage(name = 'python', tag = '2.7')),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    CONTAINER_TYPE = "E618" "container-type-not-allowed" Error;
    /// The scheduler does not allow jobs to pass parameters to Docker.
    ///
    /// The flag is `-allow_docker_parameters`, the setting `allow-docker-parameters` under `[scheduler]`. Without the
    /// setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Docker(
    ///     image = 'python:2.7', parameters = [Parameter(name = 'volume', value = '/srv:/srv:ro')]),
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
    DOCKER_PARAMETER = "E619" "docker-parameters-not-allowed" Error;
    /// The scheduler does not allow jobs to mount volumes.
    ///
    /// The flag is `-allow_container_volumes`, the setting `allow-container-volumes` under `[scheduler]`. Without the
    /// setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Mesos(
    ///     volumes = [Volume(container_path = '/data', host_path = '/srv/data', mode = 'RO')]),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   container = Mesos(),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    CONTAINER_VOLUMES = "E620" "container-volumes-not-allowed" Error;
    /// The scheduler does not allow jobs to use GPUs.
    ///
    /// The flag is `-allow_gpu_resource`, the setting `allow-gpu-resource` under `[scheduler]`. Without the setting,
    /// jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(
    ///     name = 'train',
    ///     processes = [Process(name = 'train', cmdline = './train')],
    ///     resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB, gpu = 1)))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   task = Task(
    ///     name = 'train',
    ///     processes = [Process(name = 'train', cmdline = './train')],
    ///     resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
    /// ```
    GPU_RESOURCE = "E621" "gpu-not-allowed" Error;
    /// The scheduler allows an SLA policy only in a tier that is neither preemptible nor revocable. A job without
    /// `tier` is in `preemptible`, unless `production` is set.
    ///
    /// The flags are `-sla_aware_kill_non_prod` and `-tier_config`, the settings `sla-aware-kill-non-prod` and `tiers`
    /// under `[scheduler]`. Without both settings, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20,
    ///   sla_policy = CountSlaPolicy(count = 15, duration_secs = 60),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20, tier = 'preferred',
    ///   sla_policy = CountSlaPolicy(count = 15, duration_secs = 60),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_TIER = "E622" "sla-policy-without-production" Error;
    /// The `duration_secs` of an SLA policy may be at most two hours.
    ///
    /// The flag is `-max_sla_duration_secs`, the setting `max-sla-duration-secs` under `[scheduler]`, in seconds.
    /// Without the setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20, tier = 'preferred',
    ///   sla_policy = CountSlaPolicy(count = 15, duration_secs = 7201),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20, tier = 'preferred',
    ///   sla_policy = CountSlaPolicy(count = 15, duration_secs = 7200),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_LONG_DURATION = "E623" "sla-duration-too-long" Error;
    /// A job has update settings but cannot be updated. The scheduler updates only services, and the client does not
    /// update cron jobs. Settings that repeat the defaults are not reported.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 2),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 2),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UPDATE_WITHOUT_SERVICE = "E624" "update-without-service" Error;
    /// An update sets a strategy together with `wait_for_batch_completion` or a `batch_size` above 1. The client
    /// refuses to choose between them.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(
    ///     batch_size = 2, update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 5])),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(
    ///     update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 5])),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    AMBIGUOUS_STRATEGY = "E625" "ambiguous-update-strategy" Error;
    /// The released client cannot use a `QueueUpdateStrategy` or a `BatchUpdateStrategy`. It reads an attribute that
    /// they do not have, and every update ends with an AttributeError. Use `batch_size` and `wait_for_batch_completion`
    /// of `UpdateConfig` instead, which have the same meaning.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(update_strategy = BatchUpdateStrategy(batch_size = 5)),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 5, wait_for_batch_completion = True),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    UNUSABLE_STRATEGY = "E626" "unusable-update-strategy" Error;
    /// The client rejects an update whose `pulse_interval_secs` is below 60. To update without pulses, leave it out.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(pulse_interval_secs = 5),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(pulse_interval_secs = 60),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    PULSE_INTERVAL = "E627" "pulse-interval-too-short" Error;
    /// The scheduler rejects an update that tolerates a negative number of failures. 0 means that the first failure
    /// ends the update.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(max_total_failures = -1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(max_total_failures = 0),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    NEGATIVE_FAILURES = "E628" "negative-update-failures" Error;
    /// The scheduler rejects an update that tolerates more than 20000 failures: `max_per_shard_failures` times
    /// `instances`.
    ///
    /// The flag is `-max_update_instance_failures`, the setting `max-update-instance-failures` under `[scheduler]`.
    /// Without the setting, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 100, update_config = UpdateConfig(max_per_shard_failures = 201),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 100, update_config = UpdateConfig(max_per_shard_failures = 200),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    MANY_UPDATE_FAILURES = "E629" "too-many-update-failures" Error;
    /// An update with `sla_aware = True` waits until the SLA policy of the job allows an instance to be taken down. The
    /// scheduler rejects it for a job without a policy.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20, tier = 'preferred',
    ///   update_config = UpdateConfig(sla_aware = True),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 20, tier = 'preferred',
    ///   sla_policy = CountSlaPolicy(count = 15, duration_secs = 60),
    ///   update_config = UpdateConfig(sla_aware = True),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_AWARE = "E630" "sla-aware-without-policy" Error;
    /// A limit below 1 allows no instance on any machine. The scheduler accepts the job, and it stays pending forever.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   constraints = {'host': 'limit:0'},
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
    NEVER_PLACED = "E631" "limit-below-one" Error;
    /// A job in a revocable tier runs only on resources that the machine may take back. By default the scheduler does
    /// not receive any, and the job stays pending forever.
    ///
    /// The flags are `-receive_revocable_resources` and `-tier_config`, the settings `receive-revocable-resources` and
    /// `tiers` under `[scheduler]`. Without both settings, jobc assumes the scheduler's default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   tier = 'revocable',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   tier = 'preemptible',
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    REVOCABLE_TIER = "E632" "revocable-tier" Error;
    /// The executor divides by the `interval_secs` of the health check. With 0 it fails every instance as soon as it
    /// starts, with an "Internal error".
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   health_check_config = HealthCheckConfig(interval_secs = 0),
    ///   task = SimpleTask('hello', './hello --port {{thermos.ports[health]}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   health_check_config = HealthCheckConfig(interval_secs = 1),
    ///   task = SimpleTask('hello', './hello --port {{thermos.ports[health]}}'))]
    /// ```
    HEALTH_CHECK_INTERVAL = "E633" "health-check-without-interval" Error;
    /// The executor does not allow jobs to choose the ZooKeeper path of their announcement: it exits, and the task
    /// fails.
    ///
    /// The flag of the executor is `--announcer-allow-custom-serverset-path`, the setting
    /// `announcer-allow-custom-serverset-path` under `[scheduler]`. Without the setting, jobc assumes the scheduler's
    /// default and reports an `info`.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(zk_path = '/services/hello'),
    ///   task = SimpleTask('hello', './hello --port {{thermos.ports[http]}}'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Service(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   announce = Announcer(),
    ///   task = SimpleTask('hello', './hello --port {{thermos.ports[http]}}'))]
    /// ```
    CUSTOM_ZK_PATH = "E634" "custom-zk-path" Error;
}
