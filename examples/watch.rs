//! A gear that runs whenever an order changes and keeps the turnover of each customer up to date.
//!
//! Shows `register` with its options, server commands inside a closure, and how a handler counts a change once: it
//! remembers what it has added for an order, and adds only the difference.
//!
//!     cargo run --example watch [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};
use serde::{Deserialize, Serialize};

/// A hash `order:<n>`.
#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Order {
    customer: String,
    cents: i64,
}

/// Adds to the customer's turnover what the order has grown by since it was counted last.
#[gear]
fn count_order(key: &str, order: &Order) {
    let counted = match cmd::hget("counted", key) {
        Some(cents) => cents.parse::<i64>().unwrap_or(0),
        None => 0,
    };
    cmd::incr(format!("turnover:{}", order.customer), order.cents - counted);
    cmd::hset("counted", key, order.cents);
}

// `Sync`: the client that writes the order gets its reply when the turnover is right.
pub(crate) static TURNOVER: Gear<Registration> = gear!(
    KeysReader::<Order>("order:*")
        .for_each(|r| count_order(&r.key, &r.value))
        .register(mode = Sync, events = ["hset"])
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["counted", "turnover:ann", "turnover:bob"])?;
    let registration = TURNOVER.register(con)?;

    let orders =
        [("order:1", "ann", 1250), ("order:2", "bob", 990), ("order:3", "ann", 400), ("order:1", "ann", 250)];
    for (key, customer, cents) in orders {
        let _: () =
            con.hset_multiple(key, &[("customer", customer.to_owned()), ("cents", cents.to_string())])?;
        let total: i64 = con.get(format!("turnover:{customer}"))?;
        println!("{key} is {cents} cents: {customer} has {total}");
    }

    registration.unregister(con)?;
    Ok(())
}
