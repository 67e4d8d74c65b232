//! How fast a file of many jobs is parsed.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jobc::source::FileId;
use jobc::syntax;

/// A file with `count` jobs of the usual kind.
fn jobs(count: usize) -> String {
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

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for count in [2, 100, 400] {
        let text = jobs(count);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(
            format!("{count} services, {} KB", text.len() / 1000),
            |bencher| {
                bencher.iter(|| syntax::parse(&text, FileId(0)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
