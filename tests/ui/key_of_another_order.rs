#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Low,
    Mid,
    High,
}

#[gear]
fn counted(levels: Vec<Level>) -> Vec<i64> {
    let mut counts: BTreeMap<Level, i64> = BTreeMap::new();
    for level in levels {
        *counts.entry(level).or_insert(0) += 1;
    }
    counts.into_values().collect()
}

fn main() {}
