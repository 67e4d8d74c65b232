//! Running all programs in processes of their own, since one that is wrong may take its process with it.

use super::measure::{self, Scale};
use super::{Program, programs};
use jobc::stack::STACK_SIZE;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How many processes run at the same time.
const PROCESSES: usize = 2;

/// How long nothing may be heard of a process.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that is over its limits.
#[derive(Debug)]
pub struct Failure {
    /// What it tries.
    pub name: String,
    /// What became of it.
    pub outcome: String,
}

/// Tells each program and its cost on standard output: every `step`th of them from `first` on, of those whose name contains `part`.
pub fn child(root: &Path, scale: Scale, first: usize, step: usize, part: &str) {
    let (root, part) = (root.to_owned(), part.to_owned());
    let work = move || {
        let programs = programs(&root);
        println!("\ndirected count {}", programs.len());
        for index in (first..programs.len()).step_by(step) {
            if !programs[index].name.contains(&part) {
                continue;
            }
            println!("directed begin {index} {:?}", programs[index].name);
            let mut cost = measure::run(&programs[index], scale);
            if !cost.is_within(scale) && cost.time < PATIENCE / 12 {
                // The machine may have been busy.
                cost = measure::run(&programs[index], scale);
            }
            let verdict = match cost.is_within(scale) {
                true => "within",
                false => "over",
            };
            let (time, growth) = (cost.time.as_millis(), cost.growth >> 20);
            println!("directed {verdict} {time} ms, {growth} MB");
        }
        println!("directed done");
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(work);
    thread.expect("a thread").join().expect("no panic");
}

/// Runs everything. `command` makes the command that ends in [`child`] with these two numbers.
/// Of `stride` programs one is run.
pub fn failures(
    root: &Path,
    stride: usize,
    command: impl Fn(usize, usize) -> Command + Sync,
) -> Vec<Failure> {
    let all = programs_on_stack(root);
    let mut failures: Vec<(usize, Failure)> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..PROCESSES)
            .map(|lane| {
                let (all, command) = (&all, &command);
                scope.spawn(move || lane_failures(all, lane, stride, command))
            })
            .collect();
        lanes
            .into_iter()
            .flat_map(|lane| lane.join().expect("no panic"))
            .collect()
    });
    failures.sort_by_key(|(index, _)| *index);
    failures.into_iter().map(|(_, failure)| failure).collect()
}

fn programs_on_stack(root: &Path) -> Vec<Program> {
    let root = root.to_owned();
    let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
    let thread = thread.spawn(move || programs(&root)).expect("a thread");
    thread.join().expect("no panic")
}

fn lane_failures(
    all: &[Program],
    lane: usize,
    stride: usize,
    command: &(impl Fn(usize, usize) -> Command + Sync),
) -> Vec<(usize, Failure)> {
    let mut failures = Vec::new();
    let step = PROCESSES * stride;
    let mut first = lane * stride;
    while first < all.len() {
        let mut process = command(first, step)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut at = None;
        let outcome = loop {
            match lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let Some(line) = line.strip_prefix("directed ") else {
                        continue;
                    };
                    if let Some(index) = line.strip_prefix("begin ") {
                        at = index.split(' ').next().and_then(|it| it.parse().ok());
                    } else if let (Some(cost), Some(index)) = (line.strip_prefix("over "), at) {
                        failures.push((index, failure(&all[index], cost)));
                    } else if line == "done" {
                        break None;
                    }
                }
                Err(RecvTimeoutError::Timeout) => break Some("it does not end"),
                Err(RecvTimeoutError::Disconnected) => break Some("the process dies"),
            }
        };
        let _ = process.kill();
        let _ = process.wait();
        let Some(outcome) = outcome else { break };
        let index = at.expect("the process has begun");
        failures.push((index, failure(&all[index], outcome)));
        first = index + step;
    }
    failures
}

fn failure(program: &Program, outcome: &str) -> Failure {
    eprintln!("{}: {outcome}", program.name);
    Failure {
        name: program.name.clone(),
        outcome: outcome.to_owned(),
    }
}
