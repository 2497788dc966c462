//! What users of RedisGears write, as gears: each runs against the development engine and its result is asserted, and where
//! a native run makes sense it gives the same. The numbers are those of the list of use cases.

#![allow(
    clippy::type_complexity,
    clippy::let_and_return,
    clippy::unnecessary_cast,
    reason = "the gears are Rust as people write it"
)]

mod batch;
mod commands;
mod events;
mod foreign;
mod site;
mod support;
mod waiting;
#[path = "../support/wheels.rs"]
mod wheels;
