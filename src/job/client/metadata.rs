//! Metadata, which the client turns into plain strings.

use super::identity::quoted;
use crate::diagnostic::codes::job::METADATA_NOT_ASCII;
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;
use crate::object::Object;

/// The client: `str(m.key())`, which fails for letters beyond ASCII.
pub(super) fn check(case: &mut ResolvedJob<'_>) {
    let metadata = case.get("metadata");
    let entries = metadata.as_ref().and_then(Object::as_list);
    let mut found = Vec::new();
    for entry in entries.unwrap_or_default() {
        for name in ["key", "value"] {
            let text = value::read(entry, name, |it| value::text(it).map(String::from));
            let Some(text) = text.filter(|text| !text.is_ascii()) else {
                continue;
            };
            let message = format!(
                "metadata must be ASCII, but this {name} is {}",
                quoted(&text)
            );
            let places = case.places_of(entry, name);
            let diagnostic = case.diagnostic(&METADATA_NOT_ASCII, message, &places);
            let letter = text.chars().find(|letter| !letter.is_ascii());
            found.push(match letter {
                Some(letter) => diagnostic.at(format!("`{letter}` is not ASCII")),
                None => diagnostic,
            });
        }
    }
    case.found.extend(found);
}
