//! A client of `jobc server`, over its standard input and output.

#[path = "../../tests/it/support/frame.rs"]
mod frame;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a message may take.
const WAIT: Duration = Duration::from_secs(60);

/// A server with one open file.
pub struct Client {
    child: Child,
    input: ChildStdin,
    /// What the server said, each with the time when it arrived.
    messages: Receiver<(Instant, Value)>,
    uri: String,
    version: i64,
    /// The newest version that diagnostics have come for, and when they came.
    published: Option<(i64, Instant)>,
    requests: i64,
}

/// A place: a line and a column, from 0 on.
pub type Place = (usize, usize);

impl Client {
    /// Starts a server and opens a file; gives how long its diagnostics took, too.
    pub fn open(path: &Path, text: &str) -> (Client, Duration) {
        let other = std::env::var("JOBC_BENCH_BINARY").ok();
        let binary = other.unwrap_or_else(|| env!("CARGO_BIN_EXE_jobc").to_owned());
        let mut child = Command::new(binary)
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Client {
            input: child.stdin.take().expect("its input"),
            child,
            messages,
            uri: format!("file://{}", path.display()),
            version: 1,
            published: None,
            requests: 0,
        };
        client.ask("initialize", json!({"capabilities": {}}));
        client.tell("initialized", json!({}));
        let document =
            json!({"uri": client.uri, "languageId": "aurora", "version": 1, "text": text});
        let begin = client.tell("textDocument/didOpen", json!({"textDocument": document}));
        let taken = client.wait_for_diagnostics(begin);
        (client, taken)
    }

    fn send(&mut self, message: &Value) -> Instant {
        let text = message.to_string();
        let text = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        let begin = Instant::now();
        self.input
            .write_all(text.as_bytes())
            .expect("a server that reads");
        begin
    }

    fn tell(&mut self, method: &str, params: Value) -> Instant {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Waits for a message; how long it took.
    fn wait(&mut self, begin: Instant, is_it: impl Fn(&Value) -> bool) -> (Duration, Value) {
        loop {
            let (arrived, message) = self.messages.recv_timeout(WAIT).expect("a message");
            if let Some(version) = message["params"]["version"].as_i64() {
                self.published = Some((version, arrived));
            }
            if is_it(&message) {
                return (arrived.saturating_duration_since(begin), message);
            }
        }
    }

    /// Replaces what is between two places; when that was.
    pub fn change(&mut self, start: Place, end: Place, text: &str) -> Instant {
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        let place = |(line, character)| json!({"line": line, "character": character});
        let range = json!({"start": place(start), "end": place(end)});
        let changes = json!([{"range": range, "text": text}]);
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        )
    }

    /// Waits for the diagnostics of the newest text.
    pub fn wait_for_diagnostics(&mut self, begin: Instant) -> Duration {
        let version = self.version;
        // They may have come before the answer to a request.
        if let Some((_, arrived)) = self.published.filter(|(it, _)| *it == version) {
            return arrived.saturating_duration_since(begin);
        }
        self.wait(begin, |message| message["params"]["version"] == version)
            .0
    }

    /// Asks something about the file, with further parameters; how long the answer took, and the answer.
    pub fn ask_of_file(&mut self, method: &str, mut params: Value) -> (Duration, Value) {
        params["textDocument"] = json!({"uri": self.uri});
        self.ask(method, params)
    }

    /// The resident memory of the server and the process that does its work, in bytes; `None` where `/proc` does not tell.
    pub fn memory(&self) -> Option<u64> {
        let own = self.child.id();
        let children = format!("/proc/{own}/task/{own}/children");
        let children = std::fs::read_to_string(children).ok()?;
        let children = children.split_whitespace().filter_map(|it| it.parse().ok());
        [own].into_iter().chain(children).map(resident).sum()
    }

    fn ask(&mut self, method: &str, params: Value) -> (Duration, Value) {
        self.requests += 1;
        let id = self.requests;
        let begin =
            self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let (taken, answer) = self.wait(begin, |message| {
            message["id"] == id && message.get("method").is_none()
        });
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        (taken, answer["result"].clone())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Nothing of it is needed any more, however it ends.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The resident memory of a process, in bytes.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes << 10)
}

fn receive(output: &mut impl BufRead) -> Option<(Instant, Value)> {
    let bytes = frame::read(output)?;
    let arrived = Instant::now();
    Some((arrived, serde_json::from_slice(&bytes).ok()?))
}
