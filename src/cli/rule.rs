//! `jobc rule`.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{Code, codes, nearest};
use crate::lint::rules;

/// Explain an error code or a rule of the linter
///
/// Prints its page: what it means, an example, and the corrected example.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A code such as `E201`, or a name such as `undefined-name`
    #[arg(required_unless_present = "all")]
    code: Option<String>,
    /// List all codes, or all pages as JSON
    #[arg(long, conflicts_with = "code")]
    all: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// `--format json`
    #[arg(long, hide = true)]
    json: bool,
}

/// How pages are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown
    #[default]
    Text,
    /// JSON objects
    Json,
}

impl Arguments {
    /// Whether everything that is printed is to be JSON.
    pub fn wants_json(&self) -> bool {
        self.json || self.format == Format::Json
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let codes: Vec<&Code> = match &arguments.code {
        Some(wanted) => vec![find(wanted)?],
        None => all().collect(),
    };
    let text = match (arguments.wants_json(), arguments.all) {
        (true, true) => json(&codes.into_iter().map(object).collect()),
        (true, false) => codes.into_iter().map(object).map(|it| json(&it)).collect(),
        (false, true) => codes
            .into_iter()
            .map(|code| {
                format!(
                    "{:<6} {:<8} {}\n",
                    code.code,
                    code.severity.to_string(),
                    code.name
                )
            })
            .collect(),
        (false, false) => codes.into_iter().map(rules::document).collect(),
    };
    terminal.output_as_it_is(&text)?;
    Ok(Exit::Success)
}

/// Prints the page of a rule.
pub fn explain(wanted: &str, terminal: &Terminal) -> Result<Exit, Failure> {
    terminal.output_as_it_is(&rules::document(find(wanted)?))?;
    Ok(Exit::Success)
}

/// Errors, then rules of the linter.
fn all() -> impl Iterator<Item = &'static Code> {
    codes::all().chain(rules::all().iter().map(|rule| &rule.code))
}

fn find(wanted: &str) -> Result<&'static Code, Failure> {
    let is_wanted = |code: &&Code| {
        code.code.eq_ignore_ascii_case(wanted) || code.name.eq_ignore_ascii_case(wanted)
    };
    if let Some(code) = all().find(|code| is_wanted(code)) {
        return Ok(code);
    }
    let names = all().flat_map(|code| [code.code, code.name]);
    let help = match nearest(wanted, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`jobc rule --all` lists them".to_owned(),
    };
    Err(Failure::new(
        Exit::Usage,
        format!("unknown rule `{wanted}`; {help}"),
    ))
}

fn object(code: &Code) -> serde_json::Value {
    serde_json::json!({
        "code": code.code,
        "name": code.name,
        "severity": code.severity,
        "page": rules::document(code),
    })
}

fn json(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
