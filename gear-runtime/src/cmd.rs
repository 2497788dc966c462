//! Redis commands inside closures: the names, argument order and results of `redis::TypedCommands`.
//!
//! Shipped, they are `execute` calls next to the data. In a native run they go over the connection of the
//! run. They return plain values: an error of Redis ends the step in both worlds.
//!
//! They differ from `TypedCommands` where that has types of its own. Options are the words that Redis knows, in a tuple
//! or list: `cmd::set_options("lock", "me", ("NX", "EX", 10))`. `ttl` and its relatives return the number that Redis
//! sends, `key_type` the name of the type, messages of streams are pairs of an id and a map, and what has a reply of many
//! forms returns a [`Value`]. `lpop` and `rpop` pop one element, `incr` and `decr` add integers.
//!
//! # Panics
//!
//! All functions panic if the thread is in no native run with a connection
//! ([`Gear::native`](crate::Gear::native), [`Gear::native_with`](crate::Gear::native_with)), and unwind if
//! Redis answers with an error. The gear makes that the error of the step.

use std::collections::{HashMap, HashSet};
use std::panic::Location as Caller;

use redis::FromRedisValue;
use serde::Serialize;

use crate::{Error, Level, Number, ToArgument, ToArguments, Value, client, native};

/// The mark of this module: by it `gear!` sees that a `cmd` is ours.
#[doc(hidden)]
#[derive(Debug)]
pub enum RedisGearsCommands {}

/// Runs any command: what [`execute!`](crate::execute) expands to.
#[track_caller]
pub fn execute(command: &str, arguments: &[&dyn ToArguments]) -> Value {
    Value::from_reply(send(command, |flat| arguments.iter().for_each(|argument| argument.push_to(flat))))
}

/// Runs any Redis command from inside a gear: `execute!("JSON.GET", key, "$.name")`.
///
/// An argument can be a list of arguments. The result is a [`Value`].
#[macro_export]
macro_rules! execute {
    ($command:expr $(, $argument:expr)* $(,)?) => {
        $crate::cmd::execute($command, &[$(&$argument as &dyn $crate::ToArguments),*])
    };
}

/// Writes a line to the log: what [`log!`](crate::log) expands to.
pub fn log(level: Level, message: &str) {
    eprintln!("[{level}] {message}");
}

/// A short text that, in braces within the name of a key, puts the key on this shard.
///
/// A native run is a single shard, for which every text does.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static COUNTED: Gear<i64> = gear!(
///     ShardsIDReader().map(|_| cmd::incr(format!("runs:{{{}}}", hashtag()), 1) as i64).sum().run()
/// );
/// assert!(COUNTED.python().contains("hashtag"));
/// ```
pub fn hashtag() -> String {
    // What RedisGears answers on a single node.
    "06S".to_owned()
}

#[track_caller]
fn query<T: FromRedisValue>(command: &str, arguments: Vec<Vec<u8>>) -> T {
    let reply = native::connection(|con| redis::cmd(command).arg(arguments).query(con));
    match reply {
        Some(Ok(value)) => value,
        Some(Err(error)) => native::fail(Error::at_caller(client::reply_text(&error), Caller::caller())),
        None => panic!(
            "{command} needs a connection, and this native run has none: use `native(&mut con)` or \
             `native_with(&mut con, records)`"
        ),
    }
}

#[track_caller]
fn send<T: FromRedisValue>(command: &str, write: impl FnOnce(&mut Vec<Vec<u8>>)) -> T {
    let mut arguments = Vec::new();
    write(&mut arguments);
    query(command, arguments)
}

/// A reply that becomes the result of a function.
trait Answer: Sized {
    type Reply: FromRedisValue;

    fn from_answer(reply: Self::Reply) -> Self;
}

macro_rules! answers {
    ($($result:ty,)*) => {$(
        impl Answer for $result {
            type Reply = $result;

            fn from_answer(reply: $result) -> Self {
                reply
            }
        }
    )*};
}

answers! {
    (), bool, usize, isize, i64, f64, String, Option<String>, Option<usize>, Option<f64>, Vec<String>, Vec<Option<String>>,
    Vec<bool>, Vec<i64>, Vec<Option<f64>>, Vec<(String, f64)>, Vec<(i64, f64)>, Vec<(String, HashMap<String, String>)>,
    Option<(String, Vec<String>)>, HashSet<String>, HashMap<String, String>,
}

impl Answer for Value {
    type Reply = redis::Value;

    fn from_answer(reply: redis::Value) -> Self {
        Value::from_reply(reply)
    }
}

/// The type of a parameter: `One` argument, `Many`, `Json`, or a number.
macro_rules! parameter {
    (One) => { impl ToArgument };
    (Many) => { impl ToArguments };
    (Json) => { impl Serialize };
    ($number:ident) => { $number };
}

/// The arguments that a parameter is.
macro_rules! arguments {
    (Many $value:ident) => {{
        let mut arguments = Vec::new();
        $value.push_to(&mut arguments);
        arguments
    }};
    (Json $value:ident) => {
        vec![crate::argument::json(&$value)]
    };
    ($one:ident $value:ident) => {
        vec![$value.to_argument()]
    };
}

/// The arguments that a word of the table is.
macro_rules! word {
    ($text:literal) => {
        vec![$text.as_bytes().to_vec()]
    };
    ([$parameter:ident]) => {
        vec![$parameter.len().to_argument()]
    };
    ({$parameter:ident}) => {
        vec![($parameter.len() / 2).to_argument()]
    };
    ((first $parameter:ident)) => {
        every_second(&$parameter)
    };
    ((second $parameter:ident)) => {
        every_second(&$parameter[1.min($parameter.len())..])
    };
    ($parameter:ident) => {
        $parameter.clone()
    };
}

fn every_second(arguments: &[Vec<u8>]) -> Vec<Vec<u8>> {
    arguments.iter().step_by(2).cloned().collect()
}

/// A function for each command of the table.
macro_rules! functions {
    ($($doc:literal $name:ident($($parameter:ident: $kind:ident),*) -> $result:ty = [$command:literal $($word:tt)*];)*) => {$(
        #[doc = $doc]
        #[track_caller]
        #[allow(clippy::too_many_arguments, reason = "the redis crate has as many")]
        pub fn $name($($parameter: parameter!($kind)),*) -> $result {
            $(let $parameter: Vec<Vec<u8>> = arguments!($kind $parameter);)*
            let words: Vec<Vec<Vec<u8>>> = vec![$(word!($word)),*];
            Answer::from_answer(query($command, words.concat()))
        }
    )*};
}

gear_prelude::commands!(functions);

/// Adds to the number in a field of a hash and returns the sum: an integer, or a float for a float.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static VISITS: Gear<i64> = gear!(
///     KeysReader::<()>("visit:*").for_each(|r| { cmd::hincr("visits", &r.key, 1); }).count().run()
/// );
/// assert!(VISITS.python().contains("HINCRBY"));
/// ```
#[track_caller]
pub fn hincr<D: Number + ToArgument>(key: impl ToArgument, field: impl ToArgument, delta: D) -> f64 {
    let command = if D::FLOAT { "HINCRBYFLOAT" } else { "HINCRBY" };
    query(command, vec![key.to_argument(), field.to_argument(), delta.to_argument()])
}
