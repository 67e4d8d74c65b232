//! What a caller is told while something takes long.

/// Is told how far a run is, and what a person should know although it is no finding.
pub trait Reporter: Sync {
    /// Some of all files are done; called about ten times a second.
    fn progress(&self, done: usize, all: usize);

    /// The run has ended: nothing more is to come.
    fn end(&self);

    /// Says something that is no finding, such as that a program is not installed.
    fn notice(&self, text: &str);
}

/// Tells nobody.
impl Reporter for () {
    fn progress(&self, _done: usize, _all: usize) {}

    fn end(&self) {}

    fn notice(&self, _text: &str) {}
}
