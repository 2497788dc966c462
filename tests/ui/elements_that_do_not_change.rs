#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn clear(mut names: Vec<String>) -> Vec<String> {
    for name in names.iter_mut() {
        name.clear();
    }
    names
}

fn main() {}
