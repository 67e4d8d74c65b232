//! What a rule is.

use super::{Context, File, Findings};
use crate::diagnostic::Code;
use crate::job::Job;
use crate::syntax::ast::Expression;

/// The groups of rules, each with a letter that starts its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// `T`: references and bindings.
    Templates,
    /// `R`: cpu, ram and disk.
    Resources,
    /// `P`: processes and their order.
    Processes,
    /// `J`: jobs.
    Jobs,
    /// `L`: the language around the objects.
    Language,
}

impl Group {
    /// What its codes start with.
    pub fn prefix(self) -> &'static str {
        match self {
            Group::Templates => "T",
            Group::Resources => "R",
            Group::Processes => "P",
            Group::Jobs => "J",
            Group::Language => "L",
        }
    }

    /// Its name in documentation and settings.
    pub fn name(self) -> &'static str {
        match self {
            Group::Templates => "templates",
            Group::Resources => "resources",
            Group::Processes => "processes",
            Group::Jobs => "jobs",
            Group::Language => "language",
        }
    }
}

/// What a rule looks at, and the function that looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// The tree of one file of the user's.
    File(fn(&Context, &File, &mut Findings)),
    /// One expression of such a file, whatever is around it. One walk through the tree does for all rules of this kind.
    Expression(fn(&Context, &Expression, &mut Findings)),
    /// One job that the client accepts.
    Job(fn(&Context, &Job, &mut Findings)),
    /// Everything at once.
    Compilation(fn(&Context, &mut Findings)),
    /// The comments that switch rules off, after all rules have run: see `unused_ignore.rs`.
    Comments,
    /// The rules of the repository, which `custom` runs.
    Custom,
    /// The jobs of many files, after each was compiled: see `repository.rs`.
    Repository,
}

/// A rule.
pub struct Rule {
    /// Code, name, severity and page.
    pub code: Code,
    /// Its group.
    pub group: Group,
    /// Whether it is on unless settings say otherwise.
    pub default: bool,
    /// What it does.
    pub check: Check,
}

impl Rule {
    /// What its page says first: its severity, its group, and whether it is on.
    pub fn status(&self) -> String {
        let Code { code, severity, .. } = &self.code;
        let group = self.group.name();
        if self.default {
            format!(
                "Severity: {severity}. Group: `{group}`. On by default; `ignore = [\"{code}\"]` turns it off."
            )
        } else {
            format!(
                "Severity: {severity}. Group: `{group}`. Off by default; `extend-select = [\"{code}\"]` turns it on."
            )
        }
    }
}

/// The sections of a rule's page, in this order. The first four are required.
pub const SECTIONS: [&str; 7] = [
    "What it does",
    "Why is this bad?",
    "Example",
    "Use instead",
    "Options",
    "Fix safety",
    "References",
];

/// Declares the rule of a file. Its doc comment is its page, with the [`SECTIONS`] in order: `## What it does`, `## Why is this bad?`,
/// `## Example` (a complete file that the rule reports), `## Use instead` (the corrected file), and where needed `## Options`,
/// `## Fix safety` and `## References`. Write `off` instead of `on` for a rule that has to be selected. A
/// [`Tag`](crate::diagnostic::Tag) may follow the check.
macro_rules! rule {
    (
        $(#[doc = $doc:expr])+
        $code:literal $name:literal $severity:ident $group:ident $default:ident $kind:ident$(($check:path))?
        $($tag:ident)?
    ) => {
        $(#[doc = $doc])+
        pub static RULE: $crate::lint::Rule = $crate::lint::Rule {
            code: $crate::diagnostic::Code {
                code: $code,
                name: $name,
                stage: $crate::diagnostic::Stage::Lint,
                severity: $crate::diagnostic::Severity::$severity,
                page: concat!($($doc, "\n"),+),
                tag: $crate::diagnostic::tag!($($tag)?),
            },
            group: $crate::lint::Group::$group,
            default: $crate::lint::rule::$default,
            check: $crate::lint::Check::$kind$(($check))?,
        };
    };
}
pub(crate) use rule;

#[allow(non_upper_case_globals)]
pub(super) const on: bool = true;
#[allow(non_upper_case_globals)]
pub(super) const off: bool = false;
