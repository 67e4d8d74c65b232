//! The arguments that say which settings are in force: a file of them, single ones, or none.

use super::exit::{Exit, Failure};
use crate::project::SettingsOverrides;
use crate::workspace::door::is_file;
use std::path::{Path, PathBuf};

/// What every command takes that has settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SettingsArguments {
    /// Use these settings instead of the nearest jobc.toml, or change one, as in `lint.select = ["J001"]`. May be
    /// repeated
    #[arg(long, value_name = "FILE|KEY=VALUE", value_parser = config, env = "JOBC_CONFIG", hide_env = true)]
    config: Vec<Config>,
    /// Ignore every jobc.toml
    #[arg(long)]
    isolated: bool,
}

/// What `--config` says.
#[derive(Clone, Debug)]
enum Config {
    /// Where all settings are.
    File(PathBuf),
    /// TOML that goes before them.
    Inline(String),
}

/// Distinguishes TOML from a file name: TOML contains `=`, and no file has that name.
fn config(text: &str) -> Result<Config, String> {
    Ok(match text.contains('=') && !is_file(Path::new(text)) {
        true => Config::Inline(text.to_owned()),
        false => Config::File(PathBuf::from(text)),
    })
}

impl SettingsArguments {
    /// What they ask for; fails if they contradict each other.
    pub fn overrides(&self) -> Result<SettingsOverrides, Failure> {
        let mut files = self.config.iter().filter_map(|it| match it {
            Config::File(path) => Some(path),
            Config::Inline(_) => None,
        });
        let file = files.next();
        let message = match (file, files.next(), self.isolated) {
            (Some(first), Some(second), _) => format!(
                "`--config` names two files, `{}` and `{}`, but only one is allowed",
                first.display(),
                second.display()
            ),
            (Some(file), None, true) => format!(
                "`--isolated` excludes settings files, but `--config` names `{}`",
                file.display()
            ),
            _ => {
                let inline = self.config.iter().filter_map(|it| match it {
                    Config::Inline(text) => Some(text.clone()),
                    Config::File(_) => None,
                });
                return Ok(SettingsOverrides {
                    file: file.cloned(),
                    inline: inline.collect(),
                    isolated: self.isolated,
                    ..SettingsOverrides::default()
                });
            }
        };
        Err(Failure::new(Exit::Usage, message))
    }
}
