//! What stands behind a value: operators, commas, assignments, and what cannot stand there.

use super::{Found, Header, Reader, Repair, insert};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::syntax::token::{kind, starts_operand};

impl<'s> Reader<'_, '_, 's> {
    /// Reads what follows an operand up to the next one; whether that one may be missing, or `None` where the
    /// expression ends.
    pub(super) fn operator(&mut self) -> Result<Option<bool>, Box<Diagnostic>> {
        loop {
            let token = self.at;
            let kind = self.kind(token);
            match kind {
                b'0'..=b'9' | b'A'..=b'G' | kind::ELSE => {
                    if kind == kind::ELSE && self.conditionals.pop().is_none() {
                        return self
                            .fail(&codes::INVALID_SYNTAX, "this `else` has no `if`", token)
                            .map(|()| None);
                    }
                    self.at += 1;
                    return Ok(Some(false));
                }
                kind::IF => {
                    if !self.in_comprehension(token) {
                        self.conditionals.push((token, self.open.len()));
                    }
                    self.at += 1;
                    return Ok(Some(false));
                }
                kind::FOR if !self.open.is_empty() => {
                    self.finish_conditionals()?;
                    self.loop_targets(token)?;
                    self.at += 1;
                    return Ok(Some(false));
                }
                kind::CALL | kind::SUBSCRIPT => {
                    self.open.push(token);
                    self.at += 1;
                    return Ok(Some(true));
                }
                kind::DOT => self.attribute()?,
                _ if self.is_close(kind) => {
                    self.finish_conditionals()?;
                    self.close();
                }
                kind::COMMA => {
                    self.finish_conditionals()?;
                    self.end_entry();
                    self.at += 1;
                    return Ok(Some(true));
                }
                _ => return self.separator(token, kind),
            }
        }
    }

    /// The same, for what is neither an operator nor a bracket.
    pub(super) fn separator(
        &mut self,
        token: usize,
        kind: u8,
    ) -> Result<Option<bool>, Box<Diagnostic>> {
        self.finish_conditionals()?;
        let is_outermost = self.open.is_empty();
        match kind {
            kind::EQUAL if is_outermost && self.may_assign => {}
            kind::EQUAL
                if self.builder.kind(token - 1) == kind::KEYWORD
                    && (self.is_in(kind::CALL) || self.header == Header::Def) => {}
            kind::EQUAL => return self.assignment().map(|()| None),
            kind::AUGMENTED if is_outermost && self.may_assign => {}
            kind::COLON if self.is_in(kind::BRACE) => self.entry_colon(token)?,
            kind::COLON if self.is_in(kind::CALL) && self.header == Header::Def => {}
            kind::COLON if self.is_in(kind::CALL) => self.colon_in_call(token),
            kind::COLON if self.is_in(kind::SUBSCRIPT) => {
                self.at += 1;
                return Ok(Some(true));
            }
            kind::AS if is_outermost && matches!(self.header, Header::With | Header::Except) => {}
            kind::FROM if is_outermost && self.kind(self.start) == kind::RAISE => {}
            _ if is_outermost => return Ok(None),
            _ => return self.unexpected_in_brackets(token).map(|()| None),
        }
        self.at += 1;
        Ok(Some(false))
    }

    /// Whether an `if` here filters a comprehension.
    pub(super) fn in_comprehension(&self, token: usize) -> bool {
        let Some(&open) = self.open.last() else {
            return false;
        };
        let mut depth = 0usize;
        (open + 1..token).any(|inside| {
            match self.kind(inside) {
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => {
                    depth = depth.saturating_sub(1)
                }
                _ => {}
            }
            depth == 0 && self.kind(inside) == kind::FOR
        })
    }

    /// Reports an `if` of this level without `else`.
    pub(super) fn finish_conditionals(&mut self) -> Found {
        match self.conditionals.last() {
            Some(&(token, level)) if level >= self.open.len() => {
                let diagnostic = Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    "this `if` between expressions has no `else`",
                    self.span(token),
                );
                Err(Box::new(diagnostic.help(
                    "write a conditional expression as `a if condition else b`",
                )))
            }
            _ => Ok(()),
        }
    }

    /// Behind a `for` there has to be an `in`.
    pub(super) fn loop_targets(&self, token: usize) -> Found {
        let stop = |kind: &u8| matches!(*kind, kind::COLON | kind::BRACKET_END | kind::BRACE_END);
        let mut kinds = (token + 1..self.end)
            .map(|inside| self.kind(inside))
            .take_while(|kind| !stop(kind));
        if kinds.any(|kind| kind == kind::IN) {
            return Ok(());
        }
        let found = Diagnostic::new(
            &codes::INVALID_SYNTAX,
            "this `for` has no `in`",
            self.builder.token_span(token),
        );
        Err(Box::new(found.help("write `for name in values`")))
    }

    pub(super) fn attribute(&mut self) -> Found {
        let name = self.at + 1;
        if matches!(self.kind(name), kind::NAME | kind::KEYWORD) {
            self.at += 2;
            return Ok(());
        }
        if self.is_reserved(name) {
            return self.reserved(name);
        }
        self.fail(
            &codes::MISSING_OPERAND,
            "a name is missing after this dot",
            self.at,
        )
    }

    /// A `=` at `at` where no assignment can be.
    pub(super) fn assignment(&self) -> Found {
        if let Some(arrow) = self.arrow(self.at) {
            return Err(arrow);
        }
        let span = self.span(self.at);
        let diagnostic = if self.open.is_empty() && self.header != Header::None {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "`=` is an assignment, which is not allowed in a condition",
                span,
            )
        } else if self.is_in(kind::BRACE) {
            let found = Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "a dict entry has `:` between key and value, not `=`",
                span,
            );
            return Err(Box::new(found.suggest(span, ":")));
        } else if self.is_in(kind::CALL) {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "only a name is allowed before this `=`",
                span,
            )
            .help("pass an argument as `name = value`; `==` compares")
        } else {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "`=` is an assignment, which is not allowed in an expression",
                span,
            )
        };
        Err(Box::new(diagnostic.suggest(span, "==")))
    }

    /// What stands in brackets behind an operand and cannot.
    pub(super) fn unexpected_in_brackets(&self, token: usize) -> Found {
        let kind = self.kind(token);
        let Some(&open) = self.open.last() else {
            return self.unexpected();
        };
        if starts_operand(kind) && kind != kind::NOT || kind == kind::NUMBER {
            return match self.lacks_colon(token, open) {
                true => self.missing_entry_colon(token),
                false => self.side_by_side(token, open),
            };
        }
        let message = format!("{} is not allowed in these brackets", self.describe(token));
        let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(token));
        Err(Box::new(
            found.label(self.span(open), "the brackets open here"),
        ))
    }

    pub(super) fn colon_in_call(&mut self, token: usize) {
        let span = self.span(token);
        let message = "an argument has `=` between name and value, not `:`";
        let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, span);
        self.clear.push(found.suggest(span, " ="));
        self.repairs.push(Repair::replace(kind::KEYWORD, token - 1));
        self.repairs.push(Repair::replace(kind::EQUAL, token));
    }

    /// Two operands in brackets with nothing between them.
    pub(super) fn side_by_side(&self, token: usize, open: usize) -> Found {
        let end = self.span(token - 1).at_end();
        let is_adjacent = end.end == self.span(token).start;
        if self.kind(token - 1) == kind::STRING && is_adjacent {
            let quote = self.text(token - 1).chars().last().unwrap_or('\'');
            let found = Diagnostic::new(
                &codes::MISSING_COMMA,
                format!("the string before {} ends here", self.describe(token)),
                self.span(token),
            );
            return Err(Box::new(
                found
                    .label(self.span(token - 1), "this string")
                    .help(format!(
                        "write `\\{quote}` for a quote inside the string, or add a comma"
                    )),
            ));
        }
        let what = match self.kind(open) {
            kind::CALL => "these two arguments",
            kind::BRACE => "these two entries",
            _ => "these two elements",
        };
        let found = Diagnostic::new(
            &codes::MISSING_COMMA,
            format!("a comma is missing between {what}"),
            self.span(token),
        )
        .at("expected `,` before this")
        .label(self.span(token - 1), "after this");
        Err(Box::new(insert(found, end, ",")))
    }

    /// What stands behind a whole expression and cannot.
    pub(super) fn unexpected(&self) -> Found {
        let token = self.at;
        let is_bare = self.open.is_empty() && token > self.start;
        if is_bare && self.header != Header::None && self.kind(token) == kind::NEWLINE {
            return self.missing_colon();
        }
        let message = match is_bare {
            true => format!(
                "{} cannot follow {} here",
                self.describe(token),
                self.describe(token - 1)
            ),
            false => format!("{} is not allowed here", self.describe(token)),
        };
        let mut found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(token));
        if is_bare && starts_operand(self.kind(token)) {
            found = self.side_by_side_statement(found, token);
        }
        Err(Box::new(found))
    }

    /// Says what two operands with nothing between them were meant to be.
    fn side_by_side_statement(&self, found: Diagnostic, token: usize) -> Diagnostic {
        let before = self.text(token - 1);
        let is_first = token == self.start + 1;
        if is_first && before == "print" && self.builder.shared.header.print_function {
            return found.help(
                "the file imports `print` as a function from `__future__`: write `print(…)`",
            );
        }
        if is_first && before == "include" && self.kind(token) == kind::STRING {
            return self.call_of_include(found, token);
        }
        match self.kind(token - 1) == kind::NAME && self.kind(token) == kind::BRACE {
            true => found.help(format!("to call it, write `{before}(name = value, …)`")),
            false => found.help("add an operator or a line break between the two"),
        }
    }

    /// `include 'path'` becomes `include('path')`.
    fn call_of_include(&self, found: Diagnostic, token: usize) -> Diagnostic {
        let path = self.span(token);
        let mut found = found.help(format!("write `include({})`", self.text(token)));
        let between = Span {
            start: self.span(token - 1).end,
            end: path.start,
            ..path
        };
        let edit = |span, text: &str| Edit {
            span,
            replacement: text.to_owned(),
        };
        found.fix = Some(Fix {
            message: "Put the path in parentheses".to_owned(),
            edits: vec![edit(between, "("), edit(path.at_end(), ")")],
            applicability: Applicability::Suggestion,
        });
        found
    }
}
