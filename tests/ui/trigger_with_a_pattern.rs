#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[trigger("swap")]
fn swap((a, b): (i64, i64)) -> (i64, i64) {
    (b, a)
}

fn main() {}
