#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[allow(dead_code)]
fn since(start: std::time::Instant) -> Gear<i64> {
    gear!(KeysReader("user:*").filter(|_| start == start).count().run())
}

fn main() {}
