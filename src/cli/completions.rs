//! `jobc completions` and `jobc man`.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::workspace::door::write_whole;
use clap::{Command, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Print the completion script for a shell
///
/// For bash: `jobc completions bash > ~/.local/share/bash-completion/completions/jobc`
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs `jobc completions`; `command` is the whole command line interface.
pub fn run(
    arguments: &Arguments,
    mut command: Command,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "jobc", &mut script);
    let script = String::from_utf8(script).map_err(|_| {
        let shell = arguments.shell.to_possible_value();
        let shell = shell.map(|it| it.get_name().to_owned()).unwrap_or_default();
        Failure::new(
            Exit::Internal,
            format!("completions for {shell} are not available"),
        )
    })?;
    terminal.output_as_it_is(&script)?;
    Ok(Exit::Success)
}

/// Print the manual page of a command, in roff
///
/// `jobc man > jobc.1` prints the page of jobc, `jobc man check > jobc-check.1` the page of a command. `jobc man
/// --output DIR` writes all pages.
#[derive(Debug, clap::Args)]
pub struct ManArguments {
    /// The command [default: jobc itself]
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Option<String>,
    /// Write the pages of jobc and of each command into a folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs `jobc man`; `command` is the whole command line interface.
pub fn man(
    arguments: &ManArguments,
    command: Command,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let own = |command: &Command| -> Vec<Command> {
        let all = command.get_subcommands();
        all.filter(|it| !it.is_hide_set()).cloned().collect()
    };
    if let Some(folder) = &arguments.output {
        let pages = own(&command).into_iter().map(|it| {
            let name = format!("jobc-{}.1", it.get_name());
            Ok::<_, Failure>((name, page_of(it)?))
        });
        let mut pages = pages.collect::<Result<Vec<_>, _>>()?;
        pages.push(("jobc.1".to_owned(), whole(command)?));
        for (name, page) in pages {
            let path = folder.join(name);
            write_whole(&path, page.as_bytes()).map_err(|error| {
                let message = format!("cannot write `{}`: {error}", path.display());
                Failure::new(Exit::Unreadable, message)
            })?;
        }
        return Ok(Exit::Success);
    }
    let page = match &arguments.command {
        None => whole(command)?,
        Some(name) => {
            let found = own(&command).into_iter().find(|it| it.get_name() == name);
            let missing = || {
                let names: Vec<String> = own(&command)
                    .iter()
                    .map(|it| it.get_name().to_owned())
                    .collect();
                let names = names.join(", ");
                let message = format!("unknown command `{name}`; the commands are {names}");
                Failure::new(Exit::Usage, message)
            };
            page_of(found.ok_or_else(missing)?)?
        }
    };
    terminal.output_as_it_is(&page)?;
    Ok(Exit::Success)
}

fn unwritable(error: std::io::Error) -> Failure {
    Failure::new(Exit::Internal, error.to_string())
}

/// The page of one command.
fn page_of(command: Command) -> Result<String, Failure> {
    let name = format!("jobc-{}", command.get_name());
    let usage = format!("jobc {}", command.get_name());
    let command = command.bin_name(usage).display_name(name);
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(unwritable)?;
    Ok(tidy(&String::from_utf8_lossy(&page)))
}

/// The page of jobc, with the options of every command.
fn whole(command: Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    // The template of the help has colors and columns of its own.
    let command = command.help_template("{about}").after_help("");
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(unwritable)?;
    for subcommand in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        let name = format!("jobc {}", subcommand.get_name());
        page.extend(format!(".SH \"{}\"\n", name.to_uppercase()).bytes());
        let man = clap_mangen::Man::new(subcommand.clone().bin_name(name));
        man.render_synopsis_section(&mut page).map_err(unwritable)?;
        man.render_description_section(&mut page)
            .map_err(unwritable)?;
        man.render_options_section(&mut page).map_err(unwritable)?;
    }
    Ok(tidy(&String::from_utf8_lossy(&page)))
}

/// A page that every roff reads without complaint: letters beyond ASCII by their numbers, no line breaks beside
/// empty lines, and
/// no date, so that the version stands where it belongs.
fn tidy(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    let is_space = |index: Option<usize>| {
        let line = index.and_then(|index| lines.get(index));
        line.is_some_and(|line| line.is_empty() || *line == ".sp")
    };
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        if *line == ".br" && (is_space(index.checked_sub(1)) || is_space(Some(index + 1))) {
            continue;
        }
        // `.TH NAME 1  "NAME VERSION"` has an empty date, which has to be there for the version to be one.
        let line = match line
            .strip_prefix(".TH ")
            .and_then(|it| it.split_once(" 1  "))
        {
            Some((name, rest)) => format!(".TH {name} 1 \"\" {rest}"),
            None => line.to_string(),
        };
        for character in line.chars() {
            match character.is_ascii() {
                true => out.push(character),
                false => out.push_str(&format!("\\[u{:04X}]", u32::from(character))),
            }
        }
        out.push('\n');
    }
    out
}
