//! The formatter: what people see of it.

use jobc::format::{Options, format};
use jobc::source::FileId;
use std::path::Path;

fn formatted(text: &str) -> String {
    let formatted = format(text, FileId(0), &Options::default());
    assert!(formatted.errors.is_empty(), "{:?}", formatted.errors);
    formatted.text
}

fn formatted_lines(text: &str, first: usize, last: usize) -> String {
    let options = Options {
        lines: Some(first..=last),
        ..Options::default()
    };
    format(text, FileId(0), &options).text
}

/// Before and after, one below the other.
fn show(text: &str) -> String {
    format!("{text}-------- becomes --------\n{}", formatted(text))
}

macro_rules! snapshots {
    ($($name:ident: $text:expr,)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(stringify!($name), show($text)); })+
    };
}

snapshots! {
    a_call_that_does_not_fit: "\
hello = Process(name='hello', cmdline='echo hello from {{mesos.instance}} of {{role}}/{{environment}}/{{name}}', max_failures=3)
short=Process( name='short',cmdline='true' )
",
    a_job_with_all_in_it: "\
jobs = [ Service(cluster = 'west', role = 'www', environment = 'prod', name = 'web', # the key
    task = Task(processes = [run], resources = Resources(cpu = 1, ram = 1*GB, disk=2*GB)),

    # How it is updated.
    update_config = UpdateConfig(batch_size = 2, watch_secs = 60),
    constraints = {'host':'limit:1','rack' : 'limit:3'}) ]
",
    copies_with_bindings: "\
jobs = [
  shop(cluster = 'example', environment = 'devel').bind(version = 'latest'),
  shop(cluster = 'example', environment = 'prod', tier = 'preferred', instances = 12).bind(version = '1.7.4'),
]
",
    keywords_as_in_most_of_the_file: "\
a = Process(name='a', cmdline='a')
b = Process(name = 'b', cmdline='b')
def c(name = 'c', size=1*GB): return Process(name=name)
",
    scripts: "\
run = Process(name = 'run', cmdline = '''
  set -e
    ./run --port   {{thermos.ports[http]}}
''')
fetch = Process(name = 'fetch', cmdline = 'cd /opt && '
                                          'curl --fail --silent   {{url}} && '
                                          'tar xzf app.tar.gz')
script = textwrap.dedent('''
  true
''')
",
    classes_and_functions: "\
import os, sys
from helpers import (one,two)
class Profile(Struct):

    '''What differs.'''
    cpu=Default(Float,1.0)



    # In bytes.
    ram = Default( Integer , 128*MB )   #trailing
    @staticmethod

    def of(environment, *names, **values):
        if environment == 'prod' : return Profile(cpu = 4)
        elif names: first = names[0]; rest = names[1:]
        else:
            pass
            # At the end of the block.

        # About what follows.
        return   Profile(** values)
# Below the class.
x=1
",
    lists_and_comprehensions: "\
ports=[8080,8081]
grid = [1, 2,
  3, 4,]
workers = [Process(name = 'work_%02d' % number, cmdline = './work %d' % number) for number in range(WORKERS) if number != 3]
processes = [split, join] + [Process(name = 'work', cmdline = './work'), Process(name = 'rest', cmdline = './rest')]
jobs.extend([Job(name = 'one', cluster = 'west', environment = 'prod'), Job(name = 'two', cluster = 'west')])
",
    operators_that_do_not_fit: "\
command = Process(cmdline = 'run ' + first_part_of_the_command_line + ' ' + second_part_of_the_command_line + ' --end')
if (environment == 'prod' and cluster in ('east', 'west') and not is_disabled(environment) and len(hosts) > 3):
  pass
text = 'the format %s of a message that is a little long, with several %s in it' % (argument, another_argument)
if first_condition and \\
   second_condition:
  pass
",
    python_2: "\
print >>sys.stderr,'x' , `y`
print 'a',
try:
    import json
except ImportError,error:
    raise ValueError, 'no json'
if a<>b: mode=0777; name=ur'x'
",
    parts_to_leave_alone: "\
# fmt: off
table = [ (1,   'one'),
          (100, 'more') ]
# fmt: on
row=[ 1,2 ]
kept=[ 1,2 ]  # fmt: skip
class A(Struct):
    # fmt: off
    a    = String
    long = String
    # fmt: on
    b    = String
inside = [
  # fmt: off
  1,0,
  0,1,
]
",
    comments_in_brackets: "\
a = f( # behind the bracket
  x, # behind an element
  # before an element
  y # behind the last
  # at the end
)
b = [ # empty
]
c = (x + # in the middle
     y)
d = {'k': # behind a key
  1}
",
}

#[test]
fn line_ends_tabs_and_byte_order_marks() {
    let cases = [
        ("a=1\r\nif a:\r\n\tb=2\r\n", "a = 1\r\nif a:\r\n  b = 2\r\n"),
        ("a=1", "a = 1\n"),
        ("\u{feff}a=1\n\n\n", "\u{feff}a = 1\n"),
        ("", ""),
        ("\n\n", ""),
        ("\n\n# c  \n\n\n\n\n\na\n", "# c\n\n\na\n"),
        (
            "if a:\n\n  b\n\n\n\n  c\n\nelse:\n  d\n",
            "if a:\n  b\n\n  c\nelse:\n  d\n",
        ),
        ("a = '''x  \r\n\ty'''\n", "a = '''x  \r\n\ty'''\n"),
        ("a ; b;\n", "a\nb\n"),
        (
            "x = (1,)\ny = f(1,)\nz = a[1,]\n",
            "x = (1,)\ny = f(1)\nz = a[1,]\n",
        ),
        (
            "1 .real\n-x ** -y\nnot(a)\n",
            "1 .real\n-x ** -y\nnot (a)\n",
        ),
        (
            "#!/usr/bin/env jobc\n#: doc\n#----\n#c\n",
            "#!/usr/bin/env jobc\n#: doc\n#----\n# c\n",
        ),
    ];
    for (before, after) in cases {
        assert_eq!(formatted(before), after, "{before:?}");
    }
}

#[test]
fn statements_with_syntax_errors_stay_as_they_are() {
    let text = "a=1\nb = f(  1\nc=2\nif x:\n    d = = 3\n    e=4\nf=5\n";
    let result = format(text, FileId(0), &Options::default());
    assert_eq!(result.errors.len(), 2);
    assert_eq!(
        result.text,
        "a = 1\nb = f(  1\nc = 2\nif x:\n    d = = 3\n    e=4\nf = 5\n"
    );
}

#[test]
fn ranges_are_of_whole_statements() {
    let text = "a=1\nb = f(x,\n  y)\nc=3\nif c:\n    d=4\n    e=5\nif c:\n  d=4\n  e=5\n";
    let cases = [
        (
            1,
            1,
            "a = 1\nb = f(x,\n  y)\nc=3\nif c:\n    d=4\n    e=5\nif c:\n  d=4\n  e=5\n",
        ),
        (
            3,
            3,
            "a=1\nb = f(x, y)\nc=3\nif c:\n    d=4\n    e=5\nif c:\n  d=4\n  e=5\n",
        ),
        // A block that is indented otherwise is formatted as a whole.
        (
            6,
            6,
            "a=1\nb = f(x,\n  y)\nc=3\nif c:\n  d = 4\n  e = 5\nif c:\n  d=4\n  e=5\n",
        ),
        (
            9,
            9,
            "a=1\nb = f(x,\n  y)\nc=3\nif c:\n    d=4\n    e=5\nif c:\n  d = 4\n  e=5\n",
        ),
        (
            8,
            8,
            "a=1\nb = f(x,\n  y)\nc=3\nif c:\n    d=4\n    e=5\nif c:\n  d = 4\n  e = 5\n",
        ),
        (50, 60, text),
    ];
    for (first, last, after) in cases {
        assert_eq!(formatted_lines(text, first, last), after, "{first}-{last}");
    }
}

#[test]
fn the_files_of_this_repository_are_formatted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in ["examples", "examples/shared", "stdlib"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "aurora") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(formatted(&text), text, "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 10);
}

mod command {
    //! `jobc format` as it is built.

    use std::io::Write;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jobc"))
            .arg("format")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may have ended already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let Output {
            status,
            stdout,
            stderr,
        } = child.wait_with_output().unwrap();
        (
            status.code().unwrap(),
            String::from_utf8(stdout).unwrap(),
            String::from_utf8(stderr).unwrap(),
        )
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            ("good.aurora", "a = 1\n"),
            ("bad.aurora", "a=1\nb = 2\n"),
            ("other.txt", "a=1\n"),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn read(folder: &tempfile::TempDir, name: &str) -> String {
        std::fs::read_to_string(folder.path().join(name)).unwrap()
    }

    #[test]
    fn files_are_rewritten() {
        let folder = folder();
        let (code, out, error) = run(folder.path(), &["."], "");
        assert_eq!((code, out.as_str()), (0, ""));
        assert_eq!(error, "1 file formatted, 1 file already formatted\n");
        assert_eq!(read(&folder, "bad.aurora"), "a = 1\nb = 2\n");
        assert_eq!(read(&folder, "other.txt"), "a=1\n");
        let (code, out, error) = run(folder.path(), &["--check", "bad.aurora", "-q"], "");
        assert_eq!((code, out.as_str(), error.as_str()), (0, "", ""));
    }

    #[test]
    fn check_and_diff_write_nothing() {
        let folder = folder();
        let files = ["good.aurora", "bad.aurora"];
        let (code, out, error) = run(folder.path(), &["--check", files[0], files[1]], "");
        assert_eq!((code, out.as_str()), (1, "bad.aurora\n"));
        assert_eq!(
            error,
            "1 file would be formatted, 1 file already formatted\n"
        );
        let (code, out, _) = run(folder.path(), &["--diff", files[0], files[1]], "");
        let expected = "--- bad.aurora\n+++ bad.aurora\n@@ -1,2 +1,2 @@\n-a=1\n+a = 1\n b = 2\n";
        assert_eq!((code, out.as_str()), (1, expected));
        assert_eq!(read(&folder, "bad.aurora"), "a=1\nb = 2\n");
    }

    #[test]
    fn standard_input_goes_to_standard_output() {
        let folder = folder();
        let (code, out, error) = run(folder.path(), &["-"], "a=1\nb=2\n");
        assert_eq!(
            (code, out.as_str(), error.as_str()),
            (0, "a = 1\nb = 2\n", "")
        );
        let (code, out, _) = run(folder.path(), &["--range", "2", "-"], "a=1\nb=2\n");
        assert_eq!((code, out.as_str()), (0, "a=1\nb = 2\n"));
        let arguments = ["--check", "--stdin-filename", "x/y.aurora", "-"];
        let (code, out, _) = run(folder.path(), &arguments, "a=1\n");
        assert_eq!((code, out.as_str()), (1, "x/y.aurora\n"));
    }

    #[test]
    fn files_with_syntax_errors_are_left_as_they_are() {
        let folder = folder();
        let broken = "a=1\nb = (\n";
        std::fs::write(folder.path().join("broken.aurora"), broken).unwrap();
        let (code, out, error) = run(folder.path(), &["broken.aurora", "bad.aurora"], "");
        assert_eq!((code, out.as_str()), (3, ""));
        assert!(error.contains("broken.aurora:2:5"), "{error}");
        assert_eq!(read(&folder, "broken.aurora"), broken);
        assert_eq!(read(&folder, "bad.aurora"), "a = 1\nb = 2\n");
        let (code, out, error) = run(
            folder.path(),
            &["--stdin-filename", "x.aurora", "-"],
            broken,
        );
        assert_eq!((code, out.as_str()), (3, ""));
        assert!(error.contains("x.aurora:2:5"), "{error}");
    }

    #[test]
    fn mistakes_of_the_user_are_told() {
        let folder = folder();
        std::fs::write(folder.path().join("a.json"), "{}\n").unwrap();
        let cases: [(&[&str], i32, &str); 4] = [
            (&["none.aurora"], 4, "cannot read `none.aurora`"),
            (&["a.json"], 2, "`a.json` is JSON"),
            (&["--range", "3-1", "good.aurora"], 2, "two line numbers"),
            (
                &["--range", "1", "good.aurora", "bad.aurora"],
                2,
                "a single file",
            ),
        ];
        for (arguments, expected, message) in cases {
            let (code, out, error) = run(folder.path(), arguments, "");
            assert_eq!((code, out.as_str()), (expected, ""), "{arguments:?}");
            assert!(error.contains(message), "{arguments:?}: {error}");
        }
    }

    /// Without a path, the current folder; the files of `check`, with its settings.
    #[test]
    fn the_files_are_those_of_check() {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            "a.aurora",
            "b.mesos",
            "c.aur",
            "out/d.aurora",
            "e.conf",
            "t.thermos",
        ];
        std::fs::create_dir(folder.path().join("out")).unwrap();
        let job = "{\"cluster\": 1, \"role\": 1, \"environment\": 1, \"name\": 1, \"task\":1}\n";
        std::fs::write(folder.path().join("job.json"), job).unwrap();
        for file in files {
            std::fs::write(folder.path().join(file), "a=1\n").unwrap();
        }
        let changed = |arguments: &[&str]| {
            let (_, out, _) = run(folder.path(), &[&["--check"], arguments].concat(), "");
            out.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let all = ["a.aurora", "b.mesos", "c.aur", "out/d.aurora", "t.thermos"];
        assert_eq!(changed(&[]), all);
        assert_eq!(
            changed(&["--exclude", "out/,*.aur"]),
            ["a.aurora", "b.mesos", "t.thermos"]
        );
        let settings = "include = ['*.aurora', '*.conf']\nexclude = ['out']\n";
        std::fs::write(folder.path().join("jobc.toml"), settings).unwrap();
        assert_eq!(changed(&[]), ["a.aurora", "e.conf"]);
        assert_eq!(changed(&["--isolated"]), all);
        assert_eq!(changed(&["out/d.aurora"]), ["out/d.aurora"]);
        assert_eq!(changed(&["--force-exclude", "out/d.aurora"]), [""; 0]);
    }

    /// A file that is not UTF-8 is read as `check` reads it, and keeps its encoding.
    #[test]
    fn other_encodings_stay() {
        let folder = folder();
        let path = folder.path().join("latin.aurora");
        std::fs::write(&path, b"a=1\nb = '\xe9\xff'\n").unwrap();
        let (code, _, error) = run(folder.path(), &["latin.aurora"], "");
        assert_eq!(code, 0, "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), b"a = 1\nb = '\xe9\xff'\n");
        let (code, ..) = run(folder.path(), &["--check", "latin.aurora"], "");
        assert_eq!(code, 0);
    }
}
