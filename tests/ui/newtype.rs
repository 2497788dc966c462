#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
struct Id(i64);

fn main() {}
