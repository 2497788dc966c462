//! A development engine for redis-gears: RG.* commands in a stock Redis or Valkey, for tests and demonstrations.
//!
//! The crate is two things. As a shared library it is a Redis module: `loadmodule libgear_engine.so` gives a redis-server the
//! commands of RedisGears 1.2, with a Python process beside it that runs the gears. As a Rust library it has [`Server`], which
//! starts such a redis-server from a test, an example or a tool.
//!
//! In production, RedisGears itself runs the gears; nothing of this crate is needed there.

mod api;
mod commands;
mod config;
mod distribution;
mod executions;
mod glob;
mod ids;
mod info;
mod marshal;
mod module;
mod persistence;
mod readers;
mod registrations;
mod requirements;
mod server;
mod shards;
mod sync;
mod timers;
mod worker;

pub use server::{Builder, Server, StartError};

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a callback of the server. A panic must not unwind into C: it is printed to the log by the panic hook, and the callback
/// gives `fallback`.
fn guard<T>(fallback: T, run: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(fallback)
}
