#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    fn f(g: impl FnOnce() -> i64) -> i64;
}

fn main() {}
