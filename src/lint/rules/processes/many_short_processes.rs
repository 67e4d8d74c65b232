//! P002

use super::command::{Command, commands};
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports consecutive processes that each run a single short command, such as the download of a package. The process
    /// that they prepare counts, too.
    ///
    /// ## Why is this bad?
    /// The runner forks, logs and keeps a checkpoint for every process. If commands always run one after another and
    /// need no retries of their own, join them with `&&` in one process. That is easier to read and starts faster.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = SequentialTask(
    ///     processes = [
    ///       Process(name = 'make', cmdline = 'mkdir -p data'),
    ///       Process(name = 'copy', cmdline = 'cp defaults.ini data'),
    ///       Process(name = 'link', cmdline = 'ln -s data/defaults.ini config'),
    ///       Process(name = 'touch', cmdline = 'touch data/ready'),
    ///     ],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'prepare', cmdline = '''
    ///         mkdir -p data &&
    ///         cp defaults.ini data &&
    ///         ln -s data/defaults.ini config &&
    ///         touch data/ready
    ///       ''')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Options
    /// - `lint.thresholds.short-processes`: the number of consecutive processes that is reported. The default is 4.
    "P002" "many-short-processes" Info Processes on Job(check)
}

/// Commands that take no time and rarely fail for a reason that goes away.
const SHORT: &[&str] = &[
    "aws", "bunzip2", "cat", "chmod", "chown", "cp", "curl", "echo", "export", "gsutil", "gunzip",
    "hadoop", "hdfs", "install", "ln", "mkdir", "mv", "printf", "rcp", "rm", "rmdir", "rsync",
    "scp", "sed", "tar", "test", "touch", "true", "unzip", "wget",
];

/// The processes on one side of a process.
#[derive(Clone, Copy)]
enum Neighbour {
    None,
    One(usize),
    Several,
}

impl Neighbour {
    fn add(&mut self, other: usize) {
        *self = match self {
            Neighbour::None => Neighbour::One(other),
            _ => Neighbour::Several,
        };
    }
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let commands = commands(job);
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    if commands.len() != processes.len() {
        return;
    }
    // What comes behind and before each process, if it is one process only.
    let mut behind = vec![Neighbour::None; commands.len()];
    let mut before = behind.clone();
    for edge in &job.plan.edges {
        for (list, index, other) in [
            (&mut behind, edge.before, edge.after),
            (&mut before, edge.after, edge.before),
        ] {
            if let Some(neighbour) = list.get_mut(index) {
                neighbour.add(other);
            }
        }
    }
    let one = |list: &[Neighbour], index: usize| match list.get(index) {
        Some(Neighbour::One(other)) => Some(*other),
        _ => None,
    };
    let sole_follower = |index: usize| {
        let next = one(&behind, index)?;
        one(&before, next)?;
        Some(next)
    };
    let follower = |index: usize| {
        let next = sole_follower(index)?;
        commands.get(next).is_some_and(is_short).then_some(next)
    };
    let continues = |index: usize| {
        one(&before, index).is_some_and(|former| {
            follower(former) == Some(index) && commands.get(former).is_some_and(is_short)
        })
    };
    for (index, command) in commands.iter().enumerate() {
        if !is_short(command) || continues(index) {
            continue;
        }
        let row: Vec<usize> = std::iter::successors(Some(index), |&at| follower(at))
            .take(commands.len())
            .collect();
        // The process that they prepare belongs to the row.
        let prepared = row.last().and_then(|&last| sole_follower(last));
        let length = row.len() + usize::from(prepared.is_some());
        if row.len() < 2 || length < context.thresholds.short_processes.max(2) {
            continue;
        }
        let Some(place) = context.users(&[command.process.0.span()]) else {
            continue;
        };
        let last = row
            .last()
            .and_then(|&last| commands.get(last))
            .map(|it| it.name());
        let message = format!(
            "{} short processes run one after the other, from {} to {}; one process could run them all",
            row.len(),
            command.name(),
            last.unwrap_or_default(),
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .at("the first of them")
                .help("join the commands with `&&` in one process"),
        );
    }
}

/// One line with one short command, and nothing set but that.
fn is_short(command: &Command) -> bool {
    let plain = command
        .process
        .0
        .fields()
        .all(|(name, field)| field.is_default || matches!(&**name, "name" | "cmdline"));
    let text = command.text.trim();
    let word = text.split_whitespace().next().unwrap_or("");
    plain && text.len() <= 80 && !text.contains(['\n', ';', '&', '|']) && SHORT.contains(&word)
}
