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

/// The numbers of the list: each has a test whose name begins with it.
#[test]
fn every_use_case_has_a_test_of_its_own() {
    let sources = [
        include_str!("batch.rs"),
        include_str!("commands.rs"),
        include_str!("events.rs"),
        include_str!("foreign.rs"),
        include_str!("waiting.rs"),
    ]
    .concat();
    let cases = (1..=53).map(|n| format!("u{n:02}")).chain((1..=8).map(|n| format!("g{n:02}")));
    let without: Vec<String> =
        cases.filter(|case| !sources.contains(&format!("#[test]\nfn {case}_"))).collect();
    assert!(without.is_empty(), "no test of {}", without.join(", "));
}
