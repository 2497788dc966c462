#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn first(values: &Vec<i64>) -> i64 {
    if let [first, ..] = values.as_slice() { *first } else { 0 }
}

fn main() {}
