#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn counted(mut values: Vec<i64>) -> Vec<i64> {
    for value in values[0..2].iter_mut() {
        *value += 1;
    }
    values
}

fn main() {}
