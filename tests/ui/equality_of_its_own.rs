#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
struct Point {
    x: i64,
    y: i64,
}

impl PartialEq for Point {
    fn eq(&self, other: &Point) -> bool {
        self.x == other.x
    }
}

fn main() {}
