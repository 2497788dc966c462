#![allow(unused)]

use redis_gears::{gear, prelude::*};

use std::hash::Hash;

#[gear]
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    x: i64,
    y: i64,
}

#[gear]
fn different<T: Eq + Hash>(items: Vec<T>) -> usize {
    items.into_iter().collect::<HashSet<T>>().len()
}

#[gear]
fn points(points: Vec<Point>) -> usize {
    different(points)
}

fn main() {}
