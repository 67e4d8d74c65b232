//! `jobc query`.
//!
//! | file | what |
//! | --- | --- |
//! | `rows.rs` | sorting, grouping, sums |
//! | `write.rs` | tables, CSV and JSON |

mod rows;
mod write;

use super::evaluation::plan_in;
use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::terminal::Terminal;
use crate::job::Job;
use crate::project::{Plan, Target, evaluate};
use crate::report::{Finding, escape};
use crate::target::{Query, ask};
use crate::workspace::contents::Contents;
use crate::workspace::{MemoryHost, Tree};
use rows::Layout;

/// Show the jobs for which an expression is true
///
/// The expression is one of the configuration language, in which the attributes of a job are names: `environment == "prod" and
/// task.resources.ram > 8*GB`. So are `key`, `file`, `kind` (`service`, `cron`, `adhoc`) and `ports`. Attributes that are not set are `None`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The expression; `True` means all jobs
    #[arg(value_name = "EXPRESSION")]
    expression: String,
    /// Configurations and folders [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Expressions to show for each job, separated by commas [default: key]
    #[arg(long, value_name = "EXPRESSIONS", conflicts_with_all = ["group", "sum"])]
    show: Option<String>,
    /// Expressions to sort by, separated by commas
    #[arg(long, value_name = "EXPRESSIONS")]
    sort: Option<String>,
    /// Sort from the largest to the smallest
    #[arg(long)]
    reverse: bool,
    /// Show one row for the jobs with the same values of these expressions, with the number of jobs
    #[arg(long, value_name = "EXPRESSIONS")]
    group: Option<String>,
    /// Show the sums of these expressions, for each group if there are some
    #[arg(long, value_name = "EXPRESSIONS")]
    sum: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    compile: CompileArguments,
}

/// How rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Columns
    #[default]
    Table,
    /// Comma-separated values; sizes are bytes
    Csv,
    /// An array of objects
    Json,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// A file with its jobs.
struct Evaluated {
    name: String,
    jobs: Vec<Job>,
    /// The first error.
    error: Option<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let (plan, files) = evaluated(arguments, terminal)?;
    let jobs = files.iter();
    let jobs: Vec<(&Job, &str)> = jobs
        .flat_map(|file| file.jobs.iter().map(|job| (job, file.name.as_str())))
        .collect();
    let layout = Layout::of(arguments);
    let query = Query {
        condition: arguments.expression.clone(),
        columns: layout.columns(),
    };
    let limits = plan
        .circumstances
        .first()
        .map(|it| &it.options.evaluation.limits);
    let limits = limits.cloned().unwrap_or_default();
    // An expression needs nothing of the machine.
    let answer = ask(&query, &jobs, &MemoryHost::default(), &limits);
    if !answer.errors.is_empty() {
        terminal.findings(&Finding::all(&answer.sources, &answer.errors));
        return Ok(Exit::Usage);
    }
    let cells = answer.rows.into_iter().map(|(_, cells)| cells).collect();
    let table = layout.table(cells, arguments.reverse);
    match arguments.format {
        Format::Table => terminal.output(&write::table(&table))?,
        Format::Csv => terminal.output_exactly(&write::csv(&table))?,
        Format::Json => terminal.output_json(write::json(&table).to_pretty() + "\n")?,
    }
    let broken = files.iter().filter(|it| it.error.is_some());
    let mut exit = Exit::Success;
    for file in broken {
        let error = file.error.as_deref().unwrap_or_default();
        let name = escape::line(&file.name);
        terminal.fail(&format!(
            "{name} has errors, so jobs may be missing: {error}"
        ));
        exit = Exit::Invalid;
    }
    Ok(exit)
}

/// Evaluates the configurations of the paths.
fn evaluated(
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<(Plan, Vec<Evaluated>), Failure> {
    let paths = match arguments.paths.as_slice() {
        [] => vec![".".to_owned()],
        paths => paths.to_vec(),
    };
    let overrides = arguments.compile.overrides()?;
    let plan = plan_in(Tree::default(), &overrides, &paths, terminal)?;
    if !plan.errors.is_empty() {
        return Err(Failure::new(Exit::Unreadable, ""));
    }
    let targets: Vec<&Target> = plan.targets.iter().collect();
    let files = evaluate(
        &plan,
        &targets,
        &Contents::default(),
        &terminal.reporter(),
        |target, compilation, found| Evaluated {
            name: target.name.clone(),
            error: found
                .iter()
                .find(|it| it.is_error())
                .map(|it| it.message.clone()),
            jobs: compilation.jobs,
        },
    );
    Ok((plan, files))
}
