#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Logger;
    static ROOT: Logger;
}

fn main() {}
