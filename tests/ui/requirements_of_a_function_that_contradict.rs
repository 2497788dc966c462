#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(requires = ["redis==3.5.3", "redis>=4"])]
fn f() -> i64 {
    1
}

fn main() {}
