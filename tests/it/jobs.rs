//! Several jobs in one file: what is reported once, what is not hidden, and what stays silent.

use crate::golden::host::CaseHost;
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::emit::{Target, emit};
use jobc::stack::STACK_SIZE;
use std::path::Path;

const BASE: &str = "base = Job(cluster = 'west', role = 'web', environment = 'prod', task = SimpleTask('hello', 'echo'))\n";

fn with<T: Send + 'static>(
    text: &str,
    options: CompileOptions,
    look: impl FnOnce(Compilation) -> T + Send + 'static,
) -> T {
    let input = Input::Text {
        name: "jobs.aurora".into(),
        bytes: text.as_bytes().to_vec(),
    };
    let run = move || {
        let host = CaseHost::new(Path::new("."), vec![("USER".into(), "vagrant".into())]);
        look(compile(&input, &options, &host))
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(run);
    thread.expect("a thread").join().expect("no panic")
}

/// Code, text at the primary place, number of jobs.
fn found(text: &str) -> Vec<(String, String, usize)> {
    with(text, CompileOptions::default(), |compilation| {
        let shown = compilation.diagnostics.iter().map(|diagnostic| {
            let written = compilation.sources.text(diagnostic.primary.span);
            (
                diagnostic.code.code.to_owned(),
                written.to_owned(),
                diagnostic.jobs.len(),
            )
        });
        shown.collect()
    })
}

#[test]
fn a_mistake_in_a_template_is_reported_once() {
    let text = "task = Task(name = 't', processes = [Process(name = 'p', cmdline = 'run {{versoin}}')], resources = Resources(cpu = 1, ram = 128, disk = 1*GB))\njobs = [Job(cluster = 'west', role = 'web', environment = 'prod', name = 'n%d' % i, task = task).bind(version = 1) for i in range(20)]\n";
    let expected = [("E401", "{{versoin}}", 20), ("E505", "128", 20)]
        .map(|(code, text, jobs)| (code.to_owned(), text.to_owned(), jobs));
    assert_eq!(found(text), expected);
}

#[test]
fn a_wrong_job_does_not_hide_the_next() {
    let text = format!(
        "{BASE}jobs = [base(name = 'a b'), base(name = 'good'), base(name = 'c', update_config = UpdateConfig(watch_secs = -1), tier = 'none')]\n"
    );
    let codes: Vec<String> = found(&text).into_iter().map(|(code, ..)| code).collect();
    // The scheduler is asked only about jobs that the client takes.
    assert_eq!(codes, ["E504", "E517"]);
    let keys = with(&text, CompileOptions::default(), |compilation| {
        let keys = compilation.jobs.iter().map(|job| job.key.to_string());
        keys.collect::<Vec<_>>()
    });
    assert_eq!(keys, ["west/web/prod/good"]);
}

#[test]
fn what_failed_before_is_not_reported_again() {
    let text = format!(
        "{BASE}jobs = [base(name = missing, instances = 0), base(task = undefined), base(constraints = {{'host': lost}}, name = 'x y')]\n"
    );
    let codes: Vec<String> = found(&text).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["E201", "E523", "E201", "E201", "E504"]);
}

#[test]
fn bindings_from_the_command_line_have_places() {
    let options = CompileOptions {
        bindings: vec![("env".into(), "not good".into())],
        ..CompileOptions::default()
    };
    let text = BASE.replace("'prod'", "'{{env}}'") + "jobs = [base]\n";
    let found = with(&text, options, |compilation| {
        let messages = compilation.diagnostics.iter().map(|d| d.message.clone());
        messages.collect::<Vec<_>>()
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("'not good'"), "{found:?}");
}

#[test]
fn what_is_written_as_json_is_read_back() {
    let text = format!(
        "{BASE}jobs = [base(name = 'docker', container = Docker(image = 'x:1', parameters = [Parameter(name = 'a', value = 'b')])), base(name = 'mesos', container = Mesos(image = AppcImage(name = 'n', image_id = 'i'))), base(name = 'sla', instances = 20, sla_policy = CountSlaPolicy(count = 3, duration_secs = 60), update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1, 2])))]\n"
    );
    let written = |compilation: Compilation| {
        assert!(
            compilation.diagnostics.is_empty(),
            "{:?}",
            compilation.diagnostics
        );
        let jobs: Vec<_> = compilation.jobs.iter().collect();
        let tjson = emit(Target::AuroraTjson, &jobs, "vagrant");
        let mut tjson: serde_json::Value = serde_json::from_str(&tjson).expect("JSON");
        for job in tjson.as_array_mut().expect("a list") {
            // What was a dict in the JSON has its attributes in another order there, as in the client.
            let data = job.pointer_mut("/6/rec/25/rec/2/str").expect("data");
            *data = serde_json::from_str(data.as_str().expect("text")).expect("JSON");
        }
        (emit(Target::Job, &jobs, "vagrant"), tjson)
    };
    let mut options = CompileOptions::default();
    options.scheduler.checks = false;
    let first = with(&text, options.clone(), written);
    options.read_json = true;
    let second = with(&first.0, options, written);
    assert_eq!(first, second);
}

#[test]
fn external_references_are_those_that_settings_allow() {
    let errors = |reference: &str, names: &[&str], refuses: bool| {
        let text = format!(
            "{BASE}jobs = [base(name = 'n', task = SimpleTask('t', 'run {{{{{reference}}}}}'))]\n"
        );
        let mut options = CompileOptions::default();
        options.scheduler.externals = names.iter().map(|name| (*name).to_owned()).collect();
        options.scheduler.refuses_externals = refuses;
        with(&text, options, |compilation| {
            let all = compilation.diagnostics.iter();
            all.map(|it| (it.code.code, it.help.clone().unwrap_or_default()))
                .collect::<Vec<_>>()
        })
    };
    let (image, package) = ("docker.image[python][2.7]", "packer[web][app][live].copy");
    assert_eq!(errors(image, &["docker.image"], false), []);
    assert_eq!(errors(package, &["packer"], false), []);
    for (reference, names, refuses, help) in [
        (image, &[][..], false, "`[external]`"),
        (package, &["docker.image"], false, "`[external]`"),
        (
            image,
            &["docker.image"],
            true,
            "`lock` file of `[external]`",
        ),
        (package, &["packer"], true, "`lock` file of `[external]`"),
    ] {
        let found = errors(reference, names, refuses);
        assert_eq!(found.len(), 1, "{reference}: {found:?}");
        assert_eq!(found[0].0, "E401");
        let option = format!("-E '{reference}=…'");
        assert!(found[0].1.contains(help), "{found:?}");
        assert!(found[0].1.contains(&option), "{found:?}");
    }
}

/// A file for the Thermos runner lists no jobs; the tasks that it exports are looked at all the same.
#[test]
fn exported_tasks_are_checked_without_a_job() {
    let process = "p = Process(name = 'p', cmdline = './run {{thermos.ports[http]}} {{mode}}')\n";
    let sound = [
        "export(Task(processes = [p]).bind(mode = 'fast'))",
        "export({'processes': [p(cmdline = 'true')], 'resources': {'cpu': 1, 'ram': 1, 'disk': 1}})",
    ];
    for export in sound {
        assert_eq!(found(&format!("{process}{export}\n")), [], "{export}");
    }
    let unbound = || ("E401".to_owned(), "{{mode}}".to_owned(), 0);
    let wrong = [
        ("export(Task(processes = [p]))", vec![unbound()]),
        (
            "export(Task(processes = [p], constraints = order(p, 'q')))",
            vec![unbound(), ("E507".into(), "'q'".into(), 0)],
        ),
        ("export(3)", vec![("E204".into(), "export(3)".into(), 0)]),
        // As in the client, which runs what is in `jobs` and nothing else.
        (
            "export(Task(processes = [p]))\njobs = []",
            vec![("E501".into(), "[]".into(), 0)],
        ),
    ];
    for (export, expected) in wrong {
        assert_eq!(found(&format!("{process}{export}\n")), expected, "{export}");
    }
}

/// The client calls `job.name()`, and takes what the class of the job gives that name to.
#[test]
fn a_job_whose_class_hides_an_attribute_is_refused() {
    let class = |body: &str| {
        let keys = "cluster = 'west', role = 'web', environment = 'prod'";
        let job = format!("Mine({keys}, task = SimpleTask('hello', 'echo'))");
        format!("class Mine(Job):\n  {body}\njobs = [{job}]\n")
    };
    let codes = |body: &str| -> Vec<String> {
        let found = found(&class(body)).into_iter();
        found.map(|(code, ..)| code).collect()
    };
    assert_eq!(codes("instances = Default(Integer, 2)"), ["E503"]);
    assert_eq!(codes("def has_contact(self): return False"), ["E503"]);
    assert!(codes("def shards(self): return 2").is_empty());
}
