//! R005

use super::amount::{amount, size};
use super::heap::heaps;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a Java heap that leaves almost none of the task's memory to the rest of the program.
    ///
    /// ## Why is this bad?
    /// Threads, compiled code, class data and direct buffers are outside of the heap but count against `ram`. What
    /// remains is enough only for small programs. When it is used up, the kernel kills the process.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = 'java -Xmx2000m -jar web.jar')],
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
    ///
    /// ## Options
    /// - `lint.thresholds.heap-percent`: the percentage of the memory that a heap may take. The default is 90.
    "R005" "little-heap-headroom" Warning Resources on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some((ram, ram_place)) = amount(context, job, "ram") else {
        return;
    };
    let most = context.thresholds.heap_percent;
    for heap in heaps(job).filter(|heap| heap.bytes < ram) {
        let percent = heap.bytes as f64 * 100.0 / ram as f64;
        if percent <= most {
            continue;
        }
        let Some(place) = heap.command.place(context, heap.range.clone()) else {
            continue;
        };
        let message = format!(
            "the heap of {} may take {percent:.0} % of the task's memory, which leaves {} for everything else",
            heap.command.name(),
            size(ram - heap.bytes)
        );
        findings.push_for(
            job,
            Diagnostic::new(&RULE.code, message, place)
                .at(format!("at most {most} %"))
                .label(ram_place, size(ram))
                .help("leave 10 to 20 % of the memory for what is not on the heap"),
        );
    }
}
