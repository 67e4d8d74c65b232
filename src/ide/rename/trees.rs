//! What the trees say of names that belong together, whatever becomes of them when they are executed.

use super::graph::Graph;
use super::mentions::{Mention, of_literal};
use crate::eval::FinalKind;
use crate::ide::analysis::Analysis;
use crate::ide::node::{binds, callee_type};
use crate::object::Type;
use crate::source::Span;
use crate::syntax::ast::{
    Argument, Class, Expression, ExpressionKind, Identifier, Statement, StatementKind,
};
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};

/// Adds what stands in the files to a graph of what became of it.
pub fn look_through(analysis: &Analysis, graph: &mut Graph) {
    let mut trees = Trees {
        graph,
        analysis,
        mentions: Vec::new(),
    };
    for (_, parsed) in &analysis.compilation.files {
        walk_block(&mut trees, &parsed.module.body);
    }
    let mentions = trees.mentions;
    graph.unresolved = mentions
        .into_iter()
        .filter(|it| !graph.knows(it.span))
        .collect();
}

struct Trees<'g> {
    graph: &'g mut Graph,
    analysis: &'g Analysis,
    mentions: Vec<Mention>,
}

impl Trees<'_> {
    /// An attribute of a type, named at a place.
    fn attribute(&mut self, ty: &Type, name: &str, span: Span) {
        let attribute = ty.as_struct().and_then(|it| it.attributes.get(name));
        if let Some(attribute) = attribute {
            let declared = self.graph.declared(name, attribute, self.analysis);
            let number = self.graph.number(span);
            self.graph.join(declared, number);
        }
    }

    /// The attributes that a struct declares, and those of its bases that they replace.
    fn class(&mut self, class: &Class) {
        let Some(ty) = self.analysis.named_type(&class.name.name) else {
            return;
        };
        let Some(own) = ty.as_struct() else {
            return;
        };
        for (name, attribute) in &own.attributes {
            if self.analysis.sources().is_users(attribute.span) {
                self.attribute(&ty, name, attribute.span);
            }
        }
        for base in &class.arguments {
            let base = callee_type(self.analysis, base.value());
            let attributes = base.as_ref().and_then(|it| it.as_struct());
            for (name, inherited) in attributes.iter().flat_map(|it| &it.attributes) {
                if own.attributes.contains_key(name) {
                    let declared = self.graph.setter(inherited.span, name, self.analysis);
                    let number = self.graph.number(own.attributes[name].span);
                    self.graph.join(declared, number);
                }
            }
        }
        self.graph.structs.push(ty);
    }

    fn call(&mut self, function: &Expression, arguments: &[Argument]) {
        let keywords = arguments.iter().filter_map(|it| match it {
            Argument::Keyword(name, _) => Some(name),
            _ => None,
        });
        if binds(function) {
            for name in keywords {
                if !self.graph.knows(name.span) {
                    self.graph.idle.insert(name.span, name.name.to_string());
                }
                self.graph.binder(name.name.to_string(), name.span);
            }
        } else if let Some(ty) = callee_type(self.analysis, function) {
            for name in keywords {
                self.sets(&ty, name);
            }
        } else if !self.is_function(function) {
            let unknown = keywords.map(|it| (it.name.to_string(), it.span));
            self.graph.unknown_keywords.extend(unknown);
        }
    }

    fn sets(&mut self, ty: &Type, name: &Identifier) {
        self.attribute(ty, &name.name, name.span);
        self.graph.set_at(name.span);
    }

    /// Whether something is known to be called that has parameters of its own.
    fn is_function(&self, function: &Expression) -> bool {
        let ExpressionKind::Name(name) = &function.kind else {
            return false;
        };
        let value = self.analysis.global(name);
        value.is_some_and(|it| !matches!(it.kind, FinalKind::Poison))
    }
}

impl<'a> Visitor<'a> for Trees<'_> {
    fn statement(&mut self, statement: &'a Statement) {
        if let StatementKind::Class(class) = &statement.kind {
            self.class(class);
        }
        walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::Call {
                function,
                arguments,
            } => self.call(function, arguments),
            ExpressionKind::Attribute { object, attribute } => {
                match callee_type(self.analysis, object) {
                    Some(ty) => self.attribute(&ty, &attribute.name, attribute.span),
                    None => {
                        let name = attribute.name.to_string();
                        self.graph.loose.push((name, attribute.span));
                    }
                }
            }
            ExpressionKind::String(literal) => {
                let sources = self.analysis.sources();
                self.mentions.extend(of_literal(literal, sources));
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}
