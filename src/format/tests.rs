//! Properties of the formatter.

use super::source::Source;
use super::{Lines, Options, Seam, WIDTH, format_parsed, lay_out};
use crate::source::FileId;
use crate::syntax;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// The tree in words, without spans.
fn tree(text: &str) -> String {
    let parsed = syntax::parse(text, FileId(0));
    let mut rest = format!("{:?}", parsed.module);
    let mut out = String::new();
    while let Some(at) = rest.find("Span { file: FileId(0), start: ") {
        out.push_str(&rest[..at]);
        let behind = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        rest.drain(..behind);
    }
    out + &rest
}

fn format(text: &str, width: usize) -> String {
    let errors = syntax::parse(text, FileId(0)).errors;
    lay_out(
        &Source::new(text),
        &errors,
        &Options::default(),
        width,
        None,
    )
    .text
}

/// What is wrong with the formatter's answer for a text.
fn judge(text: &str, width: usize) -> Result<String, String> {
    let changes = |what: &str, old: &str, new: &str| {
        let difference = similar::TextDiff::from_lines(old, new);
        Err(format!("{what}\n{}", difference.unified_diff()))
    };
    let once = format(text, width);
    if let Some(error) = syntax::parse(&once, FileId(0)).errors.first() {
        return changes(&format!("a syntax error: {error:?}"), text, &once);
    }
    if tree(text) != tree(&once) {
        return changes("another tree", text, &once);
    }
    if let Some(difference) = super::equal::difference(text, &once) {
        return changes(&difference, text, &once);
    }
    let twice = format(&once, width);
    match once == twice {
        true => Ok(once),
        false => changes("not stable", &once, &twice),
    }
}

fn configurations(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            configurations(&path, found);
        } else if path.extension().is_some_and(|it| it == "aurora") {
            found.push(path);
        }
    }
}

fn all_configurations() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["examples", "stdlib", "tests"] {
        configurations(&root.join(folder), &mut found);
    }
    found
}

/// Narrow lines make everything break that can.
#[test]
fn configurations_keep_their_meaning_in_narrow_lines() {
    for width in [60, 30] {
        configurations_keep_their_meaning(width);
    }
}

#[test]
fn configurations_keep_their_meaning_in_the_narrowest_lines() {
    configurations_keep_their_meaning(1);
}

#[test]
fn configurations_keep_their_meaning_in_usual_lines() {
    configurations_keep_their_meaning(WIDTH);
}

fn configurations_keep_their_meaning(width: usize) {
    let paths = all_configurations();
    assert!(paths.len() >= 15);
    let mut wrong = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        if !syntax::parse(&text, FileId(0)).errors.is_empty() {
            continue;
        }
        if let Err(problem) = judge(&text, width) {
            wrong.push(format!("{} at {width}: {problem}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A text with other blanks, line ends and comments between its tokens; `choices` says which.
fn with_other_gaps(text: &str, choices: &[u8]) -> String {
    let source = Source::new(text);
    let mut out = String::new();
    let mut at = 0;
    let mut choices = choices.iter().cycle();
    for line in &source.lines {
        let mut open = Vec::new();
        for token in line.tokens.clone() {
            let gap = source.slice(at..source.start(token));
            let choice = *choices.next().unwrap_or(&0);
            let is_first = token == line.tokens.start;
            let is_plain = !gap.contains(['#', '\n']);
            let other = match (is_first, open.is_empty(), choice % 16) {
                (true, ..) => gap,
                (_, _, 1) if is_plain => "  ",
                (_, false, 2 | 3) if is_plain => "\n  ",
                (_, false, 4) if is_plain => "  # comment\n      ",
                (_, false, 5) if is_plain => "\n  #comment\n\n  # fmt\n",
                (_, false, 6) if is_plain => " \\\n ",
                (_, true, 7) if is_plain => " \\\n ",
                (_, false, 8) if is_plain => "\n\n\n",
                (_, false, 9) if gap.trim().is_empty() => " ",
                _ => gap,
            };
            out.push_str(other);
            out.push_str(&source.token(token));
            at = source.end(token);
            if source.bracket(token).is_some() {
                open.push(token);
            } else if open
                .last()
                .is_some_and(|&it| source.bracket(it) == Some(token))
            {
                open.pop();
            }
        }
    }
    out + source.slice(at..text.len())
}

/// All configurations without syntax errors.
fn texts() -> Vec<String> {
    let paths = all_configurations();
    let texts = paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok());
    texts
        .filter(|text| syntax::parse(text, FileId(0)).errors.is_empty())
        .collect()
}

thread_local!(static TEXTS: Vec<String> = texts());

/// What the formatter does with a text is right, or leaves all that matters as it is.
fn survive(text: &str, width: usize) -> Result<(), TestCaseError> {
    if syntax::parse(text, FileId(0)).errors.is_empty() {
        if let Err(problem) = judge(text, width) {
            return Err(TestCaseError::fail(problem));
        }
    } else {
        let once = super::format(text, FileId(0), &Options::default()).text;
        prop_assert!(super::equal::is_equal(
            &Source::new(text),
            &Source::new(&once)
        ));
    }
    Ok(())
}

/// Any expression that compiles.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "name",
        "a",
        "b.c",
        "1",
        "2.5",
        "0777",
        "'text'",
        "u'text'",
        "ur'x'",
        "'a' 'b'",
        "[]",
        "()",
        "{}",
        "None",
        "'a long text with {{mesos.instance}}'",
        "GB",
        "f()",
        "(a, b)",
        "[1, 2,]",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let operators = prop::sample::select(vec![
            " + ",
            "*",
            " * ",
            " % ",
            " and ",
            " or ",
            " not in ",
            " is  not ",
            "<>",
            "**",
            " if a else ",
            " -",
            "/",
            "\n+ ",
            " and  # why\n ",
        ]);
        let calls = prop::sample::select(vec![
            "Process(name = @, cmdline=@)",
            "f(@, @)",
            "f(@,\n@,\n)",
            "f(@, *@)",
            "[@, @]",
            "(@,)",
            "{@: @, 'k':@}",
            "[@ for x in @ if @]",
            "f(@ for x, y in @)",
            "(@)",
            "lambda x, y=(@): (@)",
            "(@).bind(a=@)",
            "(@)[(@):(@), ::2]",
            "not (@)",
            "-(@)",
            "{(@), (@)}",
            "f(\n  # above\n  @  # behind\n)",
            "`a`",
            "`(@), b`",
            "(@\n\n)",
            "dict((@), **@)",
            "(yield @)",
            "{k: @ for k in @}",
            "[\n\n@,\n\n\n@]",
            "f('''x\ny''', @)",
        ]);
        prop_oneof![
            (inner.clone(), operators, inner.clone())
                .prop_map(|(left, operator, right)| format!("({left}{operator}{right})")),
            (calls, prop::collection::vec(inner, 4)).prop_map(|(call, inner)| {
                let mut inner = inner.iter().cycle();
                let parts: Vec<&str> = call.split('@').collect();
                let mut text = parts[0].to_owned();
                for part in &parts[1..] {
                    text.extend(inner.next().map(String::as_str));
                    text.push_str(part);
                }
                text
            }),
        ]
    })
}

/// Any statement that compiles, with expressions for the `@`.
fn statement() -> impl Strategy<Value = String> {
    let shapes = prop::sample::select(vec![
        "x = @",
        "x=y = @  # comment",
        "x = @ + \\\n  @",
        "@",
        "x = @; y = @",
        "x = 'a' \\\n 'b'",
        "print @, @,",
        "print >>f, @",
        "if @: x = @",
        "if @:\n    x = @\n    # in\n# of else\nelif @: y = @; z = @\nelse:\n  z = @",
        "for x in @:\n\n   y = @\n   if x:\n        y = @\n   # end",
        "class A(B):\n  x = @\n  def f(self, a=@, *b): return @",
        "@f(1)\n# c\n\ndef f((a, b), c = @):\n\treturn @",
        "try:\n  x = @\nexcept (A, B), e:\n  raise E, @",
        "# fmt: off\nx  =  @\n# fmt: on",
        "x  =  @  # fmt: skip",
        "assert @, @",
        "#comment",
        "with @ as x:\n    pass",
        "from  a  import  (b,\n c)",
        "del  x",
        "while @:\n    # fmt: off\n    x  = @\n    # fmt: on\n    x  = @",
        "x += @",
        "def f():\n    x  =  @  # fmt: skip\n    return  @",
    ]);
    (shapes, prop::collection::vec(expression(), 5)).prop_map(|(shape, inner)| {
        let mut inner = inner.iter().cycle();
        let mut text = String::new();
        for (number, part) in shape.split('@').enumerate() {
            // A decorator is no place for an expression.
            match (number, shape.starts_with("@f")) {
                (0, _) => {}
                (1, true) => text.push('@'),
                _ => text.extend(inner.next().map(String::as_str)),
            }
            text.push_str(part);
        }
        text
    })
}

#[test]
fn generated_programs_compile() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let correct = (0..200).filter(|_| {
        let text = statement().new_tree(&mut runner).unwrap().current();
        syntax::parse(&text, FileId(0)).errors.is_empty()
    });
    assert!(correct.count() > 120);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_layout_is_formatted(
        choices in prop::collection::vec(any::<u8>(), 1..200),
        at in any::<prop::sample::Index>(),
        width in prop_oneof![Just(WIDTH), 1..WIDTH],
    ) {
        let text = TEXTS.with(|texts| with_other_gaps(at.get::<String>(texts), &choices));
        survive(&text, width)?;
    }

    #[test]
    fn programs_are_formatted(
        statements in prop::collection::vec((statement(), 1usize..4), 1..5),
        width in prop_oneof![Just(WIDTH), 1..WIDTH],
        lines in prop_oneof![Just(None), (1usize..20, 0usize..9).prop_map(Some)],
    ) {
        let text: String = statements.iter().map(|(text, ends)| format!("{text}{}", "\n".repeat(*ends))).collect();
        survive(&text, width)?;
        let errors = syntax::parse(&text, FileId(0)).errors;
        if let Some((first, count)) = lines && errors.is_empty() {
            let options = Options { lines: Some(first..=first + count), ..Options::default() };
            let new = lay_out(&Source::new(&text), &errors, &options, width, None).text;
            prop_assert_eq!(tree(&text), tree(&new));
            prop_assert_eq!(super::equal::difference(&text, &new), None);
        }
    }

    #[test]
    fn broken_texts_are_survived(
        at in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0usize..12,
        inserted in "[ -~\\t\\r\\n]{0,6}|é|\\u{feff}|[(){}\\[\\]'\"#\\\\\\n]{1,3}",
    ) {
        let mut text = TEXTS.with(|texts| at.get::<String>(texts).clone());
        let from = text.floor_char_boundary(from.index(text.len() + 1));
        let to = text.ceil_char_boundary((from + length).min(text.len()));
        text.replace_range(from..to, &inserted);
        survive(&text, WIDTH)?;
    }

    #[test]
    fn known_lines_change_nothing(
        at in any::<prop::sample::Index>(),
        texts in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(WORDS)),
            1..4,
        ),
    ) {
        let mut text = TEXTS.with(|texts| at.get::<String>(texts).clone());
        let mut known = Lines::default();
        for (place, inserted) in texts {
            let errors = syntax::parse(&text, FileId(0)).errors;
            let options = Options::default();
            let again = format_parsed(&text, errors, FileId(0), &options, Some(&mut known));
            prop_assert_eq!(again.text, super::format(&text, FileId(0), &options).text);
            text.insert_str(text.floor_char_boundary(place.index(text.len() + 1)), inserted);
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>(), first in 1usize..9, count in 0usize..9) {
        let options = Options { lines: Some(first..=first + count), ..Options::default() };
        let formatted = super::format(&text, FileId(0), &options);
        prop_assert!(super::equal::is_equal(&Source::new(&text), &Source::new(&formatted.text)));
        let ends = Seam { old: text.len(), new: formatted.text.len() };
        let mut last = Seam { old: 0, new: 0 };
        for &seam in formatted.seams.iter().chain([&ends]) {
            prop_assert!(last.old <= seam.old && last.new <= seam.new, "{last:?} {seam:?}");
            prop_assert!(text.is_char_boundary(seam.old) && formatted.text.is_char_boundary(seam.new));
            last = seam;
        }
    }

    #[test]
    fn tokens_in_any_order_are_survived(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..40),
        width in prop_oneof![Just(WIDTH), 1..WIDTH],
    ) {
        survive(&words.concat(), width)?;
    }
}

/// Pieces that short programs are made of.
const WORDS: &[&str] = &[
    "a",
    "b",
    "1",
    ".",
    "'x'",
    "'''\n'''",
    "(",
    ")",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ",",
    ":",
    "=",
    " = ",
    "+",
    "-",
    "*",
    "**",
    " if ",
    " else ",
    " for ",
    " in ",
    " not ",
    " is ",
    "lambda ",
    "lambda:",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    ";",
    "if a:",
    "else:",
    "def f(a, b=1):",
    "class A:",
    "@a\n",
    "print ",
    ">>",
    "`",
    "# c\n",
    "  # d\n",
    "\\\n",
    "return ",
    "yield ",
    "pass",
    "0777",
    "ur'y'",
    "<>",
    "except a, b:",
    "try:",
    "import ",
    "from ",
    "as ",
    "# fmt: off\n",
    "# fmt: on\n",
    "# fmt: skip\n",
    "\t",
    "\r\n",
    "a = ",
    "f(",
    "a=",
    "'y' ",
    "\n\n\n",
    "  #e\n",
];

/// A bracket that closes nothing is in no token, and must not be lost for that.
#[test]
fn what_the_parser_leaves_out_stays() {
    for text in ["task = f('t')]\n", "]\n", "x = 1\n]\ny=2\n"] {
        let formatted = super::format(text, crate::source::FileId(0), &super::Options::default());
        assert!(formatted.text.contains(']'), "{:?}", formatted.text);
    }
}

/// A template has one error, whatever else is wrong with it: none of its statements is known to be sound.
#[test]
fn templates_stay_as_they_are() {
    let text = "x = ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'c\n\ny   =  1\n{% for name in names %}\nz=1\n{% endfor %}\n";
    let formatted = super::format(text, FileId(0), &super::Options::default());
    assert_eq!(formatted.text, text);
}

/// Blank lines in front are taken away, so how they end decides nothing: else the second time would decide otherwise.
#[test]
fn blank_lines_do_not_decide_how_lines_end() {
    for (text, expected) in [
        ("\r\r\r\rx=1\ny=2\n", "x = 1\ny = 2\n"),
        ("\n\n\n# c\r\n", "# c\r\n"),
        (
            "# c\nx=f(1,\n2)\r\ny=2\n",
            "# c\r\nx = f(1, 2)\r\ny = 2\r\n",
        ),
        ("x=1 # c\ry=2\n", "x = 1  # c\ry = 2\r"),
    ] {
        let file = crate::source::FileId(0);
        let formatted = super::format(text, file, &super::Options::default());
        assert_eq!(formatted.text, expected);
    }
}
