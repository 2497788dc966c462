#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    fn f(items: &mut Vec<i64>);
}

fn main() {}
