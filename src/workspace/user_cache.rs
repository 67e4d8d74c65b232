//! The folder for what jobc can make again: the user's, not one of a checkout, into which a stranger's change could put something.

use std::env;
use std::path::PathBuf;

/// jobc's own folder among those that a user's programs keep such things in; `None` where it is not known.
pub fn user_cache() -> Option<PathBuf> {
    let folder = |name| {
        let folder = env::var_os(name).map(PathBuf::from);
        folder.filter(|it| it.is_absolute())
    };
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
    let cache = named.or_else(|| Some(folder("HOME")?.join(inside)));
    Some(cache?.join("jobc"))
}
