//! Gears that the tests run.

use redis_gears::{gear, prelude::*};

pub(crate) static NUMBERS: Gear<Vec<i64>> =
    gear!(KeysReader::<String>("n:*").map(|r| r.value.parse::<i64>().unwrap()).run());

/// Fails for the number 3.
pub(crate) static QUOTIENTS: Gear<Vec<i64>> =
    gear!(KeysReader::<String>("n:*").map(|r| 60 / (r.value.parse::<i64>().unwrap() - 3)).run());

/// Waits as long as nobody sets the key `go`.
pub(crate) static WAITING: Gear<i64> = gear!(
    KeysReader::<String>("n:*")
        .map(|r| {
            while cmd::get("go").is_none() {}
            r.value.len() as i64
        })
        .count()
        .run()
);

#[trigger("twice")]
pub(crate) fn twice(n: i64) -> i64 {
    2 * n
}
