//! A tree in short: `(= (x) (+ 1 2))`.

use crate::syntax::ast::*;
use std::fmt::Write;

/// The statements of a block, a line each.
pub fn block(statements: &[Statement]) -> String {
    statements
        .iter()
        .map(statement)
        .collect::<Vec<_>>()
        .join(" ")
}

fn optional(value: &Option<Expression>) -> String {
    value.as_ref().map_or("-".to_owned(), expression)
}

fn boxed(value: &Option<Box<Expression>>) -> String {
    value
        .as_ref()
        .map_or("-".to_owned(), |value| expression(value))
}

fn all(values: &[Expression]) -> String {
    values.iter().map(expression).collect::<Vec<_>>().join(" ")
}

fn names(names: &[Identifier]) -> String {
    names
        .iter()
        .map(|name| name.name.to_string())
        .collect::<Vec<_>>()
        .join(" ")
}

fn dotted(name: &DottedName) -> String {
    name.parts
        .iter()
        .map(|part| part.name.to_string())
        .collect::<Vec<_>>()
        .join(".")
}

fn clause(word: &str, statements: &[Statement]) -> String {
    if statements.is_empty() {
        String::new()
    } else {
        format!(" {word} {{{}}}", block(statements))
    }
}

fn alias(alias: &Option<Identifier>) -> String {
    alias
        .as_ref()
        .map_or(String::new(), |alias| format!(":{}", alias.name))
}

fn statement(statement: &Statement) -> String {
    match &statement.kind {
        StatementKind::Expression(value) => expression(value),
        StatementKind::Assign { targets, value } => {
            format!("(= ({}) {})", all(targets), expression(value))
        }
        StatementKind::AugmentedAssign {
            target,
            operator,
            value,
            ..
        } => {
            format!(
                "({}= {} {})",
                operator.symbol(),
                expression(target),
                expression(value)
            )
        }
        StatementKind::AnnotatedAssign {
            target,
            annotation,
            value,
        } => {
            format!(
                "(: {} {} {})",
                expression(target),
                expression(annotation),
                optional(value)
            )
        }
        StatementKind::Delete(targets) => format!("(del {})", all(targets)),
        StatementKind::Print {
            destination,
            values,
            newline,
        } => {
            let end = if *newline { "" } else { " ..." };
            format!("(print {} [{}]{end})", optional(destination), all(values))
        }
        StatementKind::Pass => "pass".to_owned(),
        StatementKind::Break => "break".to_owned(),
        StatementKind::Continue => "continue".to_owned(),
        StatementKind::Return(value) => format!("(return {})", optional(value)),
        StatementKind::Raise {
            exception,
            value,
            cause,
        } => {
            format!(
                "(raise {} {} {})",
                optional(exception),
                optional(value),
                optional(cause)
            )
        }
        StatementKind::Assert { condition, message } => {
            format!("(assert {} {})", expression(condition), optional(message))
        }
        StatementKind::Global(list) => format!("(global {})", names(list)),
        StatementKind::Nonlocal(list) => format!("(nonlocal {})", names(list)),
        StatementKind::Import(modules) => {
            let modules: Vec<_> = modules
                .iter()
                .map(|module| dotted(&module.module) + &alias(&module.alias))
                .collect();
            format!("(import {})", modules.join(" "))
        }
        StatementKind::ImportFrom {
            module,
            level,
            names,
        } => {
            let names = match names {
                ImportedNames::All(_) => "*".to_owned(),
                ImportedNames::Names(names) => {
                    let names: Vec<_> = names
                        .iter()
                        .map(|(name, other)| format!("{}{}", name.name, alias(other)))
                        .collect();
                    names.join(" ")
                }
            };
            format!("(from {}{} {names})", ".".repeat(*level), dotted(module))
        }
        StatementKind::Exec(values) => format!("(exec {})", all(values)),
        StatementKind::If {
            branches,
            otherwise,
        } => {
            let mut text = String::from("(if");
            for (condition, body) in branches {
                write!(text, " {} {{{}}}", expression(condition), block(body)).unwrap();
            }
            text + &clause("else", otherwise) + ")"
        }
        StatementKind::For {
            target,
            iterable,
            body,
            otherwise,
        } => {
            format!(
                "(for {} {} {{{}}}{})",
                expression(target),
                expression(iterable),
                block(body),
                clause("else", otherwise)
            )
        }
        StatementKind::While {
            condition,
            body,
            otherwise,
        } => {
            format!(
                "(while {} {{{}}}{})",
                expression(condition),
                block(body),
                clause("else", otherwise)
            )
        }
        StatementKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        } => {
            let mut text = format!("(try {{{}}}", block(body));
            for handler in handlers {
                let (exception, target) = (optional(&handler.exception), optional(&handler.target));
                write!(
                    text,
                    " (except {exception} {target} {{{}}})",
                    block(&handler.body)
                )
                .unwrap();
            }
            text + &clause("else", otherwise) + &clause("finally", finally) + ")"
        }
        StatementKind::With { items, body } => {
            let items: Vec<_> = items
                .iter()
                .map(|(context, target)| format!("{}:{}", expression(context), optional(target)))
                .collect();
            format!("(with {} {{{}}})", items.join(" "), block(body))
        }
        StatementKind::Function(function) => {
            let star = if function.is_generator { "*" } else { "" };
            let at: String = function
                .decorators
                .iter()
                .map(|decorator| format!("@{} ", expression(decorator)))
                .collect();
            format!(
                "({at}def{star} {} ({}) {{{}}})",
                function.name.name,
                parameters(&function.parameters),
                block(&function.body)
            )
        }
        StatementKind::Class(class) => {
            let at: String = class
                .decorators
                .iter()
                .map(|decorator| format!("@{} ", expression(decorator)))
                .collect();
            format!(
                "({at}class {} ({}) {{{}}})",
                class.name.name,
                arguments(&class.arguments),
                block(&class.body)
            )
        }
        StatementKind::Error => "ERROR".to_owned(),
    }
}

fn parameters(parameters: &Parameters) -> String {
    let one = |parameter: &Parameter| {
        let target = match &parameter.target {
            ParameterTarget::Name(name) => name.name.to_string(),
            ParameterTarget::Tuple(tuple) => expression(tuple),
        };
        target
            + &parameter
                .default
                .as_ref()
                .map_or(String::new(), |default| format!("={}", expression(default)))
    };
    let mut parts: Vec<String> = parameters.positional.iter().map(one).collect();
    if let Some(rest) = &parameters.rest {
        parts.push(format!("*{}", rest.name));
    } else if !parameters.keyword_only.is_empty() {
        parts.push("*".to_owned());
    }
    parts.extend(parameters.keyword_only.iter().map(one));
    parts.extend(
        parameters
            .keyword_rest
            .iter()
            .map(|rest| format!("**{}", rest.name)),
    );
    parts.join(" ")
}

fn arguments(arguments: &[Argument]) -> String {
    let parts: Vec<String> = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Positional(value) => expression(value),
            Argument::Keyword(name, value) => format!("{}={}", name.name, expression(value)),
            Argument::Spread(value) => format!("*{}", expression(value)),
            Argument::KeywordSpread(value) => format!("**{}", expression(value)),
        })
        .collect();
    parts.join(" ")
}

fn comprehension(
    open: &str,
    comprehension: &Comprehension,
    value: Option<&Expression>,
    close: &str,
) -> String {
    let mut text = format!("{open}{}", expression(&comprehension.element));
    if let Some(value) = value {
        write!(text, ":{}", expression(value)).unwrap();
    }
    for clause in &comprehension.clauses {
        match clause {
            Clause::For { target, iterable } => {
                write!(text, " for {} {}", expression(target), expression(iterable))
            }
            Clause::If(condition) => write!(text, " if {}", expression(condition)),
        }
        .unwrap();
    }
    text + close
}

fn formatted(parts: &[FormattedPart]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            FormattedPart::Text(text) => format!("{:?}", text.as_str()),
            FormattedPart::Value {
                value,
                conversion,
                format,
            } => {
                let conversion = conversion.map_or(String::new(), |letter| format!(" !{letter}"));
                let format = if format.is_empty() {
                    String::new()
                } else {
                    format!(" :{}", formatted(format))
                };
                format!("{{{}{conversion}{format}}}", expression(value))
            }
        })
        .collect();
    parts.join(" ")
}

fn expression(value: &Expression) -> String {
    match &value.kind {
        ExpressionKind::Name(name) => name.to_string(),
        ExpressionKind::None => "None".to_owned(),
        ExpressionKind::Boolean(true) => "True".to_owned(),
        ExpressionKind::Boolean(false) => "False".to_owned(),
        ExpressionKind::Integer(value) => value.to_string(),
        ExpressionKind::BigInteger(value) => format!("{value}n"),
        ExpressionKind::Float(value) => format!("{value:?}"),
        ExpressionKind::String(literal) => {
            format!(
                "{}{:?}",
                if literal.is_unicode { "u" } else { "" },
                literal.text.as_str()
            )
        }
        ExpressionKind::FormattedString(parts) => format!("(f {})", formatted(parts)),
        ExpressionKind::Ellipsis => "...".to_owned(),
        ExpressionKind::List(items) => format!("[{}]", all(items)),
        ExpressionKind::Tuple(items) => format!("({})", all(items).trim_end().to_owned() + ","),
        ExpressionKind::Set(items) => format!("{{{}}}", all(items)),
        ExpressionKind::Dict(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    DictItem::Entry(key, value) => {
                        format!("{}:{}", expression(key), expression(value))
                    }
                    DictItem::Spread(value) => format!("**{}", expression(value)),
                })
                .collect();
            format!(
                "{{{}}}",
                if items.is_empty() {
                    ":".to_owned()
                } else {
                    items.join(" ")
                }
            )
        }
        ExpressionKind::Starred(value) => format!("*{}", expression(value)),
        ExpressionKind::ListComprehension(inner) => comprehension("[", inner, None, "]"),
        ExpressionKind::SetComprehension(inner) => comprehension("{", inner, None, "}"),
        ExpressionKind::Generator(inner) => comprehension("(gen ", inner, None, ")"),
        ExpressionKind::DictComprehension(inner, value) => {
            comprehension("{", inner, Some(value), "}")
        }
        ExpressionKind::Unary(operator, operand) => {
            let operator = match operator {
                UnaryOperator::Not => "not",
                UnaryOperator::Minus => "-",
                UnaryOperator::Plus => "+",
                UnaryOperator::Invert => "~",
            };
            format!("({operator} {})", expression(operand))
        }
        ExpressionKind::Binary {
            left,
            operator,
            right,
        } => {
            format!(
                "({} {} {})",
                operator.symbol(),
                expression(left),
                expression(right)
            )
        }
        ExpressionKind::And(left, right) => {
            format!("(and {} {})", expression(left), expression(right))
        }
        ExpressionKind::Or(left, right) => {
            format!("(or {} {})", expression(left), expression(right))
        }
        ExpressionKind::Compare { first, rest } => {
            let rest: Vec<String> = rest
                .iter()
                .map(|(operator, value)| format!("{} {}", operator.symbol(), expression(value)))
                .collect();
            format!("(cmp {} {})", expression(first), rest.join(" "))
        }
        ExpressionKind::Conditional {
            body,
            condition,
            otherwise,
        } => {
            format!(
                "(if {} {} {})",
                expression(condition),
                expression(body),
                expression(otherwise)
            )
        }
        ExpressionKind::Lambda(lambda) => format!(
            "(lambda ({}) {})",
            parameters(&lambda.parameters),
            expression(&lambda.body)
        ),
        ExpressionKind::Call {
            function,
            arguments: given,
        } => {
            format!(
                "(call {}{}{})",
                expression(function),
                if given.is_empty() { "" } else { " " },
                arguments(given)
            )
        }
        ExpressionKind::Attribute { object, attribute } => {
            format!("{}.{}", expression(object), attribute.name)
        }
        ExpressionKind::Subscript { object, index } => {
            format!("{}[{}]", expression(object), expression(index))
        }
        ExpressionKind::Slice { start, stop, step } => {
            format!("(slice {} {} {})", boxed(start), boxed(stop), boxed(step))
        }
        ExpressionKind::Repr(value) => format!("(repr {})", expression(value)),
        ExpressionKind::Yield(value) => format!("(yield {})", boxed(value)),
        ExpressionKind::Named { target, value } => {
            format!("(:= {} {})", target.name, expression(value))
        }
        ExpressionKind::Error => "ERROR".to_owned(),
    }
}
