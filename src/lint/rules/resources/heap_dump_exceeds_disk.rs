//! R006

use super::amount::{amount, size};
use super::heap::heaps;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a Java heap dump that does not fit the task's disk space.
    ///
    /// ## Why is this bad?
    /// A dump is about as large as the heap. When the program runs out of memory, the dump fills the disk and is cut
    /// off. The task is then killed for exceeding its disk space. The one file that could explain the failure is lost.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = 'java -Xmx3g -XX:+HeapDumpOnOutOfMemoryError -jar web.jar')],
    ///     resources = Resources(cpu = 1.0, ram = 4*GB, disk = 1*GB),
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
    ///     processes = [Process(name = 'serve', cmdline = 'java -Xmx3g -XX:+HeapDumpOnOutOfMemoryError -jar web.jar')],
    ///     resources = Resources(cpu = 1.0, ram = 4*GB, disk = 6*GB),
    ///   ),
    /// )]
    /// ```
    "R006" "heap-dump-exceeds-disk" Warning Resources on Job(check)
}

const OPTION: &str = "-XX:+HeapDumpOnOutOfMemoryError";

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some((disk, disk_place)) = amount(context, job, "disk") else {
        return;
    };
    for heap in heaps(job).filter(|heap| heap.bytes > disk) {
        let text = heap.command.text.as_str();
        // A path that leads out of the sandbox is on another disk.
        let Some(start) = text
            .find(OPTION)
            .filter(|_| !text.contains("HeapDumpPath=/"))
        else {
            continue;
        };
        let Some(place) = heap.command.place(context, start..start + OPTION.len()) else {
            continue;
        };
        let message = format!(
            "a dump of the heap of {} takes up to {}, but the task has {} of disk space",
            heap.command.name(),
            size(heap.bytes),
            size(disk)
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .label(disk_place, size(disk))
                .help("raise `disk`, or write the dump elsewhere: `-XX:HeapDumpPath=`"),
        );
    }
}
