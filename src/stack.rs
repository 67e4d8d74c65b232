//! Native stack for work that recurses over trees and values. Limits on nesting and on the depth of calls bound how much it takes;
//! the functions here see to it that there is so much, so that nobody who calls `parse`, `format` or `compile` has to.

/// The native stack, in bytes, that evaluating may need. A thread that is started for it has so much, and then
/// [`with_room_to_evaluate`] costs nothing.
pub const STACK_SIZE: usize = 256 << 20;

/// What a thread has used before it calls [`with_room_to_evaluate`], at most.
const BEFORE: usize = 8 << 20;

/// The native stack, in bytes, that work over a tree or an object needs: trees nest 200 levels deep at most, chains have 1,000
/// operators, objects are 150 deep. Even in a debug build that takes less than a third of this.
const TREE_STACK: usize = 12 << 20;

/// Runs something that recurses over a tree, on a new stack if there is not enough left of this one.
pub fn with_room<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(TREE_STACK / 2, TREE_STACK, work)
}

/// Runs something that evaluates, on a new stack unless nearly all of a large one is left.
pub fn with_room_to_evaluate<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(STACK_SIZE - BEFORE, STACK_SIZE, work)
}

/// The address space, in bytes, that a process needs to evaluate anything: a stack, and some memory beside it.
pub const LEAST_ADDRESS_SPACE: usize = STACK_SIZE + (64 << 20);

/// Whether the system lets this process have [`LEAST_ADDRESS_SPACE`].
pub fn has_room() -> bool {
    let mut room = Vec::<u8>::new();
    let is_there = room.try_reserve_exact(LEAST_ADDRESS_SPACE).is_ok();
    // What nobody looks at need not be reserved.
    std::hint::black_box(&room);
    is_there
}
