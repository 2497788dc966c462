#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(requires = ["numpy"])]
extern "Python" {
    fn f() -> i64;
}

fn main() {}
