#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[derive(serde::Deserialize)]
#[gear]
struct Row {
    #[serde(rename = "n")]
    name: String,
}

fn main() {}
