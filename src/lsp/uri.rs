//! `file:` addresses and paths.

use crate::ide::path::{address, normalize};
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

/// The `file:` address of an absolute path.
pub fn of_path(path: &str) -> Option<Uri> {
    Uri::from_str(&address(path)).ok()
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
    use crate::ide::path::has_file;

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
