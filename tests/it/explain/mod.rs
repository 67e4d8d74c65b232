//! `jobc explain`: that the places are right is shown by changing what is written there.

mod command;
mod places;
