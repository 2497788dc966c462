#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Session;
    #[gear(method)]
    fn clone(this: &Session) -> String;
}

fn main() {}
