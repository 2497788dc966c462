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

#[test]
fn what_is_collected_can_be_deployed() {
    let server = gear_engine::Server::start().expect("the engine starts");
    let mut con = redis::Client::open(server.url())
        .and_then(|client| client.get_connection())
        .expect("the engine accepts connections");
    let plan = Deployment::new("app").crate_gears(module_path!()).apply(&mut con).expect("it applies");
    let mut names: Vec<&str> = plan.changes.iter().map(|change| change.gear.as_str()).collect();
    names.sort();
    assert_eq!(names, ["collect-keys", "collected"]);
    assert_eq!(collected::call(&mut con, 1).expect("it answers"), 2);
    redis::cmd("SET").arg("collected:1").arg(1).exec(&mut con).expect("it is set");
    let status = Deployment::new("app").crate_gears(module_path!()).status(&mut con).expect("it tells");
    assert!(status.gears.iter().all(|gear| gear.up_to_date && gear.triggered == 1), "{status}");
}
