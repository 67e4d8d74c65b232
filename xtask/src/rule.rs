//! A new rule of the linter: its file with a page to fill in, the next free code of its group, and its entry in the group.

use super::{Failure, root};
use std::fs;
use std::path::Path;

/// Starts the rule `name` (in kebab-case) in a group: a folder of `src/lint/rules`.
pub fn start(group: &str, name: &str) -> Result<(), Failure> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    if !name.split('-').all(is_word) {
        return Err(format!("`{name}` is not in kebab-case"));
    }
    let folder = root().join("src/lint/rules").join(group);
    let module = name.replace('-', "_");
    let file = folder.join(format!("{module}.rs"));
    if file.exists() {
        return Err(format!("`{}` exists already", file.display()));
    }
    let list = folder.join("mod.rs");
    let entries = read(&list)?;
    let code = next_code(&folder)?;
    write(&file, &skeleton(&code, name, group))?;
    write(&list, &with_entry(&entries, &module)?)?;
    println!("{code} {name}: fill in {}", file.display());
    println!("then: cargo xtask gen, and cargo test --test it rules errors pages");
    Ok(())
}

/// One more than the largest code of the group's files.
fn next_code(folder: &Path) -> Result<String, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut largest: Option<(String, u32)> = None;
    for entry in entries.flatten() {
        let text = read(&entry.path())?;
        for (letter, number) in text.split('"').filter_map(code) {
            if largest.as_ref().is_none_or(|(_, most)| number > *most) {
                largest = Some((letter.to_owned(), number));
            }
        }
    }
    let (letter, number) = largest.ok_or("the group has no rule yet: choose a letter")?;
    Ok(format!("{letter}{:03}", number + 1))
}

/// Letter and number of a code such as `R003`. Numbers from 90 on belong to rules about whole repositories.
fn code(word: &str) -> Option<(&str, u32)> {
    let (letter, digits) = word.split_at_checked(1)?;
    let is_code = digits.len() == 3 && letter.chars().all(|c| c.is_ascii_uppercase());
    let number = digits.parse().ok().filter(|number| *number < 90)?;
    is_code.then_some((letter, number))
}

/// The list of a group with a further rule, both in alphabetical order.
fn with_entry(text: &str, module: &str) -> Result<String, Failure> {
    let declaration = format!("mod {module};");
    let entry = format!("    &{module}::RULE,");
    let mut lines: Vec<&str> = text.lines().collect();
    for (new, start) in [(declaration.as_str(), "mod "), (entry.as_str(), "    &")] {
        let is_like =
            |line: &&str| line.starts_with(start) && line.ends_with(&new[new.len() - 1..]);
        // The last paragraph of `mod` lines holds the rules; what is before it are helpers.
        let last = lines
            .iter()
            .rposition(is_like)
            .ok_or("the group has no list")?;
        let begin = lines[..=last].iter().rposition(|line| !is_like(line));
        let begin = begin.map_or(0, |line| line + 1);
        let place = lines[begin..=last].partition_point(|line| *line < new);
        lines.insert(begin + place, new);
    }
    Ok(lines.join("\n") + "\n")
}

fn skeleton(code: &str, name: &str, group: &str) -> String {
    let mut group_name = group.to_owned();
    if let Some(first) = group_name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!(
        r#"//! {code}

use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::lint::rule::rule;
use crate::lint::{{Context, Findings}};

rule! {{
    /// ## What it does
    /// Reports …
    ///
    /// ## Why is this bad?
    /// …
    ///
    /// ## Example
    /// ```python
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// ```
    "{code}" "{name}" Warning {group_name} on Job(check)
}}

fn check(context: &Context, job: &Job, findings: &mut Findings) {{
    todo!("what {{}} means for {{:?}}", job.key, context.thresholds);
    #[expect(unreachable_code, reason = "to be written")]
    findings.push_for(job, Diagnostic::new(&RULE.code, "", job.span));
}}
"#
    )
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_joins_the_last_paragraph_in_order() {
        let list = "mod amount;\n\nmod bytes;\nmod heap;\n\npub static RULES: &[&Rule] = &[\n    &bytes::RULE,\n    &heap::RULE,\n];\n";
        let expected = "mod amount;\n\nmod bytes;\nmod cores;\nmod heap;\n\npub static RULES: &[&Rule] = &[\n    &bytes::RULE,\n    &cores::RULE,\n    &heap::RULE,\n];\n";
        assert_eq!(with_entry(list, "cores").unwrap(), expected);
    }

    #[test]
    fn codes_of_repositories_do_not_count() {
        assert_eq!(code("R003"), Some(("R", 3)));
        assert_eq!(code("J090"), None);
        assert_eq!(code("RULE"), None);
    }
}
