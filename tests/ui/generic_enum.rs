#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
enum Tree<T> {
    Leaf(T),
}

fn main() {}
