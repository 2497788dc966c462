//! `KeysReader`: the keys that match a pattern.

use redis::ConnectionLike;

use super::{Keys, OnMismatch, key_name, on_connection, read_each, scan};
use crate::pipeline::{Many, Pipeline};
use crate::wire::KeysValue;
use crate::{KeysRecord, Result};

/// Reads the keys that match a pattern, with values of type `V`.
///
/// In a batch gear the pattern is a glob; in an event gear it is a key, or a prefix that ends with `*`.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static LONG: Gear<i64> = gear!(KeysReader::<String>("name:*").filter(|r| r.value.len() > 3).count().run());
///
/// let names = ["ann", "bobby"].map(|name| KeysRecord::new("name:1", name.to_string()));
/// assert_eq!(LONG.native_on(names).unwrap(), 1);
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn KeysReader<V: KeysValue>(pattern: &str) -> KeysSource<V> {
    KeysSource {
        pattern: pattern.to_owned(),
        read_value: true,
        no_scan: false,
        on_mismatch: OnMismatch::Fail,
        read: V::read,
    }
}

/// Reads the value of a key; see [`KeysValue::read`].
type Read<V> = fn(&str, &str, &mut dyn ConnectionLike) -> Result<V>;

/// A [`KeysReader()`] and its options.
///
/// It has the way to read `V` with it, so that a `V` that cannot be read is one error, at [`KeysReader()`].
#[derive(Debug)]
pub struct KeysSource<V> {
    pattern: String,
    read_value: bool,
    no_scan: bool,
    on_mismatch: OnMismatch,
    read: Read<V>,
}

impl<V: 'static> KeysSource<V> {
    /// Whether to read the values; without them `V` must be able to do without: `()`, `Value` or an `Option`.
    pub fn read_value(self, read_value: bool) -> Self {
        Self { read_value, ..self }
    }

    /// Whether the pattern is the name of one key.
    pub fn no_scan(self, no_scan: bool) -> Self {
        Self { no_scan, ..self }
    }

    /// What happens to keys whose value does not have the type `V`.
    pub fn on_mismatch(self, on_mismatch: OnMismatch) -> Self {
        Self { on_mismatch, ..self }
    }

    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, Keys, KeysRecord<V>, Many>
    where
        V: 'a,
    {
        Pipeline::new(|feed| {
            feed.records(move || {
                let (read, read_value) = (self.read, self.read_value);
                self.on_mismatch.apply(read_each(
                    move |con| self.keys(con),
                    move |key| on_connection(|con| read_record(key, read, read_value, con)),
                ))
            })
        })
    }

    fn keys(&self, con: &mut dyn ConnectionLike) -> Result<Vec<Vec<u8>>> {
        if self.no_scan {
            return Ok(vec![self.pattern.clone().into_bytes()]);
        }
        scan(&self.pattern, con)
    }
}

fn read_record<V>(
    key: Vec<u8>,
    read: Read<V>,
    read_value: bool,
    con: &mut dyn ConnectionLike,
) -> Result<KeysRecord<V>> {
    let key = key_name(key)?;
    if !read_value {
        let value = read(&key, "empty", con)?;
        return Ok(KeysRecord::new(key, value));
    }
    let kind: String = redis::cmd("TYPE").arg(&key).query(con)?;
    let kind = gears_kind(&kind);
    let value = read(&key, kind, con)?;
    Ok(KeysRecord::new(key, value).with_kind(kind))
}

/// The type of a key in the words of RedisGears, which does not know streams.
fn gears_kind(kind: &str) -> &'static str {
    match kind {
        "none" => "empty",
        "string" => "string",
        "hash" => "hash",
        "list" => "list",
        "set" => "set",
        "zset" => "zset",
        "stream" => "unknown",
        _ => "module",
    }
}
