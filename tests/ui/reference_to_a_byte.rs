#![allow(unused)]

use redis_gears::{gear, prelude::*};

#[gear]
fn first(mut bytes: Vec<u8>) -> (u8, Vec<u8>) {
    let old = std::mem::replace(&mut bytes[0], 7);
    (old, bytes)
}

fn main() {}
