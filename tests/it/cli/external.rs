//! References that something outside of jobc resolves, from the settings to what is emitted.

use super::world::*;

const JOB: &str = "jobs = [Job(cluster = 'west', role = 'www', environment = 'prod', name = 'n', container = Docker(image = '{{docker.image[python][2.7]}}'), task = SimpleTask('t', 'run'))]\n";

/// The arguments of an emit for the scheduler.
const EMIT: [&str; 4] = ["emit", "job.aurora", "--target", "aurora"];

#[test]
fn nothing_is_emitted_for_a_scheduler_with_an_open_external_reference() {
    let world = World::new(&[("job.aurora", JOB)]);
    world.run(&["list", "job.aurora"]).success();
    // The client resolves it itself.
    let out = world.run(&["emit", "job.aurora"]).success();
    assert!(out.contains("{{docker.image[python][2.7]}}"), "{out}");
    for target in ["aurora", "aurora-tjson"] {
        let run = world.run(&["emit", "job.aurora", "--target", target]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{run:?}");
        assert!(run.err.contains("E401"), "{run:?}");
        assert!(run.err.contains("in the `lock` file"), "{run:?}");
    }
}

#[test]
fn the_value_is_from_the_command_line_the_settings_or_the_lock_file() {
    let lock = "{\"docker.image[python][2.7]\": \"locked\", \"docker.image[other][1]\": \"x\"}";
    let named = "external.lock = 'images.json'\n";
    let set = "[external]\nlock = 'images.json'\nvalues = {'docker.image[python][2.7]' = 'set'}\n";
    let option = ["-E", "docker.image[python][2.7]=given"];
    for (settings, options, image) in [
        ("", &option[..], "given"),
        (named, &[], "locked"),
        (set, &[], "set"),
        (set, &option, "given"),
    ] {
        let files = [
            ("job.aurora", JOB),
            ("jobc.toml", settings),
            ("images.json", lock),
        ];
        let world = World::new(&files);
        let arguments = [&EMIT[..], options].concat();
        let out = world.run(&arguments).success();
        let jobs: serde_json::Value = serde_json::from_str(&out).unwrap();
        let container = &jobs[0]["taskConfig"]["container"];
        assert_eq!(container["docker"]["image"], image, "{settings}");
        let data = jobs[0]["taskConfig"]["executorConfig"]["data"].as_str();
        let data = data.unwrap_or_default();
        assert!(
            data.contains(&format!("{{\"image\": \"{image}\"")),
            "{data}"
        );
    }
}

#[test]
fn a_lock_file_that_cannot_be_used_is_an_error_where_the_settings_name_it() {
    for (lock, said) in [
        ("[]", "expected an object"),
        ("{\"a b\": \"\"}", "is not a reference"),
    ] {
        let settings = "[external]\nlock = 'images.json'\n";
        let files = [
            ("job.aurora", JOB),
            ("jobc.toml", settings),
            ("images.json", lock),
        ];
        let run = World::new(&files).run(&EMIT);
        assert_ne!(run.code, 0, "{run:?}");
        assert_eq!(run.out, "");
        assert!(run.err.contains("E706"), "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
}
