//! What ends a unit of work that does not end by itself.
//!
//! Whatever walks, builds or compares values asks its limits as it goes, and there is a diagnostic at the place where they are used up.
//! This is for whatever forgot to ask. A thread looks at the clock and at the memory of the process, needs nobody's cooperation, and
//! ends the process: a thread of a process cannot be ended from outside, and what it has taken cannot be taken back. The
//! command line says which file it was; the server's own process starts another one ([`lsp`](crate::lsp)).
//!
//! The thread is started with the first unit of work, sleeps while there is none, and is not there at all unless [`install`] was called.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits::{SIZE_LIMIT, TIME_LIMIT};
use crate::eval::Limits;
use crate::source::{Ownership, SourceFile, Sources, Span};
use crate::workspace::{machine_memory, process_memory};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How often the clock and the memory are looked at. A process gets some 40 MB from the system in that time.
const INTERVAL: Duration = Duration::from_millis(8);

/// What a unit of work may take beside twice its time: a machine may do other things meanwhile.
const GRACE: Duration = Duration::from_secs(1);

/// How long a unit of work may go on that nobody waits for any more.
const OBSOLETE: Duration = Duration::from_secs(10);

/// What the process may grow by beside its limit: trees and diagnostics are not counted against it.
const SLACK: usize = 96 << 20;

/// How a unit of work went over its limits. Holds the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// It takes more than twice its time; in milliseconds.
    Time(u64),
    /// The process has grown by more than its memory; in bytes.
    Memory(usize),
    /// Nobody has waited for the result for so many milliseconds.
    Obsolete(u64),
}

/// A unit of work that does not end.
#[derive(Clone, Debug)]
pub struct Overrun {
    /// What is worked on: mostly a file.
    pub name: String,
    /// What there was too much of.
    pub excess: Excess,
}

impl Overrun {
    /// What is reported of it. Adds the file that it is about, of which only the name is known here.
    pub fn diagnostic(&self, sources: &mut Sources) -> Diagnostic {
        let file = sources.add(SourceFile::new(&*self.name, "", Ownership::User));
        let place = Span::new(file, 0, 0);
        match self.excess {
            Excess::Time(limit) | Excess::Obsolete(limit) => Diagnostic::new(
                &TIME_LIMIT,
                format!("this file takes more than twice its limit of {limit} milliseconds, so the run ends here"),
                place,
            )
            .help("nothing else of this run is reported; the limit is the setting `milliseconds`"),
            Excess::Memory(limit) => Diagnostic::new(
                &SIZE_LIMIT,
                format!("the process takes more memory than its limit of {limit} bytes while it works on this file, so the run ends here"),
                place,
            )
            .help("nothing else of this run is reported; the limit is the setting `memory`"),
        }
    }
}

/// What is done when units of work do not end. It has to end the process: they go on meanwhile.
type End = Box<dyn Fn(&[Overrun]) + Send + Sync>;

struct Backstop {
    end: End,
    units: Mutex<Units>,
    begun: Condvar,
}

#[derive(Default)]
struct Units {
    running: Vec<Unit>,
    next: u64,
    is_watched: bool,
}

struct Unit {
    number: u64,
    name: String,
    until: Instant,
    milliseconds: u64,
    memory: usize,
    /// What the process took before.
    before: Option<usize>,
    /// Whether nobody waits for the result any more, and since when.
    is_obsolete: Option<IsObsolete>,
    obsolete_since: Option<Instant>,
}

/// Tells whether nobody waits for the result of a unit of work.
pub type IsObsolete = Box<dyn Fn() -> bool + Send>;

static BACKSTOP: OnceLock<Backstop> = OnceLock::new();

/// From now on, `end` is called when a unit of work does not end. The first call counts.
pub fn install(end: impl Fn(&[Overrun]) + Send + Sync + 'static) {
    let _ = BACKSTOP.set(Backstop {
        end: Box::new(end),
        units: Mutex::default(),
        begun: Condvar::new(),
    });
}

/// A unit of work that is watched as long as this is kept. Writing to a stream is no part of one: that waits for its reader.
#[derive(Debug)]
pub struct Watched(Option<u64>);

/// Begins a unit of work on a file, or whatever `name` says. `more` is what it waits for others, beside its own limits.
pub fn watch(name: &str, limits: &Limits, more: Duration) -> Watched {
    begin(name, limits, more, None)
}

/// The same for a unit of work that may become obsolete. It ends soon then by itself, or is ended.
pub fn watch_unless(name: &str, limits: &Limits, is_obsolete: IsObsolete) -> Watched {
    begin(name, limits, Duration::ZERO, Some(is_obsolete))
}

fn begin(name: &str, limits: &Limits, more: Duration, is_obsolete: Option<IsObsolete>) -> Watched {
    let Some(backstop) = BACKSTOP.get() else {
        return Watched(None);
    };
    let before = process_memory();
    let mut units = backstop.lock();
    let number = units.next;
    units.next += 1;
    let time = Duration::from_millis(limits.milliseconds.saturating_mul(2)) + GRACE + more;
    units.running.push(Unit {
        number,
        name: name.to_owned(),
        // A limit of centuries is none.
        until: Instant::now() + time.min(Duration::from_secs(1 << 30)),
        milliseconds: limits.milliseconds,
        memory: limits.memory,
        before,
        is_obsolete,
        obsolete_since: None,
    });
    if !units.is_watched {
        // Without a thread there is still what asks its limits.
        let look = std::thread::Builder::new()
            .name("backstop".into())
            .spawn(|| backstop.look());
        units.is_watched = look.is_ok();
    }
    backstop.begun.notify_one();
    Watched(Some(number))
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let (Some(number), Some(backstop)) = (self.0, BACKSTOP.get()) {
            backstop.lock().running.retain(|unit| unit.number != number);
        }
    }
}

impl Backstop {
    fn lock(&self) -> MutexGuard<'_, Units> {
        self.units.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the units of work for as long as the process lives.
    fn look(&self) {
        let mut units = self.lock();
        loop {
            if units.running.is_empty() {
                units = self
                    .begun
                    .wait(units)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.begun.wait_timeout(units, INTERVAL);
            units = waited.unwrap_or_else(PoisonError::into_inner).0;
            let over = units.over();
            if !over.is_empty() {
                drop(units);
                (self.end)(&over);
                return;
            }
        }
    }
}

impl Units {
    fn over(&mut self) -> Vec<Overrun> {
        let now = Instant::now();
        for unit in &mut self.running {
            if unit.obsolete_since.is_none() && unit.is_obsolete.as_ref().is_some_and(|it| it()) {
                unit.obsolete_since = Some(now);
            }
        }
        // What the others of a pool take is not this one's.
        let sharing = self.running.len().max(1);
        let memory = process_memory();
        let over = self.running.iter().filter_map(|unit| {
            let excess = unit.excess(now, memory, sharing)?;
            let name = unit.name.clone();
            Some(Overrun { name, excess })
        });
        over.collect()
    }
}

impl Unit {
    fn excess(&self, now: Instant, memory: Option<usize>, sharing: usize) -> Option<Excess> {
        if let (Some(before), Some(memory)) = (self.before, memory) {
            let most = (self.memory / 4).saturating_mul(7).saturating_add(SLACK);
            let room = machine_memory().map_or(usize::MAX, |all| all / 10 * 9);
            if memory.saturating_sub(before) / sharing > most || memory > room {
                return Some(Excess::Memory(self.memory));
            }
        }
        let since = self.obsolete_since.map(|since| now.duration_since(since));
        if since.is_some_and(|since| since >= OBSOLETE) {
            return Some(Excess::Obsolete(OBSOLETE.as_millis() as u64));
        }
        (now >= self.until).then_some(Excess::Time(self.milliseconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn a_unit_is_over_its_time_or_memory() {
        let now = Instant::now();
        let unit = Unit {
            number: 0,
            name: "a.aurora".into(),
            until: now + Duration::from_secs(1),
            milliseconds: 500,
            memory: 1 << 30,
            before: Some(1 << 28),
            is_obsolete: None,
            obsolete_since: None,
        };
        let later = now + Duration::from_secs(1);
        assert_eq!(unit.excess(now, Some(1 << 30), 1), None);
        assert_eq!(unit.excess(now, None, 1), None);
        assert_eq!(
            unit.excess(later, Some(1 << 28), 1),
            Some(Excess::Time(500))
        );
        let grown = (1 << 28) + (2 << 30);
        let over = Some(Excess::Memory(1 << 30));
        assert_eq!(unit.excess(now, Some(grown), 1), over);
        assert_eq!(unit.excess(now, Some(grown), 2), None);
        assert_eq!(unit.excess(now, Some(usize::MAX >> 1), 1000), over);
        let unit = Unit {
            obsolete_since: now.checked_sub(OBSOLETE),
            ..unit
        };
        let obsolete = Some(Excess::Obsolete(10_000));
        assert_eq!(unit.excess(now, Some(1 << 28), 1), obsolete);
    }

    #[test]
    fn an_overrun_names_the_file_and_the_setting() {
        for (excess, code, setting) in [
            (Excess::Time(7), "E809", "`milliseconds`"),
            (Excess::Memory(7), "E804", "`memory`"),
        ] {
            let name = "a.aurora".to_owned();
            let mut sources = Sources::new();
            let diagnostic = Overrun { name, excess }.diagnostic(&mut sources);
            assert_eq!(diagnostic.code.code, code);
            assert_eq!(&*sources.get(FileId(0)).name, "a.aurora");
            assert!(diagnostic.help.is_some_and(|help| help.contains(setting)));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_that_grows_is_noticed() {
        let (sender, overruns) = std::sync::mpsc::channel();
        let sender = Mutex::new(sender);
        install(move |found| {
            let sender = sender.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = sender.send(found.to_vec());
        });
        let limits = Limits {
            memory: 0,
            ..Limits::default()
        };
        let watched = watch("a.aurora", &limits, Duration::ZERO);
        let taken = vec![1u8; 400 << 20];
        let found = overruns.recv_timeout(Duration::from_secs(60));
        let found = found.expect("the end is near");
        assert_eq!(found[0].name, "a.aurora");
        assert_eq!(found[0].excess, Excess::Memory(0));
        drop((watched, taken));
    }
}
