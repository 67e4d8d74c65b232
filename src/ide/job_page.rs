//! Pages about a job: at a glance, in full, and its schedule.

use crate::ide::describe::fenced;
use crate::ide::units::bytes;
use crate::job::Job;

/// The most waves and processes that are shown.
const SHOWN: usize = 30;

/// The key, the resources and the order of the processes.
pub fn job_page(job: &Job) -> String {
    format!("**`{}`**\n\n{}\n{}", job.key, job_line(job), waves(job))
}

/// The same with the processes as they run.
pub fn inspection(job: &Job) -> String {
    let mut page = job_page(job);
    let processes = job.task().map(|it| it.processes()).unwrap_or_default();
    for process in processes.iter().take(SHOWN) {
        let name = process.name().unwrap_or_default();
        let command = process.cmdline().unwrap_or_default();
        let command = fenced(&command).replacen("python", "sh", 1);
        page.push_str(&format!("\n## {name}\n\n{command}"));
    }
    page
}

/// When the job runs, and in which order its processes do.
pub fn schedule(job: &Job) -> String {
    let when = match job.text("cron_schedule") {
        Some(schedule) => {
            let policy = job.text("cron_collision_policy").unwrap_or_default();
            format!("It runs at `{schedule}`; if the run before has not ended then: `{policy}`.")
        }
        None if job.is_service() => "It is a service: restarted whenever it ends.".to_owned(),
        None => "It runs once.".to_owned(),
    };
    let mut page = format!("**`{}`**\n\n{when}\n\n{}", job.key, waves(job));
    let (_, last) = job.schedule();
    if !last.is_empty() {
        let names: Vec<String> = last.into_iter().flatten().collect();
        page.push_str(&format!(
            "\nAt the end, whether the others succeeded or failed: {}.\n",
            names.join(", ")
        ));
    }
    page
}

/// The processes, those that may run at the same time in one entry.
fn waves(job: &Job) -> String {
    let (waves, last) = job.schedule();
    let waves = waves.iter().chain(&last).take(SHOWN).enumerate();
    waves
        .map(|(index, wave)| format!("{}. {}\n", index + 1, wave.join(", ")))
        .collect()
}

/// Resources and instances of a job on one line.
pub fn job_line(job: &Job) -> String {
    let mut parts = Vec::new();
    if let Some(resources) = job.task().and_then(|task| task.resources()) {
        let instances = job.instances();
        parts.push(format!("{} cpu", resources.cpu));
        parts.push(format!("{} ram", bytes(resources.ram)));
        parts.push(format!("{} disk", bytes(resources.disk)));
        if instances != 1 {
            let total = |of_one: i64| bytes(of_one.saturating_mul(instances));
            parts.push(format!(
                "{instances} instances ({} cpu, {} ram, {} disk in total)",
                resources.cpu * instances as f64,
                total(resources.ram),
                total(resources.disk),
            ));
        }
    }
    if let Some(schedule) = job.text("cron_schedule") {
        parts.push(format!("at `{schedule}`"));
    }
    parts.join(", ")
}
