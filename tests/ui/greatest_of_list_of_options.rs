#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn has_greatest(values: Vec<Option<i64>>) -> bool {
    values.iter().max().is_some()
}

fn main() {}
