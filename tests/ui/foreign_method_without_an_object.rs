#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    #[gear(method)]
    fn close();
}

fn main() {}
