//! The arguments that choose rules.

use super::exit::Failure;
use crate::lint::Selector;
use crate::project::RuleOverrides;

/// Which rules are on.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArguments {
    /// Use only these rules, regardless of the settings: codes, starts of codes, names, groups, or ALL
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Option<Vec<String>>,
    /// Turn off these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Turn on these rules too
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Check command lines with shellcheck
    #[arg(long, overrides_with = "no_shellcheck")]
    shellcheck: bool,
    /// Do not use shellcheck, regardless of the settings
    #[arg(long, overrides_with = "shellcheck")]
    no_shellcheck: bool,
    /// Turn off a rule in files that match the glob
    #[arg(long, value_name = "GLOB:RULE", value_delimiter = ',', value_parser = pair)]
    per_file_ignores: Vec<(String, String)>,
}

/// Reads `GLOB:RULE`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once(':') {
        Some((glob, rule)) if !glob.is_empty() && !rule.is_empty() => {
            Ok((glob.to_owned(), rule.to_owned()))
        }
        _ => Err("expected GLOB:RULE".to_owned()),
    }
}

impl RuleArguments {
    /// What they ask for; fails if a rule is unknown.
    pub fn overrides(&self) -> Result<RuleOverrides, Failure> {
        let selectors = |names: &[String]| names.iter().cloned().map(Selector).collect();
        let per_file = self.per_file_ignores.iter();
        let overrides = RuleOverrides {
            select: self.select.as_deref().map(selectors),
            ignore: selectors(&self.ignore),
            extend_select: selectors(&self.extend_select),
            shellcheck: match (self.shellcheck, self.no_shellcheck) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
            per_file_ignores: per_file
                .map(|(glob, rule)| (glob.clone(), Selector(rule.clone())))
                .collect(),
        };
        overrides.validate()?;
        Ok(overrides)
    }
}
