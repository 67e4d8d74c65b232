//! How findings are drawn at several widths: over several lines, with wide characters, with code that must not be wrapped.

use crate::support::{Found, compile_text, with_stack};
use jobc::report::{Finding, Format, Style, render};
use unicode_width::UnicodeWidthStr;

const TEXT: &str = "\
# coding: utf-8
task = SimpleTask('web', 'serve {{a_rather_long_name.of_a_reference}} {{optoins}}')
more = [] + Job(
  cluster = 'west', role = 'www-data',
  environment = 'prod', name = u'東京', task = task)
jobs = [
  Service(cluster = 'west', role = 'www-data', environment = 'prod', name = 'web', task = task,
    contact = u'東京 東京 東京', instance = 3),
  Service(cluster = 'west', role = 'www-data', environment = 'prod', name = 'log', task = task),
]
";

fn drawn(width: usize, unicode: bool) -> String {
    with_stack(move || {
        let found = Found::from(compile_text(TEXT));
        let findings = Finding::all(&found.sources, &found.diagnostics);
        let style = Style {
            width,
            unicode,
            ..Style::default()
        };
        render(&findings, Format::Full, &style)
    })
}

#[test]
fn findings_fit_the_terminal() {
    for width in [40, 60, 80, 120] {
        let text = drawn(width, true);
        insta::assert_snapshot!(format!("width_{width}"), text);
        // Lines of the file are cut. Messages are wrapped, but not in the middle of code.
        for line in text
            .lines()
            .filter(|it| it.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        {
            assert!(line.width() <= width, "{width}: {line}");
        }
        for whole in [
            "`{{a_rather_long_name.of_a_reference}}`",
            "`.bind(optoins = …)`",
            "`instances`",
        ] {
            assert!(text.contains(whole), "{width}: {whole}\n{text}");
        }
    }
    let ascii = drawn(60, false);
    let others: Vec<char> = ascii
        .chars()
        .filter(|it| !it.is_ascii() && !"東京".contains(*it))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}
