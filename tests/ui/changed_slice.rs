#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn sorted(mut values: Vec<i64>) -> Vec<i64> {
    values[0..2].sort();
    values
}

fn main() {}
