#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn clear(mut names: Vec<String>) -> Vec<String> {
    let last: Vec<Option<char>> = names.iter_mut().map(|name| name.pop()).collect();
    names
}

fn main() {}
