//! How fast a file of many jobs is parsed.

#[path = "parsers/src/corpus.rs"]
mod corpus;

use corpus::jobs;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jobc::source::FileId;
use jobc::syntax;

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
