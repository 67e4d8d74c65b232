//! A repository of services of many teams, with shared templates.
//!
//! `shared/` has a template for each kind of service, on top of common defaults; each team has a folder with what is common to
//! the team and a file for each service. One file in twenty has something to
//! find, as repositories have.

use super::Program;

const KINDS: [&str; 3] = ["java", "python", "batch"];
const SUBJECTS: [&str; 8] = [
    "search", "billing", "login", "mail", "images", "reports", "orders", "stock",
];
const PARTS: [&str; 6] = ["api", "indexer", "worker", "gateway", "export", "cleaner"];
const CLUSTERS: [&str; 4] = ["east", "west", "north", "south"];
const ENVIRONMENTS: [&str; 4] = ["devel", "test", "staging1", "prod"];

/// How many services a team has at most.
const TEAM: usize = 100;

/// A repository of so many files, at least 10, with twice as many jobs.
pub fn repository(files: usize) -> Program {
    let mut all: Vec<(String, String)> = vec![
        ("jobc.toml".to_owned(), SETTINGS.to_owned()),
        ("shared/defaults.aurora".to_owned(), DEFAULTS.to_owned()),
    ];
    for (kind, text) in KINDS.iter().zip([JAVA, PYTHON, BATCH]) {
        all.push((format!("shared/{kind}.aurora"), text.to_owned()));
    }
    let shared = 1 + KINDS.len();
    let teams = (files - shared).div_ceil(TEAM + 1);
    let services = files - shared - teams;
    let jobs = 2 * files;
    // What the shared files have too few, the first services have more.
    let further = jobs - 2 * services;
    for team in 0..teams {
        all.push((format!("teams/team_{team:03}/team.aurora"), team_file(team)));
    }
    for index in 0..services {
        let count = 2 + further / services + usize::from(index < further % services);
        let service = Service::new(index);
        let path = format!("teams/team_{:03}/{}.aurora", index / TEAM, service.file);
        all.push((path, service.text(count)));
    }
    Program { files: all, jobs }
}

fn team_file(team: usize) -> String {
    format!(
        "# What all services of the team have in common.

ROLE = 'team-{team:03}'
CONTACT = 'team-{team:03}@example.com'
LOGGING = '--log-format=json --log-team={{{{role}}}}'
"
    )
}

struct Service {
    index: usize,
    kind: &'static str,
    /// Its name as a file.
    file: String,
    /// Its name as a job.
    name: String,
}

impl Service {
    fn new(index: usize) -> Service {
        let subject = SUBJECTS[index % SUBJECTS.len()];
        let part = PARTS[(index / SUBJECTS.len()) % PARTS.len()];
        Service {
            index,
            kind: KINDS[(index * 7 / 3) % KINDS.len()],
            file: format!("{subject}_{part}_{index:05}"),
            name: format!("{subject}-{part}-{index:05}"),
        }
    }

    /// The file of a service that has so many jobs.
    fn text(&self, jobs: usize) -> String {
        let Service {
            index, kind, name, ..
        } = self;
        let template = format!("{}_SERVICE", kind.to_uppercase());
        let contact = match index % 40 {
            11 => "",
            _ => "contact = CONTACT, ",
        };
        let instances = 2 + index % 17;
        let mut text = format!(
            "# {name}: kept by the team that its folder is named after.

include('../../shared/{kind}.aurora')
include('team.aurora')

# What differs between the environments is in the table below.
PROFILE = Profile(
  package = '{name}',
  version = '{}.{}.{}',
  arguments = LOGGING + ' --threads={} --timeout={}s --peers={{{{profile.peers}}}}',
)
{}
service = {template}(
  role = ROLE,
  {contact}name = '{name}',
)({})

INSTANCES = {{
",
            1 + index % 9,
            index % 31,
            index % 7,
            1 + index % 16,
            5 + index % 60,
            self.definitions(),
            self.changes(),
        );
        for job in 0..jobs {
            let (cluster, environment) = self.place(job);
            text += &format!("  ('{cluster}', '{environment}'): {},\n", instances + job);
        }
        text += "}

jobs = []
for (cluster, environment), instances in sorted(INSTANCES.items()):
  jobs.append(service(cluster = cluster, environment = environment, instances = instances).bind(
    profile = PROFILE(peers = '%s.%s.example.com' % (environment, cluster)),
  ))
";
        text
    }

    /// Where a job runs.
    fn place(&self, job: usize) -> (&'static str, &'static str) {
        let place = self.index + job;
        (
            CLUSTERS[place % CLUSTERS.len()],
            ENVIRONMENTS[(place / 3) % ENVIRONMENTS.len()],
        )
    }

    /// What a file defines for itself: a process more in one of three, and here and there what nobody uses.
    fn definitions(&self) -> String {
        let mut text = String::new();
        if self.index.is_multiple_of(3) {
            text += "
warm_up = Process(
  name = 'warm_up',
  cmdline = '''
    set -eu
    for shard in 0 1 2 3; do
      curl --fail --silent --retry 3 \"http://{{profile.peers}}/cache/{{profile.package}}/$shard\" > \"cache.$shard\"
    done
  ''',
  max_failures = 5,
  min_duration = 10,
)
";
        }
        if self.index % 50 == 7 {
            text += "\nold_options = ['--legacy', '--no-retry']\n";
        }
        text
    }

    /// What a service changes of its template.
    fn changes(&self) -> String {
        let resources = |ram: &str| {
            format!(
                "resources = Resources(cpu = {}.5, ram = {ram}, disk = 4*GB)",
                self.index % 4
            )
        };
        let ram = match self.index % 100 {
            // The unit was forgotten, which is an error of the scheduler.
            23 => String::from("2048"),
            _ => format!("{}*GB", 2 + self.index % 6),
        };
        match self.index.is_multiple_of(3) {
            true => format!(
                "task = SequentialTask(processes = [fetch, warm_up, serve], {})",
                resources(&ram)
            ),
            false if self.index.is_multiple_of(5) => {
                format!(
                    "task = SequentialTask(processes = [fetch, serve], {})",
                    resources(&ram)
                )
            }
            // Nothing binds this name, which is an error.
            false if self.index % 200 == 31 => String::from("tier = '{{tier_of_service}}'"),
            false => String::from("priority = 10"),
        }
    }
}

const SETTINGS: &str = "\
[scheduler]
environments = \"prod|devel|test|staging\\\\d*\"

[lint.thresholds]
clusters = [\"east\", \"west\", \"north\", \"south\"]
";

const DEFAULTS: &str = "\
# What all services have in common.

class Profile(Struct):
  package = Required(String)
  version = Required(String)
  arguments = Default(String, '')
  peers = Default(String, 'localhost')

fetch = Process(
  name = 'fetch',
  cmdline = '''
    set -eu
    curl --fail --silent --retry 5 -O https://packages.example.com/{{profile.package}}/{{profile.version}}.tar.gz
    tar xzf {{profile.version}}.tar.gz
  ''',
  max_failures = 5,
)

UPDATE = UpdateConfig(
  batch_size = 2,
  watch_secs = 90,
  max_per_shard_failures = 2,
  max_total_failures = 1,
)

HEALTH = HealthCheckConfig(
  initial_interval_secs = 30,
  interval_secs = 10,
  max_consecutive_failures = 3,
  timeout_secs = 2,
)

SPREAD = {'host': 'limit:1', 'rack': 'limit:2'}

DEFAULT_RESOURCES = Resources(cpu = 1.0, ram = 2*GB, disk = 4*GB)

BASE_SERVICE = Service(
  update_config = UPDATE,
  health_check_config = HEALTH,
  constraints = SPREAD,
)
";

const JAVA: &str = "\
# Services that run in a Java virtual machine.

include('defaults.aurora')

serve = Process(
  name = 'serve',
  cmdline = '''
    set -eu
    export JAVA_TOOL_OPTIONS=\"-Xms256m -Xmx1g -XX:+ExitOnOutOfMemoryError\"
    exec java -jar {{profile.package}}.jar \\
      --port={{thermos.ports[http]}} --admin-port={{thermos.ports[health]}} \\
      --shard={{mesos.instance}} --environment={{environment}} {{profile.arguments}}
  ''',
  min_duration = 15,
)

JAVA_SERVICE = BASE_SERVICE(
  task = SequentialTask(processes = [fetch, serve], resources = DEFAULT_RESOURCES),
)
";

const PYTHON: &str = "\
# Services that are written in Python.

include('defaults.aurora')

serve = Process(
  name = 'serve',
  cmdline = '''
    set -eu
    python3 -m venv environment
    ./environment/bin/pip install --no-index --find-links=wheels {{profile.package}}
    exec ./environment/bin/{{profile.package}} \\
      --port {{thermos.ports[http]}} --health-port {{thermos.ports[health]}} \\
      --instance {{mesos.instance}} {{profile.arguments}}
  ''',
)

PYTHON_SERVICE = BASE_SERVICE(
  task = SequentialTask(processes = [fetch, serve], resources = DEFAULT_RESOURCES),
)
";

const BATCH: &str = "\
# Jobs that work through a queue and have no clients.

include('defaults.aurora')

serve = Process(
  name = 'work',
  cmdline = '''
    set -eu
    exec ./bin/{{profile.package}} --queue={{role}}-{{environment}} \\
      --listen={{thermos.ports[health]}} {{profile.arguments}}
  ''',
  daemon = True,
  max_failures = 200,
)

BATCH_SERVICE = BASE_SERVICE(
  task = SequentialTask(processes = [fetch, serve], resources = DEFAULT_RESOURCES),
)
";
