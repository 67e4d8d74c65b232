//! The pages of codes and rules: their sections, and the documents generated from them.

use super::Code;

/// The page of a code, split into its sections.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page as Markdown.
    pub text: String,
    /// What the code means: of a rule the section `## What it does`, of other codes the paragraphs before the first section.
    pub meaning: String,
    /// The file that shows it, from `## Example`.
    pub example: Option<Example>,
    /// The corrected file, from `## Use instead`.
    pub correction: Option<Example>,
}

/// A fenced block of a page: one or several files, and what they are compiled with.
///
/// A line `# with limits: call-depth = 20, jobs = 3` at the start sets limits for the example. A line
/// `# file: shared.aurora` begins another file. `# with settings: {…}` sets the linter's settings, as JSON. A character
/// that is invisible is written as `<U+202E>`, as in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The word after the fence: `python` for a configuration, `json` for a job in JSON, `toml` for settings.
    pub language: String,
    /// The text of the file to compile.
    pub text: String,
    /// Further files by name.
    pub files: Vec<(String, String)>,
    /// Names and values of limits, as `--limit` takes them.
    pub limits: Vec<(String, u64)>,
    /// The linter's settings as JSON, if they are not the defaults.
    pub settings: Option<String>,
}

impl Page {
    /// Splits the page of a code.
    pub fn of(code: &Code) -> Page {
        let text = code.text();
        let meaning = text.split("\n## ").next().unwrap_or_default();
        let meaning = meaning
            .strip_prefix("## What it does\n")
            .unwrap_or(meaning)
            .trim();
        Page {
            meaning: meaning.to_owned(),
            example: Example::of(&text, "Example"),
            correction: Example::of(&text, "Use instead"),
            text,
        }
    }
}

impl Example {
    /// The first fenced block of a section.
    fn of(page: &str, section: &str) -> Option<Example> {
        let (_, rest) = page.split_once(&format!("\n## {section}\n"))?;
        let section = rest.split("\n## ").next()?;
        let (_, fenced) = section.split_once("```")?;
        let (language, rest) = fenced.split_once('\n')?;
        let (body, _) = rest.split_once("```")?;
        Some(Example::parse(language.trim(), body))
    }

    fn parse(language: &str, body: &str) -> Example {
        let mut example = Example {
            language: language.to_owned(),
            text: String::new(),
            files: Vec::new(),
            limits: Vec::new(),
            settings: None,
        };
        let body = body.replace("<U+202E>", "\u{202e}");
        for line in body.split_inclusive('\n') {
            if let Some(limits) = line.strip_prefix("# with limits:") {
                example.limits = limits.split(',').filter_map(limit).collect();
            }
            if let Some(settings) = line.strip_prefix("# with settings:") {
                example.settings = Some(settings.trim().to_owned());
            }
            if let Some(name) = line.strip_prefix("# file:") {
                example.files.push((name.trim().to_owned(), String::new()));
                continue;
            }
            match example.files.last_mut() {
                Some((_, text)) => text.push_str(line),
                None => example.text.push_str(line),
            }
        }
        example
    }
}

fn limit(written: &str) -> Option<(String, u64)> {
    let (name, value) = written.split_once('=')?;
    Some((name.trim().to_owned(), value.trim().parse().ok()?))
}

/// A code in a document of many pages.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The code with its page.
    pub code: &'a Code,
    /// Whether a rule is on by default; `None` for an error.
    pub is_on: Option<bool>,
    /// What the page says first.
    pub first: &'a str,
}

/// A document of many pages: a table of all codes, then each page under its own heading.
///
/// `groups` are headings with their codes. The result is Markdown, the same for the same pages.
pub fn document(head: &str, groups: &[(String, Vec<Entry>)]) -> String {
    let mut out = format!("{}\n", head.trim_end());
    for (heading, entries) in groups {
        out += &format!("\n## {heading}\n\n{}", table(entries));
    }
    for entry in groups.iter().flat_map(|(_, entries)| entries) {
        let code = entry.code;
        let page = format!("{}\n\n{}", entry.first, Page::of(code).text);
        let page = page.replace("\n## ", "\n### ");
        out += &format!("\n## {} {}\n\n{}\n", code.code, code.name, page.trim());
    }
    out
}

/// The table of the codes under one heading. Rules have a column for their default.
fn table(entries: &[Entry]) -> String {
    let are_rules = entries.iter().any(|entry| entry.is_on.is_some());
    let mut out = if are_rules {
        "| code | name | severity | default |\n| --- | --- | --- | --- |\n".to_owned()
    } else {
        "| code | name | severity |\n| --- | --- | --- |\n".to_owned()
    };
    for Entry { code, is_on, .. } in entries {
        let default = match is_on {
            Some(true) => " on |",
            Some(false) => " off |",
            None => "",
        };
        out += &format!(
            "| [{}](#{}) | {} | {} |{default}\n",
            code.code,
            anchor(code),
            code.name,
            code.severity
        );
    }
    out
}

/// The anchor of a code's heading: lower case, hyphens instead of spaces.
fn anchor(code: &Code) -> String {
    format!("{}-{}", code.code.to_lowercase(), code.name)
}
