//! Redis commands inside closures: the names, argument order and results of `redis::TypedCommands`.
//!
//! Shipped, they are `execute` calls next to the data. In a native run they go over the connection of the
//! run. They return plain values: an error of Redis ends the step in both worlds.
//!
//! They differ from `TypedCommands` where that has types of its own: `ttl` and `pttl` return the number that
//! Redis sends (−1 without expiry, −2 without key), `key_type` the name of the type, `hmget` an `Option` for
//! every field; `lpop` and `rpop` pop one element, `incr`, `decr` and `hincr` add integers.
//!
//! # Panics
//!
//! All functions panic if the thread is in no native run with a connection
//! ([`Gear::native`](crate::Gear::native), [`Gear::native_with`](crate::Gear::native_with)), and unwind if
//! Redis answers with an error. The gear makes that the error of the step.

use std::collections::{HashMap, HashSet};
use std::panic::Location as Caller;

use redis::FromRedisValue;

use crate::{Error, Level, ToArgument, ToArguments, Value, client, native};

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

/// The type of a parameter: `One` argument, `Many`, or a number.
macro_rules! parameter {
    (One) => { impl ToArgument };
    (Many) => { impl ToArguments };
    ($number:ident) => { $number };
}

macro_rules! write_argument {
    (Many $value:ident to $arguments:ident) => {
        $value.push_to($arguments)
    };
    ($one:ident $value:ident to $arguments:ident) => {
        $arguments.push($value.to_argument())
    };
}

/// Functions whose arguments are sent in the order of the parameters.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:literal $name:ident($($parameter:ident: $kind:ident),*) -> $result:ty;)*) => {$(
        $(#[$doc])*
        #[track_caller]
        pub fn $name($($parameter: parameter!($kind)),*) -> $result {
            send($command, |arguments| {
                $(write_argument!($kind $parameter to arguments);)*
            })
        }
    )*};
}

commands! {
    /// The text at a key.
    "GET" get(key: One) -> Option<String>;
    /// The texts at several keys.
    "MGET" mget(keys: Many) -> Vec<Option<String>>;
    /// Sets the text at a key.
    "SET" set(key: One, value: One) -> ();
    /// Sets the text at a key if there is none.
    "SETNX" set_nx(key: One, value: One) -> bool;
    /// Sets the text at a key and returns the one before.
    "GETSET" getset(key: One, value: One) -> Option<String>;
    /// Deletes a key and returns its text.
    "GETDEL" get_del(key: One) -> Option<String>;
    /// Appends to the text at a key; returns its new length.
    "APPEND" append(key: One, value: One) -> usize;
    /// The length of the text at a key.
    "STRLEN" strlen(key: One) -> usize;
    /// Adds to the integer at a key and returns the sum.
    "INCRBY" incr(key: One, delta: i64) -> isize;
    /// Subtracts from the integer at a key and returns the difference.
    "DECRBY" decr(key: One, delta: i64) -> isize;

    /// Deletes keys; returns how many there were.
    "DEL" del(keys: Many) -> usize;
    /// Whether a key exists.
    "EXISTS" exists(key: One) -> bool;
    /// The name of the type of a key; `none` without key.
    "TYPE" key_type(key: One) -> String;
    /// Lets a key expire after seconds; false without key.
    "EXPIRE" expire(key: One, seconds: i64) -> bool;
    /// Lets a key expire after milliseconds; false without key.
    "PEXPIRE" pexpire(key: One, ms: i64) -> bool;
    /// Lets a key expire at a time in seconds since 1970; false without key.
    "EXPIREAT" expire_at(key: One, ts: i64) -> bool;
    /// Removes the expiry of a key; false if there is none.
    "PERSIST" persist(key: One) -> bool;
    /// In how many seconds a key expires; −1 without expiry, −2 without key.
    "TTL" ttl(key: One) -> i64;
    /// In how many milliseconds a key expires; −1 without expiry, −2 without key.
    "PTTL" pttl(key: One) -> i64;
    /// Renames a key.
    "RENAME" rename(key: One, new_key: One) -> ();

    /// A field of a hash.
    "HGET" hget(key: One, field: One) -> Option<String>;
    /// Several fields of a hash.
    "HMGET" hmget(key: One, fields: Many) -> Vec<Option<String>>;
    /// Sets a field of a hash; returns how many fields are new.
    "HSET" hset(key: One, field: One, value: One) -> usize;
    /// Sets a field of a hash if it is absent.
    "HSETNX" hset_nx(key: One, field: One, value: One) -> bool;
    /// Sets several fields of a hash, given as pairs.
    "HMSET" hset_multiple(key: One, items: Many) -> ();
    /// Adds to the integer in a field of a hash and returns the sum.
    "HINCRBY" hincr(key: One, field: One, delta: i64) -> f64;
    /// Deletes fields of a hash; returns how many there were.
    "HDEL" hdel(key: One, fields: Many) -> usize;
    /// Whether a hash has a field.
    "HEXISTS" hexists(key: One, field: One) -> bool;
    /// The names of the fields of a hash.
    "HKEYS" hkeys(key: One) -> Vec<String>;
    /// The values of the fields of a hash.
    "HVALS" hvals(key: One) -> Vec<String>;
    /// The fields of a hash.
    "HGETALL" hgetall(key: One) -> HashMap<String, String>;
    /// How many fields a hash has.
    "HLEN" hlen(key: One) -> usize;

    /// Puts elements at the head of a list; returns its new length.
    "LPUSH" lpush(key: One, values: Many) -> usize;
    /// Puts elements at the tail of a list; returns its new length.
    "RPUSH" rpush(key: One, values: Many) -> usize;
    /// Takes the element at the head of a list.
    "LPOP" lpop(key: One) -> Option<String>;
    /// Takes the element at the tail of a list.
    "RPOP" rpop(key: One) -> Option<String>;
    /// How many elements a list has.
    "LLEN" llen(key: One) -> usize;
    /// An element of a list; negative indices count from the tail.
    "LINDEX" lindex(key: One, index: isize) -> Option<String>;
    /// The elements of a list from `start` to `stop`, both included.
    "LRANGE" lrange(key: One, start: isize, stop: isize) -> Vec<String>;
    /// Keeps only the elements of a list from `start` to `stop`.
    "LTRIM" ltrim(key: One, start: isize, stop: isize) -> ();
    /// Removes `count` elements with this value from a list; returns how many there were.
    "LREM" lrem(key: One, count: isize, value: One) -> usize;
    /// Sets an element of a list.
    "LSET" lset(key: One, index: isize, value: One) -> ();

    /// Adds members to a set; returns how many are new.
    "SADD" sadd(key: One, members: Many) -> usize;
    /// Removes members of a set; returns how many there were.
    "SREM" srem(key: One, members: Many) -> usize;
    /// Whether a set has a member.
    "SISMEMBER" sismember(key: One, member: One) -> bool;
    /// The members of a set.
    "SMEMBERS" smembers(key: One) -> HashSet<String>;
    /// How many members a set has.
    "SCARD" scard(key: One) -> usize;

    /// Removes members of a sorted set; returns how many there were.
    "ZREM" zrem(key: One, members: Many) -> usize;
    /// The score of a member of a sorted set.
    "ZSCORE" zscore(key: One, member: One) -> Option<f64>;
    /// How many members a sorted set has.
    "ZCARD" zcard(key: One) -> usize;
    /// The members of a sorted set from rank `start` to `stop`, both included.
    "ZRANGE" zrange(key: One, start: isize, stop: isize) -> Vec<String>;
    /// The rank of a member of a sorted set.
    "ZRANK" zrank(key: One, member: One) -> Option<usize>;

    /// Appends a message of pairs of field and value to a stream; the id `*` lets Redis choose. Returns the
    /// id.
    "XADD" xadd(key: One, id: One, items: Many) -> Option<String>;
    /// Deletes messages of a stream; returns how many there were.
    "XDEL" xdel(key: One, ids: Many) -> usize;
    /// How many messages a stream has.
    "XLEN" xlen(key: One) -> usize;
    /// Publishes a message; returns how many clients got it.
    "PUBLISH" publish(channel: One, message: One) -> usize;
}

/// Sets the text at a key, which expires after seconds.
#[track_caller]
pub fn set_ex(key: impl ToArgument, value: impl ToArgument, seconds: u64) {
    query("SETEX", vec![key.to_argument(), seconds.to_argument(), value.to_argument()])
}

/// Adds a member to a sorted set; returns how many are new.
#[track_caller]
pub fn zadd(key: impl ToArgument, member: impl ToArgument, score: impl ToArgument) -> usize {
    query("ZADD", vec![key.to_argument(), score.to_argument(), member.to_argument()])
}

/// Adds to the score of a member of a sorted set and returns the sum.
#[track_caller]
pub fn zincr(key: impl ToArgument, member: impl ToArgument, delta: impl ToArgument) -> f64 {
    query("ZINCRBY", vec![key.to_argument(), delta.to_argument(), member.to_argument()])
}
