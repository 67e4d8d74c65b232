//! Many jobs in one file. Each has two templated processes.

use super::Program;

/// Jobs that are all written out.
pub fn written(jobs: usize) -> Program {
    let mut text = String::from("jobs = []\n");
    for index in 0..jobs {
        text += &format!(
            "
fetch_{index} = Process(
  name = 'fetch',
  cmdline = 'curl --fail -O http://example.com/{{{{package}}}}/{{{{version}}}}.tar.gz',
  max_failures = 3,
)
run_{index} = Process(name = 'run', cmdline = './{{{{package}}}} --port {{{{thermos.ports[http]}}}} --role {{{{role}}}}')
jobs.append(Service(
  cluster = 'example',
  role = 'www-data',
  environment = 'prod',
  name = 'service_{index}',
  instances = 3,
  task = SequentialTask(
    processes = [fetch_{index}, run_{index}],
    resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
  ),
).bind(package = 'app{index}', version = '1.{index}'))
"
        );
    }
    Program::of(text, jobs)
}

/// The same jobs, as a loop over profiles, which are written as a table.
pub fn looped(jobs: usize) -> Program {
    let mut text = String::from(
        "class Profile(Struct):
  package = Required(String)
  version = Required(String)

fetch = Process(
  name = 'fetch',
  cmdline = 'curl --fail -O http://example.com/{{profile.package}}/{{profile.version}}.tar.gz',
  max_failures = 3,
)
run = Process(
  name = 'run',
  cmdline = './{{profile.package}} --port {{thermos.ports[http]}} --role {{role}}',
)
template = Service(
  cluster = 'example',
  role = 'www-data',
  environment = 'prod',
  instances = 3,
  task = SequentialTask(
    processes = [fetch, run],
    resources = Resources(cpu = 1.0, ram = 512*MB, disk = 1*GB),
  ),
)

versions = [
",
    );
    for index in 0..jobs {
        text += &format!("  ({index}, '1.{index}'),\n");
    }
    text += "]

jobs = [
  template(name = 'service_%d' % index).bind(profile = Profile(package = 'app%d' % index, version = version))
  for index, version in versions
]
";
    Program::of(text, jobs)
}
