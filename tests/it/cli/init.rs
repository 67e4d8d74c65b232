//! `jobc init`: a repository that passes.

use super::world::*;
use std::fs;

#[test]
fn what_it_writes_passes_and_is_not_written_twice() {
    for (arguments, ci) in [
        (&["init"][..], Some(".github/workflows/jobc.yml")),
        (&["init", "--ci", "gitlab"], Some(".gitlab-ci.yml")),
        (&["init", "--ci", "none"], None),
    ] {
        let world = World::new(&[]);
        let out = world.run(arguments).success();
        assert!(
            out.starts_with("created jobc.toml\ncreated services/hello.aurora\n"),
            "{out}"
        );
        let checked = world.run(&["check", "--fail-on", "info"]);
        assert_eq!(checked.code, 0, "{checked:?}");
        assert!(
            checked.err.contains("2 files, 3 valid jobs, 0 findings"),
            "{checked:?}"
        );
        world.run(&["format", "--check"]).success();
        if let Some(ci) = ci {
            assert!(out.contains(&format!("created {ci}\n")), "{out}");
            let text = fs::read_to_string(world.path(ci)).expect("the file");
            assert!(text.contains(concat!("pip install jobc==", env!("CARGO_PKG_VERSION"))));
        }
        let again = world.run(arguments);
        assert_eq!(
            (again.code, again.err.as_str()),
            (2, "error: `jobc.toml` exists; nothing was written\n")
        );
    }
}

#[test]
fn it_writes_into_a_named_folder_or_nothing_at_all() {
    let world = World::new(&[("there/services/hello.aurora", "jobs = []\n")]);
    world.run(&["init", "new/place"]).success();
    assert!(world.path("new/place/cron/cleanup.aurora").is_file());
    let run = world.run(&["init", "there"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            2,
            "error: `there/services/hello.aurora` exists; nothing was written\n"
        )
    );
    assert!(!world.path("there/jobc.toml").exists());
}
