#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    x: i64,
    y: i64,
}

fn count(known: HashMap<Point, i64>) -> Gear<i64> {
    gear!(KeysReader("*").filter(|r| known.len() > r.key.len()).count().run())
}

fn main() {}
