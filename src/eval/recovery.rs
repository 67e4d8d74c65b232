//! What happens to an exception that nothing catches: it is reported once, and poison takes the place of the value.

use super::function::place_of;
use super::import::MODULES;
use super::scope::Env;
use super::statement::Flow;
use super::value::{Value, ValueKind};
use super::{EvalResult, Exception, ExceptionKind, Interpreter, Raised};
use crate::diagnostic::codes::limits;
use crate::diagnostic::{Diagnostic, LabelKind};
use crate::semantic::{bound_names, for_each_statement};
use crate::source::{Ownership, Span};
use crate::syntax::ast::{Name, Statement, StatementKind};
use std::sync::Arc;

/// How many callers a diagnostic shows.
const CALLERS: usize = 3;

/// The statement budget is used up.
pub(super) fn statement_limit(limit: u64, span: Span) -> Box<Raised> {
    Raised::abort(
        Diagnostic::new(
            &limits::STATEMENT_LIMIT,
            format!("more than {limit} statements were executed, so the evaluation ends here"),
            span,
        )
        .help("look for a loop that never ends; the limit is the setting `statements`"),
    )
}

/// One value is too large.
pub(super) fn size_limit(limit: usize, span: Span) -> Box<Raised> {
    Raised::abort(
        Diagnostic::new(
            &limits::SIZE_LIMIT,
            format!("the result has more than {limit} bytes or elements"),
            span,
        )
        .help("the limit is the setting `size`"),
    )
}

impl Interpreter<'_> {
    /// Decides what becomes of an expression that failed: poison, if nothing can catch the exception.
    #[cold]
    pub(super) fn recover(&mut self, raised: Box<Raised>, span: Span) -> EvalResult {
        // What failed may have failed because the guard stopped it.
        let mut raised = match self.within_guard(Err(raised), span) {
            Ok(value) => return Ok(value),
            Err(raised) => raised,
        };
        // It ends the generator that is running, in whatever function it is raised.
        if self.generators > 0 && self.is_exception(&raised, "StopIteration") {
            return Err(raised);
        }
        match &mut *raised {
            Raised::Poisoned => Ok(Value::poison(span)),
            Raised::Abort(diagnostic) => {
                if let Some(diagnostic) = diagnostic.take() {
                    self.report_with_callers(diagnostic);
                }
                Err(raised)
            }
            Raised::Exception(exception) if self.in_try == 0 && !self.is_in_module() => {
                let ends_program = self.ends_program(exception);
                self.report_with_callers(exception.diagnostic.clone());
                if ends_program {
                    return Err(Box::new(Raised::Abort(None)));
                }
                Ok(Value::poison(span))
            }
            Raised::Exception(_) => Err(raised),
        }
    }

    /// Whether a function of a module of the library is running: an exception leaves it, as in Python, and is reported at the call.
    fn is_in_module(&self) -> bool {
        let function = self.frames.last().and_then(|frame| frame.function.as_ref());
        function.is_some_and(|function| self.is_of_module(place_of(function)))
    }

    /// Whether a place is in a module of the library that is written in the language.
    fn is_of_module(&self, place: Span) -> bool {
        let file = self.sources.get(place.file);
        file.ownership == Ownership::Stdlib && file.name.starts_with(MODULES)
    }

    /// Decides how to go on after a statement that failed: with the next one, unless something may catch the exception,
    /// or the statement ends the function.
    #[cold]
    pub(super) fn recover_statement(
        &mut self,
        raised: Box<Raised>,
        statement: &Statement,
        env: &Env,
    ) -> EvalResult<Flow> {
        let raised_on_purpose = matches!(statement.kind, StatementKind::Raise { .. })
            || matches!(
                &*raised,
                Raised::Exception(Exception {
                    kind: ExceptionKind::Value(_),
                    ..
                })
            );
        let poisoned = matches!(&*raised, Raised::Poisoned);
        self.recover(raised, statement.span)?;
        if raised_on_purpose && !poisoned {
            return Ok(Flow::Return(Value::poison(statement.span)));
        }
        if let StatementKind::Expression(_) = statement.kind {
            self.doubt_receiver();
        }
        self.poison_names(std::slice::from_ref(statement), env);
        Ok(Flow::Normal)
    }

    /// A call in a method has failed, or what could not be read was one: for all that is known it was to set attributes of the object,
    /// as the `__init__` of the class above does.
    #[cold]
    pub(super) fn doubt_receiver(&self) {
        let receiver = self.frames.last().and_then(|frame| frame.receiver.as_ref());
        if let Some(ValueKind::Instance(instance)) = receiver.map(|it| &it.kind) {
            instance.attributes.doubt();
        }
    }

    /// Executes a statement of a file. An `Err` is an exception that whoever included the file may catch.
    pub(super) fn top_level_statement(
        &mut self,
        statement: &Statement,
        env: &Env,
    ) -> EvalResult<()> {
        let flow = self.statement(statement, env);
        // No later statement may ask the guard for this one.
        let flow = self
            .within_guard(flow, statement.span)
            .or_else(|raised| self.recover_statement(raised, statement, env));
        match flow {
            Ok(Flow::Return(_)) => self.poison_names(std::slice::from_ref(statement), env),
            Err(raised) => match *raised {
                Raised::Abort(_) => self.poison_names(std::slice::from_ref(statement), env),
                _ => return Err(raised),
            },
            Ok(_) => {}
        }
        Ok(())
    }

    /// Gives poison to every name that a block binds: it is not known whether it ran.
    pub(super) fn poison_names(&mut self, block: &[Statement], env: &Env) {
        let mut bound = Vec::new();
        bound_names(block, &mut bound);
        for_each_statement(block, &mut |statement| {
            if matches!(statement.kind, StatementKind::Error) {
                bound.extend(self.names_of_broken_statement(statement.span));
            }
        });
        let span = block.first().map(|statement| statement.span);
        if let Some(span) = span {
            for name in bound {
                env.set(&name, Value::poison(span));
            }
        }
    }

    /// The names that a statement which could not be parsed was probably going to bind.
    pub(super) fn names_of_broken_statement(&self, span: Span) -> Vec<Name> {
        let text = self.sources.text(span);
        let word = |text: &str| -> String {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        };
        let first = word(text);
        let behind = text.trim_start().get(first.len()..).unwrap_or("");
        let name = match first.as_str() {
            "def" | "class" | "import" | "for" => word(behind),
            "from" => behind
                .split_once("import")
                .map_or_else(String::new, |(_, names)| {
                    word(names.trim_start().trim_start_matches('('))
                }),
            _ => {
                let rest = behind.trim_start();
                let assigns = rest.starts_with('=') && !rest.starts_with("==");
                if !assigns {
                    return Vec::new();
                }
                first
            }
        };
        if name.is_empty() {
            return Vec::new();
        }
        vec![Arc::from(name)]
    }

    /// The words of a statement which could not be parsed: whatever of them nothing else defines, it may have defined.
    pub(super) fn words_of_broken_statement(&self, span: Span) -> Vec<Name> {
        const WORDS: usize = 100;
        let text = self.sources.text(span);
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let names = words.filter(|word| word.starts_with(|c: char| !c.is_ascii_digit()));
        names.take(WORDS).map(Name::from).collect()
    }

    /// Reports what went wrong, with the calls that led there.
    pub(super) fn report_with_callers(&mut self, mut diagnostic: Diagnostic) {
        let mut callers = diagnostic.callers();
        for frame in self.frames.iter().rev() {
            if callers >= CALLERS && self.sources.is_users(diagnostic.primary.span) {
                break;
            }
            // A function that calls itself would show the same place again and again, and the library is not the user's.
            let shown = !self.sources.is_users(frame.span)
                || diagnostic.primary.span == frame.span
                || diagnostic
                    .labels
                    .iter()
                    .any(|label| label.span == frame.span);
            if !shown {
                diagnostic = diagnostic.caller(frame.span, frame.label);
                callers += 1;
            }
        }
        self.show_users_code(&mut diagnostic);
        self.report(diagnostic);
    }

    /// A call; of one inside of the standard library, the user's call that led there.
    pub(super) fn users_call(&self, call: Span) -> Span {
        let outer = self.frames.iter().rev().map(|frame| frame.span);
        let mut calls = std::iter::once(call).chain(outer);
        calls.find(|&it| self.sources.is_users(it)).unwrap_or(call)
    }

    /// An error inside the standard library is shown at the user's call that led there.
    fn show_users_code(&self, diagnostic: &mut Diagnostic) {
        if self.sources.is_users(diagnostic.primary.span) {
            let labels = &mut diagnostic.labels;
            labels.retain(|label| !self.is_of_module(label.span));
            return;
        }
        let users = diagnostic
            .labels
            .iter()
            .position(|label| self.sources.is_users(label.span));
        if let Some(position) = users {
            diagnostic.primary.span = diagnostic.labels[position].span;
            diagnostic.primary.message = String::new();
            diagnostic.labels.remove(position);
            diagnostic
                .labels
                .retain(|label| self.sources.is_users(label.span));
            let mut callers = 0;
            diagnostic.labels.retain(|label| {
                callers += usize::from(label.kind == LabelKind::Caller);
                callers <= CALLERS
            });
            // An edit in the standard library is of no use to the user.
            if diagnostic.fix.as_ref().is_some_and(|fix| {
                fix.edits
                    .iter()
                    .any(|edit| !self.sources.is_users(edit.span))
            }) {
                diagnostic.fix = None;
            }
        }
    }

    /// Adds a call to those that led to an exception, while it leaves the function.
    pub(super) fn leaving_call(
        &self,
        raised: Box<Raised>,
        span: Span,
        label: &'static str,
    ) -> Box<Raised> {
        // The calls inside of the library say nothing to the user.
        if !matches!(&*raised, Raised::Exception(_)) || !self.sources.is_users(span) {
            return raised;
        }
        raised.map_diagnostic(|diagnostic| {
            let is_new = diagnostic.primary.span != span;
            if is_new && diagnostic.callers() < CALLERS {
                diagnostic.caller(span, label)
            } else {
                diagnostic
            }
        })
    }

    fn ends_program(&self, exception: &Exception) -> bool {
        match &exception.kind {
            ExceptionKind::Builtin(class) => *class == "SystemExit",
            ExceptionKind::Value(value) => self
                .classes
                .exception("SystemExit")
                .is_some_and(|class| self.is_of_class(value, &class)),
        }
    }
}
