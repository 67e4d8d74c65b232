//! Which declarations, keywords and references belong together: those that would break if one of them had another name.

use super::mentions::{Mention, of_literal, of_reference};
use super::place::written;
use crate::eval::ValueKind;
use crate::lint::visit::{Visitor, walk_block, walk_expression, walk_statement};
use crate::lsp::analysis::Analysis;
use crate::lsp::node::{binds, callee_type};
use crate::object::{Identity, Object, Resolution, Type};
use crate::source::Span;
use crate::syntax::ast::{
    Argument, Class, Expression, ExpressionKind, Statement, StatementKind, StringLiteral,
};
use crate::template::{BindingValue, Component};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most objects that are looked into.
const OBJECTS: usize = 500_000;

/// Places in sets of those that belong together.
#[derive(Default)]
pub struct Graph {
    numbers: FxHashMap<Span, usize>,
    spans: Vec<Span>,
    parents: Vec<usize>,
    /// Why a place cannot be edited.
    obstacles: FxHashMap<usize, String>,
    /// Names behind a dot where it is not known what is before it.
    loose: Vec<(String, Span)>,
    /// Names in references that no valid job has.
    unresolved: Vec<Mention>,
    /// The places that are the first component of a reference, or bind one.
    firsts: FxHashSet<usize>,
    /// Declarations of attributes.
    declarations: FxHashSet<usize>,
    /// The structs of the files.
    structs: Vec<Type>,
}

impl Graph {
    /// Looks at everything that an analysis knows.
    pub fn new(analysis: &Analysis) -> Graph {
        let mut graph = Graph::default();
        graph.references(analysis);
        graph.objects(analysis);
        let mut trees = Trees {
            graph: &mut graph,
            analysis,
            mentions: Vec::new(),
        };
        for (_, parsed) in &analysis.compilation.files {
            walk_block(&mut trees, &parsed.module.body);
        }
        let mentions = trees.mentions.into_iter();
        graph.unresolved = mentions
            .filter(|it| !graph.numbers.contains_key(&it.span))
            .collect();
        graph
    }

    /// The name in a reference that stands at an offset of a literal.
    pub fn mention_at(analysis: &Analysis, literal: &StringLiteral, offset: u32) -> Option<Span> {
        let mentions = of_literal(literal, analysis.sources()).into_iter();
        let mut spans = mentions.map(|it| it.span);
        spans.find(|span| span.touches(offset))
    }

    /// Everything that belongs to some places; an `Err` says what cannot be edited, and why.
    pub fn members(&self, places: &[Span], name: &str) -> Result<Vec<Span>, (Span, String)> {
        let numbers = places.iter().filter_map(|it| self.numbers.get(it));
        let roots: FxHashSet<usize> = numbers.map(|it| self.root(*it)).collect();
        if roots.is_empty() {
            return Ok(Vec::new());
        }
        let is_inside = |number: &usize| roots.contains(&self.root(*number));
        let members: Vec<usize> = (0..self.spans.len()).filter(is_inside).collect();
        let obstacle = members
            .iter()
            .find_map(|it| Some((self.spans[*it], self.obstacles.get(it)?.clone())));
        if let Some(obstacle) = obstacle {
            return Err(obstacle);
        }
        let mut spans: Vec<Span> = members.iter().map(|it| self.spans[*it]).collect();
        if members.iter().any(|it| self.declarations.contains(it)) {
            let same = self.loose.iter().filter(|(it, _)| it == name);
            spans.extend(same.map(|(_, span)| *span));
        }
        let is_first = members.iter().any(|it| self.firsts.contains(it));
        let same = |it: &&Mention| it.name == name && (it.index == 0) == is_first;
        spans.extend(self.unresolved.iter().filter(same).map(|it| it.span));
        Ok(spans)
    }

    /// Whether places are the start of references, or bind such.
    pub fn is_first(&self, places: &[Span]) -> bool {
        let mut numbers = places.iter().filter_map(|it| self.numbers.get(it));
        numbers.any(|it| self.firsts.contains(it))
    }

    /// A struct that has one of these places as an attribute, and another attribute of that name.
    pub fn struct_with(&self, places: &[Span], name: &str) -> Option<&Type> {
        self.structs.iter().find(|ty| {
            let attributes = ty.as_struct().map(|it| &it.attributes);
            attributes.is_some_and(|it| {
                it.contains_key(name) && it.values().any(|it| places.contains(&it.span))
            })
        })
    }

    fn number(&mut self, span: Span) -> usize {
        let (spans, parents) = (&mut self.spans, &mut self.parents);
        *self.numbers.entry(span).or_insert_with(|| {
            spans.push(span);
            parents.push(parents.len());
            parents.len() - 1
        })
    }

    /// The place of a name that something is set by: as it stands there, else with what is in the way of editing it.
    fn setter(&mut self, span: Span, name: &str, analysis: &Analysis) -> usize {
        if !analysis.sources().is_users(span) {
            let number = self.number(span);
            let words = format!("`{name}` is a name of the schema or of the client");
            self.obstacles.insert(number, words);
            return number;
        }
        match written(span, name, analysis) {
            Some(inside) => self.number(inside),
            None => {
                let number = self.number(span);
                let words = format!("`{name}` is set by something that is not its name alone");
                self.obstacles.insert(number, words);
                number
            }
        }
    }

    fn root(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        let (low, high) = (left.min(right), left.max(right));
        self.parents[high] = low;
    }

    /// What answers the references of the jobs.
    fn references(&mut self, analysis: &Analysis) {
        let mut seen = FxHashSet::default();
        for job in &analysis.compilation.jobs {
            for resolution in job.resolutions() {
                let place = resolution.place.locate(analysis.sources());
                if seen.insert((place, resolution.steps.clone())) {
                    self.reference(analysis, resolution, place);
                }
            }
        }
    }

    fn reference(&mut self, analysis: &Analysis, resolution: &Resolution, place: Span) {
        let mentions = of_reference(place, analysis.sources());
        for (index, set_by) in &resolution.steps {
            let index = *index as usize;
            let component = resolution.reference.components().get(index);
            let Some(Component::Attribute(name)) = component else {
                continue;
            };
            let set_by = self.setter(*set_by, name, analysis);
            let mention = mentions.iter().flatten().find(|it| it.index == index);
            let used = match mention.filter(|it| *it.name == **name) {
                Some(mention) => self.number(mention.span),
                None => {
                    let number = self.number(place);
                    let words = format!("a reference to `{name}` is put together from parts");
                    self.obstacles.insert(number, words);
                    number
                }
            };
            if index == 0 {
                self.firsts.insert(used);
                self.firsts.insert(set_by);
            }
            self.join(used, set_by);
        }
    }

    /// What sets the attributes of the objects that there are.
    fn objects(&mut self, analysis: &Analysis) {
        let jobs = analysis.compilation.jobs.iter();
        let mut pending: Vec<Object> = jobs.map(|job| job.written.clone()).collect();
        let globals = analysis.compilation.globals.variables.borrow();
        pending.extend(globals.values().filter_map(|value| match &value.kind {
            ValueKind::Object(object) => Some(object.clone()),
            _ => None,
        }));
        drop(globals);
        let mut seen = FxHashSet::default();
        while let Some(object) = pending.pop() {
            if seen.len() > OBJECTS || !seen.insert(Identity(object.clone())) {
                continue;
            }
            self.fields(analysis, &object);
            for environment in object.environments() {
                pending.extend(environment.values().filter_map(|it| match &it.value {
                    BindingValue::Object(object) => Some(object.clone()),
                    _ => None,
                }));
            }
            pending.extend(object.as_list().unwrap_or_default().iter().cloned());
            let pairs = object.as_map().unwrap_or_default().iter();
            pending.extend(pairs.map(|(_, value)| value.clone()));
            let given = object.fields().filter(|(_, field)| !field.is_default);
            pending.extend(given.map(|(_, field)| field.value.clone()));
        }
    }

    fn fields(&mut self, analysis: &Analysis, object: &Object) {
        let Some(attributes) = object.ty().as_struct().map(|it| &it.attributes) else {
            return;
        };
        let set = object.fields().filter(|(_, field)| !field.is_default);
        for (name, field) in set {
            if let Some(attribute) = attributes.get(name) {
                let declared = self.setter(attribute.span, name, analysis);
                let set_by = self.setter(field.set_by, name, analysis);
                self.declarations.insert(declared);
                self.join(declared, set_by);
            }
        }
    }
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
            let declared = self.graph.setter(attribute.span, name, self.analysis);
            let number = self.graph.number(span);
            self.graph.declarations.insert(declared);
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
            } => {
                let keywords = arguments.iter().filter_map(|it| match it {
                    Argument::Keyword(name, _) => Some(name),
                    _ => None,
                });
                if binds(function) {
                    for name in keywords {
                        let number = self.graph.number(name.span);
                        self.graph.firsts.insert(number);
                    }
                } else if let Some(ty) = callee_type(self.analysis, function) {
                    keywords.for_each(|it| self.attribute(&ty, &it.name, it.span));
                }
            }
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
