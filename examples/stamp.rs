//! A command of Redis that does more: `HSET` of an article also writes when that was.
//!
//! Shows a hook, which runs instead of a command and passes it on by `call_next`, and time: `SystemTime` and `Duration`
//! in gears.
//!
//!     cargo run --example stamp [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{gear, prelude::*};
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970.
#[gear]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

/// Every write of an article has the time as one more field.
#[hook("HSET", key_prefix = "article:", variadic)]
pub(crate) fn stamp(key: String, fields: Vec<String>) -> i64 {
    call_next((key, fields, "changed", now())).as_i64().unwrap_or(0)
}

/// A hash `article:<name>`.
#[gear]
struct Article {
    title: String,
    changed: u64,
}

/// The titles of what has not changed for so long.
pub(crate) fn older_than(limit: Duration) -> Gear<Vec<String>> {
    gear!(
        KeysReader::<Article>("article:*")
            .filter(|r| {
                let now: u64 = now();
                Duration::from_secs(now.saturating_sub(r.value.changed)) > limit
            })
            .map(|r| r.value.title)
            .sort()
            .run()
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["article:gears", "article:wheels"])?;
    // Two articles of the year 2001.
    for (key, title) in [("article:gears", "On gears"), ("article:wheels", "On wheels")] {
        let _: () = con.hset_multiple(key, &[("title", title), ("changed", "1000000000")])?;
    }
    let day = Duration::from_secs(24 * 60 * 60);
    println!("not changed today: {}", older_than(day).run(con)?.join(", "));

    let registration = stamp::register(con)?;
    let _: () = con.hset("article:wheels", "title", "On cogwheels")?;
    println!("not changed today: {}", older_than(day).run(con)?.join(", "));

    registration.unregister(con)?;
    Ok(())
}
