//! A pipeline that ends with `register()`, and the options of the registration.
//!
//! The options take effect on the server, where `gear!` ships them; here they are only type-checked.

use std::marker::PhantomData;
use std::time::Duration;

use super::{Feed, Request};
use crate::reader::{Commands, Keys, OnFailure, Streams};
use crate::registration::Registration;
use crate::{Error, Mode, Result};

/// A pipeline that ended with `register()`. Its methods are the options of the registration.
///
/// ```
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static EXPIRE: Gear<Registration> = gear!(
///     KeysReader::<()>("session:*")
///         .for_each(|r| { cmd::expire(&r.key, 3600); })
///         .register(mode = Sync, events = ["set"], read_value = false)
/// );
/// assert!(EXPIRE.python().contains("eventTypes=['set']"));
/// ```
#[must_use = "a pipeline does something only within `gear!`"]
pub struct Register<'a, R> {
    native: Box<dyn FnOnce(Feed) -> Result<()> + 'a>,
    reader: PhantomData<fn() -> R>,
}

impl<R> std::fmt::Debug for Register<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Registering pipeline")
    }
}

impl<'a, R> Register<'a, R> {
    pub(super) fn new(native: impl FnOnce(Feed) -> Result<()> + 'a) -> Self {
        Self { native: Box::new(native), reader: PhantomData }
    }

    /// Where the steps run.
    pub fn mode(self, _: Mode) -> Self {
        self
    }

    /// What runs on every shard when the gear is registered, and again when the server has restarted. A native run
    /// does it first.
    pub fn on_registered(self, f: impl Fn() + 'a) -> Self {
        Self::new(move |feed| {
            f();
            (self.native)(feed)
        })
    }

    /// The Python packages that the gear needs.
    pub fn requires<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }

    /// Serves a request. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __serve(self, request: Request<'_>) -> Result<Registration> {
        match request {
            // A native run registers nothing: `Gear` drops what stands for it here.
            Request::Native(feed) => (self.native)(feed).map(|()| Registration::new(String::new())),
            Request::Decode(_) => {
                Err(Error::Native { message: "a registration has no results to decode".to_owned() })
            }
        }
    }
}

impl Register<'_, Keys> {
    /// The events that run the gear, such as `["set", "expired"]`; all if not given.
    pub fn events<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }

    /// The types of keys that run the gear, such as `["hash"]`; all if not given.
    pub fn key_types<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }

    /// Whether records have the value of the key; they do if not given.
    pub fn read_value(self, _: bool) -> Self {
        self
    }

    /// The commands that run the gear and wait for it; any command if not given.
    pub fn commands<E: AsRef<str>>(self, _: impl IntoIterator<Item = E>) -> Self {
        self
    }
}

impl Register<'_, Streams> {
    /// How many messages run the gear together; 1 if not given.
    pub fn batch(self, _: usize) -> Self {
        self
    }

    /// After which time an incomplete batch runs the gear; never if not given.
    pub fn duration(self, _: Duration) -> Self {
        self
    }

    /// What happens to messages whose run failed.
    pub fn on_failure(self, _: OnFailure) -> Self {
        self
    }

    /// After which time a failed batch is tried again; one second if not given.
    pub fn retry_interval(self, _: Duration) -> Self {
        self
    }

    /// Whether messages are deleted once they are processed; they are if not given.
    pub fn trim(self, _: bool) -> Self {
        self
    }
}

impl Register<'_, Commands> {
    /// The name that `RG.TRIGGER` runs the gear by.
    pub fn trigger(self, _: &str) -> Self {
        self
    }

    /// The command that the gear takes the place of.
    pub fn hook(self, command: &str) -> Self {
        let command = command.to_owned();
        Self::new(move |feed| crate::server::hooked(command, || (self.native)(feed)))
    }

    /// With which text the key of the hooked command begins; any key if not given.
    pub fn key_prefix(self, _: &str) -> Self {
        self
    }

    /// Whether calls run one after the other, in the order in which they come.
    pub fn in_order(self, _: bool) -> Self {
        self
    }
}
