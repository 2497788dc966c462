//! Money that moves between accounts if there is enough of it.
//!
//! Shows `atomic`: a gear in the background holds the lock of Redis, so that no other client sees or makes a change
//! between its commands. The requests are messages of a stream, as typed records.
//!
//!     cargo run --example transfer [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};

/// A message of `transfers`.
#[gear]
struct Transfer {
    from: String,
    to: String,
    amount: i64,
}

/// What is in an account.
#[gear]
fn balance(account: &str) -> i64 {
    cmd::get(account).unwrap_or_default().parse::<i64>().unwrap_or(0)
}

/// Whether there was enough to move.
#[gear]
fn transfer(from: &str, to: &str, amount: i64) -> bool {
    atomic(|| {
        let enough = amount > 0 && balance(from) >= amount;
        if enough {
            cmd::decr(from, amount);
            cmd::incr(to, amount);
        }
        enough
    })
}

pub(crate) static TRANSFERS: Gear<Registration> = gear!(
    StreamReader::<Transfer>("transfers")
        .for_each(|r| {
            let Transfer { from, to, amount } = &r.value;
            let moved = transfer(from, to, *amount);
            cmd::rpush("receipts", if moved { "moved" } else { "refused" });
        })
        .register(mode = AsyncLocal)
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["transfers", "receipts", "account:bob"])?;
    let _: () = con.set("account:ann", 10)?;
    let registration = TRANSFERS.register(con)?;

    for (from, to, amount) in [("ann", "bob", 7), ("ann", "bob", 7), ("bob", "ann", 2), ("bob", "ann", -5)] {
        let (payer, payee) = (format!("account:{from}"), format!("account:{to}"));
        let _: String = redis::cmd("XADD")
            .arg(&["transfers", "*", "from", &payer, "to", &payee, "amount"])
            .arg(amount)
            .query(con)?;
        let receipt: Option<(String, String)> = con.blpop("receipts", 10.0)?;
        let (_, outcome) = receipt.ok_or("the transfer was not handled")?;
        let (ann, bob): (i64, i64) = con.mget(&["account:ann", "account:bob"])?;
        println!("{from} to {to}: {amount:>2} {outcome:<7}  ann has {ann:>2}, bob has {bob:>2}");
    }

    registration.unregister(con)?;
    Ok(())
}
