//! `jobc completions` and `jobc man`.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use clap::{Command, ValueEnum};
use clap_complete::Shell;

/// Print what a shell needs to complete command lines
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
        Failure::new(Exit::Internal, format!("no completions for {shell}"))
    })?;
    terminal.output_as_it_is(&script)?;
    Ok(Exit::Success)
}

/// Runs `jobc man`: the manual page of everything, in roff.
pub fn man(command: Command, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let unwritable = |error: std::io::Error| Failure::new(Exit::Internal, error.to_string());
    // The template of the help has colours and columns of its own.
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
    terminal.output_as_it_is(&tidy(&String::from_utf8_lossy(&page)))?;
    Ok(Exit::Success)
}

/// A page that every roff reads without complaint: letters beyond ASCII by their numbers, no line breaks beside empty lines, and
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
        let line = match line.strip_prefix(".TH jobc 1  ") {
            Some(rest) => format!(".TH jobc 1 \"\" {rest}"),
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
