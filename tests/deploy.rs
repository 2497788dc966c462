//! Deployments on the development engine: planned, applied, undone, and disturbed.
#![cfg(feature = "deploy")]

#[path = "deploy/apply.rs"]
mod apply;
#[path = "deploy/disturbed.rs"]
mod disturbed;
#[path = "support/engine.rs"]
mod engine;
#[path = "deploy/failing.rs"]
mod failing;
#[path = "deploy/gears.rs"]
mod gears;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "deploy/scripts.rs"]
mod scripts;
#[path = "deploy/streams.rs"]
mod streams;

use engine::{Engine, connect};
