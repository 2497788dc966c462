#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    x: i64,
    y: i64,
}

#[gear]
fn most(points: &[Point]) -> i64 {
    let mut counts = HashMap::new();
    for point in points {
        *counts.entry((1, point.clone())).or_insert(0) += 1;
    }
    counts.values().copied().max().unwrap_or(0)
}

fn main() {}
