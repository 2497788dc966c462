//! What the client costs: each thing beside the same thing without it, in turns, in one run.
//!
//! ```text
//! cargo xtask bench client
//! ```
//!
//! `GEAR_REDGREASE=PYTHON` names a Python 3.7 with `redgrease[client]==0.3.30`: then its calls of the same trigger are measured
//! beside ours.
//!
//! Criterion measures one thing after the other, and what it finds on a busy machine is mostly the difference between two moments.

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use gear_engine::Server;
use redis::{Cmd, Commands as _, Value};
use redis_gears::__private as p;
use redis_gears::deploy::Deployment;
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

#[path = "../gear-runtime/tests/support/answering.rs"]
mod answering;

use answering::Answering;

fn main() {
    decode();
    let engine = Server::start().expect("an engine");
    let client = redis::Client::open(engine.url()).expect("a URL");
    let mut con = client.get_connection().expect("a connection");
    for n in 0..10 {
        let _: () = con.set(format!("name:{n}"), "x".repeat(n)).expect("a key is written");
    }
    let con = RefCell::new(con);
    run(&con);
    trigger(&con);
    redgrease(engine.port());
    deploy(&mut con.borrow_mut());
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// The median in microseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// Measures two ways to the same result in turns, and prints the medians.
fn compare(name: &str, rounds: usize, plain: impl Fn() -> Duration, ours: impl Fn() -> Duration) {
    // Who comes first changes, so that neither is helped by it.
    let both = (0..rounds).map(|round| {
        if round % 2 == 0 {
            let plain = plain();
            (plain, ours())
        } else {
            let ours = ours();
            (plain(), ours)
        }
    });
    let (plain, ours) = both.unzip();
    let (plain, ours) = (median(plain), median(ours));
    println!("{name:<28}plain {plain:>9.1} µs, ours {ours:>9.1} µs: {:+.1} %", (ours / plain - 1.0) * 100.0);
}

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct User {
    name: String,
    age: i64,
    city: String,
}

static USERS: Gear<Vec<User>> = gear!(KeysReader::<User>("user:*").map(|r| r.value).run());

/// 100,000 records of a struct: a gear's result beside serde_json on the same bytes.
fn decode() {
    let user = |n: i64| User { name: format!("user {n}"), age: n % 90, city: format!("city {}", n % 100) };
    let records: Vec<Vec<u8>> =
        (0..100_000).map(|n| serde_json::to_vec(&user(n)).expect("it is JSON")).collect();
    let reply = || {
        let results = records.iter().cloned().map(Value::BulkString).collect();
        Value::Array(vec![Value::Array(results), Value::Array(Vec::new())])
    };
    compare(
        "decode 100,000 records",
        101,
        || {
            // The bytes are freed in both.
            let records = records.clone();
            timed(move || {
                let users =
                    records.iter().map(|bytes| serde_json::from_slice::<User>(bytes).expect("it is JSON"));
                users.collect::<Vec<User>>()
            })
        },
        || {
            let reply = Cell::new(Some(reply()));
            let mut con = Answering(|_: &Cmd| Ok(reply.take().expect("one run")));
            timed(|| USERS.run(&mut con).expect("it decodes"))
        },
    );
}

static COUNT: Gear<i64> = gear!(KeysReader::<String>("name:*").filter(|r| r.value.len() > 3).count().run());

fn run(con: &RefCell<redis::Connection>) {
    let link = (0..2001).map(|_| timed(|| COUNT.to_script())).collect();
    println!("{:<28}{:.1} µs", "link the script of a gear", median(link));
    let script = COUNT.python();
    compare(
        "run of a gear",
        1001,
        || {
            let run = || {
                redis::cmd("RG.PYEXECUTE")
                    .arg(&script)
                    .query::<Value>(&mut *con.borrow_mut())
                    .expect("a result")
            };
            timed(run)
        },
        || timed(|| COUNT.run(&mut *con.borrow_mut()).expect("a result")),
    );
}

#[trigger("greet")]
fn greet(name: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("hello {name} #{n}")).collect()
}

fn trigger(con: &RefCell<redis::Connection>) {
    greet::register(&mut *con.borrow_mut()).expect("the trigger is registered");
    compare(
        "call of a trigger",
        4001,
        || {
            let call = || {
                let cmd = &mut redis::cmd("RG.TRIGGER");
                cmd.arg("greet").arg("ann").arg(3).query::<Value>(&mut *con.borrow_mut()).expect("a result")
            };
            timed(call)
        },
        || timed(|| greet::call(&mut *con.borrow_mut(), "ann", 3).expect("a result")),
    );
}

/// The same trigger, called by RedGrease.
fn redgrease(port: u16) {
    const SCRIPT: &str = "import sys, time, redgrease\n\
                          gears = redgrease.Redis(port=int(sys.argv[1])).gears\n\
                          def call():\n    start = time.perf_counter()\n    gears.trigger('greet', 'ann', '3')\n    \
                          return time.perf_counter() - start\n\
                          times = sorted(call() for _ in range(4001))\n\
                          print('%-28s%.1f µs' % ('call by RedGrease', times[2000] * 1e6))";
    let Some(python) = std::env::var_os("GEAR_REDGREASE") else { return };
    let status = Command::new(python).args(["-c", SCRIPT, &port.to_string()]).status();
    if !status.is_ok_and(|status| status.success()) {
        eprintln!("RedGrease could not be measured");
    }
}

/// A deployment of 1,000 triggers. So many are not written by hand: they are made as the macro makes them.
fn deploy(con: &mut redis::Connection) {
    let gear = |n: usize| -> Gear<redis_gears::Registration> {
        let name: &'static str = format!("t{n}").leak();
        let python = format!(
            "GB('CommandReader', desc='\u{1}d\u{1}').map(lambda x: {n}).register(trigger='{name}', convertToStr=False)"
        );
        let source = p::Source { file: file!(), line: line!(), offset: 0, map: "" };
        let unit = p::Unit { name, python: python.leak(), refs: &[], requirements: &[], source };
        let definition = p::Definition { unit, reader: "CommandReader", mode: None, trigger: Some(name) };
        p::Gear::__new(Box::leak(Box::new(definition)), |request| {
            p::CommandReader::<Vec<String>>().__open().register().__serve(request)
        })
    };
    let all = || (0..1000).fold(Deployment::new("bench"), |deployment, n| deployment.trigger(&gear(n)));
    let (mut first, mut second) = (all(), all());
    for (name, time) in [
        ("deploy 1,000 triggers", timed(|| first.apply(con).expect("it applies"))),
        ("the same again", timed(|| second.apply(con).expect("it applies"))),
        ("remove them", timed(|| first.remove(con).expect("they go"))),
    ] {
        println!("{name:<28}{time:.2?}");
    }
}
