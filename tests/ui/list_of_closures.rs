#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn twice(x: i64) -> i64 {
    let add = |n: i64| n + x;
    let steps = vec![add];
    steps[0](1)
}

fn main() {}
