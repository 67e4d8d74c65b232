//! `textwrap`.

use super::arguments::{Characters, bad_value, integer, string, take};
use super::build::{ModuleBuilder, natives};
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::{Span, Text, TextBuilder};

natives! { FUNCTIONS: "dedent" => dedent, "fill" => fill, "indent" => indent, "wrap" => wrap }

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("textwrap", span)
        .functions(FUNCTIONS)
        .finish())
}

/// The lines of a text as ranges of bytes, without their newlines.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (end, _) in text.match_indices('\n') {
        lines.push((start, end));
        start = end + 1;
    }
    lines.push((start, text.len()));
    lines
}

/// Python: `textwrap.dedent`. Lines of nothing but blanks and tabs become empty and do not count; the margin is what the
/// others have in common, blank by blank and tab by tab.
fn dedented(text: &Text) -> Text {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let lines = lines(text);
    let mut margin: Option<&str> = None;
    for &(start, end) in &lines {
        let line = &text[start..end];
        let content = line.trim_start_matches(is_blank);
        if content.is_empty() {
            continue;
        }
        let indent = &line[..line.len() - content.len()];
        margin = Some(match margin {
            None => indent,
            Some(margin) => {
                let same = margin
                    .bytes()
                    .zip(indent.bytes())
                    .take_while(|(a, b)| a == b);
                &margin[..same.count()]
            }
        });
    }
    let margin = margin.map_or(0, str::len);
    let mut result = TextBuilder::new();
    for (index, &(start, end)) in lines.iter().enumerate() {
        if index > 0 {
            result.push_part(text, start - 1, start);
        }
        if !text[start..end].trim_start_matches(is_blank).is_empty() {
            result.push_part(text, start + margin, end);
        }
    }
    result.finish()
}

fn dedent(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text], []) = take("dedent", arguments, ["text"], [], span)?;
    let text = string("textwrap.dedent", &text, span)?;
    Ok(text.value(dedented(&text.text), span))
}

/// `indent`, which only Python 3 has: a prefix in front of every line that is not blank.
fn indent(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text, prefix], [predicate]) =
        take("indent", arguments, ["text", "prefix"], ["predicate"], span)?;
    let text = string("textwrap.indent", &text, span)?;
    let prefix = string("textwrap.indent", &prefix, span)?;
    let unicode = super::arguments::common_kind(&[&text, &prefix], span)?;
    let mut result = TextBuilder::new();
    let mut start = 0;
    for line in text.text.split_inclusive('\n') {
        let end = start + line.len();
        interpreter.allocate(line.len() + prefix.text.len(), span)?;
        let wanted = match &predicate {
            Some(predicate) => {
                let line = text.value(text.text.slice(start, end), span);
                let arguments = super::build::positional([line]);
                let wanted = interpreter.call(predicate, arguments, span)?;
                interpreter.truth(&wanted, span)?
            }
            None => !line.trim().is_empty(),
        };
        if wanted {
            result.push(&prefix.text);
        }
        result.push_part(&text.text, start, end);
        start = end;
    }
    Ok(super::arguments::string_value(
        result.finish(),
        unicode,
        span,
    ))
}

/// How text is wrapped.
struct Layout {
    width: usize,
    initial: String,
    subsequent: String,
    break_long_words: bool,
}

fn wrapped(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    span: Span,
) -> EvalResult<(Characters, Vec<String>)> {
    let ([text], [width, initial, subsequent, break_long_words, _, _, _, _, _]) = take(
        name,
        arguments,
        ["text"],
        [
            "width",
            "initial_indent",
            "subsequent_indent",
            "break_long_words",
            "break_on_hyphens",
            "expand_tabs",
            "replace_whitespace",
            "drop_whitespace",
            "fix_sentence_endings",
        ],
        span,
    )?;
    let text = string(name, &text, span)?;
    let width = match width {
        Some(width) => integer(name, &width, span)?,
        None => 70,
    };
    if width <= 0 {
        return Err(bad_value(
            format!("invalid width {width} (must be > 0)"),
            span,
        ));
    }
    let indent = |value: Option<Value>| -> EvalResult<String> {
        value.map_or(Ok(String::new()), |value| {
            Ok(string(name, &value, span)?.text.to_string())
        })
    };
    let layout = Layout {
        width: usize::try_from(width).unwrap_or(usize::MAX),
        initial: indent(initial)?,
        subsequent: indent(subsequent)?,
        break_long_words: match break_long_words {
            Some(flag) => interpreter.truth(&flag, span)?,
            None => true,
        },
    };
    interpreter.allocate(text.text.len(), span)?;
    let chunks = chunks(&text.text);
    let mut lines = Vec::new();
    layout.lines(interpreter, chunks, &mut lines, span)?;
    Ok((text, lines))
}

/// The text as words and runs of blanks; words also end behind their hyphens.
fn chunks(text: &str) -> std::collections::VecDeque<String> {
    let mut chunks = std::collections::VecDeque::new();
    let mut column = 0;
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => {
                let blanks = 8 - column % 8;
                flat.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\n' | '\r' | '\u{b}' | '\u{c}' | ' ' => {
                flat.push(' ');
                column = if c == '\n' || c == '\r' {
                    0
                } else {
                    column + 1
                };
            }
            _ => {
                flat.push(c);
                column += 1;
            }
        }
    }
    let mut word = String::new();
    let characters: Vec<char> = flat.chars().collect();
    for (index, &c) in characters.iter().enumerate() {
        if !word.is_empty() && word.ends_with(' ') != (c == ' ') {
            chunks.push_back(std::mem::take(&mut word));
        }
        word.push(c);
        let letters = |from: Option<usize>, count: usize| {
            from.and_then(|from| characters.get(from..from + count))
                .is_some_and(|letters| letters.iter().all(|c| c.is_alphabetic()))
        };
        let hyphen = c == '-' && letters(index.checked_sub(2), 2) && letters(Some(index + 1), 2);
        if hyphen {
            chunks.push_back(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        chunks.push_back(word);
    }
    chunks
}

impl Layout {
    fn lines(
        &self,
        interpreter: &mut Interpreter,
        mut chunks: std::collections::VecDeque<String>,
        lines: &mut Vec<String>,
        span: Span,
    ) -> EvalResult<()> {
        let length = |text: &str| text.chars().count();
        while !chunks.is_empty() {
            interpreter.step(span)?;
            interpreter.work(chunks.front().map_or(0, String::len), span)?;
            let indent = if lines.is_empty() {
                &self.initial
            } else {
                &self.subsequent
            };
            let width = self.width.saturating_sub(length(indent));
            if !lines.is_empty() && chunks.front().is_some_and(|chunk| chunk.trim().is_empty()) {
                chunks.pop_front();
            }
            let mut line: Vec<String> = Vec::new();
            let mut used = 0;
            while let Some(chunk) = chunks.front() {
                let size = length(chunk);
                if used + size > width {
                    break;
                }
                used += size;
                line.extend(chunks.pop_front());
            }
            if chunks.front().is_some_and(|chunk| length(chunk) > width) {
                self.long_word(&mut chunks, &mut line, width.saturating_sub(used), width);
            }
            if line.last().is_some_and(|chunk| chunk.trim().is_empty()) {
                line.pop();
            }
            if !line.is_empty() {
                let line = format!("{indent}{}", line.concat());
                interpreter.allocate(line.len(), span)?;
                lines.push(line);
            }
        }
        Ok(())
    }

    /// Breaks a word that fits no line, or gives it a line of its own.
    fn long_word(
        &self,
        chunks: &mut std::collections::VecDeque<String>,
        line: &mut Vec<String>,
        left: usize,
        width: usize,
    ) {
        let Some(chunk) = chunks.pop_front() else {
            return;
        };
        let left = if width < 1 { 1 } else { left };
        if self.break_long_words {
            let end = chunk
                .char_indices()
                .nth(left)
                .map_or(chunk.len(), |(at, _)| at);
            line.push(chunk[..end].to_owned());
            if end < chunk.len() {
                chunks.push_front(chunk[end..].to_owned());
            }
        } else if line.is_empty() {
            line.push(chunk);
        } else {
            chunks.push_front(chunk);
        }
    }
}

fn wrap(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (text, lines) = wrapped(interpreter, arguments, "wrap", span)?;
    let lines = lines.into_iter().map(|line| text.value(line, span));
    Ok(Value::list(lines.collect(), span))
}

fn fill(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (text, lines) = wrapped(interpreter, arguments, "fill", span)?;
    Ok(text.value(lines.join("\n"), span))
}
