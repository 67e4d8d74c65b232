//! The modules that can be imported.
//!
//! A module is built when it is imported first. `re`, `json`, `itertools` and so on behave as in Python 2.7; what a module would
//! ask of the machine goes through the [`Host`](super::Host); what would change the machine, or differ from run to run, is
//! refused when it is called or imported.
//!
//! | file | modules |
//! | --- | --- |
//! | `os.rs`, `path.rs`, `environ.rs` | `os`, `os.path`, `os.environ` |
//! | `json.rs`, `json_reader.rs`, `json_writer.rs` | `json` |
//! | `regex.rs`, `regex_syntax.rs`, `regex_compiled.rs`, `regex_objects.rs`, `regex_replace.rs` | `re` |
//! | `collections.rs`, `namedtuple.rs` | what `collections` is made of |
//! | `library.rs`, `errors.rs`, `stdlib/python/` | what is written in the language itself |
//! | `hashes.rs`, `encodings.rs` | `hashlib`; `base64`, `binascii`, `zlib` |
//! | `math.rs` | `math` |
//! | `clock.rs` | `time` |
//! | `copying.rs` | `copy` |
//! | `system.rs` | `sys`, `socket`, `getpass`, `platform` |
//! | `schema.rs` | `pystachio`, `apache.thermos.config.schema`, … |
//! | `stub.rs` | `logging`, `warnings`, `twitter.common`: accepted, and without effect |
//! | `refusal.rs` | what is refused |
//! | `arguments.rs`, `build.rs` | what all of them use |

mod arguments;
mod build;
mod clock;
mod collections;
mod copying;
mod encodings;
pub(super) mod environ;
mod errors;
mod hashes;
mod json;
mod json_reader;
mod json_writer;
mod library;
mod math;
mod namedtuple;
mod os;
mod path;
mod refusal;
mod regex;
mod regex_compiled;
mod regex_objects;
mod regex_replace;
mod regex_syntax;
mod schema;
mod stub;
mod system;

pub use library::LIBRARY;

use super::value::{Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;

/// Makes a module.
type Load = fn(&mut Interpreter, Span) -> EvalResult;

const RUNS_NOTHING: &str = "a configuration runs nothing on the machine that compiles it";
const RANDOM: &str = "the same configuration would give other jobs each time it is compiled";
const NETWORK: &str = "a configuration reads nothing from the network";
const WRITES_NOTHING: &str =
    "a configuration changes no files; `open(path)` reads one, and `os.path` tests and joins paths";

const MODULES: &[(&str, Load)] = &[
    ("os", os::module),
    ("os.path", path::module),
    ("posixpath", path::module),
    ("getpass", system::getpass),
    ("sys", system::sys),
    ("socket", system::socket),
    ("platform", system::platform),
    ("json", json::module),
    ("simplejson", json::module),
    ("math", math::module),
    ("re", regex::module),
    ("copy", copying::module),
    ("hashlib", hashes::module),
    ("md5", hashes::md5),
    ("sha", hashes::sha),
    ("base64", encodings::base64),
    ("binascii", encodings::binascii),
    ("zlib", encodings::zlib),
    ("time", clock::module),
    ("logging", stub::logging),
    ("warnings", stub::warnings),
    ("twitter", stub::twitter),
    ("twitter.common", stub::twitter_common),
    ("pystachio", schema::pystachio),
];

/// Parts of the modules in `stdlib/python`, which nothing else can import.
const NATIVE_PARTS: &[(&str, Load)] = &[
    ("_collections", collections::module),
    ("_errors", errors::module),
    ("_strptime", clock::strptime_module),
];

/// Modules of Python that jobc leaves out on purpose, and why.
const REFUSED: &[(&str, &str)] = &[
    ("random", RANDOM),
    ("secrets", RANDOM),
    ("subprocess", RUNS_NOTHING),
    ("commands", RUNS_NOTHING),
    ("popen2", RUNS_NOTHING),
    ("pty", RUNS_NOTHING),
    ("threading", RUNS_NOTHING),
    ("thread", RUNS_NOTHING),
    ("multiprocessing", RUNS_NOTHING),
    ("asyncio", RUNS_NOTHING),
    ("signal", RUNS_NOTHING),
    ("ctypes", RUNS_NOTHING),
    ("imp", RUNS_NOTHING),
    ("importlib", RUNS_NOTHING),
    ("shutil", WRITES_NOTHING),
    ("tempfile", WRITES_NOTHING),
    ("pathlib", WRITES_NOTHING),
    ("fileinput", WRITES_NOTHING),
    (
        "glob",
        "a configuration reads only files that it names; write the list of files down",
    ),
    ("urllib2", NETWORK),
    ("urllib.request", NETWORK),
    ("httplib", NETWORK),
    ("http", NETWORK),
    ("requests", NETWORK),
    ("ftplib", NETWORK),
    ("smtplib", NETWORK),
    ("boto", NETWORK),
    ("kazoo", NETWORK),
    (
        "pickle",
        "a pickle may run any program while it is read; `json` reads data",
    ),
    (
        "cPickle",
        "a pickle may run any program while it is read; `json` reads data",
    ),
    (
        "marshal",
        "it reads what only one version of Python wrote; `json` reads data",
    ),
];

/// Other modules of Python 2.7, which jobc does not have. Nobody who imports one of them means a module with a similar name.
const MISSING: &[&str] = &[
    "abc",
    "aifc",
    "anydbm",
    "argparse",
    "array",
    "ast",
    "asynchat",
    "asyncore",
    "atexit",
    "BaseHTTPServer",
    "bz2",
    "cgi",
    "cgitb",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "colorsys",
    "compileall",
    "Cookie",
    "cookielib",
    "copy_reg",
    "cProfile",
    "crypt",
    "curses",
    "dbm",
    "difflib",
    "dircache",
    "dis",
    "distutils",
    "doctest",
    "email",
    "encodings",
    "errno",
    "exceptions",
    "fcntl",
    "filecmp",
    "formatter",
    "fractions",
    "gc",
    "gdbm",
    "getopt",
    "gettext",
    "grp",
    "gzip",
    "hmac",
    "hotshot",
    "htmlentitydefs",
    "htmllib",
    "HTMLParser",
    "imaplib",
    "imghdr",
    "inspect",
    "keyword",
    "linecache",
    "locale",
    "mailbox",
    "mimetypes",
    "mmap",
    "mutex",
    "netrc",
    "new",
    "nntplib",
    "optparse",
    "parser",
    "pdb",
    "pkgutil",
    "plistlib",
    "poplib",
    "profile",
    "pstats",
    "pwd",
    "pyclbr",
    "pydoc",
    "Queue",
    "quopri",
    "readline",
    "repr",
    "resource",
    "rexec",
    "rfc822",
    "robotparser",
    "runpy",
    "sched",
    "select",
    "sets",
    "sgmllib",
    "shelve",
    "SimpleHTTPServer",
    "site",
    "SocketServer",
    "sqlite3",
    "ssl",
    "stat",
    "statvfs",
    "stringprep",
    "sunau",
    "symbol",
    "symtable",
    "syslog",
    "tabnanny",
    "tarfile",
    "telnetlib",
    "timeit",
    "token",
    "tokenize",
    "trace",
    "traceback",
    "tty",
    "unicodedata",
    "unittest",
    "user",
    "UserDict",
    "UserList",
    "UserString",
    "uu",
    "wave",
    "weakref",
    "webbrowser",
    "xdrlib",
    "xml",
    "xmlrpclib",
    "zipfile",
    "zipimport",
];

/// The module of that dotted name, or `None` if jobc has none. `span` is the import.
pub fn load(
    interpreter: &mut Interpreter,
    dotted_name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    if let Some((_, load)) = MODULES.iter().find(|(name, _)| *name == dotted_name) {
        return load(interpreter, span).map(Some);
    }
    if interpreter.sources.is_library(span)
        && let Some((_, load)) = NATIVE_PARTS.iter().find(|(name, _)| *name == dotted_name)
    {
        return load(interpreter, span).map(Some);
    }
    if let Some(module) = library::load(interpreter, dotted_name, span)? {
        return Ok(Some(module));
    }
    if dotted_name.starts_with("twitter.common.") {
        return Ok(Some(stub::anything(span)));
    }
    Ok(schema::load(interpreter, dotted_name, span))
}

/// Whether a name is that of a module of jobc's own.
pub fn is_known(name: &str) -> bool {
    known_names().any(|known| known == name)
}

/// Whether only the modules in `stdlib/python` can import a module.
pub fn is_native_part(dotted_name: &str) -> bool {
    NATIVE_PARTS.iter().any(|(name, _)| *name == dotted_name)
}

/// Why jobc leaves out a module of Python, in words that follow "`subprocess` is not available: "; `None` if it never heard of it.
pub fn refused(dotted_name: &str) -> Option<&'static str> {
    let first = dotted_name.split('.').next().unwrap_or(dotted_name);
    [dotted_name, first].into_iter().find_map(|name| {
        let found = REFUSED.iter().find(|(refused, _)| *refused == name);
        found.map(|(_, reason)| *reason)
    })
}

/// Whether a module is one of Python 2.7 that jobc does not have.
pub fn is_missing(dotted_name: &str) -> bool {
    let first = dotted_name.split('.').next().unwrap_or(dotted_name);
    MISSING.contains(&first)
}

/// The names of all modules there are, for "did you mean".
pub fn known_names() -> impl Iterator<Item = &'static str> {
    let modules = MODULES.iter().map(|(name, _)| *name);
    modules
        .chain(library::names())
        .chain(schema::MODULES.iter().copied())
}

/// What the host gives as text, as Python 2 sees it: a plain string of UTF-8 bytes.
fn bytes_of_utf8(text: &str, span: Span) -> Value {
    if text.is_ascii() {
        return Value::string(text, span);
    }
    arguments::byte_string(text.as_bytes(), span)
}

/// The entries of a mapping, or of an iterable of pairs.
fn pairs(
    interpreter: &mut Interpreter,
    value: &Value,
    span: Span,
) -> EvalResult<Vec<(Value, Value)>> {
    if let ValueKind::Dict(dict) = &value.kind {
        let items = dict.items(interpreter.language.dict_order).into_iter();
        return Ok(items.map(|(key, value)| (key.0, value)).collect());
    }
    if environ::is_environ(value) {
        let items = build::positional([]);
        let items = build::call_method(interpreter, value, "items", items, span)?;
        return pairs(interpreter, &items, span);
    }
    let mut pairs = Vec::new();
    for item in interpreter.items(value, span)? {
        match &interpreter.items(&item, span)?[..] {
            [key, value] => pairs.push((key.clone(), value.clone())),
            _ => return Err(arguments::wrong_type("update", "pairs", &item, span)),
        }
    }
    Ok(pairs)
}
