#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    #[gear(variadic)]
    fn f(x: i64) -> i64;
}

fn main() {}
