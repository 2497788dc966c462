//! Where records come from.

mod command;
mod keys;
mod stream;

pub use command::{CommandReader, CommandSource};
pub use keys::{KeysReader, KeysSource};
pub use stream::{OnFailure, StreamReader, StreamSource};

use crate::pipeline::Records;
use crate::{Error, Result, native};
use redis::ConnectionLike;

/// Marks pipelines that read keys.
#[derive(Debug)]
pub enum Keys {}

/// Marks pipelines that read streams.
#[derive(Debug)]
pub enum Streams {}

/// Marks pipelines that read the arguments of a trigger.
#[derive(Debug)]
pub enum Commands {}

/// A kind of reader.
pub trait Reader {
    /// Its name on the server.
    const NAME: &'static str;
}

impl Reader for Keys {
    const NAME: &'static str = "KeysReader";
}

impl Reader for Streams {
    const NAME: &'static str = "StreamReader";
}

impl Reader for Commands {
    const NAME: &'static str = "CommandReader";
}

/// A reader that can read what is there, and not only what happens.
#[diagnostic::on_unimplemented(
    message = "a gear that reads `{Self}` cannot `run()`",
    label = "this reader only has events",
    note = "end the pipeline with `.register()`: a `CommandReader` gets its records from `RG.TRIGGER`"
)]
pub trait Batch: Reader {}

impl Batch for Keys {}
impl Batch for Streams {}

/// Reads on the connection of the native run.
fn on_connection<T>(read: impl FnOnce(&mut dyn ConnectionLike) -> Result<T>) -> Result<T> {
    let missing = || Error::Native {
        message: "this native run has no connection to read from: give it records, or use `native(&mut con)`"
            .to_owned(),
    };
    native::connection(read).ok_or_else(missing)?
}

/// Reads a list on the connection, and then each of its elements as the pipeline asks for it.
fn read_each<'a, I: 'a, T: 'a>(
    list: impl FnOnce(&mut dyn ConnectionLike) -> Result<Vec<I>>,
    each: impl Fn(I) -> Result<T> + 'a,
) -> Records<'a, T> {
    match on_connection(list) {
        Ok(items) => Box::new(items.into_iter().map(each)),
        Err(error) => crate::pipeline::failed(error),
    }
}
