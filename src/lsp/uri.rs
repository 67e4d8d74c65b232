//! `file:` addresses and paths.

use lsp_types::Uri;
use std::str::FromStr;

/// The absolute path of a `file:` address, without `.` and `..`; of any other address, such as that of a buffer without a
/// file, a path that does not exist.
pub fn path(uri: &Uri) -> String {
    let text = uri.as_str();
    let Some(rest) = text.strip_prefix("file://") else {
        return format!("/{}", text.replace('/', ":"));
    };
    // The host, which is empty or this machine.
    let rest = &rest[rest.find('/').unwrap_or(rest.len())..];
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    normalize(&decode(rest))
}

/// Whether a path of [`path`] is that of a `file:` address. Those of others have a scheme and no folder.
pub fn has_file(path: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let name = path.strip_prefix('/').unwrap_or(path);
    match name.split_once(':') {
        Some((scheme, _)) if !name.contains('/') => !scheme.chars().all(is_letter),
        _ => true,
    }
}

/// The `file:` address of an absolute path.
pub fn of_path(path: &str) -> Option<Uri> {
    let mut text = String::from("file://");
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri::from_str(&text).ok()
}

/// A path without `.` and doubled slashes, and without what a `..` takes back.
pub fn normalize(path: &str) -> String {
    let is_step = |step: &str| !matches!(step, "" | "." | "..");
    if path
        .strip_prefix('/')
        .is_some_and(|rest| rest.split('/').all(is_step))
    {
        return path.to_owned();
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits
            .filter(|_| first == b'%')
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(escaped.unwrap_or(first));
        rest = match escaped {
            Some(_) => &behind[2..],
            None => behind,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (text, expected) in [
            ("file:///a/b.aurora", "/a/b.aurora"),
            ("file:///a%20b/%C3%A9.aurora", "/a b/é.aurora"),
            ("file://localhost/a/../b", "/b"),
            ("file:///a//./b", "/a/b"),
            ("file://", "/"),
            ("untitled:Untitled-1", "/untitled:Untitled-1"),
            ("git:/a/b.aurora?x", "/git::a:b.aurora?x"),
            ("vscode-vfs://github/a/b", "/vscode-vfs:::github:a:b"),
            ("file:///a/b:c", "/a/b:c"),
        ] {
            let uri = Uri::from_str(text).expect("an address");
            assert_eq!(path(&uri), expected, "{text}");
            assert_eq!(has_file(&path(&uri)), text.starts_with("file:"), "{text}");
        }
        for text in ["/a b/é%.aurora", "/x/y"] {
            let uri = of_path(text).expect("an address");
            assert_eq!(path(&uri), text);
        }
    }
}
