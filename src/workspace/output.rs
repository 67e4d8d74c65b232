//! Writing a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file so that a reader finds either what was there before or all of the new text, also when the disk is full or
/// the process is killed: into a new file beside it, which then takes its place. A link is followed, permissions stay.
/// What is no regular file, such as `/dev/null`, is written to directly.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_by(path, |file| file.write_all(bytes))
}

/// The same with what `write` writes, piece by piece.
pub fn write_whole_by(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let path = target(path)?;
    let metadata = fs::metadata(&path).ok();
    if metadata
        .as_ref()
        .is_some_and(|it| !it.is_file() && !it.is_dir())
    {
        return write(&mut fs::OpenOptions::new().write(true).open(&path)?);
    }
    put_in_place(&path, metadata, write)
}

/// Writes a file of jobc's own in the same way, in the place of whatever is there: where somebody has put a link, what that leads to
/// stays as it is.
pub fn replace_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put_in_place(path, None, |file| file.write_all(bytes))
}

fn put_in_place(
    path: &Path,
    metadata: Option<fs::Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jobc-");
    set_permissions(&mut builder, metadata.as_ref());
    let mut file = builder.tempfile_in(folder)?;
    write(&mut file)?;
    file.as_file().sync_all()?;
    if let Some(metadata) = metadata {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file gets what the process's mask leaves of the usual permissions, not the narrow ones of temporary files.
#[cfg(unix)]
fn set_permissions(builder: &mut tempfile::Builder, metadata: Option<&fs::Metadata>) {
    use std::os::unix::fs::PermissionsExt;
    if metadata.is_none() {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
}

#[cfg(not(unix))]
fn set_permissions(_builder: &mut tempfile::Builder, _metadata: Option<&fs::Metadata>) {}

/// Where links lead; the path itself if there is nothing yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(target) => Ok(target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(error),
    }
}
