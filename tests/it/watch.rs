//! What a person sees of runs that take long, or never end: `--watch`, and how far a run is.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const BASE: &str = "\
base = Job(cluster = 'west', role = 'www', environment = 'devel', task = SimpleTask('run', 'run'))
";

const SERVICE: &str = "include('shared/base.aurora')\njobs = [base(name = 'a')]\n";

/// A check that goes on until it is dropped.
struct Watch {
    folder: tempfile::TempDir,
    log: tempfile::TempDir,
    child: Child,
}

impl Watch {
    fn start(files: &[(&str, &str)]) -> Watch {
        Watch::start_with(files, &[])
    }

    fn start_with(files: &[(&str, &str)], arguments: &[&str]) -> Watch {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            write(folder.path(), name, text);
        }
        let log = tempfile::tempdir().unwrap();
        let stream = |name| File::create(log.path().join(name)).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_jobc"))
            .args(["check", "--watch", "--output-format", "concise"])
            .args(arguments)
            .current_dir(folder.path())
            .env("XDG_CACHE_HOME", log.path())
            .stdin(Stdio::null())
            .stdout(stream("out"))
            .stderr(stream("err"))
            .spawn()
            .unwrap();
        Watch { folder, log, child }
    }

    fn said(&self, stream: &str) -> String {
        fs::read_to_string(self.log.path().join(stream)).unwrap()
    }

    /// Waits until a run after `runs` others has ended.
    fn wait(&mut self, runs: usize) {
        let is_done = |text: &str| text.matches(" finding").count() >= runs;
        let begin = Instant::now();
        while !is_done(&self.said("err")) {
            assert!(
                begin.elapsed() < Duration::from_secs(120),
                "{}",
                self.said("err")
            );
            assert!(self.child.try_wait().unwrap().is_none(), "it ended");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn wait_for(&mut self, words: &str) {
        let begin = Instant::now();
        while !self.said("err").contains(words) {
            assert!(
                begin.elapsed() < Duration::from_secs(120),
                "{}",
                self.said("err")
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn write(&self, name: &str, text: &str) {
        write(self.folder.path(), name, text);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_changed_include_is_checked_again() {
    let mut watch = Watch::start(&[
        ("jobc.toml", ""),
        ("shared/base.aurora", BASE),
        ("a.aurora", SERVICE),
    ]);
    watch.wait(1);
    let first = "a.aurora:2:9: info[J001] the job `a` has no `contact`; help: add a contact for when it misbehaves: \
                 `contact = 'team@example.com'`\n";
    assert_eq!(watch.said("out"), first);

    let with_contact = BASE.replace("cluster", "contact = 'x@example.com', cluster");
    watch.write("shared/base.aurora", &with_contact);
    watch.wait(2);
    assert!(watch.said("err").contains("\nshared/base.aurora changed\n"));
    assert_eq!(watch.said("out"), first, "the second run finds nothing");

    // Files come and go.
    watch.write("deep/new.aurora", "jobs = [\n");
    watch.wait(3);
    assert!(watch.said("out").contains("deep/new.aurora:1:8: error["));
    fs::remove_file(watch.folder.path().join("deep/new.aurora")).unwrap();
    watch.wait(4);
    assert!(watch.said("err").ends_with("ms\n") || watch.said("err").ends_with("s\n"));
}

/// A run answers to what it depends on, and to nothing else: not to its own report, and not to a README.
#[test]
fn only_what_a_run_depends_on_starts_another() {
    let text = "greeting = open('words.txt').read()\njobs = [greeting]\n";
    let files = [
        ("jobc.toml", ""),
        ("words.txt", "hello\n"),
        ("README.md", "a\n"),
        ("a.aurora", text),
    ];
    let mut watch = Watch::start_with(&files, &["--output-file", "report.txt"]);
    let runs = |watch: &Watch| watch.said("err").matches(" finding").count();
    watch.wait(1);
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(runs(&watch), 1, "{}", watch.said("err"));
    watch.write("README.md", "b\n");
    watch.write("docs/more.md", "b\n");
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(runs(&watch), 1, "{}", watch.said("err"));
    for (number, name) in [
        "words.txt",
        "a.aurora",
        "jobc.toml",
        "new.aurora",
        ".gitignore",
    ]
    .into_iter()
    .enumerate()
    {
        watch.write(name, "# changed\n");
        watch.wait(number + 2);
        assert!(
            watch.said("err").contains(&format!("\n{name} changed\n")),
            "{name}"
        );
    }
}

#[test]
fn settings_may_be_wrong_for_a_moment() {
    let mut watch = Watch::start(&[("jobc.toml", ""), ("a.aurora", BASE)]);
    watch.wait(1);
    watch.write("jobc.toml", "nonsense = 1\n");
    watch.wait_for("E706");
    watch.write("jobc.toml", "exclude = ['b.aurora']\n");
    watch.wait(2);
}

#[test]
fn standard_input_cannot_be_watched() {
    let output = Command::new(env!("CARGO_BIN_EXE_jobc"))
        .args(["check", "--watch", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        words.contains("standard input cannot be watched"),
        "{words}"
    );
}

/// `script` runs a command in a terminal of its own; a program that sleeps makes the run take long.
#[test]
#[cfg_attr(not(has_program = "script"), ignore = "`script` is not installed")]
fn a_long_run_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let job = |name: &str| {
        format!(
            "{BASE}jobs = [base(name = '{name}', contact = 'x@example.com', task = SimpleTask('t', 'run'))]\n"
        )
    };
    write(
        folder.path(),
        "jobc.toml",
        "lint.shellcheck.enabled = true\n",
    );
    for name in ["a", "b", "c"] {
        write(folder.path(), &format!("{name}.aurora"), &job(name));
    }
    let programs = tempfile::tempdir().unwrap();
    let program = programs.path().join("shellcheck");
    let body = "#!/bin/sh\n[ \"$1\" = --version ] && echo version: 1 && exit 0\nsleep 1\necho '{\"comments\": []}'\n";
    fs::write(&program, body).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let seen = |arguments: &str| {
        let command = format!(
            "{} check --no-cache {arguments}",
            env!("CARGO_BIN_EXE_jobc")
        );
        Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(folder.path())
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", programs.path().display()),
            )
            .stdin(Stdio::null())
            .output()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let bar = seen("").expect("`script` makes a terminal");
    // It is drawn over and over on one line, and gone in the end.
    assert!(bar.contains("] 0/3 files"), "{bar:?}");
    assert!(bar.contains("\r[=========="), "{bar:?}");
    let (_, rest) = bar.rsplit_once("\r\u{1b}[K").expect("the bar goes");
    assert!(
        rest.contains("3 files, 3 valid jobs, 0 findings"),
        "{bar:?}"
    );
    assert!(!seen("--quiet").unwrap().contains("files"));
    assert!(!seen("2>err").unwrap().contains("files"));
    let piped = fs::read_to_string(folder.path().join("err")).unwrap();
    assert!(!piped.contains('\r'), "{piped:?}");
}
