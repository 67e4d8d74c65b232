//! `exec`, `eval` and `compile`: code in a string, executed by the same parser, under the same limits.
//!
//! Code that is one string literal as it is written has its spans inside of the literal, so that what goes wrong in it is shown at its
//! characters. Of other code, which was put together, errors are shown at the `exec` or `eval`.

use super::builtins::arguments::bind;
use super::builtins::variables;
use super::compare::same;
use super::interpreter::Frame;
use super::scope::Env;
use super::value::{Foreign, Namespace, Value, ValueKind};
use super::{Arguments, EvalResult, Interpreter, Python, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::{Ownership, SourceFile, Span, Text};
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind, StatementKind};
use crate::syntax::{Parsed, parse_within};
use std::rc::Rc;
use std::sync::Arc;

/// A tree takes about so many times as much memory as its text.
const TREE_SIZE: usize = 20;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mode {
    /// Statements: `exec`.
    Statements,
    /// One expression: `eval`.
    Expression,
}

/// What `compile` gives.
#[derive(Debug)]
struct Code {
    mode: Mode,
    parsed: Arc<Parsed>,
}

impl Foreign for Code {
    fn type_name(&self) -> &'static str {
        "code"
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Interpreter<'_> {
    /// `exec code`, `exec code in globals`, `exec code in globals, locals`, and the same as `exec(code, globals, locals)`.
    #[inline(never)]
    pub(super) fn exec_statement(
        &mut self,
        values: &[Expression],
        span: Span,
        env: &Env,
    ) -> EvalResult<()> {
        // `exec code in globals, locals` is parsed as a tuple.
        let values = match values {
            [
                Expression {
                    kind: ExpressionKind::Tuple(items),
                    ..
                },
            ] if matches!(items.first(), Some(first) if is_in(first)) => items,
            _ => values,
        };
        let Some((first, others)) = values.split_first() else {
            return Ok(());
        };
        let mut arguments = Vec::new();
        match &first.kind {
            ExpressionKind::Compare { first: code, rest } if is_in(first) => {
                arguments.push(self.expression(code, env)?);
                for (_, globals) in rest {
                    arguments.push(self.expression(globals, env)?);
                }
            }
            _ => {
                let value = self.expression(first, env)?;
                match &value.kind {
                    ValueKind::Tuple(tuple) if matches!(tuple.items.len(), 2 | 3) => {
                        arguments.extend(tuple.items.iter().cloned());
                    }
                    _ => arguments.push(value),
                }
            }
        }
        for other in others {
            arguments.push(self.expression(other, env)?);
        }
        let mut arguments = arguments.into_iter();
        let Some(code) = arguments.next() else {
            return Ok(());
        };
        let parsed = self.code_of(&code, Mode::Statements, span)?.1;
        let places = self.places([arguments.next(), arguments.next()], env, span)?;
        self.execute_code(&parsed, Mode::Statements, &places.env, span)?;
        self.keep_variables(places, span)
    }

    /// The tree of a code, which is a string or what `compile` gave, and what it is for.
    fn code_of(&mut self, code: &Value, mode: Mode, span: Span) -> EvalResult<(Mode, Arc<Parsed>)> {
        if let ValueKind::Foreign(foreign) = &code.kind
            && let Some(code) = foreign.as_any().downcast_ref::<Code>()
        {
            return Ok((code.mode, code.parsed.clone()));
        }
        if code.is_poison() {
            return Err(Raised::poisoned());
        }
        let Some(text) = code.as_text() else {
            let found = self.describe(code);
            let message = format!("code is a string or the result of `compile`, not {found}");
            let diagnostic = Diagnostic::new(&eval::TYPE_ERROR, message, span);
            let python = "exec: arg 1 must be a string, file, or code object";
            return Err(Raised::with_diagnostic("TypeError", python, diagnostic));
        };
        Ok((mode, self.parse_code(&text.clone(), mode, span)?))
    }

    fn parse_code(&mut self, text: &Text, mode: Mode, span: Span) -> EvalResult<Arc<Parsed>> {
        let text = match mode {
            Mode::Expression => {
                let start = text.len() - text.trim_start_matches([' ', '\t']).len();
                text.slice(start, text.len())
            }
            Mode::Statements => text.clone(),
        };
        let place = self.verbatim(&text);
        let known = (place, text.as_str().to_owned());
        if let Some(parsed) = self.executed_texts.get(&known) {
            return Ok(parsed.clone());
        }
        self.allocate(text.len(), span)?;
        for _ in 0..TREE_SIZE {
            self.allocate(text.len(), span)?;
        }
        let (file, offset) = match place {
            Some(place) => (place.file, place.start as usize),
            None => {
                let name = format!("<string {}>", self.executed_texts.len() + 1);
                let file = SourceFile::new(name, text.as_str(), Ownership::Text);
                (self.sources.add(file), 0)
            }
        };
        self.work(offset, span)?;
        // With empty lines before it, the code stands where its literal stands in the file.
        let padded = "\n".repeat(offset) + text.as_str();
        let parsed = parse_within(&padded, file, self.limits.nesting);
        self.check_syntax(&parsed, mode, span)?;
        let parsed = Arc::new(parsed);
        self.executed_texts.insert(known, parsed.clone());
        Ok(parsed)
    }

    /// Where the literal stands which this text is, character by character.
    fn verbatim(&self, text: &Text) -> Option<Span> {
        let [piece] = text.pieces() else {
            return None;
        };
        let literal = piece.literal?;
        let written = self.sources.text(literal);
        let start = written.find(text.as_str()).filter(|_| !text.is_empty())?;
        let [before, after] = [&written[..start], &written[start + text.len()..]];
        // All of the literal but its prefix and quotes, so that equal places have equal texts.
        let is_whole = before
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .trim_matches(['\'', '"', ' ', '\t'])
            .is_empty()
            && after.trim_matches(['\'', '"']).is_empty()
            && self.sources.is_users(literal);
        is_whole.then(|| literal.part(start, start + text.len()))
    }

    fn check_syntax(&mut self, parsed: &Parsed, mode: Mode, span: Span) -> EvalResult<()> {
        let python3 = match self.language.python {
            Python::Two => &parsed.python3[..],
            Python::Three => &[],
        };
        let error = parsed.errors.iter().chain(python3).next().cloned();
        let is_expression = matches!(
            &parsed.module.body[..],
            [statement] if matches!(statement.kind, StatementKind::Expression(_))
        );
        let diagnostic = match error {
            Some(error) if self.sources.is_users(error.primary.span) => error,
            Some(error) => Diagnostic::new(
                error.code,
                format!("this code in a string is not valid: {}", error.message),
                span,
            ),
            None if mode == Mode::Expression && !is_expression => Diagnostic::new(
                &eval::VALUE_ERROR,
                "`eval` expects one expression, found a statement",
                span,
            )
            .help("use `exec` for statements"),
            None => return Ok(()),
        };
        Err(Raised::with_diagnostic(
            "SyntaxError",
            "invalid syntax",
            diagnostic,
        ))
    }

    fn execute_code(
        &mut self,
        parsed: &Arc<Parsed>,
        mode: Mode,
        env: &Env,
        span: Span,
    ) -> EvalResult {
        let call = self.current_call();
        self.frames.push(Frame {
            span,
            label: "executed from here",
            env: env.clone(),
            function: None,
            receiver: None,
            call,
        });
        let body = &parsed.module.body;
        let result = self.nested(span, |interpreter| match (mode, &body[..]) {
            (Mode::Expression, [statement]) => match &statement.kind {
                StatementKind::Expression(value) => interpreter.expression(value, env),
                _ => Ok(Value::none(span)),
            },
            _ => interpreter.block(body, env).map(|_| Value::none(span)),
        });
        self.frames.pop();
        result.map_err(|raised| self.leaving_call(raised, span, "executed from here"))
    }

    /// The variables that the code works on: those of the place where it is executed, or those of dicts.
    fn places(&mut self, given: [Option<Value>; 2], env: &Env, span: Span) -> EvalResult<Places> {
        let [globals, locals] = given.map(|it| it.filter(|it| !matches!(it.kind, ValueKind::None)));
        let mut env = env.clone();
        let mut dicts = Vec::new();
        if let Some(globals) = &globals {
            env = Env::module(self.variables_of(globals, &mut dicts, span)?);
            if !env.globals.contains("__builtins__") {
                let builtins = Value::dict(Default::default(), span);
                env.globals.set("__builtins__", builtins);
            }
        }
        if let Some(locals) = &locals {
            env.class = Some(self.variables_of(locals, &mut dicts, span)?);
            env.scope = None;
        }
        Ok(Places { env, dicts })
    }

    /// The entries of a dict as variables.
    fn variables_of(
        &mut self,
        dict: &Value,
        dicts: &mut Vec<(Value, Rc<Namespace>, Namespace)>,
        span: Span,
    ) -> EvalResult<Rc<Namespace>> {
        if let Some(namespace) = variables::namespace_of(dict) {
            return Ok(namespace);
        }
        let namespace = Rc::new(Namespace::default());
        self.cycles.note_module(&namespace);
        for (key, value) in self.mapping_entries(dict, span)? {
            self.step(span)?;
            if let Some(name) = key.as_text() {
                namespace.set(name.as_str(), value);
            }
        }
        let before = Namespace::default();
        before.copy_from(&namespace);
        dicts.push((dict.clone(), namespace.clone(), before));
        Ok(namespace)
    }

    /// Writes what the code did to variables into the dicts that they came from.
    fn keep_variables(&mut self, places: Places, span: Span) -> EvalResult<()> {
        for (dict, after, before) in places.dicts {
            for name in before.names() {
                if !after.contains(&name) {
                    let key = Value::string(&*name, span);
                    self.delete_subscript(&dict, &key, span)?;
                }
            }
            for name in after.names() {
                let Some(value) = after.get(&name) else {
                    continue;
                };
                let is_new = before
                    .get(&name)
                    .is_none_or(|it| it.origin != value.origin || !same(&it, &value));
                if is_new {
                    self.step(span)?;
                    let key = Value::string(&*name, span);
                    self.set_subscript(&dict, &key, value, span)?;
                }
            }
        }
        Ok(())
    }

    /// Where the function or file stands that is running.
    fn running(&self) -> Env {
        match (self.frames.last(), self.executing.last()) {
            (Some(frame), _) => frame.env.clone(),
            (None, Some(file)) => Env::module(file.globals.clone()),
            (None, None) => Env::module(self.globals.clone()),
        }
    }
}

/// The variables that a code works on, and the dicts they came from, each with what was in it before.
struct Places {
    env: Env,
    dicts: Vec<(Value, Rc<Namespace>, Namespace)>,
}

/// Whether an expression is `code in globals`.
fn is_in(expression: &Expression) -> bool {
    matches!(&expression.kind, ExpressionKind::Compare { rest, .. }
        if matches!(rest[..], [(CompareOperator::In, _)]))
}

/// `eval(code, globals = None, locals = None)`.
pub(super) fn eval(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([code], given) = bind::<1, 2>("eval", arguments, &[], span)?;
    let (mode, parsed) = interpreter.code_of(&code, Mode::Expression, span)?;
    let running = interpreter.running();
    let places = interpreter.places(given, &running, span)?;
    let value = interpreter.execute_code(&parsed, mode, &places.env, span)?;
    interpreter.keep_variables(places, span)?;
    Ok(value)
}

/// `compile(source, filename, mode)`.
pub(super) fn compile(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    const NAMES: &[&str] = &["source", "filename", "mode", "flags", "dont_inherit"];
    let ([code, _, mode], [_, _]) = bind::<3, 2>("compile", arguments, NAMES, span)?;
    let mode = match mode.as_text().map(Text::as_str) {
        Some("exec" | "single") => Mode::Statements,
        Some("eval") => Mode::Expression,
        _ => {
            let python = "compile() arg 3 must be 'exec', 'eval' or 'single'";
            let message = "the mode of `compile` is `'exec'`, `'eval'` or `'single'`";
            let diagnostic = Diagnostic::new(&eval::VALUE_ERROR, message, span);
            return Err(Raised::with_diagnostic("ValueError", python, diagnostic));
        }
    };
    let (mode, parsed) = interpreter.code_of(&code, mode, span)?;
    Ok(Value::new(ValueKind::foreign(Code { mode, parsed }), span))
}

/// The key of an executed text: where its literal stands, and the text.
pub(super) type ExecutedText = (Option<Span>, String);
