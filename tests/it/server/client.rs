//! A client of the built server, in a folder with files.

#[path = "../support/frame.rs"]
mod frame;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const WAIT: Duration = Duration::from_secs(60);

/// A client with a server, in a folder with files.
pub struct Client {
    pub folder: tempfile::TempDir,
    pub child: Child,
    pub input: ChildStdin,
    pub messages: Receiver<Value>,
    pub requests: i64,
    /// The newest version of each file that was opened.
    pub versions: BTreeMap<String, i64>,
    /// The last diagnostics of each file, with the version.
    pub published: BTreeMap<String, (Option<i64>, Vec<Value>)>,
}

impl Client {
    /// A server that was not told anything yet.
    pub fn silent(files: &[(&str, &str)]) -> Client {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("jobc.toml"), "").expect("settings");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_jobc"))
            .arg("server")
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
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
            versions: BTreeMap::new(),
            published: BTreeMap::new(),
        }
    }

    pub fn new(files: &[(&str, &str)]) -> Client {
        let mut client = Client::silent(files);
        let capabilities = json!({"textDocument": {
            "completion": {"completionItem": {"snippetSupport": true}},
            "publishDiagnostics": {"codeDescriptionSupport": true},
        }});
        let answer = client.ask("initialize", json!({"capabilities": capabilities}));
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        client.tell("initialized", json!({}));
        client
    }

    /// A client with one file, which is open.
    pub fn with(text: &str) -> Client {
        let mut client = Client::new(&[("a.aurora", text)]);
        client.open("a.aurora", text);
        client
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder
            .path()
            .canonicalize()
            .expect("a path")
            .join(name)
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("a server that reads");
        self.input.flush().expect("a server that reads");
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let text = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.send_bytes(text.as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its number.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Waits for a message, and remembers diagnostics on the way.
    pub fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
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

    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The result of a request.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The code of the error that a request gives.
    pub fn fail(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        self.answer(id)["error"]["code"].as_i64().expect("an error")
    }

    pub fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.versions.insert(name.to_owned(), 1);
        let document = json!({"uri": uri, "languageId": "aurora", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn replace(&mut self, name: &str, version: i64, text: &str) {
        self.versions.insert(name.to_owned(), version);
        let document = json!({"uri": self.uri(name), "version": version});
        let changes = json!([{"text": text}]);
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// The codes of the diagnostics of a version of a file.
    pub fn codes(&mut self, name: &str, version: i64) -> Vec<String> {
        let diagnostics = self.diagnostics(name, version);
        let codes = diagnostics.iter().map(|it| it["code"].as_str());
        codes.map(|code| code.expect("a code").to_owned()).collect()
    }

    pub fn diagnostics(&mut self, name: &str, version: i64) -> Vec<Value> {
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

    /// The result of a request about the place of `mark` in the text of `a.aurora`, behind `skip` characters of it. The text has
    /// been analysed by then.
    pub fn at(&mut self, method: &str, text: &str, mark: &str, skip: usize) -> Value {
        let version = self.versions["a.aurora"];
        self.diagnostics("a.aurora", version);
        let params = self.place(text, mark, skip);
        self.ask(method, params)
    }

    pub fn place(&self, text: &str, mark: &str, skip: usize) -> Value {
        self.place_in("a.aurora", text, mark, skip)
    }

    /// The same in another file.
    pub fn place_in(&self, name: &str, text: &str, mark: &str, skip: usize) -> Value {
        let offset = text.find(mark).expect(mark) + skip;
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |it| it + 1);
        json!({
            "textDocument": {"uri": self.uri(name)},
            "position": {"line": line, "character": column},
        })
    }

    pub fn document(&self) -> Value {
        json!({"textDocument": {"uri": self.uri("a.aurora")}})
    }

    pub fn labels(&mut self, text: &str, mark: &str, skip: usize) -> Vec<String> {
        let answer = self.at("textDocument/completion", text, mark, skip);
        let mut items = answer["items"].as_array().expect("items").clone();
        items.sort_by_key(|it| it["sortText"].as_str().unwrap_or_default().to_owned());
        items
            .iter()
            .map(|it| it["label"].as_str().expect("a label").to_owned())
            .collect()
    }

    pub fn end(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.code()
    }

    pub fn code(&mut self) -> i32 {
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
    serde_json::from_slice(&frame::read(output)?).ok()
}

/// A configuration with most of what there is.
pub const HELLO: &str = include_str!("../../../src/ide/tests/hello.aurora");

/// A text with edits made; for texts in ASCII.
pub fn apply(text: &str, edits: &Value) -> String {
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
