//! JSON in and JSON out: what each customer has ordered, from documents of text.
//!
//! Shows `serde_json` in gears: a document is read as a struct of ours, checked as serde would check it, and `json!`
//! makes the answer.
//!
//!     cargo run --example json [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{gear, prelude::*};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A line of an order.
#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Item {
    name: String,
    cents: i64,
    pieces: i64,
}

/// The document of a key `order:<n>`.
#[gear]
#[derive(Clone, Serialize, Deserialize)]
struct Order {
    customer: String,
    items: Vec<Item>,
}

/// What an order comes to, or that it is none.
#[gear]
fn summary(key: &str, text: &str) -> Json {
    match serde_json::from_str::<Order>(text) {
        Ok(order) => {
            let cents = order.items.iter().map(|item| item.cents * item.pieces).sum::<i64>();
            let names: Vec<String> = order.items.iter().map(|item| item.name.clone()).collect();
            json!({ "key": key, "customer": order.customer, "cents": cents, "items": names })
        }
        Err(_) => json!({ "key": key, "error": "not an order" }),
    }
}

/// A summary of every order.
pub(crate) static SUMMARIES: Gear<Vec<Json>> = gear!(
    KeysReader::<String>("order:*").sort_by_key(|r| r.key.clone()).map(|r| summary(&r.key, &r.value)).run()
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let item = |name: &str, cents: i64, pieces: i64| Item { name: name.to_owned(), cents, pieces };
    let orders = [
        Order { customer: "ann".to_owned(), items: vec![item("gear", 250, 4), item("oil", 990, 1)] },
        Order { customer: "bob".to_owned(), items: Vec::new() },
    ];
    for (n, order) in orders.iter().enumerate() {
        let _: () = con.set(format!("order:{n}"), serde_json::to_string(order)?)?;
    }
    let _: () = con.set("order:2", r#"{"customer": "cid", "items": "a gear"}"#)?;

    let shipped = SUMMARIES.run(con)?;
    assert_eq!(shipped, SUMMARIES.native(con)?);
    for summary in shipped {
        println!("{summary}");
    }
    Ok(())
}
