//! What is said of quotes that are missing, or too many.

use super::super::Lexer;
use super::{Mistake, Reading};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::Span;

impl Lexer<'_> {
    pub(super) fn explain_quote(&self, reading: Reading) -> Diagnostic {
        let quote = reading.quote as char;
        let literal = self.span(reading.start, reading.end);
        match reading.mistake {
            Mistake::Open => {
                let found = Diagnostic::new(
                    &codes::UNTERMINATED_STRING,
                    "this string literal does not end on its line",
                    literal,
                );
                let help = format!(
                    "close it with `{quote}`; use `{quote}{quote}{quote}` for a string over several lines"
                );
                let found = found.at(format!("expected `{quote}` after this"));
                edited(found.help(help), "Insert", literal.at_end(), quote)
            }
            Mistake::OtherQuote(at) => {
                let other = self.bytes[at] as char;
                let message =
                    format!("this string literal begins with `{quote}` and ends with `{other}`");
                let found = Diagnostic::new(&codes::UNTERMINATED_STRING, message, literal);
                let found = found.help(format!("close it with `{quote}`"));
                edited(found, "Replace with", self.span(at, at + 1), quote)
            }
            Mistake::Inner(at) => {
                let message = format!("this `{quote}` ends the string literal too early");
                let place = self.span(at, at + 1);
                let open = self.text[reading.start..at].find(reading.quote as char);
                let open = reading.start + open.unwrap_or(0);
                let found = Diagnostic::new(&codes::UNTERMINATED_STRING, message, place)
                    .at("it ends here")
                    .label(self.span(open, open + 1), "it begins here")
                    .help(format!("write `\\{quote}` for a quote inside the string"));
                edited(found, "Replace with", place, format!("\\{quote}"))
            }
            Mistake::NoLiteral => self.superfluous_quote(reading.end - 1),
            Mistake::Superfluous(at) => self.superfluous_quote(at),
            Mistake::NoBeginning => {
                let message = format!("the `{quote}` that begins this string literal is missing");
                let found = Diagnostic::new(&codes::UNTERMINATED_STRING, message, literal);
                let found = found.at(format!("expected `{quote}` before this"));
                let start = self.span(reading.start, reading.start);
                edited(
                    found.help(format!("open it with `{quote}`")),
                    "Insert",
                    start,
                    quote,
                )
            }
        }
    }

    fn superfluous_quote(&self, at: usize) -> Diagnostic {
        let place = self.span(at, at + 1);
        let message = format!("this `{}` is one quote too many", &self.text[place.range()]);
        let found = Diagnostic::new(&codes::UNTERMINATED_STRING, message, place)
            .help("remove it, or close the literal that it should begin");
        edited(found, "Remove", place, "")
    }
}

/// Adds the fix that writes something at a place.
pub(super) fn edited(
    mut found: Diagnostic,
    order: &str,
    span: Span,
    text: impl ToString,
) -> Diagnostic {
    let replacement = text.to_string();
    let message = match replacement.as_str() {
        "" => format!("{order} this quote"),
        text => format!("{order} `{text}`"),
    };
    found.fix = Some(Fix {
        message,
        edits: vec![Edit { span, replacement }],
        applicability: Applicability::Suggestion,
    });
    found
}
