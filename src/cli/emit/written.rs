//! Targets that are written in the language.

use super::given::{check_options, given};
use super::{Arguments, each_in_a_file, is_file_name, is_meant_as_folder, put, unwritable};
use crate::cli::exit::{Exit, Failure};
use crate::cli::load::Loaded;
use crate::cli::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::eval::Limits;
use crate::job::Job;
use crate::report::Finding;
use crate::target::{
    Account, Document, Emitted, Format, Layout, TargetFile, run, to_json, to_markdown, together,
};
use crate::workspace::door::write_whole;
use std::path::Path;

/// Writes what a target makes of the jobs of each file, unless something is wrong. With `are_tasks`, the jobs were made up around tasks for the
/// Thermos runner.
pub(super) fn write(
    target: &TargetFile,
    arguments: &Arguments,
    loaded: &[Loaded],
    jobs: &[Vec<&Job>],
    are_tasks: bool,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let mut documents: Vec<(&Job, Document)> = Vec::new();
    let mut accounts: Vec<Account> = Vec::new();
    let mut extension = "json".to_owned();
    let mut layout = Layout::default();
    let mut exit = Exit::Success;
    for (it, jobs) in loaded.iter().zip(jobs).filter(|(_, jobs)| !jobs.is_empty()) {
        let sources = &it.compilation.sources;
        let all = arguments.losses.is_some();
        let limits = Limits::default();
        let given = given(target, &it.targets, &arguments.set);
        let emitted = run(target, jobs, sources, &given, &it.host, &limits, all);
        check_options(target, &emitted.options, &given)?;
        if are_tasks && !emitted.accepts_tasks {
            let message = format!(
                "the target `{}` writes jobs, and `{}` exports tasks\nchoose `--target script` or `--target thermos`",
                target.name, it.name
            );
            return Err(Failure::new(Exit::Invalid, message));
        }
        exit = exit.max(conclude(&emitted, it, arguments.strict, terminal));
        documents.extend(
            jobs.iter()
                .zip(emitted.documents)
                .filter_map(|(job, document)| Some((*job, document?))),
        );
        accounts.extend(emitted.accounts);
        extension = emitted.extension;
        layout.envelope = emitted.envelope;
    }
    layout.format = match (arguments.format, extension.as_str()) {
        (Some(format), _) => format,
        (None, "yaml" | "yml") => Format::Yaml,
        (None, _) => Format::Json,
    };
    if matches!(extension.as_str(), "json" | "yaml" | "yml") {
        extension = match layout.format {
            Format::Json => "json".to_owned(),
            Format::Yaml => "yaml".to_owned(),
        };
    }
    // What a refused job loses is of interest, too.
    if let Some(path) = &arguments.losses {
        let report = match path.extension().is_some_and(|it| it == "json") {
            true => to_json(&target.name, &accounts),
            false => to_markdown(&target.name, &accounts),
        };
        write_whole(path, report.as_bytes()).map_err(|error| unwritable(path, &error))?;
    }
    if exit != Exit::Success {
        terminal.note("nothing was written");
        return Ok(exit);
    }
    let folder = arguments
        .output
        .as_deref()
        .filter(|it| is_meant_as_folder(it));
    match folder {
        Some(folder) => write_each(folder, &documents, &extension, &layout)?,
        None => {
            let documents = documents.into_iter().map(|(_, document)| document);
            let documents: Vec<Document> = documents.collect();
            let message = match documents.iter().any(|it| matches!(it, Document::Files(_))) {
                true => "writes several files per job\nwrite them with `--output DIR/`",
                false => {
                    "writes one file per job\nchoose one job, or write all of them with `--output DIR/`"
                }
            };
            let text = together(documents, &layout).ok_or_else(|| {
                let message = format!("the target `{}` {message}", target.name);
                Failure::new(Exit::Invalid, message)
            })?;
            put(arguments, terminal, |out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(Exit::Success)
}

fn write_each(
    folder: &Path,
    documents: &[(&Job, Document)],
    extension: &str,
    layout: &Layout,
) -> Result<(), Failure> {
    let jobs: Vec<&Job> = documents.iter().map(|(job, _)| *job).collect();
    let names = documents.iter().flat_map(|(_, document)| match document {
        Document::Files(files) => files.as_slice(),
        _ => &[],
    });
    if let Some((name, _)) = names.into_iter().find(|(name, _)| !is_file_name(name)) {
        let message = format!("the target calls a file `{name}`, which is not a file name");
        return Err(Failure::new(Exit::Invalid, message));
    }
    each_in_a_file(folder, extension, &jobs, |index| {
        match &documents[index].1 {
            Document::Files(files) => {
                let files = files.iter();
                files
                    .map(|(name, text)| (Some(name.clone()), text.clone()))
                    .collect()
            }
            document => vec![(None, document.to_text(layout))],
        }
    })
}

/// Shows what is lost and what is wrong with the target.
fn conclude(emitted: &Emitted, loaded: &Loaded, is_strict: bool, terminal: &Terminal) -> Exit {
    terminal.findings(&Finding::all(&emitted.sources, &emitted.errors));
    // What a target says before it fails is not all that it would say.
    if emitted.errors.iter().any(|it| it.is_error()) {
        return Exit::Invalid;
    }
    let mut losses = emitted.losses.clone();
    if is_strict {
        losses
            .iter_mut()
            .for_each(|it| it.severity = Severity::Error);
    }
    if terminal.quiet {
        losses.retain(|it| it.is_error());
    }
    terminal.findings(&Finding::all(&loaded.compilation.sources, &losses));
    match losses.iter().any(|it| it.is_error()) {
        true => Exit::Invalid,
        false => Exit::Success,
    }
}
