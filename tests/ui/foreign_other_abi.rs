#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "C" {
    fn f() -> i64;
}

fn main() {}
