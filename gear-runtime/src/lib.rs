//! The runtime of redis-gears: gears, records, native runs and the `RG.*` client.
//!
//! A [`Gear`] is one program in two worlds. *Shipped*, it is Python text that a server with RedisGears runs
//! next to the data; *native*, it is the Rust closures it was written as, run in this process. Both read the
//! same typed records and give the same typed results, so a gear is unit-tested without any server and then
//! run on one.
//!
//! | module | idea |
//! |---|---|
//! | `gear` | [`Gear`]: what can be done with a finished program |
//! | `reader`, `pipeline` | the native world: readers, steps, results |
//! | `link` | the shipped world: Python pieces are linked into one script with a source map |
//! | `concurrency` | what waits: time, futures, tasks |
//! | `record`, `wire` | what goes in and out: keys, streams, fields, mismatches |
//! | `client`, `reply` | [`Gears`]: the commands of RedisGears, and what they answer |
//! | `python_script` | scripts of Python as gears |
//! | `foreign` | Python that is declared in `extern "Python"`, in this process |
//! | `requirements` | the Python packages that scripts need |
//! | `error`, `backtrace` | what went wrong, and where in the Rust source |
//! | `deploy` | all gears of an app, planned, applied and undone (feature `deploy`) |
//! | [`cmd`] | Redis commands inside closures |
//! | `codec`, `hash`, `random` | bytes as text, digests and chance inside closures (features of these names) |
//!
//! Programs use this crate through `redis-gears`, which adds the macros.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod argument;
mod backtrace;
mod bytes;
mod client;
pub mod cmd;
#[cfg(feature = "codec")]
pub mod codec;
mod concurrency;
#[cfg(feature = "deploy")]
pub mod deploy;
mod derive;
mod error;
mod foreign;
mod gear;
mod gear_set;
mod generic;
#[cfg(feature = "hash")]
pub mod hash;
mod keys;
mod link;
mod log;
mod named;
mod native;
mod newtype;
mod own;
mod pipeline;
mod python_script;
#[cfg(feature = "random")]
pub mod random;
mod reader;
mod record;
mod registration;
mod reply;
mod requirements;
mod seen;
mod server;
mod state;
mod streams;
mod traceback;
mod trigger;
mod value;
mod wire;

pub use argument::{ToArgument, ToArguments};
pub use backtrace::{Backtrace, BacktraceFrame};
pub use bytes::Bytes;
#[cfg(feature = "aio")]
pub use client::AsyncGears;
#[cfg(feature = "cluster-async")]
pub use client::AsyncGearsCluster;
pub use client::{Execution, Gears, Limit, Partial, PyExecute, Scope, SessionQuery};
#[cfg(feature = "cluster")]
pub use client::{GearsCluster, NodeReply};
pub use concurrency::{
    Elapsed, GearsFuture, JoinAll, Sleep, Timeout, block_on, every, join_all, sleep, spawn, timeout,
    yield_now,
};
pub use error::{Error, Location, Result};
pub use foreign::{Foreign, FromPython};
pub use gear::Gear;
pub use gear_set::GearSet;
pub use link::{Capture, Linker, Mode, Script, SourceLine, ToPython};
pub use log::Level;
pub use pipeline::{Closed, Form, Groups, Many, Number, One, Open, Pipeline, Register, Shape, Shippable};
pub use python_script::ScriptResult;
pub use reader::{
    CommandReader, CommandSource, Commands, Generated, KeyNames, Keys, KeysOnlyReader, KeysOnlySource,
    KeysReader, KeysSource, OnFailure, OnMismatch, PythonReader, PythonSource, Reader, ShardIds,
    ShardsIDReader, ShardsIDSource, StreamReader, StreamSource, Streams,
};
pub use record::{KeysRecord, StreamRecord};
pub use registration::Registration;
pub use reply::{
    ClusterInfo, ConfigChange, ExecutionInfo, ExecutionStatus, ExecutionStep, ExportedRequirement, Extra,
    FailurePolicy, Outcome, Plugin, PythonStats, RegistrationArgs, RegistrationInfo, RequirementInfo,
    Results, Session, SessionLink, ShardExecution, ShardInfo, StreamStatus,
};
pub use requirements::{Bundle, Installing, Requirements};
pub use server::{
    atomic, attempt, call_next, config_get, flat_error, gears_config_get, get_command, is_async_allowed,
    is_in_atomic_block, override_error, override_reply,
};
pub use state::State;
pub use value::Value;
pub use wire::{Arguments, FieldText, Fields, FieldsValue, JsonField, KeysValue, Mismatch};

/// A tree of JSON, `serde_json::Value`: what `json!` builds and `serde_json::from_str` reads.
///
/// ```
/// use gear_runtime::prelude::*;
///
/// let user: Json = json!({ "name": "ann", "tags": ["new"] });
/// assert_eq!(user["tags"][0], "new");
/// ```
// An alias, and no `pub use`: with that, the names of its variants would be as near as `String`, and rustc would write
// `std::string::String` in every error.
pub type Json = serde_json::Value;

/// Everything a program with gears in it names: `use redis_gears::prelude::*;`.
pub mod prelude {
    pub use crate::cmd::hashtag;
    #[cfg(feature = "codec")]
    pub use crate::codec;
    #[cfg(feature = "hash")]
    pub use crate::hash;
    #[cfg(feature = "random")]
    pub use crate::random;
    pub use crate::{
        Bytes, CommandReader, Elapsed, Gear, GearSet, GearsFuture, Generated, Json, KeyNames, Keys,
        KeysOnlyReader, KeysReader, KeysRecord, Level, Mode, OnFailure, OnMismatch, Open, PythonReader,
        Registration, ShardIds, ShardsIDReader, State, StreamReader, StreamRecord, Streams, Value, atomic,
        attempt, call_next, cmd, config_get, every, execute, flat_error, gears_config_get, get_command,
        is_async_allowed, is_in_atomic_block, join, join_all, log, override_error, override_reply, sleep,
        spawn, timeout, yield_now,
    };
    pub use serde_json::json;
    pub use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
    pub use std::time::Duration;
}
