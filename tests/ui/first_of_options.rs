#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn has_first(values: Vec<Option<i64>>) -> bool {
    values.first().is_some()
}

fn main() {}
