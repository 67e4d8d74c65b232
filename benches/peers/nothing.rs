//! Does nothing: the floor of what starting a program takes.

fn main() {}
