//! `CommandReader`: the arguments of `RG.TRIGGER`.

use super::Commands;
use crate::Error;
use crate::pipeline::{Many, Pipeline, failed};

/// Reads calls of a trigger. A record is the name of the trigger and the arguments.
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn CommandReader() -> CommandSource {
    CommandSource { _private: () }
}

/// A [`CommandReader()`].
#[derive(Debug)]
pub struct CommandSource {
    _private: (),
}

impl CommandSource {
    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, Commands, Vec<String>, Many> {
        Pipeline::new(|feed| {
            feed.records(|| {
                let message =
                    "a CommandReader has nothing to read: give it records of [trigger, arguments..]"
                        .to_owned();
                failed(Error::Native { message })
            })
        })
    }
}
