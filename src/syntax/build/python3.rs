//! Syntax that Python 3 reads and Python 2.7 does not: the tree is built all the same.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::Span;
use pest::iterators::Pair;

/// The most arguments that a call may have in Python 2.7, and the most parameters of a function.
pub(super) const MOST_ARGUMENTS: usize = 255;

/// What `from __future__ import` knows in Python 2.7.
const FUTURE_FEATURES: [&str; 7] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
];

/// A diagnostic about syntax of Python 3; `what` is a subject with its verb, such as "an f-string is".
fn newer(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} Python 3 syntax");
    Diagnostic::new(&codes::PYTHON3_SYNTAX, message, span).at("not in Python 2.7")
}

/// The diagnostic with edits that leave the meaning as it is; `help` says what they do.
fn repaired(diagnostic: Diagnostic, help: &str, edits: Vec<Edit>) -> Diagnostic {
    let mut message = help.to_owned();
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut diagnostic = diagnostic.help(help);
    diagnostic.fix = Some(Fix {
        message,
        edits,
        applicability: Applicability::Safe,
    });
    diagnostic
}

fn replaced(span: Span, replacement: impl Into<String>) -> Vec<Edit> {
    vec![Edit {
        span,
        replacement: replacement.into(),
    }]
}

/// An expression in the braces of an f-string, as the fix moves it.
pub(super) struct Field {
    /// Its characters, with the spaces around them.
    pub span: Span,
    /// Whether it needs parentheses as an argument.
    pub is_row: bool,
    /// Whether it can be moved as it is written.
    pub is_movable: bool,
}

impl Builder<'_, '_> {
    /// Reports what only Python 3 reads.
    pub(super) fn python3(&self, diagnostic: Diagnostic) {
        let mut found = self.shared.python3.borrow_mut();
        if found.len() <= super::MOST_ERRORS {
            found.push(diagnostic);
        }
    }

    /// Reports something without a fix that can be proved.
    fn newer(&self, what: &str, span: Span, help: &str) {
        self.python3(newer(what, span).help(help));
    }

    // ---- expressions ----

    /// `print` or `exec` where Python 2.7 has a keyword and not a name.
    #[cold]
    pub(super) fn check_keyword_name(&self, token: usize) {
        if self
            .tokens
            .keyword_names
            .binary_search(&(token as u32))
            .is_err()
        {
            return;
        }
        let span = self.token_span(token);
        let word = self.text(span);
        let message = format!("`{word}` is a keyword of Python 2.7, not a name");
        let help = match word {
            "print" => "add `from __future__ import print_function` at the top of the file",
            _ => "choose another name",
        };
        self.python3(Diagnostic::new(&codes::PYTHON3_SYNTAX, message, span).help(help));
    }

    pub(super) fn check_ellipsis(&self, span: Span) {
        let found = newer("`...` outside of an index is", span);
        let edits = replaced(span, "Ellipsis");
        self.python3(repaired(found, "write `Ellipsis`", edits));
    }

    pub(super) fn check_number(&self, text: &str, span: Span) {
        if text.contains('_') {
            let found = newer("an underscore in a number is", span);
            let plain = text.replace('_', "");
            let help = format!("write `{plain}`");
            self.python3(repaired(found, &help, replaced(span, plain)));
        }
    }

    /// `rb''`, which Python 2.7 writes `br''`.
    pub(super) fn check_prefix(&self, literal: Span) {
        let bytes = self.text(literal).as_bytes();
        if let [first @ (b'r' | b'R'), second @ (b'b' | b'B'), ..] = *bytes {
            let prefix = literal.part(0, 2);
            let found = newer("this order of prefixes is", prefix);
            let turned: String = [char::from(second), char::from(first)].iter().collect();
            let help = format!("write `{turned}`");
            self.python3(repaired(found, &help, replaced(prefix, turned)));
        }
    }

    /// An f-string out of these literals; `fields` are the expressions in it.
    pub(super) fn check_formatted(&self, literals: &[Span], fields: &[Field]) {
        let is_formatted = |span: &&Span| {
            let text = self.text(**span);
            let prefix = text.bytes().take_while(|it| !matches!(it, b'\'' | b'"'));
            prefix.take(3).any(|it| it | 0x20 == b'f')
        };
        let formatted: Vec<Span> = literals.iter().filter(is_formatted).copied().collect();
        let (Some(&first), Some(&last)) = (formatted.first(), literals.last()) else {
            return;
        };
        let found = newer("an f-string is", first);
        let plain_has_braces = literals
            .iter()
            .any(|it| !formatted.contains(it) && self.text(*it).contains(['{', '}']));
        if plain_has_braces || !fields.iter().all(|field| field.is_movable) {
            self.python3(found.help("use `'…'.format(…)` or `'…' % …` instead"));
            return;
        }
        let mut edits = Vec::new();
        for &literal in &formatted {
            let text = self.text(literal);
            let at = text.find(['f', 'F']).unwrap_or(0);
            edits.extend(replaced(literal.part(at, at + 1), ""));
        }
        edits.extend(fields.iter().flat_map(|field| replaced(field.span, "")));
        let has_braces = formatted
            .iter()
            .any(|it| self.text(*it).contains(['{', '}']));
        if has_braces {
            let values = fields.iter().map(|field| {
                let value = self.text(field.span).trim();
                match field.is_row {
                    true => format!("({value})"),
                    false => value.to_owned(),
                }
            });
            let call = format!(".format({})", values.collect::<Vec<_>>().join(", "));
            edits.extend(replaced(last.at_end(), call));
        }
        self.python3(repaired(found, "use `format()` instead", edits));
    }

    pub(super) fn check_named(&self, name: usize) {
        let help = "assign to the name in a statement before";
        self.newer("`:=` is", self.token_span(name + 1), help);
    }

    pub(super) fn check_spread(&self, star: usize) {
        let (what, help) = match self.kind(star) {
            kind::POWER => (
                "`**` in a dict is",
                "use `dict(a, **b)`, or `update()` on a copy",
            ),
            _ => (
                "`*` outside of the arguments of a call is",
                "add lists with `+`, or unpack with slices",
            ),
        };
        self.newer(what, self.token_span(star), help);
    }

    pub(super) fn check_matrix_product(&self, token: usize) {
        self.newer(
            "`@` between values is",
            self.token_span(token),
            "no object has this operator",
        );
    }

    // ---- calls ----

    pub(super) fn check_call(&self, arguments: &[Argument], starts: &[usize], end: usize) {
        let (mut star, mut power) = (false, false);
        for (argument, &start) in arguments.iter().zip(starts) {
            let place = self.token_span(start).to(argument.value().span);
            if power {
                self.newer(
                    "an argument after `**` is",
                    place,
                    "move it before the `**`",
                );
            } else if star && matches!(argument, Argument::Positional(_)) {
                let what = "a positional argument after `*` is";
                self.newer(what, place, "move it before the `*`, or add lists with `+`");
            } else if star && matches!(argument, Argument::Spread(_)) {
                self.newer("a second `*` in a call is", place, "add the lists with `+`");
            }
            star |= matches!(argument, Argument::Spread(_));
            power |= matches!(argument, Argument::KeywordSpread(_));
        }
        if (star || power) && self.kind(end - 2) == kind::COMMA {
            self.check_last_comma("a comma after `*` or `**` arguments is", end - 2);
        }
        if arguments.len() > MOST_ARGUMENTS
            && let Some(argument) = arguments.get(MOST_ARGUMENTS)
        {
            let what = format!("a call with more than {MOST_ARGUMENTS} arguments is");
            self.newer(
                &what,
                argument.value().span,
                "pass a list or a dict with `*` or `**`",
            );
        }
    }

    fn check_last_comma(&self, what: &str, comma: usize) {
        let span = self.token_span(comma);
        self.python3(repaired(
            newer(what, span),
            "remove the comma",
            replaced(span, ""),
        ));
    }

    /// `print(…)` with what only a function takes; `arguments` are tokens at which they start.
    pub(super) fn check_print(&self, arguments: &[Argument], starts: &[usize], print: usize) {
        let special = arguments
            .iter()
            .zip(starts)
            .find(|(argument, _)| !matches!(argument, Argument::Positional(_)));
        let token = special.map_or(print, |(_, &start)| start);
        let help = "add `from __future__ import print_function` at the top of the file";
        self.newer("`print` as a function is", self.token_span(token), help);
    }

    // ---- functions and classes ----

    /// Parameters from token `start` to before `end`.
    pub(super) fn check_new_parameters(&self, pair: &Pair<'_, Rule>) {
        let end = self.range(pair).1;
        let pairs: Vec<Pair<'_, Rule>> = pair.clone().into_inner().collect();
        let (mut star, mut power) = (false, false);
        for (index, pair) in pairs.iter().enumerate() {
            let (start, _) = self.range(pair);
            let annotation = pair
                .clone()
                .into_inner()
                .find(|it| it.as_rule() == Rule::annotation);
            match self.kind(start) {
                kind::STAR if self.kind(start + 1) != kind::NAME => {
                    self.check_lone_star(&pairs, index);
                    // One message is enough for what follows.
                    (star, power) = (false, power);
                }
                kind::STAR => star = true,
                kind::POWER => power = true,
                kind::SLASH => self.check_slash(start, end),
                _ if star => {
                    let help = "read it from `**` parameters, or move it before the `*`";
                    self.newer("a parameter after `*` is", self.token_span(start), help);
                }
                _ => {}
            }
            if let Some(annotation) = annotation {
                let place = self.span(&annotation);
                self.check_annotation("the type of a parameter is", place);
            }
        }
        if (star || power) && self.kind(end - 1) == kind::COMMA {
            self.check_last_comma("a comma after `*` or `**` parameters is", end - 1);
        }
        if let Some(pair) = pairs.get(MOST_ARGUMENTS) {
            let what = format!("a function with more than {MOST_ARGUMENTS} parameters is");
            self.newer(&what, self.span(pair), "use `*` or `**` parameters");
        }
    }

    /// `*` without a name, the parameter at `index`.
    fn check_lone_star(&self, pairs: &[Pair<'_, Rule>], index: usize) {
        let star = self.token_span(self.range(&pairs[index]).0);
        let found = newer("a lone `*` between parameters is", star);
        let has_default = |pair: &Pair<'_, Rule>| {
            let (start, end) = self.range(pair);
            let is_equal = |token: usize| self.kind(token) == kind::EQUAL;
            matches!(self.kind(start), kind::POWER | kind::SLASH) || (start..end).any(is_equal)
        };
        let goes_on =
            pairs[index + 1..].iter().all(&has_default) || !pairs[..index].iter().any(&has_default);
        match pairs.get(index + 1).filter(|_| goes_on) {
            Some(next) => {
                let next = self.span(next);
                let gap = Span::new(star.file, star.start as usize, next.start as usize);
                self.python3(repaired(found, "remove the `*`", replaced(gap, "")));
            }
            None if index + 1 == pairs.len() => {
                let message = "a parameter is missing after this `*`";
                self.error(&codes::BAD_PARAMETERS, message, star);
            }
            None => self.python3(found.help("read the parameters after it from `**` parameters")),
        }
    }

    fn check_slash(&self, slash: usize, end: usize) {
        let span = self.token_span(slash);
        let found = newer("`/` between parameters is", span);
        // The comma before it, or the one behind it if it comes first.
        let gap = match self.kind(slash - 1) {
            kind::COMMA => Some(self.tokens_span(slash - 1, slash + 1)),
            _ if slash + 1 < end => Some(self.tokens_span(slash, slash + 2)),
            _ => None,
        };
        match gap {
            Some(gap) => self.python3(repaired(found, "remove the `/`", replaced(gap, ""))),
            None => self.python3(found.help("remove the `/`")),
        }
    }

    /// A type with the `:` or `->` before it.
    pub(super) fn check_annotation(&self, what: &str, place: Span) {
        let before = &self.shared.text[..place.start as usize];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        let gap = Span::new(
            place.file,
            place.start as usize - blanks,
            place.end as usize,
        );
        self.python3(repaired(
            newer(what, place),
            "remove the type",
            replaced(gap, ""),
        ));
    }

    /// A type without a value.
    pub(super) fn check_bare_annotation(&self, place: Span) {
        let help = "remove the statement, which does nothing";
        self.newer("the type of a variable is", place, help);
    }

    /// What stands in the parentheses of a class.
    pub(super) fn check_bases(&self, arguments: &[Argument], starts: &[usize]) {
        for (argument, &start) in arguments.iter().zip(starts) {
            let place = self.token_span(start).to(argument.value().span);
            match argument {
                Argument::Positional(_) => {}
                Argument::Keyword(name, _) if &*name.name == "metaclass" => {
                    let help = "set `__metaclass__` in the class instead";
                    self.newer("`metaclass` among the bases is", place, help);
                }
                _ => {
                    self.newer(
                        "this among the bases of a class is",
                        place,
                        "name the bases only",
                    );
                }
            }
        }
    }

    /// Whether a decorator is a dotted name, or a call of one, as Python 2.7 wants it.
    pub(super) fn check_decorator(&self, decorator: &Expression, first: usize) {
        let mut inner = decorator;
        if let ExpressionKind::Call { function, .. } = &inner.kind {
            inner = function;
        }
        while let ExpressionKind::Attribute { object, .. } = &inner.kind {
            inner = object;
        }
        let is_name = matches!(inner.kind, ExpressionKind::Name(_) | ExpressionKind::Error);
        // Parentheses leave no trace in the tree.
        if !is_name || self.kind(first) == kind::GROUP {
            let help = "assign it to a name first";
            self.newer(
                "a decorator other than a name or a call is",
                decorator.span,
                help,
            );
        }
    }

    pub(super) fn check_returned(&self, returned: Option<Span>) {
        if let Some(place) = returned {
            let help = "yield the value, or return without one";
            self.newer("`return` with a value in a generator is", place, help);
        }
    }

    // ---- statements ----

    pub(super) fn check_nonlocal(&self, place: Span) {
        self.newer(
            "`nonlocal` is",
            place,
            "change an element of a list or dict instead",
        );
    }

    pub(super) fn check_cause(&self, place: Span) {
        let before = &self.shared.text[..place.start as usize];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        let gap = Span::new(
            place.file,
            place.start as usize - blanks,
            place.end as usize,
        );
        let found = newer("`raise` with `from` is", place);
        self.python3(repaired(found, "remove the `from`", replaced(gap, "")));
    }

    pub(super) fn check_continue(&self, place: Span) {
        self.newer(
            "`continue` in a `finally` block is",
            place,
            "move it after the `try` statement",
        );
    }

    pub(super) fn check_empty_target(&self, place: Span) {
        self.newer("`()` as a target is", place, "remove it");
    }

    /// A name behind `from __future__ import`.
    pub(super) fn check_future(&self, name: &Identifier, alone: Option<Span>) {
        if FUTURE_FEATURES.contains(&&*name.name) {
            return;
        }
        let message = format!("`{}` is not a future feature of Python 2.7", name.name);
        let found = Diagnostic::new(&codes::PYTHON3_SYNTAX, message, name.span);
        let statement = match &*name.name {
            "annotations" | "generator_stop" => alone,
            _ => None,
        };
        match statement {
            Some(statement) => {
                let edits = replaced(self.whole_line(statement), "");
                self.python3(repaired(found, "remove the import", edits));
            }
            None => self.python3(found.help("remove it")),
        }
    }

    /// The line of a statement with its end, if nothing else is in it.
    fn whole_line(&self, statement: Span) -> Span {
        let text = self.shared.text;
        let (start, end) = (statement.start as usize, statement.end as usize);
        let is_first = start == 0 || text[..start].ends_with('\n');
        match is_first && text[end..].starts_with('\n') {
            true => Span::new(statement.file, start, end + 1),
            false => statement,
        }
    }
}
