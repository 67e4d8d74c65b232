//! What fails after the client has accepted a job: a job for each check, and a sound neighbor of each.

use crate::support::with_stack;
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::diagnostic::{Diagnostic, Severity, codes};
use jobc::emit::{Target, emit};
use jobc::job::{FLAGS, Flag, Settings};
use jobc::lint;
use jobc::workspace::MemoryHost;

/// A check: its code, the flags that decide (by the settings that say what they are), a job that fails, a neighbor that does not, both
/// as arguments of `job` or `service`.
struct Row {
    code: &'static str,
    settings: &'static [&'static str],
    fails: &'static str,
    passes: &'static str,
}

const fn always(code: &'static str, fails: &'static str, passes: &'static str) -> Row {
    flagged(code, &[], fails, passes)
}

const fn flagged(
    code: &'static str,
    settings: &'static [&'static str],
    fails: &'static str,
    passes: &'static str,
) -> Row {
    Row {
        code,
        settings,
        fails,
        passes,
    }
}

/// The rows are in the order in which client and scheduler check: the numbers are those of their validations.
const ROWS: &[Row] = &[
    // The client, before an update.
    always(
        "E611",
        "service(update_config = UpdateConfig(batch_size = 0))",
        "service(update_config = UpdateConfig(batch_size = 1))",
    ),
    always(
        "E611",
        "service(update_config = UpdateConfig(batch_size = 0, update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
    ),
    always(
        "E627",
        "service(update_config = UpdateConfig(pulse_interval_secs = 59))",
        "service(update_config = UpdateConfig(pulse_interval_secs = 60))",
    ),
    always(
        "E627",
        "service(update_config = UpdateConfig(pulse_interval_secs = 0))",
        "service(update_config = UpdateConfig())",
    ),
    always(
        "E625",
        "service(update_config = UpdateConfig(wait_for_batch_completion = True, update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
        "service(update_config = UpdateConfig(wait_for_batch_completion = True))",
    ),
    always(
        "E625",
        "service(update_config = UpdateConfig(batch_size = 2, update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
        "service(update_config = UpdateConfig(batch_size = 1, update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
    ),
    always(
        "E626",
        "service(update_config = UpdateConfig(update_strategy = QueueUpdateStrategy(batch_size = 2)))",
        "service(update_config = UpdateConfig(batch_size = 2))",
    ),
    always(
        "E626",
        "service(update_config = UpdateConfig(update_strategy = BatchUpdateStrategy(batch_size = 2)))",
        "service(update_config = UpdateConfig(batch_size = 2, wait_for_batch_completion = True))",
    ),
    always(
        "E614",
        "service(update_config = UpdateConfig(watch_secs = 2147484))",
        "service(update_config = UpdateConfig(watch_secs = 2147483))",
    ),
    always(
        "E614",
        "service(update_config = UpdateConfig(pulse_interval_secs = 2147484))",
        "service(update_config = UpdateConfig(pulse_interval_secs = 2147483))",
    ),
    always(
        "E614",
        "service(update_config = UpdateConfig(batch_size = 2147483648))",
        "service(update_config = UpdateConfig(batch_size = 2147483647))",
    ),
    always(
        "E614",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 2147483648])))",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 2147483647])))",
    ),
    always(
        "E614",
        "job(priority = 2147483648)",
        "job(priority = 2147483647)",
    ),
    always(
        "E614",
        "job(priority = -2147483649)",
        "job(priority = -2147483648)",
    ),
    always(
        "E614",
        "job(max_task_failures = 2147483648)",
        "job(max_task_failures = 2147483647)",
    ),
    always(
        "E614",
        "job(constraints = {'host': 'limit:2147483648'})",
        "job(constraints = {'host': 'limit:2147483647'})",
    ),
    // Job level.
    always(
        "E612",
        "job(instances = 0, update_config = UpdateConfig(max_total_failures = -1))",
        "job(instances = 1)",
    ),
    always("E603", "job(name = 'a' * 256)", "job(name = 'a' * 255)"),
    always("E603", "job(role = 'a' * 256)", "job(role = 'a' * 255)"),
    always("E615", "job(name = 'a\\n')", "job(name = 'a')"),
    flagged(
        "E601",
        &["environments"],
        "job(environment = 'qa')",
        "job(environment = 'staging12')",
    ),
    always(
        "E605",
        "service(cron_schedule = '* * * * *')",
        "job(cron_schedule = '* * * * *')",
    ),
    // Task level.
    always("E615", "job(tier = 'pr/d')", "job(tier = 'preferred')"),
    flagged(
        "E613",
        &["tiers"],
        "job(tier = 'gold')",
        "job(tier = 'preferred')",
    ),
    flagged(
        "E617",
        &["executors"],
        "job(executor_config = ExecutorConfig(name = 'Foo', data = 'x'))",
        "job(executor_config = ExecutorConfig())",
    ),
    always(
        "E616",
        "job(constraints = {'dedicated': 'limit:1'})",
        "job(constraints = {'dedicated': '*/limit:1'})",
    ),
    always(
        "E616",
        "job(constraints = {'dedicated': 'www/a,www/b'})",
        "job(constraints = {'dedicated': 'www/a'})",
    ),
    always(
        "E616",
        "job(constraints = {'dedicated': 'other/a'})",
        "job(constraints = {'dedicated': '!www/a'})",
    ),
    always(
        "E616",
        "job(constraints = {'dedicated': 'ssd'})",
        "job(constraints = {'dedicated': 'www'})",
    ),
    flagged(
        "E619",
        &["allow-docker-parameters"],
        "job(container = Docker(image = 'a', parameters = [Parameter(name = 'a', value = 'b')]))",
        "job(container = Docker(image = 'a'))",
    ),
    flagged(
        "E618",
        &["container-types"],
        "job(container = Docker(image = 'a'))",
        "job(container = Mesos(image = DockerImage(name = 'a', tag = 'b')))",
    ),
    flagged(
        "E618",
        &["container-types"],
        "job(container = Container(docker = Docker(image = 'a')))",
        "job()",
    ),
    flagged(
        "E621",
        &["allow-gpu-resource"],
        "job(task = base(resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB, gpu = 1)))",
        "job(task = base(resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB, gpu = 0)))",
    ),
    flagged(
        "E620",
        &["allow-container-volumes"],
        "job(container = Mesos(volumes = [Volume(container_path = '/a', host_path = '/b', mode = 'RO')]))",
        "job(container = Mesos(volumes = []))",
    ),
    flagged(
        "E622",
        &["sla-aware-kill-non-prod", "tiers"],
        "service(instances = 20, sla_policy = CountSlaPolicy(count = 5, duration_secs = 60))",
        "service(instances = 20, tier = 'preferred', sla_policy = CountSlaPolicy(count = 5, duration_secs = 60))",
    ),
    flagged(
        "E622",
        &["sla-aware-kill-non-prod", "tiers"],
        "service(tier = 'revocable', sla_policy = CoordinatorSlaPolicy(coordinator_url = 'http://a'))",
        "service(production = True, sla_policy = CoordinatorSlaPolicy(coordinator_url = 'http://a'))",
    ),
    flagged(
        "E608",
        &["min-sla-instances"],
        "service(tier = 'preferred', instances = 19, sla_policy = CountSlaPolicy(count = 5, duration_secs = 60))",
        "service(tier = 'preferred', instances = 20, sla_policy = CountSlaPolicy(count = 5, duration_secs = 60))",
    ),
    flagged(
        "E608",
        &["min-sla-instances"],
        "service(tier = 'preferred', instances = 2, sla_policy = PercentageSlaPolicy(percentage = 5, duration_secs = 60))",
        "service(tier = 'preferred', instances = 2, sla_policy = CoordinatorSlaPolicy(coordinator_url = 'http://a'))",
    ),
    always(
        "E610",
        "service(tier = 'preferred', instances = 20, sla_policy = CountSlaPolicy(count = 20, duration_secs = 60))",
        "service(tier = 'preferred', instances = 20, sla_policy = CountSlaPolicy(count = 19, duration_secs = 60))",
    ),
    flagged(
        "E623",
        &["max-sla-duration-secs"],
        "service(tier = 'preferred', instances = 20, sla_policy = CountSlaPolicy(count = 5, duration_secs = 7201))",
        "service(tier = 'preferred', instances = 20, sla_policy = CountSlaPolicy(count = 5, duration_secs = 7200))",
    ),
    always(
        "E609",
        "service(tier = 'preferred', instances = 20, sla_policy = PercentageSlaPolicy(percentage = 95.1, duration_secs = 60))",
        "service(tier = 'preferred', instances = 20, sla_policy = PercentageSlaPolicy(percentage = 95, duration_secs = 60))",
    ),
    always(
        "E609",
        "service(tier = 'preferred', instances = 30, sla_policy = PercentageSlaPolicy(percentage = 96.7, duration_secs = 60))",
        "service(tier = 'preferred', instances = 30, sla_policy = PercentageSlaPolicy(percentage = 96.6, duration_secs = 60))",
    ),
    // Number of instances.
    flagged(
        "E602",
        &["max-instances"],
        "job(instances = 4001)",
        "job(instances = 4000)",
    ),
    // Cron jobs; their grammar has a test of its own.
    always(
        "E604",
        "job(cron_schedule = '')",
        "job(cron_schedule = '0 3 * * *')",
    ),
    always(
        "E604",
        "job(cron_schedule = '0 25 * * *')",
        "job(cron_schedule = '0 23 * * *')",
    ),
    always(
        "E604",
        "job(cron_schedule = '0 0 31 2 *')",
        "job(cron_schedule = '0 0 29 2 *')",
    ),
    always(
        "E606",
        "job(cron_schedule = '0 3 * * *', cron_collision_policy = 'RUN_OVERLAP')",
        "job(cron_collision_policy = 'RUN_OVERLAP')",
    ),
    // An update, in the scheduler.
    always(
        "E624",
        "job(update_config = UpdateConfig(watch_secs = 30))",
        "service(update_config = UpdateConfig(watch_secs = 30))",
    ),
    always(
        "E624",
        "job(cron_schedule = '0 3 * * *', update_config = UpdateConfig(watch_secs = 30))",
        "job(cron_schedule = '0 3 * * *', update_config = UpdateConfig(watch_secs = 45))",
    ),
    always(
        "E624",
        "job(instances = 49, constraints = {'dedicated': '*/a'}, update_config = UpdateConfig(max_total_failures = 1))",
        "job(instances = 50, constraints = {'dedicated': '*/a'}, update_config = UpdateConfig(max_total_failures = 1))",
    ),
    always(
        "E611",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 0])))",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 1])))",
    ),
    always(
        "E611",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [])))",
        "service(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])))",
    ),
    always(
        "E628",
        "service(update_config = UpdateConfig(max_per_shard_failures = -1))",
        "service(update_config = UpdateConfig(max_per_shard_failures = 0))",
    ),
    always(
        "E628",
        "service(update_config = UpdateConfig(max_total_failures = -1))",
        "service(update_config = UpdateConfig(max_total_failures = 0))",
    ),
    flagged(
        "E629",
        &["max-update-instance-failures"],
        "service(instances = 100, update_config = UpdateConfig(max_per_shard_failures = 201))",
        "service(instances = 100, update_config = UpdateConfig(max_per_shard_failures = 200))",
    ),
    always(
        "E630",
        "service(instances = 20, tier = 'preferred', update_config = UpdateConfig(sla_aware = True))",
        "service(instances = 20, tier = 'preferred', update_config = UpdateConfig(sla_aware = True), sla_policy = CountSlaPolicy(count = 5, duration_secs = 60))",
    ),
    // Accepted, and never placed.
    always(
        "E631",
        "job(constraints = {'host': 'limit:0'})",
        "job(constraints = {'host': 'limit:1'})",
    ),
    always(
        "E631",
        "job(constraints = {'host': 'limit:-1'})",
        "job(constraints = {'host': 'limit: 1'})",
    ),
    flagged(
        "E632",
        &["receive-revocable-resources", "tiers"],
        "job(tier = 'revocable')",
        "job(tier = 'preemptible')",
    ),
    // Placed, and failed by the executor.
    always(
        "E633",
        "service(task = port('health'), health_check_config = HealthCheckConfig(interval_secs = 0))",
        "service(task = port('http'), health_check_config = HealthCheckConfig(interval_secs = 0))",
    ),
    always(
        "E633",
        "service(health_check_config = HealthCheckConfig(interval_secs = 0, health_checker = HealthCheckerConfig(shell = ShellHealthChecker(shell_command = 'true'))))",
        "service(health_check_config = HealthCheckConfig(interval_secs = 1, health_checker = HealthCheckerConfig(shell = ShellHealthChecker(shell_command = 'true'))))",
    ),
    flagged(
        "E634",
        &["announcer-allow-custom-serverset-path"],
        "service(task = port('http'), announce = Announcer(zk_path = '/a'))",
        "service(task = port('http'), announce = Announcer())",
    ),
];

const BASE: &str = "\
base = SimpleTask('hello', 'echo hello')
port = lambda name: SimpleTask('hello', './hello --port {{thermos.ports[%s]}}' % name)
job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', task = base)
service = Service(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', task = base)
";

fn compiled(jobs: &str, settings: &Settings) -> Compilation {
    let text = format!("{BASE}jobs = [{jobs}]\n");
    let host = MemoryHost::with_files([("jobs.aurora", text.as_str())]);
    let options = CompileOptions {
        scheduler: settings.clone(),
        ..CompileOptions::default()
    };
    compile(&Input::File("jobs.aurora".to_owned()), &options, &host)
}

/// What is found in jobs, with these settings.
fn found(jobs: &str, settings: &str) -> Vec<Diagnostic> {
    let settings: Settings = serde_json::from_str(settings).expect(settings);
    compiled(jobs, &settings).diagnostics
}

fn of<'a>(code: &str, found: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    found.iter().filter(|it| it.code.code == code).collect()
}

fn flag(setting: &str) -> &'static Flag {
    let mut flags = FLAGS.iter();
    flags.find(|it| it.setting == setting).expect(setting)
}

#[test]
fn every_check_finds_its_job_and_not_the_neighbor() {
    with_stack(|| {
        for row in ROWS {
            for settings in ["{}", r#"{"assume-defaults": true}"#] {
                let is_known = row.settings.is_empty() || settings != "{}";
                let all = found(row.fails, settings);
                let own = of(row.code, &all);
                assert_eq!(own.len(), 1, "{}: {all:?}", row.fails);
                let severity = match is_known {
                    true => Severity::Error,
                    false => Severity::Info,
                };
                assert_eq!(own[0].severity, severity, "{}: {own:?}", row.fails);
                let help = own[0].help.as_deref().unwrap_or_default();
                for flag in row.settings.iter().map(|it| flag(it)) {
                    let names = help.contains(flag.name) && help.contains(flag.default);
                    assert_eq!(names, !is_known, "{}: {help}", row.fails);
                }
                let others = all.iter().filter(|it| it.code.code < "E6");
                assert_eq!(
                    others.count(),
                    0,
                    "the client rejects {}: {all:?}",
                    row.fails
                );
                let all = found(row.passes, settings);
                assert_eq!(of(row.code, &all).len(), 0, "{}: {all:?}", row.passes);
                let errors = all.iter().filter(|it| it.is_error() && it.code.code < "E6");
                assert_eq!(errors.count(), 0, "{}: {all:?}", row.passes);
            }
        }
    });
}

#[test]
fn every_code_and_every_flag_has_a_row() {
    for code in codes::scheduler::ALL {
        let rows = ROWS.iter().filter(|row| row.code == code.code);
        assert!(rows.count() > 0, "{} has no row", code.code);
    }
    for flag in FLAGS {
        let mut rows = ROWS.iter();
        let has_row = rows.any(|row| row.settings.contains(&flag.setting));
        assert!(has_row, "{} has no row", flag.name);
    }
}

/// Other values than the defaults: what is an error under these settings, and what is not.
#[test]
fn settings_say_what_flags_are() {
    with_stack(|| {
        for (settings, code, fails, passes) in [
            (
                r#"{"environments": "prod|qa"}"#,
                "E601",
                "job(environment = 'devel')",
                "job(environment = 'qa')",
            ),
            (
                r#"{"max-instances": 10}"#,
                "E602",
                "job(instances = 11)",
                "job(instances = 10)",
            ),
            (
                r#"{"max-instances": 9000}"#,
                "E602",
                "job(instances = 9001)",
                "job(instances = 9000)",
            ),
            (
                r#"{"tiers": ["gold"]}"#,
                "E613",
                "job(tier = 'preferred')",
                "job(tier = 'gold')",
            ),
            (
                r#"{"executors": ["AuroraExecutor", "Foo"]}"#,
                "E617",
                "job(executor_config = ExecutorConfig(name = 'Bar', data = 'x'))",
                "job(executor_config = ExecutorConfig(name = 'Foo', data = 'x'))",
            ),
            (
                r#"{"container-types": ["DOCKER"]}"#,
                "E618",
                "job(container = Mesos())",
                "job(container = Docker(image = 'a'))",
            ),
            (
                r#"{"min-sla-instances": 5}"#,
                "E608",
                "service(instances = 4, sla_policy = CountSlaPolicy(count = 1, duration_secs = 60))",
                "service(instances = 5, sla_policy = CountSlaPolicy(count = 1, duration_secs = 60))",
            ),
            (
                r#"{"max-sla-duration-secs": 60}"#,
                "E623",
                "service(instances = 20, sla_policy = CountSlaPolicy(count = 1, duration_secs = 61))",
                "service(instances = 20, sla_policy = CountSlaPolicy(count = 1, duration_secs = 60))",
            ),
            (
                r#"{"max-update-instance-failures": 10}"#,
                "E629",
                "service(instances = 5, update_config = UpdateConfig(max_per_shard_failures = 3))",
                "service(instances = 5, update_config = UpdateConfig(max_per_shard_failures = 2))",
            ),
            (
                r#"{"sla-aware-kill-non-prod": false, "tiers": {"default": "low", "low": {"preemptible": true, "revocable": false}, "high": {"preemptible": false, "revocable": false}}}"#,
                "E622",
                "service(tier = 'low', sla_policy = CoordinatorSlaPolicy(coordinator_url = 'http://a'))",
                "service(tier = 'high', sla_policy = CoordinatorSlaPolicy(coordinator_url = 'http://a'))",
            ),
        ] {
            let all = found(fails, settings);
            let own = of(code, &all);
            assert_eq!(own.len(), 1, "{settings} {fails}: {all:?}");
            assert!(own[0].is_error(), "{settings} {fails}: {own:?}");
            let all = found(passes, settings);
            assert_eq!(of(code, &all).len(), 0, "{settings} {passes}: {all:?}");
        }
        for (setting, code) in [
            ("allow-docker-parameters", "E619"),
            ("allow-gpu-resource", "E621"),
            ("allow-container-volumes", "E620"),
            ("sla-aware-kill-non-prod", "E622"),
            ("receive-revocable-resources", "E632"),
            ("announcer-allow-custom-serverset-path", "E634"),
        ] {
            let row = ROWS.iter().find(|row| row.code == code).expect(code);
            let allowed = found(row.fails, &format!(r#"{{"{setting}": true}}"#));
            assert_eq!(of(code, &allowed).len(), 0, "{setting}: {allowed:?}");
            let refused = format!(
                r#"{{"{setting}": false, "tiers": ["preferred", "preemptible", "revocable"]}}"#
            );
            let refused = found(row.fails, &refused);
            assert!(of(code, &refused)[0].is_error(), "{setting}: {refused:?}");
        }
    });
}

#[test]
fn a_flag_is_named_once_a_file() {
    with_stack(|| {
        let jobs = "
  job(environment = 'qa'),
  job(environment = 'uat', name = 'b'),
  job(tier = 'gold', name = 'c'),
";
        let keys = |diagnostics: &[Diagnostic]| -> Vec<(&str, String)> {
            let of_scheduler = diagnostics
                .iter()
                .filter(|it| it.code.code.starts_with("E6"));
            of_scheduler
                .map(|it| (it.code.code, it.jobs.join(" ")))
                .collect()
        };
        let compilation = compiled(jobs, &Settings::default());
        let expected = [
            ("E601", "west/www/qa/hello west/www/uat/b".to_owned()),
            ("E613", "west/www/prod/c".to_owned()),
        ];
        let lint = lint::Settings::default();
        assert_eq!(keys(&compilation.check(&lint)), expected);
        assert_eq!(keys(&compilation.reported(&lint)), expected);
        let known = found(jobs, r#"{"environments": "prod"}"#);
        assert_eq!(of("E601", &known).len(), 2, "{known:?}");
    });
}

/// A comment switches off the findings of its statement, however many lines and comments that has.
#[test]
fn a_comment_applies_to_its_statement() {
    with_stack(|| {
        let comment = "# jobc: ignore[E601]\n";
        let first = format!("\njob(environment = 'qa'), {comment}");
        let second = "job(environment = 'uat', name = 'b'), ";
        let lint = lint::Settings::default();
        for (jobs, expected) in [
            (format!("\njob(environment = 'qa'),\n{second}\n"), "E601"),
            (format!("{first}{second}\n"), ""),
            (format!("{first}{second}{comment}"), ""),
        ] {
            let compilation = compiled(&jobs, &Settings::default());
            let found = compilation.check(&lint);
            let codes = found.iter().map(|it| it.code.code);
            let codes: Vec<&str> = codes
                .filter(|it| it.starts_with("E6") || *it == "L090")
                .collect();
            assert_eq!(codes.join(" "), expected, "{jobs}");
        }
    });
}

#[test]
fn checks_can_be_switched_off() {
    with_stack(|| {
        for row in ROWS {
            let all = found(row.fails, r#"{"checks": false, "assume-defaults": true}"#);
            assert_eq!(of(row.code, &all).len(), 0, "{}: {all:?}", row.fails);
        }
    });
}

/// What `emit` writes has every default in it, which changes nothing.
#[test]
fn what_emit_writes_is_as_sound_as_its_source() {
    with_stack(|| {
        let settings = Settings {
            assume_defaults: true,
            ..Settings::default()
        };
        let codes = |compilation: &Compilation| -> Vec<&str> {
            let of_scheduler = compilation.diagnostics.iter().map(|it| it.code.code);
            of_scheduler.filter(|it| it.starts_with("E6")).collect()
        };
        for job in ROWS.iter().flat_map(|row| [row.fails, row.passes]) {
            let source = compiled(job, &settings);
            let jobs: Vec<_> = source.jobs.iter().collect();
            assert_eq!(jobs.len(), 1, "{job}");
            let json = emit(Target::Job, &jobs, "joe");
            let host = MemoryHost::with_files([("jobs.json", json.as_str())]);
            let options = CompileOptions {
                scheduler: settings.clone(),
                read_json: true,
                ..CompileOptions::default()
            };
            let again = compile(&Input::File("jobs.json".to_owned()), &options, &host);
            assert_eq!(codes(&again), codes(&source), "{job}:\n{json}");
        }
    });
}
