//! L013

use super::names::{self, Binding, BindingKind};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, Global};
use crate::object::Object;
use rustc_hash::FxHashSet;

rule! {
    /// ## What it does
    /// Reports a name that does not follow the naming convention. Structs are `UpperCamel`, instances of your own
    /// structs `UPPER_SNAKE`, and processes, tasks and jobs `lower_snake` or `UPPER_SNAKE`.
    ///
    /// ## Why is this bad?
    /// A reader cannot tell from the name what kind of object it is.
    ///
    /// ## Example
    /// ```python
    /// ReportProcess = Process(name = 'report', cmdline = './report')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = Task(processes = [ReportProcess], resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// report = Process(name = 'report', cmdline = './report')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = Task(processes = [report], resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    "L013" "naming-convention" Info Language off Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    for file in context.files {
        let mut seen = FxHashSet::default();
        for binding in names::bindings(&file.parsed.module.body) {
            let name = &*binding.name.name;
            let Some((what, style)) = convention(context, &binding) else {
                continue;
            };
            if style.fits(name) || names::is_exempt(name) || !seen.insert(name.to_owned()) {
                continue;
            }
            let message = format!(
                "`{name}` is {what}; by convention, its name is `{}`",
                style.apply(name)
            );
            findings.push(Diagnostic::new(&RULE.code, message, binding.name.span));
        }
    }
}

#[derive(Clone, Copy)]
enum Style {
    UpperCamel,
    UpperSnake,
    LowerSnake,
}

impl Style {
    fn fits(self, name: &str) -> bool {
        let has = |test: fn(&char) -> bool| name.chars().any(|letter| test(&letter));
        match self {
            Style::UpperCamel => {
                name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains('_')
            }
            Style::UpperSnake => !has(char::is_ascii_lowercase),
            // One that is never changed may be named like any constant.
            Style::LowerSnake => !has(char::is_ascii_uppercase) || !has(char::is_ascii_lowercase),
        }
    }

    /// The name as this style has it.
    fn apply(self, name: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut was_lower = false;
        for letter in name.chars() {
            let starts_word =
                words.is_empty() || letter == '_' || was_lower && letter.is_uppercase();
            if starts_word {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut().filter(|_| letter != '_') {
                word.push(letter);
            }
            was_lower = letter.is_lowercase() || letter.is_ascii_digit();
        }
        words.retain(|word| !word.is_empty());
        match self {
            Style::UpperCamel => words.iter().map(|word| capitalized(word)).collect(),
            Style::UpperSnake => words.join("_").to_uppercase(),
            Style::LowerSnake => words.join("_").to_lowercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first
        .chain(letters.as_str().to_lowercase().chars())
        .collect()
}

/// What a name stands for, and how it is to look.
fn convention(context: &Context, binding: &Binding) -> Option<(&'static str, Style)> {
    let global = context.globals.get(&binding.name.name)?;
    match (global, binding.kind) {
        (Global::Type(_), BindingKind::Class) => Some(("a struct", Style::UpperCamel)),
        (Global::Object(object), BindingKind::Assignment) => Some(match &**object.ty().name() {
            // What is not whole yet is a template for others, and may look like one.
            "Process" if has(object, &["name", "cmdline"]) => ("a process", Style::LowerSnake),
            "Task" if has(object, &["processes", "resources"]) => ("a task", Style::LowerSnake),
            "MesosJob" if has(object, &["cluster", "role", "environment", "task"]) => {
                ("a job", Style::LowerSnake)
            }
            "Process" | "Task" | "MesosJob" => return None,
            own if is_users(context, own) => ("an instance of a struct", Style::UpperSnake),
            _ => return None,
        }),
        _ => None,
    }
}

fn has(object: &Object, attributes: &[&str]) -> bool {
    attributes.iter().all(|name| object.field(name).is_some())
}

/// Whether the user defines the struct of that name.
fn is_users(context: &Context, ty: &str) -> bool {
    context.files.iter().any(|file| {
        names::bindings(&file.parsed.module.body)
            .iter()
            .any(|binding| binding.kind == BindingKind::Class && &*binding.name.name == ty)
    })
}
