#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
struct Pair(i64, i64);

fn main() {}
