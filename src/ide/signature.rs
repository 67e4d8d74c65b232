//! The attributes or parameters of the call that is being typed.

use crate::eval::FinalKind;
use crate::ide::cursor::{Cursor, Place};
use crate::ide::describe::{attribute_text, attribute_words, parameter_texts, type_text};
use crate::ide::schema_words;
use crate::ide::snapshot::Snapshot;
use crate::object::Type;

/// The parameters of a call that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The whole, as it would be written.
    pub label: String,
    /// What it does.
    pub documentation: Option<String>,
    /// Each parameter as it is in the label, and what is said of it.
    pub parameters: Vec<(String, Option<String>)>,
    /// The one that is being typed.
    pub active: Option<usize>,
}

/// The attributes or parameters of the call around an offset of an open file.
pub fn signature_help(snapshot: &Snapshot, path: &str, offset: u32) -> Option<Signature> {
    let view = snapshot.view(path)?;
    let source = &view.document.source;
    let cursor = Cursor::new(&source.text, offset as usize);
    if cursor.place == Place::Comment {
        return None;
    }
    let call = cursor.calls.last()?;
    if let Some(ty) = view.analysis.named_type(&call.callee) {
        return of_struct(&ty, call.current.as_deref());
    }
    let function = match view.analysis.global(&call.callee).map(|it| &it.kind) {
        Some(FinalKind::Function(function)) => function,
        _ => return of_word(&call.callee, call.position),
    };
    let parameters = parameter_texts(function.parameters());
    let active = match &call.current {
        Some(name) => parameters
            .iter()
            .position(|it| it.split(' ').next() == Some(name.as_str())),
        None => Some(call.position),
    };
    let words = function
        .documentation
        .as_ref()
        .map(|it| it.trim().to_owned());
    Some(signature(
        &call.callee,
        parameters,
        Vec::new(),
        active,
        words,
    ))
}

/// Of a word of the object language, or of a method that every object has.
fn of_word(callee: &str, position: usize) -> Option<Signature> {
    let (parameters, words) = schema_words::call(callee)?;
    let last = parameters.len().checked_sub(1)?;
    let active = Some(position.min(last));
    Some(signature(
        callee.trim_start_matches("()."),
        parameters,
        Vec::new(),
        active,
        Some(words.to_owned()),
    ))
}

fn of_struct(ty: &Type, current: Option<&str>) -> Option<Signature> {
    let attributes = &ty.as_struct()?.attributes;
    let (required, optional): (Vec<_>, Vec<_>) = attributes
        .iter()
        .partition(|(_, attribute)| attribute.required);
    let all: Vec<_> = required.into_iter().chain(optional).collect();
    let labels = all.iter().map(|(name, _)| name.to_string()).collect();
    let words = all.iter().map(|(name, attribute)| {
        let words = attribute_words(ty, name).unwrap_or_default();
        format!("{}\n\n{words}", attribute_text(name, attribute))
    });
    let active = current.and_then(|current| all.iter().position(|(name, _)| &***name == current));
    Some(signature(
        &type_text(ty),
        labels,
        words.collect(),
        active,
        None,
    ))
}

fn signature(
    name: &str,
    parameters: Vec<String>,
    words: Vec<String>,
    active: Option<usize>,
    documentation: Option<String>,
) -> Signature {
    let label = format!("{name}({})", parameters.join(", "));
    let mut words = words.into_iter();
    let parameters = parameters.into_iter();
    Signature {
        label,
        documentation,
        parameters: parameters.map(|it| (it, words.next())).collect(),
        active,
    }
}
