//! A job laid out for a person.

use super::changes::{changes, show};
use super::safe;
use super::schedule::{Schedule, orders, processes};
use crate::cli::units;
use crate::compile::ExportedTask;
use crate::job::value::{attribute, boolean, float, integer, text};
use crate::job::{FilledTier, Job, Tiers};
use crate::object::Object;

/// Attributes of a job that have a place of their own on the page.
const JOB: [&str; 9] = [
    "name",
    "role",
    "cluster",
    "environment",
    "task",
    "instances",
    "service",
    "update_config",
    "health_check_config",
];

/// Attributes of a task that have a place of their own on the page.
const TASK: [&str; 4] = ["name", "processes", "constraints", "resources"];

/// Attributes of a process that have a place of their own on the page.
const PROCESS: [&str; 6] = [
    "name",
    "cmdline",
    "daemon",
    "ephemeral",
    "final",
    "resources",
];

/// Lines of labels and values.
struct Page {
    color: bool,
    text: String,
}

impl Page {
    fn title(&mut self, title: &str) {
        let title = safe(title);
        match self.color {
            true => self.text.push_str(&format!("\x1b[1m{title}\x1b[0m\n")),
            false => self.text.push_str(&format!("{title}\n")),
        }
    }

    fn section(&mut self, title: &str, name: &str, notes: &str) {
        let (name, notes) = (safe(name), safe(notes));
        let title = match self.color {
            true => format!("\n  {title} \x1b[1m{name}\x1b[0m"),
            false => format!("\n  {title} {name}"),
        };
        self.text.push_str(title.trim_end());
        if !notes.is_empty() {
            self.text.push_str(&format!("  ({notes})"));
        }
        self.text.push('\n');
    }

    /// Labels and values below each other.
    fn rows(&mut self, indent: usize, rows: &[(String, String)]) {
        let width = rows.iter().map(|(label, _)| label.chars().count()).max();
        let width = width.unwrap_or(0).max(10);
        for (label, value) in rows {
            let space = " ".repeat(indent);
            let line = format!("{space}{label:width$}  {}", safe(value).replace('\n', " "));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// The page of a job, with what the client fills in where the scheduler has these tiers.
pub fn page(job: &Job, tiers: Option<&Tiers>, color: bool) -> String {
    let mut page = Page {
        color,
        text: String::new(),
    };
    page.title(&job.key.to_string());
    let mut rows = job_rows(job);
    if let Some(tiers) = tiers {
        fill_in(&mut rows, &FilledTier::of(&job.object, tiers));
    }
    page.rows(2, &rows);
    for (title, name) in [
        ("update", "update_config"),
        ("health check", "health_check_config"),
    ] {
        let Some(config) = attribute(&job.object, name) else {
            continue;
        };
        let changed = changes(&config, &[]);
        if !changed.is_empty() {
            page.section(title, "", "");
            page.rows(4, &changed);
        }
    }
    if let Some(task) = attribute(&job.object, "task") {
        task_section(&mut page, &task, job);
        for process in processes(&task) {
            process_section(&mut page, &process);
        }
    }
    page.text
}

/// The page of a task for the Thermos runner.
pub fn task(exported: &ExportedTask, color: bool) -> String {
    let mut page = Page {
        color,
        text: String::new(),
    };
    let task = &exported.object;
    page.title(&format!("task {}", name(task)));
    page.rows(2, &[row("kind", "task for the Thermos runner")]);
    if !exported.job.ports.is_empty() {
        page.rows(2, &[row("ports", exported.job.ports.join(", "))]);
    }
    task_section(&mut page, task, &exported.job);
    for process in processes(task) {
        process_section(&mut page, &process);
    }
    page.text
}

/// What is said of the hooks of a file; nothing if it lists none.
pub fn hooks(hooks: &[String], color: bool) -> String {
    if hooks.is_empty() {
        return String::new();
    }
    let mut page = Page {
        color,
        text: "\n".to_owned(),
    };
    page.title("hooks, which jobc never runs");
    for hook in hooks {
        page.text.push_str(&format!("  {}\n", safe(hook)));
    }
    page.text
}

fn row(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

fn job_rows(job: &Job) -> Vec<(String, String)> {
    let object = &job.object;
    let mut rows = Vec::new();
    if let Some(instances) = attribute(object, "instances") {
        rows.push(row("instances", show(&instances)));
    }
    let is_service = attribute(object, "service").as_ref().and_then(boolean) == Some(true);
    let is_cron = attribute(object, "cron_schedule").is_some();
    rows.push(row(
        "kind",
        match (is_service, is_cron) {
            (true, _) => "service: restarted whenever it ends",
            (_, true) => "cron job",
            _ => "job: runs to its end",
        },
    ));
    if !job.ports.is_empty() {
        rows.push(row("ports", job.ports.join(", ")));
    }
    rows.extend(changes(object, &JOB));
    rows
}

/// Adds the tier that the client fills in, and the `production` that follows from a tier.
fn fill_in(rows: &mut Vec<(String, String)>, filled: &FilledTier) {
    let production = filled.production.map(|production| production.to_string());
    for (label, value) in [("tier", &filled.tier), ("production", &production)] {
        let Some(value) = value else { continue };
        rows.retain(|(row, _)| row != label);
        rows.push(row(label, format!("{value} (filled in by the client)")));
    }
}

fn task_section(page: &mut Page, task: &Object, job: &Job) {
    page.section("task", &name(task), "");
    let mut rows = Vec::new();
    if let Some(resources) = attribute(task, "resources") {
        rows.push(row("resources", self::resources(&resources)));
    }
    for order in orders(task) {
        rows.push(row("order", order.join(" < ")));
    }
    let schedule = Schedule::of(job);
    let count = schedule.waves.len();
    for (index, wave) in schedule.waves.iter().enumerate() {
        let label = match (index, count) {
            (_, 1) => "runs",
            (0, _) => "runs first",
            _ => "then",
        };
        rows.push(row(label, wave.join(", ")));
    }
    for wave in &schedule.final_waves {
        rows.push(row("at the end", wave.join(", ")));
    }
    rows.extend(changes(task, &TASK));
    page.rows(4, &rows);
}

fn process_section(page: &mut Page, process: &Object) {
    let flags: Vec<&str> = ["daemon", "ephemeral", "final"]
        .into_iter()
        .filter(|flag| attribute(process, flag).as_ref().and_then(boolean) == Some(true))
        .collect();
    page.section("process", &name(process), &flags.join(", "));
    page.rows(4, &changes(process, &PROCESS));
    let cmdline = attribute(process, "cmdline");
    let cmdline = cmdline.as_ref().and_then(text).unwrap_or_default();
    for line in script(cmdline) {
        let line = format!("    │ {}", safe(line));
        page.text.push_str(line.trim_end());
        page.text.push('\n');
    }
}

/// The lines of a command line without what only serves its layout in the configuration: empty lines around it, and the
/// indentation that all of its lines have.
fn script(cmdline: &str) -> Vec<&str> {
    let is_blank = |line: &&str| line.trim().is_empty();
    let lines: Vec<&str> = cmdline.lines().collect();
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(0);
    let last = lines
        .iter()
        .rposition(|line| !is_blank(line))
        .map_or(0, |it| it + 1);
    let lines = lines.get(first..last).unwrap_or_default();
    let indentation = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines
        .iter()
        .filter(|line| !is_blank(line))
        .map(indentation)
        .min();
    let common = common.unwrap_or(0);
    lines
        .iter()
        .map(|line| line.get(common..).unwrap_or(""))
        .collect()
}

fn name(object: &Object) -> String {
    attribute(object, "name")
        .as_ref()
        .and_then(text)
        .unwrap_or_default()
        .to_owned()
}

fn resources(resources: &Object) -> String {
    let mut parts = Vec::new();
    if let Some(cpu) = attribute(resources, "cpu").as_ref().and_then(float) {
        parts.push(format!("{} cpu", units::number(cpu)));
    }
    for name in ["ram", "disk"] {
        if let Some(size) = attribute(resources, name).as_ref().and_then(integer) {
            parts.push(format!("{} {name}", units::bytes(size)));
        }
    }
    if let Some(gpu) = attribute(resources, "gpu")
        .as_ref()
        .and_then(integer)
        .filter(|&gpu| gpu > 0)
    {
        parts.push(format!("{gpu} gpu"));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn scripts_lose_their_layout_only() {
        for (cmdline, lines) in [
            ("", &[][..]),
            ("\n  \n", &[]),
            ("a", &["a"]),
            ("  a", &["a"]),
            ("\n  a\n    b\n\n  c\n", &["a", "  b", "", "c"]),
            ("a\n  b", &["a", "  b"]),
        ] {
            assert_eq!(script(cmdline), lines, "{cmdline:?}");
        }
    }
}
