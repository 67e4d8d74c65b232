//! The target `script`, by running what it writes: each rule of Thermos with real processes.

use crate::cli::world::World;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A script in a folder, with the sandbox beside it.
pub struct Script {
    folder: PathBuf,
    script: PathBuf,
    _world: World,
}

/// What came of a script.
pub struct Ended {
    pub status: i32,
    pub out: String,
    pub log: String,
}

impl Ended {
    /// How often a line of the log ends so.
    fn count(&self, words: &str) -> usize {
        self.log
            .lines()
            .filter(|line| line.ends_with(words))
            .count()
    }
}

impl Script {
    /// The script of a job with this task. `P` makes a process that is not slowed down.
    fn of(task: &str) -> Script {
        Script::of_job(task, "")
    }

    fn of_job(task: &str, job: &str) -> Script {
        let text = format!(
            "# coding: utf-8
def P(name, cmdline, **more):
  return Process(name = name, cmdline = cmdline, **dict(dict(min_duration = 0), **more))
jobs = [Job(
  cluster = 'west', role = 'www', environment = 'prod', name = 'job'{job},
  task = Task(name = 'job', resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB), {task}))]
"
        );
        let world = World::new(&[("job.aurora", &text)]);
        let arguments = [
            "emit",
            "--quiet",
            "--target",
            "script",
            "job.aurora",
            "-o",
            "job.sh",
        ];
        world.run(&arguments).success();
        Script {
            folder: world.path("box"),
            script: world.path("job.sh"),
            _world: world,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("bash");
        command.arg(&self.script).arg("--sandbox").arg(&self.folder);
        command.args(arguments).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        Ended {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            log: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The text of a file in the sandbox; empty if there is none.
    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }
}

#[test]
fn a_process_runs_in_the_sandbox_with_little_around_it() {
    let script = Script::of(
        "processes = [P('show', 'pwd; env | cut -d= -f1 | sort | tr \"\\n\" \" \"; cat; [[ $HOME == $PWD ]] && echo home; echo wrong >&2')]",
    );
    let mut command = script.command(&[]);
    command.env("SECRET", "1");
    assert!(command.status().unwrap().success());
    let out = script.file(".logs/show/0/stdout");
    let sandbox = script.folder.canonicalize().unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], sandbox.to_str().unwrap());
    // Those that bash sets itself are `PWD`, `SHLVL` and `_`.
    assert_eq!(lines[1], "HOME LOGNAME PATH PWD SHLVL USER _ home");
    assert_eq!(script.file(".logs/show/0/stderr"), "wrong\n");
}

#[test]
fn a_profile_is_read_if_there_is_one() {
    let script = Script::of(
        "processes = [P('write', 'echo export FOUND=1 > .thermos_profile'), P('read', 'echo found=$FOUND')], constraints = order('write', 'read')",
    );
    assert_eq!(script.run(&[]).status, 0);
    assert_eq!(script.file(".logs/read/0/stdout"), "found=1\n");
}

#[test]
fn what_follows_waits_until_what_is_before_has_succeeded() {
    let script = Script::of(
        "processes = [P('b', 'echo b >> order'), P('a', 'sleep 0.3; echo a >> order'), P('c', 'echo c >> order')],
         constraints = order('a', 'b') + order('b', 'c')",
    );
    assert_eq!(script.run(&[]).status, 0);
    assert_eq!(script.file("order"), "a\nb\nc\n");
}

#[test]
fn what_follows_a_failed_process_never_starts() {
    for (max_failures, words) in [(1, "failed"), (0, "failed"), (5, "failed")] {
        let script = Script::of(&format!(
            "processes = [P('a', 'exit 3'), P('b', 'true')], constraints = order('a', 'b'), max_failures = {max_failures}"
        ));
        let ended = script.run(&[]);
        assert_eq!(ended.status, 1, "{}", ended.log);
        assert_eq!(ended.count("a: ended with 3, failed"), 1, "{}", ended.log);
        assert_eq!(ended.count("b: started"), 0, "{}", ended.log);
        assert_eq!(ended.count(words), 2, "{}", ended.log);
    }
}

#[test]
fn failures_of_processes_and_of_the_task_are_counted() {
    for (processes, max_failures, status, failed) in [
        (
            "P('a', 'echo x >> n; [ $(wc -l < n) = 3 ]', max_failures = 3)",
            1,
            0,
            0,
        ),
        (
            "P('a', 'echo x >> n; [ $(wc -l < n) = 3 ]', max_failures = 2)",
            1,
            1,
            1,
        ),
        (
            "P('a', 'echo x >> n; [ $(wc -l < n) = 4 ]', max_failures = 0)",
            1,
            0,
            0,
        ),
        ("P('a', 'false'), P('b', 'sleep 0.3')", 2, 0, 1),
        ("P('a', 'false'), P('b', 'false')", 2, 1, 2),
        ("P('a', 'false'), P('b', 'false')", 0, 0, 2),
        (
            "P('a', 'false', ephemeral = True), P('b', 'sleep 0.3')",
            1,
            0,
            0,
        ),
    ] {
        let script = Script::of(&format!(
            "processes = [{processes}], max_failures = {max_failures}"
        ));
        let ended = script.run(&[]);
        assert_eq!(ended.status, status, "{processes}\n{}", ended.log);
        assert_eq!(
            ended.count(", failed"),
            failed,
            "{processes}\n{}",
            ended.log
        );
    }
}

#[test]
fn a_process_that_a_signal_kills_is_lost_and_runs_again() {
    let script = Script::of(
        "processes = [P('a', 'echo x >> n; [ $(wc -l < n) = 3 ] || kill -KILL $$', max_failures = 1)]",
    );
    let ended = script.run(&[]);
    assert_eq!(ended.status, 0, "{}", ended.log);
    assert_eq!(
        ended.count("a: ended with 137, waiting"),
        2,
        "{}",
        ended.log
    );
}

#[test]
fn a_status_that_no_signal_has_is_a_failure() {
    let script = Script::of("processes = [P('a', 'exit 255')]");
    let ended = script.run(&[]);
    assert_eq!(ended.status, 1, "{}", ended.log);
    assert_eq!(ended.count("a: ended with 255, failed"), 1, "{}", ended.log);
}

#[test]
fn a_task_without_processes_succeeds() {
    assert_eq!(Script::of("processes = []").run(&[]).status, 0);
}

#[test]
fn a_daemon_runs_until_it_fails() {
    let script =
        Script::of("processes = [P('d', 'echo x >> n; [ $(wc -l < n) != 4 ]', daemon = True)]");
    let ended = script.run(&[]);
    assert_eq!(ended.status, 1, "{}", ended.log);
    assert_eq!(ended.count("d: started"), 4, "{}", ended.log);
}

#[test]
fn the_task_does_not_wait_for_an_ephemeral_daemon() {
    let script = Script::of(
        "processes = [P('d', 'trap \"echo terminated > end; exit\" TERM; while :; do sleep 0.05; done', daemon = True, ephemeral = True),
          P('main', 'sleep 0.5')]",
    );
    let began = Instant::now();
    let ended = script.run(&[]);
    assert_eq!(ended.status, 0, "{}", ended.log);
    assert_eq!(script.file("end"), "terminated\n");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn min_duration_passes_between_two_runs() {
    let script = Script::of(
        "processes = [P('a', 'date +%s%N >> n; [ $(wc -l < n) = 2 ]', max_failures = 2, min_duration = 2)]",
    );
    assert_eq!(script.run(&[]).status, 0);
    let times = script.file("n");
    let times: Vec<u64> = times.lines().map(|it| it.parse().unwrap()).collect();
    assert!(times[1] - times[0] >= 2_000_000_000, "{times:?}");
}

#[test]
fn no_more_processes_than_allowed_run_at_once() {
    let script = Script::of(
        "processes = [P('p%d' % i, 'mkdir run.%d; ls -d run.* | wc -l >> seen; sleep 0.3; rmdir run.%d' % (i, i)) for i in range(5)],
         max_concurrency = 2",
    );
    let ended = script.run(&[]);
    assert_eq!(ended.status, 0, "{}", ended.log);
    let seen = script.file("seen");
    let most = seen
        .lines()
        .map(|it| it.trim().parse::<u32>().unwrap())
        .max();
    assert_eq!((seen.lines().count(), most), (5, Some(2)));
}

#[test]
fn after_a_hundred_runs_a_process_has_failed() {
    let script = Script::of("processes = [P('a', 'false', max_failures = 0)]");
    let ended = script.run(&[]);
    assert_eq!(ended.status, 1);
    assert_eq!(ended.count("a: started"), 100);
    assert_eq!(ended.count("a: ended with 1, failed"), 1);
}

#[test]
fn final_processes_run_at_the_end_whatever_happened() {
    for (command, status) in [("true", 0), ("false", 1)] {
        let script = Script::of(&format!(
            "processes = [P('last', 'echo last >> n; false', final = True), P('first', 'echo first >> n', final = True), P('a', 'echo a >> n; {command}')],
             constraints = order('first', 'last')"
        ));
        let ended = script.run(&[]);
        // That a final process fails changes nothing.
        assert_eq!(ended.status, status, "{}", ended.log);
        assert_eq!(script.file("n"), "a\nfirst\nlast\n");
    }
}

#[test]
fn finalization_wait_ends_what_still_runs() {
    let script = Script::of(
        "processes = [P('hang', 'trap \"\" TERM; while :; do sleep 0.05; done', ephemeral = True), P('a', 'sleep 0.3'), P('last', 'echo x > n', final = True)],
         finalization_wait = 1",
    );
    let began = Instant::now();
    let ended = script.run(&[]);
    assert_eq!(ended.status, 0, "{}", ended.log);
    assert!(began.elapsed() < Duration::from_secs(20));
    // There was no time left for it.
    assert_eq!(ended.count("last: started"), 0, "{}", ended.log);
    let script = Script::of(
        "processes = [P('a', 'true'), P('last', 'sleep 60; echo x > n', final = True)], finalization_wait = 1",
    );
    let began = Instant::now();
    let ended = script.run(&[]);
    assert_eq!(
        (ended.status, ended.count("last: started")),
        (0, 1),
        "{}",
        ended.log
    );
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn what_a_process_leaves_behind_is_killed() {
    let script = Script::of("processes = [P('a', 'sleep 3017 & echo $! > pid')]");
    assert_eq!(script.run(&[]).status, 0);
    let pid = script.file("pid");
    let status = format!("/proc/{}/stat", pid.trim());
    let is_gone = |_: &u32| std::fs::read_to_string(&status).map_or(true, |it| it.contains(") Z "));
    let mut tries = (0u32..50).inspect(|_| std::thread::sleep(Duration::from_millis(100)));
    assert!(tries.any(|it| is_gone(&it)), "{pid}");
}

#[test]
fn a_script_that_is_terminated_cleans_up() {
    let script = Script::of(
        "processes = [P('a', 'trap \"echo terminated >> n; exit\" TERM; touch up; while :; do sleep 0.05; done'), P('last', 'echo last >> n', final = True)]",
    );
    let child = script.command(&[]).spawn().unwrap();
    let up = script.folder.join("up");
    let began = Instant::now();
    while !up.exists() && began.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let kill = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(script.file("n"), "terminated\nlast\n");
}

#[test]
fn references_are_filled_in_when_it_runs() {
    let command = r#"echo {{mesos.instance}} "{{thermos.ports[http]}}" '{{thermos.ports[admin]}}' {{mesos.hostname}} '{{thermos.task_id}}'"#;
    let process = format!("processes = [P('a', '''{command} ''')]");
    let script = Script::of_job(&process, ", instances = 3");
    let ended = script.run(&["--instance", "2", "--port", "http=8080"]);
    assert_eq!(ended.status, 0, "{}", ended.log);
    let out = script.file(".logs/a/0/stdout");
    let words: Vec<&str> = out.split_whitespace().collect();
    assert_eq!(words[..2], ["2", "8080"]);
    assert!(words[2].parse::<u16>().unwrap() >= 31000, "{out}");
    assert!(words[4].starts_with("www-prod-job-2-"), "{out}");
    for wrong in [
        &["--instance", "3"][..],
        &["--instance", "-1"],
        &["--instance", "x"],
        &["--instance"],
        &["--port", "http"],
        &["--nothing"],
    ] {
        let ended = script.run(wrong);
        assert_eq!(ended.status, 2, "{wrong:?} {}", ended.log);
    }
}

#[test]
fn strange_characters_stay_what_they_are() {
    let name = r#"-it's "a" $(b) `c` \ é"#;
    let script = Script::of(&format!(
        "processes = [P(u'''{}''', u'''printf '%s|' \"it's\" 'a b' \\\\\\\\; cat <<END
$((1 + 1)) é
END
''')]",
        name.replace('\\', "\\\\")
    ));
    let ended = script.run(&["--list"]);
    assert_eq!((ended.status, ended.out), (0, format!("{name}\n")));
    assert_eq!(script.run(&[]).status, 0);
    let out = script.file(&format!(".logs/{name}/0/stdout"));
    assert_eq!(out, "it's|a b|\\|2 é\n");
}

#[test]
fn one_process_alone_and_nothing_at_all() {
    let script = Script::of(
        "processes = [P('a', 'echo a >> n'), P('b', 'echo {{mesos.instance}} >> n'), P('c', 'echo c >> n', final = True)],
         constraints = order('a', 'b')",
    );
    let ended = script.run(&["-n"]);
    assert_eq!(
        ended.out,
        "# a\necho a >> n\n# b\necho 0 >> n\n# c\necho c >> n\n"
    );
    assert!(!script.folder.exists());
    assert_eq!(script.run(&["--only", "b"]).status, 0);
    assert_eq!(script.file("n"), "0\n");
    assert_eq!(script.run(&["--only", "c"]).status, 0);
    assert_eq!(script.file("n"), "0\nc\n");
    assert_eq!(script.run(&["--only", "d"]).status, 2);
}
