//! Messages on the wire: a header with the length, then JSON. Whatever arrives, reading goes on behind it.

use super::lenient;
use lsp_server::Message;
use serde::Serialize;
use std::io::{self, BufRead, Read, Write};

/// The longest message that is read, in bytes.
const MESSAGE_LIMIT: usize = 128 << 20;

/// The longest header line that is read, in bytes.
const LINE_LIMIT: u64 = 4096;

/// What arrived.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none, and why.
    Malformed(String),
}

/// Reads the next message; `None` at the end of the stream. Lines that are no headers are skipped.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    match length(input)? {
        Some(length) => body(input, length),
        None => Ok(None),
    }
}

/// Reads the next message of a process of jobc, whatever it is; `None` at the end of the stream.
pub fn read_bytes(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = length(input)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() == length).then_some(bytes))
}

/// Reads the header of the next message: the length of its body.
fn length(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = Vec::new();
        if input
            .by_ref()
            .take(LINE_LIMIT)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match (line.is_empty(), length) {
            (true, Some(length)) => return Ok(Some(length)),
            (true, None) => {}
            (false, _) => length = content_length(line).or(length),
        }
    }
}

fn content_length(line: &str) -> Option<usize> {
    let (name, value) = line.split_once(':')?;
    name.trim()
        .eq_ignore_ascii_case("content-length")
        .then(|| value.trim().parse().ok())?
}

fn body(input: &mut impl BufRead, length: usize) -> io::Result<Option<Incoming>> {
    if length > MESSAGE_LIMIT {
        io::copy(&mut input.by_ref().take(length as u64), &mut io::sink())?;
        let words = format!("the message is longer than {MESSAGE_LIMIT} bytes");
        return Ok(Some(Incoming::Malformed(words)));
    }
    let mut bytes = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() < length {
        return Ok(None);
    }
    let message = serde_json::from_slice::<Message>(&bytes).or_else(|error| {
        let read = lenient::read(&bytes);
        let read = read.and_then(|value| serde_json::from_value(value).ok());
        read.ok_or(error)
    });
    Ok(Some(match message {
        Ok(mut message) => {
            match &mut message {
                Message::Request(it) => lenient::tame(&mut it.params),
                Message::Notification(it) => lenient::tame(&mut it.params),
                Message::Response(_) => {}
            }
            Incoming::Message(message)
        }
        Err(error) => Incoming::Malformed(error.to_string()),
    }))
}

/// Writes a message, whole.
pub fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    write_text(output, &serde_json::to_string(message)?)
}

/// Writes a message that is JSON already, whole.
pub fn write_text(output: &mut impl Write, text: &str) -> io::Result<()> {
    write_bytes(output, text.as_bytes())
}

/// The same for its bytes.
pub fn write_bytes(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut message = format!("Content-Length: {}\r\n\r\n", bytes.len()).into_bytes();
    message.extend_from_slice(bytes);
    output.write_all(&message)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<String> {
        let mut input = bytes;
        let mut seen = Vec::new();
        while let Ok(Some(incoming)) = read(&mut input) {
            seen.push(match incoming {
                Incoming::Message(Message::Request(request)) => request.method,
                Incoming::Message(Message::Notification(it)) => format!("!{}", it.method),
                Incoming::Message(Message::Response(_)) => "response".to_owned(),
                Incoming::Malformed(_) => "malformed".to_owned(),
            });
        }
        seen
    }

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    #[test]
    fn reading_goes_on_behind_garbage() {
        let request = framed(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#);
        let notification = framed(r#"{"jsonrpc":"2.0","method":"b"}"#);
        for (bytes, expected) in [
            (format!("{request}{notification}"), vec!["a", "!b"]),
            (format!("hello\r\n\r\n\n{request}"), vec!["a"]),
            (
                format!("{}{request}", framed("{not json")),
                vec!["malformed", "a"],
            ),
            (format!("{}{request}", framed("[]")), vec!["malformed", "a"]),
            (format!("content-length : x\r\n{request}"), vec!["a"]),
            (
                format!("Content-Length: 999999999999\r\n\r\n{request}"),
                vec!["malformed"],
            ),
            (request[..request.len() - 2].to_owned(), vec![]),
            (
                format!("{}{request}", framed(&"[".repeat(10_000))),
                vec!["malformed", "a"],
            ),
        ] {
            assert_eq!(all(bytes.as_bytes()), expected, "{bytes:.60}");
        }
    }
}
