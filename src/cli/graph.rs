//! `jobc graph`.

use super::evaluation::plan_in;
use super::exit::{Exit, Failure};
use super::inputs::Inputs;
use super::load::CompileArguments;
use super::outcome::conclude_all;
use super::selection::select;
use super::terminal::Terminal;
use crate::compile::Compilation;
use crate::graph::{Graph, dot, mermaid, svg, text};
use crate::job::{Job, Process};
use crate::project::{Target, evaluate};
use crate::report::escape;
use crate::source::Span;
use crate::workspace::Tree;
use crate::workspace::contents::Contents;

/// Show which files include each other, or the order of the processes of a job
///
/// With a job key, shows the processes of the jobs: an arrow leads to what waits. Without one, shows the configurations of the paths with
/// everything that they include or import.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders; a job key chooses jobs, whose processes are shown [default: the current folder]
    #[arg(value_name = "FILE|JOBKEY")]
    words: Vec<String>,
    /// Show the processes of all jobs of the files
    #[arg(long)]
    processes: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How a graph is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Lines
    #[default]
    Text,
    /// For Graphviz
    Dot,
    /// For Markdown pages
    Mermaid,
    /// A drawing
    Svg,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let inputs = match arguments.words.is_empty() {
        true => Inputs::of(&[".".to_owned()])?,
        false => Inputs::of(&arguments.words)?,
    };
    match inputs.keys.is_empty() && !arguments.processes {
        true => files(arguments, &inputs, terminal),
        false => processes(arguments, &inputs, terminal),
    }
}

/// Shows which files bring which.
fn files(arguments: &Arguments, inputs: &Inputs, terminal: &Terminal) -> Result<Exit, Failure> {
    let overrides = arguments.compile.overrides()?;
    let mut plan = plan_in(Tree::default(), &overrides, &inputs.files, terminal)?;
    for circumstances in &mut plan.circumstances {
        circumstances.options.evaluation.keeps_journal = true;
    }
    let targets: Vec<&Target> = plan.targets.iter().collect();
    let contents = Contents::default();
    let found = evaluate(
        &plan,
        &targets,
        &contents,
        &terminal.reporter(),
        |target, compilation, _| (target.name.clone(), includes(&compilation)),
    );
    let mut graph = Graph::new("includes");
    for (name, includes) in &found {
        graph.node(name);
        for (from, to) in includes {
            let (from, to) = (graph.node(from), graph.node(to));
            graph.edge(from, to);
        }
    }
    show(arguments, &graph, terminal)?;
    match plan.errors.is_empty() {
        true => Ok(Exit::Success),
        false => Ok(Exit::Unreadable),
    }
}

/// The names of the files that include or import others of the user's, with those.
pub fn includes(compilation: &Compilation) -> Vec<(String, String)> {
    let sources = &compilation.sources;
    let included = compilation.journal.iter().flat_map(|it| it.all_included());
    let users = included
        .filter(|(file, span)| sources.is_users(*span) && sources.is_users(Span::new(*file, 0, 0)));
    users
        .map(|(file, span)| {
            let name = |file| sources.get(file).name.clone();
            (name(span.file), name(*file))
        })
        .collect()
}

/// Shows what waits for what in jobs.
fn processes(arguments: &Arguments, inputs: &Inputs, terminal: &Terminal) -> Result<Exit, Failure> {
    let loaded = inputs.load(&arguments.compile, terminal)?;
    let selected = select(&loaded, &inputs.keys, &inputs.names(&loaded));
    let exit = conclude_all(&loaded, &selected, inputs, terminal);
    let jobs: Vec<&Job> = match (selected, exit) {
        (Ok(jobs), _) => jobs.into_iter().flatten().collect(),
        (Err(failure), Exit::Success) => return Err(failure),
        (Err(_), exit) => return Ok(exit),
    };
    for (index, job) in jobs.iter().enumerate() {
        if index > 0 && arguments.format == Format::Text {
            terminal.output("\n")?;
        }
        if jobs.len() > 1 && arguments.format == Format::Text {
            terminal.output(&format!("{}\n", escape::line(&job.key.to_string())))?;
        }
        show(arguments, &processes_of(job), terminal)?;
    }
    Ok(exit)
}

/// The processes of a job. Final ones are dashed, and start after all others.
pub fn processes_of(job: &Job) -> Graph {
    let mut graph = Graph::new(job.key.to_string());
    let processes = job.task().map(|task| task.processes()).unwrap_or_default();
    let name = |index: usize| processes.get(index).and_then(Process::name);
    let all = |waves: &[Vec<usize>]| waves.concat();
    for index in all(&job.plan.waves) {
        graph.node(&name(index).unwrap_or_default());
    }
    for index in all(&job.plan.final_waves) {
        let node = graph.node(&name(index).unwrap_or_default());
        graph.nodes[node].is_dashed = true;
    }
    for edge in &job.plan.edges {
        if let (Some(before), Some(after)) = (name(edge.before), name(edge.after)) {
            let (before, after) = (graph.node(&before), graph.node(&after));
            graph.edge(before, after);
        }
    }
    graph
}

fn show(arguments: &Arguments, graph: &Graph, terminal: &Terminal) -> Result<(), Failure> {
    match arguments.format {
        Format::Text => {
            let text = text(graph, terminal.output_style().unicode);
            terminal.output(&escape::text(&text))
        }
        Format::Dot => terminal.output(&escape::text(&dot(graph))),
        Format::Mermaid => terminal.output(&escape::text(&mermaid(graph))),
        Format::Svg => terminal.output(&escape::text(&svg(graph))),
    }
}
