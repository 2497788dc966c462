#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn reset(values: &mut Vec<i64>) {
    *values = Vec::new();
}

fn main() {}
