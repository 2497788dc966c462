#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

fn twin(_: &str) -> String {
    String::new()
}

#[gear(import = "m")]
extern "Python" {
    #[gear(native = twin)]
    fn f(text: &str) -> i64;
}

fn main() {}
