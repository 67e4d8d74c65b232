//! Running one program, and the time and memory that it takes.

use super::super::World;
use super::{Program, shapes};
use jobc::eval::{Interpreter, Limits, ValueKind};
use jobc::workspace::MemoryHost;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// How large everything is.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The limit of that name.
    pub size: usize,
    /// The limit of that name.
    pub memory: usize,
    /// The limit of that name.
    pub milliseconds: u64,
}

impl Scale {
    /// For the suite.
    pub const SHORT: Scale = Scale {
        size: 150_000,
        memory: 64 << 20,
        milliseconds: 150,
    };
    /// For an hour.
    pub const LONG: Scale = Scale {
        size: 4_000_000,
        memory: 512 << 20,
        milliseconds: 1000,
    };

    fn limits(self) -> Limits {
        Limits {
            size: self.size,
            memory: self.memory,
            milliseconds: self.milliseconds,
            statements: 1_000_000,
            ..Limits::default()
        }
    }
}

/// What running took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// The longest evaluation.
    pub time: Duration,
    /// What the process grew by at most, in bytes.
    pub growth: usize,
}

impl Cost {
    /// Whether it is within twice the limits. What is not optimized gets some more time.
    pub fn is_within(&self, scale: Scale) -> bool {
        let time = Duration::from_millis(scale.milliseconds) * 2 + Duration::from_millis(500);
        self.time <= time && self.growth <= scale.memory * 2
    }
}

/// The names among these that an expression has as attributes.
pub fn attributes(setup: &str, receiver: &str, names: &BTreeSet<&str>) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let names = names.join(", ");
    let text =
        format!("s_x = {receiver}\ns_found = [s_n for s_n in [{names}] if hasattr(s_x, s_n)]\n");
    let text = format!("{setup}{}{text}", shapes::preamble(receiver, 100));
    let host = World(MemoryHost::default());
    let interpreter = Interpreter::new(&host, Limits::default());
    shapes::install(&interpreter, receiver, 100);
    let evaluation = interpreter.run("a.aurora", &text, &[]);
    let Some(found) = evaluation.globals.get("s_found") else {
        panic!("{receiver}: {:?}", evaluation.diagnostics);
    };
    let ValueKind::List(found) = &found.kind else {
        panic!("{receiver}: {:?}", evaluation.diagnostics);
    };
    let found = found.borrow();
    found
        .iter()
        .filter_map(|name| Some(name.as_text()?.to_string()))
        .collect()
}

/// Runs the statements together; each by itself, if one of them ended the evaluation.
pub fn run(program: &Program, scale: Scale) -> Cost {
    let (mut cost, ended) = evaluate(program, &program.statements, scale);
    if ended && program.statements.len() > 1 {
        for statement in &program.statements {
            let (one, _) = evaluate(program, std::slice::from_ref(statement), scale);
            cost.time = cost.time.max(one.time);
            cost.growth = cost.growth.max(one.growth);
        }
    }
    cost
}

fn evaluate(program: &Program, statements: &[String], scale: Scale) -> (Cost, bool) {
    let statements = statements.join("\n");
    let all = format!("{}{statements}", program.preamble);
    let text = format!("{}{all}\ns_end = 1\n", shapes::preamble(&all, scale.size));
    let host = World(MemoryHost::default());
    let interpreter = Interpreter::new(&host, scale.limits());
    shapes::install(&interpreter, &all, scale.size);
    let before = start_of_peak();
    let started = time();
    // The clock of the limits runs since the interpreter was made; what was installed meanwhile is the test's own.
    let evaluation = interpreter.run("a.aurora", &text, &[]);
    let ended = evaluation.globals.get("s_end").is_none();
    drop(evaluation);
    let time = time().saturating_sub(started);
    let growth = peak().saturating_sub(before);
    (Cost { time, growth }, ended)
}

/// The time that this thread has run: a machine that does other things does not change it. Elsewhere than on Linux, what the clock says.
fn time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let Ok(times) = std::fs::read_to_string("/proc/thread-self/schedstat") else {
        return START.elapsed();
    };
    let running = times.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(running.unwrap_or(0))
}

/// Forgets the peak of the process, and gives what it takes now. Elsewhere than on Linux nothing is measured.
fn start_of_peak() -> usize {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    peak()
}

fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes =
        line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok());
    kilobytes.unwrap_or(0) << 10
}
