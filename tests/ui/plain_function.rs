#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

fn plain(key: &str) -> bool {
    key.is_empty()
}

static G: Gear<i64> = gear!(KeysReader("user:*").filter(|r| plain(&r.key)).count().run());

fn main() {}
