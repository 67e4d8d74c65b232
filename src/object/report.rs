//! Problems with objects as diagnostics.

use super::attribute_synonyms::{advice, meant_by};
use super::braces::{is_command, separated};
use super::deprecated_attributes::{self, Replacement};
use super::plain_value::LONE_TUPLE;
use super::tuple_hint::of_tuple;
use super::tuple_hint::without_comma;
use super::{
    GivenTo, ObjectError, ObjectErrorKind, Place, Problem, ProblemKind, Type, TypeKind, Way,
};
use crate::diagnostic::codes::{limits, object, template};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Sources, Span};
use crate::syntax::literal::locate;
use crate::template::Reference;
use std::sync::Arc;

impl Place {
    /// The characters in the file; the whole expression, if the text was not written as it is.
    pub fn locate(&self, sources: &Sources) -> Span {
        locate(&self.text, self.range.start, self.range.end, sources).unwrap_or(self.span)
    }
}

impl ObjectError {
    /// The error as a diagnostic.
    pub fn diagnostic(&self, sources: &Sources) -> Diagnostic {
        self.diagnostic_of(None, sources)
    }

    /// The error as a diagnostic that names the attribute which the wrong value was given to.
    pub fn diagnostic_of(&self, given_to: Option<&GivenTo>, sources: &Sources) -> Diagnostic {
        match &self.kind {
            ObjectErrorKind::UnknownAttribute { ty, attribute } => {
                unknown_attribute(ty, attribute, self.span, sources)
            }
            ObjectErrorKind::Mismatch { expected, found }
            | ObjectErrorKind::Coercion { expected, found } => {
                mismatch(expected, found, given_to, self.span, sources)
            }
            ObjectErrorKind::BadKey { ty, found } => {
                let message = format!(
                    "the attribute names of {} must be strings, but this is {found}",
                    ty.called()
                );
                Diagnostic::new(&object::UNKNOWN_ATTRIBUTE, message, self.span)
            }
            ObjectErrorKind::Incomparable { chosen } => {
                let message = format!("a Choice of {} cannot be compared", chosen.one());
                Diagnostic::new(&object::TYPE_MISMATCH, message, self.span)
                    .help("compare the chosen value: `….unwrap()`")
            }
            ObjectErrorKind::UncheckedChoice { chosen } => {
                let message = format!(
                    "`check()` fails for a Choice of {} that is incomplete or invalid",
                    chosen.one()
                );
                Diagnostic::new(&object::TYPE_MISMATCH, message, self.span)
            }
            ObjectErrorKind::BadBinding { found } => {
                let message = format!(
                    "only strings, numbers, objects and dicts can be bound, but this is {found}"
                );
                Diagnostic::new(&object::BAD_BINDING, message, self.span)
                    .at("cannot be bound")
                    .help("convert the list to an object: `List(String)([…])`")
            }
            ObjectErrorKind::InvalidAddress { address, reason } => {
                let message = format!("`{address}` cannot be bound: {reason}");
                let diagnostic = Diagnostic::new(&object::BAD_BINDING, message, self.span);
                diagnostic.help("bind a name like `version`, `app.version` or `hosts[0]`")
            }
            ObjectErrorKind::MissingKey { found } => {
                let message = format!("the map has no key {found}");
                Diagnostic::new(
                    &crate::diagnostic::codes::eval::MISSING_KEY,
                    message,
                    self.span,
                )
            }
            ObjectErrorKind::TooDeep => Diagnostic::new(
                &limits::EXPANSION_LIMIT,
                format!(
                    "objects are nested more than {} levels deep",
                    super::Object::MAX_DEPTH
                ),
                self.span,
            ),
            ObjectErrorKind::Problem(problem) => problem.diagnostic(sources),
        }
    }
}

impl Problem {
    /// The characters that are wrong.
    pub fn locate(&self, sources: &Sources) -> Span {
        match &self.text {
            Some((text, range)) => {
                locate(text, range.start, range.end, sources).unwrap_or(self.span)
            }
            None => self.span,
        }
    }

    /// The problem as a diagnostic.
    pub fn diagnostic(&self, sources: &Sources) -> Diagnostic {
        let span = self.locate(sources);
        let diagnostic = match &self.kind {
            ProblemKind::Coercion { expected, found } => {
                let attribute = self.attribute.as_ref();
                let diagnostic = mismatch(expected, found, attribute, span, sources);
                match attribute.filter(|given| is_passed_on(span, given.set_by, sources)) {
                    Some(given) => diagnostic.label(
                        given.set_by,
                        format!("passed to `{}` here", given.attribute),
                    ),
                    None => diagnostic,
                }
            }
            ProblemKind::Unresolved {
                expected,
                reference,
            } => {
                let message = format!(
                    "{} {}, but nothing binds `{{{{{reference}}}}}`",
                    self.subject(),
                    takes(expected)
                );
                Diagnostic::new(&template::UNBOUND_REFERENCE, message, span)
                    .at("must be known here")
            }
            ProblemKind::Missing { ty, attribute } => {
                missing(ty, std::slice::from_ref(attribute), span)
            }
            ProblemKind::UnknownAttribute { ty, attribute } => {
                unknown_attribute(ty, attribute, span, sources)
            }
            ProblemKind::InvalidReference { address, reason } => {
                let text = self.text.as_ref().filter(|_| is_command(&self.path));
                let kept = text.map(|(text, range)| separated(text, range, sources));
                invalid(address, reason, span, kept)
            }
            ProblemKind::Cycle { path } => cycle(path, span),
            ProblemKind::BadIndex { reference } => Diagnostic::new(
                &template::BAD_REFERENCE_INDEX,
                format!("`{{{{{reference}}}}}` counts back beyond the start of the list"),
                span,
            )
            .at("before the first element")
            .help("`[-1]` is the last element, `[0]` the first"),
            ProblemKind::BadMapKey {
                reference,
                expected,
            } => Diagnostic::new(
                &template::BAD_REFERENCE_INDEX,
                format!(
                    "`{{{{{reference}}}}}` refers to a map whose keys have the type {}",
                    expected.called()
                ),
                span,
            )
            .at(format!("no {}", expected.called())),
            ProblemKind::NoScope { reference, found } => Diagnostic::new(
                &object::BAD_BINDING,
                format!("`{{{{{reference}}}}}` is looked up in {found}, which has no attributes"),
                span,
            )
            .at("cannot be looked up")
            .help(format!("bind a dict: `{{'{reference}': …}}`")),
            ProblemKind::TooLarge { limit } => Diagnostic::new(
                &limits::EXPANSION_LIMIT,
                format!("resolving the references takes more than {limit}"),
                span,
            )
            .help("look for bindings that each repeat another one"),
            ProblemKind::BudgetExceeded(exceeded) => exceeded.diagnostic(span),
        };
        with_labels(diagnostic, &self.labels, sources)
    }

    fn subject(&self) -> String {
        subject(self.attribute.as_ref())
    }
}

pub(super) fn with_labels(
    mut diagnostic: Diagnostic,
    labels: &[Way],
    sources: &Sources,
) -> Diagnostic {
    for way in labels {
        let span = way.place.locate(sources);
        if span != diagnostic.primary.span && diagnostic.labels.iter().all(|l| l.span != span) {
            diagnostic = diagnostic.label(span, way.message.clone());
        }
    }
    diagnostic
}

impl Type {
    /// The attribute that somebody probably meant: what took the place of an old name, or one that is spelled alike.
    pub fn nearest_attribute(&self, attribute: &str) -> Option<&str> {
        let attributes = &self.as_struct()?.attributes;
        let renamed = match deprecated_attributes::find(self.name(), attribute) {
            Some(Replacement::Name(name)) => attributes.keys().find(|known| ***known == **name),
            _ => None,
        };
        let synonyms = || meant_by(attribute, |name| attributes.contains_key(name));
        match renamed {
            Some(renamed) => Some(renamed),
            None if let [only] = synonyms()[..] => attributes.get_key_value(only).map(|it| &**it.0),
            None => nearest(attribute, attributes.keys().map(|name| &**name))
                .or_else(|| self.completed_attribute(attribute)),
        }
    }

    /// The only attribute that begins with what is written: `cmdline` for `cmd`, `interval_secs` for `interval`.
    fn completed_attribute(&self, start: &str) -> Option<&str> {
        const SHORTEST: usize = 3;
        let attributes = &self.as_struct()?.attributes;
        let mut longer = attributes.keys().filter(|name| name.starts_with(start));
        let only = longer.next()?;
        (start.len() >= SHORTEST && longer.next().is_none()).then_some(only)
    }
}

fn unknown_attribute(ty: &Type, attribute: &str, span: Span, sources: &Sources) -> Diagnostic {
    let message = format!("{} has no attribute `{attribute}`", ty.called());
    let diagnostic = Diagnostic::new(&object::UNKNOWN_ATTRIBUTE, message, span)
        .at(format!("not an attribute of {}", ty.called()));
    let names: Vec<&str> = ty
        .as_struct()
        .map(|ty| ty.attributes.keys().map(|name| &**name).collect())
        .unwrap_or_default();
    if let Some(declared) = ty.as_struct().and_then(|it| it.ignored.get(attribute)) {
        return match declared.comma {
            Some(comma) => without_comma(
                diagnostic.label(comma, "this comma makes a tuple of the attribute"),
                comma,
            ),
            None => diagnostic
                .label(declared.span, "declared here, where it is ignored")
                .help(format!(
                    "only a class directly derived from `Struct` declares attributes, and {} is derived from another struct",
                    ty.called()
                )),
        };
    }
    if let Some(Replacement::Words(words)) = deprecated_attributes::find(ty.name(), attribute) {
        return diagnostic.help(*words);
    }
    if let Some(words) = advice(ty.name(), attribute) {
        return diagnostic.help(words);
    }
    if let [first, second] = meant_by(attribute, |it| names.contains(&it))[..] {
        return diagnostic.help(format!("did you mean `{first}` or `{second}`?"));
    }
    if let Some(near) = ty.nearest_attribute(attribute) {
        // The name may stand in quotes, as the key of a dict.
        let written = sources.text(span);
        return match written.find(attribute) {
            Some(start) if written.len() <= attribute.len() + 4 => {
                diagnostic.suggest(span.part(start, start + attribute.len()), near)
            }
            _ => diagnostic.help(format!("did you mean `{near}`?")),
        };
    }
    if let Some((part, of)) = part_with(ty, attribute) {
        let of = of.called();
        let help = format!("`{attribute}` is an attribute of {of}, so set it in `{part}`");
        return diagnostic.help(help);
    }
    const SHOWN: usize = 8;
    let mut listed = names.iter().take(SHOWN).map(|name| format!("`{name}`"));
    let listed: Vec<String> = listed.by_ref().collect();
    if listed.is_empty() {
        return diagnostic;
    }
    let more = if names.len() > SHOWN { ", …" } else { "" };
    diagnostic.help(format!("its attributes are {}{more}", listed.join(", ")))
}

/// The only attribute of a struct that takes a struct with an attribute of that name, and which struct that is: `task`, a `Task`,
/// for the `processes` of a job.
fn part_with<'t>(ty: &'t Type, attribute: &str) -> Option<(&'t str, &'t Type)> {
    let parts = ty.as_struct()?.attributes.iter();
    let mut parts = parts.filter(|(_, part)| {
        let part = part.ty.as_struct();
        part.is_some_and(|part| part.attributes.contains_key(attribute))
    });
    let (name, part) = parts.next()?;
    parts.next().is_none().then_some((name, &part.ty))
}

/// "`ram` of Resources", "the value".
fn subject(attribute: Option<&GivenTo>) -> String {
    match attribute {
        Some(given) => format!("`{}` of {}", given.attribute, given.ty.called()),
        None => "this attribute".into(),
    }
}

/// What an attribute of a type takes, as the end of a sentence: "takes an Integer".
pub(crate) fn takes(expected: &Type) -> String {
    match expected.kind() {
        TypeKind::Enum { values } => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            match values.as_slice() {
                [first @ .., last] if !first.is_empty() => {
                    format!("takes {} or {last}", first.join(", "))
                }
                _ => format!("takes {}", values.join("")),
            }
        }
        TypeKind::Choice { alternatives } => {
            let names: Vec<String> = alternatives.iter().map(Type::one).collect();
            format!("takes {}", names.join(" or "))
        }
        TypeKind::List { element } => format!("takes a list of {}", element.called()),
        TypeKind::Map { key, value } => {
            format!("takes a map of {} to {}", key.called(), value.called())
        }
        _ => format!("takes {}", expected.one()),
    }
}

/// Whether a value is not written where the attribute is set, but came there through a variable or a function.
fn is_passed_on(value: Span, set_by: Span, sources: &Sources) -> bool {
    if !sources.is_users(set_by) {
        return false;
    }
    if value.file != set_by.file || value.start < set_by.end {
        return true;
    }
    let between = Span::new(value.file, set_by.end as usize, value.start as usize);
    let mut depth = 0i32;
    !sources.text(between).bytes().all(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        depth > 0 || depth == 0 && !matches!(byte, b',' | b';')
    })
}

fn mismatch(
    expected: &Type,
    found: &str,
    attribute: Option<&GivenTo>,
    span: Span,
    sources: &Sources,
) -> Diagnostic {
    let code = match expected.kind() {
        TypeKind::Enum { .. } => &object::BAD_ENUM_VALUE,
        _ => &object::TYPE_MISMATCH,
    };
    let declared = attribute.and_then(|given| {
        let declared = given.ty.as_struct()?.attributes.get(&given.attribute)?;
        Some(&declared.ty)
    });
    // What stands in a list or map is of the type of its elements. Of anything else, a reference led there.
    let (subject, part) = match declared.map(|declared| (declared, declared.kind())) {
        Some((declared, _)) if declared == expected => (subject(attribute), ""),
        Some((_, TypeKind::List { .. })) => (subject(attribute), "an element of "),
        Some((_, TypeKind::Map { .. })) => (subject(attribute), "an entry of "),
        Some((_, TypeKind::Choice { .. })) => (subject(attribute), "a part of "),
        _ => (subject(None), ""),
    };
    let message = format!("{part}{subject} {}, but this is {found}", takes(expected));
    let label = match expected.kind() {
        TypeKind::Enum { .. } => "none of its values".to_owned(),
        _ => format!("not {}", expected.one()),
    };
    let diagnostic = Diagnostic::new(code, message, span).at(label);
    let Some(text) = found
        .strip_prefix("the string ")
        .map(|text| text.trim_matches(['\'', '"']))
    else {
        return match (expected.kind(), found) {
            (_, "None") => {
                diagnostic.help("to leave it unset, remove the attribute or set it to `Empty`")
            }
            (_, LONE_TUPLE) => of_tuple(diagnostic, span, sources),
            (TypeKind::String, "a list" | "a tuple") => {
                diagnostic.help("join the parts: `' '.join([…])`")
            }
            (TypeKind::List { element }, _) if found == format!("a {} object", element.name()) => {
                diagnostic.help("put it in brackets: `[…]`")
            }
            (TypeKind::Struct(_), "a list") if part == "an element of " => {
                diagnostic.help("remove the brackets: this list is already inside a list")
            }
            (TypeKind::Map { .. }, "a list") => {
                diagnostic.help("write a dict: `{'name': 'value'}`")
            }
            (TypeKind::Struct(_), "True") => {
                diagnostic.help(format!("create an object: `{}()`", expected.name()))
            }
            _ => diagnostic,
        };
    };
    match expected.kind() {
        TypeKind::Enum { values } => match nearest(text, values.iter().map(|value| &**value)) {
            Some(near) => suggest_inside(diagnostic, span, text, near, sources),
            None => diagnostic,
        },
        TypeKind::Boolean => match text.to_lowercase().as_str() {
            "yes" | "on" | "y" | "t" => diagnostic.suggest(span, "True"),
            "no" | "off" | "n" | "f" => diagnostic.suggest(span, "False"),
            _ => diagnostic.help("write `True` or `False`"),
        },
        TypeKind::Integer | TypeKind::Float if amount_of(text, attribute).is_some() => {
            diagnostic.suggest(span, amount_of(text, attribute).unwrap_or_default())
        }
        TypeKind::Integer => match unit_of(text) {
            Some(product) => diagnostic.suggest(span, product),
            None if text.parse::<f64>().is_ok() => {
                diagnostic.help("remove the quotes: the fraction of a number is dropped")
            }
            None => diagnostic,
        },
        TypeKind::Choice { alternatives } => {
            let names: Vec<String> = alternatives.iter().map(Type::called).collect();
            diagnostic.help(format!("construct one of {}", names.join(", ")))
        }
        _ => diagnostic,
    }
}

/// `90s`, `5 min` and `2 cores` as numbers, where an attribute counts seconds or cores.
fn amount_of(text: &str, attribute: Option<&GivenTo>) -> Option<String> {
    let name = &*attribute?.attribute;
    let is_time = name.ends_with("_secs") || matches!(name, "min_duration" | "finalization_wait");
    let text = text.trim();
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let (number, unit) = text.split_at(text.bytes().take_while(is_part).count());
    number.parse::<f64>().ok()?;
    match unit.trim().to_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" if is_time => Some(number.to_owned()),
        "m" | "min" | "mins" | "minute" | "minutes" if is_time => Some(format!("{number} * 60")),
        "h" | "hour" | "hours" if is_time => Some(format!("{number} * 3600")),
        "core" | "cores" | "cpu" | "cpus" if name == "cpu" => Some(number.to_owned()),
        _ => None,
    }
}

/// `512MB` and `2 GiB` as a product of the constants.
fn unit_of(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let constant = match unit.trim().to_lowercase().as_str() {
        "k" | "kb" | "kib" => "KB",
        "m" | "mb" | "mib" => "MB",
        "g" | "gb" | "gib" => "GB",
        "t" | "tb" | "tib" => "TB",
        _ => return None,
    };
    (digits > 0).then(|| format!("{number} * {constant}"))
}

fn suggest_inside(
    diagnostic: Diagnostic,
    span: Span,
    text: &str,
    near: &str,
    sources: &Sources,
) -> Diagnostic {
    match sources.text(span).find(text) {
        Some(start) if !text.is_empty() => {
            diagnostic.suggest(span.part(start, start + text.len()), near)
        }
        _ => diagnostic.help(format!("did you mean `{near}`?")),
    }
}

/// Says that a call gives an object not all that it needs.
pub fn missing(ty: &Type, attributes: &[Arc<str>], span: Span) -> Diagnostic {
    let quoted: Vec<String> = attributes.iter().map(|name| format!("`{name}`")).collect();
    let (noun, listed) = match quoted.as_slice() {
        [first @ .., last] if !first.is_empty() => {
            ("attributes", format!("{} and {last}", first.join(", ")))
        }
        _ => ("attribute", quoted.join("")),
    };
    let message = format!("{} requires the {noun} {listed}", ty.called());
    let diagnostic = Diagnostic::new(&object::MISSING_ATTRIBUTE, message, span)
        .at(format!("no {}", quoted.join(", no ")));
    let declared = |name: &str| Some(&ty.as_struct()?.attributes.get(name)?.ty);
    if let [attribute] = attributes
        && example(attribute, declared(attribute)).is_none()
    {
        return match declared(attribute) {
            Some(ty) => diagnostic.help(format!("add `{attribute} = …`, which {}", takes(ty))),
            None => diagnostic,
        };
    }
    let examples = attributes.iter().map(|name| {
        let example = example(name, declared(name)).unwrap_or("…");
        format!("{name} = {example}")
    });
    let examples: Vec<String> = examples.collect();
    diagnostic.help(format!("add `{}`", examples.join(", ")))
}

/// What a value of an attribute looks like.
fn example(attribute: &str, declared: Option<&Type>) -> Option<&'static str> {
    match (attribute, declared?.kind()) {
        ("ram" | "disk", TypeKind::Integer) => Some("128 * MB"),
        // Old clients had this default.
        ("environment", TypeKind::String) => Some("'devel'"),
        (_, TypeKind::String) => Some("'…'"),
        (_, TypeKind::Integer) => Some("1"),
        (_, TypeKind::Float) => Some("1.0"),
        (_, TypeKind::Boolean) => Some("True"),
        _ => None,
    }
}

/// `kept` is what would keep the braces, in a command line.
fn invalid(address: &str, reason: &str, span: Span, kept: Option<String>) -> Diagnostic {
    let message = format!("`{{{{{address}}}}}` is not a reference: {reason}");
    let diagnostic =
        Diagnostic::new(&template::INVALID_REFERENCE, message, span).at("not a reference");
    let trimmed = address.trim();
    if trimmed != address && Reference::parse(trimmed).is_ok() {
        return diagnostic
            .help("remove the spaces inside the braces")
            .suggest(span, format!("{{{{{trimmed}}}}}"));
    }
    let help = "a reference looks like `{{name}}`, `{{app.version}}` or `{{hosts[0]}}`";
    diagnostic.help(match kept {
        Some(kept) => format!("{help}; to keep the braces for the shell, write `{kept}`"),
        None => help.to_owned(),
    })
}

fn cycle(path: &[(Reference, Span)], span: Span) -> Diagnostic {
    let names: Vec<String> = path
        .iter()
        .map(|(reference, _)| format!("`{{{{{reference}}}}}`"))
        .collect();
    match path {
        [(reference, _), _] => Diagnostic::new(
            &template::REFERENCE_CYCLE,
            format!("`{{{{{reference}}}}}` refers to itself"),
            span,
        )
        .at("refers to the string it is in")
        .help("an attribute hides a binding of the same name: give the binding another name"),
        _ => Diagnostic::new(
            &template::REFERENCE_CYCLE,
            format!("references form a cycle: {}", names.join(" → ")),
            span,
        )
        .at("part of the cycle"),
    }
}
