//! `jobc check` over whole repositories, the built binary: one file a feature.

mod cache;
mod changes;
mod choice;
mod commits;
mod custom_rules;
mod documentation;
mod files;
mod findings;
mod fixes;
mod long_lines;
mod overrides;
mod parameters;
mod repository;
mod sequences;
mod stranger;
mod switches;
mod templates;
