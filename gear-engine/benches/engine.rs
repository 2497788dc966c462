//! The figures of the engine that its users wait for: triggers, batch runs, handlers, loading, memory. Each is measured several
//! times, and the best turn counts: whatever else the machine does can only make it slower.

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use gear_engine::Server;
use support::{Conn, children, resident};

/// Turns of each measurement.
const TURNS: usize = 5;
/// Calls in a turn of a measurement that is about one call.
const CALLS: usize = 5000;
const HASHES: usize = 100_000;
const REGISTRATIONS: usize = 10_000;

fn main() {
    println!("{:<58}{:>12}  aim", "", "");
    triggers();
    batch_runs();
    handlers();
    loading();
    memory();
}

fn show(what: &str, value: String, aim: &str) {
    println!("{what:<58}{value:>12}  {aim}");
}

fn start() -> (Server, Conn) {
    let server = Server::builder().enable_debug(true).start().expect("the engine starts");
    let conn = Conn::open(server.addr());
    (server, conn)
}

/// Runs something as often as there are turns: the least of what it gives.
fn best<T: PartialOrd>(mut turn: impl FnMut() -> T) -> T {
    let first = turn();
    (1..TURNS).fold(first, |least, _| {
        let next = turn();
        if next < least { next } else { least }
    })
}

/// The median time of a command.
fn median(conn: &mut Conn, command: &[&str]) -> Duration {
    let mut times: Vec<Duration> = (0..CALLS)
        .map(|_| {
            let start = Instant::now();
            conn.call(command);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[CALLS / 2]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

fn register(conn: &mut Conn, script: &str) {
    assert_eq!(conn.call(&["RG.PYEXECUTE", script]), "+OK\r\n");
}

fn triggers() {
    let (_server, mut conn) = start();
    for mode in ["sync", "async_local", "async"] {
        let script =
            format!("GB('CommandReader').map(lambda x: x[1]).register(trigger='{mode}', mode='{mode}')");
        register(&mut conn, &script);
        let time = best(|| median(&mut conn, &["RG.TRIGGER", mode, "hello"]));
        show(&format!("RG.TRIGGER of a small function, mode {mode}, median"), milliseconds(time), "0.15 ms");
    }
}

fn batch_runs() {
    let (_server, mut conn) = start();
    let fill = format!(
        "GB('ShardsIDReader').foreach(lambda x: [execute('HSET', 'user:%d' % n, 'name', 'user %d' % n, 'age', str(n % 90)) \
         for n in range({HASHES})]).run()"
    );
    conn.call(&["RG.PYEXECUTE", &fill]);
    let count = "GB().count().run('user:*')";
    let steps = "GB().map(lambda r: int(r['value']['age'])).filter(lambda age: age >= 18).map(lambda age: age + 1).run('user:*', collect=False, convertToStr=False)";
    for (what, script, aim) in
        [("a count", count, "100000/s"), ("three steps, each record in the reply", steps, "50000/s")]
    {
        let time = best(|| {
            let start = Instant::now();
            let reply = conn.call(&["RG.PYEXECUTE", script]);
            assert!(reply.ends_with("*0\r\n"), "{}", &reply[..reply.len().min(200)]);
            start.elapsed()
        });
        let rate = HASHES as f64 / time.as_secs_f64();
        show(&format!("KeysReader over {HASHES} small hashes, {what}"), format!("{rate:.0}/s"), aim);
    }
}

fn handlers() {
    let (_server, mut conn) = start();
    let plain = best(|| median(&mut conn, &["SET", "k", "v"]));
    register(&mut conn, "GB().foreach(lambda r: r['value']).register('k', mode='sync')");
    let handled = best(|| median(&mut conn, &["SET", "k", "v"]));
    show("SET without a handler, median", milliseconds(plain), "");
    show("what a handler of mode sync adds to it", milliseconds(handled.saturating_sub(plain)), "0.1 ms");
}

fn loading() {
    let (_server, mut conn) = start();
    let script = format!(
        "for n in range({REGISTRATIONS}):\n    GB('CommandReader').map(lambda x, n=n: n).register(trigger='t%d' % n)"
    );
    register(&mut conn, &format!("{script}\n"));
    let time = best(|| {
        let start = Instant::now();
        assert_eq!(conn.call(&["DEBUG", "RELOAD"]), "+OK\r\n");
        start.elapsed()
    });
    let last = format!("t{}", REGISTRATIONS - 1);
    assert!(conn.call(&["RG.TRIGGER", &last]).contains(&(REGISTRATIONS - 1).to_string()));
    show(
        &format!("saving and loading {REGISTRATIONS} triggers"),
        format!("{:.1} s", time.as_secs_f64()),
        "10 s",
    );
}

fn memory() {
    let (server, _conn) = start();
    let server_memory = resident(server.pid());
    let worker = children(server.pid()).into_iter().map(resident).sum::<u64>();
    show("memory of an idle server with the module", megabytes(server_memory), "");
    show("memory of an idle worker", megabytes(worker), "");
    show("both", megabytes(server_memory + worker), "40 MB");
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
