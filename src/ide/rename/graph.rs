//! Which declarations, keywords and references belong together: those that would break if one of them had another name.

use super::mentions::{Mention, of_literal, of_reference};
use super::place::written;
use crate::eval::FinalKind;
use crate::ide::analysis::Analysis;
use crate::object::{Attribute, Identity, Object, Resolution, Type, TypeKind};
use crate::object::{BindingValue, Environment};
use crate::source::Span;
use crate::syntax::ast::StringLiteral;

use crate::template::Component;
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
    pub(super) loose: Vec<(String, Span)>,
    /// Names of arguments where it is not known what takes them.
    pub(super) unknown_keywords: Vec<(String, Span)>,
    /// Names in references that no job has.
    pub(super) unresolved: Vec<Mention>,
    /// The places that are the first component of a reference, or bind one.
    firsts: FxHashSet<usize>,
    /// Declarations of attributes.
    declarations: FxHashMap<usize, String>,
    /// The sets, by their roots, that have a declaration.
    declared: FxHashSet<usize>,
    /// The names of arguments that bind something.
    binders: FxHashMap<usize, String>,
    /// Those that bind something in no job: they were not executed, or nothing came of it.
    pub(super) idle: FxHashMap<Span, String>,
    /// Everything else that gives something a value.
    setters: FxHashSet<usize>,
    /// The structs that stand for what has its name there.
    types: Vec<(usize, Type)>,
    /// The structs of the files.
    pub(super) structs: Vec<Type>,
}

/// What a place does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It declares an attribute, or binds a name.
    Declares,
    /// It sets what is declared elsewhere.
    Sets,
    /// It mentions it.
    Reads,
}

/// What the places of a name are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// Whether references start with the name.
    pub is_first: bool,
    /// Whether it is that of an attribute.
    pub is_attribute: bool,
}

impl Graph {
    /// Looks at everything that an analysis knows.
    pub fn new(analysis: &Analysis) -> Graph {
        let mut graph = Graph::default();
        graph.references(analysis);
        graph.objects(analysis);
        super::trees::look_through(analysis, &mut graph);
        graph.flatten();
        graph
    }

    /// Makes every place know its set at once. Of two that are joined, the one with the greater number points to the other.
    fn flatten(&mut self) {
        for number in 0..self.parents.len() {
            self.parents[number] = self.parents[self.parents[number]];
        }
        let declared = self.declarations.keys().map(|it| self.root(*it));
        self.declared = declared.collect();
    }

    /// The name in a reference that stands at an offset of a literal.
    pub fn mention_at(
        analysis: &Analysis,
        literal: &StringLiteral,
        offset: u32,
    ) -> Option<Mention> {
        let mut mentions = of_literal(literal, analysis.sources()).into_iter();
        mentions.find(|it| it.span.touches(offset))
    }

    /// Whether it is known what else belongs to a place.
    pub fn knows(&self, place: Span) -> bool {
        self.numbers.contains_key(&place)
    }

    /// Everything that is known to belong to some places, and what of it cannot be edited, and why.
    pub fn members(&self, places: &[Span]) -> (Vec<Span>, Option<(Span, String)>) {
        let roots = self.roots(places);
        if roots.is_empty() {
            return (Vec::new(), None);
        }
        let numbers = 0..self.spans.len();
        let members: Vec<usize> = numbers
            .filter(|it| roots.contains(&self.root(*it)))
            .collect();
        let obstacle = members
            .iter()
            .find_map(|it| Some((self.spans[*it], self.obstacles.get(it)?.clone())));
        let editable = members.iter().filter(|it| !self.obstacles.contains_key(it));
        (editable.map(|it| self.spans[*it]).collect(), obstacle)
    }

    fn roots(&self, places: &[Span]) -> FxHashSet<usize> {
        let numbers = places.iter().filter_map(|it| self.numbers.get(it));
        numbers.map(|it| self.root(*it)).collect()
    }

    /// The names in references that no job has: they mean what has the name.
    pub fn unresolved(&self, name: &str, shape: Shape) -> Vec<Span> {
        let is_meant = |it: &&Mention| {
            let is_first = it.index == 0;
            it.name == name && (is_first == shape.is_first || !is_first && shape.is_attribute)
        };
        let unresolved = self.unresolved.iter().filter(is_meant);
        unresolved.map(|it| it.span).collect()
    }

    /// The names of attributes where it is not known what has them.
    pub fn loose(&self, name: &str, shape: Shape) -> Vec<Span> {
        let loose = self.loose.iter().filter(|_| shape.is_attribute);
        loose.filter(|it| it.0 == name).map(|it| it.1).collect()
    }

    /// Whether a place binds something in no job.
    pub fn is_idle(&self, place: Span) -> bool {
        self.idle.contains_key(&place)
    }

    /// The names of arguments that bind something in no job.
    pub fn idle(&self, name: &str, shape: Shape) -> Vec<Span> {
        let idle = self.idle.iter().filter(|_| shape.is_first);
        idle.filter(|it| it.1 == name).map(|it| *it.0).collect()
    }

    /// The names of arguments where it is not known what takes them.
    pub fn unknown_keywords(&self, name: &str, shape: Shape) -> Vec<Span> {
        let unknown = self.unknown_keywords.iter().filter(|_| shape.is_attribute);
        unknown.filter(|it| it.0 == name).map(|it| it.1).collect()
    }

    /// Where something is declared or bound under a name that an unresolved reference may mean.
    pub fn named(&self, name: &str, shape: Shape) -> Vec<Span> {
        let binders = self.binders.iter().filter(|_| shape.is_first);
        let is_attribute = shape.is_attribute || !shape.is_first;
        let declarations = self.declarations.iter().filter(|_| is_attribute);
        let named = binders.chain(declarations).filter(|(_, it)| *it == name);
        let mut spans: Vec<Span> = named
            .filter(|(number, _)| !self.obstacles.contains_key(number))
            .map(|(number, _)| self.spans[*number])
            .collect();
        spans.sort();
        spans
    }

    /// How many things are declared or bound at some places: of those that are bound all mean the same.
    pub fn declared_in(&self, places: &[Span]) -> usize {
        let numbers = places.iter().filter_map(|it| self.numbers.get(it));
        let numbers: Vec<usize> = numbers.copied().collect();
        let declared = numbers
            .iter()
            .filter(|it| self.declarations.contains_key(it))
            .map(|it| self.root(*it))
            .collect::<FxHashSet<usize>>();
        let mut bound = numbers.iter().filter(|it| self.binders.contains_key(it));
        let is_bound = bound.any(|it| !declared.contains(&self.root(*it)));
        declared.len() + usize::from(is_bound)
    }

    /// What the places are that belong to some.
    pub fn shape(&self, places: &[Span]) -> Shape {
        let numbers = places.iter().filter_map(|it| self.numbers.get(it));
        let mut shape = Shape::default();
        for number in numbers {
            shape.is_first |= self.firsts.contains(number);
            shape.is_attribute |= self.declarations.contains_key(number);
        }
        shape
    }

    /// What a place does.
    pub fn role(&self, place: Span) -> Role {
        match self.numbers.get(&place) {
            Some(it) if self.declarations.contains_key(it) => Role::Declares,
            Some(it) if self.binders.contains_key(it) => Role::Declares,
            // The key of a dict that is bound.
            Some(it) if self.setters.contains(it) => {
                match self.declared.contains(&self.root(*it)) {
                    true => Role::Sets,
                    false => Role::Declares,
                }
            }
            _ => Role::Reads,
        }
    }

    /// The struct of the files that stands for what has its name at a place.
    pub fn type_at(&self, analysis: &Analysis, place: Span) -> Option<Type> {
        let root = self.root(*self.numbers.get(&place)?);
        let mut types = self.types.iter();
        let found = types.find(|(number, ty)| {
            let span = ty.as_struct().map(|it| it.span);
            self.root(*number) == root && span.is_some_and(|it| analysis.sources().is_users(it))
        });
        found.map(|(_, ty)| ty.clone())
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

    pub(super) fn number(&mut self, span: Span) -> usize {
        let (spans, parents) = (&mut self.spans, &mut self.parents);
        *self.numbers.entry(span).or_insert_with(|| {
            spans.push(span);
            parents.push(parents.len());
            parents.len() - 1
        })
    }

    /// The place of a name that something is set by: as it stands there, else with what is in the way of editing it.
    pub(super) fn setter(&mut self, span: Span, name: &str, analysis: &Analysis) -> usize {
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

    /// The place where an attribute is declared.
    pub(super) fn declared(
        &mut self,
        name: &str,
        attribute: &Attribute,
        analysis: &Analysis,
    ) -> usize {
        let declared = self.setter(attribute.span, name, analysis);
        if self
            .declarations
            .insert(declared, name.to_owned())
            .is_none()
        {
            self.stands_for(declared, &attribute.ty);
        }
        declared
    }

    /// The name of an argument that binds something.
    pub(super) fn binder(&mut self, name: String, span: Span) {
        let number = self.number(span);
        self.firsts.insert(number);
        self.binders.insert(number, name);
    }

    /// The name of an argument that sets something.
    pub(super) fn set_at(&mut self, span: Span) {
        let number = self.number(span);
        self.setters.insert(number);
    }

    /// What is of a type has its name at a place.
    fn stands_for(&mut self, number: usize, ty: &Type) {
        let ty = match ty.kind() {
            TypeKind::List { element } => element,
            TypeKind::Map { value, .. } => value,
            _ => ty,
        };
        if ty.as_struct().is_some() {
            self.types.push((number, ty.clone()));
        }
    }

    fn root(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    /// The same, with a shorter way for the next time.
    fn shorten(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    pub(super) fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.shorten(left), self.shorten(right));
        let (low, high) = (left.min(right), left.max(right));
        self.parents[high] = low;
    }

    /// What answers the references of the jobs.
    fn references(&mut self, analysis: &Analysis) {
        let mut seen = FxHashSet::default();
        for job in analysis.compilation.all_jobs() {
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
                    let words = format!("a reference to `{name}` is computed from parts");
                    self.obstacles.insert(number, words);
                    number
                }
            };
            if index == 0 {
                self.firsts.insert(used);
                self.firsts.insert(set_by);
            }
            self.setters.insert(set_by);
            self.join(used, set_by);
        }
    }

    /// What sets the attributes of the objects that there are.
    fn objects(&mut self, analysis: &Analysis) {
        let jobs = analysis.compilation.all_jobs();
        let mut pending: Vec<Object> = jobs.map(|job| job.written.clone()).collect();
        let globals = analysis.compilation.globals.iter();
        pending.extend(globals.filter_map(|(_, value)| match &value.kind {
            FinalKind::Object(object) => Some(object.clone()),
            _ => None,
        }));
        let mut seen = FxHashSet::default();
        while let Some(object) = pending.pop() {
            if seen.len() > OBJECTS || !seen.insert(Identity(object.clone())) {
                continue;
            }
            self.fields(analysis, &object);
            for environment in object.environments() {
                self.bindings(analysis, environment);
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

    /// What the names stand for that are bound to objects.
    fn bindings(&mut self, analysis: &Analysis, environment: &Environment) {
        for (address, binding) in environment.iter() {
            if let BindingValue::Object(object) = &binding.value
                && object.ty().as_struct().is_some()
                && let [Component::Attribute(name)] = address.components()
            {
                let number = self.setter(binding.name_span, name, analysis);
                self.stands_for(number, object.ty());
            }
        }
    }

    fn fields(&mut self, analysis: &Analysis, object: &Object) {
        let Some(attributes) = object.ty().as_struct().map(|it| &it.attributes) else {
            return;
        };
        let set = object.fields().filter(|(_, field)| !field.is_default);
        for (name, field) in set {
            if let Some(attribute) = attributes.get(name) {
                let declared = self.declared(name, attribute, analysis);
                let set_by = self.setter(field.set_by, name, analysis);
                self.setters.insert(set_by);
                self.join(declared, set_by);
            }
        }
    }
}
