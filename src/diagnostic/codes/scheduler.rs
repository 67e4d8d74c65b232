//! E6xx: what the scheduler rejects later.

use crate::diagnostic::code::codes;

codes! {
    Scheduler:
    /// The scheduler allows the environments `prod`, `devel`, `test` and `staging`, the last also with a number behind it. An operator can
    /// change the set; the setting `environments` of `jobc.toml` then does the same here.
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
    /// The scheduler takes no jobs with more than 4000 instances, unless its operator changed the limit (setting `max-instances`).
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
    /// The role, the environment and the name of a job may not be longer than 255 characters.
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
    /// A cron schedule has five fields: minute (0–59), hour (0–23), day of the month (1–31), month (1–12 or `JAN`–`DEC`) and day of the
    /// week (0–7 or `SUN`–`SAT`; 0 and 7 are Sunday). A field is `*`, a value, a range `1-5`, any of these with a step `*/15`, or several
    /// separated by commas.
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
    /// A service runs all the time and a cron job at certain times; a job cannot be both.
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
    /// Schedulers no longer accept the cron collision policy `RUN_OVERLAP`.
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
    /// Two metadata of a job have the same key and different values.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   metadata = [Metadata(key = 'team', value = 'a'), Metadata(key = 'team', value = 'b')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   metadata = [Metadata(key = 'team', value = 'a')],
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    DUPLICATE_METADATA = "E607" "duplicate-metadata" Error;
    /// An SLA policy that counts instances needs a job of at least 20 of them (setting `min-sla-instances`).
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 2, duration_secs = 60), instances = 5,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 2, duration_secs = 60), instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_INSTANCES = "E608" "sla-policy-with-few-instances" Error;
    /// The percentage of an SLA policy is a number from 0 to 100.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = PercentageSlaPolicy(percentage = 950, duration_secs = 60), instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = PercentageSlaPolicy(percentage = 95, duration_secs = 60), instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_PERCENTAGE = "E609" "sla-percentage-out-of-range" Error;
    /// An SLA policy that asks for all instances to be up leaves none that maintenance could take down.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 20, duration_secs = 60), instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   sla_policy = CountSlaPolicy(count = 18, duration_secs = 60), instances = 20,
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    SLA_COUNT = "E610" "sla-count-not-below-instances" Error;
    /// An update that replaces fewer than one instance at a time never gets anywhere.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 0),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   update_config = UpdateConfig(batch_size = 1),
    ///   task = SimpleTask('hello', 'echo hello'))]
    /// ```
    BATCH_SIZE = "E611" "batch-size-below-one" Error;
    /// The scheduler takes no job without instances: the number of `instances` is at least 1.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'west', role = 'web', environment = 'prod',
    ///   instances = 0, update_config = UpdateConfig(max_total_failures = -1),
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
    NEGATIVE_INSTANCES = "E612" "instances-not-positive" Error;
    /// The scheduler knows the tiers `preferred`, `preemptible` and `revocable`, unless its operator defined others (setting `tiers`).
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
    /// The scheduler has 32 bits for the priority and for the number of failures of a task that are tolerated.
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
}
