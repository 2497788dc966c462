#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[trigger("total")]
fn total(values: &Vec<i64>) -> i64 {
    values.iter().sum::<i64>()
}

fn main() {}
