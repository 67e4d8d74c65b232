//! The kinds of diagnostics: stable codes with names, severities and documentation.

use std::fmt;

/// How bad a diagnostic is.
#[derive(
    Clone, Copy, Debug, PartialEq, Hash, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Unwise, but it works.
    Warning,
    /// The client or the scheduler rejects it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// What an editor can show of the characters beside that something is wrong with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// They can be taken out: shown faded.
    Unnecessary,
    /// Nothing uses them, so that they can be taken out. Of a file that several configurations use this holds only if none of them uses
    /// them. Shown faded.
    Unused,
    /// There is something newer: shown struck through.
    Deprecated,
}

/// Which part of jobc finds a kind of diagnostic, in the order that they run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Parsing.
    Syntax,
    /// Evaluating: names, calls, operators, exceptions.
    Evaluation,
    /// Making objects: attributes and types.
    Objects,
    /// Resolving references.
    Templates,
    /// Checking jobs, as the client does when it reads a configuration.
    Client,
    /// Checking jobs that the client accepts: what fails later, in the scheduler, in an update or on the machine.
    Scheduler,
    /// Reading files, modules and the environment.
    Files,
    /// Counting time and memory.
    Limits,
    /// Writing jobs for a target.
    Targets,
    /// Linting.
    Lint,
}

/// One kind of diagnostic. Two are the same if their codes are.
#[derive(Debug)]
pub struct Code {
    /// The stable code: `E201`.
    pub code: &'static str,
    /// The stable name, in kebab-case: `undefined-name`.
    pub name: &'static str,
    /// Which part of jobc finds it.
    pub stage: Stage,
    /// The severity, unless settings change it.
    pub severity: Severity,
    /// The page that `jobc rule CODE` prints, in Markdown: the doc comment beside the code.
    pub page: &'static str,
    /// How editors show the characters.
    pub tag: Option<Tag>,
}

impl Code {
    /// The page without the space that a doc comment has before each line.
    pub fn text(&self) -> String {
        let lines = self.page.trim_end().lines();
        let lines: Vec<&str> = lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        lines.join("\n")
    }

    /// The page under its heading, as a file of its own. For a rule, use [`lint::rules::document`](crate::lint::rules::document),
    /// which also says whether the rule is on.
    pub fn document(&self) -> String {
        self.document_with("")
    }

    /// The page under its heading, with a paragraph between the two.
    pub fn document_with(&self, paragraph: &str) -> String {
        let gap = if paragraph.is_empty() { "" } else { "\n\n" };
        format!(
            "# {} {} ({})\n\n{paragraph}{gap}{}\n",
            self.code,
            self.name,
            self.severity,
            self.text()
        )
    }

    /// The first paragraph of the page, on one line.
    pub fn summary(&self) -> String {
        let text = self.text();
        let text = text.strip_prefix("## What it does\n").unwrap_or(&text);
        let first = text.trim_start().split("\n\n").next().unwrap_or_default();
        first.replace('\n', " ")
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.code == other.code
    }
}

impl Eq for Code {}

/// Declares the codes of a [`Stage`]. The doc comment of each is its page: what it means in a paragraph or two, then the sections
/// `## Example` (a fenced file that shows it) and `## Use instead` (the corrected file). A [`Tag`] may follow the severity.
macro_rules! codes {
    ($stage:ident: $($(#[doc = $doc:expr])+ $ident:ident = $code:literal $name:literal $severity:ident $($tag:ident)?;)+) => {
        $(
            $(#[doc = $doc])+
            pub static $ident: $crate::diagnostic::Code = $crate::diagnostic::Code {
                code: $code,
                name: $name,
                stage: $crate::diagnostic::Stage::$stage,
                severity: $crate::diagnostic::Severity::$severity,
                page: concat!($($doc, "\n"),+),
                tag: $crate::diagnostic::tag!($($tag)?),
            };
        )+

        /// Every code of this file, in order.
        pub static ALL: &[&$crate::diagnostic::Code] = &[$(&$ident),+];
    };
}
pub(crate) use codes;

/// The [`Tag`] of a code, if it has one.
macro_rules! tag {
    () => {
        None
    };
    ($tag:ident) => {
        Some($crate::diagnostic::Tag::$tag)
    };
}
pub(crate) use tag;
