#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn show(counts: HashMap<String, i64>) -> String {
    format!("{counts:?}")
}

fn main() {}
