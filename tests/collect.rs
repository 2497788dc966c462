//! All event gears of a crate are found without naming them.

#![cfg(feature = "deploy")]
#![allow(dead_code, reason = "the gears are only found, not used")]

use redis_gears::deploy::Deployment;
use redis_gears::{Registration, gear, prelude::*};

static CHANGED: Gear<Registration> = gear!(
    KeysReader("collected:*")
        .for_each(|r| {
            cmd::set("last", r.key.as_str());
        })
        .register(events = ["set"])
);

#[trigger("collected")]
fn collected(x: i64) -> i64 {
    x + 1
}

#[test]
fn the_event_gears_of_this_crate_are_collected() {
    let found = format!("{:?}", Deployment::new("app").crate_gears(module_path!()));
    assert!(found.contains("name: \"collected\"") && found.contains("collect-keys"), "{found}");
}
