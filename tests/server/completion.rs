//! Completion.

use crate::client::{Client, HELLO};

#[test]
fn completing_attributes() {
    let text = format!("{HELLO}other = Process(name = 'x', \n");
    let mut client = Client::with(&text);
    let labels = client.labels(&text, "'x', ", 5);
    assert_eq!(labels[0], "cmdline");
    assert!(!labels.contains(&"name".to_owned()));
    assert!(labels.contains(&"max_failures".to_owned()));
    let text = format!("{HELLO}other = Job(task = \n");
    client.replace("a.aurora", 2, &text);
    assert_eq!(client.labels(&text, "other = Job(task = ", 19)[0], "Task");
    assert!(
        client
            .labels(&text, "other = Job(task = ", 19)
            .contains(&"task".to_owned())
    );
    let text = format!("{HELLO}x = Volume(mode = '')\n");
    client.replace("a.aurora", 3, &text);
    assert_eq!(client.labels(&text, "mode = ''", 8), ["RO", "RW"]);
}

#[test]
fn completing_names_references_and_paths() {
    let text = format!("{HELLO}include('sh')\n");
    let mut client = Client::new(&[("shared/x.aurora", ""), ("a.aurora", "")]);
    client.open("a.aurora", &text);
    // Beside what diagnostics link to.
    let mut labels = client.labels(&text, "'sh'", 3);
    labels.retain(|it| it != "cache/");
    assert_eq!(labels, ["shared/"]);
    let labels = client.labels(&text, "{{profile.", 2);
    for name in ["profile", "role", "cluster", "mesos.instance"] {
        assert!(labels.contains(&name.to_owned()), "{name}: {labels:?}");
    }
    let labels = client.labels(&text, "{{profile.", 10);
    assert_eq!(labels, ["profile.greeting"]);
    let labels = client.labels(&text, "memory,", 3);
    for name in ["memory", "hello", "Profile", "Process", "len", "Process(…)"] {
        assert!(labels.contains(&name.to_owned()), "{name}");
    }
    let text = format!("{HELLO}x = Tasks.\n");
    client.replace("a.aurora", 2, &text);
    assert!(
        client
            .labels(&text, "Tasks.", 6)
            .contains(&"sequential".to_owned())
    );
}
