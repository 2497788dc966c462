#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn same<T>(x: T) -> T {
    x
}

fn main() {}
