//! A finished batch pipeline, ready to serve both worlds.

use std::any::type_name;

use serde::de::DeserializeOwned;

use super::Feed;
use crate::Result;

/// A type that can come back from a gear: anything that serde can deserialize.
/// It is the result of a [`Gear`](crate::Gear).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot come back from a gear",
    label = "is not `serde::Deserialize`",
    note = "results travel as JSON: derive `serde::Deserialize` for the type, or `map` to a type that has it",
    note = "a `Gear<Registration>` has no result: it is left on the server with `register`"
)]
pub trait Shippable: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Shippable for T {}

/// What a gear is asked for.
#[derive(Debug)]
pub enum Request<'r> {
    /// Run natively.
    Native(Feed),
    /// Make a result of the records that came from the server.
    Decode(&'r mut Vec<redis::Value>),
}

type Native<'a, T> = Box<dyn FnOnce(Feed) -> Result<T> + 'a>;

/// A pipeline that ended with `run()`.
/// It is what `gear!` makes a [`Gear`](crate::Gear) of.
#[must_use = "a pipeline does something only within `gear!`"]
pub struct Closed<'a, T> {
    native: Native<'a, T>,
    decode: fn(Vec<redis::Value>) -> Result<Option<T>>,
}

impl<T> std::fmt::Debug for Closed<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Closed pipeline with a result of {}", short_name(type_name::<T>()))
    }
}

impl<'a, T> Closed<'a, T> {
    pub(super) fn new(
        native: impl FnOnce(Feed) -> Result<T> + 'a,
        decode: fn(Vec<redis::Value>) -> Result<Option<T>>,
    ) -> Self {
        Self { native: Box::new(native), decode }
    }

    /// Where the gear runs: on all shards, or on the one that it was sent to only.
    pub fn mode(self, _: crate::Mode) -> Self {
        self
    }

    /// The Python packages that the gear needs.
    pub fn requires<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }

    /// Serves a request. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __serve(self, request: Request<'_>) -> Result<T> {
        match request {
            Request::Native(feed) => (self.native)(feed),
            // A server gives no record at all where Rust gives the zero of an aggregation.
            Request::Decode(records) => match (self.decode)(std::mem::take(records))? {
                Some(result) => Ok(result),
                None => (self.native)(Feed::Empty),
            },
        }
    }
}

/// A type name without the modules: `HashMap<String, i64>`.
pub(crate) fn short_name(name: &str) -> String {
    let mut short = String::new();
    let mut word = String::new();
    for c in name.chars() {
        match c {
            // Everything before `::` is a module, or a type whose associated item it is.
            ':' => word.clear(),
            c if c.is_alphanumeric() || c == '_' => word.push(c),
            c => {
                short.push_str(&word);
                word.clear();
                short.push(c);
            }
        }
    }
    short + &word
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn names_without_modules() {
        assert_eq!(
            short_name(type_name::<HashMap<String, (i64, Vec<u8>)>>()),
            "HashMap<String, (i64, Vec<u8>)>"
        );
        assert_eq!(short_name(type_name::<&str>()), "&str");
    }
}
