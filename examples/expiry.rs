//! Keys that expire by themselves: an hour after a visitor's basket was changed last, it is gone.
//!
//! Shows an event gear that sees keys of several types and reads no values, and a function that makes a gear: its
//! arguments are constants of the program that is shipped.
//!
//!     cargo run --example expiry [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};

/// Lets the baskets expire so long after their last change.
pub(crate) fn expire_after(limit: Duration) -> Gear<Registration> {
    let seconds = limit.as_secs() as i64;
    // `Sync`: there is no moment at which a client could see a basket that stays for ever.
    gear!(
        KeysReader::<()>("basket:*", read_value = false)
            .for_each(|r| {
                cmd::expire(&r.key, seconds);
            })
            .register(mode = Sync, events = ["set", "hset"])
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let registration = expire_after(Duration::from_secs(3600)).register(con)?;

    let _: () = con.set("basket:ann", "3 apples")?;
    let _: () = con.hset("basket:bob", "pears", 2)?;
    let _: () = con.set("basketball", "not a basket")?;
    for key in ["basket:ann", "basket:bob", "basketball"] {
        let seconds: i64 = con.ttl(key)?;
        println!("{key:<10}  {}", if seconds < 0 { "stays" } else { "expires" });
    }

    // What is written again without an expiry gets a new one.
    let _: () = con.persist("basket:ann")?;
    let _: () = con.set("basket:ann", "4 apples")?;
    let seconds: i64 = con.ttl("basket:ann")?;
    println!("within the hour: {}", (1..=3600).contains(&seconds));

    registration.unregister(con)?;
    Ok(())
}
