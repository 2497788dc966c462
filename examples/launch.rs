//! Functions that become commands of the server: `RG.TRIGGER launch moon 3`.
//!
//! Shows that a trigger is called from Rust with types, from any other client by its name, and as the plain function
//! that it still is.
//!
//!     cargo run --example launch [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::prelude::*;

/// The names of so many rockets to a target.
#[trigger("launch")]
pub(crate) fn launch(target: String, times: i64) -> Vec<String> {
    (1..=times).map(|n| format!("{target} #{n}")).collect()
}

/// Books a seat and returns its number, or 0 if the rocket is full.
#[trigger("book")]
pub(crate) fn book(rocket: String, passenger: String) -> i64 {
    let key = format!("seats:{rocket}");
    let seat = cmd::incr(&key, 1);
    if seat > 2 {
        return 0;
    }
    cmd::hset(format!("passengers:{rocket}"), seat, passenger);
    seat as i64
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["seats:moon #1", "passengers:moon #1"])?;
    let registrations = [launch::register(con)?, book::register(con)?];

    let rockets = launch::call(con, "moon", 2)?;
    assert_eq!(rockets, launch("moon".into(), 2));
    println!("{rockets:?}");
    for passenger in ["ann", "bob", "cid"] {
        println!("{passenger} has seat {}", book::call(con, &rockets[0], passenger)?);
    }

    // What other clients send and get: `redis-cli RG.TRIGGER launch mars 1`.
    let raw: Vec<String> = redis::cmd("RG.TRIGGER").arg("launch").arg("mars").arg("1").query(con)?;
    println!("{}", raw.concat());

    // An argument of another type does not reach the function.
    let often = redis::cmd("RG.TRIGGER").arg("launch").arg("mars").arg("often").query::<Vec<String>>(con);
    println!("{}", often.unwrap_err().detail().unwrap_or_default());

    for registration in registrations {
        registration.unregister(con)?;
    }
    Ok(())
}
