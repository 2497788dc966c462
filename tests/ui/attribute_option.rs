#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(inline)]
fn one() -> i64 {
    1
}

fn main() {}
