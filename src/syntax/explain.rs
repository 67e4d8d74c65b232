//! A statement that the grammar refused, looked at again: what is wrong, and where?
//!
//! Operands and operators alternate; a stack knows which bracket is open. That is enough to find the first token
//! that cannot stand where it does, and to say what was expected in the words of the language.

use super::build::Builder;
use super::token::{kind, starts_operand};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, nearest};
use crate::source::Span;

/// Which header of a compound statement the tokens are the rest of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// None: a whole statement.
    None,
    /// `if`, `elif` and `while`.
    Condition,
    /// `for`.
    For,
    /// `try`, `else` and `finally`.
    Bare,
    /// `except`.
    Except,
    /// `with`.
    With,
    /// `def`.
    Def,
    /// `class`.
    Class,
}

/// Adds the fix that inserts `text` at an empty span.
pub fn insert(mut diagnostic: Diagnostic, at: Span, text: &str) -> Diagnostic {
    diagnostic.fix = Some(Fix {
        message: format!("Insert `{text}`"),
        edits: vec![Edit {
            span: at,
            replacement: text.to_owned(),
        }],
        applicability: Applicability::Suggestion,
    });
    diagnostic
}

/// Finds the mistake in the tokens `start..end` of one logical line.
pub fn explain(builder: &Builder<'_, '_>, start: usize, end: usize, header: Header) -> Diagnostic {
    let mut reader = Reader {
        builder,
        start,
        at: start,
        end,
        header,
        open: Vec::new(),
        conditionals: Vec::new(),
        may_assign: header == Header::None,
    };
    *reader.statement().err().unwrap_or_else(|| reader.unknown())
}

/// Either nothing was found yet, or the mistake.
type Found = Result<(), Box<Diagnostic>>;

struct Reader<'e, 'b, 's> {
    builder: &'e Builder<'b, 's>,
    start: usize,
    at: usize,
    end: usize,
    header: Header,
    /// The tokens of the brackets around `at`.
    open: Vec<usize>,
    /// Where an `if` between operands stands that still lacks its `else`, with the number of brackets around it.
    conditionals: Vec<(usize, usize)>,
    /// Whether a `=` at this point assigns.
    may_assign: bool,
}

impl<'s> Reader<'_, '_, 's> {
    fn kind(&self, token: usize) -> u8 {
        if token < self.end {
            self.builder.kind(token)
        } else {
            kind::NEWLINE
        }
    }

    fn span(&self, token: usize) -> Span {
        if token < self.end || self.end == self.start {
            self.builder.token_span(token)
        } else {
            self.builder.token_span(self.end - 1).at_end()
        }
    }

    fn text(&self, token: usize) -> &'s str {
        self.builder.text(self.span(token))
    }

    /// A token in words.
    fn describe(&self, token: usize) -> String {
        let text = self.text(token);
        match self.kind(token) {
            kind::NEWLINE => "the end of the line".to_owned(),
            kind::STRING => "a string".to_owned(),
            kind::COMMA => "a comma".to_owned(),
            _ if text.len() > 40 || text.contains('\n') => "this".to_owned(),
            _ => format!("`{text}`"),
        }
    }

    fn fail(&self, code: &'static Code, message: impl Into<String>, token: usize) -> Found {
        Err(Box::new(Diagnostic::new(code, message, self.span(token))))
    }

    fn unknown(&self) -> Box<Diagnostic> {
        let span = self.builder.tokens_span(self.start, self.end);
        Box::new(Diagnostic::new(
            &codes::INVALID_SYNTAX,
            "this is no statement of the language",
            span,
        ))
    }

    // ---- statements ----

    fn statement(&mut self) -> Found {
        match self.header {
            Header::None => self.simple(),
            Header::Bare => self.bare_header(),
            Header::Def => self.definition(),
            Header::Class => self.class(),
            Header::Condition | Header::For | Header::With | Header::Except => {
                if self.header != Header::Except
                    && matches!(self.kind(self.at), kind::COLON | kind::NEWLINE)
                {
                    let message = format!(
                        "an expression is missing behind `{}`",
                        self.text(self.at - 1)
                    );
                    return self.fail(&codes::MISSING_OPERAND, message, self.at - 1);
                }
                if self.header == Header::For {
                    self.loop_targets(self.at - 1)?;
                }
                self.expression(self.header == Header::Except)?;
                self.header_end()
            }
        }
    }

    fn simple(&mut self) -> Found {
        let first = self.at;
        match self.kind(first) {
            kind::ELSE | kind::ELIF | kind::EXCEPT | kind::FINALLY => {
                let word = self.text(first);
                let before = match self.kind(first) {
                    kind::ELSE | kind::ELIF => "`if`",
                    _ => "`try`",
                };
                let message = format!("this `{word}` belongs to no {before}");
                let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(first));
                return Err(Box::new(
                    found.help(format!("it has to be indented exactly like its {before}")),
                ));
            }
            kind::RETURN
            | kind::PRINT
            | kind::DEL
            | kind::EXEC
            | kind::RAISE
            | kind::ASSERT
            | kind::AT => {
                self.may_assign = false;
                self.at += 1;
                if self.kind(self.at) == kind::RIGHT_SHIFT {
                    self.at += 1;
                }
                let may_be_empty =
                    matches!(self.kind(first), kind::RETURN | kind::PRINT | kind::RAISE);
                self.expression(may_be_empty)?;
            }
            kind::PASS | kind::BREAK | kind::CONTINUE => self.at += 1,
            kind::IF
            | kind::FOR
            | kind::WHILE
            | kind::TRY
            | kind::WITH
            | kind::DEF
            | kind::CLASS => {
                return self.block_on_line();
            }
            kind::IMPORT | kind::FROM | kind::GLOBAL | kind::NONLOCAL => return self.import(),
            _ => {
                self.misspelled_word()?;
                self.expression(false)?;
            }
        }
        self.statement_end()
    }

    /// `improt os`, `retrun x`: a name, and then something that a word of the language could stand before.
    fn misspelled_word(&self) -> Found {
        const WORDS: &[&str] = &[
            "import", "return", "from", "class", "while", "raise", "assert", "print", "global",
            "elif", "else", "except", "finally", "with", "def", "for", "try", "del", "pass",
        ];
        let next = self.kind(self.at + 1);
        if self.kind(self.at) != kind::NAME
            || !(matches!(next, b'a'..=b'g' | kind::COLON | kind::DEF) && next != kind::NEWLINE)
        {
            return Ok(());
        }
        let word = self.text(self.at);
        let span = self.span(self.at);
        if let Some(instead) = word_of_another_language(word) {
            let message = format!("`{word}` is no statement of the language");
            let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, span);
            return Err(Box::new(found.help(instead)));
        }
        match nearest(word, WORDS.iter().copied()) {
            Some(meant) => {
                let found = Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    format!("`{word}` is no statement of the language"),
                    span,
                );
                Err(Box::new(found.suggest(span, meant)))
            }
            None => Ok(()),
        }
    }

    fn import(&mut self) -> Found {
        let first = self.at;
        let is_reserved = |reader: &Self, token: usize| {
            let text = reader.text(token);
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && !matches!(
                    reader.kind(token),
                    kind::NAME | kind::KEYWORD | kind::AS | kind::IMPORT
                )
        };
        if let Some(reserved) = (first + 1..self.end).find(|&token| is_reserved(self, token)) {
            return self.reserved(reserved);
        }
        let example = match self.kind(first) {
            kind::IMPORT => "import a.b as c",
            kind::FROM => "from a.b import c as d",
            kind::GLOBAL => "global a, b",
            _ => "nonlocal a, b",
        };
        let span = self.builder.tokens_span(first, self.end);
        let message = format!(
            "this `{}` is not complete, or has something behind it",
            self.text(first)
        );
        Err(Box::new(
            Diagnostic::new(&codes::INVALID_SYNTAX, message, span)
                .help(format!("it is written like `{example}`")),
        ))
    }

    fn bare_header(&mut self) -> Found {
        let word = self.text(self.at - 1);
        if word == "else" && self.kind(self.at) == kind::IF {
            let span = self.builder.token_span(self.at - 1).to(self.span(self.at));
            let found = Diagnostic::new(
                &codes::INVALID_SYNTAX,
                "`else if` is written as one word",
                span,
            );
            return Err(Box::new(found.suggest(span, "elif")));
        }
        if self.kind(self.at) != kind::COLON {
            return self.missing_colon();
        }
        self.header_end()
    }

    fn definition(&mut self) -> Found {
        self.definition_name("function")?;
        if self.kind(self.at) != kind::CALL {
            let found = Diagnostic::new(
                &codes::INVALID_SYNTAX,
                "the parameters of this function are missing",
                self.span(self.at - 1),
            );
            let end = self.span(self.at - 1).at_end();
            return Err(Box::new(insert(
                found.help("a function without parameters is written with `()`"),
                end,
                "()",
            )));
        }
        self.at -= 1;
        self.parameters()?;
        self.expression(false)?;
        self.header_end()
    }

    /// What can be told of parameters that the expression reader does not see.
    fn parameters(&self) -> Found {
        let mut depth = 0usize;
        for token in self.at + 1..self.end {
            match self.kind(token) {
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => {}
            }
            let is_first = matches!(self.kind(token - 1), kind::CALL | kind::COMMA);
            if depth == 1 && is_first && matches!(self.kind(token), b'b'..=b'g') {
                let found = Diagnostic::new(
                    &codes::BAD_PARAMETERS,
                    format!(
                        "{} is no name of a parameter",
                        capitalized(&self.describe(token))
                    ),
                    self.span(token),
                );
                return Err(Box::new(found));
            }
        }
        Ok(())
    }

    fn class(&mut self) -> Found {
        self.definition_name("class")?;
        self.at -= 1;
        self.expression(false)?;
        self.header_end()
    }

    fn definition_name(&mut self, what: &str) -> Found {
        if self.kind(self.at) != kind::NAME {
            if self.kind(self.at) == kind::EQUAL {
                let span = self.builder.token_span(self.at - 1);
                return Err(self.reserved_word(span));
            }
            if self.is_reserved(self.at) {
                return self.reserved(self.at);
            }
            return self.fail(
                &codes::INVALID_SYNTAX,
                format!("the name of this {what} is missing"),
                self.at,
            );
        }
        self.at += 1;
        Ok(())
    }

    /// Behind what a header tests: its colon, and perhaps statements on the same line.
    fn header_end(&mut self) -> Found {
        match self.kind(self.at) {
            kind::COLON => {}
            kind::EQUAL => return self.assignment(),
            kind::NEWLINE => return self.missing_colon(),
            kind::ARROW if self.header == Header::Def => {
                self.at += 1;
                self.expression(false)?;
                return if self.kind(self.at) == kind::COLON {
                    Ok(())
                } else {
                    self.missing_colon()
                };
            }
            _ => return self.unexpected(),
        }
        self.at += 1;
        match self.kind(self.at) {
            kind::IF
            | kind::FOR
            | kind::WHILE
            | kind::TRY
            | kind::WITH
            | kind::DEF
            | kind::CLASS => {
                let message = format!(
                    "`{}` begins a block of its own and needs a line of its own",
                    self.text(self.at)
                );
                self.fail(&codes::INVALID_SYNTAX, message, self.at)
            }
            kind::NEWLINE => Ok(()),
            _ => {
                self.header = Header::None;
                self.may_assign = true;
                self.simple()
            }
        }
    }

    /// `if a: if b: …`.
    fn block_on_line(&self) -> Found {
        let message = format!(
            "`{}` begins a block of its own and needs a line of its own",
            self.text(self.at)
        );
        self.fail(&codes::INVALID_SYNTAX, message, self.at)
    }

    fn missing_colon(&self) -> Found {
        let end = self.builder.token_span(self.at - 1).at_end();
        let found = Diagnostic::new(
            &codes::MISSING_COLON,
            "a `:` is missing at the end of this line",
            end,
        )
        .at("expected `:`");
        Err(Box::new(insert(found, end, ":")))
    }

    /// Behind a simple statement.
    fn statement_end(&mut self) -> Found {
        match self.kind(self.at) {
            kind::NEWLINE => Ok(()),
            kind::SEMICOLON => {
                self.at += 1;
                self.may_assign = true;
                if self.kind(self.at) == kind::NEWLINE {
                    return Ok(());
                }
                self.simple()
            }
            kind::COLON if self.may_assign => {
                self.at += 1;
                self.expression(false)?;
                self.statement_end()
            }
            kind::EQUAL => self.assignment(),
            _ => self.unexpected(),
        }
    }

    // ---- expressions ----

    /// Reads operands and operators to what can be in neither at the outermost level.
    fn expression(&mut self, may_be_empty: bool) -> Found {
        let mut may_end = may_be_empty;
        loop {
            if !self.operand(may_end)? {
                return Ok(());
            }
            match self.operator()? {
                Some(end) => may_end = end,
                None => return Ok(()),
            }
        }
    }

    /// Reads to behind the next operand; false if there is none and there need not be.
    fn operand(&mut self, may_end: bool) -> Result<bool, Box<Diagnostic>> {
        let mut may_end = may_end;
        loop {
            let token = self.at;
            let kind = self.kind(token);
            match kind {
                b'a'..=b'h' => {
                    self.at += 1;
                    while kind == kind::STRING && self.kind(self.at) == kind::STRING {
                        self.at += 1;
                    }
                    return Ok(true);
                }
                kind::NAMED => self.at += 2,
                kind::NOT | kind::TILDE | kind::PLUS | kind::MINUS | kind::YIELD => self.at += 1,
                kind::STAR | kind::POWER if self.can_spread(token) => self.at += 1,
                kind::GROUP | kind::LIST | kind::BRACE | kind::BACKQUOTE => {
                    self.open.push(token);
                    self.at += 1;
                    may_end = true;
                    continue;
                }
                kind::LAMBDA => self.lambda()?,
                kind::COLON if self.is_in(kind::SUBSCRIPT) => {
                    self.at += 1;
                    may_end = true;
                    continue;
                }
                _ if self.is_close(kind) && (may_end || self.is_in(kind::SUBSCRIPT)) => {
                    self.close();
                    return Ok(true);
                }
                _ if may_end && self.open.is_empty() => return Ok(false),
                _ => return self.no_operand().map(|()| false),
            }
            may_end = kind == kind::YIELD;
        }
    }

    fn is_in(&self, kind: u8) -> bool {
        self.open
            .last()
            .is_some_and(|&open| self.kind(open) == kind)
    }

    fn is_close(&self, kind: u8) -> bool {
        !self.open.is_empty()
            && matches!(
                kind,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END
            )
    }

    fn close(&mut self) {
        self.open.pop();
        self.at += 1;
    }

    /// Whether a `*` here spreads a list.
    fn can_spread(&self, token: usize) -> bool {
        token == self.start
            || matches!(
                self.kind(token - 1),
                kind::CALL
                    | kind::GROUP
                    | kind::LIST
                    | kind::BRACE
                    | kind::COMMA
                    | kind::EQUAL
                    | kind::COLON
            )
    }

    /// To behind the colon of a lambda.
    fn lambda(&mut self) -> Found {
        let start = self.at;
        let mut depth = 0usize;
        while self.at < self.end {
            match self.kind(self.at) {
                kind::COLON if depth == 0 => {
                    self.at += 1;
                    return Ok(());
                }
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END if depth == 0 => break,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        self.fail(
            &codes::MISSING_COLON,
            "this `lambda` has no `:` before its value",
            start,
        )
    }

    /// An operand is expected at `at`, and something else stands there.
    fn no_operand(&self) -> Found {
        let token = self.at;
        let found = self.kind(token);
        let first = token == self.start;
        let before = if first && self.header == Header::None {
            kind::NEWLINE
        } else {
            self.builder.kind(token - 1)
        };
        let previous = if before == kind::NEWLINE {
            ""
        } else {
            self.builder.text(self.builder.token_span(token - 1))
        };
        if found == kind::COMMA
            && matches!(
                before,
                kind::COMMA | kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT
            )
        {
            let diagnostic = Diagnostic::new(
                &codes::MISSING_OPERAND,
                "nothing stands before this comma",
                self.span(token),
            );
            return Err(Box::new(
                diagnostic.help("remove the comma, or add what belongs there"),
            ));
        }
        let doubled = match (before, found) {
            (kind::BIT_AND, kind::BIT_AND) => Some("and"),
            (kind::BIT_OR, kind::BIT_OR) => Some("or"),
            (kind::EQUAL, kind::COMPARE) => Some("=="),
            (kind::COMPARE, kind::EQUAL) if previous == "==" => Some("=="),
            _ => None,
        };
        if let Some(meant) = doubled {
            let span = self.builder.token_span(token - 1).to(self.span(token));
            let message = format!("`{}` is no operator", self.builder.text(span));
            let diagnostic = Diagnostic::new(&codes::MISSING_OPERAND, message, span);
            return Err(Box::new(diagnostic.suggest(span, meant)));
        }
        if matches!(
            (before, found),
            (kind::PLUS, kind::NEWLINE) | (kind::MINUS, kind::NEWLINE)
        ) && token >= self.start + 2
            && self.builder.kind(token - 2) == before
        {
            let span = self
                .builder
                .token_span(token - 2)
                .to(self.builder.token_span(token - 1));
            let diagnostic = Diagnostic::new(
                &codes::MISSING_OPERAND,
                format!("`{}` is no operator", self.builder.text(span)),
                span,
            );
            return Err(Box::new(
                diagnostic.suggest(span, format!(" {previous}= 1")),
            ));
        }
        if self.is_reserved(token)
            && (matches!(self.kind(token + 1), kind::EQUAL | kind::DOT) || before == kind::DOT)
        {
            return self.reserved(token);
        }
        if previous.is_empty()
            || matches!(
                before,
                kind::COMMA
                    | kind::COLON
                    | kind::CALL
                    | kind::GROUP
                    | kind::LIST
                    | kind::BRACE
                    | kind::SEMICOLON
            )
        {
            let message = format!("expected an expression, found {}", self.describe(token));
            let diagnostic = Diagnostic::new(&codes::MISSING_OPERAND, message, self.span(token));
            let is_comment = previous.is_empty() && self.text(token) == "//";
            return Err(Box::new(match is_comment {
                true => diagnostic.help("a comment begins with `#`"),
                false => diagnostic,
            }));
        }
        // Point behind what waits for its operand, not at the innocent token that follows.
        let span = self.builder.token_span(token - 1);
        let message = format!("an expression is missing behind `{previous}`");
        let diagnostic = Diagnostic::new(&codes::MISSING_OPERAND, message, span);
        Err(Box::new(match found {
            kind::NEWLINE => diagnostic,
            _ => diagnostic.label(self.span(token), "found this instead"),
        }))
    }

    fn is_reserved(&self, token: usize) -> bool {
        super::token::keyword(self.text(token)).is_some()
    }

    fn reserved(&self, token: usize) -> Found {
        Err(self.reserved_word(self.span(token)))
    }

    fn reserved_word(&self, span: Span) -> Box<Diagnostic> {
        let word = self.builder.text(span);
        let message = format!("`{word}` is a reserved word and cannot be a name");
        let diagnostic = Diagnostic::new(&codes::INVALID_SYNTAX, message, span);
        Box::new(diagnostic.help(format!("call it `{word}_`, or something else")))
    }

    /// Reads what follows an operand up to the next one; whether that one may be missing, or `None` where the
    /// expression ends.
    fn operator(&mut self) -> Result<Option<bool>, Box<Diagnostic>> {
        loop {
            let token = self.at;
            let kind = self.kind(token);
            match kind {
                b'0'..=b'9' | b'A'..=b'G' | kind::ELSE => {
                    if kind == kind::ELSE && self.conditionals.pop().is_none() {
                        return self
                            .fail(
                                &codes::INVALID_SYNTAX,
                                "this `else` belongs to no `if`",
                                token,
                            )
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
                    self.at += 1;
                    return Ok(Some(true));
                }
                _ => return self.separator(token, kind),
            }
        }
    }

    /// The same, for what is neither an operator nor a bracket.
    fn separator(&mut self, token: usize, kind: u8) -> Result<Option<bool>, Box<Diagnostic>> {
        self.finish_conditionals()?;
        let is_outermost = self.open.is_empty();
        match kind {
            kind::EQUAL if is_outermost && self.may_assign => {}
            kind::EQUAL
                if self.builder.kind(token - 1) == kind::KEYWORD
                    && (self.is_in(kind::CALL) || self.header == Header::Def) => {}
            kind::EQUAL => return self.assignment().map(|()| None),
            kind::AUGMENTED if is_outermost && self.may_assign => {}
            kind::COLON if self.is_in(kind::BRACE) => {}
            kind::COLON if self.is_in(kind::CALL) && self.header == Header::Def => {}
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
    fn in_comprehension(&self, token: usize) -> bool {
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
    fn finish_conditionals(&mut self) -> Found {
        match self.conditionals.last() {
            Some(&(token, level)) if level >= self.open.len() => {
                let diagnostic = Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    "this `if` between expressions has no `else`",
                    self.span(token),
                );
                Err(Box::new(
                    diagnostic.help("the conditional is written `a if condition else b`"),
                ))
            }
            _ => Ok(()),
        }
    }

    /// Behind a `for` there has to be an `in`.
    fn loop_targets(&self, token: usize) -> Found {
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
        Err(Box::new(found.help("it is written `for name in values`")))
    }

    fn attribute(&mut self) -> Found {
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
            "a name is missing behind this dot",
            self.at,
        )
    }

    /// A `=` at `at` where no assignment can be.
    fn assignment(&self) -> Found {
        let span = self.span(self.at);
        let diagnostic = if self.open.is_empty() && self.header != Header::None {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "`=` assigns, and cannot stand in a condition",
                span,
            )
        } else if self.is_in(kind::BRACE) {
            let found = Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "in a dict, `:` stands between key and value, not `=`",
                span,
            );
            return Err(Box::new(found.suggest(span, ":")));
        } else if self.is_in(kind::CALL) {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "only a plain name can stand before this `=`",
                span,
            )
            .help("an argument is given as `name = value`; `==` compares")
        } else {
            Diagnostic::new(
                &codes::ASSIGNMENT_IN_EXPRESSION,
                "`=` assigns, and cannot stand in an expression",
                span,
            )
        };
        Err(Box::new(diagnostic.suggest(span, "==")))
    }

    /// What stands in brackets behind an operand and cannot.
    fn unexpected_in_brackets(&self, token: usize) -> Found {
        let kind = self.kind(token);
        let Some(&open) = self.open.last() else {
            return self.unexpected();
        };
        if kind == kind::COLON && self.kind(open) == kind::CALL {
            let span = self.span(token);
            let found = Diagnostic::new(
                &codes::INVALID_SYNTAX,
                "in a call, `=` stands between name and value, not `:`",
                span,
            );
            return Err(Box::new(found.suggest(span, " =")));
        }
        if starts_operand(kind) && kind != kind::NOT || kind == kind::NUMBER {
            return self.side_by_side(token, open);
        }
        let message = format!(
            "{} cannot stand in these brackets",
            capitalized(&self.describe(token))
        );
        let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(token));
        Err(Box::new(
            found.label(self.span(open), "the brackets open here"),
        ))
    }

    /// Two operands in brackets with nothing between them.
    fn side_by_side(&self, token: usize, open: usize) -> Found {
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
                found.label(self.span(token - 1), "this string").help(format!("a `{quote}` inside of a string is written `\\{quote}`; otherwise a comma is missing")),
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
        .label(self.span(token - 1), "behind this");
        Err(Box::new(insert(found, end, ",")))
    }

    /// What stands behind a whole expression and cannot.
    fn unexpected(&self) -> Found {
        let token = self.at;
        let is_bare = self.open.is_empty() && token > self.start;
        if is_bare && self.header != Header::None && self.kind(token) == kind::NEWLINE {
            return self.missing_colon();
        }
        let message = match is_bare {
            true => format!(
                "{} cannot follow {} here",
                capitalized(&self.describe(token)),
                self.describe(token - 1)
            ),
            false => format!("{} cannot stand here", capitalized(&self.describe(token))),
        };
        let mut found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(token));
        if is_bare && starts_operand(self.kind(token)) {
            found = found.help("an operator is missing between the two, or a line end");
        }
        Err(Box::new(found))
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// What is written in place of a word that begins a statement in other languages.
fn word_of_another_language(word: &str) -> Option<&'static str> {
    Some(match word {
        "var" | "let" | "const" => "a variable is written `name = value`, without a word in front",
        "switch" | "match" | "case" => "choose with `if` and `elif`, or by the key of a dict",
        "function" => "a function begins with `def`",
        "foreach" | "do" => "a loop is written `for name in values:` or `while condition:`",
        "async" | "await" => "leave it out: nothing waits for anything in a configuration",
        _ => return None,
    })
}
