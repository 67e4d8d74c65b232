//! Walking an object to interpolate and check it.

use super::budget::Budget;
use super::coerce::coerce;
use super::fields::Fields;
use super::find::Steps;
use super::interpolator::{Interpolator, Step};
use super::object::Data;
use super::scopes::Scopes;
use super::{
    Field, GivenTo, Leaf, Object, ObjectError, ObjectErrorKind, Place, PlainKind, PlainValue,
    Problem, ProblemKind, TypeKind, UnboundReference,
};
use crate::source::{Span, Text};
use crate::template::{Reference, Template, count_open_braces, has_open_braces};

/// What a look at an object takes, in units of work.
const OBJECT_WORK: usize = 128;

/// What interpolating an object gives.
#[derive(Clone, Debug)]
pub struct Interpolation {
    /// The object with every reference resolved that can be, coerced; its leaves keep their spans.
    pub object: Object,
    /// The references that nothing binds, each once per place.
    pub unbound: Vec<UnboundReference>,
    /// Everything that went wrong; the parts concerned are left as they were.
    pub problems: Vec<Problem>,
    /// Whether a text waits for the next interpolation: `{{&name}}` has become `{{name}}`.
    pub has_deferred: bool,
    /// Whether a text has braces around or next to an open reference, so that it may become part of another reference.
    pub may_nest: bool,
}

/// How much interpolating may do.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// The longest text that one string may become, in bytes.
    pub expansion: usize,
    /// The most rounds of replacing the references of one string.
    pub rounds: usize,
    /// The longest text that may be made of an object with parts, in bytes.
    pub text: usize,
    /// The most scopes to search for the references of one object.
    pub searches: u64,
    /// What ends it before its time, if anything does.
    pub budget: Option<&'a dyn Budget>,
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Limits {
            expansion: 1 << 20,
            rounds: super::MAX_ROUNDS,
            text: 10_000_000,
            searches: 10_000_000,
            budget: None,
        }
    }
}

/// Which binding, attribute or element answered a reference.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// The reference.
    pub reference: Reference,
    /// Where it stands, braces included.
    pub place: Place,
    /// The keyword or key that set what was found.
    pub name_span: Span,
    /// The expression that wrote it.
    pub value_span: Span,
    /// The same keyword or key for each component on the way, by the index of the component; one that binds several components
    /// at once stands at the last of them.
    pub steps: Steps,
    /// The text that takes its place, with the references in it as they are.
    pub value: Text,
    /// The keyword or key of something nearer that has the start of the reference, but not the rest.
    pub passed_over: Option<Span>,
}

impl Object {
    /// Resolves every reference that can be resolved, coerces, and collects all problems.
    pub fn interpolate(&self) -> Interpolation {
        self.interpolate_with(&Limits::default(), None)
    }

    /// The same with other limits, and with a record of what answered each reference, if one is wanted.
    pub fn interpolate_with(
        &self,
        limits: &Limits<'_>,
        trace: Option<&mut Vec<Resolution>>,
    ) -> Interpolation {
        let mut walk = Interpolator::new(limits, trace, false);
        let object = walk.object(self, &Scopes::default());
        Interpolation {
            object,
            unbound: walk.unbound,
            problems: walk.problems,
            has_deferred: walk.has_deferred,
            may_nest: walk.may_nest,
        }
    }

    /// Everything that Pystachio's `check()` would find, all of it rather than the first.
    pub fn check(&self) -> Vec<Problem> {
        self.check_with(&Limits::default())
    }

    /// The same with other limits.
    pub fn check_with(&self, limits: &Limits<'_>) -> Vec<Problem> {
        let mut walk = Interpolator::new(limits, None, true);
        walk.object(self, &Scopes::default());
        walk.problems
    }

    /// Python's `object % scope`: binds in front and interpolates.
    pub fn percent(&self, scope: impl Into<super::Scope>) -> Interpolation {
        self.bind(scope).interpolate()
    }

    /// An attribute in the scopes of its struct, interpolated; `None` if it is not set. Pystachio: `object.name()`.
    pub fn interpolate_key(
        &self,
        attribute: &str,
        limits: &Limits<'_>,
    ) -> Result<Option<Object>, ObjectError> {
        self.attribute_exists(attribute)?;
        let Some(field) = self.field(attribute) else {
            return Ok(None);
        };
        let inside = Scopes::inside(self, &Scopes::default());
        let mut walk = Interpolator::new(limits, None, false);
        walk.wants_unbound = false;
        let attributes = self.ty().as_struct().map(|ty| &ty.attributes);
        walk.path.push(Step::Attribute {
            owner: self.ty().clone(),
            index: attributes
                .and_then(|all| all.get_index_of(attribute))
                .unwrap_or(0),
            set_by: field.set_by,
        });
        let object = walk.object(&field.value, &inside);
        walk.finished(object).map(Some)
    }

    /// The object interpolated by its own scopes, within limits, or the first problem.
    pub fn interpolated(&self, limits: &Limits<'_>) -> Result<Object, ObjectError> {
        if self.0.state.settled || self.0.is_resolved.get() {
            return Ok(self.clone());
        }
        let mut walk = Interpolator::new(limits, None, false);
        walk.wants_unbound = false;
        let object = walk.object(self, &Scopes::default());
        walk.finished(object)
    }
}

/// The walk itself.
impl Interpolator<'_> {
    /// Interpolates an object that has `outer` behind its own scopes.
    pub fn object(&mut self, object: &Object, outer: &Scopes) -> Object {
        let state = object.0.state;
        if state.settled && (state.complete || !self.checking) {
            return object.clone();
        }
        if state.depth > Object::MAX_DEPTH {
            self.too_deep(object);
            return object.clone();
        }
        if !self.work(OBJECT_WORK, object.span()) {
            return object.clone();
        }
        let interpolated = match &object.0.data {
            Data::Poison => Ok(object.clone()),
            Data::Leaf { leaf, template } => {
                Ok(self.leaf(object, leaf, template.as_deref(), outer))
            }
            Data::Choice(given) => self.choice(object, given, outer),
            Data::List(elements) => self.list(object, elements, outer),
            Data::Map(pairs) => self.map(object, pairs, outer),
            Data::Struct(fields) => self.structure(object, fields, outer),
        };
        interpolated.unwrap_or_else(|_| {
            self.too_deep(object);
            object.clone()
        })
    }

    fn structure(
        &mut self,
        object: &Object,
        fields: &Fields,
        outer: &Scopes,
    ) -> Result<Object, ObjectError> {
        let inside = Scopes::inside(object, outer);
        let attributes = object.ty().as_struct().map(|ty| &ty.attributes);
        let mut changed: Option<Vec<Option<Field>>> = None;
        let all = attributes
            .into_iter()
            .flatten()
            .zip(fields.iter())
            .enumerate();
        for (index, ((name, attribute), field)) in all {
            let Some(field) = field else {
                if attribute.required && self.checking {
                    self.missing(object, name);
                }
                continue;
            };
            let state = field.value.0.state;
            if state.settled && (state.complete || !self.checking) {
                continue;
            }
            self.path.push(Step::Attribute {
                owner: object.ty().clone(),
                index,
                set_by: field.set_by,
            });
            let value = self.object(&field.value, &inside);
            self.path.pop();
            if !value.is(&field.value) {
                let fields = changed.get_or_insert_with(|| fields.to_vec());
                fields[index] = Some(Field {
                    value,
                    ..field.clone()
                });
            }
        }
        match changed {
            Some(slots) => {
                let fields = fields.with_slots(slots);
                Object::of_fields(object.ty(), fields, Scopes::default(), object.span())
            }
            None => Ok(object.unscoped()),
        }
    }

    fn list(
        &mut self,
        object: &Object,
        elements: &[Object],
        outer: &Scopes,
    ) -> Result<Object, ObjectError> {
        let inside = Scopes::inside(object, outer);
        let mut changed: Option<Vec<Object>> = None;
        for (index, element) in elements.iter().enumerate() {
            self.path.push(Step::Index(index));
            let interpolated = self.object(element, &inside);
            self.path.pop();
            if !interpolated.is(element) {
                changed.get_or_insert_with(|| elements.to_vec())[index] = interpolated;
            }
        }
        match changed {
            Some(elements) => {
                Object::of_elements(object.ty(), elements, Scopes::default(), object.span())
            }
            None => Ok(object.unscoped()),
        }
    }

    fn map(
        &mut self,
        object: &Object,
        pairs: &[(Object, Object)],
        outer: &Scopes,
    ) -> Result<Object, ObjectError> {
        let inside = Scopes::inside(object, outer);
        let mut interpolated = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let shown = key.as_leaf().map_or_else(|| Text::from("…"), Leaf::to_text);
            self.path.push(Step::Key(shown));
            let key = self.object(key, &inside);
            interpolated.push((key, self.object(value, &inside)));
            self.path.pop();
        }
        Object::of_pairs(object.ty(), interpolated, Scopes::default(), object.span())
    }

    /// Takes the first alternative that the value fits, as `ChoiceContainer._unwrap` does: an object of one of the
    /// types decides at once, anything else is tried on each alternative in turn.
    fn choice(
        &mut self,
        object: &Object,
        given: &PlainValue,
        outer: &Scopes,
    ) -> Result<Object, ObjectError> {
        let TypeKind::Choice { alternatives } = object.ty().kind() else {
            return Ok(object.clone());
        };
        let inside = Scopes::inside(object, outer);
        for alternative in alternatives {
            if let PlainKind::Object(value) = &given.kind
                && value.ty() == alternative
            {
                let chosen = self.object(value, &inside);
                return Object::of_choice(object.ty(), chosen, object.span());
            }
            match Object::new(alternative, given) {
                Ok(candidate) => {
                    let before = (self.problems.len(), self.unbound.len());
                    let chosen = self.object(&candidate, &inside);
                    let fits = self.problems[before.0..]
                        .iter()
                        .all(|p| self.escapes_choice(p));
                    if fits {
                        return Object::of_choice(object.ty(), chosen, object.span());
                    }
                    self.problems.truncate(before.0);
                    self.unbound.truncate(before.1);
                }
                Err(error) => {
                    if let ObjectErrorKind::UnknownAttribute { ty, attribute } = error.kind {
                        // An AttributeError, which does not make Pystachio try the next alternative.
                        let kind = ProblemKind::UnknownAttribute { ty, attribute };
                        self.problem(kind, error.span, error.python_message);
                        return Ok(object.clone());
                    }
                }
            }
        }
        let found = given.describe();
        let shown = match &given.kind {
            PlainKind::Text(text, _) => text.to_string(),
            _ => found.clone(),
        };
        self.no_coercion(object.ty(), (found, &shown), object.span(), Vec::new());
        Ok(object.clone())
    }

    /// Whether an alternative with this problem is chosen nevertheless, so that the problem is reported: only
    /// `CoercionError` and other kinds of `ValueError` lead to the next one; `check()` itself fails gracefully.
    fn escapes_choice(&self, problem: &Problem) -> bool {
        match problem.kind {
            ProblemKind::Coercion { .. } | ProblemKind::BadMapKey { .. } => false,
            ProblemKind::Missing { .. } | ProblemKind::Unresolved { .. } => false,
            ProblemKind::Cycle { .. } | ProblemKind::TooLarge { .. } => !self.checking,
            ProblemKind::InvalidReference { .. }
            | ProblemKind::UnknownAttribute { .. }
            | ProblemKind::BudgetExceeded(_)
            | ProblemKind::NoScope { .. }
            | ProblemKind::BadIndex { .. } => true,
        }
    }

    fn leaf(
        &mut self,
        object: &Object,
        leaf: &Leaf,
        template: Option<&Template>,
        outer: &Scopes,
    ) -> Object {
        let ty = object.ty();
        let (Leaf::Text(text, _), Some(template)) = (leaf, template) else {
            return match coerce(ty, leaf) {
                Some(leaf) => Object::of_leaf(ty, leaf, Scopes::default(), object.span()),
                None => {
                    let (found, shown) = (describe(leaf), leaf.to_text());
                    self.no_coercion(ty, (found, &shown), object.span(), Vec::new());
                    object.clone()
                }
            };
        };
        let scopes = object.0.scopes.join(outer);
        let resolved = self.resolve(text, template, object.span(), &scopes);
        if resolved.poisoned {
            return Object::poison(ty, object.span());
        }
        if resolved.failed {
            self.unbound.extend(resolved.unbound);
            return object.clone();
        }
        if resolved.open > 0 {
            if self.checking && !matches!(ty.kind(), TypeKind::String) {
                self.unresolved(ty, &resolved.unbound);
            }
            self.unbound.extend(resolved.unbound);
            self.may_nest |= count_open_braces(&resolved.text) > resolved.open;
            if resolved.text.is(text) {
                return object.unscoped();
            }
            let leaf = Leaf::text(resolved.text);
            return Object::of_leaf(ty, leaf, Scopes::default(), object.span());
        }
        match coerce(ty, &Leaf::text(resolved.text.clone())) {
            // `{{&x}}` has become `{{x}}`, for the next interpolation to look up in the same scopes.
            Some(leaf @ Leaf::Text(..)) if has_open_braces(&resolved.text) => {
                self.has_deferred = true;
                Object::of_leaf(ty, leaf, scopes, object.span())
            }
            Some(leaf) => Object::of_leaf(ty, leaf, Scopes::default(), object.span()),
            None => {
                let found = describe(&Leaf::text(resolved.text.clone()));
                let origin = resolved.origin;
                let found = (found, resolved.text.as_str());
                self.no_coercion(ty, found, origin.span(), origin.labels());
                object.clone()
            }
        }
    }

    /// Python's `str()` of something that a reference led to, and the expression that wrote it. `given_to` is the attribute that
    /// has it.
    pub fn text_of(&mut self, object: &Object, outer: &Scopes, given_to: Option<GivenTo>) -> Shown {
        if object.is_poisoned() {
            return Shown::Poison;
        }
        let checking = std::mem::replace(&mut self.checking, false);
        let entered = given_to.map(|given_to| (self.path.len(), given_to));
        let entered = std::mem::replace(&mut self.entered, entered);
        let before = (self.problems.len(), self.unbound.len());
        let shown = match &object.0.data {
            Data::Leaf {
                leaf: Leaf::Text(text, _),
                template: Some(template),
            } => self.shown_template(object, text, template, outer),
            _ => {
                let interpolated = self.object(object, outer);
                if self.problems.len() > before.0 {
                    Shown::Failed
                } else if interpolated.is_poisoned() {
                    Shown::Poison
                } else {
                    self.shown_parts(&interpolated)
                }
            }
        };
        self.checking = checking;
        self.entered = entered;
        self.unbound.truncate(before.1);
        if self.problems.len() > before.0 {
            return Shown::Failed;
        }
        shown
    }

    fn shown_parts(&mut self, interpolated: &Object) -> Shown {
        match interpolated.shown(self.limits) {
            Ok(text) => Shown::Text(text, interpolated.span()),
            Err(error) => {
                match error.kind {
                    ObjectErrorKind::Problem(problem) => self.problems.push(*problem),
                    _ => self.too_deep(interpolated),
                }
                Shown::Failed
            }
        }
    }

    /// Nearly what `leaf` does, but remembers the expression that wrote the characters in the end.
    fn shown_template(
        &mut self,
        object: &Object,
        text: &Text,
        template: &Template,
        outer: &Scopes,
    ) -> Shown {
        if object.depth() > Object::MAX_DEPTH {
            self.too_deep(object);
            return Shown::Failed;
        }
        let scopes = object.0.scopes.join(outer);
        let before = self.problems.len();
        let resolved = self.resolve(text, template, object.span(), &scopes);
        if resolved.poisoned {
            return Shown::Poison;
        }
        let found = &self.problems[before..];
        let is_invalid = |it: &Problem| matches!(it.kind, ProblemKind::InvalidReference { .. });
        if resolved.failed && !found.is_empty() && found.iter().all(is_invalid) {
            // The text around it takes the reference in, and says of all of them at once what is wrong.
            self.problems.truncate(before);
            return Shown::Text(resolved.text, resolved.origin.span());
        }
        if resolved.failed {
            return Shown::Failed;
        }
        if resolved.open > 0 {
            return Shown::Text(resolved.text, resolved.origin.span());
        }
        match coerce(object.ty(), &Leaf::text(resolved.text.clone())) {
            Some(leaf) => Shown::Text(leaf.to_text(), resolved.origin.span()),
            None => {
                let found = describe(&Leaf::text(resolved.text.clone()));
                let origin = resolved.origin;
                let found = (found, resolved.text.as_str());
                self.no_coercion(object.ty(), found, origin.span(), origin.labels());
                Shown::Failed
            }
        }
    }
}

/// What a reference shows in a text.
pub(super) enum Shown {
    Text(Text, Span),
    Poison,
    Failed,
}

fn describe(leaf: &Leaf) -> String {
    let kind = match leaf {
        Leaf::Text(text, of_type) => PlainKind::Text(text.clone(), *of_type),
        Leaf::Integer(number) => PlainKind::Integer(*number),
        Leaf::BigInteger(number) => PlainKind::BigInteger(number.clone()),
        Leaf::Float(number) => PlainKind::Float(*number),
        Leaf::Boolean(value) => PlainKind::Boolean(*value),
        Leaf::Other(words) => return words.to_string(),
    };
    let span = Span::NOWHERE;
    PlainValue { kind, span }.describe()
}
