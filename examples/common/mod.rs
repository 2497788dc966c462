//! The server of an example: the one named on the command line, or a development engine of its own.

use gear_engine::Server;
use std::error::Error;

/// A connection, and the engine that ends with it.
pub(crate) struct Session {
    /// The connection.
    pub(crate) con: redis::Connection,
    /// Where the server is, for more connections.
    #[allow(dead_code, reason = "most examples have one connection")]
    pub(crate) url: String,
    _engine: Option<Server>,
}

/// Connects to the server whose URL is the first argument; without one, starts an engine on a free port.
pub(crate) fn connect() -> Result<Session, Box<dyn Error>> {
    let (url, engine) = match std::env::args().nth(1) {
        Some(url) => (url, None),
        None => {
            let engine = Server::start()?;
            (engine.url(), Some(engine))
        }
    };
    let con = redis::Client::open(url.as_str())?.get_connection()?;
    Ok(Session { con, url, _engine: engine })
}
