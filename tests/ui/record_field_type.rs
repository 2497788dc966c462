#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
struct Row {
    at: std::time::Instant,
}

fn main() {}
