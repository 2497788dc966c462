#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    #[gear(catch)]
    fn f() -> i64;
}

fn main() {}
