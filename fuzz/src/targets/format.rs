//! Formatting keeps the tree, adds no error, and has nothing to do the second time.

use super::super::shape;
use jobc::format::{Options, format};
use jobc::source::FileId;
use jobc::syntax::parse;

/// Checks one input.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let file = FileId(0);
    let once = format(&text, file, &Options::default());
    let (before, after) = (parse(&text, file), parse(&once.text, file));
    assert_eq!(
        before.errors.is_empty(),
        after.errors.is_empty(),
        "{}",
        once.text
    );
    if before.errors.is_empty() {
        assert_eq!(shape(&before), shape(&after), "{}", once.text);
    }
    let twice = format(&once.text, file, &Options::default());
    assert_eq!(once.text, twice.text);
}
