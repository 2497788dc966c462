//! The client on the development engine, on blocking and (feature `aio`) on asynchronous connections.

#[path = "client/asynchronous.rs"]
#[cfg(feature = "aio")]
mod asynchronous;
#[path = "client/commands.rs"]
mod commands;
#[path = "client/connections.rs"]
mod connections;
#[path = "support/engine.rs"]
mod engine;
#[path = "support/every_command.rs"]
mod every_command;
#[path = "client/executions.rs"]
mod executions;
#[path = "client/gears.rs"]
mod gears;
#[path = "client/pools.rs"]
mod pools;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "client/requirements.rs"]
mod requirements;
#[path = "client/secure.rs"]
mod secure;
#[path = "support/wheels.rs"]
mod wheels;

use engine::{Engine, connect};
