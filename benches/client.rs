//! What the client adds to the server's own time: each gear beside the same command as plain `redis::cmd`, on the same
//! engine; and what of it is linking the script.
//!
//! The two are measured in turn, so that what else the machine does hits both. Criterion measures one after the other,
//! and what it finds on a busy machine is mostly the difference between two moments.

use gear_engine::Server;
use redis::{Commands as _, Value};
use redis_gears::{gear, prelude::*};
use std::hint::black_box;
use std::time::{Duration, Instant};

static COUNT: Gear<i64> = gear!(KeysReader::<String>("name:*").filter(|r| r.value.len() > 3).count().run());

#[trigger("greet")]
fn greet(name: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("hello {name} #{n}")).collect()
}

/// How often everything is measured.
const TIMES: usize = 2000;

fn time(run: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The median in microseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// Measures two ways to the same result, and prints the medians.
fn compare(name: &str, mut plain: impl FnMut(), mut ours: impl FnMut()) {
    let (plain, ours) = (0..TIMES).map(|_| (time(&mut plain), time(&mut ours))).unzip();
    let (plain, ours) = (median(plain), median(ours));
    println!("{name:<24}redis::cmd {plain:.1} µs, ours {ours:.1} µs: {:+.1} %", (ours / plain - 1.0) * 100.0);
}

fn main() {
    let engine = Server::start().expect("an engine");
    let client = redis::Client::open(engine.url()).expect("a URL");
    let connection = || client.get_connection().expect("a connection");
    let (mut plain, mut ours) = (connection(), connection());
    for n in 0..10 {
        let _: () = plain.set(format!("name:{n}"), "x".repeat(n)).expect("a key is written");
    }
    greet::register(&mut plain).expect("the trigger is registered");

    let link = (0..TIMES).map(|_| time(&mut || _ = black_box(COUNT.script()))).collect();
    println!("{:<24}{:.1} µs", "link the script", median(link));
    let script = COUNT.python();
    compare(
        "Gear::run",
        || drop(redis::cmd("RG.PYEXECUTE").arg(&script).query::<Value>(&mut plain).expect("a result")),
        || _ = black_box(COUNT.run(&mut ours).expect("a result")),
    );
    compare(
        "call of a trigger",
        || {
            let cmd = &mut redis::cmd("RG.TRIGGER");
            drop(cmd.arg("greet").arg("ann").arg(3).query::<Value>(&mut plain).expect("a result"));
        },
        || _ = black_box(greet::call(&mut ours, "ann", 3).expect("a result")),
    );
}
