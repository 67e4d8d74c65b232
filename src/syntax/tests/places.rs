//! From a value back to the characters in the file.

use super::parsed;
use crate::source::{Ownership, SourceFile, Sources, Text};
use crate::syntax::ast::*;
use crate::syntax::literal::locate;
use proptest::prelude::*;

/// The text of the first statement's expression.
fn text_of(source: &str) -> Text {
    let parsed = parsed(source);
    let statement = parsed
        .module
        .body
        .into_iter()
        .next()
        .map(|statement| statement.kind);
    match statement {
        Some(StatementKind::Expression(Expression {
            kind: ExpressionKind::String(literal),
            ..
        })) => literal.text,
        Some(StatementKind::Expression(Expression {
            kind: ExpressionKind::FormattedString(parts),
            ..
        })) => parts
            .into_iter()
            .find_map(|part| match part {
                FormattedPart::Text(text) => Some(text),
                FormattedPart::Value { .. } => None,
            })
            .unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The source of `part` in the value of the literal.
fn found(source: &str, part: &str) -> String {
    let mut sources = Sources::new();
    sources.add(SourceFile::new("x", source, Ownership::User));
    let text = text_of(source);
    let start = text.find(part).unwrap();
    let span = locate(&text, start, start + part.len(), &sources).unwrap();
    sources.text(span).to_owned()
}

#[test]
fn a_part_is_found_in_its_literal() {
    for (source, part, expected) in [
        ("'run {{name}} now'", "{{name}}", "{{name}}"),
        (r"'\t{{a}}\n'", "{{a}}", "{{a}}"),
        (r"'\t{{a}}\n'", "\t{{a}}\n", r"\t{{a}}\n"),
        ("'''\n  {{a}}\n'''", "{{a}}", "{{a}}"),
        ("'''\r\n  {{a}}\r\n'''", "\n  {{a}}\n", "\r\n  {{a}}\r\n"),
        (r"r'\t{{a}}'", "{{a}}", "{{a}}"),
        ("'é{{a}}é'", "{{a}}", "{{a}}"),
        ("'é{{a}}é'", "Ã", "é"),
        ("# coding: utf-8\nu'é{{a}}é'", "{{a}}é", "{{a}}é"),
        (r"u'\u00e9{{a}}\N{BULLET}'", "{{a}}•", r"{{a}}\N{BULLET}"),
        ("'one {{' 'a}} two'", "{{a}}", "{{' 'a}}"),
        ("'one \\\n{{a}}'", "one {{a}}", "one \\\n{{a}}"),
        ("f'{{{{a}}}} {b}'", "a", "a"),
        ("f'x{{y}}z'", "y}z", "y}}z"),
        ("'abc'", "", ""),
    ] {
        assert_eq!(found(source, part), expected, "{part:?} of {source:?}");
    }
}

#[test]
fn computed_text_is_found_nowhere() {
    assert_eq!(locate(&Text::new("abc"), 0, 2, &Sources::new()), None);
}

proptest! {
    #[test]
    fn any_range_is_found_inside_its_literal(body in "[a-z\\\\{}\\réü0-7\"xuN]{0,20}", start in 0usize..40, length in 0usize..20) {
        let source = format!("u'{body} '");
        let parsed = parsed(&source);
        prop_assume!(matches!(
            parsed.module.body.first().map(|statement| &statement.kind),
            Some(StatementKind::Expression(Expression { kind: ExpressionKind::String(_), .. }))
        ));
        let mut sources = Sources::new();
        sources.add(SourceFile::new("x", source.as_str(), Ownership::User));
        let text = text_of(&source);
        let start = text.floor_char_boundary(start.min(text.len()));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        let span = locate(&text, start, end, &sources).unwrap();
        prop_assert!(span.start >= 2 && span.end as usize <= source.len());
        prop_assert!(source.get(span.range()).is_some());
    }
}
