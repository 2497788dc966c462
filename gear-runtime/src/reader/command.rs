//! `CommandReader`: the arguments of `RG.TRIGGER`, or of a hooked command.

use std::marker::PhantomData;

use super::Commands;
use crate::Error;
use crate::pipeline::{Many, Pipeline, failed};
use crate::wire::Arguments;

/// Reads calls of a trigger or of a hooked command, with arguments of type `A`: a tuple, a `#[gear]` struct, or, if no type is
/// given, `Vec<String>`: the name of the command and all words behind it.
///
/// ```
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static REPEAT: Gear<Registration> = gear!(
///     CommandReader::<(String, i64)>()
///         .map(|(word, times)| word.repeat(times as usize))
///         .register(trigger = "repeat")
/// );
/// assert_eq!(REPEAT.trigger(), Some("repeat"));
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn CommandReader<A: Arguments>() -> CommandSource<A> {
    CommandSource { read: PhantomData }
}

/// A [`CommandReader()`].
#[derive(Debug)]
pub struct CommandSource<A> {
    read: PhantomData<fn() -> A>,
}

impl<A: Arguments> CommandSource<A> {
    /// Opens the pipeline. Called by the expansion of `gear!`. Natively it reads calls that are given, as they come from
    /// clients: the name and the words.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, Commands, A, Many>
    where
        A: 'a,
    {
        Pipeline::new(|feed| {
            let calls = feed.records(|| {
                let message =
                    "a CommandReader has nothing to read: give it records of [command, arguments..]"
                        .to_owned();
                failed(Error::Native { message })
            });
            Box::new(calls.map(|call: Result<Vec<String>, Error>| Ok(A::from_arguments(&call?)?)))
        })
    }
}
