#![allow(unused)]

use redis_gears::{Gear, Registration, gear, prelude::*};

#[hook("GET")]
fn get(key: String) -> Option<String> {
    cmd::get(key)
}

fn main() {}
