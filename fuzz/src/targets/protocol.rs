//! The server outlives any sequence of messages, and answers each request once.
//!
//! The first line of an input is the text of an open file, with `\n` for line ends. Each further line is a message: `!` and raw
//! bytes; `?` and a request with its parameters; `+`, a row, a column and text to insert there; anything else is asked of
//! the file at a place, the request by its first byte.
use jobc::lsp::serve;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

const REQUESTS: [&str; 20] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/typeDefinition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/documentSymbol",
    "workspace/symbol",
    "textDocument/documentLink",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/codeAction",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/semanticTokens/full",
];

/// A folder with small limits, so that each compilation is short.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let limits = "[limits]\nstatements = 2000\ncall-depth = 30\nsize = 10000\nmemory = 1000000\n\
                      expansion = 5000\nmilliseconds = 1000\n[env]\nallow = []\n";
        std::fs::write(folder.path().join("jobc.toml"), limits).expect("settings");
        folder
    });
    folder.path()
}

fn frame(out: &mut Vec<u8>, message: &Value) {
    let text = message.to_string();
    out.extend(format!("Content-Length: {}\r\n\r\n{text}", text.len()).bytes());
}

struct Script {
    bytes: Vec<u8>,
    uri: String,
    version: i64,
    requests: i64,
    /// Whether the frames may be out of step: what follows may be taken for the body of a message.
    is_raw: bool,
}

impl Script {
    fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let id = self.requests;
        frame(
            &mut self.bytes,
            &json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}),
        );
    }

    fn tell(&mut self, method: &str, params: Value) {
        frame(
            &mut self.bytes,
            &json!({"jsonrpc": "2.0", "method": method, "params": params}),
        );
    }

    fn line(&mut self, line: &[u8]) {
        let (first, rest) = match line.split_first() {
            Some((first, rest)) => (*first, rest),
            None => return,
        };
        let words = String::from_utf8_lossy(rest).into_owned();
        let number = |at: usize| rest.get(at).map_or(0, |byte| u32::from(*byte % 64));
        match first {
            b'!' => {
                self.is_raw = true;
                self.bytes.extend(rest);
            }
            b'?' => {
                let (method, params) = words.split_once(' ').unwrap_or((&words, "null"));
                self.is_raw |= matches!(method, "initialize" | "shutdown");
                let params = serde_json::from_str(params).unwrap_or(Value::Null);
                self.ask(method, params);
            }
            b'+' => {
                let place = json!({"line": number(0), "character": number(1)});
                let text = words.get(2..).unwrap_or_default().replace("\\n", "\n");
                let end = json!({"line": number(0), "character": number(1) + number(2) % 3});
                self.version += 1;
                let document = json!({"uri": self.uri, "version": self.version});
                let change = json!({"range": {"start": place, "end": end}, "text": text});
                let params = json!({"textDocument": document, "contentChanges": [change]});
                self.tell("textDocument/didChange", params);
            }
            _ => {
                let position = json!({"line": number(0), "character": number(1)});
                let params = json!({
                    "textDocument": {"uri": self.uri},
                    "position": position,
                    "positions": [position],
                    "range": {"start": {"line": 0, "character": 0}, "end": position},
                    "context": {"includeDeclaration": true, "diagnostics": [], "triggerKind": 1, "isRetrigger": false},
                    "options": {"tabSize": 2, "insertSpaces": true},
                    "query": words.get(2..).unwrap_or_default(),
                    "newName": words.get(2..).unwrap_or_default(),
                });
                self.ask(REQUESTS[usize::from(first) % REQUESTS.len()], params);
            }
        }
    }
}

/// Checks one input.
pub fn check(data: &[u8]) {
    let mut lines = data.split(|&byte| byte == b'\n');
    let text = String::from_utf8_lossy(lines.next().unwrap_or_default()).replace("\\n", "\n");
    let uri = format!("file://{}/a.aurora", folder().display());
    let mut script = Script {
        bytes: Vec::new(),
        uri: uri.clone(),
        version: 1,
        requests: 0,
        is_raw: false,
    };
    script.ask("initialize", json!({"capabilities": {}}));
    script.tell("initialized", json!({}));
    let document = json!({"uri": uri, "languageId": "aurora", "version": 1, "text": text});
    script.tell("textDocument/didOpen", json!({"textDocument": document}));
    for line in lines.take(20) {
        script.line(line);
    }
    script.ask("shutdown", Value::Null);
    script.tell("exit", Value::Null);
    let mut output = Vec::new();
    let is_proper = serve(Cursor::new(script.bytes), &mut output).expect("threads");
    let answers = answers(&output);
    assert!(
        answers.values().all(|&count| count == 1),
        "answered twice: {answers:?}"
    );
    if !script.is_raw {
        assert!(is_proper, "the connection did not end properly");
        assert_eq!(answers.len() as i64, script.requests, "{answers:?}");
    }
}

/// How often each request was answered; what is written has to be whole messages.
fn answers(mut output: &[u8]) -> BTreeMap<i64, usize> {
    let mut counts = BTreeMap::new();
    while !output.is_empty() {
        let end = output
            .windows(4)
            .position(|it| it == b"\r\n\r\n")
            .expect("a header");
        let header = std::str::from_utf8(&output[..end]).expect("a header of ASCII");
        let length = header.strip_prefix("Content-Length: ").expect("a length");
        let length: usize = length.parse().expect("a number");
        let body = &output[end + 4..end + 4 + length];
        let message: Value = serde_json::from_slice(body).expect("a message of JSON");
        if let (Some(id), None) = (message["id"].as_i64(), message.get("method")) {
            *counts.entry(id).or_insert(0) += 1;
        }
        output = &output[end + 4 + length..];
    }
    counts
}
