//! What is parsed: a configuration that all of the parsers take.

/// A file with `count` jobs of the usual kind, each written out.
pub fn jobs(count: usize) -> String {
    let mut text = String::from("jobs = []\n");
    for index in 0..count {
        text += &format!(
            r#"
# The service number {index}.
fetch_{index} = Process(
  name = 'fetch_{index}',
  cmdline = 'curl -O http://repo.example.com/{{{{package}}}}/{{{{version}}}}.tar.gz && tar xf {{{{version}}}}.tar.gz',
  max_failures = 3,
)

run_{index} = Process(name = 'run_{index}', cmdline = """
  set -eu
  exec ./bin/server --port={{{{thermos.ports[http]}}}} --shard={{{{mesos.instance}}}}
""")

task_{index} = SequentialTask(
  name = 'service_{index}',
  processes = [fetch_{index}, run_{index}],
  resources = Resources(cpu = 0.5 + {index} * 0.1, ram = 256 * MB, disk = 2 * GB),
)

for cluster in ['east', 'west']:
  jobs.append(Service(
    cluster = cluster, role = 'www-data', environment = 'prod', name = 'service_{index}',
    instances = 10 if cluster == 'east' else 4, task = task_{index},
    constraints = {{'host': 'limit:1'}},
  ).bind(version = 'v1.%d' % {index}))
"#
        );
    }
    text
}
