use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::emit::{Target, emit};
use jobc::eval::{Host, HostError, Limits, Variable};
use jobc::workspace::MemoryHost;
use std::time::{SystemTime, UNIX_EPOCH};

/// A world in memory with a clock, so that the limit of time holds.
pub struct World(pub MemoryHost);

impl Host for World {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        self.0.read(path)
    }

    fn folder(&self, path: &str) -> Option<bool> {
        self.0.folder(path)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.0.names(folder)
    }

    fn variable(&self, name: &str) -> Variable {
        self.0.variable(name)
    }

    fn variables(&self) -> Vec<String> {
        self.0.variables()
    }

    fn user(&self) -> String {
        self.0.user()
    }

    fn hostname(&self) -> String {
        self.0.hostname()
    }

    fn now(&self) -> f64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64())
    }

    fn memory(&self) -> Option<usize> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes << 10)
    }

    fn current_directory(&self) -> String {
        self.0.current_directory()
    }

    fn root(&self) -> Option<String> {
        None
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Limits that keep a run short.
pub fn limits() -> Limits {
    Limits {
        statements: 3000,
        call_depth: 40,
        size: 20_000,
        memory: 4 << 20,
        expansion: 10_000,
        includes: 10,
        include_depth: 4,
        jobs: 10,
        file_size: 64 << 10,
        milliseconds: 2000,
        ..Limits::default()
    }
}

/// Options with these limits.
pub fn options(read_json: bool) -> CompileOptions {
    let mut options = CompileOptions {
        read_json,
        ..CompileOptions::default()
    };
    options.evaluation.limits = limits();
    options
}

/// An input taken apart at lines `# file: NAME`: the main file and those that it may include.
pub fn texts(data: &[u8]) -> (Vec<u8>, MemoryHost) {
    const MARK: &[u8] = b"# file: ";
    let mut host = MemoryHost::default();
    host.variables.insert("USER".into(), "vagrant".into());
    let mut main = Vec::new();
    let mut name: Option<String> = None;
    for line in data.split_inclusive(|&byte| byte == b'\n') {
        if let Some(rest) = line.strip_prefix(MARK) {
            name = Some(String::from_utf8_lossy(rest).trim().to_owned());
            continue;
        }
        match &name {
            Some(name) => host.files.entry(name.clone()).or_default().extend(line),
            None => main.extend(line),
        }
    }
    (main, host)
}

/// Compiles an input.
pub fn compile_input(data: &[u8], read_json: bool) -> Compilation {
    let (bytes, host) = texts(data);
    let name = "fuzz.aurora".to_owned();
    compile(
        &Input::Text { name, bytes },
        &options(read_json),
        &World(host),
    )
}

/// The jobs as JSON.
pub fn emitted(compilation: &Compilation, target: Target) -> String {
    let jobs: Vec<_> = compilation.jobs.iter().collect();
    emit(target, &jobs, "vagrant")
}
