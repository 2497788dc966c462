#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone)]
struct Point {
    x: i64,
}

impl Copy for Point {}

fn main() {}
