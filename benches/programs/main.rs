//! Writes the programs of the benchmarks into a folder, for whatever else is to be measured with them.
//!
//!     programs FOLDER (KIND SIZE)…
//!
//! Each becomes `FOLDER/KIND_SIZE`; kinds are those of `mod.rs`, and `repository`.

#[path = "mod.rs"]
mod programs;

use std::path::Path;

fn main() {
    // As a target of `cargo bench` it is only compiled.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    let Some((folder, kinds)) = arguments.split_first() else {
        return;
    };
    for pair in kinds.chunks(2) {
        let [kind, size] = pair else {
            panic!("`{}` needs a size", pair[0]);
        };
        let number = size.parse().expect("a size");
        let program = match kind.as_str() {
            "repository" => programs::repository(number),
            _ => (programs::growing(kind).expect("a kind of program").program)(number),
        };
        let folder = Path::new(folder).join(format!("{kind}_{size}"));
        program
            .write(&folder)
            .expect("a folder that can be written");
        if kind != "repository" {
            let settings = folder.join("jobc.toml");
            std::fs::write(settings, programs::SETTINGS).expect("a folder that can be written");
        }
        println!("{}\t{}\t{}", folder.display(), program.jobs, program.size());
    }
}
