#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "os; print(1)")]
extern "Python" {
    fn f() -> i64;
}

fn main() {}
