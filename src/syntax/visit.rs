//! Walking the tree: every expression and statement below a node, in the order they are written.

use crate::syntax::ast::{
    Argument, Block, Clause, Comprehension, DictItem, Expression, ExpressionKind, FormattedPart,
    Parameter, ParameterTarget, Parameters, Statement, StatementKind,
};

/// What is done at each node. The defaults only go on to what is below; an implementation that wants that too calls
/// [`walk_statement`] or [`walk_expression`].
pub trait Visitor<'a> {
    /// A statement.
    fn statement(&mut self, statement: &'a Statement) {
        walk_statement(self, statement);
    }

    /// An expression; names that are assigned to are expressions too.
    fn expression(&mut self, expression: &'a Expression) {
        walk_expression(self, expression);
    }
}

/// Visits statements one after the other.
pub fn walk_block<'a>(visitor: &mut (impl Visitor<'a> + ?Sized), block: &'a Block) {
    for statement in block {
        visitor.statement(statement);
    }
}

/// Visits what is below a statement.
pub fn walk_statement<'a>(visitor: &mut (impl Visitor<'a> + ?Sized), statement: &'a Statement) {
    use StatementKind::*;
    match &statement.kind {
        Expression(value) => visitor.expression(value),
        Assign { targets, value } => {
            visitor.expression(value);
            targets.iter().for_each(|target| visitor.expression(target));
        }
        AugmentedAssign { target, value, .. } => {
            visitor.expression(target);
            visitor.expression(value);
        }
        AnnotatedAssign { target, value, .. } => {
            value.iter().for_each(|value| visitor.expression(value));
            visitor.expression(target);
        }
        Delete(targets) | Exec(targets) => {
            targets.iter().for_each(|target| visitor.expression(target))
        }
        Print {
            destination,
            values,
            ..
        } => {
            destination
                .iter()
                .chain(values)
                .for_each(|value| visitor.expression(value));
        }
        Return(value) => value.iter().for_each(|value| visitor.expression(value)),
        Raise {
            exception,
            value,
            cause,
        } => {
            exception
                .iter()
                .chain(value)
                .chain(cause)
                .for_each(|value| visitor.expression(value));
        }
        Assert { condition, message } => {
            visitor.expression(condition);
            message
                .iter()
                .for_each(|message| visitor.expression(message));
        }
        If {
            branches,
            otherwise,
        } => {
            for (condition, block) in branches {
                visitor.expression(condition);
                walk_block(visitor, block);
            }
            walk_block(visitor, otherwise);
        }
        For {
            target,
            iterable,
            body,
            otherwise,
        } => {
            visitor.expression(iterable);
            visitor.expression(target);
            walk_block(visitor, body);
            walk_block(visitor, otherwise);
        }
        While {
            condition,
            body,
            otherwise,
        } => {
            visitor.expression(condition);
            walk_block(visitor, body);
            walk_block(visitor, otherwise);
        }
        Try {
            body,
            handlers,
            otherwise,
            finally,
        } => {
            walk_block(visitor, body);
            for handler in handlers {
                handler
                    .exception
                    .iter()
                    .chain(&handler.target)
                    .for_each(|value| visitor.expression(value));
                walk_block(visitor, &handler.body);
            }
            walk_block(visitor, otherwise);
            walk_block(visitor, finally);
        }
        With { items, body } => {
            for (manager, target) in items {
                visitor.expression(manager);
                target.iter().for_each(|target| visitor.expression(target));
            }
            walk_block(visitor, body);
        }
        Function(function) => {
            function
                .decorators
                .iter()
                .for_each(|decorator| visitor.expression(decorator));
            walk_parameters(visitor, &function.parameters);
            walk_block(visitor, &function.body);
        }
        Class(class) => {
            class
                .decorators
                .iter()
                .for_each(|decorator| visitor.expression(decorator));
            class
                .arguments
                .iter()
                .for_each(|argument| visitor.expression(argument.value()));
            walk_block(visitor, &class.body);
        }
        Pass
        | Break
        | Continue
        | Global(_)
        | Nonlocal(_)
        | Import(_)
        | ImportFrom { .. }
        | Error => {}
    }
}

/// Visits what is below an expression.
pub fn walk_expression<'a>(visitor: &mut (impl Visitor<'a> + ?Sized), expression: &'a Expression) {
    use ExpressionKind::*;
    match &expression.kind {
        FormattedString(parts) => walk_parts(visitor, parts),
        List(items) | Tuple(items) | Set(items) => {
            items.iter().for_each(|item| visitor.expression(item))
        }
        Dict(items) => {
            for item in items {
                match item {
                    DictItem::Entry(key, value) => {
                        visitor.expression(key);
                        visitor.expression(value);
                    }
                    DictItem::Spread(value) => visitor.expression(value),
                }
            }
        }
        Starred(value) | Unary(_, value) | Repr(value) => visitor.expression(value),
        ListComprehension(comprehension)
        | SetComprehension(comprehension)
        | Generator(comprehension) => {
            walk_comprehension(visitor, comprehension, Option::None);
        }
        DictComprehension(comprehension, value) => {
            walk_comprehension(visitor, comprehension, Some(value))
        }
        Binary { left, right, .. } | And(left, right) | Or(left, right) => {
            visitor.expression(left);
            visitor.expression(right);
        }
        Compare { first, rest } => {
            visitor.expression(first);
            rest.iter()
                .for_each(|(_, operand)| visitor.expression(operand));
        }
        Conditional {
            body,
            condition,
            otherwise,
        } => {
            visitor.expression(body);
            visitor.expression(condition);
            visitor.expression(otherwise);
        }
        Lambda(lambda) => {
            walk_parameters(visitor, &lambda.parameters);
            visitor.expression(&lambda.body);
        }
        Call {
            function,
            arguments,
        } => {
            visitor.expression(function);
            arguments
                .iter()
                .map(Argument::value)
                .for_each(|value| visitor.expression(value));
        }
        Attribute { object, .. } => visitor.expression(object),
        Subscript { object, index } => {
            visitor.expression(object);
            visitor.expression(index);
        }
        Slice { start, stop, step } => {
            [start, stop, step]
                .into_iter()
                .flatten()
                .for_each(|part| visitor.expression(part));
        }
        Yield(value) => value.iter().for_each(|value| visitor.expression(value)),
        Named { value, .. } => visitor.expression(value),
        Name(_) | None | Boolean(_) | Integer(_) | BigInteger(_) | Float(_) | String(_)
        | Ellipsis | Error => {}
    }
}

fn walk_comprehension<'a>(
    visitor: &mut (impl Visitor<'a> + ?Sized),
    comprehension: &'a Comprehension,
    value: Option<&'a Expression>,
) {
    visitor.expression(&comprehension.element);
    value
        .into_iter()
        .for_each(|value| visitor.expression(value));
    for clause in &comprehension.clauses {
        match clause {
            Clause::For { target, iterable } => {
                visitor.expression(target);
                visitor.expression(iterable);
            }
            Clause::If(condition) => visitor.expression(condition),
        }
    }
}

fn walk_parameters<'a>(visitor: &mut (impl Visitor<'a> + ?Sized), parameters: &'a Parameters) {
    for Parameter {
        target, default, ..
    } in parameters.positional.iter().chain(&parameters.keyword_only)
    {
        if let ParameterTarget::Tuple(names) = target {
            visitor.expression(names);
        }
        default
            .iter()
            .for_each(|default| visitor.expression(default));
    }
}

fn walk_parts<'a>(visitor: &mut (impl Visitor<'a> + ?Sized), parts: &'a [FormattedPart]) {
    for part in parts {
        if let FormattedPart::Value { value, format, .. } = part {
            visitor.expression(value);
            walk_parts(visitor, format);
        }
    }
}

/// Calls a function with every expression of some statements, those inside of others after them.
pub fn each_expression<'a>(block: &'a Block, call: &mut dyn FnMut(&'a Expression)) {
    struct Each<'a, 'b>(&'b mut dyn FnMut(&'a Expression));
    impl<'a> Visitor<'a> for Each<'a, '_> {
        fn expression(&mut self, expression: &'a Expression) {
            (self.0)(expression);
            walk_expression(self, expression);
        }
    }
    walk_block(&mut Each(call), block);
}
