#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear(import = "m")]
extern "Python" {
    type Session;
    #[gear(method)]
    fn get(this: &Session, url: &str) -> String;
}

fn main() {}
