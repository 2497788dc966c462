#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn clear(mut names: Vec<String>) -> Vec<String> {
    names.iter_mut().for_each(|name| name.clear());
    names
}

fn main() {}
