#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(PartialEq)]
struct Rank(i64);

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        other.0.partial_cmp(&self.0)
    }
}

fn main() {}
