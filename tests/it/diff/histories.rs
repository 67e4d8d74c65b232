//! Real histories: ranges, merges, renamed files, links, submodules, shallow and sparse clones.

use super::{Repository, counts, file, service};
use crate::cli::world::World;
use std::fs;

#[test]
fn revisions_ranges_and_merge_bases_are_compared() {
    let repository = Repository::new(&[("a.aurora", &file("a", ""))]);
    repository.git(&["checkout", "-q", "-b", "feature"]);
    repository.write("b.aurora", &file("b", ""));
    repository.commit("feature");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("c.aurora", &file("c", ""));
    repository.commit("main goes on");
    repository.git(&["checkout", "-q", "feature"]);
    for (revision, expected) in [
        // What only `main` has does not count.
        (&["main"][..], "added 1, unchanged 1"),
        (&["main...feature"], "added 1, unchanged 1"),
        (&["main..feature"], "added 1, removed 1, unchanged 1"),
        (&["main", "feature"], "added 1, removed 1, unchanged 1"),
        (&["main...", "b.aurora"], "added 1"),
        (&["HEAD~1"], "added 1, unchanged 1"),
        (&["HEAD", "--", "a.aurora"], "unchanged 1"),
    ] {
        let json = repository.json(revision);
        // A rename would say less here.
        let jobs = counts(&json, "jobs").replace("renamed 1", "added 1, removed 1");
        assert_eq!(jobs, expected, "{revision:?}");
    }
    repository.git(&["merge", "-q", "-m", "merge", "main"]);
    let json = repository.json(&["main"]);
    assert_eq!(counts(&json, "jobs"), "added 1, unchanged 2");
    let json = repository.json(&["HEAD^2..HEAD"]);
    assert_eq!(counts(&json, "jobs"), "added 1, unchanged 2");
}

#[test]
fn a_file_that_moved_has_the_same_jobs() {
    let repository = Repository::new(&[
        ("a.aurora", "include('shared.aurora')\njobs = [job]\n"),
        ("shared.aurora", &format!("job = {}\n", service("a", ""))),
    ]);
    fs::create_dir(repository.0.path("sub")).expect("a folder");
    repository.git(&["mv", "a.aurora", "sub/b.aurora"]);
    repository.replace("sub/b.aurora", "shared", "../shared");
    repository.commit("moved");
    let json = repository.json(&["HEAD~1..HEAD"]);
    assert_eq!(counts(&json, "jobs"), "unchanged 1");
    // From a folder below, too.
    let mut command = repository.0.command(&["diff", "--stat", "HEAD~1", "."]);
    let output = command.current_dir(repository.0.path("sub")).output();
    let text = String::from_utf8(output.expect("a run").stdout).expect("UTF-8");
    assert!(text.contains("1 added"), "{text}");
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_are_followed_inside_of_it_only() {
    use std::os::unix::fs::symlink;
    let world = World::new(&[("secret.aurora", &file("secret", ""))]);
    let repository = Repository::new(&[("real/a.aurora", &file("a", ""))]);
    symlink("real", repository.0.path("link")).expect("a link");
    let outside = world.path("secret.aurora");
    symlink(&outside, repository.0.path("outside.aurora")).expect("a link");
    repository.write("b.aurora", "include('link/a.aurora')\n");
    repository.write("c.aurora", "include('outside.aurora')\n");
    repository.commit("links");
    repository.replace("real/a.aurora", "64*MB", "65*MB");
    let run = repository.diff(&["--format", "json", "HEAD", "b.aurora", "c.aurora"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(counts(&json, "jobs"), "changed 1", "{run:?}");
    assert!(!run.out.contains("secret"), "{run:?}");
}

#[test]
fn a_submodule_is_read_at_the_commit_of_each_side() {
    let inner = Repository::new(&[("lib.aurora", "SIZE = 64*MB\n")]);
    let text = "include('lib/lib.aurora')\n".to_owned() + &file("a", "").replace("64*MB", "SIZE");
    let repository = Repository::new(&[("a.aurora", &text)]);
    let url = inner.0.0.path().display().to_string();
    repository.git(&["submodule", "--quiet", "add", &url, "lib"]);
    repository.commit("with a submodule");
    inner.write("lib.aurora", "SIZE = 96*MB\n");
    inner.commit("larger");
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "unchanged 1");
    repository.git(&["-C", "lib", "pull", "-q", "origin", "main"]);
    let json = repository.json(&[]);
    assert_eq!(counts(&json, "jobs"), "changed 1");
    assert_eq!(json["groups"][0]["changes"][0]["before"], 64 << 20);
    repository.commit("newer submodule");
    let json = repository.json(&["HEAD~1..HEAD"]);
    assert_eq!(counts(&json, "jobs"), "changed 1");
}

#[test]
fn shallow_clones_say_what_is_missing() {
    let repository = Repository::new(&[("a.aurora", &file("a", ""))]);
    repository.git(&["checkout", "-q", "-b", "feature"]);
    repository.replace("a.aurora", "64*MB", "65*MB");
    repository.commit("feature");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("b.aurora", "x = 1\n");
    repository.commit("main goes on");
    let clone = Repository(World::new(&[]));
    let url = format!("file://{}", repository.0.0.path().display());
    clone.git(&["clone", "-q", "--depth=1", "--no-single-branch", &url, "."]);
    clone.git(&["checkout", "-q", "feature"]);
    let run = clone.diff(&["origin/main"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("fetch more of the history"), "{run:?}");
    // Both ends are there.
    let json = clone.json(&["origin/main..HEAD"]);
    assert_eq!(counts(&json, "jobs"), "changed 1");
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_removed() {
    let repository = Repository::new(&[
        ("one/a.aurora", &file("a", "")),
        ("two/b.aurora", &file("b", "")),
    ]);
    repository.git(&["sparse-checkout", "set", "one"]);
    assert!(!repository.0.path("two/b.aurora").exists());
    let run = repository.diff(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(counts(&json, "jobs"), "unchanged 1");
    let run = repository.diff(&[]);
    assert!(run.err.contains("1 file is outside"), "{run:?}");
}
