#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn twice(x: Option<Option<i64>>) -> bool {
    x.is_some()
}

fn main() {}
