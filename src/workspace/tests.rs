//! What the sandbox refuses, and how files are written.

use super::door::write_whole;
use super::*;
use crate::eval::{Host, HostError, Variable};
use std::fs;
use std::path::Path;

struct World {
    _folder: tempfile::TempDir,
    host: DiskHost,
}

/// `root/` with a file and a folder in it, and `secret` beside it.
fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    fs::create_dir_all(root.join("sub")).unwrap();
    fs::write(root.join("a.aurora"), "a").unwrap();
    fs::write(root.join("large"), "x".repeat(101)).unwrap();
    fs::write(root.join("exact"), "x".repeat(100)).unwrap();
    fs::write(folder.path().join("secret"), "secret").unwrap();
    let environment = Environment {
        passing: Passing::None,
        ..Environment::default()
    };
    let host = DiskHost::new(&root, &root, environment, 100).unwrap();
    World {
        _folder: folder,
        host,
    }
}

impl World {
    fn path(&self, path: &str) -> std::path::PathBuf {
        self.host.root().join(path)
    }
}

#[cfg(unix)]
fn link(target: impl AsRef<Path>, at: impl AsRef<Path>) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

fn is_outside(result: Result<Vec<u8>, HostError>) -> bool {
    matches!(result, Err(HostError::OutsideRoot(_)))
}

#[test]
fn files_inside_are_read_however_they_are_written() {
    let world = world();
    let absolute = world.path("a.aurora").display().to_string();
    for path in [
        "a.aurora",
        "./a.aurora",
        "sub/../a.aurora",
        "../root/a.aurora",
        &absolute,
    ] {
        assert_eq!(world.host.read(path), Ok(b"a".to_vec()), "{path}");
        assert_eq!(world.host.folder(path), Some(false), "{path}");
    }
    assert_eq!(world.host.folder("sub"), Some(true));
    assert_eq!(world.host.read("exact").map(|bytes| bytes.len()), Ok(100));
}

#[test]
fn nothing_outside_is_read_or_told_of() {
    let world = world();
    let absolute = world.path("../secret").display().to_string();
    let paths = [
        "../secret",
        "sub/../../secret",
        &absolute,
        "/etc/passwd",
        "..",
        "/",
        // What does not exist is answered in the same way.
        "../nothing",
        "/nothing/at/all",
        "nothing/../../secret",
        "/proc/self/environ",
        "/dev/zero",
        "/proc/self/root/etc/passwd",
    ];
    for path in paths {
        assert!(
            is_outside(world.host.read(path)),
            "{path}: {:?}",
            world.host.read(path)
        );
        assert_eq!(world.host.folder(path), None, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_and_refused_outside() {
    let world = world();
    link("a.aurora", world.path("inside"));
    link("sub", world.path("folder"));
    link("../a.aurora", world.path("sub/up"));
    assert_eq!(world.host.read("inside"), Ok(b"a".to_vec()));
    assert_eq!(world.host.read("folder/up"), Ok(b"a".to_vec()));
    link("../secret", world.path("leak"));
    link("..", world.path("out"));
    link("/", world.path("sub/slash"));
    link("../nothing", world.path("dangling_out"));
    for path in [
        "leak",
        "out/secret",
        "sub/slash/etc/passwd",
        "dangling_out",
        "out/nothing",
    ] {
        assert!(
            is_outside(world.host.read(path)),
            "{path}: {:?}",
            world.host.read(path)
        );
        assert_eq!(world.host.folder(path), None, "{path}");
    }
    link("nothing", world.path("dangling"));
    assert_eq!(world.host.read("dangling"), Err(HostError::NotFound));
    link("loop", world.path("loop"));
    assert!(matches!(
        world.host.read("loop"),
        Err(HostError::Refused(_))
    ));
    assert!(matches!(
        world.host.read("loop/x"),
        Err(HostError::Refused(_) | HostError::NotFound)
    ));
}

#[test]
fn only_regular_files_of_a_limited_size_are_read() {
    let world = world();
    assert_eq!(world.host.read("sub"), Err(HostError::NotAFile("a folder")));
    assert_eq!(world.host.read(""), Err(HostError::NotAFile("a folder")));
    assert_eq!(world.host.read("nothing"), Err(HostError::NotFound));
    assert_eq!(world.host.read("a.aurora/x"), Err(HostError::NotFound));
    assert_eq!(world.host.read("a\0b"), Err(HostError::NotFound));
    assert_eq!(world.host.read("large"), Err(HostError::TooLarge(100)));
}

#[cfg(unix)]
#[test]
fn special_files_do_not_block_even_where_the_root_is_all() {
    let world = world();
    let fifo = world.path("fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(world.host.read("fifo"), Err(HostError::NotAFile("a FIFO")));
    }
    let _socket = std::os::unix::net::UnixListener::bind(world.path("socket")).unwrap();
    assert_eq!(
        world.host.read("socket"),
        Err(HostError::NotAFile("a socket"))
    );
    let everything =
        DiskHost::new(Path::new("/"), Path::new("/"), Environment::default(), 100).unwrap();
    for path in [
        "/dev/zero",
        "/dev/null",
        "/proc/self/environ",
        "/proc/version",
    ] {
        if Path::new(path).exists() {
            assert!(
                matches!(everything.read(path), Err(HostError::NotAFile(_))),
                "{path}"
            );
        }
    }
}

#[test]
fn a_named_file_is_read_and_nothing_beside_it() {
    let mut world = world();
    fs::write(world.path("../other"), "other").unwrap();
    world.host.name_file(Path::new("../secret"));
    assert_eq!(world.host.read("../secret"), Ok(b"secret".to_vec()));
    assert!(is_outside(world.host.read("../other")));
}

#[test]
fn variables_are_given_allowed_or_hidden() {
    let mut environment = Environment::default();
    environment.given.insert("GIVEN".into(), "1".into());
    assert_eq!(environment.get("GIVEN"), Variable::Set("1".into()));
    assert!(matches!(environment.get("PATH"), Variable::Set(_)));
    assert_eq!(environment.get(""), Variable::Unset);
    assert_eq!(environment.get("A=B"), Variable::Unset);
    assert_eq!(environment.get("A\0"), Variable::Unset);
    environment.passing = Passing::None;
    assert_eq!(environment.get("PATH"), Variable::Unset);
    assert_eq!(environment.names(), ["GIVEN"]);
    environment.passing = Passing::Only(vec!["PAT*".into()]);
    assert!(matches!(environment.get("PATH"), Variable::Set(_)));
    assert_eq!(environment.get("HOME"), Variable::Forbidden);
    assert_eq!(environment.get("GIVEN"), Variable::Set("1".into()));
}

#[test]
fn the_root_is_the_marked_folder_above_or_the_current_directory() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().canonicalize().unwrap();
    fs::create_dir_all(base.join("repo/a/b")).unwrap();
    fs::create_dir_all(base.join("other")).unwrap();
    let file = base.join("repo/a/b/x.aurora");
    assert_eq!(find_root(&file, &base.join("repo")), base.join("repo"));
    assert_eq!(find_root(&file, &base.join("other")), base.join("repo/a/b"));
    assert_eq!(find_root(&file, Path::new("/")), base.join("repo/a/b"));
    fs::create_dir(base.join("repo/.git")).unwrap();
    assert_eq!(find_root(&file, &base.join("other")), base.join("repo"));
    fs::write(base.join("repo/a/jobc.toml"), "").unwrap();
    assert_eq!(find_root(&file, &base), base.join("repo/a"));
    assert_eq!(
        find_settings(&base.join("repo/a/b")),
        Some(base.join("repo/a/jobc.toml"))
    );
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.json");
    write_whole(&path, b"one").unwrap();
    write_whole(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert!(write_whole(&folder.path().join("no/such/folder"), b"x").is_err());
    assert!(write_whole(folder.path(), b"x").is_err());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no temporary file stays"
    );
}

#[cfg(unix)]
#[test]
fn writing_follows_links_and_keeps_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (path, alias) = (folder.path().join("out"), folder.path().join("alias"));
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    link("out", &alias);
    write_whole(&alias, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert!(fs::symlink_metadata(&alias).unwrap().is_symlink());
    write_whole(Path::new("/dev/null"), b"x").unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn settings_are_read_and_mistakes_explained() {
    let settings = settings::Settings::parse(
        "jobc.toml",
        "preludes = ['site.aurora']\n[env]\nallow = ['CI_*']\n[env.values]\nUSER = 'ci'\n[limits]\ninclude-depth = 3\n",
    );
    let settings = settings.map_err(|bad| bad.diagnostics).unwrap();
    assert_eq!(settings.preludes, ["site.aurora"]);
    assert_eq!(settings.limits.include_depth, 3);
    assert_eq!(
        settings.environment().get("USER"),
        Variable::Set("ci".into())
    );
    assert_eq!(settings.environment().get("HOME"), Variable::Forbidden);
    for (text, message, place, help) in [
        (
            "prelude = []",
            "unknown setting `prelude`",
            "prelude",
            Some("did you mean `preludes`?"),
        ),
        (
            "[limits]\ninclude_depth = 1",
            "unknown setting `include_depth`",
            "include_depth",
            Some("did you mean `include-depth`?"),
        ),
        (
            "root = 1",
            "invalid type: integer `1`, expected a string",
            "1",
            None,
        ),
    ] {
        let bad = settings::Settings::parse("jobc.toml", text).unwrap_err();
        let diagnostic = &bad.diagnostics[0];
        assert_eq!(diagnostic.message, message);
        assert_eq!(bad.sources.text(diagnostic.primary.span), place);
        assert_eq!(diagnostic.help.as_deref(), help);
    }
    assert!(settings::Settings::parse("jobc.toml", "= [").is_err());
}

#[test]
fn a_memory_host_gives_what_it_holds() {
    let memory = MemoryHost::with_files([("a/b.aurora", "b")]);
    assert_eq!(memory.read("a/../a/./b.aurora"), Ok(b"b".to_vec()));
    assert_eq!(memory.folder("a"), Some(true));
    assert_eq!(memory.folder("b"), None);
    assert!(is_outside(memory.read("../x")));
}
