//! Gears from end to end: compiled, shipped to the development engine and decoded; and the same gears natively.

#![allow(
    clippy::let_and_return,
    clippy::needless_borrows_for_generic_args,
    clippy::type_complexity,
    clippy::useless_vec,
    clippy::neg_multiply,
    reason = "the gears are Rust as people write it, and not as it should be written"
)]

mod commands;
mod errors;
mod events;
mod helpers;
mod operations;
mod pipelines;
mod readers;
mod server;
mod state;
mod triggers;

use gear_engine::Server;
use redis::Connection;

/// A server with gears, and a connection to it.
struct Engine {
    con: Connection,
    /// Ends with the value.
    _server: Server,
}

impl Engine {
    fn start() -> Engine {
        Engine::with_shards(1)
    }

    fn with_shards(shards: usize) -> Engine {
        let server = Server::builder().shards(shards).start().expect("the engine starts");
        Engine { con: connect(&server.url()), _server: server }
    }

    /// Runs commands, one for each line of words.
    fn commands(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = line.split(' ');
            let mut command = redis::cmd(words.next().expect("the line is not empty"));
            words.for_each(|word| {
                command.arg(word);
            });
            command.exec(&mut self.con).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    /// Runs one command and gives its reply.
    fn reply<T: redis::FromRedisValue>(&mut self, words: &[&str]) -> redis::RedisResult<T> {
        let mut command = redis::cmd(words[0]);
        command.arg(&words[1..]);
        command.query(&mut self.con)
    }
}

/// Compares a gear's run with its native twin and with what is expected.
#[macro_export]
macro_rules! check {
    ($engine:ident, $gear:expr, $expected:expr) => {{
        let expected = $expected;
        assert_eq!(
            $gear.native(&mut $engine.con).expect("it runs natively"),
            expected,
            "native {}",
            stringify!($gear)
        );
        assert_eq!($gear.run(&mut $engine.con).expect("it runs"), expected, "shipped {}", stringify!($gear));
    }};
}

fn connect(url: &str) -> Connection {
    redis::Client::open(url)
        .and_then(|client| client.get_connection())
        .expect("the engine accepts connections")
}

/// Waits until a condition holds: handlers that are not `Sync` run a little later.
fn eventually(mut condition: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !condition() {
        assert!(std::time::Instant::now() < end, "it did not happen within 10 seconds");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
