//! The client on the development engine, on blocking and (feature `aio`) on asynchronous connections.

#[path = "client/asynchronous.rs"]
#[cfg(feature = "aio")]
mod asynchronous;
#[path = "client/commands.rs"]
mod commands;
#[path = "client/connections.rs"]
mod connections;
#[path = "client/executions.rs"]
mod executions;
#[path = "client/gears.rs"]
mod gears;
#[path = "client/pools.rs"]
mod pools;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "client/requirements.rs"]
mod requirements;
#[path = "client/secure.rs"]
mod secure;

use gear_engine::Server;
use redis::Connection;

/// A server with gears, and a connection to it.
struct Engine {
    con: Connection,
    server: Server,
}

impl Engine {
    fn start() -> Engine {
        let server = Server::start().expect("the engine starts");
        Engine { con: connect(&server.url()), server }
    }

    /// With keys `n:1` to `n:COUNT`, each with its number.
    fn with_numbers(count: i64) -> Engine {
        let mut engine = Engine::start();
        for n in 1..=count {
            redis::cmd("SET").arg(format!("n:{n}")).arg(n).exec(&mut engine.con).expect("it is set");
        }
        engine
    }
}

fn connect(url: &str) -> Connection {
    redis::Client::open(url)
        .and_then(|client| client.get_connection())
        .expect("the engine accepts connections")
}
