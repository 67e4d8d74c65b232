//! The attributes or parameters of the call that is being typed.

use crate::eval::SnapshotKind;
use crate::lsp::cursor::{Cursor, Place};
use crate::lsp::describe::{attribute_text, attribute_words, parameter_texts, type_text};
use crate::lsp::schema_words;
use crate::lsp::session::Session;
use crate::object::Type;
use lsp_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureHelpParams,
    SignatureInformation,
};

/// Answers `textDocument/signatureHelp`.
pub fn help(session: &Session, params: SignatureHelpParams) -> Option<SignatureHelp> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let source = &view.document.source;
    let offset = view.encoding.offset(source, position.position);
    let cursor = Cursor::new(&source.text, offset);
    if cursor.place == Place::Comment {
        return None;
    }
    let call = cursor.calls.last()?;
    if let Some(ty) = view.analysis.named_type(&call.callee) {
        return of_struct(&ty, call.current.as_deref());
    }
    let function = match view.analysis.global(&call.callee).map(|it| &it.kind) {
        Some(SnapshotKind::Function(function)) => function,
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
fn of_word(callee: &str, position: usize) -> Option<SignatureHelp> {
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

fn of_struct(ty: &Type, current: Option<&str>) -> Option<SignatureHelp> {
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
) -> SignatureHelp {
    let label = format!("{name}({})", parameters.join(", "));
    let mut words = words.into_iter();
    let parameters = parameters
        .into_iter()
        .map(|parameter| ParameterInformation {
            label: ParameterLabel::Simple(parameter),
            documentation: words.next().map(Documentation::String),
        });
    let active = active.map(|it| it as u32);
    SignatureHelp {
        signatures: vec![SignatureInformation {
            label,
            documentation: documentation.map(Documentation::String),
            parameters: Some(parameters.collect()),
            active_parameter: active,
        }],
        active_signature: Some(0),
        active_parameter: active,
    }
}
