#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    fn f<T>(x: T) -> i64;
}

fn main() {}
