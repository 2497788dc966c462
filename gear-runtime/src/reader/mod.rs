//! Where records come from.

mod command;
mod keys;
mod keys_only;
mod python;
mod shards_id;
mod stream;

pub use command::{CommandReader, CommandSource};
pub use keys::{KeysReader, KeysSource};
pub use keys_only::{KeysOnlyReader, KeysOnlySource};
pub use python::{PythonReader, PythonSource};
pub use shards_id::{ShardsIDReader, ShardsIDSource};
pub use stream::{OnFailure, StreamReader, StreamSource};

use crate::log::Level;
use crate::pipeline::Records;
use crate::wire::Mismatch;
use crate::{Error, Result, native};
use redis::ConnectionLike;
use std::collections::HashSet;

/// What happens to records that do not have the type that the gear declares.
///
/// ```
/// use gear_runtime::{KeysReader, OnMismatch};
///
/// // In `gear!`: `KeysReader::<Vec<String>>("list:*", on_mismatch = Skip)`.
/// let lists = KeysReader::<Vec<String>>("list:*").on_mismatch(OnMismatch::Skip);
/// # drop(lists);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnMismatch {
    /// They are errors, and a run ends with the first one: the error names key, field, type and value. An event gear counts
    /// it as a failure, after which a stream goes on as `on_failure` says.
    #[default]
    Fail,
    /// They are left out, and a line in the log says which and why.
    Skip,
}

impl OnMismatch {
    /// The records of a reader, those that do not fit left out if that is wanted.
    fn apply<'a, T: 'a>(self, records: Records<'a, T>) -> Records<'a, T> {
        if self == Self::Fail {
            return records;
        }
        Box::new(records.filter(|record| match record {
            Err(Error::Record { message }) => {
                crate::cmd::log(Level::Warning, message);
                false
            }
            _ => true,
        }))
    }
}

/// Marks pipelines that read keys.
/// See [`KeysReader()`].
#[derive(Debug)]
pub enum Keys {}

/// Marks pipelines that read streams.
/// See [`StreamReader()`].
#[derive(Debug)]
pub enum Streams {}

/// Marks pipelines that read the arguments of a trigger.
/// See [`CommandReader()`].
#[derive(Debug)]
pub enum Commands {}

/// Marks pipelines that read the names of keys.
/// See [`KeysOnlyReader()`].
#[derive(Debug)]
pub enum KeyNames {}

/// Marks pipelines that read what a function gives.
/// See [`PythonReader()`].
#[derive(Debug)]
pub enum Generated {}

/// Marks pipelines that read the ids of the shards.
/// See [`ShardsIDReader()`].
#[derive(Debug)]
pub enum ShardIds {}

/// A kind of reader.
/// Such as that of [`KeysReader()`].
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

impl Reader for KeyNames {
    const NAME: &'static str = "KeysOnlyReader";
}

impl Reader for Generated {
    const NAME: &'static str = "PythonReader";
}

impl Reader for ShardIds {
    const NAME: &'static str = "ShardsIDReader";
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
impl Batch for KeyNames {}
impl Batch for Generated {}
impl Batch for ShardIds {}

/// Reads on the connection of the native run.
fn on_connection<T>(read: impl FnOnce(&mut dyn ConnectionLike) -> Result<T>) -> Result<T> {
    let missing = || Error::Native {
        message: "this native run has no connection to read from: give it records, or use `native(&mut con)`"
            .to_owned(),
    };
    native::connection(read).ok_or_else(missing)?
}

/// The keys that match a glob.
fn scan(pattern: &str, con: &mut dyn ConnectionLike) -> Result<Vec<Vec<u8>>> {
    let (mut cursor, mut seen, mut keys) = (0u64, HashSet::new(), Vec::new());
    loop {
        let mut scan = redis::cmd("SCAN");
        scan.arg(cursor).arg("MATCH").arg(pattern).arg("COUNT").arg(1000);
        let (next, page): (u64, Vec<Vec<u8>>) = scan.query(con)?;
        // SCAN may return a key more than once while the key space is resized.
        keys.extend(page.into_iter().filter(|key| seen.insert(key.clone())));
        cursor = next;
        if cursor == 0 {
            return Ok(keys);
        }
    }
}

/// The name of a key, which must be text.
fn key_name(key: Vec<u8>) -> Result<String> {
    let name = String::from_utf8(key).map_err(|error| {
        let place = format!("key '{}'", error.as_bytes().escape_ascii());
        Mismatch::new(place, "text", Mismatch::NOT_UTF8)
    })?;
    Ok(name)
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
