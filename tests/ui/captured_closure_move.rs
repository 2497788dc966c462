#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn twice() -> i64 {
    let mut n = 1;
    let add = move |x: i64| x + n;
    n += 1;
    add(n)
}

fn main() {}
