#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

struct Mine;

#[gear(import = "m")]
extern "Python" {
    fn f() -> Vec<Mine>;
}

fn main() {}
