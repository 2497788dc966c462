#![allow(unused)]

use redis_gears::prelude::*;

#[gear]
fn span(low: i64, high: i64) -> i64 {
    struct Range {
        low: i64,
        high: i64,
    }
    let range = Range { low, high };
    range.high - range.low
}

fn main() {}
