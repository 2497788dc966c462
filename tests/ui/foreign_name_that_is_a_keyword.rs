#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Session;
    #[gear(method)]
    fn lambda(this: &Session) -> i64;
}

fn main() {}
