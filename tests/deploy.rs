//! Deployments on the development engine: planned, applied, undone, and disturbed.
#![cfg(feature = "deploy")]

#[path = "deploy/apply.rs"]
mod apply;
#[path = "deploy/disturbed.rs"]
mod disturbed;
#[path = "deploy/gears.rs"]
mod gears;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "deploy/streams.rs"]
mod streams;

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
}

fn connect(url: &str) -> Connection {
    redis::Client::open(url)
        .and_then(|client| client.get_connection())
        .expect("the engine accepts connections")
}
