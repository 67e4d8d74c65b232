//! Proposing and declaring the parameters that `jobc.toml` may declare.

use super::{Error, Merged, Plan};
use crate::diagnostic::codes::template::UNBOUND_REFERENCE;
use crate::job::Parameters;
use crate::workspace::checked::Checked;
use crate::workspace::door::{self, read_named, write_whole};
use crate::workspace::files::normalize;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::{Table, Value};

/// The names that are reported as unbound and may be meant as parameters.
pub fn undeclared(checked: &[Checked], merged: &Merged) -> Parameters {
    let unbound = merged.diagnostics.iter();
    let unbound = unbound.filter(|it| it.code == &UNBOUND_REFERENCE && it.fix.is_none());
    let reported: FxHashSet<&str> = unbound.flat_map(|it| references(&it.message)).collect();
    let mut all = Parameters::default();
    for checked in checked {
        all.extend_specific(checked.undeclared.clone());
    }
    all.retain(|name| reported.contains(name));
    all
}

/// The references in a message.
fn references(message: &str) -> impl Iterator<Item = &str> {
    let starts = message.split("`{{").skip(1);
    starts.filter_map(|rest| Some(rest.split_once("}}`")?.0))
}

/// What is said of names that may be parameters.
pub fn proposal(parameters: &Parameters) -> String {
    let table: String = table(parameters)
        .lines()
        .map(|line| format!("  {line}\n"))
        .collect();
    format!(
        "if the command line binds these names, declare them in `jobc.toml` (`--fix=suggested` does so):\n{table}"
    )
}

/// The table that declares parameters, as it would be written in `jobc.toml`.
fn table(parameters: &Parameters) -> String {
    format!("[parameters]\n{}", declarations(parameters))
}

/// A line for each parameter.
fn declarations(parameters: &Parameters) -> String {
    let lines = parameters.iter().filter_map(|(name, ty)| {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let name = match name.chars().all(is_bare) {
            true => name.to_owned(),
            false => Value::from(name).to_string(),
        };
        Some(format!("{name} = {}\n", Value::try_from(ty).ok()?))
    });
    lines.collect()
}

/// A settings file that declares parameters, or is created for that.
pub struct Declaration {
    /// The absolute path of the file.
    path: PathBuf,
    /// The text of the file; `None` if it does not exist.
    before: Option<String>,
    /// The text with the declarations.
    after: String,
    /// How many parameters are declared.
    pub count: usize,
}

impl Declaration {
    /// The declarations of those of the proposed names that a run still finds unbound, in the settings file of each configuration,
    /// or else in a new one in its root. Files that cannot be read or edited are left out.
    pub fn all(plan: &Plan, checked: &[Checked], proposed: &Parameters) -> Vec<Declaration> {
        let mut files = BTreeMap::<PathBuf, Parameters>::new();
        for (target, checked) in plan.targets.iter().zip(checked) {
            let mut names = checked.undeclared.clone();
            names.retain(|name| proposed.get(name).is_some());
            if names.is_empty() {
                continue;
            }
            let circumstances = &plan.circumstances[target.circumstances];
            let path = match &circumstances.found.path {
                Some(path) => path.clone(),
                None => circumstances.host.root().join("jobc.toml"),
            };
            let path = normalize(&plan.current.join(path));
            files.entry(path).or_default().extend_specific(names);
        }
        let all = files.into_iter();
        all.filter_map(|(path, names)| Declaration::of(path, &names))
            .collect()
    }

    fn of(path: PathBuf, names: &Parameters) -> Option<Declaration> {
        let before = match door::exists(&path) {
            true => Some(read_named(&path, door::LARGEST).and_then(door::text).ok()?),
            false => None,
        };
        Some(Declaration {
            after: with_parameters(before.as_deref().unwrap_or_default(), names)?,
            count: names.iter().count(),
            before,
            path,
        })
    }

    /// The name of the file relative to the current folder of a plan, its text before and its text after.
    pub fn preview(&self, plan: &Plan) -> (String, &str, &str) {
        let name = self.path.strip_prefix(&plan.current);
        let name = name.unwrap_or(&self.path).display().to_string();
        let before = self.before.as_deref().unwrap_or_default();
        (name, before, &self.after)
    }

    /// Writes the file, whole or not at all, unless somebody else has changed it meanwhile.
    pub fn write(&self) -> Result<(), Error> {
        let cannot =
            |why: &str| Error::unreadable(format!("cannot write `{}`: {why}", self.path.display()));
        let now = read_named(&self.path, door::LARGEST).and_then(door::text);
        if now.ok() != self.before {
            return Err(cannot("it changed while it was checked"));
        }
        let written = write_whole(&self.path, self.after.as_bytes());
        written.map_err(|error| cannot(&error.to_string()))
    }
}

/// Settings that also declare parameters. Comments and layout stay as they are. `None` if the text cannot be edited that
/// way, which is found out by reading the new text.
fn with_parameters(text: &str, parameters: &Parameters) -> Option<String> {
    let mut expected: Table = toml::from_str(text).ok()?;
    let declared = expected.entry("parameters").or_insert(Table::new().into());
    let declared = declared.as_table_mut()?;
    declared.extend(Table::try_from(parameters).ok()?);
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    match end_of_table(&lines) {
        Some(end) => lines.insert(end, declarations(parameters)),
        None => {
            if lines.last().is_some_and(|line| !line.trim().is_empty()) {
                lines.push("\n".to_owned());
            }
            lines.push(table(parameters));
        }
    }
    let text = lines.concat();
    (toml::from_str::<Table>(&text).ok()? == expected).then_some(text)
}

/// The line before which the table `[parameters]` ends.
fn end_of_table(lines: &[String]) -> Option<usize> {
    let is_header =
        |line: &str| line.split('#').next().unwrap_or_default().trim() == "[parameters]";
    let start = lines.iter().position(|line| is_header(line))? + 1;
    let rest = &lines[start..];
    let next = rest.iter().position(|line| line.starts_with('['));
    let own = &rest[..next.unwrap_or(rest.len())];
    let is_setting = |line: &String| !line.trim().is_empty() && !line.starts_with('#');
    Some(start + own.iter().rposition(is_setting).map_or(0, |last| last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(text: &str) -> Parameters {
        toml::from_str(text).expect("parameters")
    }

    #[test]
    fn parameters_are_added_and_everything_else_stays() {
        let names = parameters(
            "N = 'Integer'\nMODE = {type = 'Enum', values = ['a', 'b']}\n'p.x' = 'String'",
        );
        let lines = "MODE = { type = \"Enum\", values = [\"a\", \"b\"] }\nN = \"Integer\"\n\"p.x\" = \"String\"\n";
        for (before, after) in [
            ("", "[parameters]\n@"),
            (
                "# ours\nroot = '..'",
                "# ours\nroot = '..'\n\n[parameters]\n@",
            ),
            (
                "[parameters]  # bound by deploy.sh\n",
                "[parameters]  # bound by deploy.sh\n@",
            ),
            (
                "[parameters]\nA = 'String'  # a\n\n# rules\n[lint]\npreset = 'strict'\n",
                "[parameters]\nA = 'String'  # a\n@\n# rules\n[lint]\npreset = 'strict'\n",
            ),
            (
                "[parameters.A]\ntype = 'String'\n",
                "[parameters.A]\ntype = 'String'\n\n[parameters]\n@",
            ),
        ] {
            let expected = after.replace('@', lines);
            assert_eq!(with_parameters(before, &names), Some(expected), "{before}");
        }
    }

    #[test]
    fn settings_that_cannot_be_edited_by_lines_are_left_alone() {
        let names = parameters("N = 'Integer'");
        for text in [
            "parameters = {A = 'String'}\n",
            "text = '''\n[parameters]\n'''\n",
            "not TOML",
        ] {
            assert_eq!(with_parameters(text, &names), None, "{text}");
        }
    }
}
