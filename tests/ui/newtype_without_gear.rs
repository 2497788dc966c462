#![allow(unused)]

use redis_gears::{gear, prelude::*};

struct Id(i64);

#[gear]
fn doubled(n: i64) -> i64 {
    Id(n).0 * 2
}

fn main() {}
