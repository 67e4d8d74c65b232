//! No text makes the parser panic, overflow the stack or take long.

use super::parsed;
use crate::source::{FileId, Span};
use crate::syntax::ast::*;
use crate::syntax::{Bounds, NESTING_LIMIT, parse_part_by_part};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// On a thread as small as test threads are, so that what fits here fits everywhere.
fn is_fast(what: &str, text: String) {
    let what = what.to_owned();
    let label = what.clone();
    let handle = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let start = Instant::now();
            let parsed = parsed(&text);
            let errors = parsed.errors.len();
            drop(parsed);
            let took = start.elapsed();
            assert!(took < Duration::from_secs(30), "{what} took {took:?}");
            errors
        })
        .unwrap();
    let errors = handle.join().unwrap_or_else(|_| panic!("{label}"));
    assert!(errors < 1000, "{label}: {errors} errors");
}

#[test]
fn nesting_neither_overflows_nor_takes_exponential_time() {
    let units = [
        "(",
        "[",
        "{",
        "a(",
        "a[",
        "{1:",
        "`",
        "not ",
        "-",
        "~",
        "+",
        "1 ** ",
        "lambda: ",
        "lambda a,b: ",
        "a if b else ",
        "a if ",
        "x = ",
        "(a, ",
        "[a for b in ",
        "f(a=",
        "f(*",
        "f(**",
        "(lambda: ",
        "[-",
        "((yield ",
        "a[b:",
        "{a for b in {",
        "if a: ",
        "a.",
        "a + ",
        "a and ",
        "a < ",
        "f'{",
        "f'{a:{",
        "\"f'{",
        "not (",
        "print (",
        "(a := ",
        "(a if b else ",
        "[[], ",
        "@a\n",
        "a = (b + c(d, e = [",
        "f(a)(",
        "1 if (",
        "- (",
        "a ** (",
        "lambda x=(",
        "(a for b in c if ",
        "* ",
        "(*",
        "{**",
        "yield ",
    ];
    let tails = ["", "1", "=)"];
    for unit in units {
        for count in [66, 190, 1500] {
            for tail in tails {
                is_fast(
                    &format!("{unit:?} × {count} {tail:?}"),
                    unit.repeat(count) + tail,
                );
            }
        }
    }
}

#[test]
fn balanced_nesting_is_parsed_or_refused() {
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{1: ", "1", "}"),
        ("f(", "1", ")"),
        ("f(a=", "1", ")"),
        ("a[", "1", "]"),
        ("[x for x in ", "y", "]"),
        ("(1 + ", "1", ")"),
        ("(lambda: ", "1", ")"),
        ("{", "1", "}"),
        ("[1 if a else ", "1", "]"),
        ("f(*", "1", ")"),
        ("(not -", "1", ")"),
        ("(2 ** ", "1", ")"),
        ("(a, ", "1", ")"),
        ("[(", "1", ")]"),
        ("f(x=[{1: ", "1", "}])"),
    ] {
        for count in [10, 60, 90, 199, 200, 201, 1000, 20_000] {
            let text = open.repeat(count) + inner + &close.repeat(count);
            is_fast(&format!("{open}{close} × {count}"), text);
        }
    }
}

#[test]
fn blocks_nest_a_hundred_deep() {
    for count in [50, 99, 100, 101, 150, 1000] {
        for header in [
            "if a:",
            "def f():",
            "class A:",
            "try:",
            "for x in y:",
            "while",
            "else:",
            "if a",
        ] {
            let mut text = String::new();
            for depth in 0..count {
                text += &format!("{}{header}\n", " ".repeat(depth));
            }
            text += &format!("{}pass\n", " ".repeat(count));
            is_fast(&format!("{header} × {count}"), text);
        }
    }
}

#[test]
fn long_chains_are_parsed_or_refused() {
    for unit in [
        "a + ",
        "a.",
        "a and ",
        "a < ",
        "a == b or ",
        "a, ",
        "a if b else ",
    ] {
        for count in [500, 1200, 100_000] {
            is_fast(unit, unit.repeat(count) + "a");
        }
    }
    for unit in ["()", "[0]", ".a", "(b)[c]"] {
        for count in [500, 1200, 100_000] {
            is_fast(unit, "a".to_owned() + &unit.repeat(count));
        }
    }
    is_fast("many statements", "a = 1\n".repeat(20_000));
    is_fast("one list", format!("[{}]", "-a + b(1), ".repeat(20_000)));
    is_fast("many unclosed", "x = f(\n".repeat(900));
}

/// All spans of a tree: each inside the one around it.
struct Spans<'t> {
    text: &'t str,
}

impl Spans<'_> {
    fn check(&self, span: Span, parent: Span) {
        let range = span.range();
        assert!(
            range.start <= range.end && range.end <= self.text.len(),
            "{span:?} in {:?}",
            self.text
        );
        assert!(
            self.text.is_char_boundary(range.start) && self.text.is_char_boundary(range.end),
            "{span:?} in {:?}",
            self.text
        );
        assert!(
            parent.start <= span.start && span.end <= parent.end,
            "{span:?} not in {parent:?} of {:?}",
            self.text
        );
    }

    fn block(&self, block: &Block, parent: Span) {
        for statement in block {
            self.check(statement.span, parent);
            self.statement(statement);
        }
    }

    fn statement(&self, statement: &Statement) {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Expression(value) => self.expression(value, span),
            StatementKind::Assign { targets, value } => {
                targets
                    .iter()
                    .for_each(|target| self.expression(target, span));
                self.expression(value, span);
            }
            StatementKind::If {
                branches,
                otherwise,
            } => {
                for (condition, body) in branches {
                    self.expression(condition, span);
                    self.block(body, span);
                }
                self.block(otherwise, span);
            }
            StatementKind::For {
                target,
                iterable,
                body,
                otherwise,
            } => {
                self.expression(target, span);
                self.expression(iterable, span);
                self.block(body, span);
                self.block(otherwise, span);
            }
            StatementKind::While {
                condition,
                body,
                otherwise,
            } => {
                self.expression(condition, span);
                self.block(body, span);
                self.block(otherwise, span);
            }
            StatementKind::Function(function) => {
                self.check(function.header, span);
                self.check(function.name.span, function.header);
                self.block(&function.body, span);
            }
            StatementKind::Class(class) => {
                self.check(class.header, span);
                self.block(&class.body, span);
            }
            StatementKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                self.block(body, span);
                for handler in handlers {
                    self.check(handler.span, span);
                    self.block(&handler.body, handler.span);
                }
                self.block(otherwise, span);
                self.block(finally, span);
            }
            _ => {}
        }
    }

    fn expression(&self, value: &Expression, parent: Span) {
        self.check(value.span, parent);
        let span = value.span;
        match &value.kind {
            ExpressionKind::List(items)
            | ExpressionKind::Tuple(items)
            | ExpressionKind::Set(items) => {
                items.iter().for_each(|item| self.expression(item, span));
            }
            ExpressionKind::Unary(_, inner)
            | ExpressionKind::Starred(inner)
            | ExpressionKind::Repr(inner) => {
                self.expression(inner, span);
            }
            ExpressionKind::Binary { left, right, .. }
            | ExpressionKind::And(left, right)
            | ExpressionKind::Or(left, right) => {
                self.expression(left, span);
                self.expression(right, span);
            }
            ExpressionKind::Compare { first, rest } => {
                self.expression(first, span);
                rest.iter()
                    .for_each(|(_, item)| self.expression(item, span));
            }
            ExpressionKind::Conditional {
                body,
                condition,
                otherwise,
            } => {
                [body, condition, otherwise]
                    .iter()
                    .for_each(|part| self.expression(part, span));
            }
            ExpressionKind::Call {
                function,
                arguments,
            } => {
                self.expression(function, span);
                arguments
                    .iter()
                    .for_each(|argument| self.expression(argument.value(), span));
            }
            ExpressionKind::Attribute { object, attribute } => {
                self.expression(object, span);
                self.check(attribute.span, span);
            }
            ExpressionKind::Subscript { object, index } => {
                self.expression(object, span);
                self.expression(index, span);
            }
            ExpressionKind::FormattedString(parts) => {
                for part in parts {
                    if let FormattedPart::Value { value, .. } = part {
                        self.expression(value, span);
                    }
                }
            }
            ExpressionKind::ListComprehension(inner) | ExpressionKind::Generator(inner) => {
                // The generator of `f(x for x in y)` starts where its element does.
                self.expression(&inner.element, span);
            }
            _ => {}
        }
    }
}

fn check(text: &str) {
    let parsed = parsed(text);
    let whole = parsed.module.span;
    let spans = Spans { text };
    spans.block(&parsed.module.body, whole);
    for error in &parsed.errors {
        spans.check(error.primary.span, whole);
        error
            .labels
            .iter()
            .for_each(|label| spans.check(label.span, whole));
        assert!(!error.message.ends_with('.'), "{}", error.message);
    }
    let ordered = parsed
        .errors
        .is_sorted_by_key(|error| error.primary.span.start);
    assert!(ordered && parsed.comments.is_sorted());
}

fn token() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        "name",
        "1",
        "0x",
        "1.5e",
        "'s'",
        "u'é'",
        "f'{a}'",
        "f'{",
        "'",
        "\"\"\"",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ";",
        ".",
        "=",
        "==",
        "+=",
        "+",
        "-",
        "*",
        "**",
        "/",
        "%",
        "@",
        "<",
        ">>",
        "~",
        "`",
        ":=",
        "->",
        "...",
        "!",
        "$",
        "?",
        "\\",
        "\\\n",
        "\n",
        "\r\n",
        "\r",
        "\n  ",
        "\n    ",
        "\n\t",
        "# c\n",
        " ",
        "if",
        "elif",
        "else",
        "for",
        "in",
        "while",
        "def",
        "class",
        "try",
        "except",
        "finally",
        "with",
        "as",
        "return",
        "yield",
        "raise",
        "from",
        "import",
        "print",
        "exec",
        "lambda",
        "not",
        "and",
        "or",
        "is",
        "None",
        "True",
        "del",
        "global",
        "nonlocal",
        "pass",
        "break",
        "assert",
        "é",
        "“",
        "”",
        "\0",
        "\u{feff}",
        "x = ",
        "f(",
        "def f(",
        "\nx = 1\n",
        "🦀",
    ])
}

/// Found by fuzzing: a semicolon that is a statement, if a broken one, is inside of the statement whose block it is in.
#[test]
fn a_lone_semicolon_is_inside_its_block() {
    for text in [
        "if \n ;",
        "for x in y:;",
        "if x: a;;",
        "if x:\n  a;\n  ;;\n",
        "while x:\n if y: ;\n",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_parses(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_tokens_parse(tokens in prop::collection::vec(token(), 0..60), blanks in any::<bool>()) {
        check(&tokens.join(if blanks { " " } else { "" }));
    }
}

/// A semicolon that stands where a block should is that block, and inside of its statement.
#[test]
fn a_semicolon_behind_a_colon_is_inside() {
    for header in [
        "for x in y:",
        "if x:",
        "while x:",
        "def f():",
        "class A:",
        "try:",
        "with x:",
    ] {
        for end in [
            ";",
            ";;",
            "; ;\n",
            "\n  ;\n",
            "\n  y\n  ;;\n",
            " ;y\n",
            ";\nelse:;\n",
        ] {
            check(&format!("{header}{end}"));
        }
    }
}

/// A file of several chunks comes in parts, in order, which together are what is parsed in one go.
#[test]
fn parts_are_the_whole() {
    let text: String = (0..9000)
        .map(|n| match n % 1000 {
            7 => format!("broken_{n} = = 1\n"),
            8 => format!("stray_{n} = f(1))\n"),
            9 => format!("if x_{n}:\n  y = 1\nelse:\n  y = 2\n"),
            _ => format!("x_{n} = f({n})\n"),
        })
        .collect();
    let mut parts = Vec::new();
    let whole = parse_part_by_part(&text, FileId(0), Bounds::nesting(NESTING_LIMIT), |part| {
        parts.push((part.statements.to_vec(), part.errors.to_vec()));
    });
    assert!(parts.len() > 10, "{} parts", parts.len());
    assert!(parts[0].0.is_empty() && !parts[0].1.is_empty());
    let (statements, errors): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    assert_eq!(statements.concat(), whole.module.body);
    let mut errors = errors.concat();
    errors.sort_by_key(|error| error.primary.span.start);
    assert_eq!(errors.len(), 18);
    assert_eq!(errors, whole.errors);
}
