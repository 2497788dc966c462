//! `KeysOnlyReader`: the names of the keys that match a pattern.

use super::{KeyNames, OnMismatch, key_name, read_each, scan};
use crate::pipeline::{Many, Pipeline};

/// Reads the names of the keys that match a glob. It reads no values, so it is the fastest way to see all keys.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static USERS: Gear<i64> = gear!(KeysOnlyReader("user:*").count().run());
/// assert_eq!(USERS.native_on(["user:1".to_string()]).unwrap(), 1);
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn KeysOnlyReader(pattern: &str) -> KeysOnlySource {
    KeysOnlySource { pattern: pattern.to_owned(), no_scan: false, on_mismatch: OnMismatch::Fail }
}

/// A [`KeysOnlyReader()`] and its options.
#[derive(Debug)]
pub struct KeysOnlySource {
    pattern: String,
    no_scan: bool,
    on_mismatch: OnMismatch,
}

impl KeysOnlySource {
    /// About how many keys the server looks at in one go; 1000 if not given.
    pub fn count(self, _: usize) -> Self {
        self
    }

    /// Whether the pattern is the name of one key.
    pub fn no_scan(self, no_scan: bool) -> Self {
        Self { no_scan, ..self }
    }

    /// What happens to keys whose name is no text.
    pub fn on_mismatch(self, on_mismatch: OnMismatch) -> Self {
        Self { on_mismatch, ..self }
    }

    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, KeyNames, String, Many> {
        let Self { pattern, no_scan, on_mismatch } = self;
        Pipeline::new(move |feed| {
            feed.records(move || {
                let names = move |con: &mut dyn redis::ConnectionLike| match no_scan {
                    // The server gives the name without looking whether the key is there.
                    true => Ok(vec![pattern.into_bytes()]),
                    false => scan(&pattern, con),
                };
                on_mismatch.apply(read_each(names, key_name))
            })
        })
    }
}
