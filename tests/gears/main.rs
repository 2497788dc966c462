//! Gears from end to end: compiled, shipped to the development engine and decoded; and the same gears natively.

#![allow(
    clippy::let_and_return,
    clippy::needless_borrows_for_generic_args,
    clippy::type_complexity,
    clippy::useless_vec,
    clippy::neg_multiply,
    reason = "the gears are Rust as people write it, and not as it should be written"
)]

mod beginnings;
mod commands;
mod elsewhere;
#[path = "../support/engine.rs"]
mod engine;
mod errors;
mod events;
mod foreign;
mod guards;
mod helpers;
mod newtypes;
mod operations;
mod options;
mod pipelines;
mod readers;
mod records;
mod scripts;
mod server;
mod state;
mod streams;
mod traps;
mod triggers;
mod waiting;
#[path = "../support/wheels.rs"]
mod wheels;

use engine::{Engine, connect, eventually};

/// Compares a gear's run with its native twin and with what is expected.
#[macro_export]
macro_rules! check {
    ($engine:ident, $gear:expr, $expected:expr) => {{
        let expected = $expected;
        assert_eq!(
            $gear.native(&mut $engine.con).expect("it runs natively"),
            expected,
            "native {}",
            stringify!($gear)
        );
        assert_eq!($gear.run(&mut $engine.con).expect("it runs"), expected, "shipped {}", stringify!($gear));
    }};
}
