//! The pages of codes, as files that diagnostics link to: an editor opens them beside the configuration, without a network, and
//! they are those of this version.

use super::uri;
use crate::diagnostic::Code;
use crate::workspace::write_whole;
use lsp_types::Uri;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The paths of the pages that were asked for; `None` where one could not be written.
static WRITTEN: Mutex<BTreeMap<&'static str, Option<String>>> = Mutex::new(BTreeMap::new());

/// The address of the page of a code. It is written when it is first asked for; there is none if that fails.
pub fn address(code: &Code) -> Option<Uri> {
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let path = written.entry(code.code).or_insert_with(|| write(code));
    uri::of_path(path.as_deref()?)
}

fn write(code: &Code) -> Option<String> {
    let folder = cache()?.join("jobc").join(env!("CARGO_PKG_VERSION"));
    let path = folder.join(format!("{}.md", code.code));
    let text = code.document();
    if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        fs::create_dir_all(&folder).ok()?;
        write_whole(&path, text.as_bytes()).ok()?;
    }
    Some(path.to_str()?.to_owned())
}

/// The folder for what a user's programs can make again.
fn cache() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).map(PathBuf::from);
    let named = folder(if cfg!(windows) {
        "LOCALAPPDATA"
    } else {
        "XDG_CACHE_HOME"
    });
    let inside = if cfg!(target_os = "macos") {
        "Library/Caches"
    } else {
        ".cache"
    };
    let named = named.filter(|it| it.is_absolute());
    named.or_else(|| Some(folder("HOME").filter(|it| it.is_absolute())?.join(inside)))
}
