//! What the client adds to the server's own time: each gear beside the same command as plain `redis::cmd`, on the same engine
//! in the same run.

use criterion::{Criterion, criterion_group, criterion_main};
use gear_engine::Server;
use redis::{Commands as _, Value};
use redis_gears::{gear, prelude::*};
use std::hint::black_box;

static COUNT: Gear<i64> = gear!(KeysReader::<String>("name:*").filter(|r| r.value.len() > 3).count().run());

#[trigger("greet")]
fn greet(name: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("hello {name} #{n}")).collect()
}

fn client(c: &mut Criterion) {
    let engine = Server::start().expect("an engine");
    let client = redis::Client::open(engine.url()).expect("a URL");
    let con = &mut client.get_connection().expect("a connection");
    for n in 0..10 {
        let _: () = con.set(format!("name:{n}"), "x".repeat(n)).expect("a key is written");
    }
    greet::register(con).expect("the trigger is registered");

    let mut group = c.benchmark_group("run");
    let script = COUNT.python();
    group.bench_function("redis::cmd", |b| {
        b.iter(|| redis::cmd("RG.PYEXECUTE").arg(&script).query::<Value>(con).expect("a result"));
    });
    group.bench_function("Gear::run", |b| b.iter(|| black_box(COUNT.run(con).expect("a result"))));
    group.finish();

    let mut group = c.benchmark_group("trigger");
    group.bench_function("redis::cmd", |b| {
        b.iter(|| {
            redis::cmd("RG.TRIGGER").arg("greet").arg("ann").arg(3).query::<Value>(con).expect("a result")
        });
    });
    group.bench_function("call", |b| b.iter(|| black_box(greet::call(con, "ann", 3).expect("a result"))));
    group.finish();
}

criterion_group!(benches, client);
criterion_main!(benches);
