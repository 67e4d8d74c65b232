//! For a terminal: severity, code and name, message, the source with labels, help, the jobs it affects, and how to fix it.

use super::Style;
use super::details;
use super::escape;
use super::excerpt::Excerpt;
use super::finding::Finding;
use crate::diagnostic::codes::files;
use crate::diagnostic::{Diagnostic, Severity};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt;
use textwrap::{WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

pub(super) fn render(findings: &[Finding], style: &Style) -> String {
    let handler = handler(style);
    let mut out = String::new();
    for finding in findings.iter().take(style.limit) {
        let shown = Shown::new(finding, style);
        let mut drawn = String::new();
        match handler.render_report(&mut drawn, &shown) {
            Ok(()) => out.push_str(&drawn.replace(NO_BREAK, " ")),
            Err(_) => out.push_str(&super::concise::line(finding, style)),
        }
        let below = details::jobs(finding.diagnostic).into_iter();
        let fixable = details::fixable(finding.diagnostic).filter(|_| style.fix_hints);
        for line in below.chain(fixable.map(str::to_owned)) {
            out.push_str(&format!("  {}\n", escape::line(&line)));
        }
        out.push('\n');
    }
    if let Some(rest) = findings
        .len()
        .checked_sub(style.limit)
        .filter(|&rest| rest > 0)
    {
        out.push_str(&format!(
            "… and {rest} more of {} in total; `--output-format concise` shows each on one line\n",
            findings.len()
        ));
    }
    match style.unicode {
        true => out,
        false => without_ellipses(&out),
    }
}

/// A space at which no line is wrapped; a character that no text has, since it is for private use.
const NO_BREAK: &str = "\u{e0a0}";

/// Columns of code that is not wrapped.
const KEPT: usize = 32;

/// A message whose short pieces of code are not wrapped.
fn kept_together(message: &str) -> String {
    let pieces = message.split('`').enumerate().map(|(index, piece)| {
        let is_code = index % 2 == 1;
        match is_code && piece.width() <= KEPT {
            true => piece.replace(' ', NO_BREAK),
            false => piece.to_owned(),
        }
    });
    pieces.collect::<Vec<_>>().join("`")
}

/// The text with other characters for `…`: one as wide in the lines of files, under which arrows point at columns.
fn without_ellipses(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let is_of_file = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        line.replace('…', if is_of_file { "~" } else { "..." })
    });
    lines.collect()
}

fn handler(style: &Style) -> GraphicalReportHandler {
    let theme = match (style.unicode, style.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_break_words(false)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_links(false)
        .without_syntax_highlighting()
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    message: String,
    help: Option<String>,
    /// Nothing where a file could not be read: the message names it, and there are no lines to show.
    excerpt: Option<Excerpt>,
}

impl<'a> Shown<'a> {
    fn new(finding: &Finding<'a>, style: &Style) -> Shown<'a> {
        let diagnostic = finding.diagnostic;
        let file = finding.sources.get(diagnostic.primary.span.file);
        let is_shown = *diagnostic.code != files::UNREADABLE_FILE || !file.text.is_empty();
        Shown {
            diagnostic,
            message: kept_together(&escape::text(&diagnostic.message)),
            help: details::help(diagnostic).map(|it| kept_together(&escape::text(&it))),
            excerpt: is_shown.then(|| Excerpt::new(finding, style.width)),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let code = self.diagnostic.code;
        let severity = self.diagnostic.severity;
        Some(Box::new(format!("{severity}[{}] {}", code.code, code.name)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.excerpt.as_ref()? as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.as_ref()?.labels().iter().cloned()))
    }
}
