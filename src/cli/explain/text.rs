//! Explanations for a person.

use crate::cli::units;
use crate::explain::{Answer, Explanation, Step, code};
use crate::object::{Leaf, Object, SearchedKind};
use crate::report::{Style, escape};
use crate::source::{Sources, Span};

/// The longest value or expression that is shown in a line, in characters.
const LONGEST: usize = 80;

/// What is shown, and how.
pub struct Text<'a> {
    pub sources: &'a Sources,
    pub style: &'a Style,
}

impl Text<'_> {
    /// A value with all its steps.
    pub fn value(&self, key: &str, explanation: &Explanation) -> String {
        let mut text = self.bold(&escape::line(key)) + "\n";
        let value = value(&explanation.path, &explanation.value);
        text.push_str(&format!("{} = {value}\n", escape::line(&explanation.path)));
        let steps = &explanation.steps;
        let places: Vec<String> = steps.iter().map(|it| self.place(it.span)).collect();
        let indents = steps.iter().map(|it| it.depth * 2);
        let widths = places.iter().zip(indents.clone());
        let width = widths.map(|(place, indent)| place.chars().count() + indent);
        let width = width.max().unwrap_or(0);
        for ((step, place), indent) in steps.iter().zip(&places).zip(indents) {
            let place = format!("{}{place}", " ".repeat(indent));
            text.push_str(&format!("  {place:width$}  {}\n", self.step(step)));
        }
        for answer in &explanation.references {
            self.answer(answer, &mut text);
        }
        if explanation.is_incomplete {
            text.push_str("  more happened than is recorded: steps may be missing\n");
        }
        text
    }

    fn step(&self, step: &Step) -> String {
        let code = code(step.code, self.sources, LONGEST);
        match self.sources.is_users(step.span) && !code.is_empty() {
            true => format!("{}: {}", escape::line(&step.words), escape::line(&code)),
            false => escape::line(&step.words).into_owned(),
        }
    }

    /// Which scopes a reference was looked for in.
    fn answer(&self, answer: &Answer, text: &mut String) {
        let value = quoted(&answer.value);
        let reference = answer.reference.to_string();
        let reference = escape::line(&reference);
        text.push_str(&format!("\n  {{{{{reference}}}}} is {value}\n"));
        for searched in &answer.searched {
            let what = match &searched.kind {
                SearchedKind::Attributes(name) => format!("the attributes of `{name}`"),
                SearchedKind::Bound(name) => format!("the bound `{name}`"),
                SearchedKind::Bindings(1) => "a binding".to_owned(),
                SearchedKind::Bindings(count) => format!("{count} bindings"),
            };
            let outcome = match searched.answer {
                Some(_) => "found in",
                None => "not in",
            };
            let place = self.place(searched.answer.unwrap_or(searched.span));
            text.push_str(&format!(
                "    {outcome} {} at {place}\n",
                escape::line(&what)
            ));
        }
    }

    /// All values of a job, each with the place that wrote it.
    pub fn overview(&self, key: &str, explained: &[Explanation]) -> String {
        let mut text = self.bold(&escape::line(key)) + "\n";
        let width = explained.iter().map(|it| it.path.chars().count()).max();
        let width = width.unwrap_or(0);
        for it in explained {
            let path = escape::line(&it.path);
            let value = value(&it.path, &it.value);
            let steps = it.steps.iter().map(|it| it.span);
            let mut places = it.written.iter().copied().chain(steps);
            let place = places.find(|it| self.sources.is_users(*it));
            let place = place.map_or(String::new(), |it| format!("  {}", self.place(it)));
            text.push_str(&format!("  {path:width$}  {value}{place}\n"));
        }
        text
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.get(span.file);
        let name = escape::line(&file.name);
        if !self.sources.is_users(span) {
            return match file.name.starts_with('<') {
                true => name.into_owned(),
                false => "the schema".to_owned(),
            };
        }
        let at = file.location(span.start as usize);
        format!("{name}:{}:{}", at.row, at.column)
    }

    fn bold(&self, text: &str) -> String {
        match self.style.color {
            true => format!("\x1b[1m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// A value in a line; sizes in their units.
fn value(path: &str, object: &Object) -> String {
    let is_size = ["ram", "disk"]
        .iter()
        .any(|it| path.ends_with(&format!("resources.{it}")));
    match object.as_leaf() {
        Some(Leaf::Text(text, _)) => quoted(text),
        Some(Leaf::Integer(number)) if is_size => units::bytes(*number),
        Some(leaf) => escape::line(&leaf.to_text()).into_owned(),
        None => "…".to_owned(),
    }
}

/// A string in quotes, cut if it is long.
fn quoted(text: &str) -> String {
    let cut = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    format!("'{}'", escape::line(&cut))
}
