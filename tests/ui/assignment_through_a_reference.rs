#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn bump(values: &mut Vec<i64>) {
    let first = values.first_mut();
    if let Some(first) = first {
        *first += 1;
    }
}

fn main() {}
