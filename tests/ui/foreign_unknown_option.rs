#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Session;
    #[gear(gettr)]
    fn name(this: &Session) -> String;
}

fn main() {}
