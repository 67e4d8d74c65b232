//! Renaming: each kind of thing, applied, with the jobs before and after.

mod errors;

use crate::server::client::{Client, HELLO, apply};
use serde_json::{Value, json};
use std::process::Command;

type Files = Vec<(&'static str, String)>;

/// A struct with its uses, over three files.
fn repository() -> Files {
    let shared = "\
class Profile(Struct):
  greeting = Default(String, 'hello')
  target = Required(String)

class Polite(Profile):
  mood = Default(String, 'fine')

def greet(name, loud = False):
  return Process(name = name, cmdline = 'echo {{profile.greeting}} {{profile.target}}')

greeter = greet('greet', loud = True)
waiter = Process(name = 'wait', cmdline = 'sleep {{seconds}}')
ORDER = order('wait', 'greet')
";
    let service = "\
include('shared.aurora')
task = Task(
  name = 'both',
  processes = [waiter, greeter],
  constraints = ORDER,
  resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB),
)
base = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', contact = 'a@b.c', task = task)
";
    let main = "\
include('service.aurora')
profile = Polite(target = 'you')
print profile.target()
jobs = [
  base.bind(profile = profile, seconds = 3),
  base(name = 'other').bind(profile = Profile(greeting = 'hey', target = 'me'), seconds = 4),
]
";
    vec![
        ("main.aurora", main.to_owned()),
        ("service.aurora", service.to_owned()),
        ("shared.aurora", shared.to_owned()),
    ]
}

/// The files after renaming what stands at a mark in one of them, which alone is open; or why not.
fn renamed(
    files: &Files,
    file: &str,
    mark: &str,
    skip: usize,
    name: &str,
) -> Result<Files, String> {
    let on_disk: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let mut client = Client::new(&on_disk);
    let text = &files.iter().find(|(it, _)| *it == file).expect(file).1;
    client.open(file, text);
    let mut params = client.place_in(file, text, mark, skip);
    params["newName"] = json!(name);
    let id = client.request("textDocument/rename", params);
    let answer = client.answer(id);
    if let Some(error) = answer.get("error") {
        assert_eq!(error["code"], -32803, "{error}");
        return Err(error["message"].as_str().expect("words").to_owned());
    }
    let changes = &answer["result"]["changes"];
    let known: Vec<String> = files.iter().map(|(it, _)| client.uri(it)).collect();
    let is_known = |uri: &String| known.contains(uri);
    assert!(
        changes.as_object().expect("changes").keys().all(is_known),
        "{changes}"
    );
    let changed = files.iter().map(|(it, text)| {
        let mut edits = changes[client.uri(it)].clone();
        if edits.is_null() {
            return (*it, text.clone());
        }
        sort(&mut edits);
        (*it, apply(text, &edits))
    });
    Ok(changed.collect())
}

fn sort(edits: &mut Value) {
    let edits = edits.as_array_mut().expect("edits");
    edits.sort_by_key(|it| {
        let start = &it["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    });
}

/// The jobs that the first file makes, as JSON.
fn jobs(files: &Files) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("jobc.toml"), "").expect("settings");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_jobc"))
        .args(["emit", files[0].0])
        .current_dir(folder.path())
        .output()
        .expect("jobs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}\n{files:?}");
    String::from_utf8(output.stdout).expect("JSON")
}

/// How often a word stands in files.
fn count(files: &Files, word: &str) -> usize {
    files
        .iter()
        .map(|(_, text)| text.matches(word).count())
        .sum()
}

#[test]
fn only_the_name_changes_in_all_files() {
    let files = repository();
    let before = jobs(&files);
    for (file, mark, skip, old, new, places) in [
        (
            "shared.aurora",
            "Profile(Struct)",
            1,
            "Profile",
            "Settings",
            3,
        ),
        ("shared.aurora", "target = Req", 1, "target", "whom", 5),
        ("main.aurora", "target()", 1, "target", "whom", 5),
        ("main.aurora", "target = 'me'", 1, "target", "whom", 5),
        ("shared.aurora", "target}}", 2, "target", "whom", 5),
        (
            "shared.aurora",
            "greeting = Default",
            2,
            "greeting",
            "words",
            3,
        ),
        (
            "shared.aurora",
            "profile.greeting",
            2,
            "profile",
            "settings",
            0,
        ),
        (
            "main.aurora",
            "profile = Profile",
            2,
            "profile",
            "settings",
            0,
        ),
        ("shared.aurora", "seconds", 2, "seconds", "pause", 3),
        ("main.aurora", "seconds = 3", 2, "seconds", "pause", 3),
        ("shared.aurora", "greeter", 2, "greeter", "speaker", 2),
        ("service.aurora", "waiter", 2, "waiter", "sleeper", 2),
        ("shared.aurora", "greet(name", 2, "greet", "hail", 0),
        ("shared.aurora", "loud = False", 2, "loud", "shouting", 2),
        ("service.aurora", "base =", 2, "base", "template", 3),
    ] {
        let after = renamed(&files, file, mark, skip, new);
        let after = after.unwrap_or_else(|words| panic!("{file} {mark}: {words}"));
        assert_eq!(jobs(&after), before, "{file} {mark}: {after:#?}");
        if places > 0 {
            assert_eq!(count(&after, new), places, "{file} {mark}: {after:#?}");
            assert_eq!(
                count(&after, old),
                count(&files, old) - places,
                "{file} {mark}"
            );
        }
        assert_ne!(after, files);
    }
}

#[test]
fn names_of_processes_with_the_orders_that_mention_them() {
    let files = repository();
    let before = jobs(&files);
    for (file, mark) in [
        ("shared.aurora", "'wait', cmd"),
        ("shared.aurora", "'wait', 'greet'"),
    ] {
        let after = renamed(&files, file, mark, 2, "pause");
        let after = after.unwrap_or_else(|words| panic!("{file} {mark}: {words}"));
        assert_eq!(count(&after, "'pause'"), 2);
        assert_eq!(
            jobs(&after),
            before.replace("\"wait\"", "\"pause\""),
            "{mark}"
        );
    }
    let after = renamed(&files, "shared.aurora", "'greet', loud", 2, "hail").expect("edits");
    assert_eq!(jobs(&after), before.replace("\"greet\"", "\"hail\""));
}

#[test]
fn what_would_change_more_than_the_name_is_refused() {
    for (mark, skip, name, words) in [
        (
            "target = Req",
            1,
            "greeting",
            "`Profile` already has an attribute `greeting`",
        ),
        (
            "target = Req",
            1,
            "bind",
            "every struct has a method of this name",
        ),
        (
            "target = Req",
            1,
            "a-b",
            "`-` is not a letter, digit or `_`",
        ),
        ("seconds", 2, "role", "`{{role}}` already has a meaning"),
        ("seconds", 2, "2x", "it starts with a digit"),
        (
            "greeter",
            2,
            "waiter",
            "`waiter` is already defined (shared.aurora, line 12)",
        ),
        ("greeter", 2, "class", "it is a keyword"),
        (
            "greeter",
            2,
            "base",
            "`base` is already defined (service.aurora, line 8)",
        ),
        ("'wait', cmd", 2, "greet", "already has a process `greet`"),
        (
            "'wait', cmd",
            2,
            "a/b",
            "`/` is not allowed in the name of a process",
        ),
        ("'wait', cmd", 2, "", "it is empty"),
        (
            "cmdline",
            2,
            "command",
            "`cmdline` is an attribute of the schema",
        ),
        ("'sleep", 2, "x", "nothing here can be renamed"),
    ] {
        let refused = renamed(&repository(), "shared.aurora", mark, skip, name);
        let refused = refused.expect_err(mark);
        assert!(refused.contains(words), "{mark}: {refused}");
    }
    let mut files = repository();
    files[0].1 += "for it in ['seconds']:\n  jobs.append(base(name = 'x').bind(**{it: 1}).bind(profile = profile))\n";
    let refused = renamed(&files, "shared.aurora", "seconds", 2, "pause");
    // The name is a string that the binding takes it from.
    let after = refused.expect("edits");
    assert!(after[0].1.contains("['pause']"), "{}", after[0].1);
    assert_eq!(jobs(&after), jobs(&files));
    let mut files = repository();
    files[0].1 += "for it in ['sec']:\n  jobs.append(base(name = 'x').bind(**{it + 'onds': 1}).bind(profile = profile))\n";
    let refused = renamed(&files, "shared.aurora", "seconds", 2, "pause").expect_err("no edits");
    assert!(
        refused.contains("set by something that is not its name alone"),
        "{refused}"
    );
    let mut files = repository();
    files[0].1 += "print getattr(profile, 'target')()\n";
    let refused =
        renamed(&files, "shared.aurora", "target = Req", 1, "whom").expect_err("no edits");
    assert!(refused.contains("there would be an error"), "{refused}");
    let mut files = repository();
    files[1].1 = files[1]
        .1
        .replace("name = 'hello'", "name = '{{task.name}}'")
        .replace("[waiter, greeter]", "[greeter, waiter]")
        .replace("  name = 'both',\n", "");
    let refused =
        renamed(&files, "shared.aurora", "'greet', loud", 2, "hail").expect_err("no edits");
    assert!(
        refused.contains("it would change more than the name"),
        "{refused}"
    );
}

#[test]
fn errors_elsewhere_are_not_in_the_way() {
    let mut files = repository();
    files[0].1 += "x = (\njobs.append(base(name = 'broken').bind(profile = 1))\ny = undefined\n";
    for (mark, new) in [
        ("greeter", "speaker"),
        ("target = Req", "whom"),
        ("'wait', cmd", "pause"),
    ] {
        let after = renamed(&files, "shared.aurora", mark, 1, new);
        let after = after.unwrap_or_else(|words| panic!("{mark}: {words}"));
        assert!(count(&after, new) > 1, "{mark}");
    }
    files[0].1 += "z = greeter greeter\n";
    let refused = renamed(&files, "shared.aurora", "greeter", 1, "speaker").expect_err("no edits");
    assert!(
        refused.contains("a line that does not parse mentions `greeter`"),
        "{refused}"
    );
}

#[test]
fn the_exact_range_is_given_before() {
    let files = repository();
    let shared = files[2].1.as_str();
    let mut client = Client::with(shared);
    for (mark, skip, word) in [
        ("Profile(Struct)", 3, "Profile"),
        ("greeter", 0, "greeter"),
        ("loud = True", 4, "loud"),
    ] {
        let prepared = client.at("textDocument/prepareRename", shared, mark, skip);
        let start = prepared["start"]["character"].as_u64().expect("a column");
        let end = prepared["end"]["character"].as_u64().expect("a column");
        assert_eq!(end - start, word.len() as u64, "{mark}");
    }
    let text = HELLO;
    client.replace("a.aurora", 2, text);
    for (mark, skip, start, length) in [
        ("profile.greeting", 1, 0, 7),
        ("profile.greeting", 9, 8, 8),
        ("'hi'", 2, 1, 2),
    ] {
        let prepared = client.at("textDocument/prepareRename", text, mark, skip);
        let mark_at = &client.place(text, mark, 0)["position"]["character"];
        let column = mark_at.as_u64().expect("a column") + start;
        assert_eq!(prepared["start"]["character"], column, "{mark}");
        assert_eq!(prepared["end"]["character"], column + length, "{mark}");
    }
}

#[test]
fn renaming() {
    let mut client = Client::with(HELLO);
    let prepared = client.at("textDocument/prepareRename", HELLO, "memory", 1);
    assert_eq!(prepared["start"], json!({"line": 10, "character": 0}));
    let rename = |client: &mut Client, mark: &str, name: &str| {
        let mut params = client.place(HELLO, mark, 1);
        params["newName"] = json!(name);
        client.request("textDocument/rename", params)
    };
    let id = rename(&mut client, "memory", "ram_size");
    let edit = client.answer(id)["result"]["changes"][client.uri("a.aurora")].clone();
    assert_eq!(edit.as_array().expect("edits").len(), 2);
    for (mark, name) in [
        ("memory", "task"),
        ("memory", "1x"),
        ("memory", "if"),
        ("jobs", "x"),
        ("Resources", "x"),
        ("'hey'", "x"),
    ] {
        let id = rename(&mut client, mark, name);
        let answer = client.answer(id);
        assert_eq!(answer["error"]["code"], -32803, "{mark} {name}: {answer}");
    }
}

#[test]
fn names_inside_of_strings() {
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace(
            "jobs = [",
            "jobs = [job(name = 'b').bind(word = 'x', profile = Profile()), ",
        )
        .replace("'hey')", "'hey'), word = 'y'");
    let mut client = Client::with(&text);
    assert_eq!(client.codes("a.aurora", 1), [""; 0]);
    for mark in ["word}}", "word = 'x'"] {
        let mut params = client.place(&text, mark, 1);
        params["context"] = json!({"includeDeclaration": true});
        let found = client.ask("textDocument/references", params.clone());
        assert_eq!(found.as_array().expect("a list").len(), 4, "{mark}");
        params["newName"] = json!("text");
        let edit = client.ask("textDocument/rename", params);
        let mut edits = edit["changes"][client.uri("a.aurora")].clone();
        let edits_by_place = edits.as_array_mut().expect("edits");
        edits_by_place.sort_by_key(|it| {
            let start = &it["range"]["start"];
            (start["line"].as_u64(), start["character"].as_u64())
        });
        assert_eq!(apply(&text, &edits), text.replace("word", "text"), "{mark}");
    }
    for (mark, name) in [("word}}", "role"), ("word}}", "a-b")] {
        let mut params = client.place(&text, mark, 1);
        params["newName"] = json!(name);
        assert_eq!(client.fail("textDocument/rename", params), -32803, "{mark}");
    }
}

/// One file with a job that has a process `p`.
fn job(before: &str, behind: &str) -> String {
    format!(
        "{before}jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.c', task = Task(\n\
         processes = [p], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))){behind}]\n"
    )
}

/// What renaming gives in a single file, from each of some marks.
fn renamed_in(text: &str, marks: &[(&str, usize)], new: &str) -> Vec<Result<String, String>> {
    let files = vec![("a.aurora", text.to_owned())];
    let renamed = |(mark, skip): &(&str, usize)| {
        let after = renamed(&files, "a.aurora", mark, *skip, new)?;
        Ok(after[0].1.clone())
    };
    marks.iter().map(renamed).collect()
}

#[test]
fn a_name_in_a_class_is_the_files_until_the_class_has_it() {
    let text = "\
cpu = 1.5
class Profile(Struct):
  cpu = Default(Float, cpu)
profile = Profile()
";
    let marks = [("cpu = 1.5", 1), ("Float, cpu", 8)];
    for after in renamed_in(text, &marks, "cores") {
        let expected = text.replace("cpu = 1.5", "cores = 1.5");
        assert_eq!(after, Ok(expected.replace("Float, cpu", "Float, cores")));
    }
    let after = renamed_in(text, &[("  cpu = D", 3)], "cores").remove(0);
    assert_eq!(after, Ok(text.replace("  cpu = D", "  cores = D")));
}

/// A library with two attributes of the same name, and two files that use it.
fn two_hosts() -> Files {
    let library = "\
class A(Struct):
  host = Required(String)
class B(Struct):
  host = Required(String)
  a = Default(A, A(host = 'inner'))
p = Process(name = 'p', cmdline = '{{a.host}} {{b.host}} {{b.a.host}}')
";
    let user = job(
        "include('lib.aurora')\n",
        ".bind(a = A(host = 'x'), b = B(host = 'z'))",
    );
    vec![
        ("m1.aurora", user.clone()),
        ("lib.aurora", library.to_owned()),
        ("m2.aurora", user),
    ]
}

#[test]
fn attributes_of_the_same_name_are_told_apart_by_files_that_are_not_open() {
    let files = two_hosts();
    let before = jobs(&files);
    for (mark, skip, places) in [
        ("host = R", 1, 6),
        ("a.host", 3, 6),
        ("b.host", 3, 4),
        ("b.a.host", 5, 6),
    ] {
        let after = renamed(&files, "lib.aurora", mark, skip, "peer");
        let after = after.unwrap_or_else(|words| panic!("{mark}: {words}"));
        assert_eq!(jobs(&after), before, "{mark}");
        let found = count(&after, "peer");
        assert_eq!(found, places, "{mark}: {after:#?}");
    }
    // Where nobody uses it, nobody knows.
    let alone = vec![files[1].clone()];
    let refused = renamed(&alone, "lib.aurora", "host = R", 1, "peer").expect_err("no edits");
    assert!(
        refused.contains("2 definitions are named `host`"),
        "{refused}"
    );
}

#[test]
fn files_that_compute_what_they_include() {
    let files: Files = vec![
        (
            "m.aurora",
            job("f = 'a'\ninclude('inc/%s.aurora' % f)\np = fetch\n", ""),
        ),
        (
            "inc/a.aurora",
            "fetch = Process(name = 'fetch', cmdline = 'x')\n".to_owned(),
        ),
        // What it includes only who includes it knows.
        (
            "k/part.aurora",
            "include('../inc/%s.aurora' % which)\nq = fetch\n".to_owned(),
        ),
        (
            "k/top.aurora",
            "which = 'a'\ninclude('part.aurora')\ny = fetch\n".to_owned(),
        ),
        (
            "n.aurora",
            "add = include\nadd('inc/a.aurora')\nz = fetch\n".to_owned(),
        ),
        (
            "o.aurora",
            "from inc.a import fetch\nz = fetch\n".to_owned(),
        ),
        ("inc/__init__.py", String::new()),
        ("jobc.toml", "[language]\nmodule-path = ['.']\n".to_owned()),
    ];
    let after = renamed(&files, "inc/a.aurora", "fetch =", 1, "load").expect("edits");
    assert_eq!(count(&after, "load"), 5 + 2, "{after:#?}");
    assert_eq!(count(&after, "fetch"), 1, "{after:#?}");
    let mut broken = files;
    broken[4].1 = "include(oops)\nz = fetch\n".to_owned();
    let refused = renamed(&broken, "inc/a.aurora", "fetch =", 1, "load").expect_err("no edits");
    assert!(refused.contains("n.aurora` mentions `fetch`"), "{refused}");
    assert!(refused.contains("`oops` is not defined"), "{refused}");
}

#[test]
fn edits_are_for_the_texts_that_they_are_of() {
    let files = two_hosts();
    let on_disk: Vec<_> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let mut client = Client::silent(&on_disk);
    let capabilities = json!({"workspace": {"workspaceEdit": {"documentChanges": true}}});
    client.ask("initialize", json!({"capabilities": capabilities}));
    client.tell("initialized", json!({}));
    client.open("lib.aurora", &files[1].1);
    let mut params = client.place_in("lib.aurora", &files[1].1, "host = R", 1);
    params["newName"] = json!("peer");
    let edit = client.ask("textDocument/rename", params);
    assert!(edit.get("changes").is_none(), "{edit}");
    let documents = edit["documentChanges"].as_array().expect("documents");
    assert_eq!(documents.len(), 3, "{edit}");
    for document in documents {
        let is_open = document["textDocument"]["uri"] == client.uri("lib.aurora");
        assert_eq!(
            document["textDocument"]["version"].is_null(),
            !is_open,
            "{document}"
        );
    }
}

/// An open file that has nothing to do with the one at hand, and has the same names, is neither changed nor in the way.
#[test]
fn files_that_nothing_connects_are_left_alone() {
    let process = "p = Process(name = 'p', cmdline = 'x {{zone}}')\n";
    let job = "jobs = [Job(cluster = 'c', role = 'r', environment = 'test', name = 'n', contact = 'c', task = Task(\n  \
               processes = [p], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))";
    let one = format!("{process}{job}.bind(zone = 'us')]\n");
    let two = format!("{process}{job}]\n");
    let three = format!("{process}{job}.bind(zone = 'eu')]\nq = foo\n");
    let mut client = Client::new(&[]);
    for (name, text) in [
        ("one.aurora", &one),
        ("two.aurora", &two),
        ("three.aurora", &three),
    ] {
        client.open(name, text);
        client.diagnostics(name, 1);
    }
    let mut params = client.place_in("one.aurora", &one, "{{zone", 3);
    params["newName"] = json!("area");
    let edit = client.ask("textDocument/rename", params);
    let changes = edit["changes"].as_object().expect("edits");
    assert_eq!(
        changes.keys().collect::<Vec<_>>(),
        [&client.uri("one.aurora")]
    );
    let mut params = client.place_in("two.aurora", &two, "{{zone", 3);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.ask("textDocument/references", params);
    let found = found.as_array().expect("places");
    assert!(
        found.iter().all(|it| it["uri"] == client.uri("two.aurora")),
        "{found:?}"
    );
}

/// A branch that is not taken, a function that is not called and an object that no job has bind the same name.
#[test]
fn bindings_that_no_job_has() {
    let text = "ENV = 'prod'\np = Process(name = 'p', cmdline = 'x {{zone}}')\nif ENV == 'prod':\n  p = p.bind(zone = 'eu')\nelse:\n  p = p.bind(zone = 'us')\n\
                def staging():\n  return p.bind(zone = 'st')\nunused = p.bind(zone = 'un', zoned = 1)\n\
                jobs = [Job(cluster = 'c', role = 'r', environment = 'test', name = 'n', contact = 'c', task = Task(\n  \
                processes = [p], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]\n";
    let files = vec![("a.aurora", text.to_owned())];
    for (mark, skip) in [("{{zone", 3), ("zone = 'eu'", 1)] {
        let renamed = renamed(&files, "a.aurora", mark, skip, "area").expect("edits");
        assert_eq!(
            renamed[0].1,
            text.replace("zone = ", "area = ")
                .replace("{{zone", "{{area")
        );
    }
}
