//! A script of Python that has been in use for years, adopted as it is, and then rewritten in Rust.
//!
//! Shows `include_gear!`, which checks the script at compile time and makes a gear of it; a deployment that has it on the server;
//! and the next deployment, in which Rust takes its place, with the same names for clients.
//!
//!     cargo run --features scripts,deploy --example legacy [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::deploy::{Deployment, Orphans};
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};

/// Step 1: the script, as it is. It registers a trigger, and a handler of changes.
pub(crate) static LEGACY: Gear<Registration> = include_gear!("legacy.py");

/// Step 2: the same in Rust.
#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Order {
    items: Vec<Item>,
}

#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Item {
    name: String,
    count: i64,
}

#[trigger("total", mode = Sync)]
pub(crate) fn total(order: String) -> Result<i64, String> {
    let json = cmd::get(&order).ok_or(format!("there is no order {order}"))?;
    let order: Order = serde_json::from_str(&json).map_err(|_| "this is no order".to_string())?;
    Ok(order.items.iter().map(|item| price(&item.name) * item.count).sum())
}

#[gear]
fn price(item: &str) -> i64 {
    cmd::hget("prices", item).unwrap_or_default().parse::<i64>().unwrap_or(0)
}

pub(crate) static CHANGES: Gear<Registration> = gear!(
    KeysReader::<()>("order:*", read_value = false)
        .for_each(|r| {
            cmd::rpush("changes", &r.key);
        })
        .register(mode = Sync, events = ["set"])
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let _: () = con.hset_multiple("prices", &[("gear", 450), ("oil", 195)])?;
    let _: () = con.del(&["changes", "order:1"])?;
    let order = r#"{"items": [{"name": "gear", "count": 2}, {"name": "oil", "count": 2}]}"#;

    let mut script = Deployment::new("prices").named("legacy", &LEGACY);
    println!("{}", script.apply(con)?);
    let _: () = con.set("order:1", order)?;
    show("Python", con)?;

    let mut rust =
        Deployment::new("prices").trigger(&total::GEAR).named("changes", &CHANGES).orphans(Orphans::Drop);
    println!("{}", rust.apply(con)?);
    let _: () = con.set("order:1", order)?;
    show("Rust", con)?;

    rust.remove(con)?;
    Ok(())
}

/// What clients get, whatever language it is written in.
fn show(language: &str, con: &mut redis::Connection) -> Result<(), Box<dyn std::error::Error>> {
    let [cents]: [i64; 1] = redis::cmd("RG.TRIGGER").arg("total").arg("order:1").query(con)?;
    let changes: i64 = con.llen("changes")?;
    println!("{language}: {cents} cents, changes so far: {changes}");
    Ok(())
}
