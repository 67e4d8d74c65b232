//! Absolute paths as text, and their addresses.

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

/// The folder of an absolute path.
pub fn folder(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(end) => &path[..end],
    }
}

/// The absolute path of one that is relative to a folder, or absolute.
pub fn join(folder: &str, path: &str) -> String {
    match path.starts_with('/') {
        true => normalize(path),
        false => normalize(&format!("{folder}/{path}")),
    }
}

/// The last part of a path.
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether a path is one of a file. That of a buffer without a file has a scheme and no folder: `/untitled:Untitled-1`.
pub fn has_file(path: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let name = path.strip_prefix('/').unwrap_or(path);
    match name.split_once(':') {
        Some((scheme, _)) if !name.contains('/') => !scheme.chars().all(is_letter),
        _ => true,
    }
}

/// The `file:` address of an absolute path.
pub fn address(path: &str) -> String {
    let mut text = String::from("file://");
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_what_they_make() {
        for (text, expected) in [
            ("/a/../b", "/b"),
            ("/a//./b", "/a/b"),
            ("a/b", "/a/b"),
            ("/..", "/"),
            ("", "/"),
        ] {
            assert_eq!(normalize(text), expected, "{text}");
        }
        assert_eq!(join("/a", "../b.aurora"), "/b.aurora");
        assert_eq!(join("/a", "/b"), "/b");
        assert_eq!((folder("/a/b"), name("/a/b")), ("/a", "b"));
        assert_eq!((folder("/a"), name("/a")), ("/", "a"));
        assert_eq!(address("/a b/é"), "file:///a%20b/%C3%A9");
    }
}
