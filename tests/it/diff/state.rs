//! What runs, as the scheduler and the client say it, against files.

use super::{Repository, counts, service};
use serde_json::{Value, json};

/// Two jobs, of which one has everything that the scheduler compares.
fn files() -> String {
    let rich = ", constraints = {'rack': 'r1,r2', 'host': 'limit:1'}, metadata = [Metadata(key = 'k', value = 'v')], \
        contact = 'a@example.com', tier = 'preferred', \
        partition_policy = PartitionPolicy(delay_secs = 3), \
        container = Mesos(image = DockerImage(name = 'n', tag = 't'))";
    let rich = service("rich", rich).replace("--port 80", "--port {{thermos.ports[http]}}");
    format!("jobs = [{rich}, {}]\n", service("plain", ""))
}

fn repository() -> Repository {
    Repository::new(&[("a.aurora", &files())])
}

fn emit(repository: &Repository, target: &str) -> Value {
    let arguments = [
        "emit",
        "--no-scheduler-checks",
        "--tiers",
        "default",
        "--target",
        target,
    ];
    let arguments = [&arguments[..], &["a.aurora"]].concat();
    repository.0.run(&arguments).json()
}

fn with_state(repository: &Repository, state: &Value) -> Value {
    repository.write("state.json", &state.to_string());
    repository.json(&["--state", "state.json", "a.aurora"])
}

/// The answer to `getTasksStatus` about jobs as they were emitted, with these numbers of instances.
fn tasks(jobs: &Value, instances: &[i64]) -> Value {
    let jobs = jobs.as_array().expect("jobs").iter();
    let tasks: Vec<Value> = jobs
        .flat_map(|job| {
            instances.iter().map(|id| {
                let task = job["taskConfig"].clone();
                json!({"assignedTask": {"taskId": format!("t-{id}"), "instanceId": id, "task": task}, "status": "RUNNING"})
            })
        })
        .collect();
    json!({
        "responseCode": "OK",
        "serverInfo": {"clusterName": "west"},
        "result": {"scheduleStatusResult": {"tasks": tasks}},
    })
}

#[test]
fn what_was_emitted_is_what_runs() {
    let repository = repository();
    let jobs = emit(&repository, "aurora");
    let summary = |job: &Value| {
        json!({
            "responseCode": "OK",
            "result": {"configSummaryResult": {"summary": {
                "key": job["key"],
                "groups": [{"config": job["taskConfig"], "instances": [{"first": 0, "last": 2}]}],
            }}},
        })
    };
    for state in [
        jobs.clone(),
        tasks(&jobs, &[0, 1, 2]),
        json!({"responseCode": "OK", "result": {"getJobsResult": {"configs": jobs}}}),
    ] {
        let json = with_state(&repository, &state);
        assert_eq!(counts(&json, "jobs"), "unchanged 2");
        assert_eq!(counts(&json, "instances"), "unchanged 6");
    }
    let json = with_state(&repository, &summary(&jobs[0]));
    assert_eq!(counts(&json, "jobs"), "added 1, unchanged 1");
    // The same in Thrift's JSON protocol.
    let tjson = emit(&repository, "aurora-tjson");
    let tasks: Vec<Value> = tjson
        .as_array()
        .expect("jobs")
        .iter()
        .flat_map(|job| {
            (0..3)
                .map(|id| json!({"1": {"rec": {"4": job["6"], "6": {"i32": id}}}, "2": {"i32": 2}}))
        })
        .collect();
    let mut list = vec![json!("rec"), json!(tasks.len())];
    list.extend(tasks);
    let reply = json!([1, "getTasksStatus", 2, 0, {"0": {"rec": {
        "1": {"i32": 1},
        "3": {"rec": {"3": {"rec": {"1": {"lst": list}}}}},
    }}}]);
    let json = with_state(&repository, &reply);
    assert_eq!(counts(&json, "jobs"), "unchanged 2");
}

#[test]
fn instances_are_compared_one_by_one() {
    // Aurora: JobDiffTest and JobUpdaterIT: 0 old, 1 new, 3 old, 4 old, of which 5 are wanted.
    let repository = repository();
    let new = emit(&repository, "aurora");
    repository.replace("a.aurora", "run plain", "run other");
    let old = emit(&repository, "aurora");
    repository.write(
        "a.aurora",
        &files().replace("instances = 3", "instances = 5"),
    );
    let mut state = tasks(&json!([old[1]]), &[0, 3, 4, 7]);
    let running = tasks(&json!([new[1]]), &[1]);
    let all = "/result/scheduleStatusResult/tasks";
    let more = running
        .pointer(all)
        .and_then(Value::as_array)
        .expect("tasks")
        .clone();
    let list = state
        .pointer_mut(all)
        .and_then(Value::as_array_mut)
        .expect("tasks");
    list.extend(more);
    // One that has ended does not count.
    let mut ended = list[0].clone();
    ended["status"] = json!("FINISHED");
    ended["assignedTask"]["instanceId"] = json!(2);
    list.push(ended);
    let json = with_state(&repository, &state);
    let groups = json["groups"].as_array().expect("groups").iter();
    let mut jobs = groups.flat_map(|it| it["jobs"].as_array().expect("jobs"));
    let job = jobs
        .find(|it| it["key"] == "west/www/prod/plain")
        .expect("a job");
    let order: Vec<String> = job["order"]
        .as_array()
        .expect("an order")
        .iter()
        .map(|it| {
            format!(
                "{} {}-{}",
                it["action"].as_str().unwrap(),
                it["first"],
                it["last"]
            )
        })
        .collect();
    assert_eq!(
        order,
        ["add 2-2", "replace 0-0", "replace 3-4", "remove 7-7"]
    );
    assert_eq!(job["instances"]["unchanged"], 1);
    // Three are replaced and one is added, one after the other.
    assert_eq!(job["least_seconds"], 4.0 * 45.0);
}

#[test]
fn the_state_of_the_client_lacks_data() {
    let repository = repository();
    let jobs = emit(&repository, "aurora");
    let status = |jobs: &Value| -> Value {
        let jobs = jobs.as_array().expect("jobs").iter();
        let jobs = jobs.map(|job| {
            let mut task = job["taskConfig"].clone();
            let config = task["executorConfig"].as_object_mut().expect("a config");
            config.remove("data");
            // The client writes booleans of inner structs as numbers.
            for constraint in task["constraints"].as_array_mut().expect("a set") {
                if let Some(negated) = constraint.pointer_mut("/constraint/value/negated") {
                    *negated = json!(u8::from(negated == &json!(true)));
                }
            }
            let active = (0..3).map(
                |id| json!({"status": "RUNNING", "assignedTask": {"instanceId": id, "task": task}}),
            );
            let key = format!("west/www/prod/{}", job["key"]["name"].as_str().unwrap());
            json!({"job": key, "active": active.collect::<Vec<_>>(), "inactive": []})
        });
        jobs.collect()
    };
    let state = status(&jobs);
    let json = with_state(&repository, &state);
    assert_eq!(counts(&json, "instances"), "unchanged 6");
    let run = repository.diff(&["--state", "state.json", "a.aurora"]);
    assert!(
        run.err.contains("the state has no `executorConfig.data`"),
        "{run:?}"
    );
    repository.replace("a.aurora", "tier = 'preferred'", "tier = 'preemptible'");
    let json = with_state(&repository, &state);
    assert_eq!(counts(&json, "instances"), "replaced 3, unchanged 3");
    // Another user deploys.
    let owner = ["--state", "state.json", "--owner", "somebody", "a.aurora"];
    assert_eq!(counts(&repository.json(&owner), "instances"), "replaced 6");
    let nothing = json!({"jobspec": "west/www/*/nope*", "error": "No matching jobs found"});
    let json = with_state(&repository, &nothing);
    assert_eq!(counts(&json, "jobs"), "added 2");
}

#[test]
fn damaged_and_foreign_states_are_refused_with_words() {
    let repository = repository();
    let jobs = emit(&repository, "aurora");
    let broken = |pointer: &str, value: Value| {
        let mut jobs = jobs.clone();
        *jobs.pointer_mut(pointer).expect("a place") = value;
        jobs.to_string()
    };
    for (state, words) in [
        ("".to_owned(), "it is not JSON"),
        (jobs.to_string()[..900].to_owned(), "it is not JSON"),
        ("{}".to_owned(), "expected what"),
        ("[{}]".to_owned(), "expected what"),
        ("\"text\"".to_owned(), "expected what"),
        ("{\"jobs\": []}".to_owned(), "expected what"),
        (
            "[1, \"getTasksStatus\", 3, 0, {}]".to_owned(),
            "it is not the reply to a call",
        ),
        (
            json!({"responseCode": "ERROR", "details": [{"message": "no such role"}]}).to_string(),
            "the scheduler refused to answer: no such role",
        ),
        (
            json!({"responseCode": "OK", "result": {"getQuotaResult": {}}}).to_string(),
            "expected what",
        ),
        (broken("/0/taskConfig/job", json!(7)), "a task has no `job`"),
        (
            broken("/0/taskConfig/priority", json!("high")),
            "`priority` is not what",
        ),
        (
            broken("/0/taskConfig/resources", json!({})),
            "`resources` is not what",
        ),
        (
            broken("/0/instanceCount", json!(1e15)),
            "a job has no `instanceCount`",
        ),
        (
            broken("/0/instanceCount", json!(1_000_000_000_000_i64)),
            "a job has no `instanceCount`",
        ),
    ] {
        repository.write("state.json", &state);
        let run = repository.diff(&["--state", "state.json", "a.aurora"]);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{state}: {run:?}");
        assert!(
            run.err.contains("cannot read the state in `state.json`"),
            "{run:?}"
        );
        assert!(run.err.contains(words), "{words}: {run:?}");
    }
}
