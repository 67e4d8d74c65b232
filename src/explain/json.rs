//! Explanations as JSON.

use super::{Answer, Explanation, Step};
use crate::emit::Json;
use crate::object::SearchedKind;
use crate::source::{Sources, Span};

/// The longest expression that is shown, in characters.
const LONGEST: usize = 200;

/// An explanation as JSON. `blame` says who wrote a line last.
pub fn to_json(
    explanation: &Explanation,
    sources: &Sources,
    blame: &dyn Fn(Span) -> Option<Json>,
) -> Json {
    let steps = explanation.steps.iter();
    let answers = explanation.references.iter();
    object([
        ("path", text(&explanation.path)),
        ("value", Json::of(&explanation.value)),
        (
            "steps",
            Json::List(steps.map(|it| step(it, sources, blame)).collect()),
        ),
        (
            "references",
            Json::List(answers.map(|it| answer(it, sources)).collect()),
        ),
        ("incomplete", Json::Boolean(explanation.is_incomplete)),
    ])
}

fn step(step: &Step, sources: &Sources, blame: &dyn Fn(Span) -> Option<Json>) -> Json {
    let mut pairs = vec![
        ("kind", text(step.kind.name())),
        ("message", text(&step.words)),
        ("depth", Json::integer(step.depth)),
    ];
    pairs.extend(place(step.span, sources));
    pairs.push(("code", text(&code(step.code, sources, LONGEST))));
    pairs.extend(blame(step.span).map(|it| ("blame", it)));
    object(pairs)
}

fn answer(answer: &Answer, sources: &Sources) -> Json {
    let searched = answer.searched.iter().map(|it| {
        let (kind, of) = match &it.kind {
            SearchedKind::Attributes(name) => ("attributes", text(name)),
            SearchedKind::Bound(name) => ("object", text(name)),
            SearchedKind::Bindings(count) => ("bindings", Json::integer(*count)),
        };
        let mut pairs = vec![("kind", text(kind)), ("of", of)];
        pairs.extend(place(it.span, sources));
        pairs.push(("found", Json::Boolean(it.answer.is_some())));
        object(pairs)
    });
    let mut pairs = vec![
        ("reference", text(&answer.reference.to_string())),
        ("value", text(&answer.value)),
    ];
    pairs.extend(place(answer.place, sources));
    pairs.push(("set_by", object(place(answer.set_by, sources))));
    pairs.push(("searched", Json::List(searched.collect())));
    object(pairs)
}

fn place(span: Span, sources: &Sources) -> [(&'static str, Json); 3] {
    let file = sources.get(span.file);
    let at = file.location(span.start as usize);
    [
        ("file", text(&file.name)),
        ("line", Json::integer(at.row)),
        ("column", Json::integer(at.column)),
    ]
}

/// The text at a place in one line, cut after so many characters.
pub fn code(span: Span, sources: &Sources, longest: usize) -> String {
    let words: Vec<&str> = sources.text(span).split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn text(text: &str) -> Json {
    Json::Text(text.into())
}

fn object(pairs: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    let pairs = pairs.into_iter();
    Json::Object(
        pairs
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
