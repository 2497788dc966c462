#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    fn f() -> Result<i64, String>;
}

fn main() {}
