#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    #[gear(name = "f('')")]
    fn f() -> i64;
}

fn main() {}
