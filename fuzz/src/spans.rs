use jobc::diagnostic::Diagnostic;
use jobc::report::{Finding, Format, Style, escape, render};
use jobc::source::{Sources, Span};

const FORMATS: [Format; 13] = [
    Format::Full,
    Format::Concise,
    Format::Json,
    Format::JsonLines,
    Format::Junit,
    Format::Grouped,
    Format::Github,
    Format::Gitlab,
    Format::Pylint,
    Format::Rdjson,
    Format::Azure,
    Format::Sarif,
    Format::Checkstyle,
];

/// Checks what holds of all diagnostics: their places are in their files, between characters, and every report of them can be
/// printed on a terminal.
pub fn check_diagnostics(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let code = diagnostic.code.code;
        check_span(sources, diagnostic.primary.span, code);
        for label in &diagnostic.labels {
            check_span(sources, label.span, code);
        }
        for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
            check_span(sources, edit.span, code);
        }
        assert!(!diagnostic.message.is_empty(), "{code} says nothing");
    }
    let findings = Finding::all(sources, diagnostics);
    for format in FORMATS {
        let shown = render(&findings, format, &Style::default());
        let raw = shown
            .chars()
            .find(|&character| character != '\n' && escape::is_hidden(character));
        assert!(raw.is_none(), "{format:?} has a raw {raw:?}: {shown:?}");
        if matches!(
            format,
            Format::Json | Format::Gitlab | Format::Rdjson | Format::Sarif
        ) {
            serde_json::from_str::<serde_json::Value>(&shown).expect("a JSON report is JSON");
        }
    }
}

fn check_span(sources: &Sources, span: Span, code: &str) {
    let file = sources.iter().find(|(id, _)| *id == span.file);
    let (_, file) = file.unwrap_or_else(|| panic!("{code} is in no file"));
    let range = span.range();
    assert!(
        range.start <= range.end,
        "{code} ends before it starts: {span:?}"
    );
    assert!(
        file.text.get(range).is_some(),
        "{code} is not in the text: {span:?} of {}",
        file.text.len()
    );
}
