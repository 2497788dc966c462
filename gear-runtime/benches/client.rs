//! What the client costs: each thing beside the same thing without it, in turns, in one run.
//!
//! ```text
//! cargo bench -p gear-runtime --features deploy --bench client
//! ```
//!
//! `GEAR_REDGREASE=PYTHON` names a Python 3.7 with `redgrease[client]==0.3.30`: then its calls of the same trigger are measured
//! beside ours.

use std::hint::black_box;
use std::time::{Duration, Instant};

use gear_engine::Server;
use gear_runtime::__private as p;
use gear_runtime::{Gear, Registration};
use redis::{Cmd, Value};
use serde::{Deserialize, Serialize};

#[path = "../tests/support/answering.rs"]
mod answering;

use answering::Answering;

fn main() {
    decode();
    let server = match Server::start() {
        Ok(server) => server,
        Err(error) => return eprintln!("skipped what needs an engine: {error}"),
    };
    let client = redis::Client::open(server.url()).expect("it is a URL");
    let mut con = client.get_connection().expect("the engine accepts connections");
    trigger(&mut con);
    redgrease(server.port());
    run(&mut con);
    #[cfg(feature = "deploy")]
    deploy(&mut con);
}

/// Measures two things in turns and prints the medians, and how far the fastest of each are apart: on a machine that does other
/// work, those say the most.
fn compare(
    name: &str,
    rounds: usize,
    mut plain: impl FnMut() -> Duration,
    mut ours: impl FnMut() -> Duration,
) {
    let (mut plains, mut all) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Who comes first changes, so that neither is helped by it.
        if round % 2 == 0 {
            plains.push(plain());
            all.push(ours());
        } else {
            all.push(ours());
            plains.push(plain());
        }
    }
    plains.sort();
    all.sort();
    let median = |times: &[Duration]| times[times.len() / 2].as_secs_f64() * 1e6;
    let more = |plain: f64, ours: f64| (ours / plain - 1.0) * 100.0;
    let (plain, ours) = (median(&plains), median(&all));
    let fastest = more(plains[0].as_secs_f64(), all[0].as_secs_f64());
    println!(
        "{name:<28} plain {plain:>10.1} us   ours {ours:>10.1} us   {:>+6.1} %   fastest {fastest:>+6.1} %",
        more(plain, ours)
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

#[derive(Serialize, Deserialize)]
struct User {
    name: String,
    age: i64,
    city: String,
}

const fn definition(python: &'static str, trigger: Option<&'static str>) -> p::Definition {
    let source = p::Source { file: file!(), line: line!(), map: "" };
    let unit =
        p::Unit { name: "bench", python, imports: &[], helpers: &[], refs: &[], requirements: &[], source };
    p::Definition { unit, reader: "CommandReader", mode: None, trigger }
}

/// 100,000 records of a struct: a gear's result beside serde_json on the same bytes.
fn decode() {
    static DEFINITION: p::Definition = definition("GB().run()", None);
    let gear: Gear<Vec<User>> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*")
            .__open()
            .map(|_| User { name: String::new(), age: 0, city: String::new() })
            .run()
            .__serve(request)
    });
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
            let mut reply = Some(reply());
            let mut con = Answering(|_: &Cmd| Ok(reply.take().unwrap_or(Value::Nil)));
            timed(|| gear.run(&mut con).expect("it decodes"))
        },
    );
}

fn trigger(con: &mut redis::Connection) {
    const PYTHON: &str = "GB('CommandReader', desc='\u{1}d\u{1}').map(lambda x: len(x)).register(trigger='bench', \
                          mode='sync', convertToStr=False)";
    static DEFINITION: p::Definition = definition(PYTHON, Some("bench"));
    let gear: Gear<Registration> = p::Gear::__new(&DEFINITION, |request| {
        p::CommandReader::<Vec<String>>().__open().register().__serve(request)
    });
    gear.register(con).expect("it registers");
    let con = std::cell::RefCell::new(con);
    let arguments = [b"moon".to_vec(), b"3".to_vec()];
    compare(
        "trigger call",
        4001,
        || {
            timed(|| {
                redis::cmd("RG.TRIGGER")
                    .arg("bench")
                    .arg(&arguments)
                    .query::<Vec<i64>>(*con.borrow_mut())
                    .expect("it answers")
            })
        },
        || {
            timed(|| {
                p::call_trigger(*con.borrow_mut(), &gear, &arguments, p::decode_int::<i64>)
                    .expect("it answers")
            })
        },
    );
}

/// The same trigger, called by RedGrease.
fn redgrease(port: u16) {
    const SCRIPT: &str = "import sys, time, redgrease\n\
                          gears = redgrease.Redis(port=int(sys.argv[1])).gears\n\
                          def call():\n    start = time.perf_counter()\n    gears.trigger('bench', 'moon', '3')\n    \
                          return time.perf_counter() - start\n\
                          times = sorted(call() for _ in range(4001))\n\
                          print('%-28s %.1f us' % ('trigger call by RedGrease', times[2000] * 1e6))";
    let Some(python) = std::env::var_os("GEAR_REDGREASE") else { return };
    let status = std::process::Command::new(python).args(["-c", SCRIPT, &port.to_string()]).status();
    if !status.is_ok_and(|status| status.success()) {
        eprintln!("RedGrease could not be measured");
    }
}

fn run(con: &mut redis::Connection) {
    const PYTHON: &str =
        "GB('KeysReader').count().map(lambda n: str(n).encode()).run('k:*', convertToStr=False)";
    static DEFINITION: p::Definition = definition(PYTHON, None);
    let gear: Gear<i64> = p::Gear::__new(&DEFINITION, |request| {
        p::KeysReader::<()>("*").__open().count().run().__serve(request)
    });
    for n in 0..10 {
        redis::cmd("SET").arg(format!("k:{n}")).arg(n).exec(con).expect("it is set");
    }
    let script = gear.python();
    let con = std::cell::RefCell::new(con);
    compare(
        "gear run",
        1001,
        || {
            timed(|| {
                redis::cmd("RG.PYEXECUTE").arg(&script).query::<Value>(*con.borrow_mut()).expect("it runs")
            })
        },
        || timed(|| gear.run(*con.borrow_mut()).expect("it runs")),
    );
}

/// A deployment of 1,000 triggers.
#[cfg(feature = "deploy")]
fn deploy(con: &mut redis::Connection) {
    use gear_runtime::deploy::Deployment;

    let gears = || {
        (0..1000).fold(Deployment::new("bench"), |deployment, n| {
            let name: &'static str = format!("t{n}").leak();
            let python = format!(
                "GB('CommandReader', desc='\u{1}d\u{1}').map(lambda x: {n}).register(trigger='{name}', convertToStr=False)"
            );
            let definition = Box::leak(Box::new(definition(python.leak(), Some(name))));
            deployment.trigger(&p::Gear::__new(definition, |request| p::CommandReader::<Vec<String>>().__open().register().__serve(request)))
        })
    };
    let (mut first, mut second) = (gears(), gears());
    println!("{:<28} {:>10.2?}", "deploy 1,000 triggers", timed(|| first.apply(con).expect("it applies")));
    println!("{:<28} {:>10.2?}", "the same again", timed(|| second.apply(con).expect("it applies")));
    println!("{:<28} {:>10.2?}", "remove them", timed(|| first.remove(con).expect("they go")));
}
