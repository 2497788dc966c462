#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[hook]
fn ping() -> i64 {
    1
}

fn main() {}
