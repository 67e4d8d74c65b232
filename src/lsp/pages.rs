//! The pages of codes, as files that diagnostics link to: an editor opens them beside the configuration, without a network, and
//! they are those of this version.

use super::uri;
use crate::diagnostic::Code;
use crate::lint::rules::document;
use crate::workspace::door::{make_own_folder, read_own_text, replace_whole};
use crate::workspace::user_cache;
use lsp_types::Uri;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The paths of the pages that were asked for; `None` where one could not be written.
static WRITTEN: Mutex<BTreeMap<&'static str, Option<String>>> = Mutex::new(BTreeMap::new());

/// The address of the page of a code. It is written when it is first asked for; there is none if that fails.
pub fn address(code: &Code) -> Option<Uri> {
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    let path = written.entry(code.code).or_insert_with(|| write(code));
    uri::of_path(path.as_deref()?)
}

/// The largest page in bytes.
const LARGEST: u64 = 1 << 20;

fn write(code: &Code) -> Option<String> {
    let folder = user_cache()?.join(env!("CARGO_PKG_VERSION"));
    let path = folder.join(format!("{}.md", code.code));
    let text = document(code);
    if read_own_text(&path, LARGEST).as_ref() != Some(&text) {
        make_own_folder(&folder).ok()?;
        replace_whole(&path, text.as_bytes()).ok()?;
    }
    Some(path.to_str()?.to_owned())
}
