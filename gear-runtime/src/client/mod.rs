//! The `RG.*` commands.
//!
//! | module | idea |
//! |---|---|
//! | `commands` | the list of the commands, from which the client traits are made |
//! | `request` | a command with what its reply means, apart from any connection |
//! | `sync`, `aio` | [`Gears`], `AsyncGears`: requests on blocking and on asynchronous connections |
//! | `cluster`, `cluster_async`, `route` | which nodes of a cluster a command goes to |
//! | `transport` | one text for both kinds of connections |
//! | `gears` | what [`Gear`](crate::Gear) asks for |
//! | `execution`, `limit` | handles of executions that were started and not waited for, and how much they may give |
//! | `classify`, `connection` | errors of the server, and of the way there |

#[cfg(feature = "aio")]
mod aio;
mod classify;
#[cfg(feature = "cluster")]
mod cluster;
#[cfg(feature = "cluster-async")]
mod cluster_async;
mod commands;
mod connection;
mod execution;
mod gears;
mod limit;
mod pyexecute;
pub(crate) mod request;
#[cfg(feature = "cluster")]
mod route;
mod span;
mod sync;
mod transport;

use redis::{ErrorKind, RedisError, ServerError, Value};

use crate::{Error, Mismatch};
use classify::{Asked, classify};

#[cfg(feature = "aio")]
pub use aio::AsyncGears;
#[cfg(feature = "cluster")]
pub use cluster::GearsCluster;
#[cfg(feature = "cluster-async")]
pub use cluster_async::AsyncGearsCluster;
pub use execution::{Execution, Partial};
pub use limit::Limit;
pub use pyexecute::PyExecute;
pub use request::{Scope, SessionQuery};
#[cfg(feature = "cluster")]
pub use route::NodeReply;
pub use sync::Gears;

#[cfg(feature = "aio")]
pub(crate) use aio::Asynchronous;
#[cfg(feature = "aio")]
pub(crate) use aio::trigger as trigger_async;
pub(crate) use gears::{Program, register, run, run_partial, trigger};
pub(crate) use transport::{Blocking, Transport, now};
#[cfg(feature = "deploy")]
pub(crate) use {
    classify::describe_error,
    gears::{register_request, taken},
    request::Request,
};

/// An error of a command that is not one of RedisGears.
pub(crate) fn error_of(error: &RedisError) -> Error {
    match ServerError::try_from(error.clone()) {
        Ok(server) => classify(&server_text(&server), &Asked::Plain),
        Err(_) if error.kind() == ErrorKind::UnexpectedReturnType => {
            Error::Redis { message: error.to_string() }
        }
        Err(_) => connection::broken(error.clone()),
    }
}

/// The text of an error as the server sent it. The redis crate takes the first word for a code.
pub(crate) fn server_text(error: &ServerError) -> String {
    match error.details() {
        Some(details) => format!("{} {details}", error.code()),
        None => error.code().to_owned(),
    }
}

/// The text of an error for a person: the words of Redis, if it is one of the server.
pub(crate) fn reply_text(error: &RedisError) -> String {
    ServerError::try_from(error.clone()).map_or_else(|error| error.to_string(), |server| server_text(&server))
}

/// The text of a reply; that of another type is described.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::BulkString(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Value::SimpleString(text) | Value::VerbatimString { text, .. } => text.clone(),
        Value::ServerError(error) => server_text(error),
        other => describe(other),
    }
}

/// The error of a reply that has another form than it should have.
pub(crate) fn unexpected(what: &str, expected: &str, got: &Value) -> Error {
    Error::Decode { what: format!("the reply of {what}"), expected: expected.to_owned(), got: describe(got) }
}

/// A reply in the words of an error message.
fn describe(value: &Value) -> String {
    match value {
        Value::Nil => "nothing".to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Okay => "OK".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::BulkString(_) | Value::SimpleString(_) | Value::ServerError(_) => Mismatch::text(&text(value)),
        _ => "a reply of another type".to_owned(),
    }
}
