//! What lines were laid out as, for whoever formats texts that differ little: an editor's, one after the other.

use super::spacing::Style;
use rustc_hash::FxHashMap;

/// The lines of the last text, and those of the one that is being formatted.
#[derive(Debug, Default)]
pub struct Lines {
    /// What all of them were laid out by.
    layout: Option<(Style, usize, &'static str)>,
    now: FxHashMap<Box<[u8]>, Box<str>>,
    before: FxHashMap<Box<[u8]>, Box<str>>,
}

impl Lines {
    /// Begins with another text: what neither it nor the one before it has is forgotten.
    pub(super) fn begin(&mut self, style: Style, width: usize, newline: &'static str) {
        self.before = std::mem::take(&mut self.now);
        let layout = Some((style, width, newline));
        if self.layout != layout {
            self.before.clear();
            self.layout = layout;
        }
    }

    /// What a line was laid out as.
    pub(super) fn get(&mut self, line: &[u8]) -> Option<&str> {
        if let Some((line, text)) = self.before.remove_entry(line) {
            self.now.insert(line, text);
        }
        self.now.get(line).map(|text| &**text)
    }

    /// Notes what a line was laid out as.
    pub(super) fn insert(&mut self, line: &[u8], text: &str) {
        self.now.insert(line.into(), text.into());
    }
}
