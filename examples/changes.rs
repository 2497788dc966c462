//! A log of changes: every write and every removal of a person becomes a message of a stream.
//!
//! Shows the event of a record, a value that may be gone, and `execute!` with a computed list of arguments. Messages of
//! Redis' publish and subscribe reach only who listens; those of a stream wait for their reader.
//!
//!     cargo run --example changes [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};

// `Sync`: the message is in the stream before the client that made the change gets its reply.
pub(crate) static CHANGES: Gear<Registration> = gear!(
    KeysReader::<Option<HashMap<String, String>>>("person:*")
        .for_each(|r| {
            let event = r.event.clone().unwrap_or_default();
            let mut fields: Vec<(String, String)> = r.value.clone().unwrap_or_default().into_iter().collect();
            fields.sort();
            execute!("XADD", "changes", "*", "event", event, "key", &r.key, ..fields);
        })
        .register(mode = Sync, events = ["hset", "hdel", "del"])
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["changes", "person:ann"])?;
    let registration = CHANGES.register(con)?;

    let _: () = con.hset_multiple("person:ann", &[("name", "Ann"), ("city", "Rome")])?;
    let _: () = con.hset("person:ann", "city", "Oslo")?;
    let _: () = con.hdel("person:ann", "city")?;
    let _: () = con.del("person:ann")?;

    // Each message is an id, and names and values in turn.
    let messages: Vec<(String, Vec<String>)> =
        redis::cmd("XRANGE").arg("changes").arg("-").arg("+").query(con)?;
    for (_, words) in messages {
        let pairs: Vec<String> = words.chunks(2).map(|pair| pair.join("=")).collect();
        println!("{}", pairs.join("  "));
    }

    registration.unregister(con)?;
    Ok(())
}
