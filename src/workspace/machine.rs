//! The user's and the machine's name, and the memory of the process, without calling into the C library.

use super::Environment;
use super::door::read_own_text;
use crate::eval::Variable;
use std::sync::OnceLock;

/// The name of the user, found as Python's `getpass.getuser()` does: the first of these variables that is set, then the
/// entry of the process's user in `/etc/passwd`. Variables that are set go before the process's own, whatever their names.
pub(super) fn user(environment: &Environment) -> String {
    const NAMES: [&str; 4] = ["LOGNAME", "USER", "LNAME", "USERNAME"];
    let given = NAMES
        .iter()
        .find_map(|name| environment.given.get(*name).cloned());
    let own = || {
        NAMES.iter().find_map(|name| match environment.get(name) {
            Variable::Set(value) if !value.is_empty() => Some(value),
            _ => None,
        })
    };
    given
        .filter(|name| !name.is_empty())
        .or_else(own)
        .or_else(password_entry)
        .unwrap_or_else(|| "nobody".to_owned())
}

#[cfg(unix)]
fn password_entry() -> Option<String> {
    let number = status("Uid:")?;
    let number = number.split_whitespace().next()?;
    let entries = read_own_text("/etc/passwd".as_ref(), LARGEST)?;
    entries.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn password_entry() -> Option<String> {
    None
}

/// The name of this machine.
pub(super) fn hostname() -> String {
    ["/proc/sys/kernel/hostname", "/etc/hostname"]
        .iter()
        .find_map(|path| read_own_text(path.as_ref(), LARGEST))
        .or_else(|| std::env::var("HOSTNAME").ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "localhost".to_owned())
}

/// The largest file of the system that is read, in bytes: a list of users may be long.
const LARGEST: u64 = 64 << 20;

/// What the kernel says of this process behind a name.
pub(super) fn status(name: &str) -> Option<String> {
    let status = read_own_text("/proc/self/status".as_ref(), LARGEST)?;
    let mut lines = status.lines();
    let found = lines.find_map(|line| line.strip_prefix(name))?;
    Some(found.trim().to_owned())
}

/// The bytes of memory that this process takes.
#[cfg(target_os = "linux")]
pub fn memory() -> Option<usize> {
    kilobytes("VmRSS:")?.checked_mul(1 << 10)
}

/// The bytes of address space that this process may still take; `None` where there is no limit, or none is known.
pub fn address_space_left() -> Option<usize> {
    let limits = read_own_text("/proc/self/limits".as_ref(), LARGEST)?;
    let mut lines = limits.lines();
    let line = lines.find_map(|line| line.strip_prefix("Max address space"))?;
    let limit: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(limit.saturating_sub(kilobytes("VmSize:")?.checked_mul(1 << 10)?))
}

/// A number of kilobytes behind a name.
fn kilobytes(name: &str) -> Option<usize> {
    status(name)?.strip_suffix("kB")?.trim().parse().ok()
}

/// The largest part of the memory that this process has taken so far, in KB, where the system tells.
pub fn peak_memory() -> Option<usize> {
    kilobytes("VmHWM:")
}

/// Elsewhere only what strings and lists take is counted.
#[cfg(not(target_os = "linux"))]
pub fn memory() -> Option<usize> {
    None
}

/// The bytes of memory that this process may take before the kernel ends it: the machine's, or those of its container.
pub fn machine_memory() -> Option<usize> {
    static MEMORY: OnceLock<Option<usize>> = OnceLock::new();
    *MEMORY.get_or_init(|| {
        let limits = [
            "/sys/fs/cgroup/memory.max",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        ];
        let limits = limits.iter().filter_map(|path| {
            let text = read_own_text(path.as_ref(), LARGEST)?;
            text.trim().parse().ok()
        });
        let status = read_own_text("/proc/meminfo".as_ref(), LARGEST);
        let all = status.and_then(|status| {
            let line = status.lines().find_map(|it| it.strip_prefix("MemTotal:"))?;
            let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
            kilobytes.checked_mul(1 << 10)
        });
        limits.chain(all).min()
    })
}
