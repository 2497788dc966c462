//! Write-behind: documents change in Redis at once, and reach a slow store in batches.
//!
//! Shows two gears that work together over a stream, batches of it, a retry on failure, and trimming: what has been
//! handled leaves the stream. The store is a hash here; in an application it is a database.
//!
//!     cargo run --example write_behind [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};
use std::{thread, time};

// The tag keeps the stream on the shard of the document.
pub(crate) static REMEMBER: Gear<Registration> = gear!(
    KeysReader::<String>("doc:*")
        .for_each(|r| {
            cmd::xadd(format!("changed:{{{}}}", hashtag()), "*", [("key", &r.key), ("text", &r.value)]);
        })
        .register(mode = Sync, events = ["set"])
);

// A batch that fails comes again: writing it twice is harmless, since the last text wins both times.
pub(crate) static FLUSH: Gear<Registration> = gear!(
    StreamReader("changed:*")
        .accumulate(BTreeMap::new(), |mut latest: BTreeMap<String, String>, r| {
            latest.insert(r.value["key"].clone(), r.value["text"].clone());
            latest
        })
        .for_each(|latest| {
            for (key, text) in latest {
                cmd::hset("store", key, text);
            }
            cmd::rpush("flushes", latest.len());
        })
        .register(batch = 4, on_failure = Retry, mode = AsyncLocal)
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    // What an earlier run has left on the server.
    let _: () = con.del(&["store", "flushes"])?;
    let registrations = [FLUSH.register(con)?, REMEMBER.register(con)?];

    for (key, text) in [("doc:a", "one"), ("doc:b", "two"), ("doc:a", "three")] {
        let _: () = con.set(key, text)?;
    }
    println!("after 3 changes: {} documents in the store", con.hlen::<_, i64>("store")?);
    let _: () = con.set("doc:c", "four")?;
    let flushed: Option<(String, i64)> = con.blpop("flushes", 10.0)?;
    println!("after 4 changes: {} documents in the store", flushed.ok_or("nothing was flushed")?.1);
    for (key, text) in con.hgetall::<_, BTreeMap<String, String>>("store")? {
        println!("  {key} = {text}");
    }

    println!("{} changes wait in the streams", waiting(con)?);

    for registration in registrations {
        registration.unregister(con)?;
    }
    Ok(())
}

/// How many changes wait: a stream is trimmed when the gear has ended, which is a little after its last command.
fn waiting(con: &mut redis::Connection) -> redis::RedisResult<i64> {
    let streams: Vec<String> = con.keys("changed:*")?;
    let mut waiting = 0;
    for _ in 0..500 {
        waiting = 0;
        for stream in &streams {
            waiting += redis::cmd("XLEN").arg(stream).query::<i64>(con)?;
        }
        if waiting == 0 {
            break;
        }
        thread::sleep(time::Duration::from_millis(10));
    }
    Ok(waiting)
}
