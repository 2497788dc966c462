//! A cache that fills itself: a `GET` of a page that is not there makes it, and the client gets it at once.
//!
//! Shows the event `keymiss`, and `override_reply`: the client waits for the gear and gets its answer.
//!
//!     cargo run --example fill [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};

/// What is behind the cache, and slow.
#[gear]
fn make_page(name: &str) -> Option<String> {
    cmd::incr("lookups", 1);
    cmd::hget("source", name).map(|text| format!("<h1>{text}</h1>"))
}

pub(crate) static FILL: Gear<Registration> = gear!(
    KeysReader::<()>("page:*")
        .for_each(|r| {
            if let Some(page) = make_page(r.key.trim_start_matches("page:")) {
                cmd::set(&r.key, &page);
                override_reply(page);
            }
        })
        .register(commands = ["get"], events = ["keymiss"], mode = AsyncLocal)
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["lookups", "page:home", "page:news"])?;
    let _: () = con.hset_multiple("source", &[("home", "Welcome"), ("news", "Nothing new")])?;
    let registration = FILL.register(con)?;

    for name in ["home", "news", "home", "lost"] {
        let page: Option<String> = con.get(format!("page:{name}"))?;
        let lookups: i64 = con.get("lookups")?;
        println!("{name}  {:<20}  looked up so far: {lookups}", page.as_deref().unwrap_or("-"));
    }

    registration.unregister(con)?;
    Ok(())
}
