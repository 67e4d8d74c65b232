//! Which names belong to a function: what a body binds is local in all of it.

use crate::syntax::ast::{
    Argument, Block, Clause, Comprehension, DictItem, Expression, ExpressionKind, FormattedPart,
    Function, ImportedNames, Lambda, Name, ParameterTarget, Parameters, Statement, StatementKind,
};
use rustc_hash::FxHashSet;

/// The names that a function's body assigns. As in Python, such a name is local in the whole body, also before the
/// assignment.
#[derive(Debug, Default)]
pub struct Layout {
    /// Local names.
    pub locals: FxHashSet<Name>,
    /// Names declared with `global`.
    pub globals: FxHashSet<Name>,
    /// Names declared with `nonlocal`.
    pub nonlocals: FxHashSet<Name>,
}

impl Layout {
    /// The layout of a `def`.
    pub fn of_function(function: &Function) -> Layout {
        let mut layout = Layout::default();
        layout.parameters(&function.parameters);
        declarations(&function.body, &mut layout);
        let mut bound = Vec::new();
        bound_names(&function.body, &mut bound);
        for name in bound {
            if !layout.globals.contains(&name) && !layout.nonlocals.contains(&name) {
                layout.locals.insert(name);
            }
        }
        layout
    }

    /// The layout of a `lambda`.
    pub fn of_lambda(lambda: &Lambda) -> Layout {
        let mut layout = Layout::default();
        layout.parameters(&lambda.parameters);
        let mut bound = Vec::new();
        names_bound_in(&lambda.body, &mut bound);
        layout.locals.extend(bound);
        layout
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let mut bound = Vec::new();
        for parameter in parameters.positional.iter().chain(&parameters.keyword_only) {
            match &parameter.target {
                ParameterTarget::Name(name) => bound.push(name.name.clone()),
                ParameterTarget::Tuple(target) => target_names(target, &mut bound),
            }
        }
        let stars = parameters.rest.iter().chain(&parameters.keyword_rest);
        bound.extend(stars.map(|star| star.name.clone()));
        self.locals.extend(bound);
    }
}

fn declarations(block: &Block, layout: &mut Layout) {
    for_each_statement(block, &mut |statement| match &statement.kind {
        StatementKind::Global(names) => {
            layout.globals.extend(names.iter().map(|n| n.name.clone()));
        }
        StatementKind::Nonlocal(names) => {
            layout
                .nonlocals
                .extend(names.iter().map(|n| n.name.clone()));
        }
        _ => {}
    });
}

/// Every statement of a block and of the blocks inside it, but not of functions and classes.
pub fn for_each_statement<'a>(block: &'a [Statement], visit: &mut impl FnMut(&'a Statement)) {
    let mut pending: Vec<&'a Statement> = block.iter().rev().collect();
    while let Some(statement) = pending.pop() {
        visit(statement);
        for inner in blocks_of(statement).into_iter().rev() {
            pending.extend(inner.iter().rev());
        }
    }
}

/// The blocks of a statement, in the order they are written; those of functions and classes not.
pub fn blocks_of(statement: &Statement) -> Vec<&[Statement]> {
    match &statement.kind {
        StatementKind::If {
            branches,
            otherwise,
        } => {
            let mut blocks: Vec<&[Statement]> =
                branches.iter().map(|(_, block)| &block[..]).collect();
            blocks.push(otherwise);
            blocks
        }
        StatementKind::For {
            body, otherwise, ..
        }
        | StatementKind::While {
            body, otherwise, ..
        } => vec![body, otherwise],
        StatementKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        } => {
            let mut blocks: Vec<&[Statement]> = vec![body];
            blocks.extend(handlers.iter().map(|handler| &handler.body[..]));
            blocks.push(otherwise);
            blocks.push(finally);
            blocks
        }
        StatementKind::With { body, .. } => vec![body],
        _ => Vec::new(),
    }
}

/// The names that a block binds, inner blocks included, the bodies of functions and classes not.
pub fn bound_names(block: &[Statement], bound: &mut Vec<Name>) {
    for_each_statement(block, &mut |statement| {
        names_of_statement(statement, bound);
    });
}

fn names_of_statement(statement: &Statement, bound: &mut Vec<Name>) {
    match &statement.kind {
        StatementKind::Assign { targets, value } => {
            for target in targets {
                target_names(target, bound);
            }
            names_bound_in(value, bound);
        }
        StatementKind::AugmentedAssign { target, value, .. } => {
            target_names(target, bound);
            names_bound_in(value, bound);
        }
        StatementKind::AnnotatedAssign { target, value, .. } => {
            target_names(target, bound);
            if let Some(value) = value {
                names_bound_in(value, bound);
            }
        }
        StatementKind::Delete(targets) => {
            for target in targets {
                target_names(target, bound);
            }
        }
        StatementKind::Expression(value) | StatementKind::Return(Some(value)) => {
            names_bound_in(value, bound);
        }
        StatementKind::For {
            target, iterable, ..
        } => {
            target_names(target, bound);
            names_bound_in(iterable, bound);
        }
        StatementKind::If { branches, .. } => {
            for (condition, _) in branches {
                names_bound_in(condition, bound);
            }
        }
        StatementKind::While { condition, .. } => names_bound_in(condition, bound),
        StatementKind::With { items, .. } => {
            for (value, target) in items {
                names_bound_in(value, bound);
                if let Some(target) = target {
                    target_names(target, bound);
                }
            }
        }
        StatementKind::Try { handlers, .. } => {
            for target in handlers.iter().filter_map(|h| h.target.as_ref()) {
                target_names(target, bound);
            }
        }
        StatementKind::Import(modules) => {
            for module in modules {
                match (&module.alias, module.module.parts.first()) {
                    (Some(alias), _) => bound.push(alias.name.clone()),
                    (None, Some(first)) => bound.push(first.name.clone()),
                    _ => {}
                }
            }
        }
        StatementKind::ImportFrom {
            names: ImportedNames::Names(names),
            ..
        } => {
            for (name, alias) in names {
                bound.push(alias.as_ref().unwrap_or(name).name.clone());
            }
        }
        StatementKind::Function(function) => bound.push(function.name.name.clone()),
        StatementKind::Class(class) => bound.push(class.name.name.clone()),
        _ => {}
    }
}

/// The names that an assignment target binds.
pub fn target_names(target: &Expression, bound: &mut Vec<Name>) {
    let mut pending = vec![target];
    while let Some(target) = pending.pop() {
        match &target.kind {
            ExpressionKind::Name(name) => bound.push(name.clone()),
            ExpressionKind::Tuple(items) | ExpressionKind::List(items) => {
                pending.extend(items.iter().rev());
            }
            ExpressionKind::Starred(inner) => pending.push(inner),
            _ => {}
        }
    }
}

/// The names that an expression binds: the variables of list comprehensions, which stay behind in Python 2, and `:=`.
fn names_bound_in(expression: &Expression, bound: &mut Vec<Name>) {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        match &expression.kind {
            ExpressionKind::Named { target, .. } => bound.push(target.name.clone()),
            ExpressionKind::ListComprehension(comprehension) => {
                for clause in &comprehension.clauses {
                    if let Clause::For { target, .. } = clause {
                        target_names(target, bound);
                    }
                }
            }
            _ => {}
        }
        push_children(expression, &mut pending);
    }
}

/// Pushes what an expression is made of, but for what has a scope of its own.
pub fn push_children<'a>(expression: &'a Expression, pending: &mut Vec<&'a Expression>) {
    match &expression.kind {
        ExpressionKind::List(items) | ExpressionKind::Tuple(items) | ExpressionKind::Set(items) => {
            pending.extend(items)
        }
        ExpressionKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Entry(key, value) => pending.extend([key, value]),
                    DictItem::Spread(value) => pending.push(value),
                }
            }
        }
        ExpressionKind::Starred(inner)
        | ExpressionKind::Unary(_, inner)
        | ExpressionKind::Repr(inner)
        | ExpressionKind::Named { value: inner, .. }
        | ExpressionKind::Yield(Some(inner))
        | ExpressionKind::Attribute { object: inner, .. } => pending.push(inner),
        ExpressionKind::ListComprehension(comprehension) => {
            push_comprehension(comprehension, pending);
        }
        // Only the first iterable of the other comprehensions is evaluated in the scope around them.
        ExpressionKind::SetComprehension(comprehension)
        | ExpressionKind::Generator(comprehension)
        | ExpressionKind::DictComprehension(comprehension, _) => {
            if let Some(Clause::For { iterable, .. }) = comprehension.clauses.first() {
                pending.push(iterable);
            }
        }
        ExpressionKind::Binary { left, right, .. }
        | ExpressionKind::And(left, right)
        | ExpressionKind::Or(left, right)
        | ExpressionKind::Subscript {
            object: left,
            index: right,
        } => pending.extend([&**left, &**right]),
        ExpressionKind::Compare { first, rest } => {
            pending.push(first);
            pending.extend(rest.iter().map(|(_, operand)| operand));
        }
        ExpressionKind::Conditional {
            body,
            condition,
            otherwise,
        } => pending.extend([&**body, &**condition, &**otherwise]),
        ExpressionKind::Call {
            function,
            arguments,
        } => {
            pending.push(function);
            pending.extend(arguments.iter().map(Argument::value));
        }
        ExpressionKind::Slice { start, stop, step } => {
            pending.extend([start, stop, step].into_iter().flatten().map(|e| &**e));
        }
        ExpressionKind::FormattedString(parts) => {
            for part in parts {
                if let FormattedPart::Value { value, .. } = part {
                    pending.push(value);
                }
            }
        }
        _ => {}
    }
}

fn push_comprehension<'a>(comprehension: &'a Comprehension, pending: &mut Vec<&'a Expression>) {
    pending.push(&comprehension.element);
    for clause in &comprehension.clauses {
        match clause {
            Clause::For { iterable, .. } => pending.push(iterable),
            Clause::If(condition) => pending.push(condition),
        }
    }
}
