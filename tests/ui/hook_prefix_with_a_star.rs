#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[hook("HSET", key_prefix = "user:*", variadic)]
fn hset(key: String, rest: Vec<String>) -> i64 {
    0
}

fn main() {}
