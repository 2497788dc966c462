#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn bump(values: &mut Vec<i64>) {
    for value in values {
        *value += 1;
    }
}

fn main() {}
