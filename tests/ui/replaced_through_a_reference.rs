#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn reset(values: &mut Vec<i64>) -> Vec<i64> {
    std::mem::take(values)
}

fn main() {}
