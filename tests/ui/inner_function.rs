#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn outer(x: i64) -> i64 {
    fn inner(x: i64) -> i64 {
        x
    }
    inner(x)
}

fn main() {}
