#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(Clone)]
struct Row {
    tags: Option<String>,
}

#[gear]
fn length(row: &Row) -> usize {
    row.tags.as_ref().map(|tags| tags.len()).unwrap_or(0)
}

fn main() {}
