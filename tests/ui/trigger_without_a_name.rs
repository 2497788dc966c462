#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[trigger]
fn ping() -> i64 {
    1
}

fn main() {}
