//! Environment variables are read as far as settings and the command line let them, and not quoted.

use super::support::{JOB, World, run};
use jobc::report::Format;
use serde_json::{Value, json};

const SECRET: &str = "hunter2-\"quoted\"\\-secret";

fn check(world: &World, command: &str, flags: &[&str]) -> super::support::Run {
    let mut arguments = vec![command];
    arguments.extend(flags);
    arguments.push("a.aurora");
    let mut command = world.command(&arguments);
    command.env("JOBC_SECRET", SECRET).env("JOBC_OPEN", "open");
    run(&mut command, b"").verdict("a secret")
}

#[test]
fn only_what_is_allowed_is_read() {
    let text =
        format!("import os\nprint os.environ['JOBC_OPEN']\nprint os.environ['JOBC_SECRET']\n{JOB}");
    let world = World::new(&[
        ("a.aurora", &text),
        ("jobc.toml", "[env]\nallow = ['JOBC_O*']\n"),
    ]);
    let run = check(&world, "list", &[]);
    assert!(!run.all().contains("hunter2"), "{run:?}");
    assert!(run.all().contains("JOBC_SECRET"), "{run:?}");
    let run = check(&world, "list", &["--no-env"]).says("E704", "none");
    assert!(!run.all().contains("hunter2"), "{run:?}");
    // Nor is it in what lists all of them.
    let listing =
        format!("import os\nprint os.environ.items(), os.environ, dict(os.environ)\n{JOB}");
    world.write("a.aurora", listing.as_bytes());
    let run = check(&world, "list", &[]);
    assert!(
        run.all().contains("JOBC_OPEN") && !run.all().contains("hunter2"),
        "{run:?}"
    );
}

/// Mistakes with the value of a variable do not show it.
#[test]
fn values_are_not_quoted() {
    for mistake in [
        "int(s)",
        "float(s)",
        "{}[s]",
        "[][s]",
        "s + 1",
        "s.missing",
        "len(s, s)",
        "getattr(1, s)",
        "Integer(s)",
        "Job(cluster = s, instances = s, priority = s)",
        "Process(name = 'a', min_duration = s).check()",
        "Resources(ram = s)",
        "json.loads(s)",
        "re.compile('(' + s)",
        "'%d' % s",
        "'{0:d}'.format(s)",
        "include(s)",
        "open(s)",
        "list.index([1], s)",
        "Profile(**{s: 1})",
        "datetime.datetime.strptime(s, '%Y')",
        "base64.b64decode(s[:9])",
        "s.encode('ascii').decode('hex')",
        "raise_(s)",
    ] {
        let text = format!(
            "import os, json, re, datetime, base64\nclass Profile(Struct):\n  a = String\n\
             s = os.environ['JOBC_SECRET']\ndef raise_(x): raise KeyError(1)\nx = {mistake}\n{JOB}"
        );
        let world = World::new(&[("a.aurora", &text)]);
        for format in ["full", "json"] {
            let run = check(&world, "check", &["--output-format", format]);
            assert!(!run.all().contains("hunter2"), "{mistake}: {}", run.all());
        }
        let cache = std::fs::read_dir(world.path(".cache/jobc/check"));
        for entry in cache.into_iter().flatten() {
            let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("hunter2"), "{mistake}: {text}");
        }
    }
}

/// Also by other names, and of some values whatever the name.
#[test]
fn values_that_are_secret_are_recognized() {
    let token = format!("ghp_{}", "a1".repeat(18));
    for (name, value, hidden) in [
        ("DB_PASS", "hunter2-correct", "hunter2"),
        ("MYSQL_PWD", "hunter2-correct", "hunter2"),
        ("JWT", "hunter2-correct", "hunter2"),
        ("CREDS", "hunter2-correct", "hunter2"),
        ("DATABASE_URL", "postgres://me:hunter2@db/shop", "hunter2"),
        ("ANYTHING", token.as_str(), "a1a1"),
    ] {
        for mistake in ["int(s)", "{}[s]", "int(s.split('@')[0])"] {
            let text = format!("import os\ns = os.environ['{name}']\nx = {mistake}\n{JOB}");
            let world = World::new(&[("a.aurora", &text)]);
            let mut command = world.command(&["check", "--no-cache", "a.aurora"]);
            let run = run(command.env(name, value), b"").verdict(name);
            assert_eq!(run.code, Some(1), "{name} {mistake}: {run:?}");
            assert!(!run.all().contains(hidden), "{name} {mistake}: {run:?}");
            assert!(run.all().contains(&format!("${name}")), "{name}: {run:?}");
        }
    }
}

/// Neither in any report, nor in what an editor or a comparison shows of the variables that hold them.
#[test]
fn secrets_are_in_no_answer_or_report() {
    let text = format!(
        "import os\ns = os.environ['JOBC_SECRET']\nx = {{'a': s, 'b': [s, (s,)]}}\ny = Process(name = 'a', cmdline = s)\n\
         int(s)\nx[s]\ny.b(s)\n{JOB}"
    );
    let world = World::new(&[("a.aurora", &text), ("b.aurora", JOB)]);
    for (_, format, _) in Format::ALL {
        let run = check(&world, "check", &["--no-cache", "--output-format", format]);
        assert!(!run.all().contains("hunter2"), "{format}: {}", run.all());
        assert_eq!(run.code, Some(1), "{format}");
    }
    for format in ["text", "json", "markdown", "html"] {
        let run = check(&world, "diff", &["--format", format, "b.aurora"]);
        assert!(!run.all().contains("hunter2"), "{format}: {}", run.all());
    }
    let uri = format!("file://{}", world.path("a.aurora").display());
    let document = json!({"uri": uri});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let mut messages = vec![
        json!({"id": 0, "method": "initialize", "params": {"capabilities": {}}}),
        json!({"method": "initialized", "params": {}}),
        json!({"method": "textDocument/didOpen", "params": {
            "textDocument": {"uri": uri, "languageId": "aurora", "version": 1, "text": text}
        }}),
    ];
    let mut ask = |method: &str, params: Value| {
        let id = messages.len();
        messages.push(json!({"id": id, "method": method, "params": params}));
    };
    for (line, column) in [
        (1, 0),
        (1, 20),
        (2, 0),
        (2, 10),
        (3, 0),
        (3, 35),
        (4, 4),
        (6, 2),
    ] {
        let place =
            json!({"textDocument": document, "position": {"line": line, "character": column}});
        for method in [
            "hover",
            "completion",
            "definition",
            "signatureHelp",
            "documentHighlight",
        ] {
            ask(&format!("textDocument/{method}"), place.clone());
        }
    }
    for method in ["inlayHint", "codeLens", "codeAction", "documentSymbol"] {
        let params =
            json!({"textDocument": document, "range": whole, "context": {"diagnostics": []}});
        ask(&format!("textDocument/{method}"), params);
    }
    for command in ["jobc.inspect", "jobc.json", "jobc.schedule"] {
        let arguments = json!([uri, "west/www/prod/hello"]);
        ask(
            "workspace/executeCommand",
            json!({"command": command, "arguments": arguments}),
        );
    }
    let last = messages.len() - 1;
    let framed = messages.iter().map(|message| {
        let mut message = message.clone();
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    });
    let input: String = framed.collect();
    let mut server = world.command(&["server"]);
    let run = run(server.env("JOBC_SECRET", SECRET), input.as_bytes()).verdict("a server");
    assert!(run.out.contains(&format!("\"id\":{last}")), "{}", run.out);
    assert!(run.out.contains("$JOBC_SECRET"), "{}", run.out);
    assert!(!run.all().contains("hunter2"), "{}", run.out);
}
