#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
#[derive(serde::Deserialize)]
struct Row {
    #[serde(rename = "n")]
    name: String,
}

fn main() {}
