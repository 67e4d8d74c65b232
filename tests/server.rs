//! `jobc server`, the built binary, over the protocol.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const WAIT: Duration = Duration::from_secs(60);

/// A client with a server, in a folder with files.
struct Client {
    folder: tempfile::TempDir,
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: i64,
    /// The last diagnostics of each file, with the version.
    published: BTreeMap<String, (Option<i64>, Vec<Value>)>,
}

impl Client {
    /// A server that was not told anything yet.
    fn silent(files: &[(&str, &str)]) -> Client {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("jobc.toml"), "").expect("settings");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_jobc"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Client {
            folder,
            child,
            input,
            messages,
            requests: 0,
            published: BTreeMap::new(),
        }
    }

    fn new(files: &[(&str, &str)]) -> Client {
        let mut client = Client::silent(files);
        let snippets = json!({"completion": {"completionItem": {"snippetSupport": true}}});
        let capabilities = json!({"textDocument": snippets});
        let answer = client.ask("initialize", json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        client.tell("initialized", json!({}));
        client
    }

    /// A client with one file, which is open.
    fn with(text: &str) -> Client {
        let mut client = Client::new(&[("a.aurora", text)]);
        client.open("a.aurora", text);
        client
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder
            .path()
            .canonicalize()
            .expect("a path")
            .join(name)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("a server that reads");
        self.input.flush().expect("a server that reads");
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let text = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.send_bytes(text.as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its number.
    fn request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Waits for a message, and remembers diagnostics on the way.
    fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(WAIT).expect("a message");
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"].as_str().expect("a uri").to_owned();
                let diagnostics = params["diagnostics"].as_array().expect("a list").clone();
                self.published
                    .insert(uri, (params["version"].as_i64(), diagnostics));
            }
            if is_it(&message) {
                return message;
            }
        }
    }

    fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The result of a request.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The code of the error that a request gives.
    fn fail(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        self.answer(id)["error"]["code"].as_i64().expect("an error")
    }

    fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        let document = json!({"uri": uri, "languageId": "aurora", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn replace(&mut self, name: &str, version: i64, text: &str) {
        let document = json!({"uri": self.uri(name), "version": version});
        let changes = json!([{"text": text}]);
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// The codes of the diagnostics of a version of a file.
    fn codes(&mut self, name: &str, version: i64) -> Vec<String> {
        let diagnostics = self.diagnostics(name, version);
        let codes = diagnostics.iter().map(|it| it["code"].as_str());
        codes.map(|code| code.expect("a code").to_owned()).collect()
    }

    fn diagnostics(&mut self, name: &str, version: i64) -> Vec<Value> {
        let uri = self.uri(name);
        let is_known = |it: &(Option<i64>, Vec<Value>)| it.0 == Some(version);
        if !self.published.get(&uri).is_some_and(is_known) {
            let wanted = uri.clone();
            self.wait(|message| {
                message["params"]["uri"] == *wanted && message["params"]["version"] == version
            });
        }
        self.published[&uri].1.clone()
    }

    /// The result of a request about the place of `mark` in the text of `a.aurora`, behind `skip` characters of it.
    fn at(&mut self, method: &str, text: &str, mark: &str, skip: usize) -> Value {
        let params = self.place(text, mark, skip);
        self.ask(method, params)
    }

    fn place(&self, text: &str, mark: &str, skip: usize) -> Value {
        let offset = text.find(mark).expect(mark) + skip;
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |it| it + 1);
        json!({
            "textDocument": {"uri": self.uri("a.aurora")},
            "position": {"line": line, "character": column},
        })
    }

    fn document(&self) -> Value {
        json!({"textDocument": {"uri": self.uri("a.aurora")}})
    }

    fn labels(&mut self, text: &str, mark: &str, skip: usize) -> Vec<String> {
        let answer = self.at("textDocument/completion", text, mark, skip);
        let mut items = answer["items"].as_array().expect("items").clone();
        items.sort_by_key(|it| it["sortText"].as_str().unwrap_or_default().to_owned());
        items
            .iter()
            .map(|it| it["label"].as_str().expect("a label").to_owned())
            .collect()
    }

    fn end(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.code()
    }

    fn code(&mut self) -> i32 {
        let status = self.child.wait().expect("an end");
        status.code().expect("a code")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn receive(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().ok()?,
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

const HELLO: &str = "\
class Profile(Struct):
  '''What differs.

  greeting: what is said
  '''
  greeting = Default(String, 'hello')

def hello(name):
  return Process(name = name, cmdline = 'echo {{profile.greeting}} {{mesos.instance}}')

memory = 64*MB
task = Task(
  processes = [hello('hi')],
  resources = Resources(cpu = 1, ram = memory, disk = 1*GB),
)
job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', contact = 'a@b.c', task = task)
jobs = [job.bind(profile = Profile(greeting = 'hey'))]
";

fn text_of(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

#[test]
fn diagnostics_are_those_of_the_command_line_for_each_version() {
    let mut client = Client::with(HELLO);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    let wrong = HELLO.replace("cmdline =", "cmdlin =");
    client.replace("a.aurora", 2, &wrong);
    let found = client.diagnostics("a.aurora", 2);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["source"], "jobc");
    assert_eq!(
        found[0]["range"]["start"],
        json!({"line": 8, "character": 30})
    );
    assert_eq!(
        found[0]["range"]["end"],
        json!({"line": 8, "character": 36})
    );
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.contains("did you mean `cmdline`?"), "{message}");
    client.replace("a.aurora", 3, HELLO);
    assert_eq!(client.codes("a.aurora", 3), [""; 0]);
    assert_eq!(client.end(), 0);
}

#[test]
fn changes_are_made_in_utf_16_units() {
    let mut client = Client::with("a = u'\u{1d11e}x'\n");
    client.diagnostics("a.aurora", 1);
    let range = json!({"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 9}});
    let document = json!({"uri": client.uri("a.aurora"), "version": 2});
    let changes = json!([
        {"range": range, "text": "' + b + '"},
        {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 9, "character": 9}}, "text": "jobs = c\n"},
    ]);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": changes}),
    );
    let found = client.diagnostics("a.aurora", 2);
    let starts: Vec<_> = found.iter().map(|it| &it["range"]["start"]).collect();
    assert_eq!(
        starts,
        [
            &json!({"line": 0, "character": 12}),
            &json!({"line": 1, "character": 7})
        ]
    );
    assert!(found[0]["message"].as_str().expect("words").contains("`b`"));
}

#[test]
fn utf_8_columns_can_be_agreed_on() {
    let mut client = Client::silent(&[]);
    let capabilities = json!({"general": {"positionEncodings": ["utf-16", "utf-8"]}});
    let answer = client.ask("initialize", json!({"capabilities": capabilities}));
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-8");
    client.open("a.aurora", "a = u'\u{1d11e}' + b\njobs = a");
    let found = client.diagnostics("a.aurora", 1);
    assert_eq!(found[0]["range"]["start"]["character"], 14);
}

#[test]
fn included_files_are_judged_as_parts_of_the_open_ones() {
    let part = "process = Process(name = 'p', cmdline = command)\n";
    let main = "command = 'echo'\ninclude('part.aurora')\ntask = Task(processes = [process], \
                resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))\n\
                jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = task)]\n";
    let mut client = Client::new(&[("part.aurora", part), ("a.aurora", main)]);
    client.open("part.aurora", part);
    assert!(!client.codes("part.aurora", 1).is_empty());
    client.open("a.aurora", main);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    // Nothing was saved: the buffer counts.
    client.replace("part.aurora", 2, "process = Process(nam = 'p')\n");
    let found = client.diagnostics("part.aurora", 2);
    assert!(!found.is_empty());
    let found = client.at("textDocument/definition", main, "process]", 1);
    assert_eq!(found[0]["uri"], client.uri("part.aurora"));
    let found = client.at("textDocument/definition", main, "part.aurora", 1);
    assert_eq!(found["uri"], client.uri("part.aurora"));
    let links = client.ask("textDocument/documentLink", client.document());
    assert_eq!(links[0]["target"], client.uri("part.aurora"));
    assert_eq!(
        links[0]["range"]["start"],
        json!({"line": 1, "character": 8})
    );
    let mut params = client.place(main, "process]", 1);
    params["newName"] = json!("renamed");
    let edit = client.ask("textDocument/rename", params);
    assert_eq!(edit["changes"].as_object().expect("changes").len(), 2);
    let uri = client.uri("part.aurora");
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri}}),
    );
    client.replace("a.aurora", 2, main);
    assert_eq!(client.codes("a.aurora", 2), [""; 0]);
}

#[test]
fn hovering() {
    let mut client = Client::with(HELLO);
    for (mark, skip, expected) in [
        (
            "cmdline =",
            1,
            vec!["cmdline = Required(String)", "attribute of `Process`"],
        ),
        ("Resources(", 1, vec!["class Resources", "`ram`"]),
        ("memory,", 1, vec!["memory = 67108864"]),
        (
            "profile.greeting",
            1,
            vec!["'hey'", "west/www/prod/hello", "a.aurora:17"],
        ),
        ("mesos.instance", 1, vec!["The cluster"]),
        ("hello(name)", 1, vec!["def hello(name)"]),
        ("greeting = 'hey'", 1, vec!["what is said", "'hello'"]),
        (
            "job.bind",
            1,
            vec!["west/www/prod/hello", "64 MB ram", "1. hi"],
        ),
        ("name,", 1, vec!["parameter"]),
    ] {
        let hover = client.at("textDocument/hover", HELLO, mark, skip);
        for words in expected {
            assert!(text_of(&hover).contains(words), "{mark}: {words}: {hover}");
        }
    }
    assert_eq!(
        client.at("textDocument/hover", HELLO, "return", 1),
        Value::Null
    );
}

#[test]
fn completing_attributes() {
    let text = format!("{HELLO}other = Process(name = 'x', \n");
    let mut client = Client::with(&text);
    let labels = client.labels(&text, "'x', ", 5);
    assert_eq!(labels[0], "cmdline");
    assert!(!labels.contains(&"name".to_owned()));
    assert!(labels.contains(&"max_failures".to_owned()));
    let text = format!("{HELLO}other = Job(task = \n");
    client.replace("a.aurora", 2, &text);
    assert_eq!(client.labels(&text, "other = Job(task = ", 19)[0], "Task");
    assert!(
        client
            .labels(&text, "other = Job(task = ", 19)
            .contains(&"task".to_owned())
    );
    let text = format!("{HELLO}x = Volume(mode = '')\n");
    client.replace("a.aurora", 3, &text);
    assert_eq!(client.labels(&text, "mode = ''", 8), ["RO", "RW"]);
}

#[test]
fn completing_names_references_and_paths() {
    let text = format!("{HELLO}include('sh')\n");
    let mut client = Client::new(&[("shared/x.aurora", ""), ("a.aurora", "")]);
    client.open("a.aurora", &text);
    assert_eq!(client.labels(&text, "'sh'", 3), ["shared/"]);
    let labels = client.labels(&text, "{{profile.", 2);
    for name in ["profile", "role", "cluster", "mesos.instance"] {
        assert!(labels.contains(&name.to_owned()), "{name}: {labels:?}");
    }
    let labels = client.labels(&text, "{{profile.", 10);
    assert_eq!(labels, ["profile.greeting"]);
    let labels = client.labels(&text, "memory,", 3);
    for name in ["memory", "hello", "Profile", "Process", "len", "Process(…)"] {
        assert!(labels.contains(&name.to_owned()), "{name}");
    }
    let text = format!("{HELLO}x = Tasks.\n");
    client.replace("a.aurora", 2, &text);
    assert!(
        client
            .labels(&text, "Tasks.", 6)
            .contains(&"sequential".to_owned())
    );
}

#[test]
fn definitions_and_references() {
    let mut client = Client::with(HELLO);
    for (mark, skip, line) in [
        ("memory,", 1, 10),
        ("hello('hi')", 1, 7),
        ("name,", 1, 7),
        ("Profile(greeting", 1, 0),
        ("greeting = 'hey'", 1, 5),
        ("profile.greeting", 1, 16),
    ] {
        let found = client.at("textDocument/definition", HELLO, mark, skip);
        assert_eq!(found[0]["range"]["start"]["line"], line, "{mark}");
    }
    let text = format!("{HELLO}profile = Profile()\n");
    client.replace("a.aurora", 2, &text);
    let found = client.at(
        "textDocument/typeDefinition",
        &text,
        "profile = Profile()",
        1,
    );
    assert_eq!(found["range"]["start"]["line"], 0);
    client.replace("a.aurora", 3, HELLO);
    let mut params = client.place(HELLO, "memory,", 1);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.ask("textDocument/references", params);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    let found = client.at("textDocument/documentHighlight", HELLO, "name,", 1);
    assert_eq!(found.as_array().expect("a list").len(), 2);
    assert_eq!(found[0]["kind"], 3);
}

#[test]
fn renaming() {
    let mut client = Client::with(HELLO);
    let prepared = client.at("textDocument/prepareRename", HELLO, "memory", 1);
    assert_eq!(prepared["start"], json!({"line": 10, "character": 0}));
    let rename = |client: &mut Client, mark: &str, name: &str| {
        let mut params = client.place(HELLO, mark, 1);
        params["newName"] = json!(name);
        client.request("textDocument/rename", params)
    };
    let id = rename(&mut client, "memory", "ram_size");
    let edit = client.answer(id)["result"]["changes"][client.uri("a.aurora")].clone();
    assert_eq!(edit.as_array().expect("edits").len(), 2);
    for (mark, name) in [
        ("memory", "task"),
        ("memory", "1x"),
        ("memory", "if"),
        ("jobs", "x"),
        ("Resources", "x"),
        ("'hey'", "x"),
    ] {
        let id = rename(&mut client, mark, name);
        let answer = client.answer(id);
        assert_eq!(answer["error"]["code"], -32803, "{mark} {name}: {answer}");
    }
}

#[test]
fn outlines() {
    let mut client = Client::with(HELLO);
    let document = client.document();
    let symbols = client.ask("textDocument/documentSymbol", document.clone());
    let names: Vec<_> = symbols
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        names,
        [
            "Profile",
            "hello",
            "memory",
            "task",
            "job",
            "jobs",
            "west/www/prod/hello"
        ]
    );
    assert_eq!(symbols[0]["children"][0]["name"], "greeting");
    let found = client.ask("workspace/symbol", json!({"query": "MEM"}));
    assert_eq!(found[0]["name"], "memory");
    let folds = client.ask("textDocument/foldingRange", document);
    let folds: Vec<_> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| (it["startLine"].as_i64(), it["endLine"].as_i64()))
        .collect();
    assert!(folds.contains(&(Some(11), Some(14))), "{folds:?}");
    assert!(folds.contains(&(Some(0), Some(5))), "{folds:?}");
    let position = client.place(HELLO, "memory,", 1);
    let params =
        json!({"textDocument": position["textDocument"], "positions": [position["position"]]});
    let ranges = client.ask("textDocument/selectionRange", params);
    assert_eq!(
        ranges[0]["range"]["start"],
        json!({"line": 13, "character": 39})
    );
    assert_eq!(ranges[0]["parent"]["range"]["start"]["line"], 13);
}

#[test]
fn formatting() {
    let text = "a=1\nb   =  [ 1,2 ]\njobs=[ ]\n";
    let mut client = Client::with(text);
    let mut params = client.document();
    params["options"] = json!({"tabSize": 2, "insertSpaces": true});
    let edits = client.ask("textDocument/formatting", params.clone());
    assert_eq!(apply(text, &edits), "a = 1\nb = [1, 2]\njobs = []\n");
    params["range"] =
        json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 3}});
    let edits = client.ask("textDocument/rangeFormatting", params);
    assert_eq!(apply(text, &edits), "a=1\nb = [1, 2]\njobs=[ ]\n");
}

/// A text with edits made; for texts in ASCII.
fn apply(text: &str, edits: &Value) -> String {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        starts[line] + position["character"].as_u64().expect("a column") as usize
    };
    let mut new = text.to_owned();
    for edit in edits.as_array().expect("edits").iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        new.replace_range(range, edit["newText"].as_str().expect("a text"));
    }
    new
}

#[test]
fn quick_fixes() {
    let text = HELLO
        .replace("cmdline =", "cmdlin =")
        .replace("contact = 'a@b.c', ", "");
    let mut client = Client::with(&text);
    let actions = |client: &mut Client, mark: &str| {
        let place = client.place(&text, mark, 1);
        let range = json!({"start": place["position"], "end": place["position"]});
        let params = json!({"textDocument": place["textDocument"], "range": range, "context": {"diagnostics": []}});
        client.ask("textDocument/codeAction", params)
    };
    let found = actions(&mut client, "cmdlin =");
    assert_eq!(found[0]["title"], "Replace with `cmdline`");
    let uri = client.uri("a.aurora");
    let fixed = apply(&text, &found[0]["edit"]["changes"][&uri]);
    assert!(fixed.contains("cmdline = 'echo"));
    let text = HELLO.replace("contact = 'a@b.c', ", "");
    client.replace("a.aurora", 2, &text);
    let found = client.diagnostics("a.aurora", 2);
    let position = &found[0]["range"]["start"];
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": position, "end": position},
        "context": {"diagnostics": []},
    });
    let found = client.ask("textDocument/codeAction", params);
    let found = found.as_array().expect("actions");
    let ignore = found.iter().find(|it| {
        it["title"]
            .as_str()
            .is_some_and(|it| it.starts_with("Ignore"))
    });
    let edits = &ignore.expect("an action")["edit"]["changes"][&uri];
    let ignored = apply(&text, edits);
    client.replace("a.aurora", 3, &ignored);
    assert_eq!(client.codes("a.aurora", 3), [""; 0], "{ignored}");
}

#[test]
fn hints_lenses_and_colours() {
    let mut client = Client::with(HELLO);
    let mut params = client.document();
    params["range"] =
        json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = client.ask("textDocument/inlayHint", params);
    let labels: Vec<_> = hints
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["label"].as_str().expect("a text"))
        .collect();
    assert_eq!(labels, ["= 'hey'", "= 64 MB"]);
    let lenses = client.ask("textDocument/codeLens", client.document());
    assert!(
        lenses[0]["command"]["title"]
            .as_str()
            .expect("a title")
            .starts_with("west/www/prod/hello: 1 cpu")
    );
    for lens in lenses.as_array().expect("a list") {
        let command = &lens["command"];
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        let shown = client.ask("workspace/executeCommand", params);
        assert!(shown.as_str().expect("a text").contains("hello"));
    }
    let tokens = client.ask("textDocument/semanticTokens/full", client.document());
    let data = tokens["data"].as_array().expect("numbers");
    assert!(
        data.len().is_multiple_of(5) && data.len() > 100,
        "{}",
        data.len()
    );
    let help = client.at("textDocument/signatureHelp", HELLO, "ram = ", 6);
    assert!(
        help["signatures"][0]["label"]
            .as_str()
            .expect("a label")
            .starts_with("Resources(cpu, ram, disk")
    );
    assert_eq!(help["activeParameter"], 1);
    let help = client.at("textDocument/signatureHelp", HELLO, "'hi'", 0);
    assert_eq!(help["signatures"][0]["label"], "hello(name)");
}

/// Every request that is about a place or a file.
const REQUESTS: [&str; 20] = [
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/documentSymbol",
    "textDocument/documentLink",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/semanticTokens/full",
    "workspace/symbol",
];

/// Parameters that any of the requests takes.
fn everything(client: &Client, line: usize, column: usize) -> Value {
    let position = json!({"line": line, "character": column});
    json!({
        "textDocument": {"uri": client.uri("a.aurora")},
        "position": position,
        "positions": [position],
        "range": {"start": {"line": 0, "character": 0}, "end": position},
        "context": {"includeDeclaration": true, "diagnostics": [], "triggerKind": 1, "isRetrigger": false},
        "options": {"tabSize": 2, "insertSpaces": true},
        "query": "",
    })
}

#[test]
fn every_request_is_answered_everywhere_in_broken_buffers() {
    let broken = [
        String::new(),
        "\u{feff}jobs = [".to_owned(),
        "((((".repeat(100),
        "x = '''{{".to_owned(),
        "class X(Struct):\n".to_owned(),
        "def f(a, (b, c), *d, **e):\n  return [a for a in".to_owned(),
        "\u{1d11e}\r\r\n\u{1d11e} = '\u{1d11e}{{\u{1d11e}}}".to_owned(),
        "include('a.aurora')\ninclude('".to_owned(),
        HELLO.replace(')', ""),
        HELLO.replace('\'', ""),
        HELLO.replace('\n', "\r\n"),
    ];
    let mut client = Client::with("");
    for (index, text) in broken.iter().enumerate() {
        client.replace("a.aurora", index as i64 + 2, text);
        for (line, column) in [(0, 0), (0, 5), (1, 3), (8, 50), (12, 7), (99, 99)] {
            for method in REQUESTS {
                let params = everything(&client, line, column);
                client.ask(method, params);
            }
        }
        client.diagnostics("a.aurora", index as i64 + 2);
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn typing_a_whole_file() {
    let text = include_str!("../examples/hello_world.aurora");
    let mut client = Client::with("");
    let (mut line, mut column) = (0, 0);
    for (index, character) in text.chars().enumerate() {
        let document = json!({"uri": client.uri("a.aurora"), "version": index + 2});
        let position = json!({"line": line, "character": column});
        let change =
            json!({"range": {"start": position, "end": position}, "text": character.to_string()});
        client.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        );
        match character {
            '\n' => (line, column) = (line + 1, 0),
            _ => column += 1,
        }
        if index % 7 == 0 {
            let method = REQUESTS[index / 7 % REQUESTS.len()];
            let params = everything(&client, line, column);
            client.ask(method, params);
        }
    }
    let version = text.chars().count() as i64 + 1;
    assert_eq!(client.codes("a.aurora", version), [""; 0]);
    let symbols = client.ask("textDocument/documentSymbol", client.document());
    assert!(
        symbols
            .to_string()
            .contains("devcluster/www-data/devel/hello_world")
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn the_order_of_the_protocol_is_enforced() {
    let mut client = Client::silent(&[]);
    assert_eq!(client.fail("textDocument/hover", json!({})), -32002);
    client.tell("textDocument/didOpen", json!({"not": "yet"}));
    client.ask("initialize", json!({"capabilities": {}}));
    assert_eq!(
        client.fail("initialize", json!({"capabilities": {}})),
        -32600
    );
    assert_eq!(client.fail("textDocument/unheardOf", json!({})), -32601);
    assert_eq!(
        client.fail("textDocument/hover", json!({"position": 1})),
        -32602
    );
    assert_eq!(
        client.fail("workspace/executeCommand", json!({"command": "x"})),
        -32803
    );
    client.tell("textDocument/didChange", json!([1, 2]));
    client.tell("unheardOf", json!(null));
    let elsewhere = json!({"textDocument": {"uri": "file:///nowhere"}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.ask("textDocument/hover", elsewhere), Value::Null);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.fail("textDocument/hover", json!({})), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), 0);
}

#[test]
fn garbage_is_survived() {
    let mut client = Client::silent(&[]);
    client.send_bytes(b"hello\r\n\r\n");
    client.send_bytes(b"Content-Length: 3\r\n\r\n{]}");
    let answer = client.wait(|message| message["id"].is_null());
    assert_eq!(answer["error"]["code"], -32700);
    client.send_bytes(b"Content-Length: 2\r\n\r\n[]");
    client.send_bytes(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    client.send(&json!({"jsonrpc": "2.0", "id": 7, "result": null}));
    client.ask("initialize", json!({"capabilities": {}}));
    // A buffer without a file.
    let document = json!({"uri": "untitled:Untitled-1", "languageId": "aurora", "version": 1, "text": "a = b\njobs = 1"});
    client.tell("textDocument/didOpen", json!({"textDocument": document}));
    let found = client.wait(|message| message["params"]["uri"] == "untitled:Untitled-1");
    assert_eq!(
        found["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .len(),
        2
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn leaving_without_a_word() {
    let mut client = Client::new(&[]);
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), 1);
}

#[test]
fn settings_and_files_are_read_again_when_they_change() {
    let text = HELLO.replace("greeting}}", "greeting}} {{word}}");
    let mut client = Client::with(&text);
    assert!(!client.codes("a.aurora", 1).is_empty());
    let settings = client.path("jobc.toml");
    std::fs::write(&settings, "[bindings]\nword = 'x'\n").expect("settings");
    client.published.clear();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    std::fs::write(&settings, "[bindigs]\n").expect("settings");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let uri = client.uri("jobc.toml");
    let found = client.wait(|message| message["params"]["uri"] == *uri);
    assert!(
        found["params"]["diagnostics"][0]["message"]
            .as_str()
            .expect("words")
            .contains("bindigs")
    );
}

#[test]
fn a_newer_text_ends_the_work_on_an_older_one() {
    let mut client = Client::with("jobs = []\n");
    client.diagnostics("a.aurora", 1);
    let slow = "x = 0\nfor i in xrange(9000000):\n  x = x + i\njobs = y\n";
    client.replace("a.aurora", 2, slow);
    let params = client.place("x", "x", 0);
    let id = client.request("textDocument/hover", params);
    client.replace("a.aurora", 3, "jobs = z\n");
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    assert_eq!(client.codes("a.aurora", 3).len(), 1);
    let id = client.request("textDocument/hover", Value::Null);
    client.tell("$/cancelRequest", json!({"id": id}));
    assert!(client.answer(id)["error"]["code"].is_i64());
}

#[test]
fn names_inside_of_strings() {
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace(
            "jobs = [",
            "jobs = [job(name = 'b').bind(word = 'x', profile = Profile()), ",
        )
        .replace("'hey')", "'hey'), word = 'y'");
    let mut client = Client::with(&text);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    for mark in ["word}}", "word = 'x'"] {
        let mut params = client.place(&text, mark, 1);
        params["context"] = json!({"includeDeclaration": true});
        let found = client.ask("textDocument/references", params.clone());
        assert_eq!(found.as_array().expect("a list").len(), 4, "{mark}");
        params["newName"] = json!("text");
        let edit = client.ask("textDocument/rename", params);
        let mut edits = edit["changes"][client.uri("a.aurora")].clone();
        let edits_by_place = edits.as_array_mut().expect("edits");
        edits_by_place.sort_by_key(|it| {
            let start = &it["range"]["start"];
            (start["line"].as_u64(), start["character"].as_u64())
        });
        assert_eq!(apply(&text, &edits), text.replace("word", "text"), "{mark}");
    }
    for (mark, name) in [
        ("word}}", "role"),
        ("word}}", "a-b"),
        ("profile.greeting", "x"),
    ] {
        let mut params = client.place(&text, mark, 1);
        params["newName"] = json!(name);
        assert_eq!(client.fail("textDocument/rename", params), -32803, "{mark}");
    }
}
