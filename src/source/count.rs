//! How many units of a text are between two of its offsets, in time that does not depend on the offsets.

use std::sync::{Arc, OnceLock};

/// Bytes between two offsets whose units are counted beforehand.
pub(super) const STRIDE: usize = 1024;

/// How many units of one kind begin before each multiple of `STRIDE`, counted when a long stretch is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(OnceLock<Arc<[u32]>>);

impl Table {
    /// The units between two offsets. Those of a long stretch are looked up rather than counted: a file may be one line, with
    /// thousands of places in it. `count` tells how many units begin in some bytes of the text.
    pub fn between(
        &self,
        bytes: &[u8],
        start: usize,
        end: usize,
        count: fn(&[u8]) -> usize,
    ) -> usize {
        if end - start <= 2 * STRIDE {
            return count(&bytes[start..end]);
        }
        let before = self.0.get_or_init(|| {
            let mut sum = 0;
            let mut sums = vec![0];
            for block in bytes.chunks(STRIDE) {
                sum += count(block) as u32;
                sums.push(sum);
            }
            sums.into()
        });
        let until = |offset: usize| {
            let block = offset / STRIDE;
            before[block] as usize + count(&bytes[block * STRIDE..offset])
        };
        until(end) - until(start)
    }
}

/// How many characters begin in some bytes of a text.
pub(super) fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// How many units of UTF-16 the characters take that begin in some bytes of a text: those of four bytes take two.
pub(super) fn utf16_units(bytes: &[u8]) -> usize {
    characters(bytes) + bytes.iter().filter(|&&byte| byte >= 0xF0).count()
}
