#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn reset(values: &mut Vec<i64>) -> i64 {
    let first = values.first_mut();
    match first {
        Some(first) => std::mem::take(first),
        None => 0,
    }
}

fn main() {}
