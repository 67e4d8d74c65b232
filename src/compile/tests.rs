//! What goes wrong before anything is evaluated, and the order of diagnostics.

use super::*;
use crate::workspace::MemoryHost;

#[test]
fn a_file_that_cannot_be_read_is_a_diagnostic() {
    let host = MemoryHost::with_files([("folder/a", "")]);
    for (path, code) in [("nothing", "E701"), ("folder", "E701"), ("../x", "E703")] {
        let input = Input::File(path.to_owned());
        let compilation = compile(&input, &CompileOptions::default(), &host);
        assert!(compilation.main.is_none(), "{path}");
        let codes: Vec<&str> = compilation
            .diagnostics
            .iter()
            .map(|it| it.code.code)
            .collect();
        assert_eq!(codes, [code], "{path}");
        assert!(compilation.diagnostics[0].message.contains(path));
        assert_eq!(
            compilation.dependencies,
            [Dependency::File(path.to_owned())]
        );
    }
}

#[test]
fn diagnostics_are_sorted_and_said_once() {
    let mut sources = Sources::new();
    let stdlib = sources.add(SourceFile::new("stdlib", "abc", Ownership::Stdlib));
    let main = sources.add(SourceFile::new("main", "abc", Ownership::User));
    let included = sources.add(SourceFile::new("included", "abc", Ownership::User));
    let at = |file, start, message: &str, job: &str| {
        let span = Span::new(file, start, start + 1);
        let mut diagnostic = Diagnostic::new(&codes::eval::TYPE_ERROR, message, span);
        diagnostic.jobs = vec![job.to_owned()];
        diagnostic
    };
    let sorted = order::in_file_order(
        vec![
            at(included, 0, "c", "x"),
            at(stdlib, 0, "d", "x"),
            at(main, 2, "b", "x"),
            at(main, 0, "a", "x"),
            at(main, 2, "b", "y"),
            at(main, 2, "b", "x"),
        ],
        &sources,
    );
    let shown: Vec<String> = sorted
        .iter()
        .map(|it| format!("{} {}", it.message, it.jobs.join(",")))
        .collect();
    assert_eq!(shown, ["a x", "b x,y", "c x", "d x"]);
}

#[test]
fn trees_that_are_shared_change_nothing() {
    let template = "def job(name):\n  return Job(cluster = 'west', role = 'web', environment = 'prod', name = name, task = SimpleTask(name, 'echo {{x}}'))\n";
    let files = |template: &str| {
        MemoryHost::with_files([
            ("template.aurora", template),
            ("other.aurora", "x = 1\n"),
            (
                "a.aurora",
                "include('template.aurora')\njobs = [job('a')]\n",
            ),
            // The template is another file of this compilation: spans in its tree have another number.
            (
                "b.aurora",
                "include('other.aurora')\ninclude('template.aurora')\njobs = [job('b').bind(x = x), job(1)]\n",
            ),
        ])
    };
    let found = |name: &str, options: &CompileOptions, host: &MemoryHost| {
        let compilation = compile(&Input::File(name.to_owned()), options, host);
        let shown = compilation.diagnostics.iter().map(|it| {
            let span = it.primary.span;
            let file = &compilation.sources.get(span.file).name;
            format!("{file} {}: {}", compilation.sources.text(span), it.message)
        });
        let jobs = compilation.jobs.iter().map(|job| job.key.to_string());
        shown.chain(jobs).collect::<Vec<_>>()
    };
    let shared = CompileOptions::default();
    let broken = template.replace("))\n", ")\n");
    for template in [
        template,
        template,
        &template.replace("{{x}}", "{{y}}"),
        &broken,
    ] {
        let host = files(template);
        for name in ["a.aurora", "b.aurora", "a.aurora"] {
            let alone = found(name, &CompileOptions::default(), &host);
            assert!(!alone.is_empty());
            assert_eq!(found(name, &shared, &host), alone, "{name} with {template}");
        }
    }
}

#[test]
fn whatever_an_unset_variable_is_used_for_names_it() {
    for text in [
        "int(GET)",
        "float(GET)",
        "len(GET)",
        "' '.join(['a', GET])",
        "os.path.join(GET, 'b')",
        "open(GET)",
        "{'a': 1}[GET]",
        "'a' + GET",
        "GET + 1",
        "GET.lower()",
        "GET[0]",
        "[x for x in GET]",
        "-GET",
    ] {
        for (variable, used) in [
            ("", "os.environ.get('LEVEL')"),
            ("x = os.getenv('LEVEL')", "x"),
        ] {
            let value = text.replace("GET", used);
            let text = format!("import os\n{variable}\ny = {value}\njobs = []\n");
            let host = MemoryHost::with_files([("a.aurora", text.as_str())]);
            let input = Input::File("a.aurora".to_owned());
            let compilation = compile(&input, &CompileOptions::default(), &host);
            let about = compilation.diagnostics.into_iter();
            let about: Vec<_> = about.filter(|it| it.code != &codes::job::NO_JOBS).collect();
            assert_eq!(about.len(), 1, "{text}{about:?}");
            for found in about {
                let words = format!("{} {}", found.message, found.primary.message);
                assert!(words.contains("`LEVEL` is not set"), "{text}{words}");
                let help = found.help.unwrap_or_default();
                assert!(help.contains("`--env LEVEL=…`"), "{text}{help}");
            }
        }
    }
}
