//! L014

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;

rule! {
    /// ## What it does
    /// Reports a character that changes the direction of the text after it.
    ///
    /// ## Why is this bad?
    /// Editors and review tools obey the character and show the line in another order than it is executed. What was
    /// reviewed is then not what runs (CVE-2021-42574, "Trojan Source").
    ///
    /// Wherever jobc shows text, it prints such a character as `<U+202E>`, as in the example.
    ///
    /// ## Example
    /// ```python
    /// COMMAND = './report'  # <U+202E>'tropeR/.'
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', COMMAND),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// COMMAND = './report'
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', COMMAND),
    ///   ),
    /// ]
    /// ```
    "L014" "bidirectional-control" Warning Language on File(check)
}

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let text = &context.sources.get(file.id).text;
    if text.is_ascii() {
        return;
    }
    // All of them begin with one of two bytes.
    let starts = text.bytes().enumerate();
    for (start, _) in starts.filter(|(_, byte)| matches!(byte, 0xD8 | 0xE2)) {
        let rest = text.get(start..).unwrap_or_default();
        let Some(character) = rest.chars().next().filter(|&it| turns_text(it)) else {
            continue;
        };
        let end = start + character.len_utf8();
        let place = Span::new(file.id, start, end);
        let number = character as u32;
        let message = format!("`U+{number:04X}` changes the direction of the text after it");
        findings.push(
            Diagnostic::new(&RULE.code, message, place)
                .at("invisible character")
                .help(format!(
                    "delete it; in a string that requires it, write `u'\\u{number:04x}'`"
                )),
        );
    }
}

/// Embeddings, overrides, isolates and marks (Unicode Standard Annex 9, section 2).
fn turns_text(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
