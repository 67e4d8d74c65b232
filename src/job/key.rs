//! The addresses of jobs.

use std::fmt;

/// A job's address: `cluster/role/environment/name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct JobKey {
    pub cluster: String,
    pub role: String,
    pub environment: String,
    pub name: String,
}

impl JobKey {
    /// The most characters of each part in a label.
    const LONGEST_PART: usize = 300;

    /// The key as findings name their jobs: there may be many findings, and a key may be as long as memory allows.
    pub fn label(&self) -> String {
        let parts = [&self.cluster, &self.role, &self.environment, &self.name];
        let parts = parts.map(|part| match part.char_indices().nth(Self::LONGEST_PART) {
            Some((end, _)) => format!("{}…", &part[..end]),
            None => part.clone(),
        });
        parts.join("/")
    }
}

impl fmt::Display for JobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}/{}",
            self.cluster, self.role, self.environment, self.name
        )
    }
}

/// Whether client and scheduler take `text` as a role, an environment or a name: `^[\w\-.]+$`, ASCII only.
pub fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
