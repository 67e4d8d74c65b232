//! The arithmetic of updates, against the scheduler's own examples.

use super::{Batches, Edit, edits};

#[test]
fn batches_are_counted_as_the_scheduler_cuts_them() {
    use Batches::{Equal, Queue, Variable};
    for (batches, instances, count) in [
        (Queue(1), 10, 10),
        (Queue(4), 10, 3),
        (Equal(4), 8, 2),
        (Queue(3), 0, 0),
        // Aurora: VariableBatchStrategyTest.
        (Variable(vec![1, 2]), 10, 6),
        (Variable(vec![1, 3, 2, 4]), 10, 4),
        (Variable(vec![3, 2, 1]), 6, 3),
        (Variable(vec![1, 2]), 0, 0),
        (Variable(vec![5, 1]), 3, 1),
        (Variable(vec![1, 2]), i64::MAX, i64::MAX / 2 + 1),
        // What is refused elsewhere does no harm here.
        (Queue(0), 3, 3),
        (Variable(vec![]), 3, 3),
        (Variable(vec![-1, 0]), 3, 3),
    ] {
        assert_eq!(batches.count(instances), count, "{batches:?}, {instances}");
    }
}

#[test]
fn edits_turn_one_string_into_the_other() {
    let long = "a b c d e f\n".repeat(3000);
    for (old, new) in [
        ("", ""),
        ("", "a"),
        ("a b c", "a x c"),
        ("a  b", "a b"),
        ("one\ntwo\n", "one\nthree\n"),
        ("é ü", "é ö"),
        (&long, &long.replace('c', "x")),
    ] {
        let (mut before, mut after) = (String::new(), String::new());
        for edit in edits(old, new) {
            match edit {
                Edit::Equal(text) => {
                    before.push_str(&text);
                    after.push_str(&text);
                }
                Edit::Removed(text) => before.push_str(&text),
                Edit::Added(text) => after.push_str(&text),
            }
        }
        assert_eq!((before.as_str(), after.as_str()), (old, new));
    }
}
