//! `jobc report`: one page that needs nothing else.

use crate::cli::world::World;
use serde_json::Value;

const FILE: &str = "\
include('base.aurora')
jobs = [service('one'), service('</script><b>')]
";

const BASE: &str = "\
def service(name):
  return Service(cluster = 'a', role = 'b', environment = 'prod', name = 'job', contact = name,
    task = Task(name = 't', processes = [Process(name = 'run', cmdline = 'run')],
      resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB)))
";

fn page() -> String {
    let world = World::new(&[("a.aurora", FILE), ("base.aurora", BASE)]);
    let run = world.run(&["report", "-o", "page.html", "a.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    std::fs::read_to_string(world.path("page.html")).expect("the page")
}

#[test]
fn the_page_has_the_jobs_with_their_steps() {
    let page = page();
    let (_, data) = page.split_once("id=\"data\">").expect("the data");
    let (data, _) = data.split_once("</script>").expect("the end of the data");
    let jobs: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(jobs.as_array().map(Vec::len), Some(2), "{jobs}");
    assert_eq!(jobs[1]["contact"], "</script><b>");
    let values = jobs[0]["values"].as_array().expect("values");
    let ram = values
        .iter()
        .find(|it| it[0] == "task.resources.ram")
        .expect("ram");
    assert_eq!(ram[1], "67108864");
    let steps = ram[2].as_array().expect("steps");
    assert!(
        steps
            .iter()
            .any(|it| it[3] == "64*MB" && it[1] == "base.aurora:4:44"),
        "{ram}"
    );
    assert!(
        jobs[0]["processes"]
            .as_str()
            .is_some_and(|it| it.starts_with("<svg"))
    );
}

#[test]
fn the_page_loads_nothing_and_executes_nothing_of_a_job() {
    let page = page();
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("<b>'"), "{page}");
    assert!(
        !page.contains(" src=") && !page.contains("href="),
        "it loads something"
    );
    let addresses = page.matches("http").count();
    assert_eq!(
        addresses,
        page.matches("http://www.w3.org/2000/svg").count() + page.matches("http-equiv").count()
    );
    assert!(
        page.contains(">base.aurora</text>"),
        "the includes are drawn"
    );
    assert!(page.contains("<caption>By cluster</caption>"));
}
