//! Jinja templates under the name of a configuration.

use super::lexer::Tokens;
use super::token::kind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax::JINJA_TEMPLATE;
use crate::source::{FileId, Span};

/// The one error that is reported of a Jinja template, at its first tag. No file of the language has a `{` before a `%`.
pub(super) fn error(text: &str, file: FileId, tokens: &Tokens) -> Option<Diagnostic> {
    let first = text.find("{%")?;
    let pairs = tokens.kinds.windows(2).zip(tokens.tokens.windows(2));
    let is_tag = |kinds: &[u8], from: u32, to: u32| {
        kinds == [kind::BRACE, kind::PERCENT] && from as usize >= first && from + 1 == to
    };
    let tag = pairs.into_iter().find_map(|(kinds, places)| match places {
        [brace, percent] => is_tag(kinds, brace.start, percent.start).then_some(brace.start),
        _ => None,
    })?;
    let start = tag as usize;
    let rest = text.get(start..)?;
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let length = rest[..line].find("%}").map_or(line, |end| end + "%}".len());
    let message = "this is a Jinja template, not a configuration";
    let diagnostic = Diagnostic::new(
        &JINJA_TEMPLATE,
        message,
        Span::new(file, start, start + length),
    );
    Some(
        diagnostic
            .at("a tag of Jinja")
            .help("check the files that it renders, and add it to `exclude` in `jobc.toml`"),
    )
}

#[cfg(test)]
mod tests {
    use crate::source::FileId;
    use crate::syntax::parse;

    #[test]
    fn a_jinja_template_has_one_error() {
        for text in [
            "{% set role = 'www' %}\nrole = '{{ role }}'\njobs = [\n{% for name in names %}\n  Job(name = '{{ name }}'),\n{% endfor %}\n]\n",
            "x = 1\n{%- if a -%}\njobs = [a}\n{% endif",
        ] {
            let parsed = parse(text, FileId(0));
            let errors: Vec<_> = parsed.errors.iter().map(|it| it.code.code).collect();
            assert_eq!(errors, ["E121"], "{text}");
            let span = parsed.errors[0].primary.span;
            assert!(text[span.range()].starts_with("{%"), "{text}");
        }
    }

    #[test]
    fn references_and_formats_are_no_tags() {
        for text in [
            "x = '{% if %}'\n",
            "# {% if %}\n",
            "x = {'a': 1}['a'] % 2\n",
            "x = '{%s}' % 1\n",
        ] {
            assert!(parse(text, FileId(0)).errors.is_empty(), "{text}");
        }
    }
}
