//! `jobc version`.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use serde_json::json;

/// The release of the Aurora client whose checks jobc makes: the last one.
const CLIENT: &str = "0.22.0";

/// The pystachio whose meaning references and objects have.
const PYSTACHIO: &str = "0.8.10";

/// Print the version, the build, and the client that jobc is compatible with
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// `--format json`
    #[arg(long)]
    json: bool,
}

/// How the version is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One fact per line
    #[default]
    Text,
    /// An object
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
    let version = env!("CARGO_PKG_VERSION");
    // Set by whoever builds a release.
    let commit = option_env!("JOBC_COMMIT");
    let profile = match cfg!(debug_assertions) {
        true => "debug",
        false => "release",
    };
    let system = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
    let text = match arguments.wants_json() {
        true => {
            let value = json!({
                "version": version, "commit": commit, "build": profile, "system": system,
                "aurora_client": CLIENT, "pystachio": PYSTACHIO, "python": "2.7",
            });
            serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
        }
        false => {
            let commit = commit.unwrap_or("unknown");
            format!(
                "jobc {version}\n\
                 commit         {commit}\n\
                 build          {profile}, {system}\n\
                 Aurora client  {CLIENT}\n\
                 pystachio      {PYSTACHIO}\n\
                 Python         2.7\n"
            )
        }
    };
    terminal.output(&text)?;
    Ok(Exit::Success)
}
