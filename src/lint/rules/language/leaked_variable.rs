//! L015

use super::names::{self, Reads};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{Block, Clause, Comprehension, Expression, ExpressionKind, Name};
use crate::syntax::visit::each_expression;
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports a variable of a list comprehension that is read after the comprehension.
    ///
    /// ## Why is this bad?
    /// In Python 2 and jobc, the variable keeps the last element, even if another variable had the name before. In
    /// Python 3 it is not visible outside.
    ///
    /// ## Example
    /// ```python
    /// CLUSTERS = ['east', 'west']
    /// flags = ['--peer %s' % name for name in CLUSTERS]
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --from %s %s' % (name, ' '.join(flags))),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// CLUSTERS = ['east', 'west']
    /// flags = ['--peer %s' % name for name in CLUSTERS]
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --from %s %s' % (CLUSTERS[-1], ' '.join(flags))),
    ///   ),
    /// ]
    /// ```
    "L015" "leaked-variable" Info Language off File(check)
}

fn check(_: &Context, file: &File, findings: &mut Findings) {
    in_scope(&file.parsed.module.body, findings);
    for function in names::functions(file) {
        in_scope(&function.body, findings);
    }
}

/// The variables of the comprehensions of a file or function, and where these are.
#[derive(Default)]
struct Targets {
    /// List comprehensions, which leave their variables behind.
    leaking: FxHashMap<Name, Vec<Span>>,
    /// All of them: inside, the variable is their own.
    all: FxHashMap<Name, Vec<Span>>,
}

fn in_scope(body: &Block, findings: &mut Findings) {
    let mut targets = Targets::default();
    each_expression(body, &mut |expression| targets.add(expression));
    if targets.leaking.is_empty() {
        return;
    }
    let bindings = names::bindings(body);
    for read in Reads::of_block(body).names {
        let Some(comprehensions) = targets.leaking.get(&read.name) else {
            continue;
        };
        let is_inside = |span: &Span| span.start <= read.span.start && read.span.end <= span.end;
        let own = targets.all.get(&read.name);
        if read.is_deferred || own.is_some_and(|own| own.iter().any(is_inside)) {
            continue;
        }
        let before = comprehensions
            .iter()
            .filter(|span| span.end <= read.span.start);
        let Some(last) = before.max_by_key(|span| span.end) else {
            continue;
        };
        // What the name is bound to in between is what is read.
        let is_bound_again = bindings.iter().any(|binding| {
            binding.name.name == read.name
                && (last.end..read.span.start).contains(&binding.name.span.start)
        });
        if !is_bound_again {
            let message = format!(
                "`{}` keeps the last element of a list comprehension in Python 2, but not in Python 3",
                read.name
            );
            findings.push(
                Diagnostic::new(&RULE.code, message, read.span)
                    .label(*last, "this comprehension")
                    .help("assign the value to another name"),
            );
        }
    }
}

impl Targets {
    fn add(&mut self, expression: &Expression) {
        use ExpressionKind::*;
        let (comprehension, leaks) = match &expression.kind {
            ListComprehension(comprehension) => (comprehension, true),
            SetComprehension(comprehension)
            | Generator(comprehension)
            | DictComprehension(comprehension, _) => (comprehension, false),
            _ => return,
        };
        for name in variables(comprehension) {
            let place = expression.span;
            self.all.entry(name.clone()).or_default().push(place);
            if leaks {
                self.leaking.entry(name).or_default().push(place);
            }
        }
    }
}

fn variables(comprehension: &Comprehension) -> Vec<Name> {
    let mut found = Vec::new();
    let mut pending: Vec<&Expression> = comprehension
        .clauses
        .iter()
        .filter_map(|clause| match clause {
            Clause::For { target, .. } => Some(target),
            Clause::If(_) => None,
        })
        .collect();
    while let Some(target) = pending.pop() {
        match &target.kind {
            ExpressionKind::Name(name) => found.push(name.clone()),
            ExpressionKind::Tuple(parts) | ExpressionKind::List(parts) => pending.extend(parts),
            _ => {}
        }
    }
    found
}
