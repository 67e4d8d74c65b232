//! A slow, obvious model of what a Thermos task means, and generated tasks that are run by the target `script` and by it.
//!
//! The model knows no time: every run ends at once. What depends on time is not compared: how far the other processes are when the task fails
//! early, and how often an ephemeral process runs.

use crate::cli::world::World;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Tasks that are run.
const TASKS: u64 = 300;

/// Scripts that run at the same time.
const THREADS: usize = 12;

const LOST: u8 = 137;

#[derive(Clone, Debug, Default)]
struct Process {
    name: String,
    /// The exit status of each run; the last one holds for all that follow.
    outcomes: Vec<u8>,
    /// The processes that it waits for.
    after: Vec<usize>,
    daemon: bool,
    ephemeral: bool,
    is_final: bool,
    max_failures: u32,
}

#[derive(Clone, Debug)]
struct Task {
    processes: Vec<Process>,
    max_failures: u32,
    max_concurrency: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Finished,
    Failed,
}

#[derive(Debug)]
struct Verdict {
    is_success: bool,
    /// Whether the task failed because too many processes have, while others may have been running.
    is_early: bool,
    /// What each process came to, and in how many runs.
    states: Vec<(State, usize)>,
}

impl Task {
    fn verdict(&self) -> Verdict {
        let mut states = vec![(State::Waiting, 0); self.processes.len()];
        let mut is_early = false;
        let mut is_success = false;
        loop {
            let regular = || (0..states.len()).filter(|&it| !self.processes[it].is_final);
            let failed = regular()
                .filter(|&it| states[it].0 == State::Failed)
                .count();
            if self.max_failures > 0 && failed >= self.max_failures as usize {
                is_early = true;
                break;
            }
            let is_done =
                |it: usize| states[it].0 != State::Waiting || self.processes[it].ephemeral;
            if regular().all(is_done) {
                is_success = true;
                break;
            }
            if !self.round(false, &mut states) {
                break;
            }
        }
        while self.round(true, &mut states) {}
        Verdict {
            is_success,
            is_early,
            states,
        }
    }

    /// Runs each process of a plan once that can start; `false` if none can.
    fn round(&self, is_final: bool, states: &mut [(State, usize)]) -> bool {
        let before = states.to_vec();
        let mut started = 0;
        for (index, process) in self.processes.iter().enumerate() {
            let mut waits_for = process.after.iter();
            let may_start = process.is_final == is_final
                && before[index].0 == State::Waiting
                && waits_for.all(|&it| before[it].0 == State::Finished);
            if !may_start || self.max_concurrency > 0 && started == self.max_concurrency {
                continue;
            }
            started += 1;
            states[index].1 += 1;
            states[index].0 = process.state_after(states[index].1);
        }
        started > 0
    }
}

impl Process {
    fn outcome(&self, run: usize) -> u8 {
        self.outcomes[(run - 1).min(self.outcomes.len() - 1)]
    }

    fn state_after(&self, run: usize) -> State {
        let failures = (1..=run)
            .filter(|&it| !matches!(self.outcome(it), 0 | LOST))
            .count();
        match self.outcome(run) {
            LOST => State::Waiting,
            0 if self.daemon => State::Waiting,
            0 => State::Finished,
            _ if self.max_failures == 0 || failures < self.max_failures as usize => State::Waiting,
            _ if self.ephemeral => State::Finished,
            _ => State::Failed,
        }
    }

    /// Whether the client allows an order in which it stands before another.
    fn may_come_before(&self, other: &Process) -> bool {
        let is_awaited = !self.ephemeral || other.ephemeral;
        self.is_final == other.is_final && !self.daemon && is_awaited
    }

    fn source(&self) -> String {
        let mut cases: String = self
            .outcomes
            .iter()
            .enumerate()
            .map(|(index, outcome)| {
                let pattern = match index + 1 == self.outcomes.len() {
                    true => "*".to_owned(),
                    false => (index + 1).to_string(),
                };
                match *outcome {
                    LOST => format!("{pattern}) kill -KILL $$ ;; "),
                    status => format!("{pattern}) exit {status} ;; "),
                }
            })
            .collect();
        cases.pop();
        let flag = |it: bool| if it { "True" } else { "False" };
        format!(
            "Process(name = {name:?}, cmdline = '''echo >> 'runs {name}'; case $(wc -l < 'runs {name}') in {cases} esac''', min_duration = 0, \
             max_failures = {}, daemon = {}, ephemeral = {}, final = {})",
            self.max_failures,
            flag(self.daemon),
            flag(self.ephemeral),
            flag(self.is_final),
            name = self.name,
        )
    }
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

fn generated(seed: u64) -> Task {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    dice.below(2);
    let count = 1 + dice.below(6) as usize;
    let mut processes: Vec<Process> = Vec::new();
    for index in 0..count {
        let is_final = dice.one_in(5);
        let daemon = dice.one_in(8);
        let mut process = Process {
            name: format!("p {index} $x"),
            is_final,
            daemon,
            ephemeral: dice.one_in(6),
            max_failures: [1, 1, 2, 3, 0][dice.below(5) as usize],
            ..Process::default()
        };
        for _ in 0..dice.below(3) {
            process
                .outcomes
                .push([0, 1, 2, LOST][dice.below(4) as usize]);
        }
        // The last outcome has to come to an end.
        if daemon {
            process.max_failures = process.max_failures.max(1);
        }
        let ends_well = !daemon && (process.max_failures == 0 || !dice.one_in(4));
        process.outcomes.push(if ends_well { 0 } else { 1 });
        let others = processes.iter().enumerate();
        let others = others.filter(|(_, it)| it.may_come_before(&process));
        process.after = others
            .map(|(it, _)| it)
            .filter(|_| dice.one_in(3))
            .collect();
        processes.push(process);
    }
    Task {
        processes,
        max_failures: [1, 1, 2, 0][dice.below(4) as usize],
        max_concurrency: [0, 0, 1, 2][dice.below(4) as usize],
    }
}

fn source(tasks: &[Task]) -> String {
    let mut text = "jobs = []\n".to_owned();
    for (index, task) in tasks.iter().enumerate() {
        let processes: Vec<String> = task.processes.iter().map(Process::source).collect();
        let orders = task.processes.iter().flat_map(|it| {
            let name = |index: &usize| &task.processes[*index].name;
            it.after.iter().map(move |before| {
                format!("Constraint(order = [{:?}, {:?}])", name(before), it.name)
            })
        });
        let orders: Vec<String> = orders.collect();
        text.push_str(&format!(
            "jobs.append(Job(cluster = 'c', role = 'r', environment = 'prod', name = 'job{index}', task = Task(name = 't', processes = [{}], \
             constraints = [{}], max_failures = {}, max_concurrency = {}, finalization_wait = 60, resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB))))\n",
            processes.join(", "),
            orders.join(", "),
            task.max_failures,
            task.max_concurrency,
        ));
    }
    text
}

#[test]
fn generated_tasks_run_as_the_model_says() {
    let tasks: Vec<Task> = (0..TASKS).map(generated).collect();
    let text = source(&tasks);
    let world = World::new(&[("jobs.aurora", &text)]);
    world
        .run(&[
            "emit",
            "--quiet",
            "--target",
            "script",
            "jobs.aurora",
            "-o",
            "out/",
        ])
        .success();
    let next = Mutex::new(tasks.iter().enumerate());
    let wrong = Mutex::new(Vec::new());
    let kinds = Mutex::new([0; 3]);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((index, task)) = { next.lock().unwrap().next() } {
                    let verdict = task.verdict();
                    let kind = usize::from(!verdict.is_success) + usize::from(verdict.is_early);
                    kinds.lock().unwrap()[kind] += 1;
                    if let Err(why) = compare(&world, index, task, &verdict) {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("task {index}: {why}\n{task:#?}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {TASKS}:\n{}",
        wrong.len(),
        wrong[0]
    );
    let kinds = kinds.into_inner().unwrap();
    assert!(
        kinds.iter().all(|count| *count >= 3),
        "success, stuck, early: {kinds:?}"
    );
}

/// Runs the script of a task and compares exit status, states, runs and order.
fn compare(world: &World, index: usize, task: &Task, verdict: &Verdict) -> Result<(), String> {
    let output = Command::new("bash")
        .arg(world.path(&format!("out/c/r/prod/job{index}.sh")))
        .arg("--sandbox")
        .arg(world.path(&format!("box{index}")))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let log = String::from_utf8_lossy(&output.stderr);
    let status = if verdict.is_success { 0 } else { 1 };
    if output.status.code() != Some(status) {
        return Err(format!("exit {:?}, not {status}\n{log}", output.status));
    }
    let mut ended: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for line in log.lines() {
        let line = line.split_once(' ').map_or("", |(_, rest)| rest);
        let Some((name, event)) = line.split_once(": ") else {
            continue;
        };
        if event == "started" {
            let process = task
                .processes
                .iter()
                .find(|it| it.name == name)
                .ok_or("an unknown process")?;
            let is_finished = |it: &usize| {
                let before = ended.get(task.processes[*it].name.as_str());
                before.is_some_and(|(_, state)| *state == "finished")
            };
            if !process.after.iter().all(is_finished) {
                return Err(format!("`{name}` did not wait\n{log}"));
            }
        } else if let Some((_, state)) = event.split_once(", ") {
            let entry = ended.entry(name).or_insert((0, ""));
            *entry = (entry.0 + 1, state);
        }
    }
    for (process, (state, runs)) in task.processes.iter().zip(&verdict.states) {
        let depends_on_time = match process.is_final {
            true => process.ephemeral || process.daemon,
            false => process.ephemeral || verdict.is_early,
        };
        if depends_on_time {
            continue;
        }
        let (seen, word) = ended
            .get(process.name.as_str())
            .copied()
            .unwrap_or_default();
        let expected = match state {
            State::Waiting if *runs == 0 => "",
            State::Waiting => "waiting",
            State::Finished => "finished",
            State::Failed => "failed",
        };
        if (seen, word) != (*runs, expected) {
            return Err(format!(
                "`{}`: {seen} runs, {word:?}; the model says {runs}, {expected:?}\n{log}",
                process.name
            ));
        }
    }
    Ok(())
}
