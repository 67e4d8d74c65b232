//! From the offsets of a text to those of a later one that was typed from it.

/// Where two texts differ: one stretch, outside of which they are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    start: u32,
    old_end: u32,
    new_end: u32,
}

impl Shift {
    /// Compares two texts.
    pub fn between(old: &str, new: &str) -> Shift {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let shorter = old.len().min(new.len());
        let start = common(shorter, |index| old[index] == new[index]);
        let rest = shorter - start;
        let end = common(rest, |index| {
            old[old.len() - 1 - index] == new[new.len() - 1 - index]
        });
        Shift {
            start: start as u32,
            old_end: (old.len() - end) as u32,
            new_end: (new.len() - end) as u32,
        }
    }

    /// Where in the new text a stretch of the old one is. What stood where something else stands now is put there as far as there
    /// is room; what was put in before or behind the stretch is no part of it.
    pub fn to_new(self, start: u32, end: u32) -> (u32, u32) {
        let new_end = moved(end, self.start, self.old_end, self.new_end);
        let new_start = match start >= self.old_end {
            true => start - self.old_end + self.new_end,
            false => moved(start, self.start, self.old_end, self.new_end),
        };
        (new_start, new_end.max(new_start))
    }

    /// The offset in the old text of an offset in the new one.
    pub fn to_old(self, offset: u32) -> u32 {
        moved(offset, self.start, self.new_end, self.old_end)
    }
}

fn common(length: usize, is_same: impl Fn(usize) -> bool) -> usize {
    (0..length)
        .position(|index| !is_same(index))
        .unwrap_or(length)
}

fn moved(offset: u32, start: u32, from_end: u32, to_end: u32) -> u32 {
    if offset <= start {
        offset
    } else if offset >= from_end {
        offset - from_end + to_end
    } else {
        offset.min(to_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_change_moves_with_it() {
        for (old, new, stretches) in [
            ("abc", "abc", vec![((0, 3), (0, 3)), ((1, 1), (1, 1))]),
            (
                "abc",
                "abXYc",
                vec![((0, 2), (0, 2)), ((2, 3), (4, 5)), ((1, 3), (1, 5))],
            ),
            (
                "abXYc",
                "abc",
                vec![((0, 2), (0, 2)), ((2, 4), (2, 2)), ((3, 5), (2, 3))],
            ),
            ("aa", "aaa", vec![((0, 2), (0, 2)), ((0, 1), (0, 1))]),
            (
                "abcdef",
                "aXf",
                vec![((0, 1), (0, 1)), ((2, 4), (2, 2)), ((5, 6), (2, 3))],
            ),
            ("", "abc", vec![((0, 0), (3, 3))]),
            ("abc", "", vec![((0, 3), (0, 0)), ((1, 2), (0, 0))]),
        ] {
            let shift = Shift::between(old, new);
            for (from, to) in stretches {
                assert_eq!(shift.to_new(from.0, from.1), to, "{old} → {new}: {from:?}");
            }
        }
    }

    #[test]
    fn offsets_lead_back_to_what_was_there() {
        for (old, new, offsets) in [
            ("abc", "abXYc", vec![(0, 0), (2, 2), (3, 2), (4, 2), (5, 3)]),
            ("abXYc", "abc", vec![(1, 1), (2, 2), (3, 5)]),
            ("abcdef", "aXf", vec![(1, 1), (2, 5), (3, 6)]),
            ("", "abc", vec![(0, 0), (2, 0), (3, 0)]),
        ] {
            let shift = Shift::between(old, new);
            for (from, to) in offsets {
                assert_eq!(shift.to_old(from), to, "{old} → {new}: {from}");
            }
        }
    }
}
