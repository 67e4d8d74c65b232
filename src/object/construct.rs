//! Making objects, and copies with changes.

use super::coerce::is_coerced;
use super::fields::Fields;
use super::object::{Data, Mark, ObjectData, State};
use super::pairs::Pairs;
use super::scopes::Scopes;
use super::{
    Field, Leaf, Object, ObjectError, ObjectErrorKind, PlainKind, PlainValue, StringType, Type,
    TypeKind,
};
use crate::source::{Guard, Span, Text};
use crate::template::{PartKind, Template};
use std::sync::Arc;

/// How many bytes are searched for references in the time that hashing one takes.
const SEARCHED: usize = 4;

impl Object {
    /// Makes an object of a type from a plain value (Pystachio: `Type(value)`). An object of the same type is no such
    /// value, as in Pystachio; see [`Object::accept`].
    pub fn new(ty: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        if matches!(given.kind, PlainKind::Poison) {
            return Ok(Object::poison(ty, given.span));
        }
        match ty.kind() {
            TypeKind::String | TypeKind::Integer | TypeKind::Float | TypeKind::Boolean => {
                Object::simple(ty, given)
            }
            TypeKind::Enum { values } => {
                check_enum(ty, values, given)?;
                Object::simple(ty, given)
            }
            TypeKind::Choice { .. } => Object::choice(ty, given),
            TypeKind::List { element } => Object::list(ty, element, given),
            TypeKind::Map { key, value } => Object::map(ty, key, value, given),
            TypeKind::Struct(_) => match &given.kind {
                PlainKind::Map(_) => {
                    Object::new_struct(ty, std::slice::from_ref(given), &[], given.span)
                }
                _ => Err(ObjectError::mismatch(
                    ty,
                    given.describe(),
                    given.span,
                    format!("{} expects a dict, got {}", ty.name(), given.describe()),
                )),
            },
        }
    }

    /// The value itself if it is an object of the type, else a new object: what attributes and elements do.
    pub fn accept(ty: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        match &given.kind {
            PlainKind::Object(object) if object.ty() == ty => Ok(object.clone()),
            _ => Object::new(ty, given),
        }
    }

    /// Makes a struct from dicts, then keywords, of which later ones win (Pystachio: `Process({…}, name = …)`).
    pub fn new_struct(
        ty: &Type,
        dicts: &[PlainValue],
        keywords: &[(Arc<str>, Span, PlainValue)],
        call: Span,
    ) -> Result<Object, ObjectError> {
        let Some(struct_type) = ty.as_struct() else {
            return Err(ObjectError::mismatch(
                ty,
                "attributes".into(),
                call,
                String::new(),
            ));
        };
        let mut fields = Fields::of_defaults(struct_type);
        for dict in dicts {
            set_from_dict(ty, &mut fields, dict)?;
        }
        for (name, name_span, given) in keywords {
            set(ty, &mut fields, name, *name_span, given)?;
        }
        Object::of_fields(ty, fields, Scopes::default(), call)
    }

    /// A copy with other values for some attributes and the same bindings (Pystachio: `process(name = …)`).
    pub fn with(
        &self,
        keywords: &[(Arc<str>, Span, PlainValue)],
        call: Span,
    ) -> Result<Object, ObjectError> {
        let mut fields = match &self.0.data {
            Data::Struct(fields) => self.parts_of(fields),
            Data::Poison => return Ok(self.clone()),
            _ => {
                return Err(ObjectError::mismatch(
                    self.ty(),
                    "attributes".into(),
                    call,
                    format!("'{}' object is not callable", self.ty().name()),
                ));
            }
        };
        for (name, name_span, given) in keywords {
            set(self.ty(), &mut fields, name, *name_span, given)?;
        }
        Object::of_fields(self.ty(), fields, self.0.scopes.clone(), call)
    }

    /// Makes a map from pairs, each a list of two (Pystachio: `Map(K, V)((k, v), (k, v))`), or from one dict.
    pub fn new_map(ty: &Type, arguments: &[PlainValue], call: Span) -> Result<Object, ObjectError> {
        let TypeKind::Map { key, value } = ty.kind() else {
            return Err(ObjectError::mismatch(
                ty,
                "pairs".into(),
                call,
                String::new(),
            ));
        };
        if let [given] = arguments {
            return Object::new(ty, given);
        }
        let mut pairs = Vec::with_capacity(arguments.len());
        for argument in arguments {
            pairs.push(pair(ty, key, value, argument)?);
        }
        Object::of_pairs(ty, pairs, Scopes::default(), call)
    }

    /// An object in place of one that could not be made.
    pub fn poison(ty: &Type, span: Span) -> Object {
        Object(Arc::new(ObjectData {
            ty: ty.clone(),
            span,
            data: Data::Poison,
            scopes: Scopes::default(),
            state: State {
                settled: true,
                complete: true,
                poisoned: true,
                lacks_default: false,
                interpolated: false,
                depth: 0,
            },
            is_resolved: Mark::default(),
        }))
    }

    /// The object without what was bound to it itself, its parts being as they are.
    pub(super) fn unscoped(&self) -> Object {
        let own = Scopes::default();
        let whole = match &self.0.data {
            Data::Leaf { .. } => State {
                depth: 0,
                ..self.0.state
            },
            Data::List(elements) => State::of_parts(elements.iter(), &own),
            Data::Map(pairs) => State::of_parts(pairs.iter().flat_map(|(k, v)| [k, v]), &own),
            Data::Struct(fields) => State::of_parts(fields.values(), &own),
            Data::Choice(_) | Data::Poison => return self.clone(),
        };
        if self.0.scopes.is_empty() && whole.settled == self.0.state.settled {
            return self.clone();
        }
        let mut data = (*self.0).clone();
        data.scopes = own;
        data.state = State {
            complete: self.0.state.complete,
            lacks_default: self.0.state.lacks_default,
            interpolated: self.0.state.interpolated,
            ..whole
        };
        Object(Arc::new(data))
    }

    fn simple(ty: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        let leaf = match &given.kind {
            PlainKind::Text(text, of_type) => Leaf::Text(text.clone(), *of_type),
            PlainKind::Integer(number) => Leaf::Integer(*number),
            PlainKind::BigInteger(number) => Leaf::BigInteger(number.clone()),
            PlainKind::Float(number) => Leaf::Float(*number),
            PlainKind::Boolean(value) => Leaf::Boolean(*value),
            PlainKind::Object(object) if object.is_poisoned() => {
                return Ok(Object::poison(ty, given.span));
            }
            _ => Leaf::Other(given.describe().into()),
        };
        Ok(Object::of_leaf(ty, leaf, Scopes::default(), given.span))
    }

    pub(super) fn choice(ty: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        let is_alternative = |object: &Object| match ty.kind() {
            TypeKind::Choice { alternatives } => alternatives.contains(object.ty()),
            _ => false,
        };
        let state = match &given.kind {
            PlainKind::Object(object) => State {
                settled: object.0.state.settled && is_alternative(object),
                interpolated: false,
                depth: object.depth() + 1,
                ..object.0.state
            },
            _ => State {
                settled: false,
                complete: false,
                poisoned: is_poisoned(given),
                lacks_default: false,
                interpolated: false,
                depth: 1,
            },
        };
        let data = Data::Choice(Arc::new(given.clone()));
        Object::checked(ty, data, Scopes::default(), given.span, state)
    }

    fn list(ty: &Type, element: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        let Some(values) = given.kind.elements() else {
            let message = format!(
                "ListContainer expects an iterable, got {}",
                given.describe()
            );
            return Err(ObjectError::mismatch(
                ty,
                given.describe(),
                given.span,
                message,
            ));
        };
        let elements = values
            .iter()
            .map(|value| Object::accept(element, value))
            .collect::<Result<_, _>>()?;
        Object::of_elements(ty, elements, Scopes::default(), given.span)
    }

    fn map(ty: &Type, key: &Type, value: &Type, given: &PlainValue) -> Result<Object, ObjectError> {
        let pairs = match &given.kind {
            PlainKind::Map(pairs) => pairs
                .iter()
                .map(|(k, v)| Ok((Object::accept(key, k)?, Object::accept(value, v)?)))
                .collect::<Result<_, ObjectError>>()?,
            _ => vec![pair(ty, key, value, given)?],
        };
        Object::of_pairs(ty, pairs, Scopes::default(), given.span)
    }

    pub(super) fn of_leaf(ty: &Type, leaf: Leaf, scopes: Scopes, span: Span) -> Object {
        let template = match &leaf {
            // Whatever shares one long text is searched for each object that is made of it.
            Leaf::Text(text, _) if Guard::work(text.len() / SEARCHED) => {
                Template::parse(text).map(Arc::new)
            }
            _ => None,
        };
        let depth = match template {
            Some(_) => scopes.depth(),
            None => 0,
        };
        let settled = template.is_none() && is_coerced(ty, &leaf);
        Object(Arc::new(ObjectData {
            ty: ty.clone(),
            span,
            data: Data::Leaf { leaf, template },
            scopes,
            state: State {
                settled,
                complete: true,
                poisoned: false,
                lacks_default: false,
                interpolated: false,
                depth,
            },
            is_resolved: Mark::default(),
        }))
    }

    pub(super) fn of_elements(
        ty: &Type,
        elements: Vec<Object>,
        scopes: Scopes,
        span: Span,
    ) -> Result<Object, ObjectError> {
        let state = State::of_parts(elements.iter(), &scopes);
        Object::checked(ty, Data::List(elements.into()), scopes, span, state)
    }

    pub(super) fn of_pairs(
        ty: &Type,
        pairs: Vec<(Object, Object)>,
        scopes: Scopes,
        span: Span,
    ) -> Result<Object, ObjectError> {
        let state = State::of_parts(pairs.iter().flat_map(|(k, v)| [k, v]), &scopes);
        Object::checked(
            ty,
            Data::Map(Arc::new(Pairs::new(pairs))),
            scopes,
            span,
            state,
        )
    }

    pub(super) fn of_fields(
        ty: &Type,
        fields: Fields,
        scopes: Scopes,
        span: Span,
    ) -> Result<Object, ObjectError> {
        let mut state = State::of_parts(fields.values(), &scopes);
        state.lacks_default |= !fields.removed.is_empty();
        state.complete &= ty.as_struct().is_some_and(|struct_type| {
            let mut both = struct_type.attributes.values().zip(fields.iter());
            both.all(|(attribute, field)| field.is_some() || !attribute.required)
        });
        Object::checked(ty, Data::Struct(Arc::new(fields)), scopes, span, state)
    }

    pub(super) fn of_choice(ty: &Type, chosen: Object, span: Span) -> Result<Object, ObjectError> {
        let kind = PlainKind::Object(chosen);
        Object::choice(ty, &PlainValue { kind, span })
    }

    fn checked(
        ty: &Type,
        data: Data,
        scopes: Scopes,
        span: Span,
        state: State,
    ) -> Result<Object, ObjectError> {
        if state.depth > Object::MAX_DEPTH {
            return Err(ObjectError::too_deep(span));
        }
        Ok(Object(Arc::new(ObjectData {
            ty: ty.clone(),
            span,
            data,
            scopes,
            state,
            is_resolved: Mark::default(),
        })))
    }
}

impl State {
    fn of_parts<'a>(parts: impl Iterator<Item = &'a Object>, scopes: &Scopes) -> State {
        let whole = State {
            // Interpolating drops the scopes of everything but simple values.
            settled: scopes.is_empty(),
            complete: true,
            poisoned: false,
            lacks_default: false,
            interpolated: false,
            depth: scopes.depth(),
        };
        let mut state = parts.fold(whole, |whole, part| {
            let part = part.0.state;
            State {
                settled: whole.settled && part.settled,
                complete: whole.complete && part.complete,
                poisoned: whole.poisoned || part.poisoned,
                lacks_default: whole.lacks_default || part.lacks_default,
                interpolated: false,
                depth: whole.depth.max(part.depth),
            }
        });
        state.depth += 1;
        state
    }
}

fn is_poisoned(given: &PlainValue) -> bool {
    match &given.kind {
        PlainKind::Poison => true,
        PlainKind::Object(object) => object.is_poisoned(),
        PlainKind::List(values) | PlainKind::Tuple(values) => values.iter().any(is_poisoned),
        PlainKind::Map(pairs) => pairs.iter().any(|(k, v)| is_poisoned(k) || is_poisoned(v)),
        _ => false,
    }
}

fn set_from_dict(ty: &Type, fields: &mut Fields, dict: &PlainValue) -> Result<(), ObjectError> {
    let pairs = match &dict.kind {
        PlainKind::Map(pairs) => pairs,
        PlainKind::Poison => return Ok(()),
        _ => {
            let message = format!("IsNotMappingError({})", dict.describe());
            return Err(ObjectError::mismatch(
                ty,
                dict.describe(),
                dict.span,
                message,
            ));
        }
    };
    for (key, value) in pairs.iter() {
        match &key.kind {
            PlainKind::Text(name, _) => set(ty, fields, name, key.span, value)?,
            PlainKind::Poison => {}
            _ => return Err(bad_key(ty, key)),
        }
    }
    Ok(())
}

fn set(
    ty: &Type,
    fields: &mut Fields,
    name: &str,
    name_span: Span,
    given: &PlainValue,
) -> Result<(), ObjectError> {
    let attributes = ty.as_struct().map(|struct_type| &struct_type.attributes);
    let found = attributes.and_then(|attributes| attributes.get_full(name));
    let Some((slot, _, attribute)) = found else {
        return Err(unknown_attribute(ty, name, name_span));
    };
    match &given.kind {
        PlainKind::Empty => fields.remove(slot, given.span),
        _ => {
            let field = Field {
                value: Object::accept(&attribute.ty, given)?,
                set_by: name_span,
                is_default: false,
            };
            fields.set(slot, field);
        }
    }
    Ok(())
}

pub(super) fn unknown_attribute(ty: &Type, name: &str, span: Span) -> ObjectError {
    ObjectError {
        kind: ObjectErrorKind::UnknownAttribute {
            ty: ty.clone(),
            attribute: name.into(),
        },
        span,
        python_message: format!("Unknown schema attribute {name}"),
    }
}

pub(super) fn bad_key(ty: &Type, key: &PlainValue) -> ObjectError {
    ObjectError {
        kind: ObjectErrorKind::BadKey {
            ty: ty.clone(),
            found: key.describe(),
        },
        span: key.span,
        python_message: "_update_schema_data() keywords must be strings".into(),
    }
}

/// Anything with two elements is a pair, even a text of two letters.
fn pair(
    ty: &Type,
    key: &Type,
    value: &Type,
    given: &PlainValue,
) -> Result<(Object, Object), ObjectError> {
    let letter = |letter: char, of_type: StringType| PlainValue {
        kind: PlainKind::Text(Text::from(letter.to_string()), of_type),
        span: given.span,
    };
    match &given.kind {
        PlainKind::List(values) | PlainKind::Tuple(values) => {
            if let [k, v] = &**values {
                return Ok((Object::accept(key, k)?, Object::accept(value, v)?));
            }
        }
        PlainKind::Text(text, of_type) => {
            let mut letters = text.chars();
            if let (Some(k), Some(v), None) = (letters.next(), letters.next(), letters.next()) {
                return Ok((
                    Object::accept(key, &letter(k, *of_type))?,
                    Object::accept(value, &letter(v, *of_type))?,
                ));
            }
        }
        _ => {}
    }
    Err(ObjectError::mismatch(
        ty,
        given.describe(),
        given.span,
        format!("Unexpected input to MapContainer: {}", given.describe()),
    ))
}

/// Pystachio: `EnumContainer.__init__`. A text with references is checked once these are resolved.
fn check_enum(ty: &Type, values: &[Arc<str>], given: &PlainValue) -> Result<(), ObjectError> {
    let accepted = match &given.kind {
        PlainKind::Text(text, _) => {
            values.iter().any(|value| **value == *text.as_str())
                || Template::parse(text).is_some_and(|template| {
                    let is_escape =
                        |part: &crate::template::Part| matches!(part.kind, PartKind::Escape(_));
                    !template.parts.iter().all(is_escape)
                })
        }
        PlainKind::Object(object) => object.is_poisoned(),
        _ => false,
    };
    if accepted {
        return Ok(());
    }
    let message = format!(
        "{} only accepts the following values: {}",
        ty.name(),
        values.join(", ")
    );
    Err(ObjectError::mismatch(
        ty,
        given.describe(),
        given.span,
        message,
    ))
}
