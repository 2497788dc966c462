//! A server with gears.

#![allow(dead_code, reason = "each test uses a part of it")]

use gear_engine::Server;
use redis::Connection;

/// The development engine, and a connection to it.
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

    /// With keys `n:1` to `n:COUNT`, each with its number.
    pub(crate) fn with_numbers(count: i64) -> Engine {
        let mut engine = Engine::start();
        for n in 1..=count {
            redis::cmd("SET").arg(format!("n:{n}")).arg(n).exec(&mut engine.con).expect("it is set");
        }
        engine
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
        let mut command = redis::cmd(words[0]);
        command.arg(&words[1..]);
        command.query(&mut self.con)
    }
}

pub(crate) fn connect(url: &str) -> Connection {
    redis::Client::open(url)
        .and_then(|client| client.get_connection())
        .expect("the engine accepts connections")
}

/// Waits until a condition holds: handlers that are not `Sync` run a little later.
pub(crate) fn eventually(mut condition: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !condition() {
        assert!(std::time::Instant::now() < end, "it did not happen within 10 seconds");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
