#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    x: i64,
    y: i64,
}

#[gear]
fn different(points: Vec<Point>) -> usize {
    let seen: HashSet<Point> = points.into_iter().collect();
    seen.len()
}

fn main() {}
