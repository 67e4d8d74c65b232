//! Statements.

use super::super::ast::*;
use super::super::explain::{self, Header};
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use pest::iterators::{Pair, Pairs};
use std::rc::Rc;

impl<'s> Builder<'_, 's> {
    /// Statements one after the other.
    pub fn block(&self, pairs: Pairs<'_, Rule>) -> Block {
        let mut block = Block::new();
        for pair in pairs {
            self.statement(pair, &mut block);
        }
        block
    }

    fn statement(&self, pair: Pair<'_, Rule>, block: &mut Block) {
        let span = self.statement_span(&pair);
        let kind = match pair.as_rule() {
            Rule::expression_statement => self.expression_statement(pair),
            Rule::if_statement => self.if_statement(pair),
            Rule::for_statement => self.for_statement(pair),
            Rule::while_statement => self.while_statement(pair),
            Rule::try_statement => self.try_statement(pair),
            Rule::with_statement => self.with_statement(pair),
            Rule::function => self.function(pair, Vec::new()),
            Rule::class => self.class(pair, Vec::new()),
            Rule::decorated => self.decorated(pair),
            Rule::broken => return self.broken_statement(pair, span, block),
            Rule::stray_block => return self.stray_block(pair, block),
            Rule::EOI => return,
            _ => self.simple_statement(pair),
        };
        block.push(Statement { kind, span });
    }

    fn statement_span(&self, pair: &Pair<'_, Rule>) -> Span {
        let (start, mut end) = self.range(pair);
        while end > start + 1
            && matches!(
                self.kind(end - 1),
                kind::NEWLINE | kind::DEDENT | kind::INDENT | kind::SEMICOLON
            )
        {
            end -= 1;
        }
        self.tokens_span(start, end)
    }

    // ---- simple statements ----

    fn simple_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        match pair.as_rule() {
            Rule::print => self.print(pair),
            Rule::pass => StatementKind::Pass,
            Rule::r#break | Rule::r#continue => self.loop_statement(pair.as_rule(), start),
            Rule::r#return => {
                if !self.shared.surroundings.get().in_function {
                    self.error(
                        &codes::MISPLACED_STATEMENT,
                        "`return` stands outside of a function",
                        self.token_span(start),
                    );
                }
                StatementKind::Return(self.expressions(pair).pop())
            }
            Rule::raise => self.raise(pair, start),
            Rule::assert => {
                let mut parts = self.expressions(pair).into_iter();
                let condition = parts
                    .next()
                    .unwrap_or_else(|| self.error_expression(start, end));
                StatementKind::Assert {
                    condition,
                    message: parts.next(),
                }
            }
            Rule::delete => {
                let targets = match self.expressions(pair).pop() {
                    Some(Expression {
                        kind: ExpressionKind::Tuple(items),
                        ..
                    }) => items,
                    other => other.into_iter().collect(),
                };
                for target in &targets {
                    self.check_deleted(target);
                }
                StatementKind::Delete(targets)
            }
            Rule::exec => StatementKind::Exec(self.expressions(pair)),
            Rule::global => {
                let names = self.names(start + 1, end);
                if self.kind(start) == kind::GLOBAL {
                    StatementKind::Global(names)
                } else {
                    StatementKind::Nonlocal(names)
                }
            }
            Rule::import => self.import(start, end),
            Rule::from_import => self.names_from_module(start, end),
            _ => StatementKind::Error,
        }
    }

    fn error_expression(&self, start: usize, end: usize) -> Expression {
        Expression {
            kind: ExpressionKind::Error,
            span: self.tokens_span(start, end),
        }
    }

    /// All expressions directly in a pair.
    fn expressions(&self, pair: Pair<'_, Rule>) -> Vec<Expression> {
        pair.into_inner()
            .map(|inner| self.expression(inner))
            .collect()
    }

    fn loop_statement(&self, rule: Rule, token: usize) -> StatementKind {
        let (kind, word) = if rule == Rule::r#break {
            (StatementKind::Break, "break")
        } else {
            (StatementKind::Continue, "continue")
        };
        if !self.shared.surroundings.get().in_loop {
            self.error(
                &codes::MISPLACED_STATEMENT,
                format!("`{word}` stands outside of a loop"),
                self.token_span(token),
            );
        }
        kind
    }

    fn expression_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut inner = pair.into_inner();
        let Some(first) = inner.next() else {
            return StatementKind::Error;
        };
        let first = self.expression(first);
        let Some(second) = inner.next() else {
            return StatementKind::Expression(first);
        };
        match second.as_rule() {
            Rule::augmented => self.augmented(first, second),
            Rule::annotated => self.annotated(first, second),
            _ => {
                let mut targets = vec![first];
                let mut value = self.assigned(second);
                for next in inner {
                    targets.push(std::mem::replace(&mut value, self.assigned(next)));
                }
                for target in &targets {
                    if !self.check_target(target) {
                        break;
                    }
                }
                StatementKind::Assign { targets, value }
            }
        }
    }

    fn assigned(&self, pair: Pair<'_, Rule>) -> Expression {
        let (start, end) = self.range(&pair);
        self.expressions(pair)
            .pop()
            .unwrap_or_else(|| self.error_expression(start, end))
    }

    fn augmented(&self, target: Expression, pair: Pair<'_, Rule>) -> StatementKind {
        let token = self.range(&pair).0;
        let is_place = !matches!(
            target.kind,
            ExpressionKind::Tuple(_) | ExpressionKind::List(_) | ExpressionKind::Starred(_)
        );
        if !is_place {
            self.error(
                &codes::BAD_TARGET,
                "several targets cannot be assigned to with an operator",
                target.span,
            );
        } else {
            self.check_target(&target);
        }
        StatementKind::AugmentedAssign {
            target,
            operator: self.binary_operator(token),
            operator_span: self.token_span(token),
            value: self.assigned(pair),
        }
    }

    fn annotated(&self, target: Expression, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        self.check_target(&target);
        let mut parts = self.expressions(pair).into_iter();
        let annotation = parts
            .next()
            .unwrap_or_else(|| self.error_expression(start, end));
        StatementKind::AnnotatedAssign {
            target,
            annotation,
            value: parts.next(),
        }
    }

    fn print(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let is_statement = pair
            .clone()
            .into_inner()
            .next()
            .is_some_and(|first| first.as_rule() == Rule::printed);
        if !is_statement {
            let name = self.identifier(start);
            let function = Box::new(Expression {
                kind: ExpressionKind::Name(name.name),
                span: name.span,
            });
            let arguments = self.arguments(pair);
            let span = self.tokens_span(start, end);
            return StatementKind::Expression(Expression {
                kind: ExpressionKind::Call {
                    function,
                    arguments,
                },
                span,
            });
        }
        let mut destination = None;
        let mut values = Vec::new();
        for part in pair.into_inner().flat_map(Pair::into_inner) {
            if part.as_rule() == Rule::destination {
                destination = self.expressions(part).pop();
            } else {
                values.push(self.expression(part));
            }
        }
        let newline = self.kind(end - 1) != kind::COMMA;
        StatementKind::Print {
            destination,
            values,
            newline,
        }
    }

    fn raise(&self, pair: Pair<'_, Rule>, start: usize) -> StatementKind {
        let mut inner = pair.into_inner();
        let mut next = || {
            let part = inner.next()?;
            let before = self.kind(self.range(&part).0 - 1);
            Some((self.expression(part), before == kind::FROM))
        };
        let _ = start;
        let exception = next().map(|(exception, _)| exception);
        let (mut value, mut cause) = (None, None);
        match next() {
            Some((expression, true)) => cause = Some(expression),
            Some((expression, false)) => value = Some(expression),
            None => {}
        }
        // A third operand is a traceback, which nothing here can make.
        StatementKind::Raise {
            exception,
            value,
            cause,
        }
    }

    // ---- names and imports, token by token ----

    fn names(&self, start: usize, end: usize) -> Vec<Identifier> {
        (start..end)
            .filter(|&token| self.is_name(token))
            .map(|token| self.identifier(token))
            .collect()
    }

    fn is_name(&self, token: usize) -> bool {
        matches!(self.kind(token), kind::NAME | kind::KEYWORD)
    }

    /// `a.b.c` from `*token` on, which is moved behind it.
    fn dotted(&self, token: &mut usize, end: usize) -> DottedName {
        let start = *token;
        let mut parts = Vec::new();
        while *token < end && matches!(self.kind(*token), kind::NAME | kind::DOT) {
            if self.kind(*token) == kind::NAME {
                parts.push(self.identifier(*token));
            }
            *token += 1;
        }
        let span = if *token > start {
            self.tokens_span(start, *token)
        } else {
            self.token_span(start).at_start()
        };
        DottedName { parts, span }
    }

    fn alias(&self, token: &mut usize) -> Option<Identifier> {
        (self.kind(*token) == kind::AS).then(|| {
            *token += 2;
            self.identifier(*token - 1)
        })
    }

    fn import(&self, start: usize, end: usize) -> StatementKind {
        let mut modules = Vec::new();
        let mut token = start + 1;
        while token < end {
            let module = self.dotted(&mut token, end);
            let alias = self.alias(&mut token);
            modules.push(ImportedModule { module, alias });
            token += 1;
        }
        StatementKind::Import(modules)
    }

    fn names_from_module(&self, start: usize, end: usize) -> StatementKind {
        let mut token = start + 1;
        let mut level = 0;
        while matches!(self.kind(token), kind::DOT | kind::ELLIPSIS) {
            level += self.token_span(token).len();
            token += 1;
        }
        let module = self.dotted(&mut token, end);
        token += 1;
        if self.kind(token) == kind::STAR {
            return StatementKind::ImportFrom {
                module,
                level,
                names: ImportedNames::All(self.token_span(token)),
            };
        }
        let mut names = Vec::new();
        while token < end {
            if self.is_name(token) {
                let name = self.identifier(token);
                token += 1;
                names.push((name, self.alias(&mut token)));
            } else {
                token += 1;
            }
        }
        StatementKind::ImportFrom {
            module,
            level,
            names: ImportedNames::Names(names),
        }
    }

    // ---- blocks ----

    /// The block of a `suite`.
    fn suite(&self, pair: Pair<'_, Rule>) -> Block {
        let (start, end) = self.range(&pair);
        if self.kind(start) != kind::COLON {
            let end = self.token_span(start - 1).at_end();
            let diagnostic = Diagnostic::new(
                &codes::MISSING_COLON,
                "a `:` is missing at the end of this line",
                end,
            )
            .at("expected `:`");
            self.shared.report(explain::insert(diagnostic, end, ":"));
        } else if end == start + 2
            && self.kind(start + 1) == kind::NEWLINE
            && self.kind(end) != kind::ILLEGAL
        {
            self.shared.report(
                Diagnostic::new(
                    &codes::MISSING_BLOCK,
                    "the block behind this `:` is missing",
                    self.token_span(start),
                )
                .at("expected an indented line below")
                .help("indent what belongs to it, or write `pass`"),
            );
        }
        self.block(pair.into_inner())
    }

    /// What stands in a header that could not be parsed, and the block under it.
    fn broken(&self, pair: Pair<'_, Rule>, header: Header) -> Block {
        let (start, end) = self.range(&pair);
        let line_end = (start..end)
            .find(|&token| self.kind(token) == kind::NEWLINE)
            .unwrap_or(end);
        if !self
            .tokens
            .is_reported(start - usize::from(header != Header::None), line_end + 1)
        {
            let diagnostic = explain::explain(self, start, line_end, header);
            self.shared.report(diagnostic);
        }
        self.block(pair.into_inner())
    }

    fn broken_statement(&self, pair: Pair<'_, Rule>, span: Span, block: &mut Block) {
        let (start, end) = self.range(&pair);
        let line_end = (start..end)
            .find(|&token| self.kind(token) == kind::NEWLINE)
            .unwrap_or(end);
        // A statement ends before its semicolon, as does the block that it is in.
        let line_end = (start + 1..line_end)
            .rfind(|&token| self.kind(token) != kind::SEMICOLON)
            .map_or((start + 1).min(line_end), |last| last + 1);
        let line = self.tokens_span(start, line_end);
        self.shared.within(
            // What the header was is not known, so everything may stand under it.
            |surroundings| (surroundings.in_function, surroundings.in_loop) = (true, true),
            || self.broken(pair, Header::None),
        );
        block.push(Statement {
            kind: self.poison(start, line_end, line),
            span: span.to(line),
        });
    }

    /// A broken `name = …` still defines the name, so that its uses are not reported as well.
    fn poison(&self, start: usize, end: usize, line: Span) -> StatementKind {
        let text = self.text(line);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let name = &text[..text.len() - rest.len()];
        let behind = rest.trim_start_matches([' ', '\t']);
        let is_assignment = behind.starts_with('=') && !behind.starts_with("==");
        let is_name = self.kind(start) == kind::NAME
            || self.kind(start) == kind::ILLEGAL && super::super::token::keyword(name).is_none();
        if !is_assignment
            || !is_name
            || name.is_empty()
            || name.starts_with(|c: char| c.is_ascii_digit())
        {
            return StatementKind::Error;
        }
        let name = self.identifier(start);
        let target = Expression {
            kind: ExpressionKind::Name(name.name),
            span: name.span,
        };
        let value = self.error_expression(start + 1, end);
        StatementKind::Assign {
            targets: vec![target],
            value,
        }
    }

    /// The same for `def` and `class`.
    fn poisoned_definition(&self, start: usize, span: Span) -> StatementKind {
        if self.kind(start + 1) != kind::NAME {
            return StatementKind::Error;
        }
        let name = self.identifier(start + 1);
        let target = Expression {
            kind: ExpressionKind::Name(name.name),
            span: name.span,
        };
        StatementKind::Assign {
            targets: vec![target],
            value: Expression {
                kind: ExpressionKind::Error,
                span,
            },
        }
    }

    fn stray_block(&self, pair: Pair<'_, Rule>, block: &mut Block) {
        let start = self.range(&pair).0;
        let first = self.token_span(start + 1);
        self.shared.report(
            Diagnostic::new(
                &codes::BAD_INDENTATION,
                "this line is indented, but no block begins before it",
                first,
            )
            .at("deeper than the line above")
            .help("indent it like the line above"),
        );
        for statement in pair.into_inner() {
            self.statement(statement, block);
        }
    }

    // ---- compound statements ----

    /// A condition and its block, or what is left of them.
    fn branch(&self, inner: &mut Pairs<'_, Rule>, start: usize, end: usize) -> (Expression, Block) {
        let error = || self.error_expression(start, start + 1);
        let Some(first) = inner.next() else {
            return (error(), Block::new());
        };
        if first.as_rule() == Rule::broken {
            return (error(), self.broken(first, Header::Condition));
        }
        let _ = end;
        let condition = self.expression(first);
        let block = inner
            .next()
            .map(|suite| self.suite(suite))
            .unwrap_or_default();
        (condition, block)
    }

    /// The block of an `else`, `finally` or `try`.
    fn clause(&self, pair: Pair<'_, Rule>) -> Block {
        match pair.into_inner().next() {
            Some(inner) => self.suite_or_broken(inner, Header::Bare),
            None => Block::new(),
        }
    }

    fn suite_or_broken(&self, pair: Pair<'_, Rule>, header: Header) -> Block {
        if pair.as_rule() == Rule::broken {
            self.broken(pair, header)
        } else {
            self.suite(pair)
        }
    }

    fn if_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let mut branches = vec![self.branch(&mut inner, start, end)];
        let mut otherwise = Block::new();
        for clause in inner {
            let (start, end) = self.range(&clause);
            if clause.as_rule() == Rule::elif_clause {
                branches.push(self.branch(&mut clause.into_inner(), start, end));
            } else {
                otherwise = self.clause(clause);
            }
        }
        StatementKind::If {
            branches,
            otherwise,
        }
    }

    fn for_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, _) = self.range(&pair);
        let error = || self.error_expression(start, start + 1);
        let mut inner = pair.into_inner();
        let (mut target, mut iterable, mut body, mut otherwise) =
            (error(), error(), Block::new(), Block::new());
        if let Some(first) = inner.next() {
            let in_loop = |surroundings: &mut super::Surroundings| surroundings.in_loop = true;
            if first.as_rule() == Rule::broken {
                body = self.in_block(in_loop, || self.broken(first, Header::For));
            } else {
                target = self.expression(first);
                self.check_target(&target);
                iterable = inner
                    .next()
                    .map_or_else(error, |iterable| self.expression(iterable));
                body = self.in_block(in_loop, || {
                    inner
                        .next()
                        .map(|suite| self.suite(suite))
                        .unwrap_or_default()
                });
            }
        }
        if let Some(clause) = inner.next() {
            otherwise = self.clause(clause);
        }
        StatementKind::For {
            target,
            iterable,
            body,
            otherwise,
        }
    }

    /// Builds a block in which a `yield` still counts for the function around it.
    fn in_block(
        &self,
        change: impl FnOnce(&mut super::Surroundings),
        build: impl FnOnce() -> Block,
    ) -> Block {
        let (block, inside) = self.shared.within(change, build);
        let mut surroundings = self.shared.surroundings.get();
        surroundings.yields |= inside.yields;
        self.shared.surroundings.set(surroundings);
        block
    }

    fn while_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let mut condition = self.error_expression(start, start + 1);
        let body = self.in_block(
            |surroundings| surroundings.in_loop = true,
            || {
                let (found, body) = self.branch(&mut inner, start, end);
                condition = found;
                body
            },
        );
        let otherwise = inner
            .next()
            .map(|clause| self.clause(clause))
            .unwrap_or_default();
        StatementKind::While {
            condition,
            body,
            otherwise,
        }
    }

    fn try_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let (start, end) = self.range(&pair);
        let mut inner = pair.into_inner();
        let body = inner
            .next()
            .map(|body| self.suite_or_broken(body, Header::Bare))
            .unwrap_or_default();
        let (mut handlers, mut otherwise, mut finally) = (Vec::new(), Block::new(), Block::new());
        let mut has_clause = false;
        for clause in inner {
            has_clause = true;
            match clause.as_rule() {
                Rule::except_clause => handlers.push(self.handler(clause)),
                Rule::else_clause => otherwise = self.clause(clause),
                _ => finally = self.clause(clause),
            }
        }
        if !has_clause && self.kind(end) != kind::ILLEGAL {
            self.shared.report(
                Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    "this `try` has neither `except` nor `finally`",
                    self.token_span(start),
                )
                .help("add `except SomeError:` below its block"),
            );
        }
        StatementKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        }
    }

    fn handler(&self, pair: Pair<'_, Rule>) -> Handler {
        let span = self.statement_span(&pair);
        let mut handler = Handler {
            exception: None,
            target: None,
            body: Block::new(),
            span,
        };
        let mut parts = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::suite => handler.body = self.suite(part),
                Rule::broken => handler.body = self.broken(part, Header::Except),
                _ => parts.push(self.expression(part)),
            }
        }
        let mut parts = parts.into_iter();
        handler.exception = parts.next();
        handler.target = parts.next();
        if let Some(target) = &handler.target {
            self.check_target(target);
        }
        handler
    }

    fn with_statement(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut items = Vec::new();
        let mut body = Block::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::suite => body = self.suite(part),
                Rule::broken => body = self.broken(part, Header::With),
                _ => {
                    let mut parts = self.expressions(part).into_iter();
                    if let Some(context) = parts.next() {
                        let target = parts.next();
                        if let Some(target) = &target {
                            self.check_target(target);
                        }
                        items.push((context, target));
                    }
                }
            }
        }
        StatementKind::With { items, body }
    }

    // ---- definitions ----

    fn decorated(&self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut decorators = Vec::new();
        let (start, end) = self.range(&pair);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::decorator => decorators.extend(self.expressions(part)),
                Rule::function => return self.function(part, decorators),
                _ => return self.class(part, decorators),
            }
        }
        if !matches!(self.kind(end), kind::ILLEGAL | kind::AT) {
            let span = self.token_span(start);
            let message = "a decorator stands only before a `def` or `class`";
            self.error(&codes::INVALID_SYNTAX, message, span);
        }
        StatementKind::Error
    }

    fn function(&self, pair: Pair<'_, Rule>, decorators: Vec<Expression>) -> StatementKind {
        let start = self.range(&pair).0;
        let span = self.statement_span(&pair);
        let mut parameters = Parameters::default();
        let mut body = Block::new();
        let mut header = self.token_span(start);
        let mut is_generator = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::parameters => parameters = self.parameters(part),
                Rule::suite => {
                    header = self.header(start, &part);
                    (body, is_generator) = self.function_body(|| self.suite(part));
                }
                Rule::broken => {
                    self.function_body(|| self.broken(part, Header::Def));
                    return self.poisoned_definition(start, span);
                }
                // What the function returns is not checked.
                _ => {
                    self.expression(part);
                }
            }
        }
        let name = self.identifier(start + 1);
        StatementKind::Function(Rc::new(Function {
            name,
            parameters,
            body,
            decorators,
            header,
            is_generator,
        }))
    }

    fn function_body(&self, build: impl FnOnce() -> Block) -> (Block, bool) {
        let (body, inside) = self.shared.within(
            |surroundings| {
                *surroundings = super::Surroundings {
                    in_function: true,
                    in_loop: false,
                    yields: false,
                }
            },
            build,
        );
        (body, inside.yields)
    }

    /// From the first token to the colon before a block.
    fn header(&self, start: usize, suite: &Pair<'_, Rule>) -> Span {
        let colon = self.range(suite).0;
        let colon = if self.kind(colon) == kind::COLON {
            colon
        } else {
            colon - 1
        };
        self.tokens_span(start, colon + 1)
    }

    fn class(&self, pair: Pair<'_, Rule>, decorators: Vec<Expression>) -> StatementKind {
        let start = self.range(&pair).0;
        let span = self.statement_span(&pair);
        let mut arguments = Vec::new();
        let mut body = Block::new();
        let mut header = self.token_span(start);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::call => arguments = self.arguments(part),
                Rule::suite => {
                    header = self.header(start, &part);
                    body = self.class_body(|| self.suite(part));
                }
                _ => {
                    self.class_body(|| self.broken(part, Header::Class));
                    return self.poisoned_definition(start, span);
                }
            }
        }
        let name = self.identifier(start + 1);
        StatementKind::Class(Rc::new(Class {
            name,
            arguments,
            body,
            decorators,
            header,
        }))
    }

    fn class_body(&self, build: impl FnOnce() -> Block) -> Block {
        self.shared
            .within(
                |surroundings| *surroundings = super::Surroundings::default(),
                build,
            )
            .0
    }
}
