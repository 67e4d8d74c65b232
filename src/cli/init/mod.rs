//! `jobc init`.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::workspace::door::{exists, make_folder, write_whole};
use std::path::{Path, PathBuf};

/// Create a repository that passes `jobc check`
///
/// Writes a service, a cron job, `jobc.toml` and the file for continuous integration. Existing files are not changed:
/// if one of these files exists, nothing is written.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// The file for continuous integration
    #[arg(long, value_enum, default_value_t, value_name = "SYSTEM")]
    ci: Ci,
}

/// For which system a file for continuous integration is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Ci {
    /// .github/workflows/jobc.yml
    #[default]
    Github,
    /// .gitlab-ci.yml
    Gitlab,
    /// No file
    None,
}

/// The path and the text of each file.
const FILES: [(&str, &str); 3] = [
    ("jobc.toml", include_str!("jobc.toml")),
    ("services/hello.aurora", include_str!("hello.aurora")),
    ("cron/cleanup.aurora", include_str!("cleanup.aurora")),
];

impl Ci {
    fn file(self) -> Option<(&'static str, &'static str)> {
        match self {
            Ci::Github => Some((".github/workflows/jobc.yml", include_str!("github.yml"))),
            Ci::Gitlab => Some((".gitlab-ci.yml", include_str!("gitlab.yml"))),
            Ci::None => None,
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let files: Vec<_> = FILES.into_iter().chain(arguments.ci.file()).collect();
    let folder = &arguments.folder;
    if let Some((existing, _)) = files.iter().find(|(name, _)| exists(&folder.join(name))) {
        let message = format!("`{}` exists; nothing was written", shown(folder, existing));
        return Err(Failure::new(Exit::Usage, message));
    }
    for (name, text) in files {
        let path = folder.join(name);
        write(&path, &text.replace("VERSION", env!("CARGO_PKG_VERSION")))?;
        terminal.output(&format!("created {}\n", shown(folder, name)))?;
    }
    terminal.output(&format!("\n{NEXT}"))?;
    Ok(Exit::Success)
}

fn shown(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    path.strip_prefix(".")
        .unwrap_or(&path)
        .display()
        .to_string()
}

const NEXT: &str = "\
Next:
  jobc inspect services/hello.aurora   show what a job runs
  jobc check                           report mistakes
  jobc diff                            show what your next change does
";

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), make_folder);
    let written = folder.and_then(|()| write_whole(path, text.as_bytes()));
    written.map_err(|error| {
        let message = format!("cannot write `{}`: {error}", path.display());
        Failure::new(Exit::Unreadable, message)
    })
}
