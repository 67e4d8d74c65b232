//! Job keys and files on one command line, in any order: `KEY FILE` as the Aurora client has it, `FILE KEY…`, or files and folders alone.

use super::exit::{Exit, Failure};
use super::load::{CompileArguments, Loaded};
use super::selection::Pattern;
use super::terminal::Terminal;
use crate::compile::CompileOptions;
use crate::diagnostic::Stage;
use crate::project::{Options, RuleOverrides, plan};
use crate::workspace::door::{exists, is_folder};
use std::path::Path;

/// What the words of a command line mean.
#[derive(Debug)]
pub struct Inputs {
    /// Files, folders, and `-` for standard input.
    pub files: Vec<String>,
    /// The jobs that are meant; all if there are none.
    pub keys: Vec<Pattern>,
}

/// How the names of configurations end.
const ENDINGS: [&str; 6] = ["aurora", "aur", "mesos", "thermos", "json", "py"];

impl Inputs {
    /// Tells files from job keys: what exists, ends as a configuration does or cannot be a key is a file.
    pub fn of(words: &[String]) -> Result<Inputs, Failure> {
        let mut inputs = Inputs {
            files: Vec::new(),
            keys: Vec::new(),
        };
        let mut last_key = None;
        let mut wrong = None;
        for word in words {
            match Pattern::parse(word) {
                _ if is_file(word) => inputs.files.push(word.clone()),
                Ok(key) => {
                    inputs.keys.push(key);
                    last_key = Some(word);
                }
                Err(message) => wrong = Some(format!("`{word}` is not a file, and {message}")),
            }
        }
        match (wrong, last_key) {
            (Some(message), _) => return Err(Failure::new(Exit::Usage, message)),
            // Nothing is a file, so one was probably misspelled: reading it says so.
            (None, Some(word)) if inputs.files.is_empty() => {
                inputs.files.push(word.clone());
                inputs.keys.pop();
            }
            _ => {}
        }
        Ok(inputs)
    }

    /// Compiles every file, and in folders every configuration that has jobs.
    pub fn load(
        &self,
        compile: &CompileArguments,
        terminal: &Terminal,
    ) -> Result<Vec<Loaded>, Failure> {
        self.load_with(compile, terminal, |_| {})
    }

    /// The same with other options than those of the command line and the settings.
    pub fn load_with(
        &self,
        compile: &CompileArguments,
        terminal: &Terminal,
        change: impl Fn(&mut CompileOptions),
    ) -> Result<Vec<Loaded>, Failure> {
        let mut all = Vec::new();
        for name in &self.files {
            if !is_folder(Path::new(name)) {
                all.push(compile.load_with(name, terminal, &change)?);
                continue;
            }
            let found = in_folder(name, compile, terminal)?;
            if found.is_empty() && !terminal.quiet {
                terminal.error(&format!("no configurations found in `{name}`\n"));
            }
            for name in found {
                let loaded = compile.load_with(&name, terminal, &change)?;
                if !is_template(&loaded) {
                    all.push(loaded);
                }
            }
        }
        Ok(all)
    }

    /// The files as messages name them: the one file, or how many there are.
    pub fn names(&self, loaded: &[Loaded]) -> String {
        match self.files.as_slice() {
            [file] => format!("`{file}`"),
            _ => format!("{} files", loaded.len()),
        }
    }
}

/// Whether a word of a command line means a file: what exists or ends as a configuration does.
pub fn is_file(word: &str) -> bool {
    let path = Path::new(word);
    let ending = path.extension().and_then(|it| it.to_str());
    word == "-" || exists(path) || ending.is_some_and(|it| ENDINGS.contains(&it))
}

/// The configurations in a folder, as `check` finds them.
fn in_folder(
    folder: &str,
    compile: &CompileArguments,
    terminal: &Terminal,
) -> Result<Vec<String>, Failure> {
    let plan = plan(
        &[folder.to_owned()],
        &Options {
            overrides: &compile.overrides()?,
            rules: &RuleOverrides::default(),
            stdin_name: compile.stdin_name(),
            cache_dir: None,
            use_cache: false,
            extra: None,
            exclude: &[],
            force_exclude: false,
            reporter: &terminal.reporter(),
        },
    )?;
    for error in &plan.errors {
        terminal.fail(error);
    }
    Ok(plan.targets.into_iter().map(|it| it.name).collect())
}

/// Whether a file is one for others to include: it lists no jobs, and nothing in it keeps it from being read to its
/// end.
fn is_template(loaded: &Loaded) -> bool {
    let compilation = &loaded.compilation;
    let is_broken = compilation
        .diagnostics
        .iter()
        .any(|it| it.is_error() && it.code.stage == Stage::Syntax);
    !compilation.defines_jobs()
        && compilation.jobs.is_empty()
        && compilation.tasks.is_empty()
        && compilation.main.is_some()
        && !loaded.is_json
        && !is_broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_keys_come_in_any_order() {
        let words = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|it| it.to_string()).collect();
            let inputs = Inputs::of(&words).map_err(|it| it.message)?;
            Ok::<_, String>((inputs.files, inputs.keys.len()))
        };
        let file = |file: &str, keys| Ok((vec![file.to_owned()], keys));
        for (line, expected) in [
            (&["a.aurora"][..], file("a.aurora", 0)),
            (&["prod/hello", "a.aurora"], file("a.aurora", 1)),
            (&["a.aurora", "prod/hello", "x/*"], file("a.aurora", 2)),
            (&["c/r/e/n", "-"], file("-", 1)),
            (&["src", "c/r/e/n"], file("src", 1)),
            (&["a.json", "c"], file("a.json", 1)),
            (&["nothing"], file("nothing", 0)),
            (&["c/r/e/n", "nothing"], file("nothing", 1)),
        ] {
            assert_eq!(words(line), expected, "{line:?}");
        }
        assert!(words(&["a//b", "a.aurora"]).is_err());
    }
}
