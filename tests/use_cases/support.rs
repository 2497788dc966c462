//! A server with gears, and a connection to it.

use gear_engine::Server;
use redis::Connection;

pub(crate) struct Engine {
    pub(crate) con: Connection,
    /// Ends with the value.
    pub(crate) server: Server,
}

impl Engine {
    pub(crate) fn start() -> Engine {
        Engine::with_shards(1)
    }

    pub(crate) fn with_shards(shards: usize) -> Engine {
        // Nothing may stand between a gear and a site of the test.
        let server =
            Server::builder().shards(shards).env("no_proxy", "*").start().expect("the engine starts");
        Engine::on(server)
    }

    pub(crate) fn on(server: Server) -> Engine {
        Engine { con: connect(&server.url()), server }
    }

    /// Runs commands, one for each line of words.
    pub(crate) fn commands(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split(' ').collect();
            self.reply::<redis::Value>(&words).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    /// Runs one command and gives its reply.
    pub(crate) fn reply<T: redis::FromRedisValue>(&mut self, words: &[&str]) -> redis::RedisResult<T> {
        redis::cmd(words[0]).arg(&words[1..]).query(&mut self.con)
    }
}

pub(crate) fn connect(url: &str) -> Connection {
    let client = redis::Client::open(url).expect("it has an address");
    client.get_connection().expect("it accepts connections")
}

/// Waits until a condition holds: handlers that are not `Sync` run a little later.
pub(crate) fn eventually(mut condition: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !condition() {
        assert!(std::time::Instant::now() < end, "it did not happen within 10 seconds");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

/// Compares a gear's run, on one shard and on three, with its native twin and with what is expected.
#[macro_export]
macro_rules! case {
    ($data:expr, $gear:expr, $expected:expr) => {{
        let expected = $expected;
        for shards in [1, 3] {
            let mut engine = $crate::support::Engine::with_shards(shards);
            engine.commands($data);
            let native = $gear.native(&mut engine.con).expect("it runs natively");
            assert_eq!(native, expected, "native");
            let shipped = $gear.run(&mut engine.con).expect("it runs");
            assert_eq!(shipped, expected, "on {shards} shards");
        }
    }};
}
