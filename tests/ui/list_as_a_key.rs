#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn count(rows: Vec<Vec<i64>>) -> usize {
    let mut seen = HashSet::new();
    for row in rows {
        seen.insert(row);
    }
    seen.len()
}

fn main() {}
