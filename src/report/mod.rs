//! From diagnostics to text, for people and for machines. Pure: gives strings, prints nothing.
//!
//! | file | what |
//! | --- | --- |
//! | `finding.rs` | a diagnostic with the files it points into, its places as rows and columns |
//! | `commands.rs` | what a runner of builds would take for a command, made harmless |
//! | `escape.rs` | control characters and other invisible ones, made visible |
//! | `excerpt.rs` | the few lines of source that a diagnostic shows, by the line index |
//! | `details.rs` | help, further places, jobs: what every format has beside the message |
//! | `fingerprint.rs` | what a finding is known by from run to run |
//! | `full.rs` | for a terminal: source, labels, help |
//! | all others | one format each, named after it |

mod azure;
mod checkstyle;
pub mod commands;
mod concise;
mod details;
pub mod escape;
mod excerpt;
mod finding;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod grouped;
mod json;
mod junit;
mod pylint;
mod rdjson;
mod sarif;
#[cfg(test)]
mod tests;
mod xml;

pub use finding::{Finding, Place};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With source, labels and help, for a person.
    #[default]
    Full,
    /// One line each: `file:row:column: error[CODE] message`.
    Concise,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// JUnit's XML, for test reports.
    Junit,
    /// Under the name of each file.
    Grouped,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// As pylint writes them.
    Pylint,
    /// Reviewdog's JSON.
    Rdjson,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// SARIF 2.1.0.
    Sarif,
    /// Checkstyle's XML.
    Checkstyle,
}

impl Format {
    /// Every format with its name and what it is, as users choose it.
    pub const ALL: &[(Format, &str, &str)] = &[
        (
            Format::Full,
            "full",
            "With source, labels and help, for a person",
        ),
        (
            Format::Concise,
            "concise",
            "One line each: `file:row:column: error[CODE] message`",
        ),
        (Format::Json, "json", "One JSON array"),
        (Format::JsonLines, "json-lines", "One JSON object a line"),
        (Format::Junit, "junit", "JUnit's XML, for test reports"),
        (Format::Grouped, "grouped", "Under the name of each file"),
        (
            Format::Github,
            "github",
            "Workflow commands of GitHub Actions",
        ),
        (Format::Gitlab, "gitlab", "GitLab's code quality report"),
        (Format::Pylint, "pylint", "As pylint writes them"),
        (Format::Rdjson, "rdjson", "Reviewdog's JSON"),
        (
            Format::Azure,
            "azure",
            "Logging commands of Azure Pipelines",
        ),
        (Format::Sarif, "sarif", "SARIF 2.1.0"),
        (Format::Checkstyle, "checkstyle", "Checkstyle's XML"),
    ];

    /// Whether its reader looks for files from the root of the repository on, wherever the command ran.
    pub fn wants_repository_paths(self) -> bool {
        matches!(
            self,
            Format::Github | Format::Gitlab | Format::Sarif | Format::Azure
        )
    }
}

/// What the reader of a report can see.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The width of the terminal in columns.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
    /// Whether the drawings of `full` may have characters beyond ASCII.
    pub unicode: bool,
    /// How many findings `full` shows before it only counts.
    pub limit: usize,
    /// Whether `full` names the option of `jobc check` that fixes a finding.
    pub fix_hints: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            width: 100,
            color: false,
            unicode: true,
            limit: 100,
            fix_hints: true,
        }
    }
}

/// Writes findings in a format. The text is empty or ends with a newline.
pub fn render(findings: &[Finding], format: Format, style: &Style) -> String {
    let text = match format {
        Format::Full => full::render(findings, style),
        Format::Concise => concise::render(findings, style),
        Format::Json => json::render(findings),
        Format::JsonLines => json::render_lines(findings),
        Format::Junit => junit::render(findings),
        Format::Grouped => grouped::render(findings, style),
        Format::Github => github::render(findings),
        Format::Gitlab => gitlab::render(findings),
        Format::Pylint => pylint::render(findings),
        Format::Rdjson => rdjson::render(findings),
        Format::Azure => azure::render(findings),
        Format::Sarif => sarif::render(findings),
        Format::Checkstyle => checkstyle::render(findings),
    };
    match format {
        Format::Full | Format::Concise | Format::Grouped | Format::Pylint => {
            commands::defuse(&text).into_owned()
        }
        Format::Github => commands::defuse_behind(&text, "::"),
        Format::Azure => commands::defuse_behind(&text, "##vso[task.logissue "),
        Format::Junit | Format::Checkstyle => commands::defuse_xml(&text),
        Format::Json | Format::JsonLines | Format::Gitlab | Format::Rdjson | Format::Sarif => {
            commands::defuse_json(&text).into_owned()
        }
    }
}
