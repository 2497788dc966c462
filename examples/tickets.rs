//! Numbered tickets: a counter that lives in the server's memory, and in no key.
//!
//! Shows `State`: a variable that the calls of a gear share. Every shard has its own, so the number is one of the shard;
//! it begins anew when the gear is registered again.
//!
//!     cargo run --example tickets [redis://host:port/]

mod common;

use redis_gears::prelude::*;

static LAST: State<i64> = State::new(|| 0);

/// The next ticket of a desk.
// `Sync`: one call after the other, so no two get the same number.
#[trigger("ticket", mode = Sync)]
pub(crate) fn ticket(desk: String) -> String {
    LAST.update(|last| last + 1);
    format!("{desk}-{:03}", LAST.get())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    for day in ["monday", "tuesday"] {
        let registration = ticket::register(con)?;
        let desks = ["A", "B", "A"];
        let tickets: Vec<String> =
            desks.into_iter().map(|desk| ticket::call(con, desk)).collect::<Result<_, _>>()?;
        println!("{day:<8} {}", tickets.join(" "));
        registration.unregister(con)?;
    }
    Ok(())
}
