//! The tier that the client fills in, from the settings or the command line to what is emitted and shown.

use super::world::*;

fn job(attributes: &str) -> String {
    format!(
        "jobs = [Job(cluster = 'west', role = 'www', environment = 'prod', name = 'n', task = SimpleTask('t', 'run'){attributes})]\n"
    )
}

/// The tier and `production` of the job that is emitted, which the text for the executor has to say as well.
fn emitted(world: &World, options: &[&str]) -> (Option<String>, bool) {
    let arguments = [&["emit", "job.aurora", "--target", "aurora"], options].concat();
    let out = world.run(&arguments).success();
    let jobs: serde_json::Value = serde_json::from_str(&out).unwrap();
    let config = &jobs[0]["taskConfig"];
    let data = config["executorConfig"]["data"].as_str().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let read = |job: &serde_json::Value| {
        let tier = job["tier"].as_str().map(str::to_owned);
        (tier, job["production"].as_bool().unwrap())
    };
    assert_eq!(read(config), read(&data));
    read(config)
}

#[test]
fn tier_and_production_are_filled_in_as_the_client_does() {
    let own = "[scheduler.tiers]\ndefault = 'low'\nlow = {preemptible = true, revocable = true}\nhigh = {preemptible = false, revocable = false}\n";
    for (attributes, default, site) in [
        ("", ("preemptible", false), ("low", false)),
        (", production = True", ("preferred", true), ("high", true)),
        (
            ", tier = 'preferred'",
            ("preferred", true),
            ("preferred", false),
        ),
        (
            ", tier = 'preemptible', production = True",
            ("preemptible", false),
            ("preemptible", true),
        ),
        (
            ", tier = 'revocable'",
            ("revocable", false),
            ("revocable", false),
        ),
        (", tier = 'high'", ("high", false), ("high", true)),
    ] {
        let text = job(attributes);
        let world = World::new(&[("job.aurora", &text), ("jobc.toml", "")]);
        let unchecked = ["--no-scheduler-checks"];
        let written = emitted(&world, &unchecked);
        let has_tier = attributes.contains("tier");
        assert_eq!(
            written.0.is_some(),
            has_tier,
            "{attributes}: nothing is filled in unasked"
        );
        let expected = |(tier, production): (&str, bool)| (Some(tier.to_owned()), production);
        let options = ["--no-scheduler-checks", "--tiers", "default"];
        assert_eq!(emitted(&world, &options), expected(default), "{attributes}");
        let world = World::new(&[("job.aurora", &text), ("jobc.toml", own)]);
        assert_eq!(emitted(&world, &unchecked), expected(site), "{attributes}");
    }
}

#[test]
fn tiers_are_read_from_the_file_of_the_scheduler() {
    let tiers = r#"{"default": "low", "tiers": {"low": {"preemptible": "true", "revocable": "false"}, "high": {"preemptible": "false", "revocable": "false"}}}"#;
    let text = job("");
    let world = World::new(&[("job.aurora", &text), ("tiers.json", tiers)]);
    let tier = emitted(&world, &["--tiers", "tiers.json"]);
    assert_eq!(tier, (Some("low".to_owned()), false));
    for (content, said) in [
        ("[]", "tiers.json"),
        ("{\"tiers\": {\"a\": 1}}", "tiers.json"),
    ] {
        let world = World::new(&[("job.aurora", &text), ("tiers.json", content)]);
        let run = world.run(&["emit", "job.aurora", "--tiers", "tiers.json"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
    // The client fills it in by itself when it reads this.
    let out = world
        .run(&["emit", "job.aurora", "--tiers", "default"])
        .success();
    assert!(!out.contains("\"tier\""), "{out}");
}

#[test]
fn inspect_says_what_the_client_fills_in() {
    let text = job("");
    let world = World::new(&[("job.aurora", &text)]);
    let page = world
        .run(&["inspect", "job.aurora", "--tiers", "default"])
        .success();
    assert!(
        page.contains("preemptible (filled in by the client)"),
        "{page}"
    );
    let text = job(", tier = 'preferred'");
    let world = World::new(&[("job.aurora", &text)]);
    let page = world
        .run(&["inspect", "job.aurora", "--tiers", "default"])
        .success();
    assert!(page.contains("true (filled in by the client)"), "{page}");
    let page = world.run(&["inspect", "job.aurora"]).success();
    assert!(!page.contains("filled in"), "{page}");
}
