#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn later() -> i64 {
    let _ = async { 1 };
    2
}

fn main() {}
