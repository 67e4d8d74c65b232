//! R004

use super::amount::{amount, size};
use super::heap::heaps;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a Java heap that may grow as large as the task's memory, or larger.
    ///
    /// ## Why is this bad?
    /// A task that uses more than its `ram` is killed. A Java program also needs memory outside of the heap, for
    /// threads, code and buffers. The kernel kills the process before the heap is full, without an `OutOfMemoryError`
    /// or a heap dump to explain it.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = 'java -Xmx2g -jar web.jar')],
    ///     resources = Resources(cpu = 1.0, ram = 2*GB, disk = 512*MB),
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
    ///     processes = [Process(name = 'serve', cmdline = 'java -Xmx1536m -jar web.jar')],
    ///     resources = Resources(cpu = 1.0, ram = 2*GB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    "R004" "heap-exceeds-ram" Warning Resources on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some((ram, ram_place)) = amount(context, job, "ram") else {
        return;
    };
    for heap in heaps(job).filter(|heap| heap.bytes >= ram) {
        let Some(place) = heap.command.place(context, heap.range.clone()) else {
            continue;
        };
        let message = format!(
            "the heap of {} may grow to {}, but the task has {} of memory",
            heap.command.name(),
            size(heap.bytes),
            size(ram)
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .label(ram_place, format!("{} for everything", size(ram)))
                .help("leave 10 to 20 % of the memory for what is not on the heap"),
        );
    }
}
