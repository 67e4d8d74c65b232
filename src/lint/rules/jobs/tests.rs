//! What the rules find in jobs, and above all what they leave alone.

use super::RULES;
use crate::lint::rules::tests::findings;

/// Attributes of a job that no rule finds fault with; those of a case come last and win.
const SOUND: &str = "
def job(command = 'run {{thermos.ports[health]}}', **attributes):
  all = dict(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'x', tier = 'preferred',
    service = True, instances = 4, constraints = {'host': 'limit:1'}, task = SimpleTask('t', command))
  all.update(attributes)
  return Job(**all)
";

/// The codes of what all rules of the group find in the jobs of an expression.
fn codes(jobs: &str) -> Vec<&'static str> {
    let text = format!("{SOUND}jobs = [{jobs}]\n");
    let found = findings("jobs", &[("main.aurora", &text)]).into_iter();
    found.map(|it| it.rule).collect()
}

#[test]
fn every_code_is_used_once() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code.code).collect();
    let mut sorted = codes.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(codes, sorted);
}

#[test]
fn what_is_sound_is_left_alone() {
    for jobs in [
        "job()",
        "job(environment = 'devel', instances = 1)",
        "job(service = False, instances = 1, command = 'run')",
        "job(command = 'run {{thermos.ports[http]}}', announce = Announcer(portmap = {'health': 'http'}))",
        "job(command = 'run', health_check_config = HealthCheckConfig(health_checker = {'shell': {'shell_command': 'x'}}))",
        "job(command = 'run {{thermos.ports[health]}} {{thermos.ports[http]}}', announce = Announcer(portmap = {'x': 'y', 'y': 'http'}))",
        "job(command = 'run {{thermos.ports[health]}} {{thermos.ports[y]}}', announce = Announcer(primary_port = 'y', portmap = {'y': 'admin'}))",
        "job(tier = Empty, environment = 'devel', production = '{{no}}').bind(no = False)",
        "job(constraints = {'zone': 'limit:2'})",
        "job(constraints = {'dedicated': 'r/x'}, update_config = UpdateConfig(max_total_failures = 1))",
        "job(update_config = UpdateConfig(watch_secs = 0))",
        "job(health_check_config = HealthCheckConfig(min_consecutive_successes = 6))",
        "job(metadata = [Metadata(key = 'a', value = 'b'), Metadata(key = 'a', value = 'b')])",
        "job(constraints = {'host': 'limit:1', 'rack': 'r1,r2'})",
        "job(max_task_failures = -1)",
        "job(update_config = UpdateConfig(watch_secs = 25))",
        "job(update_config = UpdateConfig(batch_size = 4))",
        "job(lifecycle = DefaultLifecycleConfig, command = 'run {{thermos.ports[http]}}', announce = Announcer(portmap = {'health': 'http'}))",
        "job(lifecycle = DisableLifecycle)",
        "job(), job(name = 'other')",
        "job(), job(cluster = 'd')",
        "job(service = False, cron_schedule = '0 0 29 2 *')",
        "job(service = False, cron_schedule = '*/2 * * * *')",
        "job(instances = 20, sla_policy = PercentageSlaPolicy(percentage = 95, duration_secs = 60))",
        "*[job(name = 'n%d' % n, instances = n, update_config = config) for config in [UpdateConfig(batch_size = 4)] for n in (2, 8)]",
    ] {
        let jobs = match jobs.strip_prefix('*') {
            Some(list) => format!("job(name = 'm')] + {}", &list[..list.len() - 1]),
            None => jobs.to_owned(),
        };
        assert_eq!(codes(&jobs), Vec::<&str>::new(), "{jobs}");
    }
}

#[test]
fn what_is_not_sound_is_found() {
    for (jobs, name) in [
        ("job(contact = Empty)", "missing-contact"),
        ("job(instances = 1)", "single-production-instance"),
        ("job(command = 'run')", "production-without-health-check"),
        (
            "job(constraints = {'arch': 'arm'})",
            "production-without-spread",
        ),
        (
            "job(environment = 'devel', command = 'run', health_check_config = HealthCheckConfig())",
            "health-check-without-port",
        ),
        (
            "job(health_check_config = HealthCheckConfig(timeout_secs = 0))",
            "impossible-health-check",
        ),
        (
            "job(health_check_config = HealthCheckConfig(health_checker = {'http': {'expected_response_code': 2000}}))",
            "impossible-health-check",
        ),
        (
            "job(update_config = UpdateConfig(watch_secs = 24))",
            "short-watch",
        ),
        (
            "job(health_check_config = HealthCheckConfig(initial_interval_secs = 60))",
            "short-watch",
        ),
        (
            "job(update_config = UpdateConfig(batch_size = 5))",
            "batch-size-above-instances",
        ),
        (
            "job(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 5])))",
            "batch-size-above-instances",
        ),
        (
            "job(lifecycle = LifecycleConfig(http = HttpLifecycleConfig(port = 'admin')))",
            "lifecycle-without-port",
        ),
        ("job(production = True)", "production-attribute"),
        (
            "job(tier = Empty, environment = 'devel', production = False)",
            "production-attribute",
        ),
        (
            "job(command = 'run {{thermos.ports[health]}} {{thermos.ports[http]}}', announce = Announcer(portmap = {'x': 'admin'}))",
            "portmap-without-process",
        ),
        (
            "job(container = Container(docker = Docker(image = 'x')))",
            "container-wrapper",
        ),
        ("job(), job()", "duplicate-job-key"),
        (
            "job(service = False, cron_schedule = '* 3 * * *')",
            "cron-every-minute",
        ),
        (
            "job(metadata = [Metadata(key = 'a', value = 'b'), Metadata(key = 'a', value = 'c')])",
            "duplicate-metadata",
        ),
        (
            "job(constraints = {'host': 'limit:1', 'rack': 'limit=2'})",
            "doubtful-constraint",
        ),
        ("job(max_task_failures = 0)", "doubtful-max-task-failures"),
        ("job(max_task_failures = -2)", "doubtful-max-task-failures"),
    ] {
        assert_eq!(codes(jobs), [name], "{jobs}");
    }
}

/// The rules about hooks, and the texts at the places, for classes `K` and `L` with some methods.
#[test]
fn hooks() {
    let found = |text: &str, enabled: bool, others: &[(&str, &str)]| {
        let enabled = if enabled { "True" } else { "False" };
        let text = format!(
            "class K(object):\n  def pre_kill_job(self, job_key, shards = None):\n    return True\n{text}\n\
             jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'x', \
             enable_hooks = {enabled}, task = SimpleTask('t', 'x'))]\n"
        );
        let main = [("main.aurora", &*text)];
        let files: Vec<_> = main.into_iter().chain(others.iter().copied()).collect();
        let mut all = findings("inactive-hooks", &files);
        all.extend(findings("unknown-hook-method", &files));
        all.into_iter().map(|it| it.text).collect::<Vec<_>>()
    };
    for (text, enabled, places) in [
        ("hooks = [K]", true, vec![]),
        ("hooks = [K()]", true, vec![]),
        ("hooks = (K,)", true, vec![]),
        ("hooks = []", false, vec![]),
        ("pass", false, vec![]),
        ("hooks = [K]", false, vec!["hooks"]),
        ("hooks = K", true, vec!["hooks"]),
        ("hooks = K()", true, vec!["hooks"]),
        ("pass", true, vec!["True"]),
        ("hooks = list([K])", true, vec![]),
    ] {
        assert_eq!(found(text, enabled, &[]), places, "{text} {enabled}");
    }
    let two = [("a", "hooks = [1]\n"), ("b", "hooks = [2]\n")];
    assert_eq!(found("include('a')\ninclude('b')", true, &two), ["hooks"]);
    let more = [("a", "hooks = [1]\n"), ("b", "hooks = hooks + [2]\n")];
    assert!(found("include('a')\ninclude('b')", true, &more).is_empty());
    for (method, places) in [
        ("pre_kil_job(self, k, s)", vec!["pre_kil_job"]),
        ("pre_kill(self, k, s)", vec!["pre_kill"]),
        ("post_start(self, k)", vec!["post_start"]),
        ("pre_kill_job(self)", vec!["pre_kill_job"]),
        ("err_kill_job(self, k)", vec!["err_kill_job"]),
        ("err_kill_job(self, exc, k, s = None)", vec![]),
        ("post_create_job(self, result, config)", vec![]),
        ("pre_restart(self, *args, **kw)", vec![]),
        (
            "generic_hook(self, hook_config, event, method_name, result_or_err, *args, **kw)",
            vec![],
        ),
        ("generic_hook(self, event)", vec!["generic_hook"]),
        ("confirm(self, text)", vec![]),
    ] {
        let text = format!("class L(object):\n  def {method}:\n    return 1\nhooks = [L]");
        assert_eq!(found(&text, true, &[]), places, "{method}");
    }
}
